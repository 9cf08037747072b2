"""A small read-only interface to the portal's public records."""
