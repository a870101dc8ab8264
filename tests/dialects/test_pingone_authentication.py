"""Bearer at the PingOne door: who is let in, where, and to do what."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.credentials import revoke_credential
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.dialects.pingone.access_tokens import LASTS, SIGNER, new_token
from apps.dialects.pingone.authentication import ELSEWHERE, REFUSED
from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.views import PingOneView
from tests.pingone_rest import Environment, PingOneDoor, door_of, issue, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class Policies(PingOneView):
    family = "policy"

    def get(self, request: Request, env_id: str) -> Response:
        return Response({"env": env_id, "kind": self.actor.kind, "name": self.credential.name})

    def post(self, request: Request, env_id: str) -> Response:
        self.actor.require("policy.edit")
        return Response({}, status=201)

    def put(self, request: Request, env_id: str) -> Response:
        return Response({})

    def delete(self, request: Request, env_id: str) -> Response:
        return Response(status=204)


class Common(Policies):
    family = ""

    def post(self, request: Request, env_id: str) -> Response:
        self.actor.require("brand.submit")
        raise AssertionError("nobody here may")


class Brands(Policies):
    family = "brand"


urlpatterns = served(
    [
        Route("policies", Policies, "policies"),
        Route("common", Common, "common"),
        Route("brands", Brands, "brands"),
    ]
)
BEARER = 'Bearer realm="linecheck"'


@pytest.fixture
def environment() -> Environment:
    return Environment()


@pytest.fixture
def door(environment: Environment) -> PingOneDoor:
    return door_of(environment)


def refused(door: PingOneDoor, **over: str) -> None:
    answer = door.get("policies", **over)
    (said,) = refusal(answer, 401, "ACCESS_FAILED")
    assert said == {"code": "INVALID_TOKEN", "message": REFUSED}
    assert answer["WWW-Authenticate"].startswith(BEARER)


def test_the_right_token_opens_its_environment(door: PingOneDoor) -> None:
    answer = door.get("policies")
    said = {"env": door.env_id, "kind": "token", "name": "Integrator"}
    assert (answer.status_code, json.loads(answer.content)) == (200, said)


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
def test_the_scheme_is_read_in_any_case(door: PingOneDoor, scheme: str) -> None:
    assert door.get("policies", authorization=f"{scheme} {door.token}").status_code == 200


def test_the_environment_is_read_in_any_case(environment: Environment, door: PingOneDoor) -> None:
    door.env_id = door.env_id.upper()
    assert json.loads(door.get("policies").content)["env"] == environment.env_id


@pytest.mark.parametrize(
    "header",
    [
        " ",
        "Bearer",
        "Bearer ",
        "Bearer{token}",
        "Bearer x",
        "Bearer {token}x",
        "Bearer {token} {token}",
        "Bearer x{token}",
        "Bearer \u00fc",
        "Bearer \x00",
        "Bearer " + "." * 5000,
        "Basic {token}",
        "Token {token}",
    ],
)
def test_any_other_header_is_refused(door: PingOneDoor, header: str) -> None:
    refused(door, authorization=header.format(token=door.token))


def test_without_a_header_no_token_is_called_wrong(door: PingOneDoor) -> None:
    answer = door.client.get(f"/v1/environments/{door.env_id}/policies")
    refusal(answer, 401, "ACCESS_FAILED")  # type: ignore[arg-type]
    assert answer["WWW-Authenticate"] == BEARER
    assert door.get("policies", authorization="Bearer x")["WWW-Authenticate"] == (
        f'{BEARER}, error="invalid_token"'
    )


def test_a_token_cannot_be_made_from_what_is_known(door: PingOneDoor) -> None:
    payload = SIGNER.unsign_object(door.token)
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    forged = [
        Signer(sep=".", salt="another").sign_object(payload),
        Signer(key="another", sep=".", salt=SIGNER.salt).sign_object(payload),
        f"{body}.{door.token.rpartition('.')[2][:-1]}",
        body,
    ]
    for token in forged:
        refused(door, authorization=f"Bearer {token}")


@pytest.mark.parametrize(
    "payload", [{}, {"client": "x", "at": 0}, {"client": 5}, {"at": None}, [1], "x"]
)
def test_what_is_signed_but_no_token_is_refused(door: PingOneDoor, payload: Any) -> None:
    refused(door, authorization=f"Bearer {SIGNER.sign_object(payload)}")


def test_a_client_secret_is_no_access_token(environment: Environment) -> None:
    _, secret = issue(environment.owner, environment.env_id)
    refused(PingOneDoor(environment.env_id, secret))


def test_it_ends_after_an_hour(door: PingOneDoor) -> None:
    clock.shift(LASTS - 60)
    assert door.get("policies").status_code == 200
    clock.shift(61)
    refused(door)


def test_it_ends_with_its_client(environment: Environment) -> None:
    brief = door_of(environment, expires_at=db_now() + timedelta(seconds=600))
    assert brief.get("policies").status_code == 200
    clock.shift(601)
    refused(brief)


def test_revoking_the_client_ends_every_token_at_once(environment: Environment) -> None:
    credential, _ = issue(environment.owner, environment.env_id)
    doors = [PingOneDoor(environment.env_id, new_token(credential)[0]) for _ in range(2)]
    assert [door.get("policies").status_code for door in doors] == [200, 200]
    revoke_credential(credential=credential, actor=environment.owner)
    for door in doors:
        refused(door)


@pytest.mark.parametrize("other", [ApiCredential.Door.API, ApiCredential.Door.PLIVO])
def test_a_credential_of_another_door_has_no_tokens(environment: Environment, other: Any) -> None:
    refused(door_of(environment, door=other))


@pytest.mark.parametrize("where", ["{other}", "nowhere", "%00", "{own}x", "{own}%20"])
def test_another_environment_is_not_opened(door: PingOneDoor, where: str) -> None:
    env_id = where.format(other=Environment().env_id, own=door.env_id)
    answer = door.get(f"/v1/environments/{env_id}/policies")
    said = refusal(answer, 403, "ACCESS_FAILED")
    assert said == [{"code": "INSUFFICIENT_PERMISSIONS", "message": ELSEWHERE}]


def test_reading_does_not_write(environment: Environment) -> None:
    reader = door_of(environment, rights=ApiCredential.Rights.READ)
    assert reader.get("policies").status_code == 200
    assert reader.call("HEAD", "policies").status_code == 200
    for method in ("POST", "PUT", "DELETE"):
        (said,) = refusal(reader.call(method, "policies", {}), 403, "ACCESS_FAILED")
        assert said["code"] == "INSUFFICIENT_PERMISSIONS"
        assert "may only read" in said["message"]


def test_a_family_that_is_not_opened_is_not_read(environment: Environment) -> None:
    limited = door_of(environment, families=["setting"])
    (said,) = refusal(limited.get("policies"), 403, "ACCESS_FAILED")
    assert "not for policy resources" in said["message"]
    assert limited.get("common").status_code == 200
    assert door_of(environment, families=["policy"]).post("policies").status_code == 201


def test_nothing_of_another_provider_is_behind_this_door(door: PingOneDoor) -> None:
    assert "not for brand" in refusal(door.get("brands"), 403, "ACCESS_FAILED")[0]["message"]
    (said,) = refusal(door.post("common"), 403, "ACCESS_FAILED")
    assert said["code"] == "INSUFFICIENT_PERMISSIONS"


def test_use_is_noted_and_a_refusal_is_not(environment: Environment) -> None:
    credential, _ = issue(environment.owner, environment.env_id)
    door = PingOneDoor(environment.env_id, new_token(credential)[0])
    door.get(f"/v1/environments/{Environment().env_id}/policies")
    credential.refresh_from_db()
    assert credential.last_used_at is None
    door.get("policies")
    credential.refresh_from_db()
    assert credential.last_used_at is not None
