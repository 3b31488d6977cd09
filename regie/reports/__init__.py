"""The reports room: what the department says of a quarter, made from the loop, worded by people, frozen when it is published.

Nouns: report, passage (text beside numbers). It reads every room below it and holds no figure of its own before it is frozen.
"""
