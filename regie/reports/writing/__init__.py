"""Setting a document: `pdf` (typst), `slides` (PowerPoint), `page` (one HTML file). None of them asks the database anything."""
