"""Prints how to get in to the demo: one JSON object on standard output, nothing else."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.portal.demo.accounts import PEOPLE, read_demo


class Command(BaseCommand):
    help = "Prints the demo's credentials as one JSON object."

    def handle(self, *args: Any, **options: Any) -> None:
        known = read_demo()
        if not known:
            raise CommandError("There is no demo yet: run manage.py seed_demo first.")
        self.stdout.write(json.dumps(describe(known), indent=2))


def describe(known: dict[str, Any]) -> dict[str, Any]:
    """A door that does not exist has null in its place."""
    owner = PEOPLE[0][0]
    sandbox = f"http://127.0.0.1:{settings.SANDBOX_PORT}"
    return {
        "base_url": settings.PUBLIC_URL,
        "portal": {"email": owner, "password": known["people"][owner]},
        # Our own tokens for the Plivo-compatible door, never the account's token at Plivo.
        "plivo": {"auth_id": known["plivo"]["auth_id"], "auth_token": None},
        "pingone": None,
        "telephony": None,
        "api": None,
        "sandbox": {"url": sandbox, "plivo_url": f"{sandbox}/plivo", "pingone_url": None},
    }
