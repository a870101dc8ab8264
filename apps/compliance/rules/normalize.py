"""What people and integrators type, brought to the one form that is stored and sent.

``values(object, raw)`` returns a copy with every known field normalized; ``""``, ``None``, ``[]``
and ``{}`` all mean absent and become ``""`` (``[]`` for lists). Nothing here refuses: what cannot
be brought into form is left as typed, and a rule speaks about it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import phonenumbers

# Plivo's own samples misspell the vertical; their answers may carry it too.
MISSPELT = {"ENTERNTAINMENT": "ENTERTAINMENT"}


def text(value: Any) -> str:
    """Stripped text; absent becomes ``""``; a number (EIN as integer) its digits."""
    return "" if value is None or value == [] or value == {} else str(value).strip()


def enum(value: Any) -> str:
    """Upper case with underscores, whatever the case it came in."""
    word = re.sub(r"[\s-]+", "_", text(value)).upper()
    return MISSPELT.get(word, word)


def ein(value: Any) -> str:
    """Digits run together: spaces and hyphens out."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", text(value))


def phone(value: Any, region: str = "US") -> str:
    """E.164 with ``+``, or the text as typed when it is no possible number."""
    typed = text(value)
    for candidate in (typed, f"+{typed}"):
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return typed


def number(value: Any) -> str:
    """A number of the account: E.164 digits without ``+``, as Plivo lists them."""
    return phone(value).removeprefix("+")


def postal_code(value: Any) -> str:
    """Upper case, single blanks; nine US digits become ZIP+4."""
    code = re.sub(r"\s+", " ", text(value)).upper()
    nine = re.fullmatch(r"(\d{5})[ -]?(\d{4})", code)
    return f"{nine[1]}-{nine[2]}" if nine else code


def website(value: Any) -> str:
    """Host in lower case, no lone trailing slash. A missing scheme stays missing."""
    address = text(value)
    has_scheme = "://" in address
    try:
        parts = urlsplit(address if has_scheme else f"//{address}")
    except ValueError:
        return address
    path = "" if parts.path == "/" else parts.path
    rebuilt = urlunsplit(
        (parts.scheme.lower(), parts.netloc.lower(), path, parts.query, parts.fragment)
    )
    return rebuilt if has_scheme else rebuilt.removeprefix("//")


def keywords(value: Any) -> str:
    """One comma list in capitals, each word once: ``stop, end`` becomes ``STOP,END``."""
    words = value if isinstance(value, (list, tuple)) else re.split(r"[,;\n]", text(value))
    return ",".join(dict.fromkeys(w for w in (text(w).upper() for w in words) if w))


def use_cases(value: Any) -> list[str]:
    """A list in the order given, from a list or Plivo's comma string."""
    words: Iterable[Any] = value if isinstance(value, (list, tuple)) else text(value).split(",")
    return [word for word in (enum(word) for word in words) if word]


def urls(value: Any) -> list[str]:
    """A list, each address once, from a list or a comma string; a comma inside an address stays."""
    words: Iterable[Any] = (
        value
        if isinstance(value, (list, tuple))
        else re.split(r",(?=\s|https?://|$)|[\r\n]+", text(value), flags=re.I)
    )
    return list(dict.fromkeys(word for word in (text(word) for word in words) if word))


def volume(value: Any) -> str:
    """Thousands with commas as Plivo writes them: ``10000`` becomes ``10,000``."""
    typed = text(value)
    amount = re.fullmatch(r"([0-9]{1,12})(\+?)", re.sub(r"[\s,]", "", typed))
    return f"{int(amount[1]):,}{amount[2]}" if amount else typed


def flag(value: Any) -> Any:
    """``true``/``false`` in any spelling to a boolean; absent to ``""``."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(
        text(value).lower(), text(value)
    )


def country(value: Any) -> str:
    return text(value).upper()


BOOLEANS = (
    "subscriber_optin",
    "subscriber_optout",
    "subscriber_help",
    "direct_lending",
    "embedded_link",
    "embedded_phone",
    "age_gated",
    "affiliate_marketing",
)
KEYWORDS = ("optin_keywords", "optout_keywords", "help_keywords")

_FIELDS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "profile": {
        **dict.fromkeys(
            (
                "customer_type",
                "entity_type",
                "vertical",
                "contact_seniority",
                "stock_exchange",
                "alt_business_id_type",
                "profile_type",
            ),
            enum,
        ),
        **dict.fromkeys(("ein_issuing_country", "country", "plivo_subaccount"), country),
        "stock_symbol": country,
        "ein": ein,
        "postal_code": postal_code,
        "contact_phone": phone,
        "website": website,
    },
    "brand": {"brand_type": enum, "secondary_vetting": flag},
    "campaign": {
        "vertical": enum,
        "usecase": enum,
        "sub_usecases": use_cases,
        **dict.fromkeys(BOOLEANS, flag),
        **dict.fromkeys(KEYWORDS, keywords),
    },
    "number": {"number": number},
    "tollfree": {
        "number": number,
        "usecase": use_cases,
        "optin_image_url": urls,
        "optin_type": enum,
        "volume": volume,
    },
}


def values(object: str, raw: Mapping[str, Any], *, as_sent: Iterable[str] = ()) -> dict[str, Any]:
    """A normalized copy of ``raw``; keys that are not ours are kept as they came.

    ``as_sent`` names fields only to be stripped: over REST keywords are judged as the integrator
    wrote them, because Plivo refuses blanks that the portal tidies away.
    """
    table = _FIELDS[object]
    kept = set(as_sent)
    result: dict[str, Any] = {}
    for field, value in raw.items():
        if field in table and field not in kept:
            result[field] = table[field](value)
        elif value is None or isinstance(value, str):
            result[field] = text(value)
        else:
            result[field] = value
    if object == "profile" and result.get("country") == "US":
        # A state's code is two capitals; a full name stays as typed and its rule asks for the code.
        state = text(result.get("state"))
        if len(state) == 2:
            result["state"] = state.upper()
    return result
