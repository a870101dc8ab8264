"""The fields of the editor, each with the value it shows, by kind of provider."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from apps.core.forms import CheckCards, RadioCards
from apps.policies.body import KNOWN_SETTING
from apps.policies.forms.setting_read import shown
from apps.policies.forms.setting_state import State, entries_of
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.setting_facts import CHANNELS, METHODS, NUMBER_TYPES, objects
from apps.policies.rules.authentication import FIELDS, GRANT_FIELDS, SECRETS, WORDS
from apps.upstream.redact import MASK, SECRET_KEYS

Found = dict[str, tuple[forms.Field, Any]]
REQUEST_FIELDS = (
    "deliveryMethod", "method", "phoneNumberFormat", "url", "body", "beforeTag", "afterTag",
)  # fmt: skip
NUMBER_FIELDS = (
    "number", "type", "capabilities", "supportedCountries", "selected", "available",
)  # fmt: skip
# Drawn at their place, or read-only by nature.
DRAWN = {
    "authentication": {"method", "grantType", "scopes", "clientAuthenticationMethod", *WORDS},
    "requests": {*REQUEST_FIELDS, "headers"},
    "numbers": set(NUMBER_FIELDS),
}
VARIABLES = "${to} and ${message} have to be in it; ${from}, ${otp}, ${locale} and others may."
HOW = {
    "BASIC": "A user name and a password with every request.",
    "BEARER": "One token with every request.",
    "OAUTH2": "PingOne fetches an access token first and sends it along.",
    "CUSTOM_HEADER": "A header with a key, as many gateways call it.",
}
GRANTS = [
    ("CLIENT_CREDENTIALS", "Client id and secret"),
    ("JWT_BEARER", "Signed assertion (JWT)"),
]
SECRET_HELP = "Kept encrypted; nobody sees it again."
HELD_HELP = "Kept encrypted. Leave empty to keep it."
TYPED_HELP = "Entered, not saved yet. Leave empty to keep what you entered."


def of_custom(state: State, row: PhoneDeliverySetting | None) -> Found:
    body = state.body
    found: Found = {"name": (_text("Name"), shown(body.get("name")))}
    found |= _sign_in(state)
    for index, entry in enumerate(entries_of(body)):
        if isinstance(entry, dict):
            found |= _request(entry, f"requests-{index}")
    for index, number in enumerate(listed(body, "numbers")):
        if isinstance(number, dict):
            found |= _number(number, f"numbers-{index}")
    return found


def of_account(state: State, row: PhoneDeliverySetting | None) -> Found:
    """A provider that is an account: what PingOne will not change has no field once it is there."""
    body, kind = state.body, state.body.get("provider")
    there = row is not None
    found: Found = {}
    if kind not in Kind.values:
        return found
    if kind == Kind.CUSTOM_TWILIO_MESSAGING_SERVICE or "name" in body:
        found["name"] = (_text("Name"), shown(body.get("name")))
    twilio = kind.startswith("CUSTOM_TWILIO")
    if twilio and not there:
        help_text = "34 characters, beginning with AC, in Twilio's console."
        found["sid"] = (_text("Account SID", help_text), shown(body.get("sid")))
    if not there or "authToken" not in (row.wanted if row else {}):
        found["authToken"] = (_secret("Auth token", state, "/authToken"), "")
    if kind == Kind.CUSTOM_TWILIO_VERIFY:
        help_text = "The Service SID in Verify of Twilio's console."
        value = shown(body.get("verifyServiceId"))
        found["verifyServiceId"] = (_text("Verify service id", help_text), value)
    for key in ("numbers", "channels"):
        for index, entry in enumerate(listed(body, key)):
            if isinstance(entry, dict):
                label, note = _pick(entry)
                box = forms.BooleanField(label=label, help_text=note, required=False)
                found[f"{key}-{index}-selected"] = (box, entry.get("selected") is True)
    services = listed(body, "messagingServices")
    if services:
        choices = [(str(i), _service(one, i)) for i, one in enumerate(services)]
        chosen = [str(i) for i, one in enumerate(services) if _is_selected(one)]
        field = forms.ChoiceField(label="Send through", choices=choices, widget=RadioCards())
        found["messagingServices"] = (field, chosen[0] if chosen else "")
    return found


def fixed_of(row: PhoneDeliverySetting) -> list[dict[str, Any]]:
    """What PingOne does not change once it is there, as facts."""
    facts: list[dict[str, Any]] = [
        {"label": "Kind", "value": row.get_kind_display()},
        {"label": "Environment", "value": row.configuration.name},
    ]
    if row.wanted.get("sid"):
        facts.append({"label": "Account SID", "value": row.sid, "kind": "code"})
    if "authToken" in row.wanted:
        facts.append({"label": "Auth token", "value": MASK})
    return facts


def without_field(body: Mapping[str, Any]) -> list[str]:
    """Places of a body the editor has no field for."""
    places = [key for key in body if key not in KNOWN_SETTING]
    for key, drawn in DRAWN.items():
        value = body.get(key)
        if isinstance(value, dict):
            places += [f"{key}.{name}" for name in value if name not in drawn]
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if not isinstance(entry, dict):
                    places.append(f"{key}[{index}]")
                elif key == "requests" or body.get("provider") == Kind.CUSTOM_PROVIDER:
                    names = [name for name in entry if name not in drawn]
                    places += [f"{key}[{index}].{name}" for name in names]
        elif value is not None:
            places.append(key)
    for key in ("deliveryConfigurationsExist", "smsTopicSubscription", "voiceTopicSubscription"):
        places += [key] if key in body else []
    return places


def listed(body: Mapping[str, Any], key: str) -> list[Any]:
    value = body.get(key)
    return value if isinstance(value, list) else []


def _sign_in(state: State) -> Found:
    given = state.body.get("authentication")
    if given is not None and not isinstance(given, dict):
        return {}
    given = given or {}
    method = shown(given.get("method"))
    field = forms.ChoiceField(
        label="How PingOne signs in",
        choices=_with(method, METHODS.items()),
        widget=RadioCards(explanations=HOW),
    )
    found: Found = {"authentication-method": (field, method)}
    grant = shown(given.get("grantType")) or "CLIENT_CREDENTIALS"
    ways = {**FIELDS, "OAUTH2": (*FIELDS["OAUTH2"], *(n for g in GRANT_FIELDS.values() for n in g))}
    for way, names in ways.items():
        for name in names:
            label = WORDS[name].capitalize()
            at = f"authentication-{way}-{name}"
            if name in SECRETS:
                found[at] = (_secret(label, state, f"/authentication/{name}", way == method), "")
            else:
                found[at] = (_text(label), shown(given.get(name)) if way == method else "")
    found["authentication-grantType"] = (
        forms.ChoiceField(label="Asks for the token with", choices=_with(grant, GRANTS),
                          widget=RadioCards()),
        grant,
    )  # fmt: skip
    found["authentication-scopes"] = (
        _text("Scopes", "Separated by blanks.", required=False),
        shown(given.get("scopes")),
    )
    return found


def _request(entry: Mapping[str, Any], at: str) -> Found:
    delivery, method = shown(entry.get("deliveryMethod")), shown(entry.get("method"))
    written = shown(entry.get("phoneNumberFormat"))
    area = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "lc-mono"})
    formats = [("", "As PingOne does: with a plus"), ("FULL", "+14155550100 (FULL)"),
               ("NUMBER_ONLY", "14155550100 (NUMBER_ONLY)")]  # fmt: skip
    address = "For a GET, ${to} and ${message} have to be in it."
    tags = "Before and after each digit of the passcode."
    found: Found = {
        f"{at}-deliveryMethod": (_choice("Sends", _with(delivery, DELIVERIES)), delivery),
        f"{at}-method": (_choice("Method", _with(method, [("GET", "GET"), ("POST", "POST")])),
                         method),
        f"{at}-url": (_text("Address", address), shown(entry.get("url"))),
        f"{at}-body": (forms.CharField(label="Body of a POST", help_text=VARIABLES, widget=area,
                                       required=False), shown(entry.get("body"))),
        f"{at}-phoneNumberFormat": (_choice("Numbers are written", _with(written, formats),
                                            required=False), written),
        f"{at}-beforeTag": (_text("Before the digits", tags, required=False),
                            shown(entry.get("beforeTag"))),
        f"{at}-afterTag": (_text("After the digits", tags, required=False),
                           shown(entry.get("afterTag"))),
    }  # fmt: skip
    headers = entry.get("headers")
    if headers is None or isinstance(headers, dict):
        rows = [*(headers or {}).items(), ("", "")]
        for index, (name, value) in enumerate(rows):
            row = f"{at}-headers-{index}"
            found[f"{row}-name"] = (_text(f"Name of header {index + 1}", required=False), name)
            field = _text(f"Value of header {index + 1}", required=False)
            if not name or SECRET_KEYS.match(str(name)):
                # It may be a key: the browser must not keep it.
                field.widget.attrs["data-lc-keep-not"] = ""
            found[f"{row}-value"] = (field, shown(value))
    return found


def _number(number: Mapping[str, Any], at: str) -> Found:
    kind = shown(number.get("type"))
    countries = "Codes of two letters, such as US or GB: one for a short code, some for toll-free."
    capabilities = number.get("capabilities")
    can = [n for n in capabilities if n in CHANNELS] if isinstance(capabilities, list) else []
    return {
        f"{at}-number": (_text("Number"), shown(number.get("number"))),
        f"{at}-type": (_choice("Type", _with(kind, NUMBER_TYPES.items())), kind),
        f"{at}-capabilities": (
            forms.MultipleChoiceField(label="Can do", choices=list(CHANNELS.items()),
                                      widget=CheckCards(), required=False), can),
        f"{at}-supportedCountries": (_text("Countries", countries, required=False),
                                     shown(number.get("supportedCountries"))),
        f"{at}-selected": (_box("Send from it"), number.get("selected") is True),
        f"{at}-available": (_box("Available in the account"), number.get("available") is True),
    }  # fmt: skip


DELIVERIES = [("SMS", "Texts (SMS)"), ("VOICE", "Calls (voice)")]


def _pick(entry: Mapping[str, Any]) -> tuple[str, str]:
    """A number or a channel of an account, and what is known of it."""
    label = str(entry.get("number") or entry.get("name") or entry.get("id") or "Entry")
    can = [CHANNELS.get(n, n) for n in listed(entry, "capabilities") if isinstance(n, str)]
    kind = NUMBER_TYPES.get(str(entry.get("type")), "")
    gone = "not available now" if entry.get("available") is False else ""
    return label, " · ".join(filter(None, (kind, ", ".join(can), gone)))


def _service(entry: Any, index: int) -> str:
    (one,) = objects([entry]) or [{}]
    return str(one.get("name") or one.get("messagingServiceId") or f"Service {index + 1}")


def _is_selected(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("selected") is True


def _text(label: str, help_text: str = "", *, required: bool = True) -> forms.Field:
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget)


def _secret(label: str, state: State, path: str, mine: bool = True) -> forms.Field:
    """Never drawn back; the help says whether there is one."""
    holder: Any = state.body
    for part in path.strip("/").split("/")[:-1]:
        holder = holder.get(part) if isinstance(holder, dict) else None
    name = path.rpartition("/")[2]
    held = mine and isinstance(holder, dict) and holder.get(name) == MASK
    help_text = (TYPED_HELP if path in state.typed else HELD_HELP) if held else SECRET_HELP
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    return forms.CharField(label=label, help_text=help_text, widget=widget)


def _choice(label: str, choices: Any, *, required: bool = True) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _box(label: str) -> forms.Field:
    return forms.BooleanField(label=label, required=False)


def _with(value: str, known: Any) -> list[tuple[str, str]]:
    """The known choices, and what stands there when it is none of them."""
    return list(_choices(value, list(known)))


def _choices(value: str, known: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from known
    if value not in dict(known):
        yield value, value or "Choose"
