"""Every bench and what it measures: `python -m bench` lists them, `python -m bench all` runs them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def _benches() -> dict[str, str]:
    """Module and the first line of its docstring."""
    files = sorted(file for file in HERE.glob("*.py") if not file.name.startswith("_"))
    told = {file.stem: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "" for file in files}
    return {name: text.splitlines()[0] for name, text in told.items()}


def main() -> None:
    """List the benches, or run them all; fails if one fails."""
    failed = []
    for name, about in _benches().items():
        print(f"{name:12} {about}", flush=True)
        if sys.argv[1:] == ["all"] and subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode:
            failed.append(name)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
