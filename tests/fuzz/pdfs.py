"""PDFs changed as PDFs are built: objects, dictionaries, streams unpacked and packed again, the table of objects."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from fuzz import seeds, texts
from fuzz.chance import BYTES, FIGURES, LONG, Chance, changed, spliced

Objects = dict[int, bytes]
Edit = Callable[[Chance, Objects], None]

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.S)
STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\s*endstream", re.S)
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
NAME = re.compile(rb"/[A-Za-z0-9]+")
NAMES = (
    b"/Type", b"/Page", b"/Pages", b"/Kids", b"/Parent", b"/Contents", b"/Resources", b"/MediaBox", b"/CropBox", b"/Rotate",
    b"/UserUnit", b"/XObject", b"/Image", b"/Form", b"/Font", b"/Filter", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode",
    b"/RunLengthDecode", b"/CCITTFaxDecode", b"/JBIG2Decode", b"/JPXDecode", b"/DCTDecode", b"/DecodeParms", b"/Predictor",
    b"/ToUnicode", b"/Encoding", b"/Widths", b"/SMask", b"/Mask", b"/Length", b"/Indexed", b"/ICCBased", b"/Separation",
    b"/Crypt", b"/Encrypt", b"/ObjStm", b"/XRef", b"/Annots", b"/AcroForm", b"/OCProperties", b"/Group", b"/Identity-H",
)  # fmt: skip
OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Td", b"Tm", b"T*", b"'", b'"', b"Tr", b"Tz", b"Ts", b"cm", b"re", b"f",
    b"S", b"W", b"n", b"l", b"m", b"c", b"Do", b"sh", b"scn", b"gs", b"BI", b"ID", b"EI", b"BDC", b"EMC", b"d0", b"d1", b"MP",
)  # fmt: skip


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of a PDF."""
    seed = chance.choice(seeds.pdfs())
    if chance.random() < 0.12:
        return "pdf", changed(chance, seed, BYTES)
    if chance.random() < 0.08:
        return "pdf", spliced(chance, seed, chance.choice(seeds.pdfs()))
    objects, root = parsed(seed)
    for _ in range(chance.randint(1, 4)):
        if objects:
            chance.choice(EDITS)(chance, objects)
    return "pdf", written(chance, objects, root)


def parsed(data: bytes) -> tuple[Objects, int]:
    """The objects of a PDF by number, and the number of its catalogue."""
    root = re.search(rb"/Root (\d+) 0 R", data)
    return {int(match[1]): match[2] for match in OBJECT.finditer(data)}, int(root[1]) if root else 1


def written(chance: Chance, objects: Objects, root: int) -> bytes:
    """The objects as a PDF: for the most part with a right table, else with none, a wrong one, or one that leads to
    itself, or encrypted in name."""
    from traps import pdf

    data = pdf(objects, root) if objects else b"%PDF-1.7\n"
    match chance.randrange(12):
        case 0:
            return data[: data.rfind(b"xref\n0 ")]
        case 1:
            start = data.rfind(b"xref\n0 ")
            return data[:start] + NUMBER.sub(lambda _: b"%010d" % chance.randrange(len(data)), data[start:])
        case 2:
            return data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % data.rfind(b"xref\n0 "))
        case 3:
            keys = b"/Filter /Standard /V %d /R %d /Length %d /P -4 /O <%b> /U <%b>"
            filled = keys % (*(chance.choice((0, 1, 2, 4, 5, 128, 2**31)) for _ in range(3)), b"00" * 32, b"00" * 32)
            return data.replace(b"trailer\n<<", b"trailer\n<< /ID [<00> <00>] /Encrypt << " + filled + b" >>")
    return data


def _one(chance: Chance, objects: Objects) -> int:
    return chance.choice(sorted(objects))


def other_figure(chance: Chance, objects: Objects) -> None:
    """A number of a dictionary is another."""
    number = _one(chance, objects)
    head, mark, rest = objects[number].partition(b"stream")
    objects[number] = _one_replaced(chance, NUMBER, head, lambda: _figure(chance)) + mark + rest


def _figure(chance: Chance) -> bytes:
    return str(chance.choice((*FIGURES, 0.0001, 1e30, "-0", "--1", "1e5", "+7", "NaN"))).encode()


def other_name(chance: Chance, objects: Objects) -> None:
    """A key or a name of a dictionary is another."""
    number = _one(chance, objects)
    head, mark, rest = objects[number].partition(b"stream")
    objects[number] = _one_replaced(chance, NAME, head, lambda: chance.choice(NAMES)) + mark + rest


def other_reference(chance: Chance, objects: Objects) -> None:
    """A reference leads to another object: itself, the root, one that is not there; or a number becomes one."""
    number = _one(chance, objects)
    target = b"%d 0 R" % chance.choice((number, 1, 2, 3, _one(chance, objects), 99_999, 2**31))
    pattern = chance.choice((re.compile(rb"\d+ 0 R"), NUMBER))
    head, mark, rest = objects[number].partition(b"stream")
    objects[number] = _one_replaced(chance, pattern, head, lambda: target) + mark + rest


def _one_replaced(chance: Chance, pattern: re.Pattern[bytes], data: bytes, by: Callable[[], bytes]) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + by() + data[match.end() :]


def moved_objects(chance: Chance, objects: Objects) -> None:
    """An object is gone, is another's, or is one of another document."""
    number = _one(chance, objects)
    others = parsed(chance.choice(seeds.pdfs()))[0]
    match chance.randrange(3):
        case 0 if len(objects) > 1:
            del objects[number]
        case 1:
            objects[number] = objects[_one(chance, objects)]
        case _:
            objects[number] = others[_one(chance, others)]


def nested(chance: Chance, objects: Objects) -> None:
    """An object within arrays within arrays; a page within pages within pages."""
    number, depth = _one(chance, objects), chance.choice((10, 500, LONG))
    if chance.random() < 0.5:
        objects[number] = b"[" * depth + objects[number] + b"]" * depth
        return
    top = max(objects) + 1
    for k in range(min(depth, 500)):
        objects[top + k] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (top + k + 1)
    objects[top + min(depth, 500)] = objects[number]
    objects[number] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % top


def many_kids(chance: Chance, objects: Objects) -> None:
    """A list of references is repeated: the pages, the annotations."""
    number = _one(chance, objects)
    times = chance.choice((2, 30, 2000))
    objects[number] = re.sub(
        rb"\[([^\[\]]*\d 0 R[^\[\]]*)\]", lambda match: b"[" + match[1] * times + b"]", objects[number]
    )


def other_stream(chance: Chance, objects: Objects) -> None:
    """What a stream holds is changed, and packed again so that it opens."""
    holding = [number for number, content in sorted(objects.items()) if STREAM.match(content)]
    if not holding:
        return
    number = chance.choice(holding)
    match = STREAM.match(objects[number])
    assert match is not None
    head, content = match[1], match[2]
    packed = b"FlateDecode" in head and b"ASCII85Decode" not in head
    if b"ASCII85Decode" in head:
        content = _from_85(content)
        head, packed = head.replace(b"/ASCII85Decode", b""), b"FlateDecode" in head
    if packed:
        try:
            content = zlib.decompressobj().decompress(content)
        except zlib.error:
            packed = False
    content = _content(chance, content)
    if packed:
        content = zlib.compress(content)
    if chance.random() < 0.15:
        head, content = _filtered(chance, head, content)
    size = len(content) if chance.random() < 0.9 else chance.choice(FIGURES)
    head = re.sub(rb"/Length \d+(?: 0 R)?", b"/Length %d" % size, head)
    objects[number] = head + b"stream\n" + content + b"\nendstream"


def _from_85(content: bytes) -> bytes:
    import base64

    try:
        return base64.a85decode(content.strip().removesuffix(b"~>"))
    except ValueError:
        return content


def _filtered(chance: Chance, head: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Packed many times over, or in name only."""
    times = chance.choice((1, 5, 60))
    if chance.random() < 0.5 and b"/Filter" not in head:
        for _ in range(times):
            content = zlib.compress(content, 1)
        return head.replace(b"<<", b"<< /Filter [" + b"/FlateDecode " * times + b"]", 1), content
    name = chance.choice([name for name in NAMES if name.endswith((b"Decode", b"Crypt"))])
    return re.sub(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)", b"/Filter [" + (name + b" ") * times + b"]", head), content


def _content(chance: Chance, content: bytes) -> bytes:
    """Operators repeated, taken away, put in; figures and strings that are others; or bytes as they come."""
    tokens = content.split(b" ")
    k = chance.randrange(len(tokens))
    match chance.randrange(8):
        case 0:
            tokens[k:k] = tokens[k : k + chance.choice((1, 8))] * chance.choice((2, 100, 5000))
        case 1:
            del tokens[k : k + chance.choice((1, 20))]
        case 2:
            tokens[k:k] = [chance.choice(OPERATORS) for _ in range(chance.choice((1, 10, 300)))]
        case 3:
            tokens[k:k] = [chance.choice((b"q", b"BT", b"[", b"<<", b"(", b"/A BMC"))] * chance.choice((20, LONG))
        case 4:
            found = len(NUMBER.findall(content)) or 1
            share = chance.choice((1, 10, found)) / found
            return NUMBER.sub(lambda match: _figure(chance) if chance.random() < share else match[0], content)
        case 5:
            text = chance.choice(texts.STRANGE).encode("cp1252", "replace") * chance.choice((1, 1000))
            tokens[k:k] = [b"(" + text.replace(b"(", b"").replace(b")", b"").replace(b"\\", b"") + b") Tj"]
        case 6:
            words = b" ".join(b"1 0 0 1 %d %d Tm (M. N%d) Tj" % (20 + k % 500, 800 - k % 780, k) for k in range(6000))
            return content + b" BT /F1 8 Tf " + words + b" ET"
        case _:
            return changed(chance, content, BYTES)
    return b" ".join(tokens)


EDITS: tuple[Edit, ...] = (
    other_figure, other_name, other_reference, moved_objects, nested, many_kids, other_stream, other_stream, other_stream,
)  # fmt: skip
