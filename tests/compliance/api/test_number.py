"""``/10dlc/Campaign/{id}/Number/``: link, read, unlink."""

from typing import Any

import pytest

from apps.compliance.models import Campaign, CampaignNumber
from apps.numberpools.models import PhoneNumber
from tests.rest import Door, body, error
from tests.world import World


@pytest.fixture
def campaign(world: World) -> Campaign:
    return world.active_campaign()


def path_of(campaign: Campaign, number: str = "") -> str:
    return f"10dlc/Campaign/{campaign.public_id}/Number/" + (f"{number}/" if number else "")


def test_a_link_is_asked_for_and_told(world: World, door: Door, campaign: Campaign) -> None:
    first, second = world.numbers(2)
    answer = door.post(path_of(campaign), {"numbers": [first, second]})
    assert (answer.status_code, answer["Linecheck-Sync"]) == (202, "waiting")
    assert set(body(answer)) == {"api_id", "message"}
    assert body(answer)["message"] == (
        f"Request to link {first}, {second} to campaign {campaign.public_id} "
        "was received and is being processed"
    )


def test_a_link_is_read_through_its_states(world: World, door: Door, campaign: Campaign) -> None:
    number = world.numbers(1)[0]
    door.post(path_of(campaign), {"numbers": [number]})
    said = body(door.get(path_of(campaign, number)))
    assert {**said, "api_id": ""} == {
        "api_id": "",
        "campaign_id": campaign.public_id,
        "campaign_alias": campaign.campaign_alias,
        "usecase": campaign.usecase,
        "phone_numbers": [{"number": number, "status": "PROCESSING"}],
        "phone_numbers_summary": {"PROCESSING": 1},
        "number_pool_limit": 49,
    }
    world.drain()
    assert door.get(path_of(campaign, number))["Linecheck-Sync"] == "in-sync"
    world.reviewed()
    after = body(door.get(path_of(campaign, number)))
    assert after["phone_numbers"] == [{"number": number, "status": "COMPLETED"}]
    assert after["phone_numbers_summary"] == {"COMPLETED": 1}


def test_a_link_carriers_refused_reads_failed(world: World, door: Door, campaign: Campaign) -> None:
    world.numbers()
    number = PhoneNumber.objects.get(number__endswith="0000").number
    door.post(path_of(campaign), {"numbers": [number]})
    world.drain()
    world.reviewed()
    said = body(door.get(path_of(campaign, number)))
    assert said["phone_numbers"] == [{"number": number, "status": "FAILED"}]


def test_a_number_waits_for_its_campaign(world: World, door: Door) -> None:
    campaign = world.campaign()
    number = world.numbers(1)[0]
    assert door.post(path_of(campaign), {"numbers": [number]}).status_code == 202
    world.drain()
    answer = door.get(path_of(campaign, number))
    assert answer["Linecheck-Sync"] == "waiting"
    assert body(answer)["phone_numbers"][0]["status"] == "PROCESSING"
    for _ in range(3):
        world.reviewed()
    assert body(door.get(path_of(campaign, number)))["phone_numbers"][0]["status"] == "COMPLETED"


def test_the_list_has_all_numbers_and_no_meta(world: World, door: Door, campaign: Campaign) -> None:
    assert body(door.get(path_of(campaign)))["phone_numbers"] == []
    numbers = world.numbers(4)
    world.link(campaign, numbers)
    said = body(door.get(path_of(campaign)))
    assert {one["number"] for one in said["phone_numbers"]} == set(numbers)
    assert said["phone_numbers_summary"] == {"PROCESSING": 4}
    assert "meta" not in said


def test_who_walks_pages_of_numbers_sees_each_once(
    world: World, door: Door, campaign: Campaign
) -> None:
    numbers = world.numbers(5)
    world.link(campaign, numbers)
    seen: list[str] = []
    for offset in range(0, 100, 2):
        said = body(door.get(f"{path_of(campaign)}?limit=2&offset={offset}"))
        assert said["phone_numbers_summary"] == {"PROCESSING": 5}
        if not said["phone_numbers"]:
            break
        seen += [one["number"] for one in said["phone_numbers"]]
    assert sorted(seen) == sorted(numbers)
    assert error(door.get(f"{path_of(campaign)}?limit=0")).startswith("limit: ")


@pytest.mark.parametrize("shape", ["{}", "+{}", "plain", "twice"])
def test_numbers_are_read_in_any_spelling(
    world: World, door: Door, campaign: Campaign, shape: str
) -> None:
    number = world.numbers(1)[0]
    sent: dict[str, Any] = {
        "plain": {"numbers": number},
        "twice": {"numbers": [number, int(number), f"+{number}"]},
    }.get(shape, {"numbers": [shape.format(number)]})
    assert door.post(path_of(campaign), sent).status_code == 202
    assert [link.number for link in CampaignNumber.objects.all()] == [number]
    assert door.get(path_of(campaign, f"+{number}")).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"numbers": []},
        {"numbers": ""},
        {"numbers": None},
        {"numbers": [""]},
        {"numbers": [None, []]},
        {"numbers": ["x"]},
        {"numbers": [{"number": "1"}]},
        {"numbers": {"a": 1}},
        {"numbers": True},
        {"numbers": ["9" * 400]},
        {"numbers": ["١٢٣٤٥٦٧٨٩"]},
        {"numbers": ["²²²²²²²²"]},
        {"numbers": ["12025550100"]},
        {"numbers": ["447700900123"]},
        {"numbers": [str(12025550100 + n) for n in range(1001)]},
    ],
)
def test_a_number_that_cannot_be_linked_is_refused(
    door: Door, campaign: Campaign, sent: dict[str, Any]
) -> None:
    assert error(door.post(path_of(campaign), sent)).startswith("numbers: ")
    assert not CampaignNumber.objects.exists()


def test_all_or_none_are_linked(world: World, door: Door, campaign: Campaign) -> None:
    good, tollfree = world.numbers(1)[0], world.tollfree_numbers(1)[0]
    said = error(door.post(path_of(campaign), {"numbers": [good, tollfree, "12025550100"]}))
    assert f"+{tollfree}: This is a toll-free number." in said
    assert "+12025550100: This account does not have this number." in said
    assert good not in said
    assert not CampaignNumber.objects.exists()


@pytest.mark.parametrize(
    ("over", "key"), [({"url": "nowhere"}, "url"), ({"method": "PUT"}, "method")]
)
def test_a_bad_callback_is_named(
    world: World, door: Door, campaign: Campaign, over: dict[str, Any], key: str
) -> None:
    sent = {"numbers": world.numbers(1), **over}
    assert error(door.post(path_of(campaign), sent)).startswith(f"{key}: ")


def test_a_number_already_linked_is_refused(world: World, door: Door, campaign: Campaign) -> None:
    number = world.numbers(1)[0]
    door.post(path_of(campaign), {"numbers": [number]})
    said = error(door.post(path_of(campaign), {"numbers": [number]}))
    assert f"+{number}: This number is already linked to" in said


def test_a_declined_campaign_takes_no_number(world: World, door: Door) -> None:
    campaign = world.active_campaign(sample1="DECLINE 1001 " + "x" * 20)
    said = error(door.post(path_of(campaign), {"numbers": world.numbers(1)}))
    assert "This campaign is failed." in said


def test_a_number_unknown_here_is_learnt_from_plivo(
    world: World, door: Door, campaign: Campaign
) -> None:
    number = world.numbers(1)[0]
    PhoneNumber.objects.all().delete()
    assert door.post(path_of(campaign), {"numbers": [number]}).status_code == 202
    assert PhoneNumber.objects.get().number == number


def test_a_number_rented_since_is_learnt_from_plivo(
    world: World, door: Door, campaign: Campaign
) -> None:
    world.numbers()
    world.sandbox.drift(world.account, "number", "12125550123", action="create")
    assert door.post(path_of(campaign), {"numbers": ["12125550123"]}).status_code == 202


def test_a_number_plivo_cannot_be_asked_about_stays_unknown(
    world: World, door: Door, campaign: Campaign
) -> None:
    world.fault(kind="status", status=503, path="Number", times=None)
    assert "does not have this number" in error(
        door.post(path_of(campaign), {"numbers": ["12125550123"]})
    )


@pytest.mark.parametrize("how", ["body", "query", "nothing"])
def test_an_unlink_is_asked_for_and_told(
    world: World, door: Door, campaign: Campaign, how: str
) -> None:
    number = world.numbers(1)[0]
    world.link(campaign, [number])
    world.drain()
    world.reviewed()
    path, hook = path_of(campaign, number), "https://acme.com/hook"
    if how == "body":
        answer = door.delete(path, {"url": hook, "method": "GET"})
    elif how == "query":
        answer = door.delete(f"{path}?url={hook}&method=get")
    else:
        answer = door.delete(path)
    assert (answer.status_code, answer["Linecheck-Sync"]) == (202, "waiting")
    assert body(answer)["message"] == (
        f"Request to unlink {number} from campaign {campaign.public_id} "
        "was received and is being processed"
    )
    link = CampaignNumber.objects.get()
    told = ("", "POST") if how == "nothing" else (hook, "GET")
    assert (link.callback_url, link.callback_method) == told
    error(door.get(path), 404)
    error(door.delete(path), 404)
    assert body(door.get(path_of(campaign)))["phone_numbers"] == []
    world.drain()
    world.reviewed()
    assert world.objects("links") == []
    assert door.post(path_of(campaign), {"numbers": [number]}).status_code == 202


def test_a_bad_callback_does_not_unlink(world: World, door: Door, campaign: Campaign) -> None:
    number = world.numbers(1)[0]
    world.link(campaign, [number])
    assert error(door.delete(path_of(campaign, number), {"url": "x"})).startswith("url: ")
    assert not CampaignNumber.objects.get().retiring


@pytest.mark.parametrize("number", ["12025550100", "x", "+", "9" * 300])
def test_a_number_that_is_not_linked_is_404(door: Door, campaign: Campaign, number: str) -> None:
    words = f"The number {number} is not linked to this campaign"
    assert error(door.get(path_of(campaign, number)), 404) == words
    assert error(door.delete(path_of(campaign, number)), 404) == words


def test_an_unknown_campaign_is_404(world: World, door: Door) -> None:
    for call in (door.get, door.post):
        error(call("10dlc/Campaign/C000000/Number/"), 404)
