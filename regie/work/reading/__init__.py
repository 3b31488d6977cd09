"""Reads shaped for pages: dataclasses, and how many queries they cost."""
