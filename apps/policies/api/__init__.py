"""The PingOne dialect of what is here: one view file per resource."""
