from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from apps.compliance.api.evidence import EvidenceUpload
from apps.compliance.api.routes import ROUTES as COMPLIANCE
from apps.compliance.api.samples import SAMPLES as COMPLIANCE_SAMPLES
from apps.core import views
from apps.dialects.pingone import routes as pingone
from apps.dialects.pingone.document import Document as PingOneDocument
from apps.dialects.pingone.token import TOKEN_URLS
from apps.dialects.plivo.document import Document
from apps.dialects.plivo.routes import served
from apps.dialects.reference.docs import Docs
from apps.dialects.telephony import routes as telephony
from apps.numberpools.api import ROUTES as NUMBERS
from apps.numberpools.samples import SAMPLES as NUMBER_SAMPLES
from apps.policies.api.routes import ROUTES as POLICIES
from apps.policies.api.samples import SAMPLES as POLICY_SAMPLES
from apps.policies.api.schema import BODIES, MODELS
from apps.policies.api.simulate import Simulate
from apps.sync.own_api import SyncDetail, SyncList, SyncRetry
from apps.sync.telephony_api import ROUTES as TELEPHONY

PLIVO = [*COMPLIANCE, *NUMBERS]
PLIVO_DOCUMENT = Document(
    "Linecheck, Plivo-compatible REST", PLIVO, [*COMPLIANCE_SAMPLES, *NUMBER_SAMPLES]
)
PINGONE_DOCUMENT = PingOneDocument(
    "Linecheck, PingOne-compatible REST", POLICIES, POLICY_SAMPLES, BODIES, MODELS
)
REFERENCE = [*Docs(PLIVO_DOCUMENT).urls, *Docs(PINGONE_DOCUMENT).urls]
OWN = [
    path("sync/", SyncList.as_view(), name="sync_list"),
    path("sync/<str:value>/", SyncDetail.as_view(), name="sync"),
    path("sync/<str:value>/retry/", SyncRetry.as_view(), name="sync_retry"),
    path("evidence/", EvidenceUpload.as_view(), name="evidence"),
    path("policies/<str:value>/simulate/", Simulate.as_view(), name="simulate"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.accounts.urls")),
    path("", include("apps.compliance.urls")),
    path("", include("apps.numberpools.urls")),
    path("", include("apps.policies.urls")),
    path("", include("apps.sync.urls")),
    path("", include("apps.portal.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include((OWN, "api"))),
    path("v1/docs/", include((REFERENCE, "reference"))),
    path("", include((served(PLIVO), "plivo"))),
    path("", include((pingone.served(POLICIES), "pingone"))),
    path("", include((TOKEN_URLS, "pingone_token"))),
    path("", include((telephony.served(TELEPHONY), "telephony"))),
]
if settings.DEBUG:
    urlpatterns.append(path("_style/", views.style_page))
handler403 = "apps.core.views.forbidden"
handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"
