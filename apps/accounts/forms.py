from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """E-mail and password; the address is matched in any case."""

    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    error_messages = {
        "invalid_login": (
            "That e-mail address and password do not belong together. "
            "Check both; the password is case-sensitive."
        ),
        "inactive": "This account has been switched off. Ask an owner of your organisation.",
    }

    def clean_username(self) -> Any:
        return self.cleaned_data["username"].lower()
