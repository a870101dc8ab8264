"""What PingOne's pages do not say and the simulator takes to be so. Shown on its page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """`rule` is the rule of the step it stands beside; "" concerns them all."""

    rule: str
    text: str


ASSUMPTIONS = (
    Assumption(
        "",
        "The order is: country limit, daily quotas, cooldown, then the providers. The first that "
        "stops the message ends the matter.",
    ),
    Assumption(
        "country_limit",
        "A country limit binds only the methods it names. If it names none, it binds texts and "
        "calls. E-mail has no country and is never stopped by one.",
    ),
    Assumption("country_limit", "A number whose country nobody knows is in no list of countries."),
    Assumption(
        "quota",
        "A quota is reached when as many messages were sent today as it allows, by all methods of "
        "its entry together. Where used and unused messages are limited apart, reaching either "
        "stops the next message.",
    ),
    Assumption(
        "cooldown",
        "The limit of resends counts what follows a first message. The 30 minutes of a block run "
        "from the last message sent, and 30 minutes without one begin a new series.",
    ),
    Assumption(
        "chain",
        "The first condition that names both the method and the country wins. Conditions without "
        "countries come last, wherever they stand. A condition that names no method holds for "
        "texts and calls.",
    ),
    Assumption(
        "chain",
        "A provider that fails, cannot send by the method, serves other countries only, or no "
        "longer exists is passed over for the next one. If none is left, the notification fails.",
    ),
    Assumption(
        "chain",
        "What no condition names, WhatsApp and e-mail among it, goes to the environment’s default "
        "sender. This policy does not say which one that is, nor whether it would deliver.",
    ),
)
