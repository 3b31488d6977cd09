"""The reports room: what the department says of a quarter, made from the loop, worded by people, frozen when it is published.

Nouns: report (one edition of it), passage (text beside numbers), waiver. `making` turns the loop into a document of plain words
and numbers; `writing` sets a document as PDF, slides or page. It reads every room below it and keeps a figure only once frozen.
"""
