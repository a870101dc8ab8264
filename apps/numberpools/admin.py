from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.numberpools.models import PhoneNumber


@admin.register(PhoneNumber)
class PhoneNumberAdmin(ReadOnlyAdmin):
    list_display = ["number", "type", "sms_enabled", "tendlc_registration_status", "configuration"]
    list_filter = ["type", "sms_enabled", "tendlc_registration_status", "configuration"]
    list_select_related = ["configuration"]
    search_fields = ["number", "alias", "tendlc_campaign_id"]
    ordering = ["number"]
