"""Pictures changed as their formats are built: PNG chunks with a right sum, JPEG segments, TIFF tags."""

from __future__ import annotations

import struct
import zlib

from fuzz import seeds
from fuzz.chance import BYTES, FIGURES, Chance, changed, spliced

SIGNATURE = 8
CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"tRNS", b"iCCP", b"zTXt", b"acTL", b"fcTL", b"eXIf", b"abcd")
KINDS = ("png", "jpg", "tif")


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of a picture."""
    kind = chance.choice(KINDS)
    data = chance.choice(seeds.pictures()[kind])
    if chance.random() < 0.2:
        return kind, changed(chance, data, BYTES)
    if chance.random() < 0.1:
        return kind, spliced(chance, data, chance.choice(seeds.pictures()[chance.choice(KINDS)]))
    return kind, changed(chance, data, [{"png": png, "jpg": jpeg, "tif": tiff}[kind]])


def png(chance: Chance, data: bytes) -> bytes:
    """Chunks changed, left out, doubled, moved, each with a right sum; the picture's data inflated, changed and deflated
    again."""
    chunks = list(_chunks(data))
    if not chunks:
        return data
    k = chance.randrange(len(chunks))
    name, content = chunks[k]
    match chance.randrange(7):
        case 0 if len(chunks[0][1]) >= 13:
            chunks[0] = chunks[0][0], _other_head(chance, chunks[0][1])
        case 1:
            del chunks[k]
        case 2:
            chunks[k:k] = [chunks[k]] * min(chance.choice((1, 3000)), 1 + 10**6 // (1 + len(content)))
        case 3:
            chance.shuffle(chunks)
        case 4:
            chunks[k] = chance.choice(CHUNKS), content
        case 5:
            packed = zlib.compress(bytes(chance.choice((10, 10**6, 3 * 10**7))))
            chunks.insert(k, (chance.choice((b"zTXt", b"iCCP", b"iTXt", b"IDAT")), b"x\0\0" + packed))
        case _:
            chunks[k] = name, _packed_again(chance, content)
    return data[:SIGNATURE] + b"".join(_chunk(*one) for one in chunks)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], SIGNATURE
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _other_head(chance: Chance, head: bytes) -> bytes:
    width, height, *rest = struct.unpack(">IIBBBBB", head[:13])
    k = chance.randrange(7)
    if k < 2:
        size = [width, height]
        size[k] = chance.choice((*(one for one in FIGURES if 0 <= one < 2**32), 10_900, 30_000))
        width, height = size
    else:
        rest[k - 2] = chance.choice((0, 1, 2, 3, 4, 6, 8, 16, 255))
    return struct.pack(">IIBBBBB", width, height, *rest)


def _packed_again(chance: Chance, content: bytes) -> bytes:
    try:
        return zlib.compress(changed(chance, zlib.decompress(content), BYTES))
    except zlib.error:
        return changed(chance, content, BYTES)


def jpeg(chance: Chance, data: bytes) -> bytes:
    """A segment changed: its size, its place, how often it stands; the picture's size; tables."""
    places = _segments(data)
    if not places:
        return data
    start, end = chance.choice(places)
    segment = data[start:end]
    frame = [(a, b) for a, b in places if data[a + 1] in (0xC0, 0xC1, 0xC2)]
    match chance.randrange(5):
        case 0 if frame:
            start, end = frame[0]
            size = struct.pack(">HH", *(chance.choice((0, 1, 620, 10_900, 65_535)) for _ in range(2)))
            return data[: start + 5] + size + data[start + 9 :]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:start] + segment * chance.choice((2, 2000)) + data[end:]
        case 3:
            return data[: start + 2] + struct.pack(">H", chance.choice((0, 1, 2, 65_535))) + data[start + 4 :]
        case _:
            return data[: start + 4] + changed(chance, segment[4:], BYTES) + data[end:]


def _segments(data: bytes) -> list[tuple[int, int]]:
    """Where the segments before the picture's data lie."""
    found, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        found.append((at, end))
        if data[at + 1] == 0xDA:
            break
        at = end
    return found


def tiff(chance: Chance, data: bytes) -> bytes:
    """A tag changed: its number, its type, its count, its value; the next page's place: itself, nowhere, here."""
    order = "<" if data[:2] == b"II" else ">"
    out = bytearray(data)
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        if chance.random() < 0.15:
            struct.pack_into(order + "I", out, at + 2 + 12 * count, chance.choice((at, 0, 4, len(data), 2**32 - 1)))
            return bytes(out)
        tag = at + 2 + 12 * chance.randrange(count)
        form, where, values = chance.choice(
            (("H", 0, (256, 257, 258, 259, 262, 273, 277, 278, 279, 282, 317, 322, 330, 34665, 65535)),
             ("H", 2, (0, 1, 2, 3, 4, 5, 12, 13, 16, 255)), ("I", 4, FIGURES), ("I", 8, FIGURES), ("H", 8, FIGURES))
        )  # fmt: skip
        limit = 2 ** (16 if form == "H" else 32)
        struct.pack_into(order + form, out, tag + where, chance.choice(values) % limit)
    except (struct.error, ValueError):
        return changed(chance, data, BYTES)
    return bytes(out)
