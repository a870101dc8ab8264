"""Fills an empty database with the demo's organisations, people and sandbox connection."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.accounts.actors import actor_of
from apps.accounts.models import Membership, Organization
from apps.core.actor import Actor
from apps.numberpools.models import PhoneNumber
from apps.portal import onboarding
from apps.portal.demo.accounts import PEOPLE, demo_secrets, seed_people
from apps.portal.demo.filings import seed_filings
from apps.portal.demo.tokens import seed_tokens
from apps.providers import catalogue, services
from apps.providers.models import ProviderConfiguration
from apps.sync import probe

CONNECTION = "Plivo (sandbox)"


class Command(BaseCommand):
    help = "Makes the demo's data. Running it again changes nothing that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Demo data is for LINECHECK_DEMO=1 or DEBUG=1 only.")
        known = demo_secrets()
        acme, borealis = seed_people(known["people"])
        for organization, account in ((acme, "plivo"), (borealis, "plivo_of_borealis")):
            owner = Membership.objects.select_related("user").get(
                organization=organization, user__email=PEOPLE[0][0]
            )
            actor = actor_of(owner)
            configuration = _connection(organization, known[account], actor)
            troubles = _pull(configuration, actor)
            for trouble in troubles:
                self.stderr.write(trouble)
            if organization == borealis:
                seed_tokens(account=configuration.account_id, actor=actor)
            if organization == borealis and not troubles:
                seed_filings(configuration, actor)
        self.stdout.write(f"{acme} is ready. Sign in as {PEOPLE[0][0]}: manage.py credentials.")


def _connection(
    organization: Organization, plivo: dict[str, str], actor: Actor
) -> ProviderConfiguration:
    """The sandbox account, at the port of this run: DATA_DIR may be opened under another one."""
    base_url = f"http://127.0.0.1:{settings.SANDBOX_PORT}/plivo"
    found = ProviderConfiguration.objects.filter(
        organization=organization, account_id=plivo["auth_id"]
    ).first()
    if found is None:
        found = services.draft_configuration(
            organization=organization,
            provider=catalogue.PLIVO,
            name=CONNECTION,
            api_key=plivo["auth_id"],
            api_secret=plivo["auth_token"],
            base_url=base_url,
        )
        services.save_configuration(configuration=found, actor=actor)
    elif found.base_url != base_url:
        services.replace_credentials(
            configuration=found, api_secret=plivo["auth_token"], base_url=base_url, actor=actor
        )
    return found


def _pull(configuration: ProviderConfiguration, actor: Actor) -> list[str]:
    """Once, and only from a sandbox that answers: the demo also starts without one."""
    if PhoneNumber.objects.filter(configuration=configuration).exists():
        return []
    trouble = probe.verify(configuration)
    if trouble:
        ProviderConfiguration.objects.filter(pk=configuration.pk).update(
            verified_at=None, verify_error=str(trouble)
        )
        return [f"Nothing was read from the sandbox: {trouble}"]
    return onboarding.pull(configuration=configuration, actor=actor).troubles
