"""Reading an environment: what is not here yet is adopted as it is, the rest is read again."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.core.errors import Refused
from apps.policies import body as bodies
from apps.policies.ids import to_ours
from apps.policies.mirrors.base import PingOneMirror
from apps.policies.mirrors.policy import PolicyMirror, only_default
from apps.policies.mirrors.setting import SettingMirror
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.secrets import cut, digest
from apps.policies.services import policy as policies
from apps.policies.services import setting as settings
from apps.policies.services.common import note_version
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import adopted_id
from apps.sync.mirrored import Mirrored
from apps.sync.probe import PULL_SECONDS, Ask
from apps.sync.queue import look_soon, new_sync
from apps.sync.rows import alone_in, being_created
from apps.upstream.errors import UpstreamError


def pull_environment(
    *, configuration: ProviderConfiguration, actor: Actor, look: bool = True
) -> dict[str, int]:
    """Adopts settings and policies; returns how many of each noun were new.

    With `look` those known already are read again now, so that a change there shows as drift; they
    are every PINGONE_LOOK_SECONDS anyway. Raises Refused with PingOne's words; nothing is changed
    then.
    """
    actor.require("connection.edit")
    asked_at = db_now()
    try:
        with Ask(configuration, "pull", PULL_SECONDS) as client:
            found: list[tuple[PingOneMirror[Any], list[dict[str, Any]]]] = [
                (mirror, client.collection(mirror.path, mirror.embedded))
                for mirror in (SettingMirror(), PolicyMirror())
            ]
    except UpstreamError as error:
        raise Refused(f"The environment could not be read from PingOne. {error}") from error
    counts: dict[str, int] = {}
    for mirror, listed in found:
        counts[mirror.noun] = sum(
            _adopt(mirror, body, configuration, asked_at, actor) for body in listed
        )
        rows = mirror.model._default_manager.filter(configuration=configuration)
        there = rows.filter(retired_at__isnull=True).exclude(remote_id="")
        if not look:
            there = there.exclude(remote_id__in=[mirror.id_of(body) for body in listed])
        for row in there.exclude(remote_seen_at=asked_at).select_related("sync"):
            look_soon(row.sync)
    return counts


def _adopt(
    mirror: PingOneMirror[Any],
    body: dict[str, Any],
    configuration: ProviderConfiguration,
    asked_at: datetime,
    actor: Actor,
) -> bool:
    remote_id = mirror.id_of(body)
    with transaction.atomic():
        alone_in(configuration)
        rows = mirror.model._default_manager.filter(configuration=configuration)
        if rows.by_any_id(remote_id).exists():
            return False
        kind = settings.KIND if mirror.model is PhoneDeliverySetting else policies.KIND
        if not remote_id or being_created(configuration, kind, **mirror.key_for(body)):
            return False
        row = mirror.model(
            configuration=configuration,
            public_id=adopted_id(mirror.model, remote_id, lambda: str(uuid.uuid4())),
            remote_id=remote_id,
            imported=True,
            sync=new_sync(kind, configuration),
        )
        _take(row, body)
        mirror.apply(row, body, asked_at)
        look_soon(row.sync, mirror.next_look(row, 0, asked_at))
        note_version(row, "imported", before={}, body=row.wanted, actor=actor)
    return True


def _take(row: Mirrored, body: dict[str, Any]) -> None:
    """Makes what PingOne has what we want, and saves."""
    if isinstance(row, PhoneDeliverySetting):
        masked, secrets = cut(bodies.wanted_of(body))
        row.take_wanted(masked)
        row.secrets = secrets or None
        row.sent_secrets = digest(secrets) if secrets else ""
        row.save()
    elif isinstance(row, NotificationPolicy):
        row.take_wanted(bodies.wanted_of(to_ours(body, row.configuration)))
        if row.default:
            only_default(row)
        row.save()
        row.link()
