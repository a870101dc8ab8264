"""How many segments a text is sent as: GSM 03.38 packs 160 characters, UCS-2 70."""

from dataclasses import dataclass

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWO_SEPTETS = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Segments:
    encoding: str
    units: int
    count: int
    room: int  # units that still fit into the last segment


def segments(text: str) -> Segments:
    """Encoding (``GSM-7`` or ``UCS-2``), units used and segments; a character is never torn."""
    if set(text) <= GSM | GSM_TWO_SEPTETS:
        encoding, single, part = "GSM-7", 160, 153
        sizes = [2 if c in GSM_TWO_SEPTETS else 1 for c in text]
    else:
        encoding, single, part = "UCS-2", 70, 67
        sizes = [2 if ord(c) > 0xFFFF else 1 for c in text]
    units = sum(sizes)
    if units <= single:
        return Segments(encoding, units, 1 if text else 0, single - units)
    count, used = 1, 0
    for size in sizes:
        if used + size > part:
            count, used = count + 1, 0
        used += size
    return Segments(encoding, units, count, part - used)
