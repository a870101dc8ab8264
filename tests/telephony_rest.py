"""An integrator's side of the Provider Configurations API."""

import json
import secrets
from typing import Any

from django.http import HttpResponse
from django.test import Client

from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.providers.models import ProviderConfiguration
from tests.rest import issue
from tests.world import World

ROOT = "/api/v2/platform/telephony/"
LIST = f"{ROOT}providers-configurations/"
CATALOGUE = f"{ROOT}providers/"
KEYS = [
    "id", "name", "provider", "provider_details", "org_handle", "meta_json", "active", "api_key",
    "api_secret", "base_url", "sip_url",
]  # fmt: skip


def token_of(actor: Actor, **over: Any) -> str:
    return issue(actor, "", door=ApiCredential.Door.API, **over)[1]


class TelephonyDoor:
    """Calls with one token for one organisation; answers are Django's."""

    def __init__(self, token: str, handle: str) -> None:
        self.token, self.handle = token, handle
        self.client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`body` goes out as JSON, text and bytes as they are; a header given as "" is left out."""
        raw = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = "" if body is None else raw
        given = {"authorization": f"Token {self.token}", "org_handle": self.handle, **headers}
        kind = given.pop("content_type", "application/json")
        kept = {name: value for name, value in given.items() if value}
        answer: Any = self.client.generic(method, path, sent, content_type=kind, headers=kept)
        return answer  # type: ignore[no-any-return]

    def get(self, path: str = LIST, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, body: Any, **headers: str) -> HttpResponse:
        return self.call("POST", LIST, body, **headers)

    def patch(self, pk: int, body: Any, **headers: str) -> HttpResponse:
        return self.call("PATCH", f"{LIST}{pk}/", body, **headers)

    def read(self, pk: int, **headers: str) -> HttpResponse:
        return self.call("GET", f"{LIST}{pk}/", **headers)

    def delete(self, pk: int, **headers: str) -> HttpResponse:
        return self.call("DELETE", f"{LIST}{pk}/", **headers)


def said(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The envelope of an answer with this status; it has the one shape all of them have."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    body: dict[str, Any] = json.loads(answer.content)
    assert list(body) == ["status_code", "message", "data"]
    assert body["status_code"] == status
    assert isinstance(body["message"], str) and body["message"]
    return body


def data(answer: HttpResponse) -> Any:
    return said(answer, 200)["data"]


def wrong(answer: HttpResponse, *fields: str) -> str:
    """The words of a 400 about exactly these keys of the body."""
    body = said(answer, 400)
    assert list(body["data"].get("errors", {})) == list(fields)
    return str(body["message"])


def vonage(**over: Any) -> dict[str, Any]:
    """A configuration nobody is asked about."""
    named = {"name": "Vonage production", "provider": 5}
    return {**named, "api_key": "abcd1234", "api_secret": secrets.token_urlsafe(12), **over}


def door_of(world: World, **over: Any) -> TelephonyDoor:
    return TelephonyDoor(token_of(world.actor, **over), world.organization.handle)


def row(pk: int) -> ProviderConfiguration:
    return ProviderConfiguration.objects.get(pk=pk)
