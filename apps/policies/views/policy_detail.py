"""What will this policy do to my users? Answers htmx with the live part alone."""

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HTMX_STOP_POLLING

from apps.accounts.access import MemberRequest, member_required
from apps.policies.models import NotificationPolicy
from apps.policies.pages import policy_live, policy_parts
from apps.policies.pages.policy_names import Providers, diff_of
from apps.policies.services.policy import judge
from apps.policies.summary import sentences
from apps.policies.views import policy_find as find
from apps.sync.models import Hold
from apps.sync.pages import describe

LIVE_SECONDS = 3


@member_required
def policy(request: MemberRequest, public_id: str) -> HttpResponse:
    """The page; for a poll its live part: 204 while nothing changed, 286 when nothing will."""
    row = find.policy(request, public_id)
    if row.public_id != public_id:
        return redirect(row)
    actor = find.actor_of(request)
    providers = Providers(row.configuration)
    entries = policy_live.entries_of(row, providers)
    stamp, moving = policy_live.stamp(row, entries), policy_live.moving(row)
    polled = request.headers.get("HX-Target") == "live"
    if polled and moving and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    sync = describe(row.sync, row)
    changeable = row.live and not row.retiring
    context = {
        "obj": row,
        "sync": sync,
        "ids": ids_of(row),
        "next": policy_live.next_of(row),
        "summary": sentences(row.wanted, providers.names),
        "quotas": policy_parts.quotas_of(row.wanted),
        "limit": policy_parts.limit_of(row.wanted),
        "cooldowns": policy_parts.cooldowns_of(row.wanted),
        "cards": policy_parts.cards_of(row.wanted, providers),
        "findings": judge(row.wanted, configuration=row.configuration, row=row),
        "drift": sync.hold == Hold.DRIFT,
        "gone": bool(sync.detail.get("gone")),
        "diff": diff_of(sync.detail.get("drift") or {}, providers),
        "json": json.dumps(row.wanted, indent=2, ensure_ascii=False),
        "may_edit": changeable and actor.can("policy.edit"),
        "may_delete": changeable and actor.can("policy.delete"),
        "may_decide": actor.can("policy.edit"),
        "entries": entries,
        "moving": moving,
        "stamp": stamp,
        "live_seconds": LIVE_SECONDS,
    }
    if not polled:
        return render(request, "policies/policy_detail.html", context)
    context |= {"swapped": True, "announce": entries[0]["title"] if entries else ""}
    status = 200 if moving else HTMX_STOP_POLLING
    return render(request, "policies/policy_detail.html#live", context, status=status)


def ids_of(row: NotificationPolicy) -> list[dict[str, str]]:
    """Theirs first, then ours where it differs."""
    ids = [{"value": row.remote_id, "label": "PingOne's policy id", "who": "PingOne"}]
    if row.public_id != row.remote_id:
        ids.append({"value": row.public_id, "label": "Linecheck's policy id", "who": "Linecheck"})
    return [one for one in ids if one["value"]]
