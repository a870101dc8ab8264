"""What request will PingOne make? Answers htmx with the live part alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_htmx.http import HTMX_STOP_POLLING

from apps.accounts.access import MemberRequest, member_required
from apps.policies.filling import Sample
from apps.policies.kinds import Kind
from apps.policies.mirrors.setting import SettingMirror
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.diff import rows_of
from apps.policies.pages.setting_facts import facts_of, number_rows, numberless_of, unchosen_of
from apps.policies.pages.setting_history import entries_of, versions_of
from apps.policies.pages.setting_live import moving, stamp
from apps.policies.pages.setting_requests import shown
from apps.policies.pages.setting_uses import uses_of
from apps.policies.summary import setting_sentences
from apps.policies.views import setting_find as find
from apps.sync.models import Hold
from apps.sync.pages import story_of

LIVE_SECONDS = 3


@never_cache
@member_required
def setting(request: MemberRequest, public_id: str) -> HttpResponse:
    """The page; for a poll its live part: 204 while nothing changed, 286 when nothing will."""
    row = find.setting(request, public_id)
    if row.public_id != public_id:
        return redirect(row)
    entries = entries_of(row)
    now, goes_on = stamp(row, entries), moving(row)
    live = request.headers.get("HX-Target") == "live"
    if live and goes_on and request.GET.get("stamp") == now:
        return HttpResponse(status=204)
    actor = find.actor_of(request)
    changeable = row.live and not row.retiring
    context = {
        "obj": row,
        "ids": _ids(row),
        "may_edit": changeable and actor.can("setting.edit"),
        "may_delete": changeable and actor.can("setting.delete"),
        "may_decide": actor.can("setting.edit"),
        "try_url": reverse("policies:setting_try", args=[row.public_id])
        if changeable and actor.can("setting.try")
        else "",
        "custom": row.kind == Kind.CUSTOM_PROVIDER,
        "sentences": [*setting_sentences(row.wanted), *unchosen_of(row)],
        "shown": shown(row.wanted, row.secrets, Sample()),
        "facts": facts_of(row),
        "numbers": number_rows(row),
        "numberless": numberless_of(row),
        "uses": uses_of(row),
        "versions": versions_of(row),
        "entries": entries,
        "story": story_of(row.sync) if row.live and row.sync.state != "in_sync" else None,
        "moving": goes_on,
        "stamp": now,
        "live_seconds": LIVE_SECONDS,
        **_drift(row),
    }
    if not live:
        return render(request, "policies/setting_detail.html", context)
    context |= {"announce": _news(entries), "swapped": True}
    status = 200 if goes_on else HTMX_STOP_POLLING
    return render(request, "policies/setting_detail.html#live", context, status=status)


def _ids(row: PhoneDeliverySetting) -> list[dict[str, str]]:
    ids = [{"value": row.remote_id, "label": "PingOne's provider id", "who": "PingOne"}]
    if row.public_id != row.remote_id:
        ids.append({"value": row.public_id, "label": "Linecheck's provider id", "who": "Linecheck"})
    return [one for one in ids if one["value"]]


def _drift(row: PhoneDeliverySetting) -> dict[str, Any]:
    """What PingOne has now, where a person has to decide whose version counts."""
    held = row.live and row.sync.hold == Hold.DRIFT
    gone = bool(held and row.sync.detail.get("gone"))
    pairs = SettingMirror().drift(row) if held and not gone else {}
    return {"drift": held, "gone": gone, "diff": rows_of(pairs)}


def _news(entries: list[dict[str, Any]]) -> str:
    """The newest entry as the sentence that is read aloud."""
    if not entries:
        return ""
    newest = entries[0]
    return " ".join(filter(None, (newest.get("actor"), newest["title"], newest.get("quote"))))
