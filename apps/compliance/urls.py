from django.urls import path

from apps.compliance.views import (
    campaign_import,
    deletes,
    detail,
    evidence,
    lists,
    numbers,
    profile_edit,
    review,
    start,
    steps,
)

app_name = "compliance"
urlpatterns = [
    path("companies/", lists.profile_list, name="profile_list"),
    path("companies/new/", start.profile_new, name="profile_new"),
    path("companies/<str:public_id>/", detail.profile, name="profile"),
    path("companies/<str:public_id>/edit/", profile_edit.edit, name="profile_edit"),
    path("companies/<str:public_id>/delete/", deletes.profile_delete, name="profile_delete"),
    path("brands/", lists.brand_list, name="brand_list"),
    path("brands/new/", start.brand_new, name="brand_new"),
    path("brands/<str:public_id>/", detail.brand, name="brand"),
    path("brands/<str:public_id>/correct/", start.brand_correct, name="brand_correct"),
    path("brands/<str:public_id>/deactivate/", deletes.brand_delete, name="brand_delete"),
    path("campaigns/", lists.campaign_list, name="campaign_list"),
    path("campaigns/new/", start.campaign_new, name="campaign_new"),
    path("campaigns/import/", campaign_import.campaign_import, name="campaign_import"),
    path("campaigns/<str:public_id>/", detail.campaign, name="campaign"),
    path("campaigns/<str:public_id>/correct/", start.campaign_correct, name="campaign_correct"),
    path("campaigns/<str:public_id>/deactivate/", deletes.campaign_delete, name="campaign_delete"),
    path("campaigns/<str:public_id>/numbers/link/", numbers.link, name="number_link"),
    path("campaigns/<str:public_id>/numbers/unlink/", numbers.unlink, name="number_unlink"),
    path(
        "campaigns/<str:public_id>/numbers/<str:number>/relink/",
        numbers.relink,
        name="number_relink",
    ),
    path("evidence/<str:name>", evidence.evidence, name="evidence"),
    path("file/<str:kind>/", start.start, name="start"),
    path("file/<int:pk>/continue/", steps.draft, name="draft"),
    path("file/<int:pk>/review/", review.review, name="review"),
    path("file/<int:pk>/discard/", steps.discard, name="discard"),
    path("file/<int:pk>/<str:slug>/", steps.step, name="step"),
    path("file/<int:pk>/<str:slug>/save/", steps.save, name="save"),
]
