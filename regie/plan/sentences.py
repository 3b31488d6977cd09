"""The sentences of the journal for this room, and who is told; each area adds its own file beside this one."""
