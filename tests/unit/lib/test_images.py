from __future__ import annotations

import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lib.images import ImageRefused, open_upload

LIMITS = {"max_bytes": 2_000_000, "max_pixels": 25_000_000}


def encoded(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode != "L" else 100).save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(open_upload(io.BytesIO(data), **LIMITS)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_formats_are_kept_and_metadata_is_not(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    more: dict[str, object] = {"exif": exif, "icc_profile": b"SecretProfile"}
    if kind == "JPEG":
        more["comment"] = b"SecretComment"
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Author", "SecretAuthor")
        more["pnginfo"] = info
    data = encoded(kind, **more)
    assert b"Secret" in data
    result = open_upload(io.BytesIO(data), **LIMITS)
    image = Image.open(io.BytesIO(result))
    assert (image.format, image.size) == (kind, (20, 40))
    assert b"Secret" not in result
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "loop",
        "background",
        "duration",
        "timestamp",
    }


def test_large_images_are_scaled_down_and_small_ones_kept() -> None:
    assert opened(encoded("JPEG", (4000, 1000))).size == (2000, 500)
    assert opened(encoded("PNG", (10, 7))).size == (10, 7)


def test_transparency_stays_and_odd_modes_are_converted() -> None:
    assert opened(encoded("PNG", mode="RGBA")).mode == "RGBA"
    assert opened(encoded("PNG", mode="P", transparency=0)).mode == "RGBA"
    assert opened(encoded("JPEG", mode="CMYK")).mode == "RGB"
    assert opened(encoded("PNG", mode="L")).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"", {}, "empty"),
        (b"hello", {}, "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "not_an_image"),
        (encoded("GIF"), {}, "not_an_image"),
        (encoded("TIFF"), {}, "not_an_image"),
        (encoded("JPEG"), {"max_bytes": 10}, "too_big"),
        (encoded("PNG"), {"max_pixels": 799}, "too_many_pixels"),
        (encoded("PNG", (300, 300))[:200], {}, "unreadable"),
        (encoded("JPEG", (300, 300))[:-200], {}, "unreadable"),
    ],
)
def test_refusals_are_typed(data: bytes, limits: dict[str, int], code: str) -> None:
    with pytest.raises(ImageRefused) as caught:
        open_upload(io.BytesIO(data), **{**LIMITS, **limits})
    assert caught.value.code == code
    assert caught.value.message("fr") != caught.value.message("en")


def test_a_bomb_is_refused_before_decoding() -> None:
    data = bytearray(encoded("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    with pytest.raises(ImageRefused, match="too_many_pixels"):
        open_upload(io.BytesIO(bytes(data)), **LIMITS)


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 200), st.binary(min_size=1, max_size=30))
def test_damaged_images_are_read_or_refused(kind: str, at: int, junk: bytes) -> None:
    data = bytearray(encoded(kind))
    data[at : at + len(junk)] = junk
    with suppress(ImageRefused):
        opened(bytes(data)).load()
