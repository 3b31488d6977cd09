"""Tamarelle, a fictional company: the world of the demo, the tests, the pictures and the docs."""
