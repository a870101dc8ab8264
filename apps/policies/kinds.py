from django.db import models


class Kind(models.TextChoices):
    """``provider`` of a setting (PingOne API, Phone delivery settings); others are kept as well."""

    CUSTOM_PROVIDER = "CUSTOM_PROVIDER", "Custom provider"
    CUSTOM_TWILIO = "CUSTOM_TWILIO", "Twilio"
    CUSTOM_TWILIO_VERIFY = "CUSTOM_TWILIO_VERIFY", "Twilio Verify"
    CUSTOM_TWILIO_MESSAGING_SERVICE = (
        "CUSTOM_TWILIO_MESSAGING_SERVICE",
        "Twilio Messaging Service",
    )
    CUSTOM_SYNIVERSE = "CUSTOM_SYNIVERSE", "Syniverse"
    CUSTOM_SYNIVERSE_CHANNELS = "CUSTOM_SYNIVERSE_CHANNELS", "Syniverse Channels"
