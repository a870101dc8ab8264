"""The provider's states of brand, campaign and number link: word, colour, icon, final or not.

What *we* are doing about an object (waiting, sending, blocked) is the sync engine's and never
shares a column or a badge with these. Source: Plivo docs, 10DLC brand, campaign and number pages.
"""

from dataclasses import dataclass
from typing import Self

from django.db import models


class Status(models.TextChoices):
    """A state of theirs. Members are written ``VALUE, colour, icon, terminal, label``."""

    colour: str
    icon: str
    terminal: bool

    def __new__(cls, value: str, colour: str, icon: str, terminal: bool) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.colour = colour
        member.icon = icon
        member.terminal = terminal
        return member

    @classmethod
    def terminals(cls) -> frozenset[str]:
        """The states in which nothing more is expected without somebody acting."""
        return frozenset(m.value for m in cls if m.terminal)


class BrandStatus(Status):
    PROCESSING = "PROCESSING", "blue", "clock", False, "Processing"
    COMPLETED = "COMPLETED", "green", "circle-check", True, "Completed"
    FAILED = "FAILED", "red", "circle-x", True, "Failed"


class CampaignStatus(Status):
    PROCESSING = "PROCESSING", "blue", "clock", False, "Processing"
    ACTIVE = "ACTIVE", "green", "circle-check", True, "Active"
    FAILED = "FAILED", "red", "circle-x", True, "Failed"
    EXPIRED = "EXPIRED", "orange", "calendar-off", True, "Expired"


class NumberStatus(Status):
    PROCESSING = "PROCESSING", "blue", "clock", False, "Processing"
    COMPLETED = "COMPLETED", "green", "circle-check", True, "Completed"
    FAILED = "FAILED", "red", "circle-x", True, "Failed"


@dataclass(frozen=True, slots=True)
class Badge:
    """What the badge partial draws; icon and word, never colour alone."""

    value: str
    label: str
    colour: str
    icon: str
    terminal: bool


def badge(kind: type[Status], value: str) -> Badge:
    """The badge of a provider's word; ``""`` reads Processing, an unknown word stays as it came."""
    word = value.strip().upper() or "PROCESSING"
    known = next((state for state in kind if state.value == word), None)
    if known is not None:
        return Badge(word, str(known.label), known.colour, known.icon, known.terminal)
    return Badge(value, value.replace("_", " ").capitalize(), "secondary", "help", False)
