"""Pages that read every room: My day, the loop, search. It owns no facts."""
