"""Notification policies: created, replaced, restored and deleted, here and then at PingOne."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core.actor import Actor
from apps.core.errors import Refused
from apps.core.models import Event
from apps.policies import body as bodies
from apps.policies.ids import to_ours
from apps.policies.mirrors.policy import lock_default, only_default
from apps.policies.models import NotificationPolicy
from apps.policies.rules import Context, Finding, SettingFacts, check_policy
from apps.policies.services.common import must_hold, note_version, refused_there
from apps.policies.services.setting import others as settings_of
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import new_public_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import alone_in, must_be_live, retire

KIND = "policies.policy"


def facts_of(configuration: ProviderConfiguration) -> dict[str, SettingFacts]:
    """What its chains can name, by our id."""
    return {
        row.public_id: SettingFacts(str(row), row.kind, row.methods)
        for row in settings_of(configuration)
    }


def judge(
    body: Mapping[str, Any],
    *,
    configuration: ProviderConfiguration,
    row: NotificationPolicy | None = None,
) -> list[Finding]:
    """What the rules say of a wanted body with ids of ours; `row` is the one it would replace."""
    live = NotificationPolicy.objects.live().filter(configuration=configuration, retiring=False)
    if row is not None:
        live = live.exclude(pk=row.pk)
    names = live.values_list("name", flat=True)
    found = check_policy(
        body,
        Context(
            act="replace" if row else "create",
            names=list(names),
            before=row.wanted if row else None,
            settings=facts_of(configuration),
            is_default=row.default if row else False,
            imported=bool(row and row.imported),
        ),
    )
    return [*found, *refused_there(row)]


def create_policy(
    *,
    configuration: ProviderConfiguration,
    body: Mapping[str, Any],
    actor: Actor,
    verb: str = "created",
) -> NotificationPolicy:
    """Saves a policy and has it sent to PingOne. Raises Violations by place."""
    actor.require("policy.edit")
    with transaction.atomic():
        alone_in(configuration)
        wanted = bodies.wanted_of(to_ours(body, configuration))
        must_hold(judge(wanted, configuration=configuration))
        row = NotificationPolicy(
            configuration=configuration,
            public_id=new_public_id(NotificationPolicy, lambda: str(uuid.uuid4())),
        )
        row.take_wanted(wanted)
        row.sync = new_sync(KIND, configuration)
        _save(row, actor=actor)
        note_version(row, verb, before={}, body=wanted, actor=actor)
        enqueue(row)
    return row


def replace_policy(
    *,
    policy: NotificationPolicy,
    body: Mapping[str, Any],
    version: int | None,
    actor: Actor,
    verb: str = "edited",
) -> NotificationPolicy:
    """Puts `body` in the place of what was wanted. Raises Violations, Conflict or Refused."""
    actor.require("policy.edit")
    with transaction.atomic():
        alone_in(policy.configuration)
        if body.get("default") is True:
            lock_default(policy.configuration, besides=policy.pk)
        row = NotificationPolicy.objects.locked(policy.pk, version=version)
        must_be_live(row)
        wanted = bodies.wanted_of(to_ours(body, row.configuration))
        if row.default and wanted.get("default") is None:
            # One policy is always the default; leaving the flag out says nothing about it.
            wanted["default"] = True
        must_hold(judge(wanted, configuration=row.configuration, row=row))
        if wanted == row.wanted:
            return row
        before = row.wanted
        row.take_wanted(wanted)
        row.version += 1
        _save(row, actor=actor)
        note_version(row, verb, before=before, body=wanted, actor=actor)
        enqueue(row)
    return row


def restore_policy(
    *, policy: NotificationPolicy, event: Event, version: int | None, actor: Actor
) -> NotificationPolicy:
    """Goes back to the body of an earlier version, which becomes the newest one."""
    body = event.data.get("body") if isinstance(event.data, dict) else None
    if not isinstance(body, dict) or event.subject_id != policy.pk:
        raise Refused("There is nothing to go back to in this entry.")
    # Which policy is the default is the environment's matter, not this policy's past.
    wanted = {**body, "default": policy.default}
    return replace_policy(policy=policy, body=wanted, version=version, actor=actor, verb="restored")


def copy_policy(
    *,
    policy: NotificationPolicy,
    configuration: ProviderConfiguration,
    name: str,
    mapping: Mapping[str, str],
    actor: Actor,
) -> NotificationPolicy:
    """A policy like `policy` in another environment, which has providers of its own.

    `mapping` names one there for each of ours in the chains; what is mapped to "" is left out of
    them. Raises Violations.
    """
    wanted = copied(policy, name=name, mapping=mapping)
    return create_policy(configuration=configuration, body=wanted, actor=actor, verb="copied")


def copied(policy: NotificationPolicy, *, name: str, mapping: Mapping[str, str]) -> bodies.Body:
    """The body `copy_policy` makes of a policy.

    A condition for some countries goes when all its providers are left out: they are then among
    all others. The one for all others stays, and the rules ask for somebody to send through.
    """
    body = bodies.renamed(policy.wanted, mapping)
    for condition in bodies.conditions(body):
        chain = condition.get("fallbackChain")
        if not isinstance(chain, list) or {"id": ""} not in chain:
            continue
        condition["fallbackChain"] = [entry for entry in chain if entry != {"id": ""}]
        if not condition["fallbackChain"] and condition.get("countries"):
            body["providerConfiguration"]["conditions"].remove(condition)
    return {**body, "name": name.strip(), "default": False}


def delete_policy(*, policy: NotificationPolicy, version: int | None, actor: Actor) -> None:
    """Deletes a policy, here and then at PingOne. The default one cannot be deleted."""
    actor.require("policy.delete")
    with transaction.atomic():
        alone_in(policy.configuration)
        row = NotificationPolicy.objects.locked(policy.pk, version=version)
        must_be_live(row)
        if row.default:
            # PingOne's own words are in it: its clients look for them.
            raise Refused(
                "An environment cannot remove default notifications policy. Make another policy "
                "the default first."
            )
        retire(row, actor=actor)


def _save(row: NotificationPolicy, *, actor: Actor) -> None:
    """Saves it and what follows: one default, and the settings it uses."""
    if row.default:
        for other in only_default(row):
            note_version(
                other,
                "edited",
                before={**other.wanted, "default": True},
                body=other.wanted,
                actor=actor,
            )
            enqueue(other)
    row.save()
    row.link()
