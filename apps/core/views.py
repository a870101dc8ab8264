"""The pages of errors, and the style page: none reads the database, it may be what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from apps.core import style_page as style


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request, so that no context processor can fail a second time."""
    context = {"request_id": getattr(request, "id", "")}
    return HttpResponse(get_template("500.html").render(context), status=500)


def style_page(request: HttpRequest) -> HttpResponse:
    """Every part of the interface on one page; routed under DEBUG and in tests only."""
    return render(request, "ui/style_page.html", style.context())
