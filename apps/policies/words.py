"""Words and careful reading for what is said about PingOne's JSON. Nothing here ever raises."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from apps.policies.countries import name_of

LONGEST, SHOWN = 60, 8
PLURAL = {"SMS": "texts", "VOICE": "calls", "WHATSAPP": "WhatsApp messages", "EMAIL": "e-mails"}
SINGLE = {"SMS": "text", "VOICE": "call", "WHATSAPP": "WhatsApp message", "EMAIL": "e-mail"}
# fmt: off
WITH_ARTICLE = frozenset({
    "AE", "AN", "AX", "BS", "CC", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "HM", "IM", "IO", "KM",
    "KY", "MH", "MP", "MV", "NL", "PH", "PN", "SB", "SC", "TC", "TF", "UM", "US", "VG", "VI",
})
# fmt: on


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def channels(value: Any) -> list[str]:
    """The channels of a list in one spelling and one order, each once; others are left out."""
    spelled = {item.upper() for item in items(value) if isinstance(item, str)}
    return [channel for channel in PLURAL if channel in spelled]


def nouns(methods: Sequence[str], *, single: bool = False) -> str:
    if single:
        return joined([SINGLE[method] for method in methods], "or")
    return joined([PLURAL[method] for method in methods])


def count(value: Any) -> str:
    """A number as people write it, ``""`` when it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 10**18:
        return ""
    return f"{value:,}"


def countries(value: Any) -> list[str]:
    codes = dict.fromkeys(item for item in items(value) if isinstance(item, str) and item)
    return [f"{'the ' if code in WITH_ARTICLE else ''}{cut(name_of(code))}" for code in codes]


def shortened(names: Sequence[str]) -> str:
    if len(names) > SHOWN + 1:
        names = [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return joined(names)


def host(url: Any) -> str:
    """The host of an address: its path may hold keys, its front a password."""
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        host = None
    return cut(host) if host else "an address that cannot be read"


def joined(words: Sequence[str], last: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def with_a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def quoted(text: str) -> str:
    return f"“{cut(text)}”"
