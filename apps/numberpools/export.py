"""Numbers as lines of CSV."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from apps.numberpools.models import PhoneNumber
from apps.numberpools.uses import uses_of

HEAD = (
    "number", "name", "type", "country", "region", "sms", "mms", "voice", "connection",
    "10dlc_status", "10dlc_campaign_id", "toll_free_verification", "used_by", "added_on",
)  # fmt: skip
CHUNK = 500
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file whose write hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(numbers: QuerySet[PhoneNumber]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(HEAD)
    rows = numbers.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        uses = uses_of(chunk)
        for number in chunk:
            used_by = "; ".join(use.label for use in uses.get(number.pk, []))
            yield writer.writerow([harmless(value) for value in _row(number, used_by)])


def harmless(value: Any) -> Any:
    """A spreadsheet runs a cell that starts with one of these: it gets an apostrophe before it."""
    risky = isinstance(value, str) and value.startswith(RISKY)
    return f"'{value}" if risky else value


def _row(number: PhoneNumber, used_by: str) -> list[Any]:
    flags = (number.sms_enabled, number.mms_enabled, number.voice_enabled)
    return [
        number.number,
        number.alias,
        number.type,
        number.country,
        number.region,
        *("yes" if flag else "no" for flag in flags),
        number.configuration.name,
        number.tendlc_registration_status,
        number.tendlc_campaign_id,
        number.toll_free_sms_verification,
        used_by,
        number.added_on,
    ]
