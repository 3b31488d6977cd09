"""What comes in and goes out: the import wizard and calendar feeds.

The wizard knows no room: a target says its columns, rehearses and writes.
Nouns: intake, mapping, target, feed."""
