"""Whom the demo knows and which account it uses; secrets are made once and kept in DATA_DIR."""

import json
import os
import secrets
import string
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.accounts.models import Membership, Organization, Role, User

ALPHABET = string.ascii_uppercase + string.digits
PEOPLE = (
    ("olivia@acme.test", "Olivia Reyes", Role.OWNER),
    ("sam@acme.test", "Sam Whitfield", Role.FILER),
    ("vera@acme.test", "Vera Lindqvist", Role.VIEWER),
)


def demo_file() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def read_demo() -> dict[str, Any]:
    """{"people": {email: password}, "plivo": {auth_id, auth_token}, and more}; {} before the first
    seed."""
    try:
        found: dict[str, Any] = json.loads(demo_file().read_text())
    except FileNotFoundError:
        return {}
    return found


def demo_secrets() -> dict[str, Any]:
    """The same at every call; the first one writes them, readable by this user only."""
    known = read_demo()
    people = {email: secrets.token_urlsafe(12) for email, _, _ in PEOPLE}
    wanted = {
        **known,
        "people": people | known.get("people", {}),
        "plivo": known.get("plivo") or _new_account(),
        "plivo_of_borealis": known.get("plivo_of_borealis") or _new_account(),
        "pingone_of_borealis": known.get("pingone_of_borealis") or _new_environment(),
    }
    if wanted != known:
        keep_demo(wanted)
    return wanted


def keep_demo(wanted: dict[str, Any]) -> None:
    path = demo_file()
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(wanted, file, indent=2)
    fresh.replace(path)


def _new_account() -> dict[str, str]:
    auth_id = "MA" + "".join(secrets.choice(ALPHABET) for _ in range(18))
    return {"auth_id": auth_id, "auth_token": secrets.token_hex(20)}


def _new_environment() -> dict[str, str]:
    """An environment and the worker application that manages it."""
    return {
        "environment_id": str(uuid.uuid4()),
        "client_id": str(uuid.uuid4()),
        "client_secret": secrets.token_urlsafe(48),
    }


def seed_people(passwords: dict[str, str]) -> tuple[Organization, Organization]:
    """Acme with its three people, and a second organisation of which Olivia is owner too."""
    acme = _organization("acme", "Acme Messaging")
    borealis = _organization("borealis", "Borealis Stores")
    for email, name, role in PEOPLE:
        user = User.objects.filter(email=email).first()
        owner = role == Role.OWNER
        if user is None:
            user = User.objects.create_user(email, passwords[email], name=name)
        elif not user.check_password(passwords[email]):
            user.set_password(passwords[email])
        user.is_staff = user.is_superuser = owner
        user.save()
        Membership.objects.update_or_create(user=user, organization=acme, defaults={"role": role})
        if owner:
            Membership.objects.update_or_create(
                user=user, organization=borealis, defaults={"role": role}
            )
    return acme, borealis


def _organization(handle: str, name: str) -> Organization:
    return Organization.objects.get_or_create(handle=handle, defaults={"name": name})[0]
