"""What the work room tells the house: its subjects of approval, verbs, rooms, sweeps, commands and acts of outsiders."""

from __future__ import annotations

from regie.work import facets

facets.register()
