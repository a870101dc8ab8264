"""Who uses a number. Apps above this one register how they find out; nothing here imports them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.numberpools.models import PhoneNumber


@dataclass(frozen=True)
class Use:
    """One thing that sends from a number: its name, its page, how the link stands.

    One with a `badge` is whom a toll-free number is verified for, and how that stands.
    """

    label: str
    url: str
    status: str = ""
    badge: Any = None


# Takes a page of numbers, answers {PhoneNumber.pk: uses} in a fixed number of queries.
Finder = Callable[[Sequence[PhoneNumber]], dict[int, list[Use]]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def uses_of(numbers: Sequence[PhoneNumber]) -> dict[int, list[Use]]:
    """{PhoneNumber.pk: uses}; numbers nobody uses are left out."""
    found: dict[int, list[Use]] = {}
    for finder in _finders:
        for pk, uses in finder(numbers).items():
            found.setdefault(pk, []).extend(uses)
    return found
