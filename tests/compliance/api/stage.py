"""What has to be there before a printed sample can be asked for, made from what it prints."""

from typing import Any

from apps.compliance.models import Campaign
from apps.dialects.reference.samples import Sample
from apps.sync.services import refresh
from tests.compliance.api import bodies
from tests.rest import Door, body
from tests.world import World

COMPANY = ("company_name", "entity_type", "vertical", "ein", "ein_issuing_country", "address")
COMPANY_ALL = (*COMPANY, "authorized_contact", "website", "profile_uuid")
ANSWERED_ONLY = ("profile_uuid", "profile_type", "primary_profile", "created_at", "uuid", "status")


class Stage:
    """``ids`` are those of the live objects, by the names the samples use."""

    def __init__(self, world: World, door: Door) -> None:
        self.world = world
        self.door = door
        self.ids: dict[str, str] = {}
        self.companies = 0

    def set(self, sample: Sample) -> None:
        getattr(self, f"for_{sample.operation}", lambda printed: None)(sample.answered() or {})

    def made(self, path: str, sent: dict[str, Any], key: str) -> str:
        answer = self.door.post(path, sent)
        assert answer.status_code in (200, 201), body(answer)
        self.ids[key] = body(answer)[key]
        return self.ids[key]

    def profile(self, **facts: Any) -> None:
        self.companies += 1
        sent = {**bodies.PROFILE, "profile_alias": f"Company {self.companies}", **facts}
        self.made(
            "Profile/", {k: v for k, v in sent.items() if k not in ANSWERED_ONLY}, "profile_uuid"
        )

    def company(self, facts: dict[str, Any]) -> None:
        """The company a printed brand shows; without an EIN if that prints none."""
        printed = {key: value for key, value in facts.items() if key in COMPANY_ALL}
        listed = {"stock_symbol": "HIBYE", "stock_exchange": "NYSE"}
        self.profile(**{"ein": "" if printed else "122321231", **printed, **listed})

    def brand(self, **facts: Any) -> None:
        self.company(facts)
        sent = {k: v for k, v in facts.items() if k in ("brand_alias", "brand_type")}
        sent.setdefault("brand_alias", f"Brand {self.companies}")
        sent["secondary_vetting"] = sent.get("brand_type") != "STARTER"
        self.made("10dlc/Brand/", bodies.brand(self.ids["profile_uuid"], **sent), "brand_id")

    def decided(self) -> None:
        """Delivered and reviewed: a brand, then its campaign."""
        self.world.drain()
        self.world.reviewed()
        self.world.reviewed()

    def campaign(self, **facts: Any) -> None:
        starter = facts.get("usecase") == "STARTER"
        self.brand(brand_type="STARTER" if starter else "STANDARD")
        sent = {key: value for key, value in facts.items() if key in bodies.CAMPAIGN}
        sent |= facts.get("campaign_attributes", {})
        sent["sub_usecases"] = facts.get("sub_usecase", "CUSTOMER_CARE,2FA" if starter else "")
        self.made("10dlc/Campaign/", bodies.campaign(self.ids["brand_id"], **sent), "campaign_id")

    def declined(self, **facts: Any) -> None:
        """Reviewed, active, and then declined: so it has operators' terms as the page prints."""
        self.campaign(**facts)
        self.decided()
        campaign = Campaign.objects.get(public_id=self.ids["campaign_id"])
        state = {"registration_status": "FAILED"}
        self.world.sandbox.drift(self.world.account, "campaign", campaign.remote_id, state)
        refresh(sync=campaign.sync, actor=self.world.actor)
        self.world.drain()

    def numbers(self, states: list[str], **facts: Any) -> None:
        """Numbers of a campaign; the sandbox declines those that end in 0000 (docs/sandbox.md)."""
        self.campaign(**facts)
        self.decided()
        path = f"10dlc/Campaign/{self.ids['campaign_id']}/Number/"
        rented = [each["number"] for each in self.world.objects("numbers")]
        failing = [number for number in rented if number.endswith("0000")]
        for state in reversed(states):
            pool = failing if state == "FAILED" else self.usable
            self.ids["number"] = pool.pop()
            assert self.door.post(path, {"numbers": [self.ids["number"]]}).status_code == 202
            self.world.drain()
            if state == "FAILED":
                self.world.reviewed()

    @property
    def usable(self) -> list[str]:
        if not hasattr(self, "_usable"):
            self._usable = self.world.numbers(10)
        return self._usable

    def tollfree(self, **facts: Any) -> None:
        if "profile_uuid" not in self.ids:
            self.profile()
        used = {each["number"] for each in self.world.objects("tollfrees")}
        self.ids["number"] = next(n for n in self.tollfree_numbers() if n not in used)
        sent = {k: v for k, v in facts.items() if k in (*bodies.VERIFICATION, "callback_url")}
        asked = bodies.verification(self.ids["profile_uuid"], self.ids["number"], **sent)
        self.made("TollfreeVerification/", asked, "uuid")
        self.world.drain()

    def tollfree_numbers(self) -> list[str]:
        rented = self.world.objects("numbers")
        return [each["number"] for each in rented if each["type"] == "tollfree"]

    # One for each operation that needs something; `printed` is the corrected answer.

    def for_getProfile(self, printed: dict[str, Any]) -> None:
        self.profile(**printed["profile"])
        self.world.drain()

    def for_updateProfile(self, printed: dict[str, Any]) -> None:
        self.profile(**{**printed["profile"], "vertical": "RETAIL"})
        self.world.drain()

    def for_deleteProfile(self, printed: dict[str, Any]) -> None:
        self.profile()

    def for_listProfiles(self, printed: dict[str, Any]) -> None:
        self.profile()
        self.profile(**printed["profiles"][0])
        self.world.drain()

    def for_createBrand(self, printed: dict[str, Any]) -> None:
        self.profile()

    def for_getBrand(self, printed: dict[str, Any]) -> None:
        self.brand(**printed["brand"])
        self.decided()

    def for_listBrands(self, printed: dict[str, Any]) -> None:
        self.brand()
        self.brand(**printed["brands"][0])
        self.decided()

    def for_listBrandUseCases(self, printed: dict[str, Any]) -> None:
        self.brand()
        self.decided()

    def for_deleteBrand(self, printed: dict[str, Any]) -> None:
        self.brand()

    def for_createCampaign(self, printed: dict[str, Any]) -> None:
        self.brand()

    def for_getCampaign(self, printed: dict[str, Any]) -> None:
        self.campaign(**printed["campaign"])
        self.decided()

    def for_listCampaigns(self, printed: dict[str, Any]) -> None:
        self.campaign()
        self.declined(**printed["campaigns"][0])

    def for_updateCampaign(self, printed: dict[str, Any]) -> None:
        self.declined(usecase=printed["campaign"]["usecase"])

    def for_deleteCampaign(self, printed: dict[str, Any]) -> None:
        self.campaign()

    def for_linkNumbers(self, printed: dict[str, Any]) -> None:
        self.campaign()
        self.ids["number"] = self.usable[0]

    def for_listCampaignNumbers(self, printed: dict[str, Any]) -> None:
        self.numbers([each["status"] for each in printed["phone_numbers"]], **printed)

    for_getCampaignNumber = for_listCampaignNumbers

    def for_unlinkNumber(self, printed: dict[str, Any]) -> None:
        self.numbers(["PROCESSING"])

    def for_createTollfreeVerification(self, printed: dict[str, Any]) -> None:
        self.profile()
        self.ids["number"] = self.tollfree_numbers()[0]

    def for_getTollfreeVerification(self, printed: dict[str, Any]) -> None:
        self.tollfree(**printed)

    def for_listTollfreeVerifications(self, printed: dict[str, Any]) -> None:
        for verification in reversed(printed["objects"]):
            self.tollfree(**verification)

    def for_updateTollfreeVerification(self, printed: dict[str, Any]) -> None:
        self.tollfree()

    for_deleteTollfreeVerification = for_updateTollfreeVerification

    def for_listNumbers(self, printed: dict[str, Any]) -> None:
        self.ids["number"] = self.usable[0]

    for_getNumber = for_listNumbers
