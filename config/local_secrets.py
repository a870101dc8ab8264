"""Keys of a demo or development copy, made once and kept in its DATA_DIR (mode 0600)."""

import json
import os
import secrets
from pathlib import Path


def local_secrets(data_dir: Path) -> dict[str, str]:
    """`{"secret_key", "field_encryption_key"}` of this copy; processes that start at once agree."""
    from cryptography.fernet import Fernet

    path = data_dir / "secrets.json"
    if not path.exists():
        made = {
            "secret_key": secrets.token_urlsafe(50),
            "field_encryption_key": Fernet.generate_key().decode(),
        }
        draft = data_dir / f".secrets-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return json.loads(path.read_text())
