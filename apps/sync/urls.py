from django.urls import path

from apps.sync import callbacks, outgoing_views, views

app_name = "sync"
urlpatterns = [
    path("callbacks/plivo/<uuid:token>/", callbacks.plivo_callback, name="plivo_callback"),
    path("sync/", views.sync_list, name="list"),
    path("sync/retry/", views.retry_many, name="retry_many"),
    path("sync/<int:pk>/", views.sync_detail, name="detail"),
    path("sync/<int:pk>/retry/", views.retry, name="retry"),
    path("sync/<int:pk>/refresh/", views.refresh, name="refresh"),
    path("sync/<int:pk>/decide/", views.decide, name="decide"),
    path("sync/callbacks/", outgoing_views.outgoing_list, name="outgoing_list"),
    path("sync/callbacks/<int:pk>/", outgoing_views.outgoing_detail, name="outgoing_detail"),
    path("sync/callbacks/<int:pk>/resend/", outgoing_views.resend, name="outgoing_resend"),
]
