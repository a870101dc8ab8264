"""What was filed, as the groups of facts that detail pages and the review page show."""

from typing import Any, NamedTuple

from apps.compliance import choices
from apps.compliance.estimate import monthly_fee
from apps.compliance.models import Brand, Campaign, Profile
from apps.core.templatetags.ui import ein

Fact = dict[str, Any]


class Group(NamedTuple):
    """A heading and its facts, in the shape ``ui/facts.html`` takes."""

    title: str
    facts: list[Fact]
    columns: int = 2


def fact(label: str, value: Any, kind: str = "text", **more: Any) -> Fact:
    return {"label": label, "value": value, "kind": kind, **more}


def link(url: str) -> str:
    """The address as one that may be opened; anything else than http(s) is shown, not linked."""
    if url.lower().startswith(("https://", "http://")):
        return url
    return f"https://{url}" if url and "://" not in url and ":" not in url else ""


def of_profile(profile: Profile) -> list[Group]:
    street = ", ".join(filter(None, (profile.street, profile.city)))
    place = " ".join(filter(None, (profile.state, profile.postal_code, profile.country)))
    contact = " ".join(
        filter(None, (profile.contact_title, profile.contact_first_name, profile.contact_last_name))
    )
    seniority = dict(choices.Seniority.choices).get(
        profile.contact_seniority, profile.contact_seniority
    )
    business = [
        fact("Legal name", profile.company_name),
        fact("Trading name", profile.doing_business_as),
        fact("Who sends", profile.get_customer_type_display()),
        fact("Ownership", profile.get_entity_type_display()),
        fact("Industry", profile.get_vertical_display()),
        fact("Website", profile.website, url=link(profile.website)),
    ]
    identifiers = [
        fact("EIN", ein(profile.ein), note=_issued(profile.ein_issuing_country, profile.ein)),
        fact("Stock symbol", profile.stock_symbol, note=profile.get_stock_exchange_display()),
        fact(
            "Other identifier",
            profile.alt_business_id,
            note=profile.get_alt_business_id_type_display() if profile.alt_business_id else "",
        ),
        fact("Business contact e-mail", profile.business_contact_email),
        fact("Plivo subaccount", profile.plivo_subaccount),
    ]
    address = [
        fact("Address", street, note=place),
        fact("Contact", contact, note=seniority),
        fact("E-mail", profile.contact_email),
        fact("Phone", profile.contact_phone, "phone"),
    ]
    known = [f for f in identifiers if f["value"] or f["label"] == "EIN"]
    return [
        Group("Business", [business[0], *known, *business[1:], _connection(profile)]),
        Group("Address and contact", address),
    ]


def of_brand(brand: Brand) -> list[Fact]:
    vetting = "Yes" if brand.secondary_vetting else "No"
    facts = [
        fact("Company", brand.profile.company_name, url=brand.profile.get_absolute_url()),
        fact("EIN", ein(brand.profile.ein)),
        fact("Registration", brand.get_brand_type_display()),
        fact("Secondary vetting", vetting, note=brand.vetting_status.replace("_", " ").lower()),
    ]
    if brand.vetting_score is not None:
        facts.append(fact("Vetting score", f"{brand.vetting_score} of 100"))
    return [*facts, _connection(brand), fact("Filed", brand.created_at, "when")]


def of_campaign(campaign: Campaign) -> list[Fact]:
    """The short facts; the texts are :func:`campaign_texts`."""
    monthly = monthly_fee(campaign.usecase)
    brand = campaign.brand
    note = "" if brand else "The brand of this imported campaign is not here."
    subs = [dict(choices.SubUseCase.choices).get(u, u) for u in campaign.sub_usecases or []]
    facts = [
        fact("Brand", str(brand or ""), url=brand.get_absolute_url() if brand else "", note=note),
        fact("Use case", campaign.get_usecase_display()),
        *([fact("Made of", subs, "list")] if subs else []),
        fact("Industry", campaign.get_vertical_display()),
        fact("Source", campaign.get_source_display()),
        _connection(campaign),
        fact("Filed" if not campaign.imported else "Imported", campaign.created_at, "when"),
    ]
    if campaign.usecase:
        as_of = f"{monthly.source}, {monthly.as_of:%B %Y}"
        facts.append(fact("Monthly fee", monthly.amount, "money", note=f"Estimate: {as_of}"))
    if campaign.reseller_id:
        facts.append(fact("Reseller", campaign.reseller_id))
    return facts


def campaign_texts(campaign: Campaign) -> list[Group]:
    samples = [fact(f"Sample {n}", text, "long") for n, text in enumerate(campaign.samples, 1)]
    replies = [
        fact("Opt-in keywords", campaign.optin_keywords.replace(",", ", ")),
        fact("Opt-in reply", campaign.optin_message, "long"),
        fact("Opt-out keywords", campaign.optout_keywords.replace(",", ", ")),
        fact("Opt-out reply", campaign.optout_message, "long"),
        fact("Help keywords", campaign.help_keywords.replace(",", ", ")),
        fact("Help reply", campaign.help_message, "long"),
    ]
    attributes = [fact(a.label, getattr(campaign, a.field), "yesno") for a in choices.ATTRIBUTES]
    links = [
        fact(
            "Privacy policy", campaign.privacy_policy_link, url=link(campaign.privacy_policy_link)
        ),
        fact(
            "Terms and conditions",
            campaign.terms_and_conditions_link,
            url=link(campaign.terms_and_conditions_link),
        ),
    ]
    content = [
        fact("Description", campaign.description, "long"),
        fact("How people agree", campaign.message_flow, "long"),
    ]
    return [
        Group("Content", content, 1),
        Group("Samples", samples, 1),
        Group("Keywords and replies", [r for r in replies if r["value"]], 1),
        Group("Attributes", attributes),
        Group("Links", links, 1),
    ]


def _connection(obj: Any) -> Fact:
    return fact("Connection", obj.configuration.name)


def _issued(country: str, number: str) -> str:
    return f"Issued in {country}" if country and number else ""
