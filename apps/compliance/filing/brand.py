"""Registering a brand, and correcting one that Plivo never took."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from apps.compliance.estimate import Estimate, brand_estimate
from apps.compliance.filing.base import VERSION, Filing
from apps.compliance.forms import Review, Step, review
from apps.compliance.models import Brand, Profile
from apps.compliance.services.brand import OWN, brand_context, correct_brand, submit_brand
from apps.core.errors import Refused


class BrandFiling(Filing):
    kind = "brand"
    noun = "brand"
    right = "brand.submit"

    @property
    def title(self) -> str:
        if self.subject:
            return f"Correct {self.subject}"
        return str(self.data.get("brand_alias") or "New brand")

    @property
    def verb(self) -> str:
        return "File brand again" if self.subject else "Register brand"

    @property
    def sender(self) -> str:
        return self.profile.company_name if self.profile else ""

    @cached_property
    def subject(self) -> Brand | None:
        if self.draft.subject is None:
            return None
        mine = Brand.objects.visible_to(self.actor).select_related("profile", "configuration")
        return mine.filter(pk=self.draft.subject).first()

    @cached_property
    def profile(self) -> Profile | None:
        if self.subject is not None:
            return self.subject.profile
        asked = str(self.data.get("profile_uuid") or "")
        mine = Profile.objects.live().visible_to(self.actor).select_related("configuration")
        return mine.by_any_id(asked).first() if asked else None

    @cached_property
    def context(self) -> dict[str, Any]:
        if self.profile is None and not self.data.get("profile_uuid"):
            return {}
        return brand_context(self.profile, self.subject)

    def choices(self, step: Step) -> dict[str, Any]:
        return {"profiles": self._profiles} if step.slug == "company" else {}

    @cached_property
    def _profiles(self) -> list[tuple[str, str]]:
        """The free companies; the one chosen too, so that its complaint has a place."""
        if self.subject is not None:
            return [_option(self.subject.profile)]
        free = Profile.objects.free().visible_to(self.actor).order_by("company_name", "pk")
        found = {profile.pk: profile for profile in free}
        if self.profile is not None:
            found.setdefault(self.profile.pk, self.profile)
        return [_option(profile) for profile in found.values()]

    @cached_property
    def review(self) -> Review:
        found = review(self.kind, self.data, context=self.context)
        if not isinstance(found.values.get("secondary_vetting"), bool):
            said = ["Say yes or no to secondary vetting."]
            found.errors.setdefault("secondary_vetting", said)
        return found

    @property
    def estimate(self) -> Estimate:
        values = self.review.values
        return brand_estimate(
            brand_type=str(values.get("brand_type") or "STANDARD"),
            secondary_vetting=values.get("secondary_vetting") is not False,
        )

    @property
    def fee_note(self) -> str:
        if self.subject is None:
            return ""
        return "No second fee: Plivo never took the first filing."

    def save(self, values: Mapping[str, Any]) -> Brand:
        own = {name: values[name] for name in OWN if name in values}
        if self.draft.subject is None:
            return submit_brand(profile=self.profile, values=values, actor=self.actor)
        if self.subject is None:
            raise Refused("The brand of this draft is gone. Register it anew.")
        version = self.draft.data.get(VERSION)
        return correct_brand(brand=self.subject, values=own, version=version, actor=self.actor)


def _option(profile: Profile) -> tuple[str, str]:
    name = profile.company_name
    alias = profile.profile_alias
    return profile.public_id, name if alias == name else f"{name} ({alias})"
