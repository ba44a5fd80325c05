"""One page of a PDF as pdfium sees it: characters with boxes, and straight strokes, turned upright."""

from __future__ import annotations

import ctypes
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import degrees
from typing import Any, NamedTuple

MAX_PAGE_GLYPHS = 200_000  # the densest sampled page has 1,484 characters; beyond, a page is a bomb
MAX_PAGE_OBJECTS = 50_000  # the richest sampled page has 771 objects; drawings beyond are left unread
MAX_TEXTS = 20_000  # text objects; pdfium takes 12 s for 60,000 and the square of it, the richest sampled page has 400
PICTURE = 0.05  # of the page's area: logos in the sampled headers take 0.002
MAX_FORM_DEPTH = 4  # forms inside forms: LibreOffice and Word write one level
MAX_SEGMENTS = 400  # points of one path; the longest sampled border has 36, a map thousands
THIN = 3.0  # points: filled bars up to this are rulings (sampled: 0.1 to 2.4); padding is shaded from 5.0 on
STRAIGHT = 0.7  # points that a ruling may lean: the sampled ones lean 0
SKEW = 10.0  # degrees off the page's writing direction: watermarks lean 30 to 55
BOLD_WEIGHT = 600  # CSS and OpenType: 600 is semi-bold, 400 regular

# Sizes that a line may fall short of not having room. On 680 lines of six invented documents (LibreOffice, 10.5 to
# 14 pt, ragged and justified) 0.0 misses 2 of 320 wrapped lines and takes 31 of 360 paragraph ends for wrapped;
# -0.5: 23 and 21; -0.25: 2 and 25; 0.5: 2 and 36. A real ragged manual ends within 0.05 of its margin.
SLACK = 0.05

UNKNOWN = "\ufffd"  # a code for which the font names no character
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
_FILL_AND_STROKE = 2  # text render mode by which Word and WPS fake bold
_LINE_TO, _BEZIER, _MOVE_TO = 0, 1, 2  # FPDF_SEGMENT_*

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the top left
Affine = tuple[float, float, float, float, float, float]  # x' = a x + c y + e, y' = b x + d y + f


class Glyph(NamedTuple):
    """A character and its box (points from the top left; the box is as high as the font, not as the drawing)."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


class Stroke(NamedTuple):
    """A straight ruling: at ``at`` on the other axis, from ``start`` to ``end`` on its own."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read, turned so that most of its text is upright, before any thought of lines and tables."""

    number: int  # from 1
    width: float
    height: float
    glyphs: tuple[Glyph, ...]  # in the order of the file, with blanks, without generated ones
    slanted: tuple[Glyph, ...]  # neither upright nor at a right angle to most of the page: watermarks, stamps
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    bold: tuple[Box, ...]  # where bold text stands
    image_share: float  # of the page's area, 0..1
    pictures: int  # images large enough to hold writing
    slack: float = SLACK  # of its lines: more where the boxes of the characters are guesses


@dataclass(slots=True)
class _Marks:
    """What the page's objects give, in the coordinates of the page."""

    lines: list[tuple[float, float, float, float]]
    bold: list[tuple[float, float, float, float]]
    images: list[float] = field(default_factory=list)  # areas
    texts: int = 0
    turned: bool = False  # whether any text is written in another direction


def read_sheet(document: Any, number: int) -> Sheet | None:
    """Page ``number`` (from 1) of a raw pdfium document; None where pdfium cannot load it.

    A page of more than MAX_TEXTS text objects counts as one that cannot be loaded; of characters
    beyond MAX_PAGE_GLYPHS the rest is left unread.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    try:
        marks = _Marks([], [])
        _walk_objects(page, marks)
        text = pdfium.FPDFText_LoadPage(page) if marks.texts <= MAX_TEXTS else None
        if not text:
            return None
        try:
            return _sheet(page, text, number, marks)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _sheet(page: Any, text: Any, number: int, marks: _Marks) -> Sheet:
    import pypdfium2.raw as pdfium

    frame = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(frame))
    raw = list(_raw_glyphs(text, MAX_PAGE_GLYPHS))
    turns = _turns(text, raw) if marks.turned else {}
    straight = Counter(turn for turn in turns.values() if turn >= 0)
    own = pdfium.FPDFPage_GetRotation(page) if not raw else 0
    main = straight.most_common(1)[0][0] if straight else own
    upright, width, height = _upright(frame, main)
    glyphs: list[Glyph] = []
    slanted: list[Glyph] = []
    sideways: list[Glyph] = []  # a label at a right angle to the page, as in a narrow cell
    for index, char, left, top, right, bottom, size in raw:
        turn = turns.get(index, main)
        glyph = Glyph(char, *upright(left, top, right, bottom), size)
        if not (0 <= glyph.x0 + glyph.x1 <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height):
            continue  # beyond the paper: a spreadsheet's text that stands on the next page
        if sideways and (turn in (main, -1) or not _adjoin(sideways[-1], glyph)):
            glyphs.extend(_laid_down(sideways))
            sideways = []
        (glyphs if turn == main else slanted if turn == -1 else sideways).append(glyph)
    glyphs.extend(_laid_down(sideways))
    across, down = _strokes(upright(*line) for line in marks.lines)
    area = max(width * height, 1.0)
    bold = tuple(upright(*box) for box in marks.bold)
    share = min(sum(marks.images) / area, 1.0)
    pictures = sum(image >= PICTURE * area for image in marks.images)
    return Sheet(number, width, height, tuple(_parted(glyphs)), tuple(slanted), across, down, bold, share, pictures)


# ------------------------------------------------------------------ characters


def _raw_glyphs(text: Any, limit: int) -> Iterator[tuple[int, str, float, float, float, float, float]]:
    """Index, character, left, top, right, bottom (page coordinates, y upwards) and font size."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    get_box, get_code, get_size = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetFontSize,
    )
    size = tall = 0.0
    high = 0  # a pending first half of a surrogate pair
    for index in range(min(pdfium.FPDFText_CountChars(text), limit)):
        code = get_code(text, index)
        if not get_box(text, index, at):
            continue
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if (left == right and code in (32, 13, 10)) or code in (13, 10):
            continue  # pdfium's own blanks and line ends
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if abs(top - bottom - tall) > 0.05:  # the size is asked for again where the box has another height
            tall = top - bottom
            size = get_size(text, index)
            size = size if 0.5 * abs(tall) < size < 2 * abs(tall) else abs(tall)  # a scaled matrix hides the size
        yield index, _char(code), left, top, right, bottom, size


def _char(code: int) -> str:
    """The character of a code; 0 and half a surrogate pair are unknown, 2 and FFFE a hyphen at a line end."""
    if code in (2, 0xFFFE):
        return "-"
    if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return UNKNOWN
    return chr(code) if code != 0xA0 else " "


def _turns(text: Any, raw: list[tuple[int, str, float, float, float, float, float]]) -> dict[int, int]:
    """For each character the quarter turns (0..3, clockwise) that would make it upright; -1 for a slant."""
    import pypdfium2.raw as pdfium

    turns: dict[int, int] = {}
    for index, *_ in raw:
        angle = -degrees(pdfium.FPDFText_GetCharAngle(text, index)) % 360  # pdfium counts clockwise
        nearest = round(angle / 90)
        turns[index] = nearest % 4 if abs(angle - nearest * 90) <= SKEW else -1
    return turns


def _upright(frame: Any, rotation: int) -> tuple[Callable[[float, float, float, float], Box], float, float]:
    """The map from page coordinates (y upwards) to points from the top left, and the upright width and height."""
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    wide, high = right - left, top - bottom

    def upright(x0: float, y0: float, x1: float, y1: float) -> Box:
        if rotation == 0:
            box = (x0 - left, top - y0, x1 - left, top - y1)
        elif rotation == 1:
            box = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        elif rotation == 2:
            box = (right - x0, y0 - bottom, right - x1, y1 - bottom)
        else:
            box = (top - y0, right - x0, top - y1, right - x1)
        a, b, c, d = box
        return (a, b, c, d) if a <= c and b <= d else (min(a, c), min(b, d), max(a, c), max(b, d))

    return (upright, wide, high) if rotation % 2 == 0 else (upright, high, wide)


def _adjoin(one: Glyph, other: Glyph) -> bool:
    """Whether two sideways characters stand in one column of text."""
    return (
        abs(one.x0 - other.x0) < one.size and min(abs(one.bottom - other.top), abs(one.top - other.bottom)) < one.size
    )


def _parted(glyphs: list[Glyph]) -> Iterable[Glyph]:
    """The glyphs, those that share the box of a ligature (ﬀ, ﬁ, ﬃ: pdfium gives each letter the whole) side by side."""
    if not any(glyph.char == "f" for glyph in glyphs):
        return glyphs
    runs = (list(run) for _, run in itertools.groupby(glyphs, key=lambda glyph: glyph[1:5]))
    return itertools.chain.from_iterable(side_by_side(run) if _is_ligature(run) else run for run in runs)


def _is_ligature(run: list[Glyph]) -> bool:
    return len(run) > 1 and run[0].char == "f" and all("a" <= glyph.char <= "z" for glyph in run)


def side_by_side(run: list[Glyph]) -> list[Glyph]:
    """Letters that share one box, each in its part of it."""
    step = (run[0].x1 - run[0].x0) / len(run)
    return [g._replace(x0=g.x0 + k * step, x1=g.x0 + (k + 1) * step) for k, g in enumerate(run)]


def _laid_down(run: list[Glyph]) -> list[Glyph]:
    """A sideways run as if written upright in the middle of its own box, so that it is read as one line there."""
    if not run:
        return []
    x0, x1 = min(g.x0 for g in run), max(g.x1 for g in run)
    middle = (min(g.top for g in run) + max(g.bottom for g in run)) / 2
    step, half = (x1 - x0) / len(run), run[0].size / 2
    return [
        Glyph(g.char, x0 + k * step, middle - half, x0 + (k + 1) * step, middle + half, g.size)
        for k, g in enumerate(run)
    ]


# ------------------------------------------------------------------ drawings


def _walk_objects(page: Any, marks: _Marks) -> None:
    """Collect strokes, images and bold text from the page's objects and the forms among them."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page), MAX_PAGE_OBJECTS)
    left = [MAX_PAGE_OBJECTS]
    fonts: dict[int, bool] = {}
    for index in range(count):
        _collect(pdfium.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0, left, fonts, marks)


def _collect(item: Any, outer: Affine, depth: int, left: list[int], fonts: dict[int, bool], marks: _Marks) -> None:
    import pypdfium2.raw as pdfium

    left[0] -= 1
    kind = pdfium.FPDFPageObj_GetType(item)
    if left[0] < 0 or kind not in (_TEXT, _PATH, _IMAGE, _FORM):
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    own = _compose((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
    if kind == _TEXT:
        marks.texts += 1
        marks.turned = marks.turned or own[0] <= 0 or abs(own[1]) > abs(own[0]) / 10
        if _is_bold(item, fonts):
            marks.bold.append(_bounds(item, outer))
    elif kind == _PATH:
        marks.lines.extend(_path_lines(item, own))
    elif kind == _IMAGE:
        x0, y0, x1, y1 = _bounds(item, outer)
        marks.images.append(abs((x1 - x0) * (y1 - y0)))
    elif depth < MAX_FORM_DEPTH:
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            if left[0] < 0:
                return
            _collect(pdfium.FPDFFormObj_GetObject(item, index), own, depth + 1, left, fonts, marks)


def _compose(inner: Affine, outer: Affine) -> Affine:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _bounds(item: Any, outer: Affine) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in page coordinates."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a, b, c, d, e, f = outer
    x0, y0, x1, y1 = left.value, top.value, right.value, bottom.value
    return (a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f)


def _is_bold(item: Any, fonts: dict[int, bool]) -> bool:
    """Whether a text object is drawn bold: by its font, or by filling and stroking."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFTextObj_GetTextRenderMode(item) == _FILL_AND_STROKE:
        return True
    font = pdfium.FPDFTextObj_GetFont(item)
    if not font:
        return False
    key = ctypes.addressof(font.contents)  # ctypes.cast would leave a reference cycle for each text object
    if key not in fonts:
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        fonts[key] = b"bold" in name.value.lower() or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    return fonts[key]


def _path_lines(item: Any, matrix: Affine) -> list[tuple[float, float, float, float]]:
    """The straight lines that a path draws, in page coordinates; a thin filled bar is the line along its middle."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return []
    lines: list[tuple[float, float, float, float]] = []
    for points in _subpaths(item, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        if fill.value and min(x1 - x0, y1 - y0) <= THIN:
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            lines.append((x0, y, x1, y) if x1 - x0 >= y1 - y0 else (x, y0, x, y1))
        elif stroke.value:
            lines.extend((*points[k], *points[k + 1]) for k in range(len(points) - 1))
    return lines


def _subpaths(item: Any, matrix: Affine) -> Iterator[list[tuple[float, float]]]:
    """The corner points of each piece of a path; curves end a piece."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(item), MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != _LINE_TO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if kind == _LINE_TO and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _strokes(lines: Iterator[Box]) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """The lines that run across and down."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, y0, x1, y1 in lines:
        if y1 - y0 <= STRAIGHT < x1 - x0:
            across.append(Stroke((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= STRAIGHT < y1 - y0:
            down.append(Stroke((x0 + x1) / 2, y0, y1))
    return tuple(across), tuple(down)
