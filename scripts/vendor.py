"""Fetches the front-end packages named in static/vendor/vendor.json and writes the files we serve.

    python scripts/vendor.py

Needs npm on the path, and only here: the files are committed. Each package is checked against the
sha512 recorded in vendor.json before anything of it is used. To take a new version, change version
and integrity there; to use another icon, add its name to "icons" (both lists are tested).
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
# The maps are not vendored, and manifest storage refuses a reference to a file that is not there.
SOURCE_MAP = re.compile(rb"^(/\*|//)# sourceMappingURL=.*$\n?", re.MULTILINE)


def main() -> None:
    listing = json.loads((VENDOR / "vendor.json").read_text())
    for package in listing["packages"]:
        with tempfile.TemporaryDirectory() as work:
            root = unpack(package, Path(work))
            for source, target in package["files"].items():
                write(target, SOURCE_MAP.sub(b"", (root / source).read_bytes()))
            if "icons" in package:
                write(package["sprite"], sprite(root, package["icons"]).encode())
        print(f"{package['name']} {package['version']}")


def unpack(package: dict[str, Any], work: Path) -> Path:
    """Returns the unpacked folder; SystemExit when the bytes are not those recorded."""
    wanted = f"{package['name']}@{package['version']}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=work, check=True, capture_output=True)
    archive = next(work.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if package["integrity"] != f"sha512-{digest}":
        raise SystemExit(f"{wanted}: sha512-{digest} is not the integrity in vendor.json")
    with tarfile.open(archive) as tar:
        tar.extractall(work, filter="data")
    return work / "package"


def sprite(root: Path, names: list[str]) -> str:
    """One SVG of <symbol>s, each the outline drawing of that name on a 24 x 24 grid."""
    symbols = []
    for name in sorted(names):
        drawing = (root / "icons" / "outline" / f"{name}.svg").read_text()
        inner = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
        inner = re.sub(r'<path stroke="none"[^>]*/>', "", inner)
        inner = re.sub(r"\s+", " ", inner).replace("> <", "><").replace(" />", "/>").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def write(target: str, content: bytes) -> None:
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
