"""TCP ports on this machine: taking one, and finding a free one."""

from __future__ import annotations

import socket

HERE = "127.0.0.1"
LAST_PORT = 65535


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this port of this machine; raise OSError when it is in use."""
    taken = socket.socket()
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HERE, port))
        taken.listen(128)
    except OSError:
        taken.close()
        raise
    return taken


def free_port(wanted: int = 0) -> int:
    """Return `wanted` when nobody listens there, otherwise any free port."""
    for port in (wanted, 0) if 0 < wanted <= LAST_PORT else (0,):
        try:
            with listen(port) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    raise OSError("no free port on this machine")
