"""The telephony providers a configuration can be for, and what their credentials are called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`id` is what the Provider Configurations API calls `provider`; ids are never reused."""

    id: int
    slug: str
    name: str
    description: str
    key_label: str
    secret_label: str
    website: str
    synced: bool = False


PROVIDERS = (
    Provider(
        1,
        "plivo",
        "Plivo",
        "SMS and voice API; 10DLC and toll-free registration.",
        "Auth ID",
        "Auth token",
        "https://www.plivo.com",
        synced=True,
    ),
    Provider(
        2,
        "pingone",
        "PingOne",
        "Identity platform; notification policies and custom SMS or voice providers.",
        "Client ID",
        "Client secret",
        "https://www.pingidentity.com",
        synced=True,
    ),
    Provider(
        3, "twilio", "Twilio", "SMS and voice API.", "Account SID", "Auth token",
        "https://www.twilio.com",
    ),
    Provider(
        4, "telnyx", "Telnyx", "SMS and voice API.", "API key", "Public key",
        "https://telnyx.com",
    ),
    Provider(
        5, "vonage", "Vonage", "SMS and voice API.", "API key", "API secret",
        "https://www.vonage.com",
    ),
    Provider(
        6, "bandwidth", "Bandwidth", "SMS and voice API.", "API token", "API secret",
        "https://www.bandwidth.com",
    ),
    Provider(
        7, "sinch", "Sinch", "SMS and voice API.", "Access key", "Access secret",
        "https://www.sinch.com",
    ),
    Provider(
        99, "custom", "Custom", "Any other gateway, stored and served.", "Key", "Secret", "",
    ),
)  # fmt: skip
PLIVO = PROVIDERS[0]
PINGONE = PROVIDERS[1]
BY_ID = {provider.id: provider for provider in PROVIDERS}
CHOICES = [(provider.id, provider.name) for provider in PROVIDERS]
