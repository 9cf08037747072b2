"""People of the staff, and what they do with pages."""

from tests.staff.conftest import staff

__all__ = ["staff"]
