"""Whether a port of this machine is free. Standard library only: the bootstrap uses it too."""

import socket

HOST = "127.0.0.1"


def is_free(port: int, host: str = HOST) -> bool:
    """Say whether a server can listen on ``port``; a connection that is closing does not count."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((host, port))
        except OSError:
            return False
    return True


def way_out(port: int) -> str:
    """Return what to tell a person whose port is taken."""
    return (
        f"Port {port} is taken by another program. Stop it, or choose another port: make run PORT={port + 1}"
    )
