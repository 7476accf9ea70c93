"""Hostile files, made as they are needed: each is small, valid enough to be opened, and asks for what nobody has."""

from __future__ import annotations

import struct
import zlib

A4 = "[0 0 595 842]"


def pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of numbered objects, its cross-reference table right."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(out)


def stream(content: bytes, **entries: str) -> bytes:
    """A stream object with its dictionary."""
    keys = "".join(f"/{name} {value} " for name, value in {**entries, "Length": str(len(content))}.items())
    return f"<< {keys}>>\nstream\n".encode() + content + b"\nendstream"


def page_of(content: bytes, resources: str, more: dict[int, bytes], page: str = "", **filtered: str) -> bytes:
    """A PDF of one page that draws `content` with `resources`; other objects from number 5 on."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: f"<< /Type /Page /Parent 2 0 R /MediaBox {A4} /Contents 4 0 R /Resources << {resources} >> {page} >>".encode(),
            4: stream(content, **filtered),
            **more,
        }
    )


def jpeg2000_that_lies() -> bytes:
    """A picture whose dictionary says 10 x 10 and whose codestream says 60,000 x 60,000 (ISO 15444-1, annex A.5.1)."""
    siz = struct.pack(">HHIIIIIIIIH", 0, 60000, 60000, 0, 0, 60000, 60000, 0, 0, 0, 3)[2:]
    siz = (
        struct.pack(">H", 0)
        + struct.pack(">IIIIIIIIH", 60000, 60000, 0, 0, 60000, 60000, 0, 0, 3)
        + b"\x07\x01\x01" * 3
    )
    cod = bytes([0, 0, 0, 1, 0, 5, 4, 4, 0, 1])
    qcd = bytes([0x40]) + bytes([0x40] * 16)
    code = b"\xff\x4f\xff\x51" + struct.pack(">H", len(siz) + 2) + siz
    code += b"\xff\x52" + struct.pack(">H", len(cod) + 2) + cod + b"\xff\x5c" + struct.pack(">H", len(qcd) + 2) + qcd
    code += b"\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x00\x00\x01\xff\x93\xff\xd9"
    picture = stream(code, Type="/XObject", Subtype="/Image", Width="10", Height="10", Filter="/JPXDecode",
                     ColorSpace="/DeviceRGB", BitsPerComponent="8")  # fmt: skip
    return page_of(b"q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I 5 0 R >>", {5: picture})


def _form(content: bytes, resources: str) -> bytes:
    return stream(content, Type="/XObject", Subtype="/Form", BBox=A4, Resources=f"<< {resources} >>")


def form_within_itself() -> bytes:
    """A form that draws itself twice."""
    return page_of(b"/F Do", "/XObject << /F 5 0 R >>", {5: _form(b"/F Do /F Do", "/XObject << /F 5 0 R >>")})


def forms_within_forms(depth: int = 22, each: int = 2) -> bytes:
    """Forms that each draw the next one so many times."""
    forms = {
        5 + k: _form(b"/F Do " * each, f"/XObject << /F {6 + k} 0 R >>") if k < depth else _form(b"0 0 9 9 re f", "")
        for k in range(depth + 1)
    }
    return page_of(b"/F Do", "/XObject << /F 5 0 R >>", forms)


def stream_of_a_gigabyte(megabytes: int = 1000) -> bytes:
    """A page whose content is a megabyte that inflates to a gigabyte of white space."""
    return page_of(_inflates(b" ", megabytes), "", {}, Filter="/FlateDecode")


def _inflates(byte: bytes, megabytes: int) -> bytes:
    squeeze, out = zlib.compressobj(9), b""
    for _ in range(megabytes):
        out += squeeze.compress(byte * 1_000_000)
    return out + squeeze.flush()


def soft_mask(side: int = 20000) -> bytes:
    """A small picture whose soft mask is of 400 million pixels."""
    mask = stream(_inflates(b"\0", side * side // 1_000_000), Type="/XObject", Subtype="/Image", Width=str(side),
                  Height=str(side), ColorSpace="/DeviceGray", BitsPerComponent="8", Filter="/FlateDecode")  # fmt: skip
    picture = stream(b"\x80" * 300, Type="/XObject", Subtype="/Image", Width="10", Height="10",
                     ColorSpace="/DeviceRGB", BitsPerComponent="8", SMask="6 0 R")  # fmt: skip
    return page_of(b"q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I 5 0 R >>", {5: picture, 6: mask})


def pages_of_one_picture(pages: int = 300, side: int = 9000) -> bytes:
    """Pages that all draw one white picture of 81 million pixels, which is decoded for each."""
    picture = stream(_inflates(b"\xff", side * side // 1_000_000), Type="/XObject", Subtype="/Image", Width=str(side),
                     Height=str(side), ColorSpace="/DeviceGray", BitsPerComponent="8", Filter="/FlateDecode")  # fmt: skip
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox {A4} /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
    kids = " ".join(f"{10 + k} 0 R" for k in range(pages))
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
            4: stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            5: picture,
            **{10 + k: page.encode() for k in range(pages)},
        }
    )


def annotation(side: int = 18000) -> bytes:
    """A stamp whose appearance is a picture of 300 million pixels, on a page with a good text."""
    huge = stream(_inflates(b"\0", side * side // 1_000_000), Type="/XObject", Subtype="/Image", Width=str(side),
                  Height=str(side), ColorSpace="/DeviceGray", BitsPerComponent="8", Filter="/FlateDecode")  # fmt: skip
    looks = stream(b"q 500 0 0 700 0 0 cm /I Do Q", Type="/XObject", Subtype="/Form", BBox=A4,
                   Resources="<< /XObject << /I 5 0 R >> >>")  # fmt: skip
    stamp = b"<< /Type /Annot /Subtype /Stamp /Rect [40 40 555 800] /F 4 /AP << /N 6 0 R >> >>"
    return page_of(b"BT /T 12 Tf 50 700 Td (Le conseil municipal) Tj ET", "/Font << /T 8 0 R >>",
                   {5: huge, 6: looks, 7: stamp, 8: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"},
                   "/Annots [7 0 R]")  # fmt: skip


def shading() -> bytes:
    """A gradient whose colour is computed by a function of two hundred thousand steps."""
    steps = b"{ pop 0 " + b"dup 1 add exch pop sin " * 20000 + b"0 exch }"
    function = stream(steps, FunctionType="4", Domain="[0 1 0 1]", Range="[0 1 0 1]")
    shade = b"<< /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1 0 1] /Matrix [595 0 0 842 0 0] /Function 6 0 R >>"
    return page_of(b"/S sh " * 20, "/Shading << /S 5 0 R >>", {5: shade, 6: function})


def tiling(step: str = "0.02") -> bytes:
    """A page filled with a pattern whose tile is a fiftieth of a point wide."""
    tile = stream(b"0 0 1 1 re f", Type="/Pattern", PatternType="1", PaintType="1", TilingType="1", BBox="[0 0 1 1]",
                  XStep=step, YStep=step, Resources="<< >>")  # fmt: skip
    return page_of(b"/Pattern cs /P scn 0 0 595 842 re f", "/Pattern << /P 5 0 R >>", {5: tile})


def png(width: int, height: int, depth: int = 8, colour: int = 0) -> bytes:
    """A black PNG; `colour` 0 is grey, 2 RGB (ISO 15948)."""
    row = 1 + (width * depth * (3 if colour == 2 else 1) + 7) // 8
    squeeze, body = zlib.compressobj(9), b""
    for _ in range(height):
        body += squeeze.compress(bytes(row))
    body += squeeze.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


TRAPS = {
    "jpeg2000.pdf": jpeg2000_that_lies,
    "form-within-itself.pdf": form_within_itself,
    "forms-22-deep.pdf": forms_within_forms,
    "forms-8-deep-10-each.pdf": lambda: forms_within_forms(8, 10),
    "gigabyte.pdf": stream_of_a_gigabyte,
    "soft-mask.pdf": soft_mask,
    "annotation.pdf": annotation,
    "pages-of-one-picture.pdf": pages_of_one_picture,
    "shading.pdf": shading,
    "tiling.pdf": tiling,
    "black.png": lambda: png(1654, 2339),
    "one.png": lambda: png(1, 1),
    "thin.png": lambda: png(1, 30000),
    "limit-16-bits.png": lambda: png(10950, 10950, 16),
    "limit-rgb.png": lambda: png(10950, 10950, 8, 2),
    "bullets.txt": lambda: "• \n".encode() * 5000,
    "initials.txt": lambda: b"A. B. C. " * 160_000,
    "leaders.txt": lambda: (b"." * 110 + b"\n") * 2000,
    "names.txt": lambda: ("Présents : " + ", ".join(f"Mme Anne N{k:04}ARD" for k in range(20_000))).encode(),
    "apostrophes.txt": lambda: b"abcd" + b"'" * 1900 + b"1a " + b"abcd" + b"'" * 19_000 + b"1a",
    "nines.txt": lambda: b"9" * 1_000_000,
    "capitals.txt": lambda: b"MAIRE " * 100_000,
    "newlines.txt": lambda: b"\n" * 30_000_000,
    "megabytes.txt": lambda: b"Le conseil municipal, par 12 voix pour, approuve le compte de gestion.\n" * 1_400_000,
}
