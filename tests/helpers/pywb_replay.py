"""Replays captures with pywb, in an interpreter that has it: `python pywb_replay.py HOME WARC…`.

Reads lines of JSON `[14 digits, address]` and writes `[status, location, sha256 of the body]` for each. It
stands alone, as pywb's own dependencies do not live in one environment with Scrapy's.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def _collection(home: Path, warcs: list[str]) -> Any:
    os.chdir(home)
    manager = [str(Path(sys.executable).with_name("wb-manager"))]
    subprocess.run([*manager, "init", "archive"], check=True, capture_output=True)
    subprocess.run([*manager, "add", "archive", *warcs], check=True, capture_output=True)
    from pywb.apps.frontendapp import FrontEndApp
    from werkzeug.test import Client

    return Client(FrontEndApp())


def main() -> None:
    """Replay what standard input asks for."""
    client = _collection(Path(sys.argv[1]), sys.argv[2:])
    for line in sys.stdin:
        moment, address = json.loads(line)
        answer = client.get(f"/archive/{moment}id_/{address}")
        body = hashlib.sha256(answer.get_data()).hexdigest()
        print(json.dumps([answer.status_code, answer.headers.get("Location"), body]))


if __name__ == "__main__":
    main()
