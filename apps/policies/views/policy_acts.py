"""Acts on a policy with a page of their own: making it the default, deleting it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.accounts.access import MemberRequest, right_required
from apps.core.errors import Conflict, Invalid, Refused
from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import delete_policy, replace_policy
from apps.policies.views import policy_find as find


class VersionForm(forms.Form):
    """The version a confirming page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


@right_required("policy.edit")
def make_default(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.policy(request, public_id)
    if row.default or not row.live or row.retiring:
        messages.error(
            request,
            "This is the default policy already." if row.default else "This is being deleted.",
        )
        return redirect(row)
    errors: list[str] = []
    if request.method == "POST":
        try:
            replace_policy(
                policy=row,
                body={**row.wanted, "default": True},
                version=version_of(request, row),
                actor=find.actor_of(request),
            )
        except (Conflict, Refused, Invalid) as error:
            errors.append(str(error))
        else:
            messages.success(request, "It is the default now, and PingOne is being told.")
            return redirect(row)
    live = NotificationPolicy.objects.live().filter(configuration=row.configuration)
    former = live.filter(default=True).first()
    environment = row.configuration.name
    touched: list[Any] = [
        f"Every application and flow of {environment} that names no policy of its own uses this "
        "one from then on."
    ]
    if former is not None:
        text = f"{former} stops being the default and is sent to PingOne as well."
        touched.append({"text": text, "url": former.get_absolute_url()})
    return _page(
        request,
        row,
        heading=f"Make {row} the default",
        text=f"Each environment has exactly one default policy. {row} becomes that of "
        f"{environment}.",
        label="Make it the default",
        touched=touched,
        errors=errors,
    )


@right_required("policy.delete")
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.policy(request, public_id)
    if not row.live or row.retiring:
        messages.error(request, "This is being deleted already.")
        return redirect(row)
    errors: list[str] = []
    if request.method == "POST":
        if request.POST.get("confirm", "").strip() != row.name.strip():
            errors.append(f"Type the name {row} exactly to confirm.")
        else:
            try:
                delete_policy(
                    policy=row, version=version_of(request, row), actor=find.actor_of(request)
                )
            except (Conflict, Refused) as error:
                errors.append(str(error))
            else:
                messages.success(request, "Being deleted at PingOne.")
                return redirect(row)
    if row.default:
        return _page(
            request,
            row,
            heading=f"Delete {row}",
            blocked="PingOne does not remove the default notification policy. Open another policy "
            "of this environment and make that one the default; this one can be deleted then.",
            errors=errors,
            list_url=f"{reverse('policies:policy_list')}?environment={row.configuration_id}",
        )
    return _page(
        request,
        row,
        heading=f"Delete {row}",
        text=f"The policy is deleted here and in {row.configuration.name} at PingOne.",
        label="Delete policy",
        touched=[
            "Applications and flows that name it fall back to what PingOne does without it; "
            "Linecheck cannot see which ones do.",
            *[f"{one} stays; only this policy stops using it." for one in row.settings.live()],
        ],
        errors=errors,
        danger=True,
        match=row.name,
    )


def version_of(request: MemberRequest, row: NotificationPolicy) -> int:
    """The version the page was drawn from."""
    asked = request.POST.get("version", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else row.version


def _page(
    request: MemberRequest, row: NotificationPolicy, *, errors: list[str], **said: Any
) -> HttpResponse:
    context = {
        "obj": row,
        "form": VersionForm(initial={"version": row.version}),
        "errors": errors,
        "cancel_url": row.get_absolute_url(),
        **said,
    }
    status = 422 if errors else 200
    return render(request, "policies/policy_confirm.html", context, status=status)
