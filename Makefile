# 县鉴: `make run` is one night over raw/, `make test` the everyday tests. Both set everything up first.
# Needs make and Python 3.11 or newer with any one of uv, pip or venv; nothing else.

PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run site test test-slow test-all ordeal fuzz bench accuracy accuracy-check rule-pages reference mutations dev check setup samples lock clean help

run: $(READY)  ## one night: read raw/, check, compare, publish into warehouse/
	$(BIN)/xianjian run --raw raw --warehouse warehouse

site: $(READY)  ## the live build's pages: opens them in a browser where there is one, and says where they lie
	@page=warehouse/current/site/index.html; \
	test -f $$page || { echo "还没有发布过，请先 make run / nothing is published yet"; exit 1; }; \
	echo "file://$$(pwd)/$$page"; \
	if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then $(BIN)/python -m webbrowser "file://$$(pwd)/$$page" >/dev/null; fi

# what one process of a run has compiled the others take, and the next run too, where the machine keeps Python from writing bytecode
test test-slow test-all ordeal fuzz: export PYTHONDONTWRITEBYTECODE =

test: $(READY)  ## the everyday tests (minutes)
	$(BIN)/pytest -m "not slow and not ordeal" -n 2 --dist loadfile --no-loadscope-reorder

test-slow: $(READY)  ## the slow tests alone: real daemon, kills, LibreOffice, Chromium, recognition, fuzzing (one process more than cores: they wait much)
	$(BIN)/pytest -m slow -n 3 --dist loadfile --no-loadscope-reorder $(ONLY)

test-all: $(READY)  ## every test, the slow ones too; says which system package is missing
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

ordeal: $(READY)  ## a hundred kills, full disks, thousands of reads during publishing: many minutes
	$(BIN)/pytest -m ordeal -n 2

fuzz: $(READY)  ## damaged files against every reader, for some minutes
	$(BIN)/pytest -m slow -n 2 -k fuzz tests/read

bench: $(READY)  ## how fast and how exactly files are read, against named libraries
	$(BIN)/python -m benchmarks

accuracy: $(READY)  ## how exactly figures are extracted; writes docs/accuracy.md, fails where a figure fell
	$(BIN)/python -m benchmarks.accuracy

accuracy-check: $(READY)  ## the same against the recorded figures, writing nothing
	$(BIN)/python -m benchmarks.accuracy --check

rule-pages: $(READY)  ## docs/rules/: a page for each rule, made of expectations/
	$(BIN)/python -m pipelines.night.check.rule_pages

reference: $(READY)  ## docs/dictionary.md and docs/queries/README.md, from a night over the samples
	$(BIN)/python -m pipelines.night.publish.reference_pages

mutations: $(READY)  ## corrupts clean reports and counts which rule catches it; writes docs/mutations.md, fails below its limits
	$(BIN)/python -m benchmarks.mutations

dev: $(READY)  ## the Dagster page and daemon on http://127.0.0.1:3000
	$(BIN)/xianjian dev

check: $(READY)  ## ruff, mypy (program, tests, benchmarks), import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(READY)  ## make .venv from requirements.lock

samples: $(READY)  ## write raw/samples/ again
	$(BIN)/python -m pipelines.samples --ship raw/samples

lock: $(READY)  ## resolve the dependencies again (versions and hashes, no host names)
	uv=$$(command -v uv || echo $(BIN)/uv); \
	lock="$$uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q"; \
	$$lock --extra dev --extra cluster --extra lake -o requirements.lock; \
	$$lock --extra dev --extra cluster --extra lake --extra ocr -c requirements.lock -o requirements-ocr.lock

$(READY): requirements.lock requirements-ocr.lock pyproject.toml scripts/setup.sh
	sh scripts/setup.sh "$(PYTHON)"
	touch $(READY)

clean:  ## remove what runs have made; raw/ stays
	rm -rf .venv warehouse/builds warehouse/current warehouse/documents warehouse/state

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'
