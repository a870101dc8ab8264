"""The notification policies of all environments: where do things stand?"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.core.errors import Refused
from apps.policies.forms.policy_filter import SYNC_CHOICES, PolicyFilter
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.policy_line import line_of
from apps.policies.services.pull import pull_environment
from apps.policies.views import policy_find as find
from apps.providers.models import ProviderConfiguration
from apps.sync.pages import plural

PER_PAGE = 25
FILTERS = ("q", "sync", "environment")


@member_required
def policy_list(request: MemberRequest) -> HttpResponse:
    """The page, or for htmx its rows. The number of queries does not grow with the rows."""
    actor = find.actor_of(request)
    live = PhoneDeliverySetting.objects.live()
    uses = Prefetch("settings", live.order_by("name", "pk"), to_attr="used")
    rows = find.policies(request).live().prefetch_related(uses)
    rows = rows.order_by("configuration__name", "configuration_id", "-default", "name", "pk")
    found = PolicyFilter(request.GET, queryset=rows, request=request).qs
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    for row in page.object_list:
        row.line = line_of(row.wanted)
    filtered = any(request.GET.get(name) for name in FILTERS)
    total = rows.order_by().count() if filtered else page.paginator.count
    environments = list(find.environments(request))
    active = [one for one in environments if one.active]
    context = {
        "page": page,
        "total": total,
        "filtered": filtered,
        "filters": _chips(environments),
        "total_text": f"{page.paginator.count} of {total}",
        "connections": environments,
        "several": len(environments) > 1,
        "noun": "policies",
        "hx_target": "#rows",
        "wide": True,
        "may_start": actor.can("policy.edit") and bool(active),
        "readable": active if actor.can("connection.edit") else [],
    }
    partial = "#rows" if request.headers.get("HX-Target") == "rows" else ""
    return render(request, f"policies/policy_list.html{partial}", context)


@require_POST
@right_required("connection.edit")
def pull(request: MemberRequest, pk: int) -> HttpResponse:
    """Reads an environment; `next` says which list to go back to."""
    configuration = find.environment(request, pk)
    try:
        counts = pull_environment(configuration=configuration, actor=find.actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        new = " and ".join(
            f"{count or 'no'} new {noun if count == 1 else plural(noun)}"
            for noun, count in counts.items()
        )
        messages.success(
            request,
            f"{configuration.name} was read from PingOne: {new}. What was known already is being "
            "read again.",
        )
    back = request.POST.get("next", "")
    mine = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if mine else "policies:policy_list")


def _chips(environments: list[ProviderConfiguration]) -> list[dict[str, Any]]:
    states = [{"value": value, "label": label} for value, label in SYNC_CHOICES]
    chips = [{"name": "sync", "label": "Sync", "options": states}]
    if len(environments) > 1:
        options = [{"value": one.pk, "label": one.name} for one in environments]
        chips.append({"name": "environment", "label": "Environment", "options": options})
    return chips
