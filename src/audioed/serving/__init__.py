"""A published folder over HTTP, on loopback."""
