from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "apps.compliance"
    verbose_name = "registrations"

    def ready(self) -> None:
        from apps.compliance.mirrors.brand import BrandMirror
        from apps.compliance.mirrors.campaign import CampaignMirror
        from apps.compliance.mirrors.number import NumberMirror
        from apps.compliance.mirrors.profile import ProfileMirror
        from apps.compliance.mirrors.tollfree import TollfreeMirror
        from apps.sync.registry import register

        register("compliance.profile", ProfileMirror())
        register("compliance.brand", BrandMirror())
        register("compliance.campaign", CampaignMirror())
        register("compliance.number", NumberMirror())
        register("compliance.tollfree", TollfreeMirror())
