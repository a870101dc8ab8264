"""Secrets at rest."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from apps.core.fields import UndecipherableError
from apps.providers.models import ProviderConfiguration
from tests.factories import ConfigurationFactory

pytestmark = pytest.mark.django_db


def stored(configuration: ProviderConfiguration) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api_secret FROM providers_providerconfiguration WHERE id = %s",
            [configuration.pk],
        )
        return str(cursor.fetchone()[0])


def test_a_secret_is_not_in_the_database_in_clear() -> None:
    configuration = ConfigurationFactory(api_secret="planted-canary")
    assert "planted-canary" not in stored(configuration)
    configuration.refresh_from_db()
    assert configuration.api_secret == "planted-canary"


def test_the_first_key_encrypts_and_every_key_decrypts(settings) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_ENCRYPTION_KEYS = [old]
    configuration = ConfigurationFactory(api_secret="kept")
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    configuration.refresh_from_db()
    configuration.save()
    settings.FIELD_ENCRYPTION_KEYS = [new]
    configuration.refresh_from_db()
    assert configuration.api_secret == "kept"


def test_a_lost_key_is_loud(settings) -> None:
    configuration = ConfigurationFactory(api_secret="kept")
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UndecipherableError, match="ProviderConfiguration"):
        configuration.refresh_from_db()


def test_an_empty_one_stays_empty() -> None:
    configuration = ConfigurationFactory(api_secret="")
    assert stored(configuration) == ""


def test_it_cannot_be_searched() -> None:
    with pytest.raises(TypeError, match="encrypted"):
        ProviderConfiguration.objects.filter(api_secret="x").exists()
