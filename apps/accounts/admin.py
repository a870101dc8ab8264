from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from apps.accounts.models import ApiCredential, Membership, Organization, User
from apps.core.admin import ReadOnlyAdmin


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organization"]


@admin.register(User)
class LinecheckUserAdmin(UserAdmin):
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    search_fields = ["email", "name"]
    inlines = [MembershipInline]
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)
    readonly_fields = ["last_login", "date_joined"]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "handle", "created_at"]
    search_fields = ["name", "handle"]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "organization", "role"]
    list_filter = ["role"]
    autocomplete_fields = ["user", "organization"]
    search_fields = ["user__email", "organization__name"]


@admin.register(ApiCredential)
class ApiCredentialAdmin(ReadOnlyAdmin):
    """Who may call what; neither the token nor its digest."""

    list_display = ["name", "organization", "door", "account", "rights", "last_used_at", "state"]
    list_filter = ["door", "rights"]
    search_fields = ["name", "account", "organization__name"]
    exclude = ["digest", "secret"]

    @admin.display(description="revoked")
    def state(self, credential: ApiCredential) -> str:
        return f"{credential.revoked_at:%F %R}" if credential.revoked_at else ""
