"""What comes in and goes out: the import wizard and private calendar feeds.

The wizard knows no room: a target says its columns, reads and rehearses rows, writes and undoes.
Not here: how figures are written (metrics), what is in a calendar (reviews).
Nouns: intake, mapping, target, feed link."""
