"""Lists narrowed by what is in the address: anything may stand there."""

import pytest
from django.test import Client
from django.urls import reverse

LISTS = {
    "compliance:brand_list": "connection",
    "compliance:profile_list": "connection",
    "numberpools:number_list": "connection",
    "policies:policy_list": "environment",
    "policies:setting_list": "environment",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("value", ["9" * 25, "-1", "x", "", "1" * 4000])
def test_no_connection_is_no_error(olivia: Client, name: str, value: str) -> None:
    answer = olivia.get(reverse(name), {LISTS[name]: value})
    assert answer.status_code == 200
