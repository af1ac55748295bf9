# The front door: `make` lists what can be done.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) -W ignore manage.py
STAMPS := var/.stamps

help: ## lists these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(PY):
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/base: requirements/base.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@ $(STAMPS)/base

$(STAMPS)/assets: package.json package-lock.json | $(PY)
	@if ! node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2>/dev/null; then \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt; fi
	PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --no-audit --no-fund --silent
	@mkdir -p $(STAMPS) && touch $@

assets: $(STAMPS)/assets
	@mkdir -p build/static
	@$(MANAGE) build_assets
	@$(MANAGE) compile_words

demo: export PORTAL_DEMO = 1
demo: export PORT := $(PORT)
demo: $(STAMPS)/base assets ## sets everything up, tells the demo world once, starts web and worker (PORT=8000)
	@$(MANAGE) prepare_demo
	@$(MANAGE) serve

test: $(STAMPS)/dev assets ## runs the tests on SQLite, on a fresh machine too
	$(PY) -m pytest -n auto -m "not browser" $(MEASURE)

cover: MEASURE := --cov --cov-report=
cover: test ## the same, measured (takes longer): fails where too few branches are walked
	$(PY) .ci/coverage_floor.py

test-postgres: $(STAMPS)/dev assets ## runs the tests on the PostgreSQL of DATABASE_URL
	$(PY) -m pytest -n auto -m "not browser"

test-browser: $(STAMPS)/dev assets ## walks the portal in the system's chromium, with axe-core
	$(PY) -m pytest -n auto -m browser

SHEETS := '{programme,applications,mentoring,cms}/static/**/*.{css,js}'

lint: $(STAMPS)/dev assets ## checks style, templates, imports, types and missing migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --check --quiet programme applications mentoring cms
	node_modules/.bin/prettier --log-level warn --check $(SHEETS)
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/mypy
	$(MANAGE) makemigrations --check --dry-run

tidy: $(STAMPS)/dev assets ## writes Python, templates, styles and scripts in the house's form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djlint --reformat --quiet programme applications mentoring cms
	node_modules/.bin/prettier --log-level warn --write $(SHEETS)

messages: $(STAMPS)/dev ## collects words for translation (needs gettext)
	$(MANAGE) makemessages -l th --no-location --no-obsolete --no-wrap -i 'node_modules/*' -i '.venv/*' -i 'build/*' -i 'var/*'

lock: $(STAMPS)/dev ## locks the requirements again, with hashes
	for name in base dev node; do $(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q requirements/$$name.in -o requirements/$$name.txt; done

bench: $(STAMPS)/dev ## measures the matching engine beside the best known package
	$(PY) bench/matching.py

bench-pages: $(STAMPS)/dev ## measures the public pages of the demo world (run `make demo` first)
	$(PY) -W ignore bench/pages.py

bench-rush: $(STAMPS)/dev assets ## the last ten minutes before a deadline: 2,000 applicants on PostgreSQL and 4 workers
	$(PY) -W ignore bench/rush.py

clean: ## removes everything that set-up made; the demo world too
	rm -rf var build node_modules staticfiles .pytest_cache .hypothesis
	@if [ -d $(VENV) ] && [ ! -L $(VENV) ]; then rm -rf $(VENV); fi

.PHONY: help assets demo test cover test-postgres test-browser lint tidy messages lock bench bench-pages bench-rush clean
