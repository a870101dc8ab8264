"""Changing a company after it was filed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from apps.accounts.access import MemberRequest, right_required
from apps.compliance.filing.edit import changed_fields, company_form
from apps.compliance.services.profile import edit_profile
from apps.compliance.views import find
from apps.compliance.views.errors import add_errors
from apps.core.errors import Conflict, Invalid, Refused


@never_cache
@right_required("profile.edit")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.profiles(request), public_id)
    if row.retiring or not row.live:
        messages.error(request, "This company is being deleted and cannot be changed any more.")
        return redirect(row)
    conflict, theirs, status = "", [], 200
    version = row.version
    form = company_form(row, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = 422
        asked = request.POST.get("version", "")
        version = int(asked) if asked.isdecimal() else row.version
        if form.is_valid():
            actor = find.actor_of(request)
            try:
                edit_profile(profile=row, values=form.values, version=version, actor=actor)
            except Invalid as error:
                add_errors(form, error)
            except Refused as error:
                form.add_error(None, str(error))
            except Conflict as error:
                conflict, theirs, status = str(error), changed_fields(form, row), 409
                # Pressing the button again is the decision to put these values over theirs.
                version = error.current_version
            else:
                messages.success(request, "Saved. Plivo gets what changed by itself.")
                return redirect(row)
    context = {
        "obj": row,
        "form": form,
        "version": version,
        "conflict": conflict,
        "differs": theirs,
    }
    return render(request, "compliance/profile_edit.html", context, status=status)
