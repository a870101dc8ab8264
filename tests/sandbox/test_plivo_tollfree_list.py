from datetime import datetime, timedelta

import pytest

from tests.sandbox.api import Api, refused

PATH = "TollfreeVerification/"


def tollfree_numbers(api: Api) -> list[str]:
    return [n["number"] for n in api.get("Number/", type="tollfree").json()["objects"]]


def day(api: Api, ago: int) -> str:
    """A date of the world, so many days before today."""
    now = api.sandbox.control("GET", "clock", account=api.account)["now"]
    return (datetime.fromisoformat(now) - timedelta(days=ago)).date().isoformat()


def test_the_list_filters(api: Api) -> None:
    numbers, profile = tollfree_numbers(api), api.profile()
    assert [number[1:4] for number in numbers] == ["833", "844", "855", "888"]
    first = api.tollfree(number=numbers[0], profile_uuid=profile)
    second = api.tollfree(number=numbers[1], usecase="2FA,MARKETING", extra_data="REJECT URL")
    third = api.tollfree(number=numbers[2], usecase="MARKETING", settled=False)

    def uuids(**query: str) -> list[str]:
        return [found["uuid"] for found in api.get(PATH, **query).json()["objects"]]

    assert uuids() == [third, second, first]
    assert uuids(number=numbers[1]) == uuids(number=f"+{numbers[1]}") == [second]
    assert uuids(status="submitted") == [third]
    assert uuids(status="APPROVED") == [first]
    assert uuids(profile_uuid=profile) == [first]
    assert uuids(usecase="2FA") == [first]
    assert uuids(usecase="marketing, 2FA") == [second]
    assert uuids(usecase="2FA,FRAUD_ALERT") == []
    refused(api.get(PATH, status="LOST"), 400, "status must be one of")
    refused(api.get(PATH, usecase="LOST"), 400, "usecase must be one or more of")
    since = day(api, 2)
    page = api.get(PATH, limit=1, status="APPROVED", created__gte=since).json()
    assert page["meta"]["total_count"] == 1
    assert api.get(PATH, limit=2, usecase="2FA").json()["meta"]["next"] is None
    page = api.get(PATH, limit=1, created__gte=since).json()
    query = f"limit=1&offset=1&created__gte={since}"
    assert page["meta"]["next"] == f"/v1/Account/{api.account}/{PATH}?{query}"


def test_the_list_shows_seven_days_unless_told_otherwise(api: Api) -> None:
    numbers = tollfree_numbers(api)
    old = api.tollfree(number=numbers[0])
    api.sandbox.advance(5 * 86400, api.account)
    middle = api.tollfree(number=numbers[1])
    api.sandbox.advance(5 * 86400, api.account)

    def uuids(**query: str) -> list[str]:
        return [found["uuid"] for found in api.get(PATH, **query).json()["objects"]]

    born_old, born_middle = (
        api.get(f"{PATH}{one}/").json()["created"][:10] for one in (old, middle)
    )
    after = (datetime.fromisoformat(born_middle) + timedelta(days=1)).date().isoformat()
    assert uuids() == [middle]
    assert uuids(number=numbers[0]) == []
    assert uuids(created__gte=born_old) == [middle, old]
    assert uuids(created__gt=born_old) == [middle]
    assert uuids(created=born_old) == [old]
    assert uuids(created__lte=born_middle) == [middle, old]
    assert uuids(created__lt=born_middle) == [old]
    assert uuids(created__gte=born_old, created__lt=born_middle) == [old]
    assert uuids(created__gt=born_old, created__gte=born_old, created__lte=after) == [middle]
    assert uuids(created__gte=after) == []
    assert uuids(created__gte="2099-12-31", created__lte="2000-01-01") == []


@pytest.mark.parametrize(
    "query",
    [
        {"created__gte": "2026-01-01", "created__lte": "2026-02-01"},
        {"created__gt": "2026-01-01", "created__lt": "2026-02-01"},
        {"created__gte": "2020-01-01"},
    ],
)
def test_a_range_of_more_than_thirty_days_is_refused(api: Api, query: dict[str, str]) -> None:
    refused(api.get(PATH, **query), 400, "30 days")


def test_thirty_days_are_not_too_many(api: Api) -> None:
    assert api.get(PATH, created__gte="2026-01-01", created__lte="2026-01-31").status_code == 200
    assert api.get(PATH, created__gte=day(api, 29)).status_code == 200
    refused(api.get(PATH, created__gte=day(api, 31)), 400, "30 days")


@pytest.mark.parametrize(
    "date", ["yesterday", "2026-13-01", "2026-02-30", "20260101", "0001-01-01"]
)
@pytest.mark.parametrize("name", ["created", "created__gt", "created__lte"])
def test_a_date_that_is_none_is_refused(api: Api, name: str, date: str) -> None:
    refused(api.get(PATH, **{name: date}), 400, f"{name} must be a date, YYYY-MM-DD.")
