"""The message a preview or a try is filled in with."""

from django import forms
from django.http import QueryDict

from apps.policies.filling import Sample

LONGEST = 2000


class SampleForm(forms.Form):
    """Empty fields fall back on the usual sample; its fields belong to the editor's form."""

    to = forms.CharField(label="To", required=False, max_length=40)
    message = forms.CharField(
        label="Message",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "data-max": ""}),
    )
    otp = forms.CharField(label="Passcode in it", required=False, max_length=40)
    locale = forms.CharField(label="Language", required=False, max_length=40)
    username = forms.CharField(label="User name", required=False, max_length=200)

    def __init__(self, data: QueryDict | None, *, form_id: str = "") -> None:
        given = data if data is not None and "sample-to" in data else None
        usual = Sample()
        initial = {name: getattr(usual, name) for name in self.base_fields}
        super().__init__(given, initial=initial, prefix="sample")
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", **({"form": form_id} if form_id else {})}

    @property
    def sample(self) -> Sample:
        usual = Sample()
        if not self.is_bound:
            return usual
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        # The usual passcode stands in the usual message only.
        if "message" in given and "otp" not in given:
            given["otp"] = ""
        return Sample(**{n: given.get(n, getattr(usual, n)) for n in self.base_fields})
