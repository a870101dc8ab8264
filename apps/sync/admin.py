from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.core.actor import Actor
from apps.core.admin import ReadOnlyAdmin
from apps.sync import services
from apps.sync.models import Attempt, Callback, OutgoingCallback, Sync
from apps.sync.timeline import fields_of
from apps.upstream.redact import redact

OPERATOR = frozenset({"sync.retry"})


def operator_of(request: HttpRequest) -> Actor:
    """The operator of the console; staff may retry for every organisation."""
    return Actor(
        kind="user",
        label=str(request.user),
        id=request.user.pk,
        rights=OPERATOR,
        request_id=getattr(request, "id", ""),
        ip=request.META.get("REMOTE_ADDR") or None,
        email=getattr(request.user, "email", ""),
    )


@admin.register(Sync)
class SyncAdmin(ReadOnlyAdmin):
    list_display = ["id", "kind", "configuration", "state", "blocked", "hold", "run_after"]
    list_filter = ["kind", "blocked", "hold", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["=id", "configuration__name", "configuration__account_id"]
    ordering = ["-id"]
    exclude = ["token"]
    actions = ["retry"]

    @admin.action(description="Retry what is blocked", permissions=["view"])
    def retry(self, request: HttpRequest, rows: QuerySet[Sync]) -> None:
        blocked = list(rows.exclude(blocked=""))
        for sync in blocked:
            services.retry_sync(sync=sync, actor=operator_of(request))
        self.message_user(request, f"{len(blocked)} being sent again.", messages.SUCCESS)


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    """Requests as they were kept: secrets were taken out before they were saved."""

    list_display = ["started_at", "configuration", "verb", "method", "path", "status", "outcome"]
    list_filter = ["outcome", "verb", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["path", "request_id"]
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-id"]
    raw_id_fields = ["sync"]


@admin.register(Callback)
class CallbackAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "configuration", "sync", "method", "signed"]
    list_filter = ["signed", "configuration"]
    list_select_related = ["configuration", "sync"]
    date_hierarchy = "received_at"
    ordering = ["-received_at", "-id"]
    exclude = ["body", "query"]
    readonly_fields = ["said"]

    @admin.display(description="What it said")
    def said(self, callback: Callback) -> Any:
        return format_html_join("", "<p><b>{}</b> {}</p>", fields_of(callback))


@admin.register(OutgoingCallback)
class OutgoingCallbackAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "configuration", "about", "state", "tries", "run_after"]
    list_filter = ["state", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["about"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-id"]
    exclude = ["url"]
    readonly_fields = ["address"]
    raw_id_fields = ["sync"]

    @admin.display(description="Address")
    def address(self, callback: OutgoingCallback) -> str:
        return str(redact(callback.url))
