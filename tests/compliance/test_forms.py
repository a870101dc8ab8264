from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from apps.compliance import forms, rules
from apps.compliance.help import DECLINES, what_to_do
from tests.compliance.rows import FILINGS

PUBLIC_ID = FILINGS["brand"]["profile_uuid"]
ARGUMENTS: dict[str, dict[str, Any]] = {
    "company": {"profiles": [(PUBLIC_ID, "Harbour Dental")]},
    "sender": {"profiles": [(FILINGS["tollfree"]["profile_uuid"], "Harbour Dental")]},
    "use-case": {"brands": [(FILINGS["campaign"]["brand_id"], "Harbour Dental")]},
}
STEPS = [
    pytest.param(kind, step, id=f"{kind}-{step.slug}")
    for kind, steps in forms.STEPS.items()
    for step in steps
]


def draft(**data: Any) -> Any:
    return SimpleNamespace(data=data)


def posted(form: Any, values: dict[str, Any]) -> QueryDict:
    """What a browser sends for these values."""
    data = QueryDict(mutable=True)
    for name in form.names():
        value = values.get(name, "")
        if isinstance(value, list):
            data.setlist(name, value)
        elif value is not False or isinstance(form.base_fields[name], forms.base.YesNoField):
            data[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return data


@pytest.mark.parametrize(("kind", "step"), STEPS)
def test_every_field_says_what_is_checked(kind: str, step: forms.Step) -> None:
    form = step.form.from_draft(draft(), **ARGUMENTS.get(step.slug, {}))
    assert not [name for name, field in form.fields.items() if not field.help_text]
    assert not [name for name, field in form.fields.items() if not field.label]


@pytest.mark.parametrize(("kind", "step"), [p for p in STEPS if p.values[0] != "numbers"])
def test_a_good_filing_passes_step_by_step(kind: str, step: forms.Step) -> None:
    values = FILINGS[kind]
    data = posted(step.form, values)
    form = step.form.from_draft(draft(**values), data=data, **ARGUMENTS.get(step.slug, {}))
    assert form.is_valid(), form.errors
    expected = {n: values.get(n, "") for n in step.form.names()}
    assert form.values == expected


@pytest.mark.parametrize(("kind", "step"), [p for p in STEPS if p.values[0] != "numbers"])
def test_an_empty_step_asks_in_the_words_of_the_rules(kind: str, step: forms.Step) -> None:
    form = step.form.from_draft(draft(), data=QueryDict(), **ARGUMENTS.get(step.slug, {}))
    form.is_valid()
    texts = {r.text for r in rules.rules_of(kind)} | {"Choose how to register the brand."}
    texts |= {"Say yes or no to secondary vetting."}
    for name, field in form.fields.items():
        said = [str(words) for words in form.errors.get(name, [])]
        assert bool(said) is bool(field.required), name
        assert set(said) <= texts, name


def test_every_step_of_a_kind_covers_its_required_fields() -> None:
    for kind in ("profile", "brand", "campaign", "tollfree"):
        asked = {r.fields[0] for r in rules.rules_of(kind) if r.id.endswith(".required")}
        shown = {name for step in forms.STEPS[kind] for name in step.form.names()}
        assert asked <= shown


def test_a_step_hears_what_another_step_says() -> None:
    data = posted(forms.IdentifiersForm, FILINGS["profile"])
    form = forms.IdentifiersForm.from_draft(draft(entity_type="PUBLIC"), data=data)
    assert not form.is_valid()
    assert set(form.errors) == {"stock_symbol", "stock_exchange"}


def test_values_come_out_in_their_standard_form() -> None:
    data = posted(forms.IdentifiersForm, {"ein": " 12-3456789", "ein_issuing_country": "US"})
    form = forms.IdentifiersForm.from_draft(draft(), data=data)
    assert form.is_valid(), form.errors
    assert form.values["ein"] == "123456789"


def test_what_was_typed_is_kept_though_it_is_wrong() -> None:
    data = posted(forms.ContentForm, {"description": "Too short", "message_flow": ""})
    form = forms.ContentForm.from_draft(draft(description="What it said before."), data=data)
    assert not form.is_valid()
    assert form.typed == {"description": "Too short", "message_flow": ""}


def test_long_texts_carry_their_bounds_for_the_counter() -> None:
    form = forms.ContentForm.from_draft(draft())
    attrs = form.fields["description"].widget.attrs
    assert (attrs["data-min"], attrs["data-max"]) == ("40", "4096")


def test_a_brand_starts_as_standard_with_vetting() -> None:
    form = forms.RegistrationForm.from_draft(draft())
    assert form["brand_type"].value() == "STANDARD"
    assert form["secondary_vetting"].value() == "true"


def test_an_attribute_is_answered_not_assumed() -> None:
    form = forms.AttributesForm.from_draft(draft())
    assert form["embedded_link"].value() is None
    data = posted(forms.AttributesForm, {**FILINGS["campaign"], "embedded_link": ""})
    assert "embedded_link" in forms.AttributesForm.from_draft(draft(), data=data).errors


def test_an_unticked_confirmation_is_refused() -> None:
    data = posted(forms.AttributesForm, {**FILINGS["campaign"], "subscriber_help": False})
    form = forms.AttributesForm.from_draft(draft(), data=data)
    assert set(form.errors) == {"subscriber_help"}


class TestReplies:
    brand = {"company_name": "Harbour Dental LLC", "phone": "+1 512 555 0143"}

    def test_suggestions_name_the_sender_and_pass_the_rules(self) -> None:
        form = forms.RepliesForm.from_draft(draft(), context={"brand": self.brand})
        values = {name: form[name].value() for name in form.names()}
        assert values["optout_message"].startswith("Harbour Dental LLC: ")
        assert "+1 512 555 0143" in values["help_message"]
        assert rules.check("campaign", values, only=set(values)) == {}
        assert rules.advise("campaign", values, only=set(values)) == {}

    def test_no_reply_is_suggested_that_has_a_gap(self) -> None:
        form = forms.RepliesForm.from_draft(draft())
        assert form["help_message"].value() is None
        assert form["help_keywords"].value() == "HELP,INFO"
        named = forms.RepliesForm.from_draft(draft(), context={"brand": {"alias": "Harbour"}})
        assert named["help_message"].value() is None
        assert named["optin_message"].value()

    def test_what_was_emptied_stays_empty(self) -> None:
        form = forms.RepliesForm.from_draft(draft(optin_message=""), context={"brand": self.brand})
        assert form["optin_message"].value() == ""


class TestUseCase:
    def codes(self, brand_type: str) -> set[str]:
        context = {"brand": {"brand_type": brand_type}} if brand_type else {}
        form = forms.UseCaseForm.from_draft(draft(), context=context)
        return {str(value) for value, _ in form.fields["usecase"].choices}  # type: ignore[attr-defined]

    def test_a_starter_brand_is_offered_starter_only(self) -> None:
        assert self.codes("STARTER") == {"STARTER"}
        assert "STARTER" not in self.codes("STANDARD")
        assert len(self.codes("STANDARD")) == 12
        assert len(self.codes("")) == 13

    def test_a_correction_cannot_touch_what_is_fixed(self) -> None:
        values = FILINGS["campaign"]
        form = forms.UseCaseForm.from_draft(
            draft(**values),
            data=posted(forms.UseCaseForm, {**values, "usecase": "2FA", "campaign_alias": "New"}),
            context={"act": "update", "status": "FAILED"},
            **ARGUMENTS["use-case"],
        )
        assert form.is_valid(), form.errors
        assert form.values == {"campaign_alias": "New"}


class TestNumbers:
    account = [("15125550143", "+1 512 555 0143"), ("15125550144", "+1 512 555 0144")]
    rented = {"account_number": {"country": "US", "type": "fixed", "sms_enabled": True}}

    def form(self, picked: list[str], pasted: str = "", **facts: Any) -> forms.NumbersForm:
        data = QueryDict(mutable=True)
        data.setlist("numbers", picked)
        data["pasted"] = pasted
        per_number = {digits: {**self.rented, **facts} for digits, _ in self.account}
        return forms.NumbersForm(data, account=self.account, context={"per_number": per_number})

    def test_picked_and_pasted_become_one_list(self) -> None:
        form = self.form(["15125550143"], "+1 (512) 555-0144\n15125550143, 512 555 0144")
        assert form.is_valid(), form.errors
        assert form.values == {"numbers": ["15125550143", "15125550144"]}

    def test_a_stranger_is_named_once(self) -> None:
        form = self.form([], "442079460958; 15125559999")
        assert not form.is_valid()
        first, second = (str(words) for words in form.errors["pasted"])
        assert first.startswith("442079460958: 10DLC is for local numbers")
        assert second.startswith("15125559999: This account does not have")

    def test_a_linked_number_names_its_campaign(self) -> None:
        form = self.form(["15125550143"], linked_to="Visit reminders")
        assert "already linked to Visit reminders" in form.errors["numbers"][0]

    def test_none_at_all_is_refused(self) -> None:
        assert self.form([]).errors["numbers"] == ["Choose at least one number, or paste one."]


def test_an_import_asks_for_id_and_name_only() -> None:
    form = forms.ImportForm({"campaign_id": "C1234567", "campaign_alias": "Imported"})
    assert form.is_valid(), form.errors
    assert form.values == {"campaign_id": "C1234567", "campaign_alias": "Imported"}
    known = forms.ImportForm(
        {"campaign_id": "C1234567", "campaign_alias": "Again"}, context={"known_ids": ["C1234567"]}
    )
    assert set(known.errors) == {"campaign_id"}


class TestReview:
    @pytest.mark.parametrize("kind", ["profile", "brand", "campaign"])
    def test_a_good_filing_is_ready(self, kind: str) -> None:
        found = forms.review(kind, FILINGS[kind])
        assert found.ready
        assert {state.state for state in found.steps} == {"done"}

    def test_an_empty_one_is_not_and_says_where(self) -> None:
        found = forms.review("campaign", {})
        assert not found.ready
        assert {state.state for state in found.steps} == {"empty"}
        assert found.steps[1].errors.keys() == {"description", "message_flow"}

    def test_a_wrong_step_is_open(self) -> None:
        found = forms.review("campaign", {**FILINGS["campaign"], "sample2": "short"})
        assert {s.step.slug: s.state for s in found.steps}["samples"] == "open"

    def test_advice_does_not_stop_it(self) -> None:
        values = {**FILINGS["campaign"], "sample2": FILINGS["campaign"]["sample1"]}
        found = forms.review("campaign", values)
        assert found.ready
        assert set(found.advice) == {"sample2"}

    def test_a_step_is_found_by_its_slug(self) -> None:
        found = forms.step("campaign", "use-case")
        assert found and found.title == "Use case"
        assert forms.step("campaign", "nowhere") is None
        assert forms.step("nothing", "use-case") is None


@pytest.mark.parametrize(
    ("code", "words", "key"),
    [
        ("1004", "", "1004"),
        ("", "Tax ID does not match the company name or business type.", "TAX_ID"),
        ("", "Not recognized as a government entity", "GOVERNMENT_ENTITY"),
        ("", "IRS tax exempt subsection status not found", "NONPROFIT"),
    ],
)
def test_a_known_decline_says_what_to_do(code: str, words: str, key: str) -> None:
    assert what_to_do(code, words) == DECLINES[key]


def test_an_unknown_decline_promises_nothing() -> None:
    assert what_to_do("9999", "Something new") == ""
