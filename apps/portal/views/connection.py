"""One connection: does it work, what was asked of it, and everything that can be done to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.core.errors import Invalid, Refused
from apps.portal import onboarding
from apps.portal.connection_facts import facts_of, health_of, held_by, touched_by
from apps.portal.forms import RenameForm, TokenForm
from apps.portal.views.connections import add_errors, say_pull
from apps.providers import services
from apps.providers.models import ProviderConfiguration
from apps.sync.timeline import connection_entries


def _connection(request: MemberRequest, pk: int) -> ProviderConfiguration:
    mine = ProviderConfiguration.objects.visible_to(request.actor)
    return get_object_or_404(mine.select_related("lane", "organization"), pk=pk)


@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    context = {
        "connection": connection,
        "facts": facts_of(connection),
        "health": health_of(connection),
        "entries": connection_entries(connection),
        "may_edit": request.actor.can("connection.edit"),
        "may_resume": request.actor.can("connection.resume"),
    }
    return render(request, "portal/connection_detail.html", context)


@require_POST
@member_required
def verify(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    trouble = onboarding.verify(configuration=connection, actor=request.actor)
    if trouble:
        messages.error(request, f"{trouble} {onboarding.WRONG_TOKEN}")
    else:
        messages.success(request, "Plivo accepts the Auth ID and token.")
    return redirect("portal:connection", pk)


@require_POST
@right_required("connection.edit")
def pull(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    say_pull(request, onboarding.pull(configuration=connection, actor=request.actor))
    return redirect("portal:connection", pk)


@require_POST
@member_required
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    onboarding.pause(configuration=_connection(request, pk), actor=request.actor)
    messages.success(request, "Paused. Nothing is sent until somebody resumes this connection.")
    return redirect("portal:connection", pk)


@require_POST
@member_required
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    onboarding.resume(configuration=_connection(request, pk), actor=request.actor)
    messages.success(request, "Resumed. What was waiting is being sent.")
    return redirect("portal:connection", pk)


@sensitive_post_parameters("api_secret")
@right_required("connection.edit")
def token(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    form = TokenForm(request.POST or None, initial={"base_url": connection.base_url})
    if request.method == "POST" and form.is_valid():
        try:
            onboarding.replace_token(
                configuration=connection,
                actor=request.actor,
                **form.cleaned_data,
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, "The new token works and is in use from now on.")
            return redirect("portal:connection", pk)
    context = {"form": form, "connection": connection}
    return render(
        request, "portal/connection_token.html", context, status=422 if form.errors else 200
    )


@right_required("connection.edit")
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    form = RenameForm(request.POST or None, initial={"name": connection.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename(
                configuration=_connection(request, pk),
                name=form.cleaned_data["name"],
                actor=request.actor,
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, "Renamed.")
            return redirect("portal:connection", pk)
    context = {"form": form, "connection": connection}
    return render(
        request, "portal/connection_rename.html", context, status=422 if form.errors else 200
    )


@right_required("connection.edit")
def disconnect(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    errors: list[str] = []
    if request.method == "POST":
        if request.POST.get("confirm", "").strip() != connection.name:
            errors.append(f"Type the name of the connection, {connection.name}, to confirm.")
        else:
            try:
                services.disconnect(configuration=connection, actor=request.actor)
            except Refused as error:
                errors.append(str(error))
            else:
                messages.success(request, f"{connection.name} is disconnected.")
                return redirect("portal:connections")
    context = {
        "connection": connection,
        "errors": errors,
        "held": held_by(connection),
        "touched": touched_by(connection),
        "cancel_url": reverse("portal:connection", args=[pk]),
    }
    return render(
        request, "portal/connection_disconnect.html", context, status=422 if errors else 200
    )
