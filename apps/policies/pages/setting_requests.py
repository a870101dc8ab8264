"""The requests PingOne will make, as the pages draw them: pieces, notes, what stands for what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, unquote_plus

from apps.policies.calls import Call, Note, Preview
from apps.policies.filling import FULL, Sample, recipient
from apps.policies.preview import ASSUMPTIONS, requests

FORMATS = {
    FULL: "Numbers with a plus (FULL)",
    "NUMBER_ONLY": "Numbers without a plus (NUMBER_ONLY)",
}
MEANINGS = {
    "to": "the recipient's number",
    "message": "the text of the notification",
    "from": "the selected number it is sent from",
    "voice": "the voice that reads a call",
    "locale": "the recipient's language",
    "otp": "the passcode",
    "user.username": "the recipient's user name",
    "user.name.given": "the recipient's given name",
    "user.name.family": "the recipient's family name",
    "countryCode": "the country code of the recipient's number",
    "nationalNumber": "the recipient's number without its country code",
}
DELIVERY = {"SMS": "Text", "VOICE": "Call"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write the numbers; `configured` is the one the provider says."""

    label: str
    configured: bool
    call: Call


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry of ``requests``: `token` is fetched before it."""

    index: int
    title: str
    token: Call | None
    variants: list[Variant]
    notes: list[Note]

    def as_set(self) -> "Shown":
        """Without what is shown for comparison only."""
        return replace(self, variants=[one for one in self.variants if one.configured])


@dataclass(frozen=True, slots=True)
class Stands:
    variable: str
    meaning: str
    value: str


def shown(
    body: Mapping[str, Any], secrets: Mapping[str, Any] | None, sample: Sample
) -> dict[str, Any]:
    """Context of policies/setting_requests.html: requests, legend, assumptions."""
    previews = requests(body, sample, secrets, both_formats=True)
    by_index: dict[int, list[Preview]] = {}
    for one in previews:
        by_index.setdefault(one.index, []).append(one)
    return {
        "requests": [_shown(index, found) for index, found in by_index.items()],
        "legend": list(_legend(previews, sample)),
        "assumptions": ASSUMPTIONS,
    }


def title_of(index: int, delivery_method: str) -> str:
    return f"Request {index + 1}: {DELIVERY.get(delivery_method, delivery_method or 'unknown')}"


def _shown(index: int, found: list[Preview]) -> Shown:
    first = found[0]
    # Formats differ where a number is filled in, nowhere else.
    differing = [first, *(one for one in found[1:] if one.call != first.call)]
    return Shown(
        index,
        title_of(index, first.delivery_method),
        first.token,
        [Variant(FORMATS[o.number_format], o.configured, o.call) for o in differing],
        list(dict.fromkeys(note for one in found for note in one.notes)),
    )


def _legend(previews: Iterable[Preview], sample: Sample) -> Iterable[Stands]:
    """Each variable once; its value as it is, not as an address or a form spells it."""
    seen: set[str] = set()
    for one in (one for one in previews if one.configured):
        known = _values(sample, one.number_format)
        for name, text in _filled_in(one):
            if name not in seen:
                seen.add(name)
                value = known.get(name, text if name in MEANINGS else "")
                yield Stands(name, MEANINGS.get(name, "not one of PingOne's variables"), value)


def _filled_in(one: Preview) -> Iterable[tuple[str, str]]:
    """Each variable of a request with its text, spelled plainly."""
    for segment in one.call.url:
        if segment.variable:
            yield segment.variable, unquote(segment.text)
    for segment in one.call.body:
        if segment.variable:
            text = unquote_plus(segment.text) if one.kind == "form" else segment.text
            yield segment.variable, text


def _values(sample: Sample, number_format: str) -> dict[str, str]:
    return {
        "to": recipient(sample.to, number_format),
        "message": sample.message,
        "voice": sample.voice,
        "locale": sample.locale,
        "otp": sample.otp,
        "user.username": sample.username,
        "user.name.given": sample.given,
        "user.name.family": sample.family,
    }
