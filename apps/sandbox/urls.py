from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path

from apps.sandbox import control, gate, gateway
from apps.sandbox.models import RequestLog
from apps.sandbox.pingone import control as pingone_control


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refused(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _refused(request, 500)


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    """The error body of the provider whose path it is."""
    sides = {"pingone": RequestLog.PINGONE, "twilio": RequestLog.TWILIO}
    side = sides.get(request.path.strip("/").partition("/")[0], RequestLog.PLIVO)
    answer = gate.stray(side, status)
    return JsonResponse(answer.body, status=answer.status, headers=answer.headers)


handler404 = not_found
handler500 = server_error

urlpatterns = [
    re_path(
        r"^plivo/v1/Account/(?P<account>[^/]*)/?(?P<rest>.*)$",
        gate.api,
        {"side": RequestLog.PLIVO},
    ),
    re_path(
        r"^pingone/v1/environments/(?P<account>[^/]*)/?(?P<rest>.*)$",
        gate.api,
        {"side": RequestLog.PINGONE},
    ),
    re_path(
        r"^pingone/(?P<account>[^/]+)/(?P<rest>as/token)/?$",
        gate.api,
        {"side": RequestLog.PINGONE_TOKEN},
    ),
    re_path(
        r"^twilio/2010-04-01/Accounts/(?P<account>[^/]+)\.json$",
        gate.api,
        {"side": RequestLog.TWILIO},
    ),
    path("gateway/echo", gateway.echo),
    path("gateway/fail/<int:status>", gateway.fail),
    path("gateway/slow", gateway.slow),
    path("_control/health", control.health),
    path("_control/magic", control.magic_inputs),
    path("_control/faults", control.fault_list),
    path("_control/faults/<int:fault_id>", control.fault_detail),
    path("_control/clock", control.clock),
    path("_control/requests", control.requests),
    path("_control/objects", control.objects),
    path("_control/deliveries", control.deliveries),
    path("_control/drift", control.drift),
    path("_control/reset", control.reset),
    path("_control/pingone/load", pingone_control.load),
    path("_control/pingone/paging", pingone_control.paging),
    re_path(r"", not_found),
]
