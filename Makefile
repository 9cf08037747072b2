# The portal's commands. `make run` and `make test` need nothing installed by hand but Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
PYTHON_NEXT ?= python3.13
export VENV

COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade
BOOTSTRAP = $(PYTHON) -m cluster_portal.operations.bootstrap

.PHONY: run test test-long baseline password lock texts test-next help

help: ## Show what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

run: ## Run the portal on this machine (PORT=8000)
	@$(BOOTSTRAP) --port $(PORT) -- manage.py serve --port $(PORT)

test: ## Run all checks and tests, and say what was skipped
	@$(BOOTSTRAP) --dev -- -m tests.run

test-long: ## Run the long forms: every way as every role on every page type, the crawl of all addresses, killed workers
	@$(BOOTSTRAP) --dev -- -m tests.run --long

baseline: ## Say what public addresses and roles get differently from tests/baseline/answers (WRITE=1 writes it)
	@$(BOOTSTRAP) --dev -- -m tests.baseline $(if $(WRITE),--write) $(if $(BODIES),--bodies "$(BODIES)")

password: ## Set a new password (USER=someone@example.org)
ifneq ($(origin USER),command line)
	@echo "Say whose: make password USER=someone@example.org" >&2; exit 1
else
	@$(BOOTSTRAP) -- manage.py set_password "$(USER)"
endif

lock: ## Lock the newest versions that pyproject.toml allows, for all systems and Python 3.11 or newer
	@$(BOOTSTRAP) --dev
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt

texts: ## Bring the interface texts of all languages up to the sources (needs gettext)
	@$(BOOTSTRAP) --dev
	$(VENV)/bin/python manage.py makemessages --all --no-location --no-wrap $(foreach folder,.venv node_modules tests var,--ignore $(folder))

test-next: ## Run the tests on the next Django with a newer Python (PYTHON_NEXT=python3.13)
	@$(PYTHON_NEXT) -c "" 2>/dev/null || \
		{ echo "There is no $(PYTHON_NEXT) here; name a Python from 3.12: make test-next PYTHON_NEXT=…" >&2; exit 1; }
	@VENV=.venv-next $(PYTHON_NEXT) -m cluster_portal.operations.bootstrap --dev
	.venv-next/bin/python -m pip install --quiet "django>=6.1,<6.2"
	.venv-next/bin/python -m tests.run --tests-only
