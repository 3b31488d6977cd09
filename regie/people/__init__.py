"""Who is here: persons, the domains they belong to, roles and who holds them, absences, rights.

It decides who may see and do; it knows nothing of what the rooms hold.
Nouns: organisation, person, domain, role, holding, absence, invitation, door link."""
