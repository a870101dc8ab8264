from django.urls import URLPattern, path

from apps.policies.views.setting_delete import setting_delete
from apps.policies.views.setting_detail import setting
from apps.policies.views.setting_edit import setting_edit, setting_new
from apps.policies.views.setting_list import setting_list
from apps.policies.views.setting_preview import setting_preview
from apps.policies.views.setting_restore import setting_restore
from apps.policies.views.setting_try import setting_try, setting_try_new

ONE = "providers/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("providers/", setting_list, name="setting_list"),
    path("providers/new/", setting_new, name="setting_new"),
    path("providers/preview/", setting_preview, name="setting_preview"),
    path("providers/try/", setting_try_new, name="setting_try_new"),
    path(ONE, setting, name="setting"),
    path(f"{ONE}edit/", setting_edit, name="setting_edit"),
    path(f"{ONE}try/", setting_try, name="setting_try"),
    path(f"{ONE}delete/", setting_delete, name="setting_delete"),
    path(f"{ONE}history/<int:event>/", setting_restore, name="setting_restore"),
]
