"""The objectives room: how a team finds what it wants to reach, says it so that outsiders understand, and sees how far it has come.

Nouns: survey, workshop (ideas, themes, dots), inspiration, objective (SMART, in a tree, with check-ins), comprehension test, and the
audience that an objective speaks of, with its personas. What is done for an objective and what it costs is not here: the plan holds it.
"""
