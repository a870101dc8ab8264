"""What reviewers read in summary, samples and use cases of a toll-free verification: advice.

Context: ``profile`` is the company, for its name and website.
"""

import re
from typing import Any

from apps.compliance.rules import wording
from apps.compliance.rules.registry import TOLLFREE_DOCS, Context, Values, Verdict, rule
from apps.compliance.rules.shapes import filled
from apps.compliance.rules.wording import says

SHORT = 50
WRITTEN = ("usecase_summary", "message_sample", "additional_information")
SENT = {
    "message_sample": "The sample",
    "optin_message": "The opt-in confirmation",
    "help_message": "The reply to HELP",
}
TELLTALES = {
    "2FA": r"codes?|passcodes?|otp|pin|verif\w+|2fa|two[- ]factor|log ?in|sign ?in|authenticat\w+",
    "DELIVERY_NOTIFICATION": r"deliver\w*|shipp?\w*|parcels?|packages?|orders?|courier|driver|"
    r"arriv\w+|track\w*|pick ?up",
    "FRAUD_ALERT": r"fraud\w*|suspicious|unusual|transactions?|unrecognised|unrecognized",
    "HIGHER_EDUCATION": r"college|universit\w+|campus|students?|school|class\w*|courses?|semester",
    "POLLING_VOTING": r"poll\w*|surveys?|vot\w+|feedback|rate|opinion|questions?",
    "SECURITY_ALERT": r"secur\w+|breach\w*|password|log ?in|sign ?in|suspicious|alert\w*|access\w*",
}
"""Words one of which a text for that use case nearly always has."""


def _company(context: Context) -> Any:
    return context.get("profile") or {}


def _only_codes(values: Values) -> bool:
    """Passcodes are asked for one at a time: nobody joins, so nobody has to leave."""
    return list(values.get("usecase") or []) == ["2FA"]


@rule(
    "tollfree.usecase_summary.short",
    "usecase_summary",
    text="So short a summary is often declined. Say who sends what to whom, and why.",
    source="TF-01: Twilio error 30497",
    advice=True,
)
def summary_says_enough(values: Values, context: Context) -> Verdict:
    length = len(str(values.get("usecase_summary") or "").strip())
    return not length or length >= SHORT


@rule(
    "tollfree.usecase_summary.one_business",
    "usecase_summary",
    text="This reads as if several businesses send from the number. Give the one whose name "
    "recipients see as the company; each business needs its own number.",
    source="TF-13, TF-15: Twilio error 30474, 30478",
    advice=True,
)
def one_business(values: Values, context: Context) -> Verdict:
    return not says("others", values.get("usecase_summary"))


for _field, _label in (("usecase_summary", "The summary"), ("message_sample", "The sample")):

    @rule(
        f"tollfree.{_field}.real",
        _field,
        text=f"{_label} reads like a test. Reviewers want what is really sent.",
        source="TF-02: Twilio error 30534",
        advice=True,
    )
    def not_a_test(values: Values, context: Context, field: str = _field) -> Verdict:
        return not says("test", values.get(field))


@rule(
    "tollfree.message_sample.each",
    "message_sample",
    "usecase",
    text="Show a message for each use case, numbered: “1. … 2. …”.",
    source=f"TF-03: {TOLLFREE_DOCS}; Twilio error 30538",
    advice=True,
)
def sample_for_each(values: Values, context: Context) -> Verdict:
    wanted, there = len(values.get("usecase") or []), wording.samples(values.get("message_sample"))
    if not there or there >= wanted:
        return True
    return (
        f"{wanted} use cases and {there} {'message' if there == 1 else 'messages'}. Show a "
        "message for each use case, numbered: “1. … 2. …”."
    )


@rule(
    "tollfree.usecase.fits",
    "usecase",
    "usecase_summary",
    "message_sample",
    text="Neither summary nor sample speaks of this use case. Choose another or show its message.",
    source="TF-04: Twilio error 30496",
    advice=True,
)
def use_case_fits(values: Values, context: Context) -> Verdict:
    texts = " ".join(str(values.get(f) or "") for f in ("usecase_summary", "message_sample"))
    if not texts.strip():
        return True
    silent = [
        code
        for code in values.get("usecase") or []
        if code in TELLTALES and not re.search(rf"\b(?:{TELLTALES[code]})\b", texts, re.I)
    ]
    return not silent or (
        f"Neither summary nor sample speaks of {', '.join(silent)}. Choose another use case or "
        "show its message."
    )


@rule(
    "tollfree.usecase.promotion",
    "usecase",
    "usecase_summary",
    "message_sample",
    text="The texts promote something, but Marketing is not chosen. Add it or take the promotion "
    "out.",
    source="TF-04: Twilio error 30496",
    advice=True,
)
def promotion_is_marketing(values: Values, context: Context) -> Verdict:
    chosen = values.get("usecase") or []
    promotes = says("promotion", values.get("usecase_summary"), values.get("message_sample"))
    return not chosen or "MARKETING" in chosen or not promotes


@rule(
    "tollfree.usecase.political",
    "usecase",
    *WRITTEN,
    text="This reads as political. Such messages need a Campaign Verify token; put it into the "
    "additional information.",
    source="TF-24: Twilio error 30501",
    advice=True,
)
def not_political(values: Values, context: Context) -> Verdict:
    token = "campaign verify" in str(values.get("additional_information") or "").lower()
    return token or not says("political", *(values.get(field) for field in WRITTEN))


@rule(
    "tollfree.usecase.donations",
    "usecase",
    *WRITTEN,
    text="This asks for donations. Reviewers want proof that the organisation is tax-exempt; say "
    "in the additional information where it is found.",
    source="TF-24: Twilio error 30826, Bandwidth code 1010",
    advice=True,
)
def no_donations(values: Values, context: Context) -> Verdict:
    asks = says("donation", values.get("usecase_summary"), values.get("message_sample"))
    return not asks or filled(values, "additional_information")


@rule(
    "tollfree.message_sample.prohibited",
    "message_sample",
    *WRITTEN,
    text="Carriers decline messages about sex, hate, alcohol, firearms, tobacco, drugs and "
    "gambling. Take it out, or explain the age gate in the additional information.",
    source="Plivo support, toll-free rejection reasons",
    advice=True,
)
def not_prohibited(values: Values, context: Context) -> Verdict:
    return not says("shaft", *(values.get(field) for field in WRITTEN))


@rule(
    "tollfree.message_sample.brand",
    "message_sample",
    text="No message names the company. Start each with its name, as in “Harbour Dental: …”.",
    source="SM-03: Twilio error 30893",
    advice=True,
)
def sample_names_company(values: Values, context: Context) -> Verdict:
    sample = values.get("message_sample")
    return not filled(values, "message_sample") or wording.names(_company(context), sample)


@rule(
    "tollfree.message_sample.stop",
    "message_sample",
    "usecase",
    text="No message says how to leave. End one with “Reply STOP to opt out”.",
    source="SM-04: Twilio error 30893",
    advice=True,
)
def sample_says_stop(values: Values, context: Context) -> Verdict:
    sample = values.get("message_sample")
    return not filled(values, "message_sample") or _only_codes(values) or says("STOP", sample)


@rule(
    "tollfree.message_sample.domain",
    "message_sample",
    text="A message links to another domain than the company's website. Link to its own.",
    source="TF-20: Twilio error 30857",
    advice=True,
)
def sample_links_home(values: Values, context: Context) -> Verdict:
    site = wording.host_of(_company(context).get("website"))
    hosts = [link.host for link in wording.links(values.get("message_sample"))]
    strange = next((h for h in hosts if not wording.within(h, site)), "")
    if not site or not strange:
        return True
    return f"A message links to {strange}, the company's website is {site}. Link to its own domain."


for _field, _label in SENT.items():

    @rule(
        f"tollfree.{_field}.shortener",
        _field,
        text=f"{_label} has a public link shortener. Carriers decline those; use your own domain.",
        source="TF-20: Twilio error 30449",
        advice=True,
    )
    def not_shortened(values: Values, context: Context, field: str = _field) -> Verdict:
        return not any(wording.shortened(link.host) for link in wording.links(values.get(field)))

    @rule(
        f"tollfree.{_field}.https",
        _field,
        text=f"{_label} has a link with http://. Carriers decline those; use https://.",
        source="TF-20: Twilio error 30471",
        advice=True,
    )
    def links_secure(values: Values, context: Context, field: str = _field) -> Verdict:
        return not any(link.scheme == "http://" for link in wording.links(values.get(field)))
