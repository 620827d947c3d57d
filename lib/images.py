"""Images people upload: checked before decoding, re-encoded without anything but pixels."""

from __future__ import annotations

import io
import struct
import zlib
from typing import IO, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from lib.wording import Table, say

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_SIDE: Final = 2000
_MESSAGES: Table = {
    "empty": ("Le fichier est vide.", "The file is empty."),
    "too_big": ("L’image dépasse {limit} octets.", "The image is larger than {limit} bytes."),
    "not_an_image": (
        "Ce fichier n’est pas une image JPEG, PNG ou WebP.",
        "This file is not a JPEG, PNG or WebP image.",
    ),
    "too_many_pixels": ("L’image dépasse {limit} pixels.", "The image has more than {limit} pixels."),
    "unreadable": ("Cette image est abîmée.", "This image is damaged."),
}
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, OverflowError, struct.error, zlib.error)


class ImageRefused(ValueError):
    """An image that was refused. `code` is empty, too_big, not_an_image, too_many_pixels or unreadable."""

    def __init__(self, code: str, params: dict[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}

    def message(self, locale: str) -> str:
        """The reason in French ("fr…") or English."""
        return say(_MESSAGES, self.code, self.params, locale)


def open_upload(file: IO[bytes], *, max_bytes: int, max_pixels: int) -> bytes:
    """Re-encode an uploaded image in its own format (JPEG, PNG or WebP), upright, at most 2000 pixels a side.

    Size in bytes and in pixels is checked before anything is decoded. No metadata (place, device, comment, profile,
    further frames) survives. Raises `ImageRefused`.
    """
    data = file.read(max_bytes + 1)
    if not data:
        raise ImageRefused("empty")
    if len(data) > max_bytes:
        raise ImageRefused("too_big", {"limit": max_bytes})
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            kind = str(opened.format)
            if opened.width * opened.height > max_pixels:
                raise ImageRefused("too_many_pixels", {"limit": max_pixels})
            pixels = _pixels(opened, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused("too_many_pixels", {"limit": max_pixels}) from error
    except UnidentifiedImageError as error:
        raise ImageRefused("not_an_image") from error
    except _BROKEN as error:
        if isinstance(error, ImageRefused):
            raise
        raise ImageRefused("unreadable") from error
    out = io.BytesIO()
    if kind == "PNG":
        pixels.save(out, "PNG", optimize=True)
    else:
        pixels.save(out, kind, quality=85)
    return out.getvalue()


def _pixels(opened: Image.Image, kind: str) -> Image.Image:
    """The first frame, upright, scaled down, in RGB or RGBA, without its metadata."""
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    alpha = kind != "JPEG" and ("A" in upright.getbands() or "transparency" in upright.info)
    plain = upright.convert("RGBA" if alpha else "RGB")
    plain.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare
