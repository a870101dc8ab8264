"""The list of ``/TollfreeVerification/`` and its filters."""

from datetime import timedelta

import pytest

from apps.compliance.models import TollfreeVerification
from apps.core.clock import db_now
from tests.rest import Door, body, error
from tests.world import World

PATH = "TollfreeVerification/"


@pytest.fixture
def filed(world: World) -> None:
    world.verification()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Waiting", "Rejected", "Approved"]),
        ("status=APPROVED", ["Approved"]),
        ("status=approved", ["Approved"]),
        ("status=Submitted", ["Waiting"]),
        ("status=FAILED", []),
        ("number={approved}", ["Approved"]),
        ("number=%2B{approved}", ["Approved"]),
        ("number=18005550100", []),
        ("profile_uuid={ours}", ["Rejected", "Approved"]),
        ("profile_uuid={theirs}", ["Rejected", "Approved"]),
        ("profile_uuid=nobody", []),
        ("usecase=2FA", ["Waiting"]),
        ("usecase=2fa, customer care", ["Rejected", "Approved"]),
        ("usecase=CUSTOMER_CARE,2FA", ["Rejected", "Approved"]),
        ("usecase=CUSTOMER_CARE", []),
        ("usecase=2FA,CUSTOMER_CARE&status=rejected", ["Rejected"]),
    ],
)
def test_lists_are_filtered(world: World, door: Door, asked: str, found: list[str]) -> None:
    numbers = world.tollfree_numbers(3)
    profile = world.profile()
    both = {"usecase": ["2FA", "CUSTOMER_CARE"]}
    world.verification(profile, number=numbers[0], extra_data="Approved", **both)
    words = {"extra_data": "Rejected", "additional_information": "REJECT AGE"}
    world.verification(profile, number=numbers[1], **words, **both)
    world.drain()
    world.reviewed()
    other = world.profile(profile_alias="Other")
    world.verification(other, number=numbers[2], extra_data="Waiting", usecase=["2FA"])
    profile.refresh_from_db()
    query = asked.format(approved=numbers[0], ours=profile.public_id, theirs=profile.remote_id)
    page = body(door.get(f"{PATH}?{query}"))
    assert [one["extra_data"] for one in page["objects"]] == found
    assert page["meta"]["total_count"] == len(found)


@pytest.mark.parametrize(
    ("name", "shift", "found"),
    [
        ("created", 0, True),
        ("created", -1, False),
        ("created", 1, False),
        ("created__gt", 0, False),
        ("created__gt", -1, True),
        ("created__gte", 0, True),
        ("created__gte", 1, False),
        ("created__lt", 0, False),
        ("created__lt", 1, True),
        ("created__lte", 0, True),
        ("created__lte", -1, False),
    ],
)
def test_days_are_whole_and_in_utc(
    door: Door, filed: None, name: str, shift: int, found: bool
) -> None:
    # Away from midnight, wherever the suite runs.
    noon = db_now().replace(hour=12, minute=0)
    TollfreeVerification.objects.update(created_at=noon)
    day = (noon + timedelta(days=shift)).date()
    assert body(door.get(f"{PATH}?{name}={day}"))["meta"]["total_count"] == int(found)


def test_old_verifications_are_listed_too(door: Door, filed: None) -> None:
    TollfreeVerification.objects.update(created_at=db_now() - timedelta(days=400))
    assert body(door.get(PATH))["meta"]["total_count"] == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["created", "created__gt", "created__lte"])
def test_the_ends_of_time_are_days(door: Door, filed: None, name: str, day: str) -> None:
    assert door.get(f"{PATH}?{name}={day}").status_code == 200


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "01/02/2026", "2026-01-01T00:00", "1"])
@pytest.mark.parametrize("name", ["created", "created__gt", "created__gte", "created__lt"])
def test_what_is_no_day_is_refused(door: Door, name: str, day: str) -> None:
    assert error(door.get(f"{PATH}?{name}={day}")) == f"{name}: Give a day as YYYY-MM-DD."
