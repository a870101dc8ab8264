"""A view on one environment's mirrored objects, in the PingOne dialect."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from django.http import Http404
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.pingone.views import PingOneView
from apps.dialects.versions import PreconditionFailed
from apps.policies.api.resources import Writer
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored, MirroredQuerySet
from apps.sync.plivo_api import STATES

M = TypeVar("M", bound=Mirrored)


class EnvironmentView(PingOneView):
    """``configuration`` is the connected environment the address names."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.configuration is None:
            raise PermissionDenied("This environment is not connected to Linecheck (any more).")

    @cached_property
    def configuration(self) -> ProviderConfiguration:
        environments = ProviderConfiguration.objects.pingone().visible_to(self.actor)
        found = environments.filter(account_id=self.env_id, active=True)
        return found.select_related("lane").first()  # type: ignore[return-value]

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.request, self.configuration)

    def mine(self, rows: "MirroredQuerySet[M]") -> "MirroredQuerySet[M]":
        """Those of `rows` this environment has; what is being deleted is gone here."""
        mine = rows.live().filter(configuration=self.configuration, retiring=False)
        return mine.select_related("sync", "configuration")

    def one(self, rows: "MirroredQuerySet[M]", value: str) -> M:
        """The object of this id, ours or theirs; 404 when this environment has none."""
        found = self.mine(rows).called(value)
        if found is None:
            raise Http404
        return found

    def sent(self, obj: Mirrored | None = None) -> Mapping[str, Any]:
        """The body of the request. Raises ValidationError when it names another object."""
        data = cast(dict[str, Any], self.request.data)
        told = data.get("id")
        if obj is not None and told not in (None, obj.public_id, obj.remote_id):
            raise ValidationError({"id": ["This is the id of another object than the address."]})
        return data

    def version_for(self, obj: Mirrored) -> int | None:
        """What If-Match asks for; raises PreconditionFailed when that is not `obj` as it is."""
        asked = self.asked_version()
        if asked is not None and asked != obj.version:
            raise PreconditionFailed("The object has changed since you read it. Read it again.")
        return asked

    def answer(self, obj: Mirrored, body: Mapping[str, Any], status: int = 200) -> Response:
        """`body`, with what our delivery of `obj` is doing and its version in the headers."""
        state = obj.sync.state
        headers = {"Linecheck-Sync": STATES.get(state, state), "ETag": f'"{obj.version}"'}
        return Response(dict(body), status=status, headers=headers)

    def gone(self, obj: Mirrored) -> Response:
        obj.sync.refresh_from_db()
        state = obj.sync.state
        return Response(status=204, headers={"Linecheck-Sync": STATES.get(state, state)})
