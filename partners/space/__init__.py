"""The space of partners: what somebody who signs in for a partner sees and does."""
