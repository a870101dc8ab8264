from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting


@admin.register(PhoneDeliverySetting)
class PhoneDeliverySettingAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "kind", "configuration", "remote_id", "imported", "retired_at"]
    list_filter = ["kind", "imported", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["name", "public_id", "remote_id"]
    ordering = ["name"]
    exclude = ["secrets", "remote_secrets", "sent_secrets", "callback_credential"]


@admin.register(NotificationPolicy)
class NotificationPolicyAdmin(ReadOnlyAdmin):
    list_display = ["name", "default", "configuration", "remote_id", "imported", "retired_at"]
    list_filter = ["default", "imported", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["name", "public_id", "remote_id"]
    ordering = ["name"]
    exclude = ["callback_credential"]
