"""Input of the campaign number endpoints (Plivo docs, Link a number to a campaign)."""

import re
from typing import Any

from apps.sandbox.validation.reader import Invalid, Reader

E164 = re.compile(r"[1-9][0-9]{6,14}")


def linked(body: dict[str, Any]) -> list[str]:
    """The numbers to link, as digits."""
    numbers = Reader(body).texts("numbers", required=True)
    found = [digits(number) for number in numbers]
    if len(set(found)) != len(found):
        raise Invalid("numbers must not repeat a number.")
    return found


def digits(number: str) -> str:
    value = number.removeprefix("+")
    if not E164.fullmatch(value):
        raise Invalid(f"The number {number} is not a valid number")
    return value
