"""``/api/v2/platform/telephony/``: an organisation's provider configurations, and the catalogue."""

import re
from typing import Any

from django.http import Http404
from django.views.decorators.debug import sensitive_variables
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import Invalid
from apps.dialects.telephony.envelope import answer
from apps.dialects.telephony.routes import Route
from apps.dialects.telephony.views import TelephonyView
from apps.providers import catalogue, wire
from apps.providers.masking import is_masked
from apps.providers.models import ProviderConfiguration, ProviderConfigurationQuerySet
from apps.providers.services import SECRETS
from apps.sync import connections

ID = re.compile(r"[0-9]{1,18}")
# Columns of ours that are part of another key here.
IN_META = {field.name for field in catalogue.PINGONE.meta}


class ConfigurationView(TelephonyView):
    family = "connection"

    def rows(self) -> ProviderConfigurationQuerySet:
        mine = ProviderConfiguration.objects.visible_to(self.actor)
        return mine.select_related("organization", "lane").order_by("pk")

    def one(self, value: str) -> ProviderConfiguration:
        """The organisation's configuration of this id. Raises Http404."""
        found = self.rows().filter(pk=int(value)).first() if ID.fullmatch(value) else None
        if found is None:
            raise Http404
        return found

    def saved(self, saved: connections.Saved, values: dict[str, Any]) -> Response:
        """The answer to a write, the only one with what was just set in clear."""
        kept = self.one(str(saved.configuration.pk))
        clear = {name for name in SECRETS if not is_masked(values.get(name, ""))} & set(values)
        name, message = kept.provider_details.name, "Success"
        if saved.asked:
            message = f"Success. {name} accepts the credentials."
        elif clear and not kept.provider_details.check:
            message = f"Success. Linecheck cannot check credentials of {name}: kept as given."
        return answer(wire.written(kept, clear=clear), message)


class ConfigurationList(ConfigurationView):
    handle_for = ("POST",)

    def get(self, request: Request) -> Response:
        return answer([wire.written(row) for row in self.rows()])

    @sensitive_variables("values")
    def post(self, request: Request) -> Response:
        """Creates it, or updates the one of this provider and name."""
        values = wire.read(request.data)
        provider = catalogue.BY_ID[values.pop("provider")]
        try:
            saved = connections.put(
                organization=self.organization,
                provider=provider,
                actor=self.actor,
                facts=self.facts,
                **values,
            )
        except Invalid as error:
            raise _in_their_words(error) from error
        return self.saved(saved, values)


class ConfigurationDetail(ConfigurationView):
    handle_for = ("GET", "HEAD", "PATCH", "DELETE")

    def get(self, request: Request, value: str) -> Response:
        found = self.one(value)
        message = "Success"
        if found.verify_error:
            message = f"Success. At their last check the credentials failed: {found.verify_error}"
        return answer(wire.written(found), message)

    @sensitive_variables("values")
    def patch(self, request: Request, value: str) -> Response:
        found = self.one(value)
        values = wire.read(request.data, partial=True)
        if values.pop("provider", found.provider) != found.provider:
            words = "The provider of a configuration cannot change. Create another one."
            raise ValidationError({"provider": [words]})
        try:
            saved = connections.change(
                configuration=found, values=values, actor=self.actor, facts=self.facts
            )
        except ProviderConfiguration.DoesNotExist as error:
            raise Http404 from error
        except Invalid as error:
            raise _in_their_words(error) from error
        return self.saved(saved, values)

    def delete(self, request: Request, value: str) -> Response:
        connections.disconnect(configuration=self.one(value), actor=self.actor, facts=self.facts)
        return Response(status=204)


class Catalogue(TelephonyView):
    family = "connection"

    def get(self, request: Request) -> Response:
        return answer([wire.catalogued(provider) for provider in catalogue.PROVIDERS])


def _in_their_words(error: Invalid) -> Invalid:
    """The same at the keys of the body: ``meta_json.region``."""
    return Invalid(
        {
            f"meta_json.{field}" if field in IN_META else field: texts
            for field, texts in error.errors.items()
        }
    )


ROUTES = [
    Route("providers-configurations/", ConfigurationList, "configurations"),
    Route("providers-configurations/{value}/", ConfigurationDetail, "configuration"),
    Route("providers/", Catalogue, "providers"),
]
