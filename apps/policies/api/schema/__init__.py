"""The PingOne dialect's resources in the reference."""

from apps.dialects.reference.document import Model
from apps.policies.api.schema import environment, policy, setting
from apps.policies.api.schema.common import COMMON

BODIES = {**COMMON, **environment.BODIES, **setting.BODIES, **policy.BODIES}
MODELS = [
    Model(
        setting.NAME,
        "Phone delivery setting",
        "How PingOne reaches a gateway, or an account at Twilio or Syniverse. Which properties "
        "there are depends on provider; those that are not listed here are kept and sent to "
        "PingOne as they are.",
        (("Every provider", "Setting"), *((kind, name) for kind, name in setting.KINDS.items())),
    ),
    Model(
        policy.NAME,
        "Notification policy",
        "How often, where to and through whom PingOne notifies. Properties that are not listed "
        "here are kept and sent to PingOne as they are.",
        (("", policy.NAME),),
    ),
]
