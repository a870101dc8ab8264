"""Prints how to get in to the demo: one JSON object on standard output, nothing else."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.accounts.actors import actor_of
from apps.accounts.models import Membership
from apps.portal.demo.accounts import PEOPLE, read_demo
from apps.portal.demo.tokens import demo_client, demo_rest_token, demo_token


class Command(BaseCommand):
    help = "Prints the demo's credentials as one JSON object; issues a token of ours once."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Tokens are printed for LINECHECK_DEMO=1 or DEBUG=1 only.")
        known = read_demo()
        if not known:
            raise CommandError(
                f"There is no demo in {settings.DATA_DIR}: make run makes one. Give the PORT, "
                "SANDBOX_PORT and DATA_DIR it was started with."
            )
        mine = Membership.objects.select_related("user").filter(user__email=PEOPLE[0][0])
        owners = {one.organization.handle: actor_of(one) for one in mine}
        if "acme" not in owners:
            raise CommandError("There is no demo yet: run manage.py seed_demo first.")
        token = demo_token(account=known["plivo"]["auth_id"], actor=owners["acme"])
        environment = known["pingone_of_borealis"]["environment_id"]
        client = demo_client(environment=environment, actor=owners["borealis"])
        token_url = f"{settings.PUBLIC_URL}/{environment}/as/token"
        pingone = {"environment_id": environment, **client, "token_url": token_url}
        rest = demo_rest_token(actor=owners["acme"])
        self.stdout.write(json.dumps(describe(known, token, pingone, rest), indent=2))


def describe(
    known: dict[str, Any], token: str, pingone: dict[str, str], rest: str
) -> dict[str, Any]:
    owner = PEOPLE[0][0]
    sandbox = f"http://127.0.0.1:{settings.SANDBOX_PORT}"
    return {
        "base_url": settings.PUBLIC_URL,
        "portal": {"email": owner, "password": known["people"][owner]},
        # Our own token for the Plivo-compatible door, never the account's token at Plivo.
        "plivo": {"auth_id": known["plivo"]["auth_id"], "auth_token": token},
        # The same of the PingOne-compatible door; the environment is Borealis'.
        "pingone": pingone,
        # The Provider Configurations API takes a token of Linecheck REST; any product will do.
        "telephony": {"org_handle": "acme", "token": rest, "product_id": 1},
        "api": {"token": rest},
        "sandbox": {
            "url": sandbox,
            "plivo_url": f"{sandbox}/plivo",
            "pingone_url": f"{sandbox}/pingone",
        },
    }
