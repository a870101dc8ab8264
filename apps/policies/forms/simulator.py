"""The situation a person asks about; every field of it is in the address."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms

from apps.core.errors import Invalid
from apps.core.forms import CheckCards, RadioCards, Suggested
from apps.policies.countries import CODES, NAMES, RETIRED
from apps.policies.simulator.asked import COUNTS

CHANNELS = (
    ("SMS", "Text"),
    ("Voice", "Call"),
    ("WhatsApp", "WhatsApp"),
    ("Email", "E-mail"),
)
# Its spaces do not break.
NUMBER = "+46\u00a070\u00a0123\u00a045\u00a067"
# What the simulator names and the form does not.
_FIELD_OF = {"country": "to", "number": "to"}


def plain(name: str) -> str:
    """Without accents and capitals: who types "cote d'ivoire" means Côte d’Ivoire."""
    parts = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold().strip()


_CODE_OF = {plain(name): code for code, name in NAMES.items()}


class _Any(forms.MultipleChoiceField):
    """Ids of another policy's providers are no mistake: the address held them before."""

    def valid_value(self, value: Any) -> bool:
        return True


def _count(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class SimulatorForm(forms.Form):
    """Texts only: `asked()` is what the simulator reads and judges, `add` takes its errors back."""

    policy = forms.ChoiceField(label="Policy")
    channel = forms.ChoiceField(label="What is sent", choices=CHANNELS, widget=RadioCards)
    to = forms.CharField(
        label="To",
        required=False,
        help_text=f"A country, or a number with its calling code, such as {NUMBER}.",
        widget=Suggested(
            attrs={"autocomplete": "off"}, suggestions=[(name, c) for c, name in NAMES.items()]
        ),
    )
    user_claimed = _count("To this user, answered")
    user_unclaimed = _count("To this user, not answered")
    environment_claimed = _count("In the environment, answered")
    environment_unclaimed = _count("In the environment, not answered")
    sends = forms.CharField(
        label="Earlier messages to this user",
        required=False,
        help_text="How many seconds ago each was sent by this channel. “95, 20” is a first "
        "message 95 seconds ago and its resend 20 seconds ago.",
    )
    failing = _Any(label="Providers that fail", required=False, widget=CheckCards)
    default_sender_fails = forms.BooleanField(
        label="The environment’s default sender fails", required=False
    )
    clock = forms.CharField(
        label="Time of day in UTC",
        required=False,
        help_text="Such as 14:05. Now, if empty. Quotas begin again at 00:00.",
    )

    def __init__(
        self,
        data: Any,
        *,
        policies: Iterable[tuple[str, list[tuple[str, str]]]],
        providers: Iterable[tuple[str, str]],
    ) -> None:
        """`policies`: (environment, [(id, name)]); `providers`: (id, name) in its chains."""
        super().__init__(data)
        grouped = list(policies)
        field: Any = self.fields["policy"]
        # One environment needs no heading above its policies.
        field.choices = grouped if len(grouped) > 1 else [one for _, g in grouped for one in g]
        self.providers = dict(providers)
        failing: Any = self.fields["failing"]
        failing.choices = list(self.providers.items())

    def clean_to(self) -> str:
        text: str = self.cleaned_data["to"].strip()
        code = _CODE_OF.get(plain(text), text.upper())
        if text and not _is_number(text) and code not in CODES and code not in RETIRED:
            raise forms.ValidationError(
                f"No country is called “{text[:60]}”. Pick one of the list, or enter a number with "
                "its calling code."
            )
        return text if _is_number(text) else code

    def asked(self) -> dict[str, Any]:
        """As the simulator reads it, without what is empty or not valid. Call `is_valid` before."""
        said = self.cleaned_data
        found: dict[str, Any] = {"channel": said.get("channel", "")}
        to = said.get("to", "")
        if to and found["channel"] != "Email":
            found["number" if _is_number(to) else "country"] = to
        for name in (*COUNTS, "sends", "clock"):
            if said.get(name):
                found[name] = said[name]
        if failing := [one for one in said.get("failing", ()) if one in self.providers]:
            found["failing"] = failing
        if said.get("default_sender_fails"):
            found["default_sender_fails"] = True
        return found

    def add(self, error: Invalid) -> None:
        """What the simulator finds wrong, beside what this form found first."""
        known = set(self.errors)
        for name, messages in error.errors.items():
            field = _FIELD_OF.get(name, name)
            if field not in known:
                self.add_error(field if field in self.fields else None, list(messages))

    @property
    def folds(self) -> dict[str, bool]:
        """Which parts stand open: those that say something, or something wrong."""
        sent = (*COUNTS, "sends")
        broken = ("failing", "default_sender_fails", "clock")
        return {"sent": self._any(sent), "broken": self._any(broken)}

    def _any(self, names: Iterable[str]) -> bool:
        return any(self[name].value() or name in self.errors for name in names)


def query_of(form: SimulatorForm) -> str:
    """The question as an address's query, without what is empty."""
    data: Mapping[str, Any] = form.data
    pairs: list[tuple[str, str]] = []
    for name in form.fields:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        pairs += [(name, value) for value in values if value]
    return urlencode(pairs)


def _is_number(text: str) -> bool:
    return text[:1] in set("+(0123456789")
