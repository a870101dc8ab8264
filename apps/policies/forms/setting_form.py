"""The editor of a provider: fields made from a body, so that it always shows what is worked on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from apps.policies.body import CUSTOM_PROVIDER
from apps.policies.forms import setting_fields as make
from apps.policies.forms.setting_state import State, entries_of
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.diff import words_of
from apps.policies.pages.setting_requests import title_of
from apps.policies.rules import Finding
from apps.policies.rules.authentication import FIELDS, GRANT_FIELDS
from apps.policies.services.setting import secrets_current

_INDEX = re.compile(r"\[(\d+)\]")
_IN_LIST = re.compile(r"(request|number|channel)s-(\d+)-")
_IN_HEADERS = re.compile(r"requests\[(\d+)\]\.headers\.(.+)")


def _words(bound: BoundField) -> str:
    """A field as it is called beside it, with the entry it is in."""
    label = str(bound.label)
    if not (found := _IN_LIST.match(bound.name)):
        return label
    # "SMS" stays as it is.
    inner = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return f"{found[1].capitalize()} {int(found[2]) + 1}, {inner}"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of a list: its fields, and where it stands among the others."""

    index: int
    title: str
    fields: list[BoundField]
    more: list[Any]
    first: bool
    last: bool

    @property
    def key(self) -> str:
        return str(self.index)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """`filled`: it stands in the body already, at this place."""

    name: BoundField
    value: BoundField
    index: int
    filled: bool


class SettingForm(forms.Form):
    """`row` is the provider it changes, None for a new one."""

    error_title = "Not saved yet: PingOne would refuse this"

    def __init__(self, state: State, row: PhoneDeliverySetting | None) -> None:
        self.state, self.row = state, row
        body = state.body
        self.custom = body.get("provider") == CUSTOM_PROVIDER
        found = make.of_custom(state, row) if self.custom else make.of_account(state, row)
        super().__init__(data={name: value for name, (_, value) in found.items()})
        self.fields = {name: field for name, (field, _) in found.items()}

    def full_clean(self) -> None:
        """Nothing is refused here: the rules are asked about the whole body."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Puts what stops at its field, or over them all."""
        for finding in findings:
            if finding.severity == "error":
                text = f"{finding.message} {finding.fix}".strip()
                name = self.field_of(finding.target)
                if name is None and finding.target:
                    text = f"{words_of(finding.target)}: {text}"
                self.add_error(name, text)

    def field_of(self, target: str) -> str | None:
        """The field of a place in PingOne's spelling, or of the nearest above it."""
        if match := _IN_HEADERS.fullmatch(target):
            index, name = int(match[1]), match[2]
            for place, header in enumerate(self._headers(index)):
                if header == name:
                    return f"requests-{index}-headers-{place}-value"
        parts = _INDEX.sub(r".\1", target).split(".")
        method = (self.state.body.get("authentication") or {}) if self.custom else {}
        if parts[0] == "authentication" and isinstance(method, dict) and len(parts) > 1:
            inner = f"authentication-{method.get('method')}-{parts[1]}"
            if inner in self.fields:
                return inner
        while parts:
            name = "-".join(parts)
            if name in self.fields:
                return name
            if name == "authentication" and "authentication-method" in self.fields:
                return "authentication-method"
            parts.pop()
        return None

    def linked(self, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        """For policies/policy_findings.html: each finding with the field it is about."""
        return [self._link(finding) for finding in findings]

    def _link(self, finding: Finding) -> dict[str, Any]:
        name = self.field_of(finding.target)
        found = {key: getattr(finding, key) for key in Finding.__slots__}
        if name is None:
            return found
        bound = self[name]
        return found | {"url": f"#{bound.auto_id}", "label": _words(bound)}

    # What the template draws.

    @property
    def basics(self) -> list[BoundField]:
        return self._named("name", "sid", "authToken", "verifyServiceId")

    @property
    def sign_in(self) -> list[BoundField]:
        return self._named("authentication-method")

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The fields of each way of signing in; the page shows those of the chosen one."""
        ways: list[dict[str, Any]] = []
        if "authentication-method" not in self.fields:
            return ways
        for method, fields in FIELDS.items():
            groups: list[dict[str, Any]] = [self._way(method, "", fields)]
            if method == "OAUTH2":
                groups[0]["fields"] += self._named("authentication-grantType")
                groups += [self._way(method, grant, own) for grant, own in GRANT_FIELDS.items()]
                groups.append({"grant": "", "fields": self._named("authentication-scopes")})
            ways.append({"method": method, "groups": groups})
        return ways

    @property
    def requests(self) -> list[Block]:
        entries = entries_of(self.state.body)
        return [
            Block(
                index,
                title_of(index, str(entry.get("deliveryMethod") or "")),
                self._named(*(f"requests-{index}-{key}" for key in make.REQUEST_FIELDS)),
                self._header_rows(index),
                index == 0,
                index == len(entries) - 1,
            )
            for index, entry in enumerate(entries)
            if isinstance(entry, dict)
        ]

    @property
    def numbers(self) -> list[Block]:
        found = make.listed(self.state.body, "numbers")
        return [
            Block(
                index,
                str(entry.get("number") or f"Number {index + 1}"),
                self._named(*(f"numbers-{index}-{key}" for key in make.NUMBER_FIELDS)),
                [],
                index == 0,
                index == len(found) - 1,
            )
            for index, entry in enumerate(found)
            if isinstance(entry, dict)
        ]

    @property
    def picks(self) -> list[dict[str, Any]]:
        """What PingOne found in the account: numbers and channels to select, one service."""
        found = []
        for key, title in (("numbers", "Numbers"), ("channels", "Channels")):
            names = [n for n in self.fields if n.startswith(f"{key}-") and n.endswith("-selected")]
            if names and not self.custom:
                fields = [(self[name], f"{name.rpartition('-')[0]}-here") for name in names]
                found.append({"title": title, "fields": fields})
        return found

    @property
    def service(self) -> list[BoundField]:
        return self._named("messagingServices")

    @property
    def kept(self) -> list[str]:
        """Places that have no field here and stay as they are."""
        return make.without_field(self.state.body)

    @property
    def unsent(self) -> bool:
        return self.row is not None and not secrets_current(self.row)

    def _way(self, method: str, grant: str, fields: Iterable[str]) -> dict[str, Any]:
        names = [f"authentication-{method}-{key}" for key in fields]
        return {"grant": grant, "fields": self._named(*names)}

    def _headers(self, request: int) -> Mapping[str, Any]:
        entries = entries_of(self.state.body)
        entry = entries[request] if request < len(entries) else None
        headers = entry.get("headers") if isinstance(entry, dict) else None
        return headers if isinstance(headers, dict) else {}

    def _header_rows(self, request: int) -> list[HeaderRow]:
        count = len(self._headers(request))
        at = f"requests-{request}-headers"
        return [
            HeaderRow(self[f"{at}-{i}-name"], self[f"{at}-{i}-value"], i, i < count)
            for i in range(count + 1)
            if f"{at}-{i}-name" in self.fields
        ]

    def _named(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]
