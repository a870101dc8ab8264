"""The provider's states of its objects: word, colour, icon, final or not.

What *we* are doing about an object (waiting, sending, blocked) is the sync engine's and never
shares a column or a badge with these. Source: Plivo docs, 10DLC brand, campaign and number pages,
Toll-free verification.
"""

from dataclasses import dataclass
from typing import Self

from django.db import models


class Status(models.TextChoices):
    """A state of theirs. Members are written ``VALUE, colour, icon, terminal, label``.

    The first member is the state of an object they have not spoken of yet.
    """

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
    def first(cls) -> str:
        """What an object reads between its filing here and their first word about it."""
        return str(next(iter(cls)).value)

    @classmethod
    def open(cls) -> frozenset[str]:
        """The states in which it is not decided."""
        return frozenset(m.value for m in cls if not m.terminal)

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


class TollfreeStatus(Status):
    """Rejected is final for its use case; an update that is asked for is due within six days."""

    SUBMITTED = "SUBMITTED", "blue", "clock", False, "Submitted"
    PROCESSING = "PROCESSING", "blue", "clock", False, "Processing"
    APPROVED = "APPROVED", "green", "circle-check", True, "Approved"
    REJECTED = "REJECTED", "red", "circle-x", True, "Rejected"
    UPDATE_REQUIRED = "UPDATE_REQUIRED", "orange", "pencil", False, "Update required"


@dataclass(frozen=True, slots=True)
class Badge:
    """What the badge partial draws; icon and word, never colour alone."""

    value: str
    label: str
    colour: str
    icon: str
    terminal: bool


def badge(kind: type[Status], value: str) -> Badge:
    """The badge of a provider's word; ``""`` reads as the first, an unknown one stays as is."""
    word = value.strip().upper() or kind.first()
    known = next((state for state in kind if state.value == word), None)
    if known is not None:
        return Badge(word, str(known.label), known.colour, known.icon, known.terminal)
    return Badge(value, value.replace("_", " ").capitalize(), "secondary", "help", False)
