"""A published folder sent to where the world can reach it."""
