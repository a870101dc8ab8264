from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "apps.portal"

    def ready(self) -> None:
        from apps.numberpools import uses
        from apps.portal.usage import campaigns_of, verifications_of

        uses.register(campaigns_of)
        uses.register(verifications_of)
