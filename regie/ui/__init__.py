"""The look of the house: shell, components, icons, islands, charts, forms, tables.

It knows no room. Rooms tell it what exists through registries (`rooms`, `verbs`, `palette`, `house`);
it decides no right, and keeps nothing but the views of lists that people saved. How to use it: docs/ui.md.
"""
