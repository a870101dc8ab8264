"""Choosing the numbers of a campaign: picked from the account, pasted, or both."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from apps.compliance import rules
from apps.compliance.forms.base import FilingForm, LongText
from apps.compliance.rules import normalize
from apps.core.forms import CheckCards


class NumbersForm(FilingForm):
    """``account`` are the numbers that can be picked, as (digits, label).

    ``context["per_number"]`` maps digits to the facts of ``apps.compliance.rules.number``
    (``account_number``, ``linked_to``); with it, a number it does not have is not the account's.
    ``values["numbers"]`` is the list of digits, each once.
    """

    kind = "number"
    title = "Numbers"
    lead = "Which numbers send this campaign's messages."

    numbers = forms.MultipleChoiceField(
        label="Numbers of this account", widget=CheckCards, required=False
    )
    pasted = LongText(label="Paste numbers", rows=3, required=False)

    def __init__(self, *args: Any, account: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["numbers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(account)
        field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        picked = [normalize.number(n) for n in cleaned.get("numbers") or []]
        pasted = [
            normalize.number(n)
            for n in re.split(r"[,;\t\r\n]+", cleaned.get("pasted") or "")
            if n.strip()
        ]
        wanted = list(dict.fromkeys([*picked, *pasted]))
        if not wanted and not self.errors:
            self.add_error("numbers", "Choose at least one number, or paste one.")
        for number in wanted:
            place = "numbers" if number in picked else "pasted"
            for words in self._complaints(number):
                self.add_error(place, f"{number}: {words}")
        self.values = {"numbers": wanted}
        return cleaned

    @property
    def advice(self) -> dict[str, list[str]]:
        found = rules.advise("number", {}, context=self.context)
        return {"numbers": [sentence for words in found.values() for sentence in words]}

    def _complaints(self, number: str) -> list[str]:
        per_number = self.context.get("per_number")
        facts = {} if per_number is None else per_number.get(number, {"account_number": None})
        found = rules.check("number", {"number": number}, context={**self.context, **facts})
        words = [sentence for sentences in found.values() for sentence in sentences]
        # One sentence is enough: a number of another country is not in the account either.
        return words[:1]
