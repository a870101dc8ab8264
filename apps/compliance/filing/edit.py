"""All of a company on one form, for changes after it was filed."""

from typing import Any

from apps.compliance.filing.typed import typed
from apps.compliance.forms import STEPS, AddressForm, BusinessForm, ContactForm, IdentifiersForm
from apps.compliance.models import Profile
from apps.compliance.services.profile import FIXED, OWN, taken_aliases

FIXED_REASON = "Plivo offers no way to change this once it has the company."


class CompanyForm(IdentifiersForm, ContactForm, AddressForm, BusinessForm):
    """The four steps together, in their order; what Plivo fixes is read-only and says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.disabled:
                field.help_text = FIXED_REASON

    def groups(self) -> list[dict[str, Any]]:
        """The fields under the headings of their steps."""
        return [
            {
                "title": step.title,
                "lead": step.form.lead,
                "fields": [self[name] for name in step.form.names()],
            }
            for step in STEPS["profile"]
        ]


class UnfiledCompanyForm(CompanyForm):
    """Nothing is fixed before Plivo has the company."""

    updatable = frozenset(OWN)


def company_form(profile: Profile, post: Any = None) -> CompanyForm:
    values = {name: getattr(profile, name) for name in OWN}
    context = {
        "act": "update",
        "taken_aliases": taken_aliases(profile.configuration, profile),
        "profile_type": profile.profile_type,
    }
    kind = CompanyForm if profile.remote_id else UnfiledCompanyForm
    form = kind(post, draft=values, context=context)
    if post is not None:
        form.draft_data |= typed(form, post)
    return form


def changed_fields(form: CompanyForm, profile: Profile) -> list[str]:
    """Labels of what differs between the form as posted and the company as it is now."""
    return [
        str(form.fields[name].label)
        for name, value in form.values.items()
        if name in form.fields and name not in FIXED and getattr(profile, name) != value
    ]
