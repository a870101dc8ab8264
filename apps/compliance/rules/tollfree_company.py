"""What reviewers think over about the business and the number behind a toll-free verification.

Context beside that of ``tollfree``: ``approved_for_number`` says which verification of the
number is approved; ``verifications_of_profile`` counts the company's live ones.
"""

from typing import Any

from apps.compliance.rules.registry import TOLLFREE_DOCS, Context, Values, Verdict, rule
from apps.compliance.rules.shapes import filled
from apps.compliance.rules.wording import host_of, of, sites, within

FIRST = frozenset({"create"})
SOCIAL = sites(
    "facebook.com instagram.com linkedin.com linktr.ee x.com twitter.com tiktok.com youtube.com "
    "etsy.com yelp.com"
)
UNFINISHED = sites(
    "vercel.app netlify.app azurewebsites.net herokuapp.com github.io pages.dev web.app ngrok.io "
    "ngrok-free.app example.com"
)
LARGE = frozenset({"1,000,000", "5,000,000", "10,000,000+"})


def _company(context: Context) -> Any:
    return context.get("profile") or {}


@rule(
    "tollfree.profile_uuid.website",
    "profile_uuid",
    text="This company has no website on record. Reviewers look for one; add it to the company.",
    source="TF-17: Twilio error 30473, 30489",
    advice=True,
)
def company_has_website(values: Values, context: Context) -> Verdict:
    company = _company(context)
    if "website" not in company:
        return True
    host = host_of(company["website"])
    if not host:
        return False
    if of(host, SOCIAL):
        return f"{host} is not the company's own site. Reviewers look for its own domain."
    if of(host, UNFINISHED):
        return f"{host} looks like a site that is not finished. Give the company's live domain."
    if str(company["website"]).lower().startswith("http://"):
        return "The company's website starts with http://. Reviewers decline it; use https://."
    return True


@rule(
    "tollfree.profile_uuid.email",
    "profile_uuid",
    text="The contact's e-mail is not at the company's own domain. Reviewers often decline that.",
    source="TF-19: Twilio error 30482, Bandwidth code 1101",
    advice=True,
)
def company_email(values: Values, context: Context) -> Verdict:
    company = _company(context)
    mail, site = host_of(company.get("contact_email")), host_of(company.get("website"))
    if not mail or not site or within(mail, site) or within(site, mail):
        return True
    return (
        f"The contact's e-mail is at {mail}, the website at {site}. Reviewers often decline that; "
        "give the company an e-mail at its own domain."
    )


@rule(
    "tollfree.profile_uuid.many",
    "profile_uuid",
    "additional_information",
    text="This company has five verifications already. Say in the additional information why one "
    "business needs more numbers.",
    source="TF-12: Twilio error 30479",
    acts=FIRST,
    advice=True,
)
def few_for_one_business(values: Values, context: Context) -> Verdict:
    several = int(context.get("verifications_of_profile") or 0) >= 5
    return not several or filled(values, "additional_information")


@rule(
    "tollfree.number.approved",
    "number",
    text="This number is verified already. File again only for another use case of that business.",
    source="TF-13: Twilio error 30478",
    acts=FIRST,
    advice=True,
)
def number_not_verified(values: Values, context: Context) -> Verdict:
    name = context.get("approved_for_number", "")
    return not name or (
        f"This number is verified already ({name}). File again only for another use case of that "
        "business."
    )


@rule(
    "tollfree.volume.explained",
    "volume",
    "additional_information",
    text="So many messages need a reason. Say in the additional information how many people get "
    "how many messages a month.",
    source="TF-11: Telnyx, toll-free verification troubleshooting",
    advice=True,
)
def volume_explained(values: Values, context: Context) -> Verdict:
    return values.get("volume") not in LARGE or filled(values, "additional_information")


@rule(
    "tollfree.volume.grows",
    "volume",
    "usecase",
    text="Up to 1,000 a month is little for marketing. Choose what you expect in six to eight "
    "months.",
    source=f"TF-11: {TOLLFREE_DOCS}",
    advice=True,
)
def volume_fits(values: Values, context: Context) -> Verdict:
    return not (values.get("volume") == "1,000" and "MARKETING" in (values.get("usecase") or []))
