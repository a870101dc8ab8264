"""Integrators' requests at the same rows at the same time; PostgreSQL shows the races."""

import json
import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from apps.accounts.credentials import revoke_credential
from apps.accounts.models import ApiCredential
from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Evidence,
    Profile,
    TollfreeVerification,
)
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.sync.models import Sync
from tests.compliance.api import bodies
from tests.conftest import SandboxProcess
from tests.rest import Door, door_of, issue
from tests.sync.test_races import _work, at_once
from tests.world import CAMPAIGN, World, picture

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
TIMES = 6


@pytest.fixture
def world(transactional_db: None, plivo_sandbox: SandboxProcess) -> World:
    return World(plivo_sandbox)


@pytest.fixture
def door(world: World) -> Door:
    return door_of(world)


def statuses(*calls: Callable[[], Any]) -> list[int]:
    """What each was answered when all were asked at once."""
    said = [0] * len(calls)

    def asked(n: int) -> None:
        said[n] = calls[n]().status_code

    assert at_once(*[partial(asked, n) for n in range(len(calls))]) == []
    return said


def together(*calls: Callable[[], Any]) -> Counter[int]:
    """How often each status was answered."""
    return Counter(statuses(*calls))


def company(world: World, n: int, **over: Any) -> Profile:
    over = {"profile_alias": f"Company {n}", "company_name": f"Company {n} LLC", "ein": "", **over}
    return world.profile(**over)


def test_a_number_is_filed_once(world: World, door: Door) -> None:
    number = world.tollfree_numbers(1)[0]
    companies = [company(world, n) for n in range(TIMES)]
    sent = [bodies.verification(row.public_id, number) for row in companies]
    said = together(*[partial(door.post, "TollfreeVerification/", body) for body in sent])
    assert said == {201: 1, 400: TIMES - 1}
    assert TollfreeVerification.objects.count() == 1


def test_a_company_has_one_brand(world: World, door: Door) -> None:
    profile = world.profile()
    body = bodies.brand(profile.public_id)
    said = together(*[lambda: door.post("10dlc/Brand/", body)] * TIMES)
    assert said == {200: 1, 400: TIMES - 1}
    assert Brand.objects.count() == 1


def test_an_alias_names_one_campaign_of_a_brand(world: World, door: Door) -> None:
    brand = world.brand()
    body = bodies.campaign(brand.public_id)
    said = together(*[lambda: door.post("10dlc/Campaign/", body)] * TIMES)
    assert said == {200: 1, 400: TIMES - 1}
    assert Campaign.objects.count() == 1


def test_an_alias_names_one_company(world: World, door: Door) -> None:
    said = together(*[lambda: door.post("Profile/", bodies.PROFILE)] * TIMES)
    assert said == {200: 1, 400: TIMES - 1}
    assert Profile.objects.count() == 1


def test_an_alias_names_one_brand(world: World, door: Door) -> None:
    companies = [company(world, n, ein=f"12-123456{n}") for n in range(TIMES)]
    sent = [bodies.brand(row.public_id) for row in companies]
    said = together(*[partial(door.post, "10dlc/Brand/", body) for body in sent])
    assert said == {200: 1, 400: TIMES - 1}


def test_a_number_is_linked_to_one_campaign(world: World, door: Door) -> None:
    number = world.numbers(1)
    brand = world.brand()
    campaigns = [world.campaign(brand, campaign_alias=f"C {n}") for n in range(TIMES)]
    paths = [f"10dlc/Campaign/{row.public_id}/Number/" for row in campaigns]
    said = together(*[partial(door.post, path, {"numbers": number}) for path in paths])
    assert said == {202: 1, 400: TIMES - 1}
    assert CampaignNumber.objects.count() == 1


def test_a_campaign_is_imported_once(world: World, door: Door) -> None:
    body = {"campaign_id": "CTCR001", "campaign_alias": CAMPAIGN["campaign_alias"]}
    said = together(*[lambda: door.post("10dlc/Campaign/Import/", body)] * TIMES)
    assert said == {200: 1, 400: TIMES - 1}
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_of_updates_to_one_version_one_wins(world: World, door: Door, guarded: bool) -> None:
    row = world.verification()
    world.drain()
    path = f"TollfreeVerification/{row.public_id}/"
    etag = door.get(path)["ETag"]
    headers = {"if-match": etag} if guarded else {}
    said = together(
        *[
            lambda n=n: door.post(path, {"extra_data": f"Ticket {n}"}, **headers)
            for n in range(TIMES)
        ]
    )
    assert said == ({202: 1, 412: TIMES - 1} if guarded else {202: TIMES})
    world.drain()
    row.refresh_from_db()
    assert world.objects("tollfrees")[0]["extra_data"] == row.extra_data
    assert Sync.objects.get(pk=row.sync_id).state == "in_sync"


def test_the_same_file_is_kept_once(world: World, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    _, token = issue(world.actor, "", door=ApiCredential.Door.API)
    content = picture("same")

    def upload() -> Any:
        file = SimpleUploadedFile("a.png", content, "image/png")
        headers = {"authorization": f"Token {token}"}
        return Client().post("/api/v1/evidence/", {"evidence": file}, headers=headers)

    assert together(*[upload] * TIMES) == {201: TIMES}
    assert Evidence.objects.count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_token_ends_in_the_middle_of_its_use(world: World) -> None:
    credential, token = issue(world.actor, world.account)
    door = Door(world.account, token)
    said = Counter[int]()

    def use() -> None:
        for _ in range(10):
            said[door.get("Profile/").status_code] += 1

    def revoke() -> None:
        revoke_credential(credential=credential, actor=world.actor)

    assert at_once(use, use, revoke, use) == []
    assert set(said) <= {200, 401}
    assert door.get("Profile/").status_code == 401


def test_two_pulls_at_once_read_each_in_once(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    for number in world.tollfree_numbers(4):
        body = {"number": number, "profile_uuid": profile.remote_id, "status": "SUBMITTED"}
        world.sandbox.drift(world.account, "tollfree", action="create", changes=body)

    def pull() -> None:
        pull_verifications(configuration=world.configuration, actor=world.actor)

    assert at_once(pull, pull, pull) == []
    assert TollfreeVerification.objects.count() == 4


def test_a_company_is_not_deleted_beneath_a_filing(world: World, door: Door) -> None:
    numbers = world.tollfree_numbers(4)
    for n, number in enumerate(numbers):
        profile = company(world, n)
        body = bodies.verification(profile.public_id, number)
        path = f"Profile/{profile.public_id}/"
        said = statuses(
            partial(door.post, "TollfreeVerification/", body), partial(door.delete, path)
        )
        assert said in ([201, 400], [400, 200])


def test_a_verification_is_not_moved_to_a_company_that_goes(world: World, door: Door) -> None:
    for n, number in enumerate(world.tollfree_numbers(4)):
        row = world.verification(company(world, n), number=number)
        other = company(world, n + 10)
        path = f"TollfreeVerification/{row.public_id}/"
        body = {"profile_uuid": other.public_id}
        delete = partial(door.delete, f"Profile/{other.public_id}/")
        said = statuses(partial(door.post, path, body), delete)
        assert said in ([202, 400], [400, 200])


def test_editors_deleters_and_workers_never_stand_in_each_others_way(
    world: World, door: Door
) -> None:
    numbers = world.tollfree_numbers(4)
    companies = [company(world, n) for n in range(3)]
    world.drain()
    rows = [world.verification(companies[0], number=number) for number in numbers]
    world.drain()
    left = [4]
    said = Counter[str]()

    def edit(seed: int) -> Callable[[], None]:
        dice = random.Random(seed)

        def run() -> None:
            try:
                for n in range(15):
                    row = dice.choice(rows)
                    path = f"TollfreeVerification/{row.public_id}/"
                    body: dict[str, Any] = {"extra_data": f"Ticket {seed}-{n}"}
                    if dice.random() < 0.3:
                        body["profile_uuid"] = dice.choice(companies).public_id
                    if dice.random() < 0.1:
                        answer = door.delete(path)
                    elif dice.random() < 0.2:
                        new = bodies.verification(companies[1].public_id, row.number)
                        answer = door.post("TollfreeVerification/", new)
                    else:
                        answer = door.post(path, body)
                    text = answer.content.decode()
                    said[str(answer.status_code)] += 1
                    assert answer.status_code < 500, text
            finally:
                left[0] -= 1

        return run

    def work() -> None:
        while left[0] or _work(world):
            _work(world)

    assert at_once(*[edit(n) for n in range(4)], work, work, work) == []
    world.drain()
    for row in TollfreeVerification.objects.live():
        assert Sync.objects.get(pk=row.sync_id).state == "in_sync", json.dumps(row.sync.detail)
        theirs = [one for one in world.objects("tollfrees") if one["uuid"] == row.remote_id]
        assert [one["extra_data"] for one in theirs] == [row.extra_data]
