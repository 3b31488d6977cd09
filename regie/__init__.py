"""Régie, the control room of a marketing department."""

__version__ = "0.1.0"
