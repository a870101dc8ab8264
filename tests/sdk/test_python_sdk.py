"""The official Python SDK at the door: every method of a resource, with every parameter."""

import inspect

import plivo
import pytest
from plivo.exceptions import InvalidRequestError, ResourceNotFoundError

from tests.compliance.api.bodies import PROFILE, VERIFICATION, brand, campaign
from tests.sdk.walked import every_method
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

SUBACCOUNT = "SA" + "A1" * 9
HOOK = "https://integrator.example.com/plivo"
LISTED = {
    "entity_type": "PUBLIC",
    "stock_symbol": "ACME",
    "stock_exchange": "NASDAQ",
    "alt_business_id": "123456789",
    "alt_business_id_type": "DUNS",
    "plivo_subaccount": SUBACCOUNT,
    "business_contact_email": "listed@acmebakery.com",
    "doing_business_as": "Acme",
}
MIXED = {
    "usecase": "MIXED",
    "sub_usecases": ["2FA", "CUSTOMER_CARE"],
    "sample3": "Acme Bakery: 123456 is your passcode. Reply STOP to opt out.",
    "sample4": "Acme Bakery: how was your cake? Reply STOP to opt out.",
    "sample5": "Acme Bakery: your order 1236 is late, sorry. Reply STOP to opt out.",
    "terms_and_conditions_link": "https://acmebakery.com/terms",
    "privacy_policy_link": "https://acmebakery.com/privacy",
    "url": HOOK,
    "method": "GET",
}
CORRECTED = {
    "reseller_id": "R123456",
    "description": "Acme Bakery texts customers about the orders they placed in its shop.",
    "sample1": "Acme Bakery: your order 1234 can be fetched. Reply STOP to opt out.",
    "sample2": "Acme Bakery: your order 1235 was sent. Reply STOP to opt out, HELP for help.",
    "sample3": "Acme Bakery: 654321 is your passcode. Reply STOP to opt out.",
    "sample4": "Acme Bakery: did you like your cake? Reply STOP to opt out.",
    "sample5": "Acme Bakery: your order 1236 comes later. Reply STOP to opt out.",
    "message_flow": (
        "Customers tick an unchecked box at checkout on acmebakery.com to get texts about orders; "
        "the box names the program, frequency, rates, STOP and HELP, and links the policies."
    ),
    "help_message": "Acme Bakery: write to care@acmebakery.com or call +12125551234.",
    "optin_keywords": "START,JOIN",
    "optin_message": "Acme Bakery: welcome. Reply HELP for help, STOP to opt out.",
    "optout_keywords": "STOP,QUIT",
    "optout_message": "Acme Bakery: you have left and will get no more messages.",
    "help_keywords": "HELP,INFO,AIDE",
    "terms_and_conditions_link": "https://acmebakery.com/terms-2",
    "privacy_policy_link": "https://acmebakery.com/privacy-2",
}
ZIPWHIP = {
    "terms_and_conditions_link": "https://acmebakery.com/terms",
    "privacy_policy_link": "https://acmebakery.com/privacy",
    "optin_message": "Acme Bakery: you are in. Reply HELP for help, STOP to opt out.",
    "help_message": "Acme Bakery: write to help@acmebakery.com. Reply STOP to opt out.",
    "callback_url": HOOK,
    "callback_method": "GET",
}
PAGING = ("limit", "offset")
RENTED = {
    "number": "12125550123",
    "app_id": "1",
    "verification_info": {"verification_id": "1"},
    "cnam_lookup": "enabled",
}
RENTING = {
    "buy": {**RENTED, "ha_enable": True, "compliance_application_id": "1"},
    "search": {
        "country_iso": "US", "type": "local", "pattern": "212", "region": "NY", "services": "sms",
        "lata": "132", "rate_center": "NWYRCYZN01", "limit": 5, "offset": 0, "eligible": "true",
        "city": "New York", "npanxx": "212555", "local_calling_area": "true",
    },
    "create": {
        "numbers": "12125550123", "carrier": "1", "region": "NY", "number_type": "local",
        "app_id": "1", "subaccount": SUBACCOUNT,
    },
    "update": {**RENTED, "subaccount": SUBACCOUNT, "alias": "Shop"},
    "delete": {"number": "12125550123"},
}  # fmt: skip


def test_profile(client: plivo.RestClient, world: World) -> None:
    with every_method(client.profile) as profile:
        made = profile.create(**PROFILE | LISTED)
        assert (made.message, bool(made.api_id)) == ("Profile created successfully.", True)
        world.drain()
        read = profile.get(profile_uuid=made.profile_uuid).profile
        assert (read.profile_uuid, read.profile_type) == (made.profile_uuid, "SECONDARY")
        assert read.address.postal_code == PROFILE["address"]["postal_code"]
        assert read.authorized_contact.seniority == PROFILE["authorized_contact"]["seniority"]
        for name, value in LISTED.items():
            assert getattr(read, name) == value

        world.profile(profile_alias="Older")
        listed = profile.list(limit=1, offset=1)
        assert [each.profile_uuid for each in listed.profiles] == [made.profile_uuid]
        assert (listed.meta.limit, listed.meta.offset, listed.meta.total_count) == (1, 1, 2)

        changes = {"address": {"city": "Troy"}, "vertical": "ENERGY", "website": ""}
        changed = profile.update(profile_uuid=made.profile_uuid, params=changes).profile
        assert (changed.vertical, changed.address.city) == ("ENERGY", "Troy")
        assert (changed.address.street, changed.website) == ("660 Broadway", PROFILE["website"])
        world.drain()
        assert world.objects("profiles")[1]["vertical"] == "ENERGY"

        gone = profile.delete(profile_uuid=made.profile_uuid)
        assert gone.message == "Profile deleted successfully."
        with pytest.raises(ResourceNotFoundError, match="not found"):
            profile.get(profile_uuid=made.profile_uuid)


def test_brand(client: plivo.RestClient, world: World) -> None:
    owner = world.profile().public_id
    with every_method(client.brand) as registry:
        made = registry.create(
            **brand(owner), url=HOOK, method="POST", business_contact_email="brand@acmebakery.com"
        )
        assert made.message.startswith("Request to create brand was received")
        read = registry.get(brand_id=made.brand_id).brand
        assert (read.registration_status, read.profile_uuid) == ("PROCESSING", owner)
        world.drain()
        world.reviewed()
        read = registry.get(brand_id=made.brand_id).brand
        assert (read.registration_status, read.vetting_status) == ("COMPLETED", "ACTIVE")
        assert (read.vetting_score, read.company_name) == (80, PROFILE["company_name"])
        assert read.authorized_contact.email == PROFILE["authorized_contact"]["email"]

        listed = registry.list(type="STANDARD", status="COMPLETED", limit=5, offset=0)
        assert [each.brand_id for each in listed.brands] == [made.brand_id]
        assert (listed.meta.next, listed.meta.previous) == (None, None)
        assert registry.list(type="STANDARD", status="FAILED").meta.total_count == 0
        assert registry.list(type="STARTER").brands == []

        offered = registry.get_usecases(brand_id=made.brand_id)
        assert (offered.brand_id, len(offered.use_cases)) == (made.brand_id, 12)
        assert all(case.code and case.name and case.details for case in offered.use_cases)

        assert registry.delete(brand_id=made.brand_id).message == "Brand Deactivated"
        with pytest.raises(ResourceNotFoundError):
            registry.get_usecases(brand_id=made.brand_id)


def test_campaign(client: plivo.RestClient, world: World) -> None:
    sender = world.brand().public_id
    with every_method(client.campaign) as campaigns:
        body = campaign(sender, campaign_alias="Orders, DECLINE 1004", **MIXED)
        made = campaigns.create(**body)
        assert made.campaign_id == made.campaignId
        read = campaigns.get(campaign_id=made.campaign_id).campaign
        assert (read.registration_status, read.brand_id) == ("PROCESSING", sender)
        assert (read.sub_usecase, read.sample5) == ("2FA,CUSTOMER_CARE", MIXED["sample5"])
        assert read.campaign_attributes.subscriber_optin is True
        assert read.campaign_attributes.embedded_link is False
        world.drain()
        world.reviewed()
        world.reviewed()
        read = campaigns.get(campaign_id=made.campaign_id).campaign
        assert (read.registration_status, read.error_code) == ("FAILED", "1004")
        assert "message flow" in read.error_reason

        # No SDK changes an alias; a text given as "" is left alone.
        client.request(
            "POST", ("10dlc", "Campaign", made.campaign_id), {"campaign_alias": "Orders"}
        )
        again = campaigns.update(campaign_id=made.campaign_id, **CORRECTED).campaign
        assert again.sample1 == CORRECTED["sample1"]
        world.drain()
        read = campaigns.get(campaign_id=made.campaign_id).campaign
        assert read.registration_status == "PROCESSING"
        world.reviewed()
        read = campaigns.get(campaign_id=made.campaign_id).campaign
        (sent,) = world.objects("campaigns")
        for name, value in CORRECTED.items():
            assert (getattr(read, name), sent[name]) == (value, value)
        assert (read.registration_status, read.campaign_alias) == ("ACTIVE", "Orders")
        assert read.mno_metadata["AT&T"].tpm == 4500

        filters = {"brand_id": sender, "registration_status": "Active", "usecase": "MIXED"}
        listed = campaigns.list(**filters, campaign_source="plivo", limit=20, offset=0)
        assert [each.campaign_id for each in listed.campaigns] == [made.campaign_id]
        assert campaigns.list(campaign_source="shared").campaigns == []

        first, second = world.numbers(2)
        hook = {"url": HOOK, "method": "POST"}
        asked = campaigns.number_link(campaign_id=made.campaign_id, numbers=[first, second], **hook)
        assert asked.message.startswith(f"Request to link {first}, {second} to campaign")
        linking = campaigns.get_numbers(campaign_id=made.campaign_id, limit=20, offset=1)
        assert {each.status for each in linking.phone_numbers} == {"PROCESSING"}
        world.drain()
        world.reviewed()
        linked = campaigns.get_numbers(campaign_id=made.campaign_id)
        assert {each.number for each in linked.phone_numbers} == {first, second}
        assert linked.phone_numbers_summary.COMPLETED == 2
        one = campaigns.get_number(campaign_id=made.campaign_id, number=first)
        assert [(n.number, n.status) for n in one.phone_numbers] == [(first, "COMPLETED")]
        assert client.numbers.get(first).tendlc_campaign_id == made.campaign_id
        gone = campaigns.number_unlink(campaign_id=made.campaign_id, number=first, **hook)
        assert gone.message.startswith(f"Request to unlink {first} from campaign")
        world.drain()
        world.reviewed()
        with pytest.raises(ResourceNotFoundError, match="not linked to this campaign"):
            campaigns.get_number(campaign_id=made.campaign_id, number=first)

        shared = campaigns.import_campaign(campaign_id="CABCDEF", campaign_alias="Theirs", **hook)
        assert shared.campaign_id == "CABCDEF"
        world.drain()
        world.reviewed()
        assert campaigns.get(campaign_id="CABCDEF").campaign.campaign_source == "shared"
        assert campaigns.delete(campaign_id=made.campaign_id).message == "Campaign Deactivated"


def test_tollfree_verification(client: plivo.RestClient, world: World) -> None:
    number = next(n["number"] for n in world.objects("numbers") if n["type"] == "tollfree")
    owner = world.profile().public_id
    with every_method(client.tollfree_verification) as verifications:
        summary = VERIFICATION["usecase_summary"] + " UPDATE REQUIRED"
        asked = {**VERIFICATION, **ZIPWHIP, "profile_uuid": owner, "usecase_summary": summary}
        made = verifications.create(**asked, number=number)
        assert made.message == "created"
        world.drain()
        world.reviewed()
        read = verifications.get(tollfree_verification_uuid=made.uuid)
        assert (read.id, read.number, read.status) == (made.uuid, number, "UPDATE_REQUIRED")
        assert read.error_message == "Opt-in information failed validation"
        for name, value in ZIPWHIP.items():
            assert getattr(read, name) == value

        better = {**VERIFICATION, **ZIPWHIP, "profile_uuid": owner, "volume": "10,000"}
        named = f"Tollfree verification request for uuid {made.uuid} updated successfully."
        assert verifications.update(made.uuid, **better).message == named
        assert read.update(extra_data="Ticket 2").message == named
        world.drain()

        day = world.sandbox.control("GET", "clock")["now"][:10]
        dates = {f"created__{how}": "2020-01-01" for how in ("gt", "gte")}
        dates |= {f"created__{how}": "2999-01-01" for how in ("lt", "lte")}
        (only,) = verifications.list(
            number=number, status="SUBMITTED", profile_uuid=owner,
            usecase="CUSTOMER_CARE,2FA", **dates, limit=5, offset=0,
        )  # fmt: skip
        assert (only.uuid, only.volume, only.extra_data) == (made.uuid, "10,000", "Ticket 2")
        assert len(verifications.list(usecase="2FA")) == 0
        assert len(verifications.list(created__lt=day)) == 0
        assert [each.uuid for each in verifications] == [made.uuid]

        verifications.delete(tollfree_verification_uuid=made.uuid)
        with pytest.raises(ResourceNotFoundError):
            verifications.get(tollfree_verification_uuid=made.uuid)
    world.drain()
    again = client.tollfree_verification.create(**asked, number=number)
    client.tollfree_verification.get(again.uuid).delete()
    assert client.tollfree_verification.list().meta.total_count == 0


def test_account_numbers_are_read_only(client: plivo.RestClient, world: World) -> None:
    pulled = world.numbers()
    others = set(inspect.signature(client.numbers.list).parameters) - {"services", *PAGING}
    with every_method(client.numbers) as numbers:
        every = {
            **dict.fromkeys(others, ""),
            "type": "fixed",
            "number_startswith": "1",
            "tendlc_registration_status": "unregistered",
        }
        page = numbers.list(**every, services=["sms", "voice"], limit=5, offset=1)
        assert {(number.type, number.number[0]) for number in page} == {("fixed", "1")}
        assert (len(page), page.meta.offset, page.meta.total_count) == (5, 1, 8)
        assert len({number.number for number in numbers}) == 14
        read = numbers.get(number=pulled[0])
        assert (read.id, read.sms_enabled, read.country) == (pulled[0], True, "US")
        assert read.tendlc_registration_status == "UNREGISTERED"

        # Renting is not offered here: the SDK says so by its own exceptions.
        for change in ("create", "update", "delete"):
            with pytest.raises(InvalidRequestError, match="not allowed"):
                getattr(numbers, change)(**RENTING[change])
        for absent in ("buy", "search"):
            with pytest.raises(ResourceNotFoundError):
                getattr(numbers, absent)(**RENTING[absent])
