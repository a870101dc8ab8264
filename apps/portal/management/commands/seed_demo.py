"""Fills an empty database with the demo's organisations, people and sandbox connection."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.accounts.actors import actor_of
from apps.accounts.models import Membership, Organization
from apps.core.actor import Actor
from apps.numberpools.models import PhoneNumber
from apps.policies.models import NotificationPolicy
from apps.portal import onboarding
from apps.portal.demo.accounts import PEOPLE, demo_secrets, seed_people
from apps.portal.demo.filings import seed_filings
from apps.portal.demo.notifications import fill_environment, seed_notifications
from apps.portal.demo.tokens import seed_client, seed_tokens
from apps.providers import catalogue, services
from apps.providers.models import ProviderConfiguration
from apps.sync import probe

Model = type[PhoneNumber] | type[NotificationPolicy]


class Command(BaseCommand):
    help = "Makes the demo's data. Running it again changes nothing that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Demo data is for LINECHECK_DEMO=1 or DEBUG=1 only.")
        known = demo_secrets()
        acme, borealis = seed_people(known["people"])
        self._plivo(acme, known["plivo"])
        actor, configuration, read = self._plivo(borealis, known["plivo_of_borealis"])
        seed_tokens(account=configuration.account_id, actor=actor)
        if read:
            seed_filings(configuration, actor)
        self._pingone(borealis, known["pingone_of_borealis"], actor)
        self.stdout.write(f"{acme} is ready. Sign in as {PEOPLE[0][0]}: manage.py credentials.")

    def _plivo(
        self, organization: Organization, plivo: dict[str, str]
    ) -> tuple[Actor, ProviderConfiguration, bool]:
        """Its owner, its connection, and whether its account could be read."""
        owner = Membership.objects.select_related("user").get(
            organization=organization, user__email=PEOPLE[0][0]
        )
        actor = actor_of(owner)
        configuration = _connection(
            organization,
            catalogue.PLIVO,
            api_key=plivo["auth_id"],
            api_secret=plivo["auth_token"],
            actor=actor,
        )
        return actor, configuration, self._pull(configuration, PhoneNumber, actor)

    def _pingone(self, organization: Organization, pingone: dict[str, str], actor: Actor) -> None:
        environment = pingone["environment_id"]
        configuration = _connection(
            organization,
            catalogue.PINGONE,
            api_key=pingone["client_id"],
            api_secret=pingone["client_secret"],
            meta={"environment_id": environment},
            actor=actor,
        )
        seed_client(environment=environment, actor=actor)
        if NotificationPolicy.objects.filter(configuration=configuration).exists():
            return
        fill_environment(configuration)
        if self._pull(configuration, NotificationPolicy, actor):
            seed_notifications(configuration, actor)

    def _pull(self, configuration: ProviderConfiguration, model: Model, actor: Actor) -> bool:
        """Once, and only from a sandbox that answers: the demo also starts without one."""
        if model.objects.filter(configuration=configuration).exists():
            return True
        trouble = probe.verify(configuration)
        if trouble:
            ProviderConfiguration.objects.filter(pk=configuration.pk).update(
                verified_at=None, verify_error=str(trouble)
            )
            troubles = [f"Nothing was read from the sandbox: {trouble}"]
        else:
            troubles = onboarding.pull(configuration=configuration, actor=actor).troubles
        for each in troubles:
            self.stderr.write(each)
        return not troubles


def _connection(
    organization: Organization,
    provider: catalogue.Provider,
    *,
    api_key: str,
    api_secret: str,
    meta: dict[str, str] | None = None,
    actor: Actor,
) -> ProviderConfiguration:
    """The sandbox account, at the port of this run: DATA_DIR may be opened under another one."""
    base_url = f"http://127.0.0.1:{settings.SANDBOX_PORT}/{provider.slug}"
    draft = services.draft_configuration(
        organization=organization,
        provider=provider,
        name=f"{provider.name} (sandbox)",
        api_key=api_key,
        api_secret=api_secret,
        base_url=base_url,
        meta=meta,
    )
    found = ProviderConfiguration.objects.filter(
        organization=organization, provider=provider.id, account_id=draft.account_id
    ).first()
    if found is None:
        services.save_configuration(configuration=draft, actor=actor)
        return draft
    if found.base_url != base_url:
        services.replace_credentials(
            configuration=found, api_secret=api_secret, base_url=base_url, actor=actor
        )
    return found
