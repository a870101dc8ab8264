from django.contrib import admin
from django.http import HttpRequest

from apps.core.models import Event


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at in the console, changed nowhere but through the services."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_label", "verb", "subject_kind", "subject_label"]
    list_filter = ["actor_kind", "subject_kind", "verb"]
    search_fields = ["actor_label", "actor_email", "subject_label", "request_id"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
