"""Plivo's posts to us: checked, stored, answered 200; the GET that follows is the truth."""

import logging
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.core.clock import db_now
from apps.sync.models import Callback, Sync
from apps.sync.queue import look_soon
from apps.upstream import signature

log = logging.getLogger(__name__)
MAX_BODY = 64 * 1024


def callback_url(sync: Sync) -> str:
    """Where Plivo tells us about the object; its token is all that names it."""
    return f"{settings.PUBLIC_URL}/callbacks/plivo/{sync.token}/"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def plivo_callback(request: HttpRequest, token: UUID) -> HttpResponse:
    """200 once stored; 403 with a signature that is not the account's; a replay changes nothing.

    The signature is checked against the configured PUBLIC_URL, never the Host header. Without one
    the post is a hint all the same: it only makes us read the object again.
    """
    sync = Sync.objects.select_related("configuration").filter(token=token).first()
    if sync is None:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        return HttpResponse("too large", status=413, content_type="text/plain")
    body = request.body
    fields = dict(request.POST.lists()) if request.method == "POST" else {}
    signed = signature.check(
        method=request.method or "",
        url=settings.PUBLIC_URL + request.get_full_path(),
        headers=request.headers,
        params={key: [str(value) for value in values] for key, values in fields.items()},
        tokens=[sync.configuration.api_secret],
    )
    if signed is False:
        log.warning("callback for %s with a wrong signature", sync)
        return HttpResponse("invalid signature", status=403, content_type="text/plain")
    nonces = ("X-Plivo-Signature-V3-Nonce", "X-Plivo-Signature-V2-Nonce")
    nonce = next((request.headers[name] for name in nonces if request.headers.get(name)), "")
    try:
        with transaction.atomic():
            Callback.objects.create(
                configuration=sync.configuration,
                sync=sync,
                method=request.method or "",
                content_type=(request.content_type or "")[:100],
                query=request.META.get("QUERY_STRING", ""),
                body=body.decode("utf-8", "replace").replace("\x00", ""),
                signed=bool(signed),
                nonce=nonce[:100] if signed else "",
                received_at=db_now(),
            )
            look_soon(sync)
    except IntegrityError:
        log.info("callback for %s was delivered before", sync)
    return HttpResponse("ok", content_type="text/plain")
