# The commands of the house. `make demo` and `make test` work on a fresh clone.
PYTHON ?= python3
PORT ?= 8001
BIN := .venv/bin

.PHONY: setup demo archive serve test test-next replay lint bench lock browser clean

setup: .venv/.ready

# The stamp depends on the lock, so a changed lock reinstalls and nothing else does.
.venv/.ready: requirements.lock pyproject.toml
	@sh scripts/venv.sh $(PYTHON)
	@touch $@

archive: setup
	$(BIN)/xianzhi demo --no-serve

demo: setup
	$(BIN)/xianzhi demo --port $(PORT)

serve: setup
	$(BIN)/xianzhi serve --port $(PORT)

browser:
	@sh scripts/browser.sh

test: setup browser
	$(BIN)/pytest -n 2

# The site under the newest Datasette 1.0 alpha; what fails there is listed in docs/datasette-1.0.md.
test-next: setup browser
	@sh scripts/next.sh

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m bench all

# Replays what was captured with pywb, in an environment of its own (its dependencies exclude Scrapy's).
replay: setup
	$(PYTHON) -m venv .venv/pywb
	.venv/pywb/bin/pip install --quiet "pywb==2.10.*"
	PYWB=$(CURDIR)/.venv/pywb/bin/python $(BIN)/pytest tests/crawler/test_replay.py

# Renews the lock from pyproject.toml; the only step that needs uv.
lock: setup
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --group dev pyproject.toml -o requirements.lock > /dev/null

clean:
	rm -rf .venv archive.db* data releases demo
