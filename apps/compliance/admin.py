"""Looking at registrations from behind: nothing is edited here, acts go through the services."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Draft,
    Evidence,
    Profile,
    Submission,
    TollfreeVerification,
)
from apps.core.actor import SYSTEM
from apps.sync.services import refresh, retry_sync


class ReadOnlyAdmin(admin.ModelAdmin):
    """Every field shown, none changed."""

    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The list's actions need it; every field stays read-only.
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to save: a pressed "Save" changes nothing."""


class MirroredAdmin(ReadOnlyAdmin):
    list_filter = ("remote_status", "retiring", "imported", "configuration")
    list_select_related: ClassVar[tuple[str, ...]] = ("configuration__organization", "sync")
    search_fields: ClassVar[tuple[str, ...]] = ("public_id", "remote_id")
    date_hierarchy = "created_at"
    actions = ("retry", "read_again")

    @admin.display(description="organisation", ordering="configuration__organization__name")
    def organization(self, obj: Any) -> str:
        return str(obj.configuration.organization)

    @admin.display(description="sync")
    def sync_state(self, obj: Any) -> str:
        return str(obj.sync.state)

    @admin.action(description="Send again what is blocked")
    def retry(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        rows = [row for row in queryset.select_related("sync") if row.sync.blocked]
        for row in rows:
            retry_sync(sync=row.sync, actor=SYSTEM)
        self.message_user(request, f"{len(rows)} sent again.", messages.SUCCESS)

    @admin.action(description="Read again at the provider")
    def read_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        rows = [row for row in queryset.select_related("sync") if row.remote_id]
        for row in rows:
            refresh(sync=row.sync, actor=SYSTEM)
        self.message_user(request, f"{len(rows)} are being read again.", messages.SUCCESS)


@admin.register(Profile)
class ProfileAdmin(MirroredAdmin):
    list_display = ("profile_alias", "company_name", "organization", "remote_id", "sync_state")
    search_fields = ("profile_alias", "company_name", "ein", "public_id", "remote_id")


@admin.register(Brand)
class BrandAdmin(MirroredAdmin):
    list_display = ("brand_alias", "organization", "remote_id", "remote_status", "sync_state")
    search_fields = ("brand_alias", "public_id", "remote_id")


@admin.register(Campaign)
class CampaignAdmin(MirroredAdmin):
    list_display = (
        "campaign_alias",
        "usecase",
        "organization",
        "remote_id",
        "remote_status",
        "sync_state",
    )
    search_fields = ("campaign_alias", "public_id", "remote_id")


@admin.register(CampaignNumber)
class CampaignNumberAdmin(MirroredAdmin):
    list_display = ("number", "campaign", "organization", "remote_status", "sync_state")
    list_select_related = ("configuration__organization", "sync", "campaign")
    search_fields = ("number", "campaign__campaign_alias")


@admin.register(TollfreeVerification)
class TollfreeVerificationAdmin(MirroredAdmin):
    list_display = (
        "number",
        "profile",
        "organization",
        "remote_id",
        "remote_status",
        "update_by",
        "sync_state",
    )
    list_select_related = ("configuration__organization", "sync", "profile")
    search_fields = ("number", "profile__company_name", "public_id", "remote_id")


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("name", "organization", "content_type", "size", "uploaded_by", "created_at")
    list_filter = ("content_type",)
    list_select_related = ("organization",)
    search_fields = ("name", "sha256")
    date_hierarchy = "created_at"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Files are served by their address only, which is not where they lie.
        return [name for name in super().get_readonly_fields(request, obj) if name != "file"]


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("sync", "n", "act", "fee", "requested_by", "requested_at", "outcome", "verdict")
    list_filter = ("act", "outcome", "verdict")
    list_select_related = ("sync",)
    date_hierarchy = "requested_at"


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ("pk", "kind", "subject", "organization", "author", "version", "updated_at")
    list_filter = ("kind",)
    list_select_related = ("organization", "author")
