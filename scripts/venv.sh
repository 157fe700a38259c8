#!/bin/sh
# Makes .venv from requirements.lock: hash-checked, nothing resolved, the project itself editable.
set -eu
python=${1:-python3}
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || {
    echo "xianzhi needs Python 3.11 to 3.13; '$python' is $("$python" --version 2>&1). Try: make PYTHON=python3.12" >&2
    exit 2
}
if ! "$python" -c 'import ensurepip, venv' 2> /dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv > /dev/null
    else
        echo "xianzhi needs the venv module: apt-get install python3-venv" >&2
        exit 2
    fi
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "setup: installing the locked packages"
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
