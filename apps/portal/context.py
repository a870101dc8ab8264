"""What every page's frame needs: navigation, the organisation, banners.

Three queries, each made only when the template comes to it: an error page, an answer to htmx and
anybody who is not signed in cost none.
"""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from apps.accounts.models import Organization
from apps.portal.navigation import navigation
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Sync


@dataclass
class Frame:
    """Read once per request, by the page and by its frame."""

    request: HttpRequest

    @cached_property
    def connections(self) -> list[ProviderConfiguration]:
        actor = self.request.actor  # type: ignore[attr-defined]
        mine = ProviderConfiguration.objects.visible_to(actor)
        return list(mine.select_related("lane").order_by("name"))

    @cached_property
    def paused(self) -> list[ProviderConfiguration]:
        return [one for one in self.connections if hasattr(one, "lane") and one.lane.paused_at]

    @cached_property
    def troubled(self) -> dict[str, int]:
        """{"stopped": n, "held": n} of the whole organisation."""
        rows = Sync.objects.visible_to(self.request.actor)  # type: ignore[attr-defined]
        return rows.troubled().aggregate(
            stopped=Count("pk", filter=~Q(blocked="")),
            held=Count("pk", filter=Q(blocked="") & ~Q(hold="")),
        )

    @cached_property
    def organizations(self) -> list[Organization]:
        return list(Organization.objects.filter(members=self.request.user.pk).order_by("name"))

    @cached_property
    def nav(self) -> list[dict[str, Any]]:
        counts = {"troubled": sum(self.troubled.values()), "paused": len(self.paused)}
        return navigation(self.request, counts)


def frame_of(request: HttpRequest) -> Frame:
    if not hasattr(request, "frame"):
        request.frame = Frame(request)  # type: ignore[attr-defined]
    return request.frame  # type: ignore[attr-defined]


def portal(request: HttpRequest) -> dict[str, Any]:
    """`nav`, `organizations`, `paused` and `troubled`; empty for who is in no organisation."""
    return {
        name: SimpleLazyObject(partial(_read, request, name))
        for name in ("nav", "organizations", "paused", "troubled")
    }


def _read(request: HttpRequest, name: str) -> Any:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if request.actor.organization_id is None:  # type: ignore[attr-defined]
        return []
    return getattr(frame_of(request), name)
