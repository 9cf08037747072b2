"""The outbox: every mail of the portal is a row, written with what causes it and sent by the worker."""
