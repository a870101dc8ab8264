"""Settings and policies as PingOne answers them (PingOne API, examples of reading each)."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from rest_framework.request import Request

from apps.dialects.pingone import hal
from apps.policies import body as bodies
from apps.policies.mirrors.policy import PolicyMirror
from apps.policies.mirrors.setting import SettingMirror
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.secrets import readable
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored

CHAINS = "providersFallbackChain"


class Writer:
    """Writes objects of one environment; what they have in common is looked up once."""

    def __init__(self, request: Request, configuration: ProviderConfiguration) -> None:
        self.request, self.configuration = request, configuration

    def setting(self, row: PhoneDeliverySetting) -> dict[str, Any]:
        """Without what PingOne never returns, and without ``default``, which it does not echo."""
        body = bodies.without_nulls(readable(row.wanted))
        body.pop("default", None)
        path = f"{SettingMirror.path}/{row.public_id}"
        theirs = readable(bodies.wanted_of(row.remote_data))
        if settled(row):
            body = bodies.filled(body, theirs)
        else:
            bodies.with_defaults_setting(body)
        return {**self._head(row, path), **body}

    def policy(self, row: NotificationPolicy) -> dict[str, Any]:
        body = bodies.without_nulls(row.wanted)
        path = f"{PolicyMirror.path}/{row.public_id}"
        if settled(row):
            theirs = bodies.renamed(bodies.wanted_of(row.remote_data), self._ours)
            body = bodies.filled(body, theirs)
        else:
            bodies.with_defaults_policy(body)
        head = self._head(row, path)
        if not row.remote_data:
            head["_links"][CHAINS] = hal.link(self.request, f"{path}/phoneDeliverySettings")
        return {**head, **body}

    def _head(self, row: Mirrored, path: str) -> dict[str, Any]:
        theirs = row.remote_data
        current = settled(row)
        return {
            "_links": {
                "self": hal.link(self.request, path),
                "environment": hal.link(self.request),
                **self._more_links(row),
            },
            "id": row.public_id,
            "environment": {"id": self.configuration.account_id},
            "createdAt": theirs.get("createdAt") or moment(row.created_at),
            "updatedAt": (current and theirs.get("updatedAt")) or moment(row.updated_at),
        }

    def _more_links(self, row: Mirrored) -> dict[str, Any]:
        """Further links PingOne gives with the object, led here."""
        links = row.remote_data.get("_links")
        found: dict[str, Any] = {}
        for name, link in links.items() if isinstance(links, dict) else ():
            href = link.get("href") if isinstance(link, dict) else None
            if name in ("self", "environment") or not isinstance(href, str):
                continue
            _, _, below = urlsplit(href).path.partition(f"/{self.configuration.account_id}")
            ours = below.replace(row.remote_id, row.public_id) if row.remote_id else below
            found[name] = {**link, **hal.link(self.request, ours)}
        return found

    @cached_property
    def _ours(self) -> dict[str, str]:
        rows = PhoneDeliverySetting.objects.live().filter(configuration=self.configuration)
        return dict(rows.exclude(remote_id="").values_list("remote_id", "public_id"))


def settled(row: Mirrored) -> bool:
    """Whether what PingOne said last is an answer to what we want now."""
    return bool(row.remote_data) and row.sync.state == "in_sync"


def moment(at: datetime) -> str:
    """``2025-06-09T13:55:01.434Z``, as PingOne writes times."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
