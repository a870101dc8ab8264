"""Providers: created, replaced and deleted here and then at PingOne."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.policies import body as bodies
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.rules import Context, Finding, check_setting
from apps.policies.secrets import carried, cut, digest, merge, spelt
from apps.policies.services.common import must_hold, note_version, refused_there
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import new_public_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, must_be_live, retire
from apps.upstream.redact import MASK

KIND = "policies.setting"


def others(
    configuration: ProviderConfiguration, row: PhoneDeliverySetting | None = None
) -> list[PhoneDeliverySetting]:
    live = PhoneDeliverySetting.objects.live().filter(configuration=configuration)
    if row is not None:
        live = live.exclude(pk=row.pk)
    return list(live.filter(retiring=False))


def judge(
    body: Mapping[str, Any],
    *,
    configuration: ProviderConfiguration,
    row: PhoneDeliverySetting | None = None,
    secrets: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """What the rules say of a masked body and the secrets that go with it (`cut`, `carried`).

    `row` is the one it would replace; without `secrets` nobody asks for any.
    """
    rest = others(configuration, row)
    held = row.secrets or {} if row else {}
    new = {place: value for place, value in (secrets or {}).items() if held.get(place) != value}
    found = check_setting(
        merge(body, new),
        Context(
            act="replace" if row else "create",
            names=[each.name for each in rest if each.name],
            before=row.wanted if row else None,
            setting_count=len(rest),
            held=None if secrets is None else {spelt(place) for place in secrets},
            imported=bool(row and row.imported),
        ),
    )
    return [*found, *refused_there(row)]


@sensitive_variables("body", "secrets")
def create_setting(
    *, configuration: ProviderConfiguration, body: Mapping[str, Any], actor: Actor
) -> PhoneDeliverySetting:
    """Saves a provider and has it sent to PingOne. Raises Violations by place."""
    actor.require("setting.edit")
    wanted = bodies.wanted_setting(body)
    with transaction.atomic():
        alone_in(configuration)
        masked, secrets = cut(wanted)
        must_hold(judge(masked, configuration=configuration, secrets=secrets))
        row = PhoneDeliverySetting(
            configuration=configuration,
            public_id=new_public_id(PhoneDeliverySetting, lambda: str(uuid.uuid4())),
        )
        row.take_wanted(masked)
        row.secrets = secrets or None
        row.sync = new_sync(KIND, configuration)
        row.save()
        note_version(row, "created", before={}, body=masked, actor=actor)
        enqueue(row)
    return row


@sensitive_variables("body", "secrets")
def replace_setting(
    *,
    setting: PhoneDeliverySetting,
    body: Mapping[str, Any],
    version: int | None,
    actor: Actor,
    verb: str = "edited",
) -> PhoneDeliverySetting:
    """Puts `body` in the place of what was wanted. Raises Violations, Conflict or Refused.

    A secret that comes back masked, or is left out where PingOne never returns it, stays.
    """
    actor.require("setting.edit")
    wanted = bodies.wanted_setting(body)
    with transaction.atomic():
        alone_in(setting.configuration)
        row = PhoneDeliverySetting.objects.locked(setting.pk, version=version)
        must_be_live(row)
        held = row.secrets or {}
        masked, secrets = carried(wanted, row.wanted, held)
        must_hold(judge(masked, configuration=row.configuration, row=row, secrets=secrets))
        if masked == row.wanted and secrets == held:
            return row
        hidden = {
            spelt(place): (MASK, f"{MASK} a new value")
            for place, value in secrets.items()
            if place in held and held[place] != value
        }
        before = row.wanted
        row.take_wanted(masked)
        row.secrets = secrets or None
        row.version += 1
        row.save()
        note_version(row, verb, before=before, body=masked, actor=actor, changes=hidden)
        enqueue(row)
    return row


def delete_setting(*, setting: PhoneDeliverySetting, version: int | None, actor: Actor) -> None:
    """Deletes a provider, here and then at PingOne. Refused names the policies that need it."""
    actor.require("setting.delete")
    with transaction.atomic():
        alone_in(setting.configuration)
        row = PhoneDeliverySetting.objects.locked(setting.pk, version=version)
        must_be_live(row)
        needed = users_of(row)
        if needed:
            names = ", ".join(str(policy) for policy in needed)
            raise Refused(f"Take it out of the fallback chains of {names} first.")
        retire(row, actor=actor)


def users_of(setting: PhoneDeliverySetting) -> list[NotificationPolicy]:
    """The policies whose fallback chains name it."""
    return list(setting.policies.live().filter(retiring=False).order_by("name"))


def secrets_current(setting: PhoneDeliverySetting) -> bool:
    """Whether PingOne has the secrets we hold."""
    return not setting.secrets or digest(setting.secrets) == setting.sent_secrets
