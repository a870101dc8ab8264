"""Callbacks to integrators: written down with what they tell, sent until they arrive."""

from apps.core.clock import db_now
from apps.sync.mirrored import Mirrored
from apps.sync.models import OutgoingCallback


def notify(obj: Mirrored, params: dict[str, str]) -> OutgoingCallback:
    """Tells whoever asked for `obj`; call it in the transaction of what it tells."""
    now = db_now()
    return OutgoingCallback.objects.create(
        configuration_id=obj.configuration_id,
        sync_id=obj.sync_id,
        credential_id=obj.callback_credential_id,
        about=str(obj)[:200],
        url=obj.callback_url,
        method=obj.callback_method,
        params=params,
        run_after=now,
        created_at=now,
    )
