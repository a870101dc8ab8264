from django.urls import path

from apps.policies.views import (
    policy_acts,
    policy_copy,
    policy_detail,
    policy_edit,
    policy_history,
    policy_list,
)

urlpatterns = [
    path("policies/", policy_list.policy_list, name="policy_list"),
    path("policies/new/", policy_edit.new, name="policy_new"),
    path("policies/<str:public_id>/", policy_detail.policy, name="policy"),
    path("policies/<str:public_id>/edit/", policy_edit.edit, name="policy_edit"),
    path("policies/<str:public_id>/history/", policy_history.history, name="policy_history"),
    path(
        "policies/<str:public_id>/history/<int:event>/restore/",
        policy_history.restore,
        name="policy_restore",
    ),
    path("policies/<str:public_id>/copy/", policy_copy.copy, name="policy_copy"),
    path("policies/<str:public_id>/default/", policy_acts.make_default, name="policy_default"),
    path("policies/<str:public_id>/delete/", policy_acts.delete, name="policy_delete"),
    path("environments/<int:pk>/pull/", policy_list.pull, name="pull"),
]
