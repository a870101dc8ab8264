"""An integrator's side of the Plivo door."""

import base64
import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from apps.accounts.credentials import issue_credential
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from tests.world import World


def issue(actor: Actor, account: str, **over: Any) -> tuple[ApiCredential, str]:
    """A credential at the Plivo door and its token."""
    asked: dict[str, Any] = {
        "door": ApiCredential.Door.PLIVO,
        "account": account,
        "name": "Integrator",
        "rights": ApiCredential.Rights.WRITE,
    }
    return issue_credential(**asked | over, actor=actor)


class Door:
    """Calls below one account with one token; answers are Django's, `body` reads them."""

    def __init__(self, account: str, token: str) -> None:
        self.account = account
        self.token = token
        self.client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`body` goes out as JSON, text as it is; `path` is relative to the account."""
        raw = body if isinstance(body, str) else json.dumps(body)
        sent = "" if body is None else raw
        given = {"authorization": f"Basic {self.basic}", **headers}
        kind = given.pop("content_type", "application/json")
        url = path if path.startswith("/") else f"/v1/Account/{self.account}/{path}"
        return self.client.generic(method, url, sent, content_type=kind, headers=given)

    @property
    def basic(self) -> str:
        return base64.b64encode(f"{self.account}:{self.token}".encode()).decode()

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, {} if body is None else body, **headers)

    def delete(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, body, **headers)


def body(response: HttpResponse) -> Any:
    return json.loads(response.content)


def error(response: HttpResponse, status: int = 400) -> str:
    """The words of a refusal; its body has the one shape all of them have."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    said = body(response)
    assert set(said) == {"api_id", "error"}
    assert uuid.UUID(said["api_id"])
    assert isinstance(said["error"], str) and said["error"]
    return str(said["error"])


def door_of(world: World, **over: Any) -> Door:
    _, token = issue(world.actor, world.account, **over)
    return Door(world.account, token)
