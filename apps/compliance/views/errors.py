"""A service's refusal, put at the fields of the form it came from."""

from django.forms import Form

from apps.core.errors import Invalid


def add_errors(form: Form, error: Invalid) -> None:
    """What has no field of this form goes to its head."""
    for name, said in error.errors.items():
        for words in said:
            form.add_error(name if name in form.fields else None, words)
