"""Pure functions: money, calendar, text, tables, statistics. No models, no request."""
