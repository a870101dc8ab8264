"""Verifying a toll-free number: filed, corrected while it is not decided, and filed anew."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.urls import reverse

from apps.compliance.filing.base import VERSION, Filing
from apps.compliance.filing.bubbles import bubble, samples
from apps.compliance.filing.free_numbers import free_numbers
from apps.compliance.forms import FreeNumber, Step
from apps.compliance.models import Profile, TollfreeVerification
from apps.compliance.pages.evidence import Shown, shown
from apps.compliance.rules import normalize
from apps.compliance.services.tollfree import (
    OWN,
    UPDATABLE,
    correct_verification,
    submit_verification,
    tollfree_context,
)
from apps.core.errors import Refused
from apps.core.templatetags.ui import phone


class TollfreeFiling(Filing):
    kind = "tollfree"
    noun = "toll-free verification"
    right = "tollfree.submit"

    @property
    def title(self) -> str:
        if self.subject:
            return f"Correct {phone(self.subject.number)}"
        return f"Verify {phone(self.number)}" if self.number else "New toll-free verification"

    @property
    def verb(self) -> str:
        if self.resubmits:
            return "Resubmit"
        return "File verification again" if self.subject else "File verification"

    @property
    def resubmits(self) -> bool:
        """Whether Plivo has it: then the number stays and the review begins anew."""
        return bool(self.subject and self.subject.remote_id)

    @property
    def sender(self) -> str:
        if self.profile is None:
            return ""
        return self.profile.doing_business_as or self.profile.company_name

    @property
    def free(self) -> str:
        return "No fee (Plivo, 2024)."

    @cached_property
    def subject(self) -> TollfreeVerification | None:
        if self.draft.subject is None:
            return None
        mine = TollfreeVerification.objects.visible_to(self.actor)
        related = mine.select_related("profile__configuration", "configuration", "sync")
        return related.filter(pk=self.draft.subject).first()

    @cached_property
    def number(self) -> str:
        if self.resubmits and self.subject:
            return self.subject.number
        return normalize.number(self.data.get("number") or "")

    @cached_property
    def profile(self) -> Profile | None:
        asked = str(self.data.get("profile_uuid") or "")
        mine = Profile.objects.live().visible_to(self.actor).select_related("configuration")
        if self.subject is not None:
            mine = mine.filter(configuration=self.subject.configuration)
        return mine.by_any_id(asked).first() if asked else None

    @cached_property
    def context(self) -> dict[str, Any]:
        profile, subject = self.profile, self.subject
        configuration = profile.configuration if profile else None
        context = tollfree_context(configuration, profile, self.number, subject, self._links)
        if profile is not None:
            context["business"] = {
                "sender": self.sender,
                "phone": profile.contact_phone,
                "email": profile.business_contact_email or profile.contact_email,
                "website": profile.website,
            }
        if self.resubmits and subject:
            context |= {"act": "update", "status": subject.status}
        return context

    def choices(self, step: Step) -> dict[str, Any]:
        if step.slug == "sender":
            return {"profiles": self._profiles, "numbers": self._numbers}
        if step.slug == "evidence":
            save_url = reverse("compliance:save", args=[self.draft.pk, step.slug])
            return {"evidence": self._evidence, "save_url": save_url}
        return {}

    @cached_property
    def _evidence(self) -> list[Shown]:
        return shown(self._links, self.draft.organization_id)

    @property
    def _links(self) -> list[str]:
        return normalize.urls(self.data.get("optin_image_url") or "")

    @cached_property
    def _profiles(self) -> list[tuple[str, str]]:
        mine = Profile.objects.live().visible_to(self.actor).filter(retiring=False)
        if self.subject is not None:
            mine = mine.filter(configuration=self.subject.configuration)
        found = {profile.pk: profile for profile in mine.order_by("company_name", "pk")}
        if self.profile is not None:
            found.setdefault(self.profile.pk, self.profile)
        return [_option(profile) for profile in found.values()]

    @cached_property
    def _numbers(self) -> list[FreeNumber]:
        """The free ones; the one chosen too, so that its complaint has a place."""
        if self.resubmits:
            return [FreeNumber(self.number, phone(self.number), "Stays: a filing is for one.")]
        return free_numbers(self.actor, self.number)

    def bubbles(self) -> list[dict[str, Any]]:
        values = self.review.values
        texts = samples(str(values.get("message_sample") or ""))
        found = [bubble(text, f"Sample {n}") for n, text in enumerate(texts, 1)]
        if text := str(values.get("optin_message") or ""):
            found.append(bubble(text, "Opt-in confirmation"))
        if text := str(values.get("help_message") or ""):
            found += [{"text": "HELP", "incoming": True}, bubble(text, "Reply to HELP")]
        return found

    def save(self, values: Mapping[str, Any]) -> TollfreeVerification:
        if self.draft.subject is None:
            return submit_verification(profile=self.profile, values=values, actor=self.actor)
        if self.subject is None:
            raise Refused("The verification of this draft is gone. File it anew.")
        fields = UPDATABLE if self.resubmits else OWN
        return correct_verification(
            verification=self.subject,
            values={name: values[name] for name in fields if name in values},
            version=self.draft.data.get(VERSION),
            profile=self.profile,
            actor=self.actor,
        )


def _option(profile: Profile) -> tuple[str, str]:
    name, alias = profile.company_name, profile.profile_alias
    return profile.public_id, name if alias == name else f"{name} ({alias})"
