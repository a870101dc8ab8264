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


def words_for(connection: ProviderConfiguration) -> Words:
    """Those of Plivo for a provider that is not kept in step; no page shows one."""
    return WORDS.get(connection.provider, WORDS[catalogue.PLIVO.id])
