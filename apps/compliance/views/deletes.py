"""Acts that cannot be undone, each on a page of its own that names what else they touch."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, right_required
from apps.compliance.filing.base import Filed
from apps.compliance.pages import consequences
from apps.compliance.services.brand import delete_brand
from apps.compliance.services.campaign import delete_campaign
from apps.compliance.services.profile import delete_profile
from apps.compliance.services.tollfree import delete_verification
from apps.compliance.views import find
from apps.core.errors import Conflict, Invalid, Refused


@right_required("profile.delete")
def profile_delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.profiles(request), public_id)
    return _confirm(
        request,
        row,
        consequences.of_profile(row),
        lambda version: delete_profile(profile=row, version=version, actor=find.actor_of(request)),
    )


@right_required("brand.delete")
def brand_delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.brands(request), public_id)
    return _confirm(
        request,
        row,
        consequences.of_brand(row),
        lambda version: delete_brand(brand=row, version=version, actor=find.actor_of(request)),
    )


@right_required("campaign.delete")
def campaign_delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.campaigns(request), public_id)
    return _confirm(
        request,
        row,
        consequences.of_campaign(row),
        lambda version: delete_campaign(
            campaign=row, version=version, actor=find.actor_of(request)
        ),
    )


@right_required("tollfree.delete")
def tollfree_delete(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.verifications(request), public_id)
    return _confirm(
        request,
        row,
        consequences.of_tollfree(row),
        lambda version: delete_verification(
            verification=row, version=version, actor=find.actor_of(request)
        ),
    )


def _confirm(
    request: MemberRequest,
    row: Filed,
    said: consequences.Consequences,
    delete: Callable[[int | None], None],
) -> HttpResponse:
    """The page, and for a post with the name typed exactly the act."""
    errors: list[str] = []
    if not row.live or row.retiring:
        messages.error(request, "This is being deleted already.")
        return redirect(row)
    if request.method == "POST":
        if request.POST.get("confirm", "").strip() != str(row).strip():
            errors.append(f"Type the name {row} exactly to confirm.")
        else:
            asked = request.POST.get("version", "")
            try:
                delete(int(asked) if asked.isdecimal() else row.version)
            except Invalid as error:
                errors += [words for each in error.errors.values() for words in each]
            except (Conflict, Refused) as error:
                errors.append(str(error))
            else:
                messages.success(request, said.done)
                return redirect(row)
    context: dict[str, Any] = {
        "obj": row,
        "said": said,
        "errors": errors,
        "cancel_url": row.get_absolute_url(),
    }
    status = 422 if errors else 200
    return render(request, "compliance/confirm_delete.html", context, status=status)
