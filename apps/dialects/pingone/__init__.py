"""What every resource of the PingOne-compatible REST door has in common."""
