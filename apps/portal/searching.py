"""Search over everything that has a name, an identifier or a number."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Profile,
    TollfreeVerification,
)
from apps.core.actor import Actor
from apps.numberpools.models import PhoneNumber
from apps.policies.kinds import Kind
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.sync.filters import digits_of
from apps.sync.pages import page_of

PER_GROUP = 20
SHORTEST = 2
# Fewer characters of an account's end would be in many.
SHORTEST_END = 4


@dataclass
class Hit:
    name: str
    under: str
    url: str
    badge: Any = None
    sync: Any = None
    ids: list[str] = field(default_factory=list)


@dataclass
class Group:
    """Up to PER_GROUP hits; `more` says there are others."""

    label: str
    hits: list[Hit]
    more: bool


def search(words: str, actor: Actor) -> list[Group]:
    """Groups with hits only; eight queries however many there are."""
    words = words.replace("\x00", "").strip()
    if len(words) < SHORTEST:
        return []
    number_like = digits_of(words)
    groups = [
        _companies(words, number_like, actor),
        _brands(words, number_like, actor),
        _campaigns(words, actor),
        _links(words, number_like, actor),
        _verifications(words, number_like, actor),
        _numbers(words, number_like, actor),
        _policies(words, actor),
        _settings(words, actor),
    ]
    return [group for group in groups if group.hits]


def _ids(words: str) -> Q:
    return Q(public_id__iexact=words) | Q(remote_id__iexact=words)


def _companies(words: str, digits: str, actor: Actor) -> Group:
    found = (
        Q(profile_alias__icontains=words)
        | Q(company_name__icontains=words)
        | Q(doing_business_as__icontains=words)
        | _ids(words)
    )
    if digits:
        found |= Q(ein__icontains=digits)
    rows = Profile.objects.live().visible_to(actor).filter(found).select_related("sync")
    return _group(
        "Companies",
        rows.order_by("company_name", "pk"),
        lambda row: Hit(
            name=row.company_name or row.profile_alias,
            under=row.profile_alias,
            url=_url(row),
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _brands(words: str, digits: str, actor: Actor) -> Group:
    found = Q(brand_alias__icontains=words) | Q(profile__company_name__icontains=words)
    if digits:
        found |= Q(profile__ein__icontains=digits)
    rows = Brand.objects.live().visible_to(actor).filter(found | _ids(words))
    return _group(
        "Brands",
        rows.select_related("sync", "profile").order_by("brand_alias", "pk"),
        lambda row: Hit(
            name=row.brand_alias,
            under=row.profile.company_name,
            url=_url(row),
            badge=row.badge,
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _campaigns(words: str, actor: Actor) -> Group:
    found = Q(campaign_alias__icontains=words) | Q(brand__brand_alias__icontains=words)
    rows = Campaign.objects.live().visible_to(actor).filter(found | _ids(words))
    return _group(
        "Campaigns",
        rows.select_related("sync", "brand").order_by("campaign_alias", "pk"),
        lambda row: Hit(
            name=row.campaign_alias,
            under=str(row.brand or ""),
            url=_url(row),
            badge=row.badge,
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _links(words: str, digits: str, actor: Actor) -> Group:
    found = Q(number__contains=digits) if digits else Q(remote_id__iexact=words)
    rows = CampaignNumber.objects.live().visible_to(actor).filter(found)
    return _group(
        "Numbers in campaigns",
        rows.select_related("sync", "campaign").order_by("number", "pk"),
        lambda row: Hit(
            name=str(row), under=str(row.campaign), url=_url(row), badge=row.badge, sync=row.sync
        ),
    )


def _verifications(words: str, digits: str, actor: Actor) -> Group:
    found = Q(profile__company_name__icontains=words) | Q(extra_data__iexact=words)
    if digits:
        found |= Q(number__contains=digits)
    rows = TollfreeVerification.objects.live().visible_to(actor).filter(found | _ids(words))
    return _group(
        "Toll-free verifications",
        rows.select_related("sync", "profile").order_by("number", "-pk"),
        lambda row: Hit(
            name=str(row),
            under=row.profile.company_name,
            url=_url(row),
            badge=row.badge,
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _numbers(words: str, digits: str, actor: Actor) -> Group:
    found = Q(alias__icontains=words) | Q(tendlc_campaign_id__iexact=words)
    if digits:
        found |= Q(number__contains=digits)
    rows = PhoneNumber.objects.visible_to(actor).rented().filter(found)
    numbers = reverse("numberpools:number_list")
    return _group(
        "Numbers of the account",
        rows.order_by("number", "pk"),
        lambda row: Hit(
            name=str(row), under=row.alias or row.region, url=f"{numbers}?q={row.number}"
        ),
    )


def _policies(words: str, actor: Actor) -> Group:
    rows = NotificationPolicy.objects.live().visible_to(actor)
    rows = rows.filter(Q(name__icontains=words) | _ids(words))
    return _group(
        "Notification policies",
        rows.select_related("sync", "configuration").order_by("name", "pk"),
        lambda row: Hit(
            name=row.name,
            under=str(row.configuration),
            url=_url(row),
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _settings(words: str, actor: Actor) -> Group:
    """Providers have a name, or else the account they stand for."""
    found = Q(name__icontains=words) | Q(kind__in=_kinds(words)) | _ids(words)
    if len(words) >= SHORTEST_END:
        found |= Q(sid__iendswith=words)
    rows = PhoneDeliverySetting.objects.live().visible_to(actor).filter(found)
    return _group(
        "Notification providers",
        rows.select_related("sync", "configuration").order_by("name", "kind", "pk"),
        lambda row: Hit(
            name=str(row),
            under=f"{row.get_kind_display()} · {row.configuration}",
            url=_url(row),
            sync=row.sync,
            ids=_named(row),
        ),
    )


def _kinds(words: str) -> list[str]:
    return [value for value, label in Kind.choices if words.lower() in label.lower()]


def _group(label: str, rows: Any, hit: Any) -> Group:
    found = list(rows[: PER_GROUP + 1])
    return Group(label, [hit(row) for row in found[:PER_GROUP]], len(found) > PER_GROUP)


def _named(row: Any) -> list[str]:
    """Theirs first, then ours where it differs."""
    return [value for value in dict.fromkeys((row.remote_id, row.public_id)) if value]


def _url(row: Any) -> str:
    return page_of(row) or reverse("sync:detail", args=[row.sync_id])
