"""The look of the house: shell, components, icons, islands, charts, forms, tables.

It knows no room. Rooms tell it what exists through registries (`rooms`, `verbs`, `palette`, `house`);
it holds no model and decides no right. How to use it: docs/ui.md.
"""
