"""Taking over a campaign that was registered at The Campaign Registry."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, right_required
from apps.compliance.forms import ImportForm
from apps.compliance.services.campaign import import_campaign
from apps.compliance.views import find
from apps.compliance.views.errors import add_errors
from apps.core.errors import Invalid
from apps.providers.models import ProviderConfiguration


@right_required("campaign.import")
def campaign_import(request: MemberRequest) -> HttpResponse:
    connections = list(find.connections(request).filter(active=True))
    form = ImportForm(request.POST if request.method == "POST" else None)
    if len(connections) > 1:
        form.fields["connection"] = forms.ChoiceField(
            label="Connection",
            choices=[("", "Choose a connection"), *((c.pk, c.name) for c in connections)],
            help_text="The Plivo account the campaign is shared with.",
            error_messages={"required": "Choose the Plivo account it is shared with."},
        )
    if request.method == "POST" and form.is_valid():
        connection = _chosen(form, connections)
        if connection is None:
            form.add_error(None, "Connect a Plivo account first.")
        else:
            actor = find.actor_of(request)
            try:
                row = import_campaign(configuration=connection, values=form.values, actor=actor)
            except Invalid as error:
                add_errors(form, error)
            else:
                messages.success(request, "Asked for. Its texts appear here once Plivo has it.")
                return redirect(row)
    context = {"form": form, "connections": connections}
    status = 422 if form.errors else 200
    return render(request, "compliance/campaign_import.html", context, status=status)


def _chosen(
    form: ImportForm, connections: list[ProviderConfiguration]
) -> ProviderConfiguration | None:
    asked = form.cleaned_data.get("connection")
    if asked is None:
        return connections[0] if connections else None
    return next((one for one in connections if str(one.pk) == asked), None)
