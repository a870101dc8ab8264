"""Reading the provider's last body: nothing here trusts its shape, nothing raises."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from apps.sync.mirrored import Mirrored
from apps.sync.models import Block


class Decline(NamedTuple):
    """Why it was declined, in the provider's words; ``code`` is ``""`` when they gave none."""

    code: str
    reason: str
    description: str = ""


class OperatorTerms(NamedTuple):
    """What one carrier allows a campaign: messages a minute, or the tier that sets a daily cap."""

    operator: str
    tpm: int | None
    brand_tier: str


def text(data: Any, key: str) -> str:
    """The value as text; ``""`` for absent, null, or a body that is no object."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return "" if value is None else str(value)


def whole_number(value: Any) -> int | None:
    """An integer, also written as text; None for everything else."""
    if isinstance(value, bool):
        return None
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def refusal(obj: Mirrored) -> str:
    """The provider's words when it refused to take the object at all, else ``""``."""
    if obj.remote_id or obj.sync.blocked != Block.REJECTED:
        return ""
    return text(obj.sync.detail, "message") or "Refused by the provider."


def standing(obj: Mirrored) -> str:
    """The status people and integrators read, always one of theirs.

    Until the provider answers it is PROCESSING; an object it refused to take reads FAILED.
    """
    if obj.remote_status:
        return obj.remote_status.upper()
    return "FAILED" if refusal(obj) else "PROCESSING"


def corrected(obj: Mirrored) -> bool:
    """Whether a correction is on its way that the provider has not refused.

    Integrators then read the state of something just received: what was decided was decided of the
    old texts, and who polls would take it for a second refusal.
    """
    sync = obj.sync
    return bool(obj.remote_id) and sync.sent < sync.wanted and sync.blocked != Block.REJECTED


def refused_correction(obj: Mirrored) -> str:
    """The provider's words when it refused the last change of an object it has, else ``""``."""
    if not obj.remote_id or obj.sync.blocked != Block.REJECTED:
        return ""
    return text(obj.sync.detail, "message")


def operator_terms(data: Any) -> list[OperatorTerms]:
    """``mno_metadata`` of a campaign. Plivo prints it in two shapes; both are read."""
    metadata = data.get("mno_metadata") if isinstance(data, Mapping) else None
    if not isinstance(metadata, Mapping):
        return []
    return [
        OperatorTerms(str(name), whole_number(terms.get("tpm")), text(terms, "brand_tier"))
        for name, terms in metadata.items()
        if isinstance(terms, Mapping)
    ]
