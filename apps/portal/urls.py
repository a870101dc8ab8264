from django.urls import path

from apps.portal.views import (
    audit,
    connection,
    connections,
    credentials,
    home,
    members,
    sandbox,
    search,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("connections/", connections.connection_list, name="connections"),
    path("connections/new/", connections.connect, name="connect"),
    path("connections/<int:pk>/", connection.detail, name="connection"),
    path("connections/<int:pk>/verify/", connection.verify, name="connection_verify"),
    path("connections/<int:pk>/pull/", connection.pull, name="connection_pull"),
    path("connections/<int:pk>/pause/", connection.pause, name="connection_pause"),
    path("connections/<int:pk>/resume/", connection.resume, name="connection_resume"),
    path("connections/<int:pk>/token/", connection.token, name="connection_token"),
    path("connections/<int:pk>/rename/", connection.rename, name="connection_rename"),
    path("connections/<int:pk>/disconnect/", connection.disconnect, name="connection_disconnect"),
    path("connections/credentials/", credentials.credential_list, name="credentials"),
    path("connections/credentials/new/", credentials.new, name="credential_new"),
    path(
        "connections/credentials/<uuid:public_id>/revoke/",
        credentials.revoke,
        name="credential_revoke",
    ),
    path("organization/members/", members.member_list, name="members"),
    path("organization/audit/", audit.audit, name="audit"),
    path("organization/audit/export/", audit.export, name="audit_export"),
    path("sandbox/", sandbox.sandbox, name="sandbox"),
]
