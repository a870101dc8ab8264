"""What the pages of a connection say, by its provider."""

from dataclasses import dataclass

from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration


@dataclass(frozen=True)
class Words:
    """`account` is what the provider calls what is connected, `secret` what opens it."""

    account: str
    secret: str
    credentials: str
    forgets: str


WORDS = {
    catalogue.PLIVO.id: Words(
        account="account",
        secret="token",
        credentials="the Auth ID and token",
        forgets="Linecheck forgets the credentials and stops reading this account. Nothing is "
        "deleted at Plivo.",
    ),
    catalogue.PINGONE.id: Words(
        account="environment",
        secret="credentials",
        credentials="the client ID and secret",
        forgets="Linecheck forgets the credentials and stops reading this environment. Nothing is "
        "deleted at PingOne.",
    ),
}
# Providers whose credentials are kept and served, and whose accounts are not kept in step.
OTHERS = Words(
    account="account",
    secret="credentials",
    credentials="the credentials",
    forgets="Linecheck forgets the credentials. Nothing is deleted at the provider.",
)


def words_for(connection: ProviderConfiguration) -> Words:
    return WORDS.get(connection.provider, OTHERS)


def replaced(connection: ProviderConfiguration) -> str:
    """Said once new credentials are kept."""
    secret = words_for(connection).secret
    verbs = ("works", "is") if secret == "token" else ("work", "are")
    works = f"{verbs[0]} and " if connection.provider_details.check else ""
    return f"The new {secret} {works}{verbs[1]} in use from now on."
