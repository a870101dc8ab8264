"""Evidence as reviewers open it: without an account, by an address nobody can guess."""

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from apps.compliance.models import Evidence
from apps.compliance.services.evidence import token_of

NOTHING_RUNS = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "img-src": ["'self'"]}


@require_safe
@csp_replace(NOTHING_RUNS)  # type: ignore[arg-type]  # its hints know no arguments from the URL
def evidence(request: HttpRequest, name: str) -> FileResponse:
    """Shown in the browser, as the type its content has and nothing else."""
    found = Evidence.objects.filter(token=token_of(name)).first()
    if found is None:
        raise Http404
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "public, max-age=3600"
    return response
