"""PingOne's side: the token endpoint, phone delivery settings, notification policies."""
