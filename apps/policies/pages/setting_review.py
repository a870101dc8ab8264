"""What saving a provider would change: at PingOne, and in what is saved here."""

from collections.abc import Mapping
from typing import Any

from apps.policies.body import KNOWN_SETTING
from apps.policies.differences import Pairs, differences, drift
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.diff import rows_of
from apps.policies.secrets import Secrets, spelt
from apps.upstream.redact import MASK


def review_of(
    row: PhoneDeliverySetting, masked: Mapping[str, Any], secrets: Secrets
) -> dict[str, Any]:
    """Context of policies/setting_review.html: diff, here, there, uses."""
    there = bool(row.remote_data)
    pairs = _there(row, masked) if there else differences(row.wanted, masked)
    pairs |= _secrets(row, secrets)
    here = differences(row.wanted, masked)
    return {
        "there": there,
        "diff": rows_of(pairs),
        # Said beside it only where PingOne has something else than was wanted.
        "here": rows_of(here) if there and _there(row, row.wanted) else [],
    }


def _there(row: PhoneDeliverySetting, masked: Mapping[str, Any]) -> Pairs:
    """What PingOne has, and what it gets; keys only PingOne has stay there."""
    found = drift(masked, row.remote_data, KNOWN_SETTING | masked.keys())
    return {place: (theirs, ours) for place, (ours, theirs) in found.items()}


def _secrets(row: PhoneDeliverySetting, secrets: Secrets) -> Pairs:
    """Secrets that are new; what they are is not said."""
    held = row.secrets or {}
    return {
        spelt(place): (MASK if place in held else None, f"{MASK} a new value")
        for place, value in secrets.items()
        if held.get(place) != value
    }
