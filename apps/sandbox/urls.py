from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path

from apps.sandbox import control, gate


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    answer = gate.error_answer(404, "not found")
    return JsonResponse(answer.body, status=answer.status)


def server_error(request: HttpRequest) -> HttpResponse:
    answer = gate.error_answer(500, "internal server error")
    return JsonResponse(answer.body, status=answer.status)


handler404 = not_found
handler500 = server_error

urlpatterns = [
    re_path(r"^plivo/v1/Account/(?P<auth_id>[^/]*)/?(?P<rest>.*)$", gate.api),
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
    re_path(r"", not_found),
]
