"""The telephony providers a configuration can be for, and what their credentials are called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One credential; `name` is a key of the Provider Configurations API, or of its `meta_json`.

    What opens nothing by itself is no `secret` and is shown as it is.
    """

    name: str
    label: str
    secret: bool = False
    required: bool = True
    help: str = ""


@dataclass(frozen=True)
class Provider:
    """`id` is what the Provider Configurations API calls `provider`; ids are never reused.

    `check` is the call that proves the credentials before they are kept; "" where there is none.
    """

    id: int
    slug: str
    name: str
    description: str
    key: Field
    secret: Field
    website: str = ""
    console: str = ""
    reference: str = ""
    synced: bool = False
    check: str = ""
    copy_again: str = ""
    meta: tuple[Field, ...] = ()

    @property
    def key_label(self) -> str:
        return self.key.label

    @property
    def secret_label(self) -> str:
        return self.secret.label


def key(label: str, *, secret: bool = False, required: bool = True) -> Field:
    return Field("api_key", label, secret=secret, required=required)


def secret(label: str, *, required: bool = True) -> Field:
    return Field("api_secret", label, secret=True, required=required)


PLIVO = Provider(
    1,
    "plivo",
    "Plivo",
    "SMS and voice API; 10DLC and toll-free registration.",
    key("Auth ID"),
    secret("Auth token"),
    website="https://www.plivo.com",
    console="https://console.plivo.com",
    reference="https://www.plivo.com/docs/",
    synced=True,
    check="GET /v1/Account/{api_key}/Profile/?limit=1",
    copy_again="Copy both again from the overview page of the Plivo console: a token that was "
    "regenerated there stops working at once.",
)
PINGONE = Provider(
    2,
    "pingone",
    "PingOne",
    "Identity platform; notification policies and custom SMS or voice providers.",
    key("Client ID"),
    secret("Client secret"),
    website="https://www.pingidentity.com",
    console="https://console.pingone.com",
    reference="https://apidocs.pingidentity.com/pingone/platform/v1/api/",
    synced=True,
    check="POST /{environment_id}/as/token, then GET "
    "/v1/environments/{environment_id}/notificationsPolicies",
    copy_again="Copy both again from the worker application's overview in the PingOne console: "
    "a secret that was replaced there stops working.",
    meta=(
        Field("environment_id", "Environment ID"),
        Field(
            "region",
            "Region",
            required=False,
            help="The end of PingOne's host: com, ca, eu, com.au, sg or asia. Without it com.",
        ),
        Field(
            "auth_url",
            "Token address",
            required=False,
            help="Where tokens are issued, if base_url names an own host and they are elsewhere.",
        ),
        Field(
            "token_environment_id",
            "Environment of the worker application",
            required=False,
            help="If it is another one than environment_id.",
        ),
    ),
)
TWILIO = Provider(
    3,
    "twilio",
    "Twilio",
    "SMS and voice API.",
    key("Account SID"),
    secret("Auth token"),
    website="https://www.twilio.com",
    console="https://console.twilio.com",
    reference="https://www.twilio.com/docs/iam/api/account",
    check="GET /2010-04-01/Accounts/{api_key}.json",
    copy_again="Copy both again from the account info of the Twilio console.",
)
TELNYX = Provider(
    4,
    "telnyx",
    "Telnyx",
    "SMS and voice API.",
    key("API key", secret=True),
    secret("Public key", required=False),
    website="https://telnyx.com",
    console="https://portal.telnyx.com",
    reference="https://developers.telnyx.com",
)
VONAGE = Provider(
    5,
    "vonage",
    "Vonage",
    "SMS and voice API.",
    key("API key"),
    secret("API secret"),
    website="https://www.vonage.com",
    console="https://dashboard.nexmo.com",
    reference="https://developer.vonage.com",
)
BANDWIDTH = Provider(
    6,
    "bandwidth",
    "Bandwidth",
    "SMS and voice API.",
    key("API token", secret=True),
    secret("API secret"),
    website="https://www.bandwidth.com",
    console="https://dashboard.bandwidth.com",
    reference="https://dev.bandwidth.com",
)
SINCH = Provider(
    7,
    "sinch",
    "Sinch",
    "SMS and voice API.",
    key("Access key", secret=True),
    secret("Access secret"),
    website="https://www.sinch.com",
    console="https://dashboard.sinch.com",
    reference="https://developers.sinch.com",
)
CUSTOM = Provider(
    99,
    "custom",
    "Custom",
    "Any other gateway, stored and served.",
    key("Key", secret=True, required=False),
    secret("Secret", required=False),
)
PROVIDERS = (PLIVO, PINGONE, TWILIO, TELNYX, VONAGE, BANDWIDTH, SINCH, CUSTOM)
BY_ID = {provider.id: provider for provider in PROVIDERS}
CHOICES = [(provider.id, provider.name) for provider in PROVIDERS]
