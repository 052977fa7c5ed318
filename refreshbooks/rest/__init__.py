"""The client of the current FreshBooks API (REST, JSON)."""
