from typing import Any

import pytest

from apps.compliance.models import Brand, Campaign, Profile
from apps.providers.models import ProviderConfiguration
from tests.compliance import rows


@pytest.fixture
def configuration(db: Any) -> ProviderConfiguration:
    return rows.configuration()


@pytest.fixture
def profile(configuration: ProviderConfiguration) -> Profile:
    return rows.profile(configuration, remote_id="f19c4773-4ae6-4b75-92ea-9cf3ea4227d6")


@pytest.fixture
def brand(profile: Profile) -> Brand:
    return rows.brand(profile, remote_id="BHXDNDJ", remote_status="COMPLETED")


@pytest.fixture
def campaign(brand: Brand) -> Campaign:
    return rows.campaign(brand, remote_id="CZISKSM", remote_status="ACTIVE")
