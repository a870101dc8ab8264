"""What the credentials and addresses of a configuration must look like before anybody is asked."""

import re
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from apps.core.ssrf import ForbiddenAddressError, check_url
from apps.providers import catalogue
from apps.providers.masking import is_masked
from apps.providers.models import ProviderConfiguration
from apps.upstream.pingone import REGIONS
from apps.upstream.redact import SECRET_KEYS

Problems = dict[str, list[str]]
# They are part of an address we call (Plivo: 20 characters, MA or SA first; Twilio: 34, AC first).
IN_ADDRESS = {
    catalogue.PLIVO: (
        re.compile(r"(MA|SA)[A-Z0-9]{18}"),
        "An Auth ID has 20 characters and starts with MA or SA.",
    ),
    catalogue.TWILIO: (
        re.compile(r"[A-Za-z0-9_-]{1,64}"),
        "An Account SID has letters and digits only; it starts with AC.",
    ),
}
# sip:user:password@host
SIP_PASSWORD = re.compile(r"^(sips?:)?[^@:/]*:[^@]*@", re.IGNORECASE)
ENVIRONMENT = "An environment ID looks like 3a9f2c1e-5b7d-4e8a-9c0f-1d2e3f4a5b6c."
OWN_FIELDS = "Put credentials into api_key and api_secret, which are kept encrypted."


def problems(draft: ProviderConfiguration, before: ProviderConfiguration | None = None) -> Problems:
    """What is wrong with `draft`, by field; what is as it was in `before` is not looked at again.

    May ask DNS, so never call it inside a transaction.
    """
    found: Problems = {}
    for field, words in _all(draft, before):
        found.setdefault(field, []).append(words)
    return found


def _all(
    draft: ProviderConfiguration, before: ProviderConfiguration | None
) -> Iterator[tuple[str, str]]:
    def changed(column: str) -> bool:
        return before is None or getattr(draft, column) != getattr(before, column)

    provider = draft.provider_details
    if changed("name") and not draft.name:
        yield "name", "Give the configuration a name, so that you can tell it from others."
    for field in (provider.key, provider.secret):
        if changed(field.name):
            yield from ((field.name, words) for words in _credential(draft, field))
    if changed("base_url") and draft.base_url:
        yield from (("base_url", words) for words in _address(provider, draft.base_url))
    if changed("sip_url") and SIP_PASSWORD.match(draft.sip_url):
        yield "sip_url", f"A SIP URL has no password. {OWN_FIELDS}"
    if changed("meta"):
        yield from _meta(draft)
    if before is not None and draft.account_id != before.account_id:
        field_name = "environment_id" if provider == catalogue.PINGONE else provider.key.name
        yield (
            field_name,
            f"This configuration is for {before.account_id}, and what hangs on it belongs there. "
            "Create another configuration for another account.",
        )


def _credential(draft: ProviderConfiguration, field: catalogue.Field) -> Iterator[str]:
    value = getattr(draft, field.name)
    provider = draft.provider_details
    if not value:
        if field.required:
            yield f"{provider.name} needs this: its {field.label}."
        return
    if is_masked(value):
        yield "This is how a secret is shown, not the secret itself. Send the secret."
    elif not value.isprintable() or (provider.check and not value.isascii()):
        yield f"The {field.label} has characters that cannot be sent. Copy it again."
    elif field is provider.key and provider in IN_ADDRESS:
        shape, words = IN_ADDRESS[provider]
        if not shape.fullmatch(value):
            yield words


def _address(provider: catalogue.Provider, url: str) -> Iterator[str]:
    if provider.check:
        try:
            check_url(url)
        except ForbiddenAddressError as error:
            yield str(error)
        return
    # Nobody here calls it: it may well be in the integrator's own network.
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        yield "Enter a full address that starts with https://."
    else:
        if "@" in urlsplit(url).netloc:
            yield f"An address has no credentials in it. {OWN_FIELDS}"


def _meta(draft: ProviderConfiguration) -> Iterator[tuple[str, str]]:
    for name in draft.meta:
        if SECRET_KEYS.match(name):
            yield "meta_json", f"{name} looks like a secret. {OWN_FIELDS}"
    if draft.provider != catalogue.PINGONE.id:
        return
    said: dict[str, Any] = draft.meta
    for name in ("environment_id", "token_environment_id"):
        if name in said and not _is_uuid(said[name]):
            yield name, ENVIRONMENT
    if "environment_id" not in said:
        yield "environment_id", "PingOne needs this: which environment it is about."
    if "region" in said and said["region"] not in REGIONS:
        yield "region", f"Give one of {', '.join(REGIONS)}."
    if "auth_url" in said:
        words = _address(catalogue.PINGONE, str(said["auth_url"]))
        yield from (("auth_url", text) for text in words)


def _is_uuid(value: Any) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except (ValueError, TypeError, AttributeError):
        return False
