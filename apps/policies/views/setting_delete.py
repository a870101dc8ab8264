"""Deleting a provider, on a page of its own that names what sends through it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, right_required
from apps.core.errors import Conflict, Refused
from apps.policies.pages.setting_uses import Use, uses_of
from apps.policies.services.setting import delete_setting
from apps.policies.views import setting_find as find
from apps.policies.views.setting_editor import version_of


@right_required("setting.delete")
def setting_delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.setting(request, public_id)
    if not row.live or row.retiring:
        messages.error(request, "This is being deleted already.")
        return redirect(row)
    errors: list[str] = []
    uses = uses_of(row)
    if request.method == "POST":
        asked = request.POST.get("version", "")
        if not uses and request.POST.get("confirm", "").strip() != str(row).strip():
            errors.append(f"Type the name {row} exactly to confirm.")
        else:
            try:
                version = version_of(asked, row)
                delete_setting(setting=row, version=version, actor=find.actor_of(request))
            except (Conflict, Refused) as error:
                errors.append(str(error))
            else:
                messages.success(request, "Being deleted at PingOne.")
                return redirect(row)
    context = {
        "obj": row,
        "heading": f"Delete {row}",
        "uses": [{"text": _line(use), "url": use.policy.get_absolute_url()} for use in uses],
        "errors": errors,
        "text": f"{row} is deleted here and in {row.configuration.name} at PingOne. Its secrets go "
        "with it: adding it again means entering them again.",
        "cancel_url": row.get_absolute_url(),
    }
    status = 422 if errors else 200
    return render(request, "policies/setting_delete.html", context, status=status)


def _line(use: Use) -> str:
    end = ": it would have nobody left there" if use.alone else ""
    return f"{use.policy} ({'; '.join(use.places)}){end}" if use.places else str(use.policy)
