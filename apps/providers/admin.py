from django.contrib import admin

from apps.providers.models import Lane, ProviderConfiguration


class LaneInline(admin.StackedInline):
    model = Lane
    can_delete = False
    readonly_fields = [f.name for f in Lane._meta.fields if f.name != "id"]


@admin.register(ProviderConfiguration)
class ProviderConfigurationAdmin(admin.ModelAdmin):
    """Read-only: credentials are changed, verified first, on the Connections page."""

    list_display = ["name", "provider", "account_id", "organization", "active", "verified_at"]
    list_filter = ["provider", "active"]
    search_fields = ["name", "account_id", "organization__name"]
    exclude = ["api_key", "api_secret", "callback_token"]
    inlines = [LaneInline]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
