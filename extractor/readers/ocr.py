"""Pages read by OCR (rapidocr, the extra ``ocr``): what stands on a picture as the page that the PDF reader takes.

The models lie in the package, so nothing is loaded from anywhere. A page that leans is set upright.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from math import atan2, degrees
from statistics import median
from typing import Any

from extractor.model import Place
from extractor.readers.pdf_page import Box, Glyph, Sheet, Stroke
from extractor.text import Range

RESOLUTION = 200  # dots per inch at which a page is drawn; benchmarks/ocr.py: recall at 150, 200 and 300
LARGEST_PAPER = 1200.0  # points: the long side of A3 has 1,191; a larger page is a picture of A4 that lost its measure
LONG_SIDE = 842.0  # points: A4
POINTS = 72  # to the inch
LEAST_LEAN = 0.1  # degrees: a line of 600 points that leans so rises by one
LONG_BOX = 4  # times as wide as high: shorter lines tell no angle
# A ruling is longer than any stroke of a character: 16 points are 44 dots high at 200 to the inch.
LONGEST_STROKE = 60
THICKEST = 9  # dots: a ruling of 3 points
STILL_LEANING = 0.008  # … and this share of its length: half a degree by which a page set upright may still lean
SLACK = 0.6  # sizes that a line may fall short of the margin and still be full: boxes end with the ink or before it
FONT_SHARE = 0.8  # of the height of a line's box: the size of its characters


_WIDE = re.compile(r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as read from its picture, and for each of its characters how sure the recogniser is (0 to 1)."""

    sheet: Sheet
    scores: tuple[float, ...]


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_picture(picture: Any, number: int, scale: float) -> Seen:
    """Page ``number`` from its picture (rows × columns × RGB, 8 bits each), ``scale`` dots to the point."""
    found = _engine()(picture, return_word_box=True, return_single_char_box=True)
    height, width = picture.shape[:2]
    lines = [] if found.boxes is None else list(zip(found.boxes, found.word_results, strict=True))
    angle = _lean(box for box, _ in lines)
    turn = _turn(width, height, angle if abs(angle) >= LEAST_LEAN else 0.0)
    glyphs: list[Glyph] = []
    scores: list[float] = []
    boxes: list[Box] = []
    for corners, words in lines:
        left, top, right, bottom = _upright(corners, turn)
        boxes.append((left, top, right, bottom))
        upright = [(word, float(score), _upright(of_word, turn)) for word, score, of_word in words]
        for glyph, score in _line(upright, top / scale, bottom / scale, scale):
            glyphs.append(glyph)
            scores.append(score)
    across, down = _rulings(_turned(picture, turn) if abs(angle) >= LEAST_LEAN else picture, boxes, scale)
    sheet = Sheet(
        number,
        width / scale,
        height / scale,
        tuple(glyphs),
        (),
        tuple(across),
        tuple(down),
        (),
        image_share=1.0,
        pictures=0,
        slack=SLACK,
    )
    return Seen(sheet, tuple(scores))


def drawing_scale(width: float, height: float) -> float:
    """Dots to the point at which a page of so many points is drawn."""
    long = max(width, height, 1.0)
    return RESOLUTION / POINTS * (1.0 if long <= LARGEST_PAPER else LONG_SIDE / long)


def certainty(places: Sequence[Place], seen: Mapping[int, Seen]) -> tuple[tuple[Range, float], ...]:
    """For each place on a page read by OCR how sure the recogniser is of it: the mean over its characters."""
    out = []
    for place in places:
        page = seen.get(place.page or 0)
        if page is None:
            continue
        inside = [
            score for glyph, score in zip(page.sheet.glyphs, page.scores, strict=True) if _within(glyph, place.bbox)
        ]
        out.append(((place.start, place.end), round(sum(inside) / len(inside), 3) if inside else 0.5))
    return tuple(out)


def _within(glyph: Glyph, box: Box | None) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _line(
    words: Sequence[tuple[str, float, Box]], top: float, bottom: float, scale: float
) -> Iterator[tuple[Glyph, float]]:
    """The characters of a line (what is read, how surely, its box in dots), each with its share of the box.

    The recogniser's boxes are as wide as the ink; a full-width character takes the pitch of the line.
    """
    wide = [(box[2] - box[0]) / scale for word, _, box in words if len(word) == 1 and _WIDE.match(word)]
    pitch = median(wide) if wide else FONT_SHARE * (bottom - top)
    for word, score, box in words:
        step = (box[2] - box[0]) / scale / max(len(word), 1)
        for k, char in enumerate(word):
            x0 = box[0] / scale + k * step
            x1 = max(x0 + step, x0 + pitch) if _WIDE.match(char) else x0 + step
            yield Glyph(char, x0, top, x1, bottom, pitch), score


@lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime 1.32 keeps a log of its use, to send it to its makers
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def _lean(lines: Iterable[Any]) -> float:
    """By how many degrees the lines (corners of their boxes) lean (clockwise), by the middle of the long ones."""
    angles = []
    for corners in lines:
        (x0, y0), (x1, y1), _, (_, bottom) = ((float(x), float(y)) for x, y in corners)
        if x1 - x0 >= LONG_BOX * abs(bottom - y0) > 0:
            angles.append(degrees(atan2(y1 - y0, x1 - x0)))
    return median(angles) if angles else 0.0


def _turn(width: int, height: int, angle: float) -> Any:
    """The matrix that sets a picture upright whose lines lean by so many degrees."""
    import cv2

    return cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)


def _upright(corners: Any, turn: Any) -> Box:
    """The box of four corners once the picture is upright, through the middles of its sides: none leans in it."""
    import numpy

    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = numpy.asarray(corners, dtype=float) @ turn[:, :2].T + turn[:, 2]
    return (x0 + x3) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y2 + y3) / 2


def _turned(picture: Any, turn: Any) -> Any:
    import cv2

    height, width = picture.shape[:2]
    white = (255, 255, 255)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=white)


def _rulings(picture: Any, lines: Sequence[Box], scale: float) -> tuple[list[Stroke], list[Stroke]]:
    """The straight lines of the picture, across and down, in points; none of those inside a ``line`` of text."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    found: list[list[Stroke]] = []
    for flat in (True, False):
        thicker = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if flat else (3, 1)))
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (LONGEST_STROKE, 1) if flat else (1, LONGEST_STROKE))
        ruled = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, kernel)
        contours, _ = cv2.findContours(ruled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        strokes = []
        for x, y, wide, high in map(cv2.boundingRect, contours):
            at, start, size, thick = (y + high / 2, x, wide, high) if flat else (x + wide / 2, y, high, wide)
            inside = any(
                left <= x and x + wide <= right and top <= y and y + high <= bottom
                for left, top, right, bottom in lines
            )
            if thick <= THICKEST + STILL_LEANING * size and not inside:
                strokes.append(Stroke(at / scale, start / scale, (start + size) / scale))
        found.append(sorted(strokes))
    return found[0], found[1]
