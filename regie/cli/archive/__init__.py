"""An instance in one file, independent of the kind of database.

A ZIP with `tables/<app.Model>.jsonl` (one JSON list per row, in the order of the manifest's columns),
`files/…` and, last, `manifest.json` with counts and checksums. Written and read row by row, so that
memory does not grow with the instance. It never holds the secret key, the provider's secrets, sessions
or links that sign in.
"""
