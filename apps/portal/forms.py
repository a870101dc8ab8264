"""What a person types to connect an account, and to give it other credentials."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator

from apps.core.forms import RadioCards
from apps.core.ssrf import ForbiddenAddressError, check_url
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from apps.upstream.pingone import REGIONS

PLIVO, PINGONE = catalogue.PLIVO.slug, catalogue.PINGONE.slug
PROVIDERS = {
    PLIVO: "Companies, brands, campaigns, toll-free verifications and numbers of a Plivo account.",
    PINGONE: "Notification policies and custom SMS or voice providers of a PingOne environment.",
}
OWN_HOST = "own"
# What the services call a field, where a form that asks for both providers needs another name.
PINGONE_NAMES = {"api_key": "client_id", "api_secret": "client_secret", "base_url": "api_url"}
NO_AUTOFILL = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
CLIENT_ID_HELP = "Of a worker application, from its overview in the PingOne console."


def secret_field(label: str, **more: Any) -> forms.CharField:
    """Never drawn back: after an error it is typed again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    return forms.CharField(label=label, max_length=500, widget=widget, **more)


def client_field(**more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=NO_AUTOFILL)
    return forms.CharField(label="Client ID", max_length=255, widget=widget, **more)


class AddressField(forms.URLField):
    """The root of a provider's API, checked so that it cannot name a host of our own network."""

    def __init__(self, **more: Any) -> None:
        widget = forms.URLInput(attrs=NO_AUTOFILL)
        super().__init__(assume_scheme="https", widget=widget, **more)

    def clean(self, value: Any) -> str:
        url = str(super().clean(value)).rstrip("/")
        if url:
            try:
                check_url(url)
            except ForbiddenAddressError as error:
                raise forms.ValidationError(str(error)) from error
        return url


def plivo_address() -> AddressField:
    return AddressField(
        label="Base URL",
        required=False,
        help_text=f"Leave empty for Plivo itself ({settings.PLIVO_BASE_URL}).",
    )


class EnvironmentField(forms.UUIDField):
    """A PingOne environment's ID as PingOne spells it; "" for none."""

    def __init__(self, **more: Any) -> None:
        wrong = {"invalid": "An environment ID looks like 3a9f2c1e-5b7d-4e8a-9c0f-1d2e3f4a5b6c."}
        widget = forms.TextInput(attrs=NO_AUTOFILL)
        super().__init__(error_messages=wrong, widget=widget, **more)

    def clean(self, value: Any) -> Any:
        found = super().clean(value.strip() if isinstance(value, str) else value)
        return str(found) if found else ""


class ConnectForm(forms.Form):
    """One form for all providers; what is asked for another one does not count."""

    provider = forms.ChoiceField(
        choices=[(one.slug, one.name) for one in (catalogue.PLIVO, catalogue.PINGONE)],
        widget=RadioCards(explanations=PROVIDERS),
    )
    name = forms.CharField(
        label="Name",
        max_length=100,
        help_text="What your team calls it, such as “Plivo production” or “PingOne test”.",
    )
    api_key = forms.CharField(
        label="Auth ID",
        max_length=20,
        widget=forms.TextInput(attrs=NO_AUTOFILL),
        validators=[
            RegexValidator(
                r"^(MA|SA)[A-Z0-9]{18}$",
                "An Auth ID has 20 characters and starts with MA or SA. "
                "Copy it from the overview page of the Plivo console.",
            )
        ],
        help_text="From the overview page of the Plivo console; starts with MA.",
    )
    api_secret = secret_field(
        "Auth token", help_text="Beside the Auth ID. Kept encrypted and never shown again."
    )
    base_url = plivo_address()
    environment_id = EnvironmentField(
        label="Environment ID",
        help_text="From the environment's properties in the PingOne console.",
    )
    client_id = client_field(
        help_text=f"{CLIENT_ID_HELP} It needs the role Environment Admin for this environment."
    )
    client_secret = secret_field(
        "Client secret", help_text="Beside the client ID. Kept encrypted and never shown again."
    )
    region = forms.ChoiceField(
        label="Region",
        choices=[
            *((tld, f"{where} (pingone.{tld})") for tld, where in REGIONS.items()),
            (OWN_HOST, "Own host"),
        ],
        help_text="Where the environment was created.",
    )
    api_url = AddressField(
        label="API address", help_text="Without /v1, such as https://api.pingone.example."
    )
    auth_url = AddressField(
        label="Token address",
        required=False,
        help_text="Such as https://auth.pingone.example. Leave empty if it is the same host.",
    )
    token_environment_id = EnvironmentField(
        label="Environment of the worker application",
        required=False,
        help_text="Only if the application lives in another environment than the one it manages.",
    )

    BELONGS = {
        PLIVO: ("api_key", "api_secret", "base_url"),
        PINGONE: (
            "environment_id", "client_id", "client_secret", "region", "api_url", "auth_url",
            "token_environment_id",
        ),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, provider: str = "") -> None:
        start = provider if provider in PROVIDERS else PLIVO
        super().__init__(data, initial={"provider": start, "region": next(iter(REGIONS))})
        if settings.PINGONE_BASE_URL:
            # Whoever runs this decided it; nobody is to think that a region is asked.
            self.fields[
                "region"
            ].help_text = f"Here every region leads to {settings.PINGONE_BASE_URL}."

    def clean(self) -> dict[str, Any]:
        """A field that the other choice asks for is not shown, so what is in it does not count."""
        said = self.cleaned_data
        for provider, names in self.BELONGS.items():
            if said.get("provider") != provider:
                self._pass_over(*names)
        if said.get("region") != OWN_HOST:
            self._pass_over("api_url", "auth_url")
        return said

    def asked(self) -> dict[str, Any]:
        """What connections.connect takes, of a valid form."""
        said = self.cleaned_data
        if said["provider"] == PLIVO:
            secrets = {name: said[name] for name in self.BELONGS[PLIVO]}
            return {"provider": catalogue.PLIVO, "name": said["name"], **secrets}
        told = {name: said[name] for name in ("environment_id", "auth_url", "token_environment_id")}
        region = {} if said["region"] == OWN_HOST else {"region": said["region"]}
        return {
            "provider": catalogue.PINGONE,
            "name": said["name"],
            **{name: said[field] for name, field in PINGONE_NAMES.items()},
            "meta": told | region,
        }

    def field_for(self, name: str) -> str:
        """The field that asks for what the services call `name`."""
        pingone = self.cleaned_data.get("provider") == PINGONE
        return PINGONE_NAMES.get(name, name) if pingone else name

    def _pass_over(self, *names: str) -> None:
        for name in names:
            self.errors.pop(name, None)
            self.cleaned_data[name] = ""


class PlivoCredentialsForm(forms.Form):
    api_secret = secret_field(
        "Auth token",
        help_text="The new one. It is tried first; the old one stays in use if Plivo refuses it.",
    )
    base_url = plivo_address()


class PingOneCredentialsForm(forms.Form):
    """Another secret, or another worker application, for the same environment."""

    api_key = client_field(help_text=f"{CLIENT_ID_HELP} It may be another application.")
    api_secret = secret_field(
        "Client secret",
        help_text="The new one. It is tried first; the old one stays in use if PingOne refuses it.",
    )
    base_url = AddressField(label="API address", help_text="Without /v1.")

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if not initial.get("base_url"):
            # The region says where; an environment never moves to another one.
            del self.fields["base_url"]


class KeptCredentialsForm(forms.Form):
    """Credentials of a provider that is not kept in step; a secret left empty stays as it is."""

    base_url = forms.URLField(
        label="Base URL", required=False, assume_scheme="https", max_length=200
    )

    def __init__(
        self, data: Any = None, *, provider: catalogue.Provider, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        tried = f" It is tried first; the old one stays in use if {provider.name} refuses it."
        keep = "Leave empty to keep the one in use." + (tried if provider.check else "")
        for field in (provider.key, provider.secret):
            self.fields[field.name] = (
                secret_field(field.label, required=False, help_text=keep)
                if field.secret
                else client_field(required=field.required)
            )
            self.fields[field.name].label = field.label
        self.order_fields(["api_key", "api_secret", "base_url"])


def credentials_form(connection: ProviderConfiguration, data: Any = None) -> forms.Form:
    """Asks for new credentials of this connection; never shows a secret in use."""
    initial = {"base_url": connection.base_url}
    if connection.provider == catalogue.PLIVO.id:
        return PlivoCredentialsForm(data, initial=initial)
    provider = connection.provider_details
    if not provider.key.secret:
        initial["api_key"] = connection.api_key
    if provider == catalogue.PINGONE:
        return PingOneCredentialsForm(data, initial=initial)
    return KeptCredentialsForm(data, provider=provider, initial=initial)


class RenameForm(forms.Form):
    name = forms.CharField(label="Name", max_length=100)
