"""The bin: pages that staff deleted, until they are brought back or gone for good."""
