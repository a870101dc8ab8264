"""What is made in PingOne by others comes here by itself."""

import logging

from celery import shared_task

from apps.core.actor import SYSTEM
from apps.core.errors import Refused
from apps.policies.services.pull import pull_environment
from apps.providers.models import ProviderConfiguration

log = logging.getLogger(__name__)


@shared_task
def pull_all() -> None:
    """Adopts what is new in every environment that is connected and not paused."""
    running = ProviderConfiguration.objects.pingone().filter(
        active=True, lane__paused_at__isnull=True
    )
    for configuration in running.select_related("lane"):
        try:
            pull_environment(configuration=configuration, actor=SYSTEM, look=False)
        except Refused as error:
            log.warning("pulling configuration %s failed: %s", configuration.pk, error)
