"""The sentences of the journal for this room, and who is told; each area has its own file here, named in `registrations`."""
