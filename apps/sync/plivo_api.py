"""A view on one account's mirrored objects, in the Plivo dialect."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.http import Http404
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response

from apps.dialects.plivo.authentication import REFUSED
from apps.dialects.plivo.views import PlivoView
from apps.dialects.versions import PreconditionFailed
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored, MirroredQuerySet

M = TypeVar("M", bound=Mirrored)
STATES = {"in_sync": "in-sync", "sending": "waiting"}


class AccountView(PlivoView):
    """``configuration`` is the connected account the address names."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.configuration is None:
            raise AuthenticationFailed(REFUSED)

    @cached_property
    def configuration(self) -> ProviderConfiguration:
        accounts = ProviderConfiguration.objects.plivo().visible_to(self.actor)
        found = accounts.filter(account_id=self.kwargs["auth_id"], active=True)
        return found.select_related("lane").first()  # type: ignore[return-value]

    def mine(self, rows: "MirroredQuerySet[M]") -> "MirroredQuerySet[M]":
        """Those of `rows` this account has, newest first; what is being deleted is gone here."""
        mine = rows.live().filter(configuration=self.configuration, retiring=False)
        return mine.select_related("sync", "configuration").order_by("-created_at", "-pk")

    def one(self, rows: "MirroredQuerySet[M]", value: str) -> M:
        """The object of this id, ours or theirs; 404 when this account has none."""
        found = self.mine(rows).called(value)
        if found is None:
            raise Http404
        return found

    def read(self, serializer: Any, data: Any) -> dict[str, Any]:
        """What a request says, by column. Raises ValidationError by key of the body."""
        reader = serializer(data=data, context={"configuration": self.configuration})
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def version_for(self, obj: Mirrored) -> int | None:
        """What If-Match asks for; raises PreconditionFailed when that is not `obj` as it is."""
        asked = self.asked_version()
        if asked is not None and asked != obj.version:
            raise PreconditionFailed("The object has changed since you read it. Read it again.")
        return asked

    def answer(self, obj: Mirrored, body: Mapping[str, Any], status: int = 200) -> Response:
        """`body`, with what our delivery of `obj` is doing and its version in the headers."""
        if self.request.method != "GET":
            # The services raise its counter in the database.
            obj.sync.refresh_from_db()
        state = obj.sync.state
        headers = {"Linecheck-Sync": STATES.get(state, state)}
        if self.request.method != "DELETE":
            headers["ETag"] = f'"{obj.version}"'
        return Response(dict(body), status=status, headers=headers)
