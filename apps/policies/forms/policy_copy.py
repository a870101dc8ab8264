"""Where a copy goes, what it is called, and who stands in for each provider there."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.policies import body as bodies
from apps.policies.models import NAME_LENGTH, NotificationPolicy
from apps.policies.pages.policy_names import Providers
from apps.policies.simulator.vocabulary import PINGONE_TWILIO
from apps.providers.models import ProviderConfiguration

LEAVE_OUT = "Leave it out"


class CopyForm(forms.Form):
    """`mapping` is what copy_policy takes: our id here to our id there, "" to leave it out.

    Within one environment nothing is mapped: its providers are the same.
    """

    name = forms.CharField(label="Name of the copy", max_length=NAME_LENGTH)

    def __init__(
        self, policy: NotificationPolicy, to: ProviderConfiguration, data: Any = None
    ) -> None:
        super().__init__(data, initial={"name": free_name(policy, to)})
        self.ids: list[str] = []
        if to.pk == policy.configuration_id:
            return
        here, there = Providers(policy.configuration), Providers(to)
        choices = [(row.public_id, str(row)) for row in there.rows if not row.retiring]
        by_name = {name.casefold(): id for id, name in choices}
        self.ids = [id for id in bodies.chain_ids(policy.wanted) if id != PINGONE_TWILIO]
        for index, id in enumerate(self.ids):
            name = here.name_of(id)
            self.fields[f"provider_{index}"] = forms.ChoiceField(
                label=f"In place of {name}",
                choices=[("", LEAVE_OUT), *choices],
                required=False,
                initial=by_name.get(name.casefold(), ""),
                help_text=f"Where the policy names {name}, its copy names this one.",
            )

    @property
    def mapping(self) -> dict[str, str]:
        values: Mapping[str, Any] = self.cleaned_data
        return {id: values[f"provider_{index}"] for index, id in enumerate(self.ids)}


def free_name(policy: NotificationPolicy, to: ProviderConfiguration) -> str:
    """Its own name where that is free, else "Copy of ..."."""
    live = NotificationPolicy.objects.live().filter(configuration=to)
    taken = set(live.values_list("name", flat=True))
    name = policy.name
    number = 1
    while name in taken:
        name = f"Copy of {policy.name}" + (f" ({number})" if number > 1 else "")
        number += 1
    return name
