"""What reports of our own failures say: where, never with which values."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class ReticentFilter(SafeExceptionReporterFilter):
    """Reports go to mailboxes and trackers, so nothing that was sent or computed goes along.

    Forms name their fields by what people edit, and secrets pass through many frames: naming each
    would miss some. With DEBUG a developer sees all of it.
    """

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        if settings.DEBUG or request is None:
            return dict(super().get_post_parameters(request))
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        return super().get_traceback_frame_variables(request, tb_frame) if settings.DEBUG else []
