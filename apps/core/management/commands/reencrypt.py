"""After FIELD_ENCRYPTION_KEYS got a new first key: brings all that is stored under it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.rotation import Column, Tally, columns, count, reencrypt

OLDER, LOST = 1, 2


class Command(BaseCommand):
    help = (
        "Encrypts stored secrets again with the first of FIELD_ENCRYPTION_KEYS. Safe beside "
        "running processes, and to be run again: what is under that key already is left alone. "
        f"Exits with {LOST} when no key opens some row."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help=f"Only count; exit with {OLDER} while anything is under an older key.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check = options["check"]
        older = 0
        lost: list[str] = []
        for column in columns():
            tally = Tally()
            for tally in count(column) if check else reencrypt(column):
                self._say(column, tally, "under older keys" if check else "encrypted again")
            older += tally.older
            lost += [f"{column} of row {pk}" for pk in tally.lost]
        if lost:
            for each in lost:
                self.stderr.write(f"{each}: no key of FIELD_ENCRYPTION_KEYS fits")
            raise CommandError(
                f"{len(lost)} stored secrets cannot be read. Put the key they were written with "
                "back at the end of FIELD_ENCRYPTION_KEYS, or set them anew.",
                returncode=LOST,
            )
        if check and older:
            raise CommandError(
                f"{older} stored secrets are still under older keys: keep those, and run "
                "manage.py reencrypt.",
                returncode=OLDER,
            )
        self.stdout.write("Everything is under the first key; the others can go.")

    def _say(self, column: Column, tally: Tally, done: str) -> None:
        known = f"{tally.current} under the first key already"
        self.stdout.write(f"{column}: {tally.older} {done}, {known}")
