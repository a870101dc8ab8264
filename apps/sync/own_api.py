"""``/api/v1/sync/``: what our delivery of each object is doing, and another try."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.own.views import OwnView
from apps.dialects.plivo import paging
from apps.sync import pages, services
from apps.sync.filters import STATES
from apps.sync.models import Sync, SyncQuerySet
from apps.sync.registry import kinds, mirror_for

KEPT = ("state", "kind")


class SyncView(OwnView):
    family = "sync"

    def rows(self) -> SyncQuerySet:
        mine = Sync.objects.visible_to(self.actor).select_related("configuration__lane")
        return mine.filter(configuration__account_id=self.account) if self.account else mine

    def one(self, value: str) -> Sync:
        """The row of the object with this id, ours or the provider's. Raises Http404."""
        for mirror in kinds().values():
            live = mirror.model._default_manager.filter(retired_at__isnull=True)
            if found := live.filter(sync__in=self.rows()).called(value):
                return pages.attach([self.rows().get(pk=found.sync_id)])[0]
        raise Http404


class SyncList(SyncView):
    """``?state=blocked|held|waiting|checking`` and ``?kind=brand``; everything without them."""

    def get(self, request: Request) -> Response:
        rows = self.rows().order_by("-pk")
        if state := request.query_params.get("state", ""):
            condition = STATES.get(state.lower())
            rows = rows.filter(condition[1]) if condition else rows.none()
        if kind := request.query_params.get("kind", ""):
            rows = rows.filter(kind=next((k for k in kinds() if k.endswith(f".{kind}")), kind))
        meta, found = paging.window(request, rows, KEPT)
        return Response({"meta": meta, "objects": [written(row) for row in pages.attach(found)]})


class SyncDetail(SyncView):
    def get(self, request: Request, value: str) -> Response:
        return Response(written(self.one(value)))


class SyncRetry(SyncView):
    """Sends a blocked object again as it stands now."""

    def post(self, request: Request, value: str) -> Response:
        services.retry_sync(sync=self.one(value), actor=self.actor)
        return Response(written(self.one(value)), status=202)


def written(sync: Any) -> dict[str, Any]:
    """One delivery: whose, in which state, why, and who can do what about it."""
    obj, story = sync.obj, sync.story
    return {
        "kind": sync.kind.partition(".")[2],
        "id": obj.public_id if obj else "",
        "remote_id": obj.remote_id if obj else "",
        "name": sync.name,
        "account": sync.configuration.account_id,
        "state": sync.state.replace("_", "-"),
        "blocked": sync.blocked,
        "hold": sync.hold,
        "what_happened": story.happened,
        "why": story.why,
        "who_can_fix_it": story.who,
        "what_to_do": story.todo,
        "changes_wanted": sync.wanted,
        "changes_sent": sync.sent,
        "tries": sync.tries,
        "differences": (sync.detail.get("drift") or {}) if sync.hold else {},
        "provider": mirror_for(sync.kind).provider,
    }
