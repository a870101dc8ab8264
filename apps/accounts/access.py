"""The door's guard: signed in and in an organisation. Not yours is 404, by `visible_to`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import Membership
from apps.core.actor import Actor
from apps.core.errors import NotAllowed


class MemberRequest(HttpRequest):
    """What a view behind the guard gets: OrganizationMiddleware and django-htmx have been there."""

    actor: Actor
    membership: Membership
    htmx: HtmxDetails


def member_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.actor.organization_id is None:
            return render(request, "accounts/no_organization.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def right_required(
    verb: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For pages that only lead to an act: refuses before a form is filled in for nothing."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @member_required
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.can(verb):
                raise NotAllowed(verb)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
