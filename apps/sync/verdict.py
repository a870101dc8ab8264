"""What a provider's answer to new credentials means for whoever typed them."""

from apps.core.errors import Invalid
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from apps.sync import probe
from apps.upstream.errors import Gone, Misconfigured, UpstreamError
from apps.upstream.pingone import ClientRefused

# PingOne API, Phone delivery settings: which role they need. Roles take a while to hold.
NO_ROLE = (
    "PingOne knows the client but does not let it into this environment. Give the worker "
    "application the role Environment Admin for this environment; if the role or the environment "
    "was just created, wait a minute. Then try again."
)
CHECK_PLACE = "Check the environment ID and the region, then try again."


def must_work(draft: ProviderConfiguration) -> None:
    """Asks the provider. Raises Invalid at the field to correct."""
    trouble = probe.verify(draft)
    if trouble is not None:
        raise Invalid({_field(draft, trouble): [advice(draft, trouble)]})


def advice(configuration: ProviderConfiguration, trouble: UpstreamError) -> str:
    """What went wrong and what to do about it."""
    if _secret_refused(configuration, trouble):
        return f"{trouble} {configuration.provider_details.copy_again}"
    if _not_let_in(configuration, trouble):
        if trouble.status == 403:
            return NO_ROLE
        return f"{trouble} Then try again." if _no_token(trouble) else f"{trouble} {CHECK_PLACE}"
    if configuration.base_url:
        return f"{trouble} Check the address, then try again."
    return f"{trouble} Try again in a minute."


def _field(draft: ProviderConfiguration, trouble: UpstreamError) -> str:
    """Where what has to be corrected was typed; "__all__" when it is no matter of one field."""
    if _secret_refused(draft, trouble):
        return "api_secret"
    if _not_let_in(draft, trouble):
        elsewhere = draft.meta.get("token_environment_id") and trouble.status != 403
        return "token_environment_id" if elsewhere else "environment_id"
    # With two addresses it may be either.
    return "base_url" if draft.base_url and not draft.meta.get("auth_url") else "__all__"


def _secret_refused(configuration: ProviderConfiguration, trouble: UpstreamError) -> bool:
    if configuration.provider == catalogue.PINGONE.id:
        return isinstance(trouble, ClientRefused)
    if configuration.provider == catalogue.TWILIO.id and isinstance(trouble, Gone):
        # Of an account that these credentials do not belong to.
        return True
    return isinstance(trouble, Misconfigured) and trouble.status == 401


def _not_let_in(configuration: ProviderConfiguration, trouble: UpstreamError) -> bool:
    """PingOne answered, but has no such environment or keeps this client out of it."""
    if configuration.provider != catalogue.PINGONE.id:
        return False
    return isinstance(trouble, Gone) or trouble.status in (401, 403) or _no_token(trouble)


def _no_token(trouble: UpstreamError) -> bool:
    """The token endpoint answered without a token and said nothing of the client."""
    status = trouble.status or 0
    return isinstance(trouble, Misconfigured) and status >= 400 and status != 401
