"""PingOne's four spellings of a delivery method, and the pages the simulator goes by.

Quotas and country limits say Voice, conditions VOICE, cooldowns voice. Conditions know only SMS
and VOICE.
"""

from types import MappingProxyType

CHANNELS = ("SMS", "Voice", "WhatsApp", "Email")
# Channel to the delivery method of conditions, requests and capabilities.
METHODS = MappingProxyType({"SMS": "SMS", "Voice": "VOICE"})
COOLDOWN_KEYS = MappingProxyType(
    {"SMS": "sms", "Voice": "voice", "WhatsApp": "whatsApp", "Email": "email"}
)
BOTH = frozenset(METHODS.values())
# The built-in provider's name where an id stands (PingOne API, Notifications settings).
PINGONE_TWILIO = "PINGONE_TWILIO"
# After the last resend allowed, in seconds (PingOne API, Notification policies: resendLimit).
BLOCK_SECONDS = 1800
DAY_SECONDS = 86_400

_PAGE = "PingOne API, Notification policies"
COUNTRY_SOURCE = f"{_PAGE}: countryLimit"
QUOTA_SOURCE = f"{_PAGE}: quotas"
COOLDOWN_SOURCE = f"{_PAGE}: cooldownConfiguration"
CHAIN_SOURCE = f"{_PAGE}: providerConfiguration"
FAILED_SOURCE = "PingOne API, Notifications settings: smsProvidersFallbackChain"
