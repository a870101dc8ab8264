"""The steps of each filing and their state; no request objects, no saving."""

from apps.compliance.forms.base import FilingForm
from apps.compliance.forms.brand import CompanyForm, RegistrationForm
from apps.compliance.forms.campaign import (
    AttributesForm,
    ContentForm,
    ImportForm,
    LinksForm,
    RepliesForm,
    SamplesForm,
    UseCaseForm,
)
from apps.compliance.forms.numbers import NumbersForm
from apps.compliance.forms.profile import AddressForm, BusinessForm, ContactForm, IdentifiersForm
from apps.compliance.forms.steps import STEPS, Review, Step, StepState, review, step, step_states
from apps.compliance.forms.tollfree import (
    DetailsForm,
    EvidenceForm,
    FreeNumber,
    MessagesForm,
    PurposeForm,
    SenderForm,
)

__all__ = [
    "STEPS",
    "AddressForm",
    "AttributesForm",
    "BusinessForm",
    "CompanyForm",
    "ContactForm",
    "ContentForm",
    "DetailsForm",
    "EvidenceForm",
    "FilingForm",
    "FreeNumber",
    "IdentifiersForm",
    "ImportForm",
    "LinksForm",
    "MessagesForm",
    "NumbersForm",
    "PurposeForm",
    "RegistrationForm",
    "RepliesForm",
    "Review",
    "SamplesForm",
    "SenderForm",
    "Step",
    "StepState",
    "UseCaseForm",
    "review",
    "step",
    "step_states",
]
