"""PDF files that want to break the program: loops of objects, lies of lengths and counts, streams that swell."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SAYS = b"BT /F 12 Tf 20 20 Td (Duties of the tea master) Tj ET"


def pdf(objects: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A PDF of one page, any of its objects (1 catalogue, 2 pages, 3 page, 4 contents, 5 font) written anew."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    parts = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: _PAGES, 3: page, 4: stream(_SAYS), 5: _FONT, **(objects or {})}
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number, body in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at, last = len(out), max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % last
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, last))
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (last, trailer, at)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object; ``length`` is what it says of itself, where that is not so."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data) if length is None else length, data)


def page(contents: bytes = b"4 0 R", resources: bytes = b"/Font<</F 5 0 R>>", box: bytes = b"0 0 400 400") -> bytes:
    """A page object."""
    form = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %s/Resources<<%s>>>>"
    return form % (box, contents, resources)


def packed(megabytes: int) -> bytes:
    """A contents stream of blanks that inflates a thousandfold."""
    return stream(zlib.compress(b" " * (megabytes << 20), 9), b"/Filter/FlateDecode")


def twice_packed(megabytes: int) -> bytes:
    """The same, deflated twice: a million to one."""
    data = zlib.compress(zlib.compress(b" " * (megabytes << 20), 9), 9)
    return stream(data, b"/Filter[/FlateDecode/FlateDecode]")


def locked() -> bytes:
    """A PDF that asks for a password."""
    key = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"ab" * 32, b"cd" * 32)
    return pdf({6: key}, b"/Encrypt 6 0 R/ID[<00><00>]")


def tree_cycle() -> bytes:
    """The page tree has itself below it."""
    return pdf({2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"})


def tree_doubling(levels: int) -> bytes:
    """Each node of the page tree names the next one twice: 2 to the power of the levels pages."""
    nodes = {k: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (k + 1, k + 1) for k in range(10, 10 + levels)}
    leaf = {10 + levels: page()}
    return pdf({2: b"<</Type/Pages/Kids[10 0 R]/Count %d>>" % (1 << levels), **nodes, **leaf})


def count_lie() -> bytes:
    """One page that says it were two thousand million."""
    return pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"})


def xref_loop() -> bytes:
    """The table of objects before this one is this one."""
    plain = pdf()
    at = plain.index(b"xref\n0")
    made = plain.replace(b"/Root", b"/Prev %d/Root" % at)
    return made.replace(b"/Root 1 0 R", b"/Root 9 0 R")


def form_loop() -> bytes:
    """A drawing that draws itself, twice."""
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return pdf({3: page(resources=b"/XObject<</X 6 0 R>>"), 4: stream(b"/X Do"), 6: form})


def form_doubling(levels: int) -> bytes:
    """Drawings that draw the next one ten times each."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {k: stream(b"/X Do " * 10, entries % (k + 1)) for k in range(6, 6 + levels)}
    last = {6 + levels: stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}
    return pdf({3: page(resources=b"/XObject<</X 6 0 R>>"), 4: stream(b"/X Do"), **forms, **last})


def same_contents(times: int) -> bytes:
    """A page made of one stream of a megabyte, named so many times."""
    data = stream(zlib.compress(_SAYS * 20_000, 9), b"/Filter/FlateDecode")
    return pdf({3: page(b"[" + b"4 0 R " * times + b"]"), 4: data})


def deep_array(depth: int) -> bytes:
    """An array in an array in an array …, as the contents of a page."""
    return pdf({3: page(b"[" * depth + b"]" * depth)})


def huge_picture() -> bytes:
    """A picture of 60,000 by 60,000 dots on a page without text, as a scan has it."""
    entries = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = stream(zlib.compress(bytes(1000)), entries + b"/Filter/FlateDecode")
    return pdf({3: page(resources=b"/XObject<</X 6 0 R>>"), 4: stream(b"400 0 0 400 0 0 cm /X Do"), 6: picture})


def huge_page() -> bytes:
    """A page of a million by a million points."""
    picture = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    made = page(resources=b"/XObject<</X 6 0 R>>", box=b"0 0 1000000 1000000")
    return pdf({3: made, 4: stream(b"1000000 0 0 1000000 0 0 cm /X Do"), 6: picture})
