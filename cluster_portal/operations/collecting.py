"""How often Python looks for objects that only refer to each other."""

import gc

# Python's own 700 makes it look dozens of times while one page is answered, each time in vain.
_NEW_OBJECTS = 20_000


def collect_rarely() -> None:
    """Leave what has been loaded out of the search for garbage, and search when there is more of it.

    A filtered list of ten thousand projects takes a tenth less time. For processes that answer requests or run tests,
    once loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
