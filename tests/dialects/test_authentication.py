"""HTTP Basic at the Plivo door: every failure is the same 401."""

import base64

import pytest

from apps.accounts.credentials import revoke_credential
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.dialects.plivo.authentication import REFUSED
from tests.rest import Door, door_of, error, issue
from tests.world import World


def basic(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def test_the_right_token_opens_its_account(door: Door) -> None:
    assert door.get("Profile/").status_code == 200


@pytest.mark.parametrize("scheme", ["basic", "BASIC", "Basic "])
def test_the_scheme_is_read_in_any_case(door: Door, scheme: str) -> None:
    assert door.get("Profile/", authorization=f"{scheme} {door.basic}").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "Basic",
        "Basic ",
        "Bearer {right}",
        "Basic{right}",
        "Basic !!!!",
        "Basic \u00fc\u00fc",
        "Basic {right}x",
        "Basic {right} {right}",
        "Basic " + basic(b"\xff\xfe:\xff"),
        "Basic " + basic("no colon"),
        "Basic " + basic(":"),
        "Basic " + basic(":{token}"),
        "Basic " + basic("\x00:\x00"),
        "Basic " + "QQ==" * 3000,
        "Digest username=x",
    ],
)
def test_any_other_header_is_refused_with_a_challenge(door: Door, header: str) -> None:
    answer = door.get("Profile/", authorization=header.format(right=door.basic, token=door.token))
    assert error(answer, 401) == REFUSED
    assert answer["WWW-Authenticate"] == 'Basic realm="linecheck"'


def test_no_header_is_refused(door: Door) -> None:
    assert error(door.client.get(f"/v1/Account/{door.account}/Profile/"), 401) == REFUSED  # type: ignore[arg-type]


def test_the_parts_must_be_exact(door: Door) -> None:
    pairs = [
        (door.account, door.token + "x"),
        (door.account, door.token[:-1]),
        (door.account, ""),
        (door.account, door.token.swapcase()),
        (door.account.lower(), door.token),
        ("", door.token),
        (f" {door.account}", door.token),
    ]
    for user, token in pairs:
        sent = f"Basic {basic(f'{user}:{token}')}"
        assert error(door.get("Profile/", authorization=sent), 401) == REFUSED


def test_the_user_must_be_the_account_of_the_path(door: Door) -> None:
    for account in (door.account.lower(), "MA" + "0" * 18, "%00", door.account + "%20"):
        assert error(door.get(f"/v1/Account/{account}/Profile/"), 401) == REFUSED


def test_the_account_s_own_secret_at_plivo_opens_nothing(world: World) -> None:
    ours = Door(world.account, world.configuration.api_secret)
    assert error(ours.get("Profile/"), 401) == REFUSED


def test_a_revoked_token_ends_at_once(world: World) -> None:
    credential, token = issue(world.actor, world.account)
    door = Door(world.account, token)
    assert door.get("Profile/").status_code == 200
    revoke_credential(credential=credential, actor=world.actor)
    assert error(door.get("Profile/"), 401) == REFUSED


def test_a_token_expires(world: World) -> None:
    door = door_of(world, expires_at=db_now() + (db_now() - db_now().replace(year=2000)))
    assert door.get("Profile/").status_code == 200
    clock.shift(40 * 365 * 86400)
    assert error(door.get("Profile/"), 401) == REFUSED


def test_use_is_noted_and_a_refusal_is_not(world: World) -> None:
    credential, token = issue(world.actor, world.account)
    Door(world.account, token + "x").get("Profile/")
    credential.refresh_from_db()
    assert credential.last_used_at is None
    Door(world.account, token).get("Profile/")
    credential.refresh_from_db()
    assert credential.last_used_at is not None


def test_a_token_never_comes_back(world: World, door: Door) -> None:
    answers = [
        door.get("Profile/"),
        door.post("Profile/", {"profile_alias": door.token}),
        door.get("Profile/", authorization=f"Basic {door.token}"),
    ]
    assert all(door.token.encode() not in answer.content for answer in answers)
    assert ApiCredential.objects.get().secret == door.token
