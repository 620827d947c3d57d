"""Files handed in: what is taken, how it is kept, who may open it."""

import io
import re
import uuid
from typing import IO

from django.db import transaction
from PIL import Image

from accounts.models import User
from learning.models import SubmissionVersion, WorkFile
from lib import files
from lib.images import ImageRefused, open_upload
from skills.domain.desk import visible_to
from skills.domain.review import may_review

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_FILES = 40  # kept for one person; drafts that were replaced are not among them
PDF = "application/pdf"
_NAME = re.compile(r"[^\w .()-]+")


class FileRefused(ValueError):
    """`code`: empty, too_big, kind, too_many, or what `lib.images` says (`image` holds it)."""

    def __init__(self, code: str, image: ImageRefused | None = None) -> None:
        super().__init__(code)
        self.code, self.image = code, image


def keep(user_id: int, *, file: IO[bytes], name: str) -> WorkFile:
    """A PDF as it is, an image without anything but its pixels. Raises `FileRefused`."""
    head = file.read(1024)
    file.seek(0)
    if not head:
        raise FileRefused("empty")
    if head.lstrip().startswith(b"%PDF-"):
        data, extension, content_type = _pdf(file), "pdf", PDF
    else:
        data, extension, content_type = _image(file)
    stem = _NAME.sub(" ", name.rsplit(".", 1)[0].replace("\0", "")).strip()[:80] or "file"
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
        if WorkFile.objects.filter(user_id=user_id).count() >= MAX_FILES:
            raise FileRefused("too_many")
        path = files.keep("work", extension, data)
        return WorkFile.objects.create(
            user_id=user_id, path=path, name=f"{stem}.{extension}", content_type=content_type, size=len(data)
        )


def discard(user_id: int, key: str) -> None:
    """Forget a file of a draft; what was handed in stays."""
    row = own_file(user_id, key)
    if row and not row.versions.exists():
        with transaction.atomic():
            files.forget(row.path)
            row.delete()


def own_file(user_id: int, key: str) -> WorkFile | None:
    try:
        return WorkFile.objects.filter(user_id=user_id, uuid=uuid.UUID(key)).first()
    except ValueError:
        return None


def somebody_elses(user_id: int | None, key: str) -> bool:
    """Whether a form names a file of another account."""
    try:
        row = WorkFile.objects.filter(uuid=uuid.UUID(key)).first()
    except ValueError:
        return False
    return row is not None and row.user_id != user_id


def openable(user: User, key: uuid.UUID) -> WorkFile | None:
    """The file, for its owner, and for reviewers who have the work on their desk, once it was handed in and not taken
    back; None for everybody else.
    """
    row = WorkFile.objects.filter(uuid=key).first()
    if row is None or row.user_id == user.pk:
        return row
    if not may_review(user):
        return None
    shown = SubmissionVersion.objects.filter(file=row, withdrawn_at=None, submission__review__in=visible_to(user))
    return row if shown.exists() else None


def _pdf(file: IO[bytes]) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileRefused("too_big")
    return data


def _image(file: IO[bytes]) -> tuple[bytes, str, str]:
    try:
        data = open_upload(file, max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS)
    except ImageRefused as refused:
        code = {"too_big": "too_big", "not_an_image": "kind"}.get(refused.code, "image")
        raise FileRefused(code, refused) from refused
    with Image.open(io.BytesIO(data)) as image:
        extension = str(image.format).lower()
    return data, extension, f"image/{extension}"
