"""Filing a campaign, correcting a declined one, and one that Plivo never took."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from apps.compliance.choices import COMPOSITE_USE_CASES
from apps.compliance.estimate import Estimate, campaign_estimate
from apps.compliance.filing.base import VERSION, Filing
from apps.compliance.filing.bubbles import bubble
from apps.compliance.forms import STEPS, Step
from apps.compliance.models import Brand, Campaign
from apps.compliance.services.campaign import (
    OWN,
    UPDATABLE,
    campaign_context,
    correct_campaign,
    submit_campaign,
)
from apps.core.errors import Refused

REPLIES = (
    ("optin_keywords", "START", "optin_message", "Opt-in confirmation"),
    ("help_keywords", "HELP", "help_message", "Reply to HELP"),
    ("optout_keywords", "STOP", "optout_message", "Reply to STOP"),
)


class CampaignFiling(Filing):
    kind = "campaign"
    noun = "campaign"
    right = "campaign.submit"

    @property
    def title(self) -> str:
        if self.subject:
            return f"Correct {self.subject}"
        return str(self.data.get("campaign_alias") or "New campaign")

    @property
    def verb(self) -> str:
        if self.resubmits:
            return "Resubmit"
        return "File campaign again" if self.subject else "File campaign"

    @property
    def resubmits(self) -> bool:
        """Whether Plivo has it: then only some fields may change and a new review is due."""
        return bool(self.subject and self.subject.remote_id)

    @property
    def steps(self) -> tuple[Step, ...]:
        """In a resubmission only those with something that may change."""
        if not self.resubmits:
            return STEPS[self.kind]
        return tuple(s for s in STEPS[self.kind] if set(s.form.names()) & set(UPDATABLE))

    @cached_property
    def subject(self) -> Campaign | None:
        if self.draft.subject is None:
            return None
        mine = Campaign.objects.visible_to(self.actor)
        return (
            mine.select_related("brand__profile", "configuration", "sync")
            .filter(pk=self.draft.subject)
            .first()
        )

    @cached_property
    def brand(self) -> Brand | None:
        if self.subject is not None:
            return self.subject.brand
        asked = str(self.data.get("brand_id") or "")
        mine = Brand.objects.live().visible_to(self.actor)
        found = mine.select_related("profile", "configuration", "sync").by_any_id(asked)
        return found.first() if asked else None

    @property
    def sender(self) -> str:
        if self.brand is None:
            return ""
        profile = self.brand.profile
        return profile.doing_business_as or profile.company_name

    @cached_property
    def context(self) -> dict[str, Any]:
        if self.brand is None:
            return {"brand": None} if self.data.get("brand_id") else {}
        context = campaign_context(self.brand, self.brand.configuration, self.subject)
        profile = self.brand.profile
        context["brand"] |= {
            "sender": self.sender,
            "phone": profile.contact_phone,
            "email": profile.business_contact_email or profile.contact_email,
            "website": profile.website,
        }
        if self.resubmits:
            assert self.subject is not None
            context |= {
                "act": "update",
                "status": self.subject.registration_status,
                "source": self.subject.source,
            }
        return context

    def choices(self, step: Step) -> dict[str, Any]:
        return {"brands": self._brands} if step.slug == "use-case" else {}

    @cached_property
    def _brands(self) -> list[tuple[str, str]]:
        """Those that take campaigns; the one chosen too, so that its complaint has a place."""
        if self.subject is not None:
            return [_option(self.subject.brand)] if self.subject.brand else []
        usable = Brand.objects.usable().visible_to(self.actor)
        usable = usable.select_related("profile", "sync").order_by("brand_alias", "pk")
        found = {brand.pk: brand for brand in usable if brand.registration_status != "FAILED"}
        if self.brand is not None:
            found.setdefault(self.brand.pk, self.brand)
        return [_option(brand) for brand in found.values()]

    def tidy(self, values: dict[str, Any]) -> dict[str, Any]:
        """The list belongs to composite use cases; the page hides it for the others."""
        if "usecase" in values and values["usecase"] not in COMPOSITE_USE_CASES:
            values["sub_usecases"] = []
        return values

    @property
    def estimate(self) -> Estimate:
        usecase = str(self.review.values.get("usecase") or "MIXED")
        return campaign_estimate(usecase=usecase, act="resubmit" if self.resubmits else "create")

    @property
    def fee_note(self) -> str:
        if self.subject is None or self.resubmits:
            return ""
        return "No second fee: Plivo never took the first filing, so it was not reviewed."

    def bubbles(self) -> list[dict[str, Any]]:
        values = self.review.values
        found = []
        for n in range(1, 6):
            text = str(values.get(f"sample{n}") or "")
            if text:
                found.append(bubble(text, f"Sample {n}"))
        for keywords, usual, message, label in REPLIES:
            text = str(values.get(message) or "")
            if text:
                word = str(values.get(keywords) or usual).split(",")[0]
                found += [{"text": word, "incoming": True}, bubble(text, label)]
        return found

    def save(self, values: Mapping[str, Any]) -> Campaign:
        if self.draft.subject is None:
            return submit_campaign(brand=self.brand, values=values, actor=self.actor)
        if self.subject is None:
            raise Refused("The campaign of this draft is gone. File it anew.")
        fields = UPDATABLE if self.resubmits else OWN
        own = {name: values[name] for name in fields if name in values}
        version = self.draft.data.get(VERSION)
        return correct_campaign(
            campaign=self.subject, values=own, version=version, actor=self.actor
        )


def _option(brand: Brand) -> tuple[str, str]:
    state = brand.badge.label.lower()
    return brand.public_id, f"{brand.brand_alias} ({brand.profile.company_name}, {state})"
