"""The lists: where do things stand?"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.compliance.filters import (
    SYNC_CHOICES,
    USES,
    BrandFilter,
    CampaignFilter,
    ProfileFilter,
    RegistrationFilter,
    TollfreeFilter,
)
from apps.compliance.models import Brand
from apps.compliance.statuses import BrandStatus, CampaignStatus, Status, TollfreeStatus
from apps.compliance.views import find
from apps.providers.models import ProviderConfiguration

PER_PAGE = 25
FILTERS = ("q", "status", "use", "sync", "connection")


@member_required
def profile_list(request: MemberRequest) -> HttpResponse:
    brands = Prefetch("brands", Brand.objects.live().select_related("sync"), to_attr="live_brands")
    rows = find.profiles(request).live()
    chips = [{"name": "use", "label": "Brand", "options": _options(USES.items())}]
    return _list(
        request,
        "profile",
        rows.prefetch_related(brands).order_by("-created_at", "-pk"),
        ProfileFilter,
        noun="companies",
        chips=chips,
        may_start=find.actor_of(request).can("profile.edit"),
    )


@member_required
def brand_list(request: MemberRequest) -> HttpResponse:
    rows = find.brands(request).live()
    counted = rows.annotate(
        campaign_count=Count("campaigns", filter=Q(campaigns__retired_at__isnull=True))
    )
    return _list(
        request,
        "brand",
        counted.order_by("-created_at", "-pk"),
        BrandFilter,
        noun="brands",
        chips=[_status_chips(BrandStatus)],
        may_start=find.actor_of(request).can("brand.submit"),
    )


@member_required
def campaign_list(request: MemberRequest) -> HttpResponse:
    rows = find.campaigns(request).live()
    counted = rows.annotate(
        number_count=Count("numbers", filter=Q(numbers__retired_at__isnull=True))
    )
    actor = find.actor_of(request)
    return _list(
        request,
        "campaign",
        counted.order_by("-created_at", "-pk"),
        CampaignFilter,
        noun="campaigns",
        chips=[_status_chips(CampaignStatus)],
        may_start=actor.can("campaign.submit"),
        may_import=actor.can("campaign.import"),
    )


@member_required
def tollfree_list(request: MemberRequest) -> HttpResponse:
    return _list(
        request,
        "tollfree",
        find.verifications(request).live().order_by("-created_at", "-pk"),
        TollfreeFilter,
        noun="toll-free verifications",
        chips=[_status_chips(TollfreeStatus)],
        may_start=find.actor_of(request).can("tollfree.submit"),
    )


def _list(
    request: MemberRequest,
    kind: str,
    rows: QuerySet[Any],
    filter_class: type[RegistrationFilter],
    *,
    noun: str,
    chips: list[dict[str, Any]],
    **context: Any,
) -> HttpResponse:
    """The page, or for htmx its rows. The number of queries does not grow with the rows."""
    found = filter_class(request.GET, queryset=rows, request=request).qs
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    filtered = any(request.GET.get(name) for name in FILTERS)
    total = rows.order_by().count() if filtered else page.paginator.count
    connections = list(find.connections(request))
    everything = {
        "page": page,
        "total": total,
        "filtered": filtered,
        "filters": [*chips, *_shared_chips(connections)],
        "total_text": f"{page.paginator.count} of {total}",
        "connections": connections,
        "several": len(connections) > 1,
        "noun": noun,
        "hx_target": "#rows",
        "wide": True,
        **context,
    }
    partial = "#rows" if request.headers.get("HX-Target") == "rows" else ""
    return render(request, f"compliance/{kind}_list.html{partial}", everything)


def _options(choices: Any) -> list[dict[str, Any]]:
    return [{"value": value, "label": label} for value, label in choices]


def _status_chips(kind: type[Status]) -> dict[str, Any]:
    options = [{"value": status.value, "label": status.label} for status in kind]
    return {"name": "status", "label": "At Plivo", "options": options}


def _shared_chips(connections: list[ProviderConfiguration]) -> list[dict[str, Any]]:
    chips = [{"name": "sync", "label": "Sync", "options": _options(SYNC_CHOICES)}]
    if len(connections) > 1:
        options = [{"value": one.pk, "label": one.name} for one in connections]
        chips.append({"name": "connection", "label": "Connection", "options": options})
    return chips
