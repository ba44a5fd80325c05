"""Pictures of pages (.png .jpg .tif .bmp): read by OCR, each frame a page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extractor.errors import DamagedFile, TooLarge, UnknownFormat
from extractor.model import Reading
from extractor.options import Options
from extractor.readers import ocr, pdf

MAX_FRAMES = 500
MAX_PIXELS = 100_000_000  # of one frame: a page of A3 at 600 dots to the inch has 70 million


def read(data: bytes, options: Options) -> Reading:
    """The frames as pages. Raises UnknownFormat without the extra ``ocr``, DamagedFile and TooLarge."""
    if not ocr.available():
        raise UnknownFormat("ocr_missing")
    seen = {}
    for number, frame in enumerate(_frames(data), 1):
        scale = max(frame.shape[:2]) / ocr.LONG_SIDE  # pictures mostly do not say how large the paper was
        seen[number] = ocr.read_picture(frame, number, scale)
    reading = pdf.reading_of([one.sheet for one in seen.values()], seen, [], options, "ocr", len(seen))
    return replace(reading, media_type=_media_type(data))


def _frames(data: bytes) -> Iterator[Any]:
    """The frames one by one: hundreds of large ones, which a small file may hold, fill no memory."""
    import numpy
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with _opened(data) as picture:
            if getattr(picture, "n_frames", 1) > MAX_FRAMES:
                raise TooLarge("pages", limit=str(MAX_FRAMES))
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MAX_PIXELS:
                    raise TooLarge("pixels", limit=str(MAX_PIXELS))
                upright = ImageOps.exif_transpose(frame)  # a telephone notes how it was held
                yield numpy.asarray(upright.convert("RGB"))
    except Image.DecompressionBombError as error:  # twice as many dots as where Pillow begins to warn
        raise TooLarge("pixels", limit=str(MAX_PIXELS)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile("image") from error


def _opened(data: bytes) -> Any:
    """The picture without Pillow's own warning of many dots, which goes by another limit."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Image.open(io.BytesIO(data))


def _media_type(data: bytes) -> str:
    kinds = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"II*\0": "tiff", b"MM\0*": "tiff", b"BM": "bmp"}
    return next(f"image/{kind}" for sign, kind in kinds.items() if data.startswith(sign))
