"""API credentials: which there are, issuing one and revoking one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from apps.accounts import credentials
from apps.accounts.access import MemberRequest, member_required, right_required
from apps.accounts.models import ApiCredential
from apps.core.errors import Invalid, Refused
from apps.portal.context import frame_of
from apps.portal.credential_examples import examples, parts
from apps.portal.credential_facts import REVOKED, rows_of, stops_with
from apps.portal.credential_form import CredentialForm
from apps.portal.views.connections import add_errors
from apps.providers import catalogue

# Those that have a door of their own.
DOORS = (catalogue.PLIVO.id, catalogue.PINGONE.id)


@member_required
def credential_list(request: MemberRequest) -> HttpResponse:
    mine = ApiCredential.objects.visible_to(request.actor)
    rows = rows_of(mine, frame_of(request).connections)
    context = {
        "rows": [row for row in rows if row["state"] is not REVOKED],
        "revoked": [row for row in rows if row["state"] is REVOKED],
        "may_edit": request.actor.can("credential.edit"),
    }
    return render(request, "portal/credential_list.html", context)


@never_cache
@sensitive_variables("token", "context")
@right_required("credential.edit")
def new(request: MemberRequest) -> HttpResponse:
    """The token is in the answer to the POST and nowhere else: no redirect, no session, no URL.

    Loading that answer again sends the same form, which issues once only.
    """
    connections = [
        one
        for one in frame_of(request).connections
        if one.active and one.provider in DOORS and one.account_id
    ]
    form = CredentialForm(request.POST or None, connections=connections)
    if request.method == "POST" and form.is_valid():
        try:
            credential, token = credentials.issue_credential(actor=request.actor, **form.asked())
        except Invalid as error:
            add_errors(form, error)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("portal:credentials")
        else:
            context = {
                "credential": credential,
                "token": token,
                "parts": parts(credential, token),
                "examples": examples(credential, token),
            }
            return render(request, "portal/credential_issued.html", context)
    status = 422 if form.errors else 200
    return render(request, "portal/credential_new.html", {"form": form}, status=status)


@right_required("credential.edit")
def revoke(request: MemberRequest, public_id: uuid.UUID) -> HttpResponse:
    mine = ApiCredential.objects.visible_to(request.actor)
    credential = get_object_or_404(mine, public_id=public_id)
    errors: list[str] = []
    if request.method == "POST":
        if request.POST.get("confirm", "").strip() == credential.name:
            credentials.revoke_credential(credential=credential, actor=request.actor)
            messages.success(request, f"{credential.name} is revoked.")
            return redirect("portal:credentials")
        errors.append(f"Type the name of the credential, {credential.name}, to confirm.")
    elif credential.revoked_at:
        messages.info(request, f"{credential.name} is revoked already.")
        return redirect("portal:credentials")
    context = {
        "credential": credential,
        "errors": errors,
        "touched": stops_with(credential),
        "cancel_url": reverse("portal:credentials"),
    }
    return render(request, "portal/credential_revoke.html", context, status=422 if errors else 200)
