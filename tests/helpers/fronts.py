"""A site served in a thread of the test, over releases that it makes and changes while it stands."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from web.serving import Front


@contextmanager
def served(releases: Path, data: Path, prefix: str = "/") -> Iterator[str]:
    """The address of the site while it is served, without the prefix."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(Front(releases, data, prefix), log_level="warning", lifespan="on")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        while not server.started:
            time.sleep(0.02)
        yield address
        server.should_exit = True
        running.join(20)
