"""PingOne's part of the magic inputs, and the addresses of the gateway."""

from apps.sandbox.pingone.vendors import SID_LENGTH

TABLE: list[dict[str, str]] = [
    {"object": thing, "field": field, "input": given, "effect": effect}
    for thing, field, given, effect in (
        (
            "environment",
            "client secret",
            "wrong, or anything starting with bad",
            "401 invalid_client: no token",
        ),
        (
            "environment",
            "client id",
            "another one than the first that came",
            "a token, then 403 INSUFFICIENT_PERMISSIONS on every request",
        ),
        (
            "phone delivery settings",
            "authToken of Twilio or Syniverse",
            "anything starting with bad",
            "400 INVALID_VALUE at authToken",
        ),
        (
            "phone delivery settings",
            "sid of Twilio",
            f"fewer than {SID_LENGTH} characters",
            "400 INVALID_VALUE at sid",
        ),
        (
            "phone delivery settings",
            "sid of Twilio",
            f"any {SID_LENGTH} characters",
            "three phone numbers of its own, the same every time",
        ),
        (
            "phone delivery settings",
            "url of a request",
            "/gateway/echo on the sandbox",
            "200 with the request it got as JSON",
        ),
        (
            "phone delivery settings",
            "url of a request",
            "/gateway/fail/503 on the sandbox (400 to 599)",
            "that status",
        ),
        (
            "phone delivery settings",
            "url of a request",
            "/gateway/slow on the sandbox (?seconds= up to 60)",
            "the echo after 5 seconds",
        ),
    )
]
