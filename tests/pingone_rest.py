"""An integrator's side of the PingOne door."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from apps.accounts.actors import actor_of
from apps.accounts.credentials import issue_credential
from apps.accounts.models import ApiCredential
from apps.core.actor import Actor
from apps.dialects.pingone.access_tokens import new_token
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from tests import factories


@dataclass
class Environment:
    """A connected PingOne environment, its organisation and the organisation's owner."""

    env_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    configuration: ProviderConfiguration = field(init=False)
    owner: Actor = field(init=False)

    def __post_init__(self) -> None:
        membership = factories.MembershipFactory(role="owner")
        self.owner = actor_of(membership)
        self.configuration = factories.ConfigurationFactory(
            organization=membership.organization,
            provider=catalogue.PINGONE.id,
            account_id=self.env_id,
            api_key=str(uuid.uuid4()),
        )


def issue(actor: Actor, env_id: str, **over: Any) -> tuple[ApiCredential, str]:
    """A client of the PingOne door and its secret."""
    asked: dict[str, Any] = {
        "door": ApiCredential.Door.PINGONE,
        "account": env_id,
        "name": "Integrator",
        "rights": ApiCredential.Rights.WRITE,
    }
    return issue_credential(**asked | over, actor=actor)


class PingOneDoor:
    """Calls below one environment with one access token; answers are Django's."""

    def __init__(self, env_id: str, token: str) -> None:
        self.env_id = env_id
        self.token = token
        self.client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`body` goes out as JSON, text and bytes as they are; `path` is below the environment."""
        raw = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = "" if body is None else raw
        given = {"authorization": f"Bearer {self.token}", **headers}
        kind = given.pop("content_type", "application/json")
        url = path if path.startswith("/") else f"/v1/environments/{self.env_id}/{path}"
        answer: Any = self.client.generic(method, url, sent, content_type=kind, headers=given)
        return answer  # type: ignore[no-any-return]

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, {} if body is None else body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("PUT", path, {} if body is None else body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, **headers)


def door_of(environment: Environment, **over: Any) -> PingOneDoor:
    """With a client of its own, that may do everything unless `over` says otherwise."""
    credential, _ = issue(environment.owner, environment.env_id, **over)
    return PingOneDoor(environment.env_id, new_token(credential)[0])


def refusal(response: HttpResponse, status: int, code: str) -> list[dict[str, Any]]:
    """The details of a refusal; its body has the one shape all of them have."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    said = json.loads(response.content)
    assert set(said) <= {"id", "code", "message", "details"}
    assert str(uuid.UUID(said["id"])) == said["id"]
    assert said["code"] == code
    assert said["message"].startswith("The request could not be completed. ")
    details: list[dict[str, Any]] = said.get("details", [])
    assert all({"code", "message"} <= set(each) for each in details)
    return details
