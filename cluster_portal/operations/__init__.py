"""What keeps the portal running: the one command, the worker, accounts for a first look, interface texts."""
