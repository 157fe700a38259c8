#!/bin/sh
# Tests the site against the newest Datasette 1.0 alpha, laid over the environment for this run alone.
set -eu
over=$(mktemp -d)
trap 'rm -rf "$over"' EXIT INT TERM
.venv/bin/pip install --quiet --disable-pip-version-check --pre --upgrade --target "$over" "datasette>=1.0a0" 2> /dev/null
export PYTHONPATH="$over"
.venv/bin/python -c 'from datasette.version import __version__; print("Datasette", __version__)'
.venv/bin/pytest -n 2 --tb=line -p no:warnings tests/web
