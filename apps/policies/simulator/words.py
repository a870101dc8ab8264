"""Words the simulator's sentences are made of."""

from collections.abc import Iterable, Mapping, Sequence

from apps.policies.countries import name_of
from apps.policies.simulator.vocabulary import PINGONE_TWILIO

Names = Mapping[str, str]
"""Provider id to the name people gave it."""

SINGULAR = {"SMS": "text", "Voice": "call", "WhatsApp": "WhatsApp message", "Email": "e-mail"}
PLURAL = {"SMS": "texts", "Voice": "calls", "WhatsApp": "WhatsApp messages", "Email": "e-mails"}
_BY_METHOD = {channel.upper(): words for channel, words in PLURAL.items()}


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def methods(codes: Iterable[str]) -> str:
    """ "texts and calls", in PingOne's order, whatever the spelling; unknown ones as they are."""
    order = list(_BY_METHOD)
    found = {code.upper() for code in codes}
    known = [_BY_METHOD[code] for code in order if code in found]
    return listed(known + sorted(found - set(order)))


def places(codes: Iterable[str], most: int = 6) -> str:
    """Names of countries, "and 4 others" beyond `most`."""
    names = sorted(name_of(code) for code in codes)
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return listed(names)


def span(seconds: int) -> str:
    """ "1 minute 30 seconds"; hours from 90 minutes on."""
    if seconds >= 5400:
        hours, rest = divmod(seconds, 3600)
        return _counted((hours, "hour"), (rest // 60, "minute"))
    return _counted((seconds // 60, "minute"), (seconds % 60, "second"))


def _counted(*parts: tuple[int, str]) -> str:
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return " ".join(said) or f"0 {parts[-1][1]}s"


def counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def provider(id: str, names: Names) -> str:
    if id == PINGONE_TWILIO:
        return names.get(id, "PingOne’s own sender")
    return names.get(id) or f"Provider {id}"


def sentence(text: str) -> str:
    """With a capital, names left as they are."""
    return text[:1].upper() + text[1:]
