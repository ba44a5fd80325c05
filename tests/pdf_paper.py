"""A pen for tiny PDFs: text and strokes where a test wants them, without LibreOffice."""

from __future__ import annotations

from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Paper:
    """Pages of content streams; places are points from the top left of an upright page."""

    size: tuple[int, int] = A4
    rotate: int = 0
    encrypted: bool = False
    ligatures: dict[str, str] = field(default_factory=dict)  # characters that the font's map spells with several
    pages: list[list[str]] = field(default_factory=list)

    def page(self) -> Paper:
        self.pages.append([])
        return self

    def write(self, x: float, top: float, text: str, size: float = 12, turn: tuple[float, float] = (1, 0)) -> Paper:
        """A line of text whose box starts at ``x`` and ``top``; ``turn`` is the cosine and sine of its direction."""
        a, b = turn
        y = self.size[1] - top - 0.88 * size
        code = _hex(text)
        self.pages[-1].append(f"BT /F1 {size} Tf {a} {b} {-b} {a} {x} {y} Tm <{code}> Tj ET")
        return self

    def stroke(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        height = self.size[1]
        self.pages[-1].append(f"1 w {x0} {height - top} m {x1} {height - bottom} l S")
        return self

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        """A filled rectangle, as Word draws its rulings."""
        self.pages[-1].append(f"{x0} {self.size[1] - bottom} {x1 - x0} {bottom - top} re f")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Paper:
        for x in xs:
            self.stroke(x, ys[0], x, ys[-1])
        for y in ys:
            self.stroke(xs[0], y, xs[-1], y)
        return self

    def image(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        place = f"{x1 - x0} 0 0 {bottom - top} {x0} {self.size[1] - bottom} cm"
        self.pages[-1].append(f"q {place} BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
        return self

    def file(self) -> bytes:
        """The file."""
        kids = " ".join(f"{6 + 2 * k} 0 R" for k in range(len(self.pages)))
        descendant = (
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
            "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500]>>"
        )
        descriptor = (
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
            "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
        )
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]"
            + (f"/ToUnicode {6 + 2 * len(self.pages)} 0 R>>" if self.ligatures else ">>"),
            descendant,
            descriptor,
        ]
        for k, content in enumerate(self.pages):
            box = f"/MediaBox[0 0 {self.size[0]} {self.size[1]}]/Rotate {self.rotate}"
            objects.append(f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * k} 0 R>>")
            stream = "\n".join(content)
            objects.append(_stream(stream))
        if self.ligatures:
            pairs = "".join(f"<{_hex(one)}><{_hex(letters)}>" for one, letters in self.ligatures.items())
            space = "1 begincodespacerange<0000><FFFF>endcodespacerange"
            objects.append(_stream(f"begincmap {space} {len(self.ligatures)} beginbfchar{pairs}endbfchar endcmap"))
        return self._file(objects)

    def _file(self, objects: list[str]) -> bytes:
        out = b"%PDF-1.4\n"
        offsets: list[int] = []
        for number, content in enumerate(objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj{content}endobj\n".encode("latin-1")
        zeros = "00" * 32
        lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{zeros}>/U<{zeros}>/P -4>>/ID[<00><00>]" if self.encrypted else ""
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        size = len(objects) + 1
        tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{lock}>>\n"
        return out + f"{tail}startxref\n{len(out)}\n%%EOF".encode("latin-1")


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _stream(content: str) -> str:
    return f"<</Length {len(content.encode('latin-1'))}>>stream\n{content}\nendstream"
