"""The providers of all environments: where do things stand?"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.access import MemberRequest, member_required
from apps.policies.forms.policy_filter import SYNC_CHOICES
from apps.policies.forms.setting_filter import SettingFilter
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.setting_facts import channels_of, selected_of
from apps.policies.rules.setting import MOST_SETTINGS
from apps.policies.views import setting_find as find
from apps.policies.views.policy_find import environments
from apps.providers.models import ProviderConfiguration

PER_PAGE = 25
FILTERS = ("q", "kind", "sync", "environment")


@member_required
def setting_list(request: MemberRequest) -> HttpResponse:
    """The page, or for htmx its rows. The number of queries does not grow with the rows."""
    actor = find.actor_of(request)
    in_use = Q(policies__retired_at__isnull=True, policies__retiring=False)
    rows = find.settings(request).live().annotate(uses=Count("policies", filter=in_use))
    rows = rows.order_by("configuration__name", "configuration_id", "name", "pk")
    found = SettingFilter(request.GET, queryset=rows, request=request).qs
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_described(row) for row in page.object_list]
    filtered = any(request.GET.get(name) for name in FILTERS)
    total = rows.order_by().count() if filtered else page.paginator.count
    connections = list(environments(request))
    active = [one for one in connections if one.active]
    context = {
        "page": page,
        "total": total,
        "filtered": filtered,
        "filters": _chips(connections),
        "total_text": f"{page.paginator.count} of {total}",
        "connections": connections,
        "room": _room(active),
        "several": len(connections) > 1,
        "noun": "providers",
        "hx_target": "#rows",
        "wide": True,
        "may_start": actor.can("setting.edit") and bool(active),
        "readable": active if actor.can("connection.edit") else [],
    }
    partial = "#rows" if request.headers.get("HX-Target") == "rows" else ""
    return render(request, f"policies/setting_list.html{partial}", context)


def _described(row: Any) -> Any:
    row.channels = channels_of(row)
    row.selected, row.number_count = selected_of(row)
    return row


def _room(active: list[ProviderConfiguration]) -> list[dict[str, Any]]:
    """How many of the providers PingOne allows each environment has."""
    live = PhoneDeliverySetting.objects.live().filter(configuration__in=active)
    counted = live.order_by().values("configuration").annotate(used=Count("pk"))
    used = dict(counted.values_list("configuration", "used"))
    return [
        {"name": one.name, "used": used.get(one.pk, 0), "most": MOST_SETTINGS} for one in active
    ]


def _chips(connections: list[ProviderConfiguration]) -> list[dict[str, Any]]:
    def options(pairs: Any) -> list[dict[str, Any]]:
        return [{"value": value, "label": label} for value, label in pairs]

    chips = [
        {"name": "kind", "label": "Kind", "options": options(Kind.choices)},
        {"name": "sync", "label": "Sync", "options": options(SYNC_CHOICES)},
    ]
    if len(connections) > 1:
        named = [(one.pk, one.name) for one in connections]
        chips.append({"name": "environment", "label": "Environment", "options": options(named)})
    return chips
