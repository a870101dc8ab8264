"""What a person chooses for a new API credential."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from apps.accounts.families import LABELS, OF_DOOR
from apps.accounts.models import ApiCredential
from apps.core.clock import db_now
from apps.core.forms import CheckCards, RadioCards
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration

Door, Rights = ApiCredential.Door, ApiCredential.Rights
DOORS: dict[str, str] = {
    Door.PLIVO: "For programs written for Plivo, with Plivo's own SDKs. For one account; opens "
    f"Linecheck REST for it too. Base URL: {settings.PUBLIC_URL}/v1/Account/<auth id>/",
    Door.PINGONE: "For programs written for PingOne: notification policies and custom providers of "
    f"one environment. Token URL: {settings.PUBLIC_URL}/<environment id>/as/token",
    Door.API: "Only what the providers' APIs have no words for, of all accounts: the state of the "
    "sync, evidence, and what a policy would do to a message. "
    f"Base URL: {settings.PUBLIC_URL}/api/v1/ · "
    f"Provider configurations: {settings.PUBLIC_URL}/api/v2/platform/telephony/",
}
RIGHTS: dict[str, str] = {
    Rights.READ: "Sees what is filed and changes nothing.",
    Rights.WRITE: "Also files, changes and deletes for your organisation, fees included.",
}
FAMILIES = {
    "profile": "Company profiles.",
    "brand": "10DLC brands.",
    "campaign": "10DLC campaigns.",
    "number": "Rented numbers, and their links to campaigns.",
    "tollfree": "Toll-free verifications and their evidence.",
    "setting": "Custom SMS and voice providers, PingOne's phone delivery settings.",
    "policy": "Notification policies.",
    "sync": "What has not reached the provider, and sending it again, by Linecheck REST.",
    "connection": "Your organisation's credentials at its providers; secrets are read masked.",
}
# The field of each door's resources.
RESOURCES: dict[str, str] = {
    Door.PLIVO: "families",
    Door.PINGONE: "pingone_families",
    Door.API: "api_families",
}
NEVER, ON_A_DAY = "never", "date"
LIFETIMES = [
    (NEVER, "Until revoked"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("365", "365 days"),
    (ON_A_DAY, "Until a day"),
]
LONGEST = timedelta(days=3653)
STALE = "This form is incomplete. Open it again from the list of API credentials."


def resources(door: str) -> forms.MultipleChoiceField:
    """What is behind the door, to choose some of."""
    return forms.MultipleChoiceField(
        label="Resources",
        required=False,
        choices=[(name, label) for name, label in LABELS.items() if name in OF_DOOR[door]],
        widget=CheckCards(explanations=FAMILIES),
        help_text="None chosen means all of them, also those Linecheck adds later.",
    )


class CredentialForm(forms.Form):
    """`connections` are the organisation's active connections to Plivo and PingOne."""

    # Becomes the credential's public id, which is unique: sent twice, it issues once.
    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    door = forms.ChoiceField(
        label="Door", choices=Door.choices, widget=RadioCards(explanations=DOORS)
    )
    account = forms.ChoiceField(
        label="Plivo account",
        help_text="The connected account that requests with this token are about.",
        error_messages={
            "required": "Choose the account this token is for.",
            "invalid_choice": "That account is not connected. Choose another one.",
        },
    )
    environment = forms.ChoiceField(
        label="PingOne environment",
        help_text="The connected environment that requests of this client are about.",
        error_messages={
            "required": "Choose the environment this client is for.",
            "invalid_choice": "That environment is not connected. Choose another one.",
        },
    )
    name = forms.CharField(
        label="Name",
        max_length=100,
        help_text="The system that will use it, such as “Order service, production”.",
        error_messages={"required": "Name the system, so that you can tell the token later."},
    )
    rights = forms.ChoiceField(
        label="Rights", choices=Rights.choices, widget=RadioCards(explanations=RIGHTS)
    )
    families = resources(Door.PLIVO)
    pingone_families = resources(Door.PINGONE)
    api_families = resources(Door.API)
    lifetime = forms.ChoiceField(label="Valid for", choices=LIFETIMES, widget=RadioCards)
    expires_at = forms.DateField(
        label="Last day",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=f"The token works until the end of that day ({settings.TIME_ZONE}).",
        error_messages={
            "required": "Choose the last day, or another “Valid for”.",
            "invalid": "Write the day as 2027-12-31.",
        },
    )

    def __init__(self, data: Any = None, *, connections: Sequence[ProviderConfiguration]) -> None:
        plivo, pingone = (
            [one for one in connections if one.provider == provider.id]
            for provider in (catalogue.PLIVO, catalogue.PINGONE)
        )
        initial = {
            "key": uuid.uuid4(),
            "door": Door.PLIVO if plivo else Door.PINGONE if pingone else Door.API,
            "account": plivo[0].account_id if len(plivo) == 1 else "",
            "environment": pingone[0].account_id if len(pingone) == 1 else "",
            "rights": Rights.READ,
            "lifetime": NEVER,
        }
        super().__init__(data, initial=initial)
        self._offer("account", plivo, "No Plivo account is connected.")
        self._offer("environment", pingone, "No PingOne environment is connected.")

    def clean_expires_at(self) -> date:
        day: date = self.cleaned_data["expires_at"]
        if day > timezone.localdate(db_now()) + LONGEST:
            raise forms.ValidationError("Choose a day within ten years.")
        return day

    def clean(self) -> dict[str, Any]:
        """A field that the other choice asks for is not shown, so what is in it does not count."""
        said = self.cleaned_data
        if (door := said.get("door")) != Door.PLIVO:
            self._pass_over("account", "")
        if door != Door.PINGONE:
            self._pass_over("environment", "")
        for other in RESOURCES.keys() - {door}:
            self._pass_over(RESOURCES[other], [])
        if said.get("lifetime") != ON_A_DAY:
            self._pass_over("expires_at", None)
        return said

    def asked(self) -> dict[str, Any]:
        """What issue_credential takes, of a valid form."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("door", "name", "rights")},
            "account": said["account"] or said["environment"],
            "families": said[RESOURCES[said["door"]]],
            "expires_at": self._end(),
            "public_id": said["key"],
        }

    def _end(self) -> datetime | None:
        lifetime, day = self.cleaned_data["lifetime"], self.cleaned_data["expires_at"]
        if day:
            return timezone.make_aware(datetime.combine(day, time.max))
        return None if lifetime == NEVER else db_now() + timedelta(days=int(lifetime))

    def _offer(self, name: str, known: Iterable[ProviderConfiguration], none: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        choices = {one.account_id: f"{one.name} · {one.account_id}" for one in known}
        field.choices = [("", "Choose one"), *choices.items()]
        if not choices:
            field.help_text = format_html(
                '{} <a href="{}">Connect one</a> first.', none, reverse("portal:connect")
            )

    def _pass_over(self, name: str, value: Any) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = value
