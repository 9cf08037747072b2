"""Which letters people of partners receive: each kind can be switched off."""
