"""Linecheck's own REST, below ``/api/v1/``: what the providers' dialects have no word for."""
