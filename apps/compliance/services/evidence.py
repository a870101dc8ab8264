"""Evidence of opt-in: what is uploaded is looked at before it is kept."""

import hashlib
import logging
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, UnidentifiedImageError

from apps.compliance.models import Evidence
from apps.core import events
from apps.core.actor import Actor
from apps.core.errors import Invalid

log = logging.getLogger(__name__)
EXTENSIONS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}
"""What reviewers can open: pictures and PDF (Plivo docs name images and documents)."""
# A phone's portrait or panorama: a JPEG with more pictures behind it, which browsers show.
SHOWN_AS = {"image/mpo": "image/jpeg"}
FIELD = "evidence"


def add_evidence(*, upload: File, actor: Actor) -> Evidence:
    """Keeps a picture or PDF under an address nobody can guess. Raises Invalid at ``evidence``.

    The same file again is the evidence that is there already.
    """
    actor.require("evidence.add")
    assert actor.organization_id is not None
    name = str(upload.name or "").replace("\x00", "").rsplit("/", 1)[-1][:200] or "evidence"
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        largest = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        raise _bad(name, f"is larger than {largest} MB. Save it smaller, then upload it again.")
    content = upload.read()
    kind = content_type(content)
    if not kind:
        raise _bad(name, "is neither a PNG, JPEG, GIF or WebP picture nor a PDF. Export it as one.")
    digest = hashlib.sha256(content).hexdigest()
    mine = Evidence.objects.visible_to(actor)
    if found := mine.filter(sha256=digest).first():
        return found
    if mine.count() >= settings.EVIDENCE_MAX_FILES:
        raise _bad(name, "is one too many: the organisation's room for evidence is full.")
    evidence = Evidence(
        organization_id=actor.organization_id,
        name=name,
        content_type=kind,
        size=len(content),
        sha256=digest,
        uploaded_by=actor.label,
    )
    try:
        evidence.file.save(f"{evidence.token}{EXTENSIONS[kind]}", ContentFile(content), save=False)
    except OSError as error:
        log.exception("evidence could not be stored")
        raise _bad(name, "could not be kept: the storage failed. Try again later.") from error
    try:
        with transaction.atomic():
            evidence.save()
            events.record(evidence, "uploaded", actor=actor)
    except IntegrityError:
        # The same file came in twice at the same time.
        evidence.file.delete(save=False)
        return mine.get(sha256=digest)
    return evidence


def evidence_prefix() -> str:
    """What the address of everything kept here begins with."""
    return settings.PUBLIC_URL + reverse("compliance:evidence", args=["x"]).removesuffix("x")


def missing_evidence(links: Iterable[str]) -> list[str]:
    """Those of `links` that begin like evidence kept here and lead to none."""
    prefix = evidence_prefix()
    tokens = {link: token_of(link) for link in links if link.startswith(prefix)}
    if not tokens:
        return []
    rows = Evidence.objects.filter(token__in=tokens.values())
    kept = set(rows.values_list("token", flat=True))
    return [link for link, token in tokens.items() if token not in kept]


def token_of(address: str) -> str:
    """The token in an address, or in the last part of one; "" where none can be."""
    return "" if "\x00" in address else PurePath(address).stem


def content_type(content: bytes) -> str:
    """The type the content itself shows; "" for anything reviewers could not open."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf" if b"%%EOF" in content[-2048:] else ""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            picture.verify()
            kind = str(Image.MIME.get(picture.format or "", ""))
            return SHOWN_AS.get(kind, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""


def _bad(name: str, words: str) -> Invalid:
    return Invalid({FIELD: [f"{name} {words}"]})
