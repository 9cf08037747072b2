"""What the portal answers, address by address, kept in files to compare with after a change.

    python -m tests.baseline            # says what differs from the files
    python -m tests.baseline --write    # writes the files anew

It is no test: what the portal answers changes on purpose. Content, clock, keys and tokens are fixed, so that a
line differs only when an answer does.
"""
