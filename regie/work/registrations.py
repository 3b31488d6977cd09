"""What the work room tells the house: its verbs, rooms, sweeps, commands and acts of outsiders."""
