"""A bare HTTP client of the sandbox's PingOne side, and valid bodies to send with it."""

import copy
import re
import uuid
from typing import Any

import requests

from tests.sandbox_process import SandboxProcess

SETTINGS = "notificationsSettings/phoneDeliverySettings"
POLICIES = "notificationsPolicies"
SID = "AC" + "0" * 32

CUSTOM: dict[str, Any] = {
    "name": "Telegateway",
    "provider": "CUSTOM_PROVIDER",
    "authentication": {"method": "BASIC", "username": "joe", "password": "hush"},
    "requests": [
        {
            "deliveryMethod": "SMS",
            "url": "https://example.com/message",
            "method": "POST",
            "body": "message=${message}&phoneNumber=${to}",
        }
    ],
}
TWILIO: dict[str, Any] = {"provider": "CUSTOM_TWILIO", "sid": SID, "authToken": "hush"}
POLICY: dict[str, Any] = {
    "name": "Staff",
    "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 20}],
}


class PingOne:
    """One environment of a running sandbox and one client of it. Paths are below the environment.

    `worker` is the environment of the token's URL, by default the same one.
    """

    def __init__(
        self,
        sandbox: SandboxProcess,
        environment: str | None = None,
        *,
        client: str | None = None,
        worker: str | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.environment = environment or str(uuid.uuid4())
        self.worker = worker or self.environment
        self.client = client or str(uuid.uuid4())
        self.secret = f"secret-of-{self.client}"
        self.session = requests.Session()
        self.token = ""

    def ask(self, **form: str) -> requests.Response:
        """Ask for a token as the form says, client credentials with Basic unless it says more."""
        auth = None if "client_id" in form else (self.client, self.secret)
        data = {"grant_type": "client_credentials"} | form
        url = f"{self.sandbox.pingone_url}/{self.worker}/as/token"
        return self.session.post(url, data=data, auth=auth, timeout=10)

    def sign_in(self) -> None:
        self.token = self.ask().json()["access_token"]

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        if not self.token:
            self.sign_in()
        url = f"{self.sandbox.pingone_url}/v1/environments/{self.environment}"
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return self.session.request(
            method, f"{url}/{path}" if path else url, **{"timeout": 10, **options}, headers=headers
        )

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Any) -> requests.Response:
        return self.send("POST", path, json=body)

    def put(self, path: str, body: Any) -> requests.Response:
        return self.send("PUT", path, json=body)

    def delete(self, path: str) -> requests.Response:
        return self.send("DELETE", path)

    def setting(self, body: dict[str, Any] | None = None, **over: Any) -> dict[str, Any]:
        """A created setting, as answered."""
        answer = self.post(SETTINGS, (body or CUSTOM) | over)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def policy(self, **over: Any) -> dict[str, Any]:
        answer = self.post(POLICIES, POLICY | over)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def default_policy(self) -> dict[str, Any]:
        found = self.get(POLICIES).json()["_embedded"][POLICIES]
        return next(policy for policy in found if policy["default"])

    def objects(self) -> dict[str, list[dict[str, Any]]]:
        return self.sandbox.objects(self.environment)


def chain(*ids: str, **more: Any) -> dict[str, Any]:
    """A condition with this fallback chain."""
    return {"deliveryMethods": ["SMS"], "fallbackChain": [{"id": one} for one in ids]} | more


def without_hosts(body: dict[str, Any]) -> dict[str, Any]:
    """The body with its links beginning at /v1/, so that answers of two hosts compare."""
    copied = copy.deepcopy(body)
    for link in copied["_links"].values():
        link["href"] = re.sub(r"^.*?(?=/v1/)", "", link["href"])
    return copied


def refused(
    response: requests.Response,
    status: int,
    code: str,
    *,
    details: str | None = None,
    target: str | None = None,
) -> dict[str, Any]:
    """The response is PingOne's error body; its first detail has this code and target."""
    assert response.status_code == status, response.text
    assert response.headers["Correlation-Id"]
    body = response.json()
    assert {"id", "code", "message"} <= set(body) <= {"id", "code", "message", "details"}
    assert uuid.UUID(body["id"])
    assert body["code"] == code, body
    if details is None:
        assert "details" not in body
        return body
    first: dict[str, Any] = body["details"][0]
    assert set(first) <= {"code", "target", "message", "innerError"}
    assert (first["code"], first.get("target")) == (details, target), body
    return first
