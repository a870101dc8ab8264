"""`python -m apps.sandbox serve --port 8100 --data DIR [--delay SECONDS] [--rate N]`"""

import argparse
import os
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m apps.sandbox", description=__doc__)
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", help="play Plivo and PingOne over HTTP until told to stop")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8100, help="0 takes any free port")
    serve.add_argument("--data", type=Path, required=True, help="directory of sandbox.sqlite3")
    serve.add_argument(
        "--delay",
        type=float,
        default=3,
        help="seconds to a verdict (default 3; 0: next touch)",
    )
    serve.add_argument(
        "--rate",
        type=int,
        default=300,
        help="requests per 5 s and account (0: no limit)",
    )
    serve.add_argument(
        "--pingone-rate",
        type=int,
        default=int(os.environ.get("SANDBOX_PINGONE_RATE", "210")),
        help="requests per minute and PingOne environment (0: no limit)",
    )
    options = parser.parse_args()
    if min(options.delay, options.rate, options.pingone_rate) < 0:
        parser.error("--delay, --rate and --pingone-rate cannot be negative")

    data = options.data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "apps.sandbox.settings",
        "SANDBOX_DATA": str(data),
        "SANDBOX_DELAY": str(options.delay),
        "SANDBOX_RATE": str(options.rate),
        "SANDBOX_PINGONE_RATE": str(options.pingone_rate),
    }

    import django

    django.setup()

    from apps.sandbox.server import serve as run

    run(host=options.host, port=options.port, data=data)


if __name__ == "__main__":
    main()
