"""What was read, with what people said of it: entries to review, matches with an earlier version, words that differ.

Pure Python over the reader's JSON: no model, no request.
"""
