"""Which accounts are connected, and connecting one more."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.core.errors import Invalid
from apps.portal import onboarding
from apps.portal.forms import ConnectForm
from apps.providers.models import ProviderConfiguration
from apps.sync import connections
from apps.sync.pages import plural


@member_required
def connection_list(request: MemberRequest) -> HttpResponse:
    mine = ProviderConfiguration.objects.visible_to(request.actor)
    rows = mine.select_related("lane").order_by("name")
    may_edit = request.actor.can("connection.edit")
    context = {"connections": rows, "may_edit": may_edit}
    return render(request, "portal/connection_list.html", context)


@sensitive_variables("form")
@sensitive_post_parameters("api_secret", "client_secret")
@right_required("connection.edit")
def connect(request: MemberRequest) -> HttpResponse:
    """`?provider=pingone` opens the form at that one."""
    form = ConnectForm(request.POST or None, provider=request.GET.get("provider", ""))
    if request.method == "POST" and form.is_valid():
        actor = request.actor
        try:
            made = connections.connect(
                organization=request.membership.organization,
                actor=actor,
                **form.asked(),
            )
        except Invalid as error:
            fields = {form.field_for(name): texts for name, texts in error.errors.items()}
            add_errors(form, Invalid(fields))
        else:
            provider = made.provider_details.name
            messages.success(
                request, f"{made.name} is connected: {provider} accepts the credentials."
            )
            say_pull(request, made, onboarding.pull(configuration=made, actor=actor))
            return redirect("portal:connection", made.pk)
    status = 422 if form.errors else 200
    return render(request, "portal/connect.html", {"form": form}, status=status)


def add_errors(form: forms.Form, error: Invalid) -> None:
    """Puts each message at its field; what has no field here stands over the form."""
    for field, texts in error.errors.items():
        for text in texts:
            form.add_error(field if field in form.fields else None, text)


def say_pull(
    request: MemberRequest, connection: ProviderConfiguration, done: onboarding.Pulled
) -> None:
    if done.counts:
        read = (
            f"{count or 'no'} {noun if count == 1 else plural(noun)}"
            for noun, count in done.counts.items()
        )
        provider = connection.provider_details.name
        messages.success(request, f"Read from {provider}: {', '.join(read)}.")
    for trouble in done.troubles:
        messages.error(request, f"{trouble} The connection is kept: press “Pull again”.")
