"""Who may do what at the PingOne door: every address and method, every way of not being allowed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.actors import actor_of
from apps.accounts.credentials import revoke_credential
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.providers.models import ProviderConfiguration
from config.urls import POLICIES
from tests import factories
from tests.policies.rest import Door, door_of, issue, refused
from tests.policies.world import POLICY, SETTING, Environment
from tests.sandbox_process import SandboxProcess

METHODS = ("get", "post", "put", "delete")
CASES = [(r, m.upper()) for r in POLICIES for m in METHODS if hasattr(r.view, m)]
IDS = [f"{method} {route.template or 'the environment'}" for route, method in CASES]
STATUS = {"GET": 200, "POST": 201, "PUT": 200, "DELETE": 204}


class Place:
    """One object of each kind, which nothing else needs."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.setting = environment.setting(name="Deletable").public_id
        self.policy = environment.policy(name="Deletable").public_id


# The variables of each address, and the body of its POST or PUT; a new one needs its row here.
TABLE: dict[str, Callable[[Place], tuple[dict[str, str], dict[str, Any]]]] = {
    "environment": lambda p: ({}, {}),
    "settings": lambda p: ({}, {**SETTING, "name": "New"}),
    "setting": lambda p: ({"setting_id": p.setting}, {**SETTING, "name": "Changed"}),
    "policies": lambda p: ({}, {**POLICY, "name": "New"}),
    "policy": lambda p: ({"policy_id": p.policy}, {**POLICY, "name": "Changed"}),
    "policy_settings": lambda p: ({"policy_id": p.policy}, {}),
}


def test_every_address_has_its_row() -> None:
    assert {route.name for route in POLICIES} == set(TABLE)


@pytest.fixture
def place(environment: Environment) -> Place:
    return Place(environment)


def _ask(door: Door, route: Any, method: str, place: Place, account: str = "") -> Any:
    variables, body = TABLE[route.name](place)
    path = f"/v1/environments/{account or place.environment.account}/"
    path += route.template.format(**variables)
    return door.call(method, path, body if method in ("POST", "PUT") else None)


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_who_may_may(place: Place, route: Any, method: str) -> None:
    answer = _ask(door_of(place.environment), route, method, place)
    assert answer.status_code == STATUS[method], answer.content


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_without_a_live_token_nobody_may(place: Place, route: Any, method: str) -> None:
    door = door_of(place.environment)
    for header in ("", "Bearer", "Bearer nonsense", f"Basic {door.secret}", f"Token {door.secret}"):
        door.client.defaults.pop("HTTP_AUTHORIZATION", None)
        variables, body = TABLE[route.name](place)
        path = route.template.format(**variables)
        answer = door.call(method, path, body, authorization=header)
        details = refused(answer, 401, "ACCESS_FAILED")
        assert details[0]["code"] == "INVALID_TOKEN"
        assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("ended", ["revoked", "expired", "its hour is over"])
def test_a_token_ends(place: Place, ended: str) -> None:
    environment = place.environment
    expires = db_now() + timedelta(minutes=5) if ended == "expired" else None
    credential, secret = issue(environment, expires_at=expires)
    door = Door(environment.account, str(credential.public_id), secret)
    assert door.get("notificationsPolicies").status_code == 200
    if ended == "revoked":
        revoke_credential(credential=credential, actor=environment.actor)
    clock.shift({"revoked": 0, "expired": 301, "its hour is over": 3601}[ended])
    refused(door.get("notificationsPolicies"), 401, "ACCESS_FAILED")


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_who_may_read_does_not_write(place: Place, route: Any, method: str) -> None:
    door = door_of(place.environment, rights=ApiCredential.Rights.READ)
    answer = _ask(door, route, method, place)
    if method == "GET":
        assert answer.status_code == 200
    else:
        (detail,) = refused(answer, 403, "ACCESS_FAILED")
        assert detail["code"] == "INSUFFICIENT_PERMISSIONS"


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_who_is_limited_to_other_resources_does_not_even_read(
    place: Place, route: Any, method: str
) -> None:
    family = route.view.family
    if not family:
        return
    other = "policy" if family == "setting" else "setting"
    answer = _ask(door_of(place.environment, families=[other]), route, method, place)
    (detail,) = refused(answer, 403, "ACCESS_FAILED")
    assert detail["code"] == "INSUFFICIENT_PERMISSIONS"


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_a_client_of_another_environment_is_refused(
    place: Place, pingone_sandbox: SandboxProcess, route: Any, method: str
) -> None:
    own = Environment(pingone_sandbox, organization=place.environment.organization)
    refused(_ask(door_of(own), route, method, place), 403, "ACCESS_FAILED")


@pytest.mark.parametrize(("route", "method"), CASES, ids=IDS)
def test_what_is_another_organisations_is_not_there(
    place: Place, pingone_sandbox: SandboxProcess, route: Any, method: str
) -> None:
    """With its own environment in the address, and a stranger's ids."""
    stranger = Environment(pingone_sandbox)
    variables, _ = TABLE[route.name](place)
    answer = _ask(door_of(stranger), route, method, place, account=stranger.account)
    if variables:
        refused(answer, 404, "NOT_FOUND")
    else:
        assert answer.status_code == STATUS[method]
        assert "Deletable" not in answer.content.decode()


def test_a_plivo_token_and_a_token_of_our_own_door_do_not_open_it(place: Place) -> None:
    environment = place.environment
    plivo = factories.ConfigurationFactory(organization=environment.organization)
    door = door_of(environment)
    for kind, account in (
        (ApiCredential.Door.PLIVO, plivo.account_id),
        (ApiCredential.Door.API, ""),
    ):
        _, token = issue(environment, door=kind, account=account)
        answer = door.get("notificationsPolicies", authorization=f"Bearer {token}")
        refused(answer, 401, "ACCESS_FAILED")
        door.secret = token
        assert door.sign_in().status_code == 401


def test_an_environment_that_is_no_longer_connected_is_refused(place: Place) -> None:
    door = door_of(place.environment)
    ProviderConfiguration.objects.filter(pk=place.environment.configuration.pk).update(active=False)
    refused(door.get("notificationsPolicies"), 403, "ACCESS_FAILED")


def test_a_filer_issues_nothing(environment: Environment) -> None:
    from apps.core.errors import NotAllowed

    environment.actor = actor_of(environment.sam.memberships.get())
    with pytest.raises(NotAllowed):
        issue(environment)
