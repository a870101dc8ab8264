"""One connection: does it work, what was asked of it, and everything that can be done to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.core.errors import Invalid, Refused
from apps.portal import onboarding
from apps.portal.connection_facts import facts_of, health_of, touched_by
from apps.portal.forms import RenameForm, credentials_form
from apps.portal.provider_words import replaced, words_for
from apps.portal.views.connections import add_errors, say_pull
from apps.providers.models import ProviderConfiguration
from apps.sync import connections
from apps.sync.timeline import connection_entries


def _connection(request: MemberRequest, pk: int) -> ProviderConfiguration:
    mine = ProviderConfiguration.objects.visible_to(request.actor)
    return get_object_or_404(mine.select_related("lane", "organization"), pk=pk)


@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    context = {
        "connection": connection,
        "words": words_for(connection),
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
    trouble = connections.verify(configuration=connection, actor=request.actor)
    if trouble:
        messages.error(request, trouble)
    else:
        provider, words = connection.provider_details.name, words_for(connection)
        messages.success(request, f"{provider} accepts {words.credentials}.")
    return redirect("portal:connection", pk)


@require_POST
@right_required("connection.edit")
def pull(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    done = onboarding.pull(configuration=connection, actor=request.actor)
    say_pull(request, connection, done)
    return redirect("portal:connection", pk)


@require_POST
@member_required
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    connections.pause(configuration=_connection(request, pk), actor=request.actor)
    messages.success(request, "Paused. Nothing is sent until somebody resumes this connection.")
    return redirect("portal:connection", pk)


@require_POST
@member_required
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    connections.resume(configuration=connection, actor=request.actor)
    synced = connection.provider_details.synced
    messages.success(
        request, "Resumed. What was waiting is being sent." if synced else "Switched on."
    )
    return redirect("portal:connection", pk)


@sensitive_variables("form")
@sensitive_post_parameters("api_key", "api_secret")
@right_required("connection.edit")
def token(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    form = credentials_form(connection, request.POST or None)
    words = words_for(connection)
    if request.method == "POST" and form.is_valid():
        try:
            connections.replace_credentials(
                configuration=connection,
                actor=request.actor,
                **form.cleaned_data,
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, replaced(connection))
            return redirect("portal:connection", pk)
    context = {"form": form, "connection": connection, "words": words}
    return render(
        request, "portal/connection_token.html", context, status=422 if form.errors else 200
    )


@right_required("connection.edit")
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    connection = _connection(request, pk)
    form = RenameForm(request.POST or None, initial={"name": connection.name})
    if request.method == "POST" and form.is_valid():
        try:
            connections.change(
                configuration=connection, values=form.cleaned_data, actor=request.actor
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
                connections.disconnect(configuration=connection, actor=request.actor)
            except Refused as error:
                errors.append(str(error))
            else:
                messages.success(request, f"{connection.name} is disconnected.")
                return redirect("portal:connections")
    context = {
        "connection": connection,
        "errors": errors,
        "words": words_for(connection),
        "held": connections.held_by(connection),
        "touched": touched_by(connection),
        "cancel_url": reverse("portal:connection", args=[pk]),
    }
    return render(
        request, "portal/connection_disconnect.html", context, status=422 if errors else 200
    )
