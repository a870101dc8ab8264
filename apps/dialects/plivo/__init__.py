"""What every resource of the Plivo-compatible REST door has in common."""
