"""ZIP and TAR archives changed as they are built: members' names, sizes, kinds, order, sums, one archive in another."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import warnings
import zipfile

from fuzz import pdfs, pictures, records, seeds, texts
from fuzz.chance import BYTES, FIGURES, Chance, changed, spliced

Member = tuple[str, bytes]

NAMES = (
    "../../../../escaped.txt", "/delibparse-fuzz-escaped.txt", "C:\\escaped.txt", "..\\..\\escaped.txt", "a/" * 200 + "b.txt",
    "a/" * 3000 + "b.txt", "x" * 300 + ".txt", "x" * 5000 + ".txt", "é" * 120 + ".txt", "CON.txt", "aux", "a.txt ", "a.txt.", ".txt",
    "./.", "..", "", "/", "a//b.txt", "A.TXT", "a.txt", "a.txt/b.txt", "e\u0301.txt", "\u00e9.txt", "\u202etxt.exe", "a\nb.txt",
    "a\tb.txt", "\x1b[31m.txt", "[/red].txt", "=cmd|'/C calc'!A0.txt", "deliberations.jsonl", "summary.json", "failures.csv",
    ".delibparse/journal.sqlite", "corrections.jsonl", "a.txt.json", "delibparse.toml", "<b>.txt", "{x}.txt", "%s.txt", "-o.txt",
)  # fmt: skip
LINKS = (
    tarfile.SYMTYPE,
    tarfile.LNKTYPE,
    tarfile.FIFOTYPE,
    tarfile.CHRTYPE,
    tarfile.DIRTYPE,
    tarfile.CONTTYPE,
    b"S",
    b"Z",
    b"x",
    b"g",
)
SUFFIXES = {"zip": b"", "tar": b"", "tgz": b"", "tar.bz2": b"", "txz": b""}
KNOWN = "connu.txt"
"""A good act that every archive holds, first."""


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of an archive."""
    suffix = chance.choice(tuple(SUFFIXES))
    members = [
        (KNOWN, seeds.act(chance.randrange(1000)).encode()),
        *(_member(chance) for _ in range(chance.randint(0, 4))),
    ]
    if chance.random() < 0.1:
        members += [chance.choice(members)] * chance.choice((1, 60))
    if suffix == "zip":
        return suffix, _zip(chance, members)
    data = _tar(chance, members)
    if chance.random() < 0.04:
        data += bytes(3_000_000)
    packed = {
        "tar": bytes,
        "tgz": lambda plain: gzip.compress(plain, 6, mtime=0),
        "tar.bz2": bz2.compress,
        "txz": lzma.compress,
    }[suffix](data)
    return suffix, changed(chance, packed, BYTES, 1) if chance.random() < 0.25 else packed


def _member(chance: Chance) -> Member:
    match chance.randrange(8):
        case 0:
            suffix, content = pictures.case(chance)
        case 1:
            suffix, content = pdfs.case(chance)
        case 2:
            suffix, content = records.case(chance)
        case 3:
            suffix, content = "zip", _zip(chance, [(KNOWN, b"x")])
        case 4:
            suffix, content = texts.case(chance)
        case _:
            suffix, content = "txt", seeds.act(chance.randrange(9)).encode()
    return (chance.choice(NAMES) if chance.random() < 0.6 else f"f{chance.randrange(9)}.{suffix}"), content


def _zip(chance: Chance, members: list[Member]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as packed:
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            info = zipfile.ZipInfo(name.replace("\0", ""), (2023, 4, 11, 0, 0, 0))
            info.compress_type = chance.choice(
                (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)
            )
            info.external_attr = chance.choice((0, 0, 0o120777 << 16, 0o10644 << 16, 0o40755 << 16, 2**32 - 1))
            packed.writestr(info, content)
    data = out.getvalue()
    if chance.random() < 0.5:
        data = other_head(chance, data)
    if chance.random() < 0.15:
        data = changed(chance, data, BYTES, 1)
    return spliced(chance, data, _zip(chance, members[:1])) if chance.random() < 0.05 else data


def other_head(chance: Chance, data: bytes) -> bytes:
    """A figure of a header, of the directory or of its end is another: flags, way of packing, sum, sizes, places."""
    mark, form, places = chance.choice(
        ((b"PK\x03\x04", "<H", (4, 6, 8, 26, 28)), (b"PK\x03\x04", "<I", (14, 18, 22)), (b"PK\x01\x02", "<H", (6, 8, 10, 28, 30, 32)),
         (b"PK\x01\x02", "<I", (16, 20, 24, 38, 42)), (b"PK\x05\x06", "<H", (4, 6, 8, 10, 20)), (b"PK\x05\x06", "<I", (12, 16)))
    )  # fmt: skip
    found = [match.start() for match in re.finditer(re.escape(mark), data)]
    out = bytearray(data)
    if found:
        value = chance.choice((*FIGURES, 1, 9, 12, 14, 93, 99)) % 2 ** (16 if form == "<H" else 32)
        try:
            struct.pack_into(form, out, chance.choice(found) + chance.choice(places), value)
        except struct.error:
            return data
    return bytes(out)


def _tar(chance: Chance, members: list[Member]) -> bytes:
    out = io.BytesIO()
    for name, content in members:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        strange = name != KNOWN and chance.random() < 0.3
        if strange:
            info.type, info.linkname = chance.choice(LINKS), chance.choice(NAMES)
        header = _header(info, chance)
        if strange and chance.random() < 0.6:
            header = _other_size(chance, header)
        out.write(header + content + bytes(-len(content) % 512))
    data = out.getvalue() + bytes(1024)
    return changed(chance, data, BYTES, 1) if chance.random() < 0.15 else data


def _header(info: tarfile.TarInfo, chance: Chance) -> bytes:
    form = chance.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT))
    if chance.random() < 0.1:
        info.pax_headers = {
            chance.choice(("size", "path", "GNU.sparse.map", "mtime", "hdrcharset")): str(chance.choice(FIGURES))
        }
    try:
        return info.tobuf(form, "utf-8", "surrogateescape")
    except ValueError:
        return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _other_size(chance: Chance, header: bytes) -> bytes:
    """The size of a member is another, the header's sum right."""
    out = bytearray(header)
    size = chance.choice(FIGURES)
    out[-388:-376] = (
        b"%011o\0" % size
        if 0 <= size < 8**11
        else (b"\x80" if size >= 0 else b"\xff") + (size % 2**88).to_bytes(11, "big")
    )
    out[-364:-356] = b" " * 8
    out[-364:-356] = b"%06o\0 " % sum(out[-512:])
    return bytes(out)
