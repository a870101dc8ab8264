"""An integrator's side of the PingOne door."""

import base64
import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from apps.accounts.credentials import issue_credential
from apps.accounts.models import ApiCredential
from tests.policies.world import Environment


class Door:
    """Calls below one environment with an access token of one client."""

    def __init__(self, account: str, client_id: str, secret: str) -> None:
        self.account, self.client_id, self.secret = account, client_id, secret
        self.client = Client(raise_request_exception=False)
        self.token = self.sign_in().json()["access_token"]

    def sign_in(self) -> Any:
        basic = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        return self.client.post(
            f"/{self.account}/as/token",
            "grant_type=client_credentials",
            content_type="application/x-www-form-urlencoded",
            headers={"authorization": f"Basic {basic}"},
        )

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`body` goes out as JSON; `path` is relative to the environment."""
        sent = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        given = {"authorization": f"Bearer {self.token}", **headers}
        kind = given.pop("content_type", "application/json")
        url = path if path.startswith("/") else f"/v1/environments/{self.account}/{path}"
        return self.client.generic(method, url, sent, content_type=kind, headers=given)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)


def issue(environment: Environment, **over: Any) -> tuple[ApiCredential, str]:
    """A client of the environment and its secret."""
    asked: dict[str, Any] = {
        "door": ApiCredential.Door.PINGONE,
        "account": environment.account,
        "name": "Integrator",
        "rights": ApiCredential.Rights.WRITE,
    }
    return issue_credential(**asked | over, actor=environment.actor)


def door_of(environment: Environment, **over: Any) -> Door:
    client, secret = issue(environment, **over)
    return Door(environment.account, str(client.public_id), secret)


def refused(answer: HttpResponse, status: int, code: str) -> list[dict[str, Any]]:
    """The details of a refusal; its body has the one shape all of them have."""
    assert answer.status_code == status, answer.content
    said = json.loads(answer.content)
    assert {"id", "code", "message"} <= set(said) <= {"id", "code", "message", "details"}
    assert said["code"] == code
    details: list[dict[str, Any]] = said.get("details", [])
    for detail in details:
        assert {"code", "message"} <= set(detail)
    return details
