"""What a person types to connect an account."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator

from apps.core.ssrf import ForbiddenAddressError, check_url

NO_AUTOFILL = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


def token_field(**more: Any) -> forms.CharField:
    """Never drawn back: after an error it is typed again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    return forms.CharField(label="Auth token", max_length=200, widget=widget, **more)


class BaseUrlForm(forms.Form):
    """The address of Plivo's API, checked so that it cannot name a host of our own network."""

    base_url = forms.URLField(
        label="Base URL",
        required=False,
        assume_scheme="https",
        help_text=f"Leave empty for Plivo itself ({settings.PLIVO_BASE_URL}).",
        widget=forms.URLInput(attrs=NO_AUTOFILL),
    )

    def clean_base_url(self) -> str:
        url = self.cleaned_data["base_url"].rstrip("/")
        if url:
            try:
                check_url(url)
            except ForbiddenAddressError as error:
                raise forms.ValidationError(str(error)) from error
        return url


class ConnectForm(BaseUrlForm):
    field_order = ["name", "api_key", "api_secret", "base_url"]

    name = forms.CharField(
        label="Name",
        max_length=100,
        help_text="How your team calls this account, such as “Plivo production”.",
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
    api_secret = token_field(
        help_text="Beside the Auth ID. Kept encrypted and never shown again.",
    )


class TokenForm(BaseUrlForm):
    field_order = ["api_secret", "base_url"]

    api_secret = token_field(
        help_text="The new one. It is tried first; the old one stays in use if Plivo refuses it.",
    )


class RenameForm(forms.Form):
    name = forms.CharField(label="Name", max_length=100)
