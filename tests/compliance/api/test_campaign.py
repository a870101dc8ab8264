"""``/10dlc/Campaign/``: every operation, parameter and filter."""

from typing import Any

import pytest

from apps.compliance.models import Brand, Campaign
from tests.compliance.api import bodies
from tests.rest import Door, body, error
from tests.world import CAMPAIGN, World

PATH = "10dlc/Campaign/"
TEXTS = [key for key in CAMPAIGN if isinstance(CAMPAIGN[key], str)]
ATTRIBUTES = [key for key in CAMPAIGN if isinstance(CAMPAIGN[key], bool)]


@pytest.fixture
def brand_id(world: World) -> str:
    return world.brand().public_id


def test_a_create_answers_in_all_spellings(door: Door, brand_id: str) -> None:
    answer = door.post(PATH, bodies.campaign(brand_id))
    assert (answer.status_code, answer["Linecheck-Sync"]) == (200, "waiting")
    said = body(answer)
    assert {"api_id", "campaign_id", "campaignId", "message"} <= set(said)
    assert said["campaign_id"] == said["campaignId"]
    assert len(said["campaign_id"]) == 7 and said["campaign_id"].startswith("C")
    assert said["message"] == "Request to create campaign was received and is being processed."


def test_what_was_filed_is_read_back(door: Door, brand_id: str) -> None:
    more = {
        "sample3": "Acme Bakery: your third sample, 1236.",
        "terms_and_conditions_link": "https://acmebakery.com/terms",
        "privacy_policy_link": "https://acmebakery.com/privacy",
        "reseller_id": "R1",
        "usecase": "MIXED",
        "sub_usecases": ["CUSTOMER_CARE", "2FA"],
    }
    campaign_id = body(door.post(PATH, bodies.campaign(brand_id, **more)))["campaign_id"]
    answer = door.get(f"{PATH}{campaign_id}/")
    assert answer["Linecheck-Sync"] == "waiting"
    assert set(body(answer)) == {"api_id", "campaign"}
    campaign = body(answer)["campaign"]
    assert (campaign["campaign_id"], campaign["brand_id"]) == (campaign_id, brand_id)
    assert campaign["registration_status"] == "PROCESSING"
    assert campaign["campaign_source"] == "plivo"
    assert campaign["sub_usecase"] == "CUSTOMER_CARE,2FA"
    assert "sub_usecases" not in campaign
    assert campaign["campaign_attributes"] == {name: CAMPAIGN[name] for name in ATTRIBUTES}
    wanted = {**CAMPAIGN, **more}
    for key in (*TEXTS, "sample3", "terms_and_conditions_link", "reseller_id"):
        assert campaign[key] == wanted[key]


def test_a_campaign_waits_for_its_brand_and_is_reviewed(world: World, door: Door) -> None:
    brand = world.brand()
    campaign_id = body(door.post(PATH, bodies.campaign(brand.public_id)))["campaign_id"]
    world.drain()
    path = f"{PATH}{campaign_id}/"
    assert door.get(path)["Linecheck-Sync"] == "waiting"
    assert world.objects("campaigns") == []
    world.reviewed()
    world.drain()
    assert door.get(path)["Linecheck-Sync"] == "in-sync"
    assert body(door.get(path))["campaign"]["registration_status"] == "PROCESSING"
    world.reviewed()
    done = body(door.get(path))["campaign"]
    assert done["registration_status"] == "ACTIVE"
    assert done["mno_metadata"]["AT&T"]["tpm"] == 4500
    assert done["remote_id"] == world.objects("campaigns")[0]["campaign_id"] != campaign_id


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"usecase": "2fa"}, {"usecase": "2FA"}),
        ({"vertical": "real estate"}, {"vertical": "REAL_ESTATE"}),
        (
            {"usecase": "low_volume", "sub_usecases": "2fa, customer care"},
            {"usecase": "LOW_VOLUME", "sub_usecases": ["2FA", "CUSTOMER_CARE"]},
        ),
        (
            {"usecase": "MIXED", "sub_usecase": "2FA,MARKETING"},
            {"sub_usecases": ["2FA", "MARKETING"]},
        ),
        (
            {
                "usecase": "MIXED",
                "sub_usecases": ["2FA", "MARKETING"],
                "sub_usecase": "2FA,FRAUD_ALERT",
            },
            {"sub_usecases": ["2FA", "MARKETING"]},
        ),
        ({"sample_3": "x" * 20, "sample_5": "z" * 20}, {"sample3": "x" * 20, "sample5": "z" * 20}),
        ({"sample4": "a" * 20, "sample_4": "b" * 20}, {"sample4": "a" * 20}),
        ({"embedded_link": "true", "age_gated": 0}, {"embedded_link": True, "age_gated": False}),
        (
            {"optin_keywords": "", "help_keywords": None},
            {"optin_keywords": "", "help_keywords": ""},
        ),
        ({"nonsense": 1, "campaign_id": "CMINE00"}, {"campaign_alias": "Order updates"}),
    ],
)
def test_values_are_read_tolerantly(
    door: Door, brand_id: str, sent: dict[str, Any], stored: dict[str, Any]
) -> None:
    answer = door.post(PATH, bodies.campaign(brand_id, **sent))
    assert answer.status_code == 200, answer.content
    campaign = Campaign.objects.get()
    assert {name: getattr(campaign, name) for name in stored} == stored


@pytest.mark.parametrize("key", [*ATTRIBUTES, "vertical", "usecase", *TEXTS[:1]])
@pytest.mark.parametrize("absent", ["", None, "missing"])
def test_what_is_required_is_asked_for(
    door: Door, brand_id: str, key: str, absent: str | None
) -> None:
    sent = bodies.campaign(brand_id, **{key: absent})
    if absent == "missing":
        del sent[key]
    assert f"{key}: " in error(door.post(PATH, sent))
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ({"campaign_alias": "x" * 256}, "campaign_alias"),
        ({"description": "too short"}, "description"),
        ({"message_flow": "too short"}, "message_flow"),
        ({"sample1": "short"}, "sample1"),
        ({"sample5": "short"}, "sample5"),
        ({"sample2": ["a"]}, "sample2"),
        ({"help_message": "short"}, "help_message"),
        ({"optout_message": ""}, "optout_message"),
        ({"vertical": "BAKERY"}, "vertical"),
        ({"usecase": "SPAM"}, "usecase"),
        ({"usecase": "STARTER"}, "usecase"),
        ({"sub_usecases": ["2FA", "MARKETING"]}, "sub_usecases"),
        ({"usecase": "MIXED"}, "sub_usecases"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA"]}, "sub_usecases"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA", "2FA"]}, "sub_usecases"),
        ({"usecase": "MIXED", "sub_usecases": ["2FA", "MIXED"]}, "sub_usecases"),
        ({"usecase": "MIXED", "sub_usecases": [{"a": 1}, 2]}, "sub_usecases"),
        ({"subscriber_optin": False}, "subscriber_optin"),
        ({"subscriber_help": "no"}, "subscriber_help"),
        ({"direct_lending": "perhaps"}, "direct_lending"),
        ({"optin_keywords": "START, YES"}, "optin_keywords"),
        ({"optout_keywords": "STOP,,END"}, "optout_keywords"),
        ({"optout_keywords": ["STOP"]}, "optout_keywords"),
        ({"help_keywords": "help"}, "help_keywords"),
        ({"privacy_policy_link": "acme.com"}, "privacy_policy_link"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"method": "PATCH"}, "method"),
        ({"brand_id": None}, "brand_id"),
        ({"brand_id": "B000000"}, "brand_id"),
        ({"brand_id": ["B000000"]}, "brand_id"),
    ],
)
def test_a_mistake_is_named_at_its_key(
    door: Door, brand_id: str, over: dict[str, Any], key: str
) -> None:
    assert f"{key}: " in error(door.post(PATH, {**bodies.campaign(brand_id), **over}))
    assert not Campaign.objects.exists()


def test_a_failed_brand_takes_no_campaign(world: World, door: Door) -> None:
    brand = world.brand(world.profile(company_name="DECLINE TAX Inc."))
    world.drain()
    world.reviewed()
    said = error(door.post(PATH, bodies.campaign(brand.public_id)))
    assert said.startswith("brand_id: This brand failed registration.")


def test_a_brand_plivo_refused_takes_no_campaign(world: World, door: Door) -> None:
    brand = world.brand()
    world.fault(kind="status", status=400, error="no", method="POST", path="10dlc/Brand")
    world.drain()
    said = error(door.post(PATH, bodies.campaign(brand.public_id)))
    assert said.startswith("brand_id: This brand failed registration.")


def test_a_deactivated_brand_takes_no_campaign(world: World, door: Door) -> None:
    brand = world.brand()
    world.drain()
    door.delete(f"10dlc/Brand/{brand.public_id}/")
    for _ in ("being deactivated", "deactivated"):
        error_text = error(door.post(PATH, bodies.campaign(brand.public_id)))
        assert error_text.startswith("brand_id: ")
        world.drain()
    assert not Brand.objects.live().exists()


def test_a_starter_brand_files_starter_only(world: World, door: Door) -> None:
    brand_id = world.brand(brand_type="STARTER", secondary_vetting=False).public_id
    assert error(door.post(PATH, bodies.campaign(brand_id))).startswith("usecase: ")
    assert door.post(PATH, bodies.campaign(brand_id, usecase="starter")).status_code == 200


def test_two_campaigns_of_one_name_are_refused(door: Door, brand_id: str) -> None:
    door.post(PATH, bodies.campaign(brand_id))
    said = error(door.post(PATH, bodies.campaign(brand_id)))
    assert said.startswith("campaign_alias: ")
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Other", "Waiting", "Declined", "Done"]),
        ("registration_status=Active", ["Done"]),
        ("registration_status=ACTIVE", ["Done"]),
        ("registration_status=failed", ["Declined"]),
        ("registration_status=Processing", ["Other", "Waiting"]),
        ("registration_status=Expired", []),
        ("usecase=2fa", ["Waiting"]),
        ("campaign_source=PLIVO", ["Other", "Waiting", "Declined", "Done"]),
        ("campaign_source=shared", []),
        ("brand_id={ours}", ["Waiting", "Declined", "Done"]),
        ("brand_id={theirs}&usecase=2FA", ["Waiting"]),
        ("brand_id=B000000", []),
        ("status=ACTIVE", ["Other", "Waiting", "Declined", "Done"]),
    ],
)
def test_lists_are_filtered_in_any_case(
    world: World, door: Door, asked: str, found: list[str]
) -> None:
    brand = world.brand()
    world.drain()
    world.reviewed()
    world.campaign(brand, campaign_alias="Done")
    world.campaign(brand, campaign_alias="Declined", sample1="DECLINE 1001 " + "x" * 20)
    world.drain()
    world.reviewed()
    world.campaign(brand, campaign_alias="Waiting", usecase="2FA")
    other = world.brand(world.profile(profile_alias="Other"), brand_alias="Other")
    world.campaign(other, campaign_alias="Other")
    brand.refresh_from_db()
    page = body(door.get(PATH + "?" + asked.format(ours=brand.public_id, theirs=brand.remote_id)))
    assert [one["campaign_alias"] for one in page["campaigns"]] == found
    assert page["meta"]["total_count"] == len(found)
