# Everything that is done with Baro. Python 3.11 with venv and make are enough to begin.
PYTHON ?= python3
BIN := .venv/bin
BARO := $(BIN)/baro
MESSAGES := $(patsubst %.po,%.mo,$(wildcard src/baro/*/locale/*/LC_MESSAGES/django.po))
OFFLINE = || { echo "That could not be fetched: see above, look at the network, and run make again." >&2; exit 2; }
# Started by make, nothing asks questions.
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo run test check sights bench reading proposing security killing lock messages clean
.DELETE_ON_ERROR:

demo: .venv/run.made node_modules/made $(MESSAGES)  ## the demo province, served
	@$(BARO) demo

run: export BARO_VAR ?= $(CURDIR)/var/installation
run: .venv/run.made node_modules/made $(MESSAGES)  ## a real installation, empty at first
	@$(BARO) migrate
	@$(BARO) serve --with-worker

test: prepared  ## everything that must hold
	@$(BARO) doctor --system --install
	@$(MAKE) --no-print-directory still
	$(BIN)/pytest -n auto --create-db -m "not browser and not province and not sweep" --cov --cov-report=
	$(BIN)/pytest -n auto -m "province or sweep"  # the same lines again and again: measuring each takes half as long again
	$(BIN)/pytest -m browser -p no:randomly  # alone: a browser, a server and a worker need both cores

check: prepared still  ## the fast part of it, while working
	$(BIN)/pytest -n auto -m "not browser"

sights: prepared  ## every page in three languages, light and dark, wide and on a phone
	$(BIN)/pytest tests/browser/test_every_page.py -p no:randomly --every-sight

bench: prepared  ## speed and memory, as ratios within one run
	$(BIN)/python -m bench $(if $(size),--size $(size))

reading: prepared  ## how well papers are read: precision and recall of each field over labelled heads
	$(BIN)/python -m tools.reading

proposing: prepared  ## how well tasks are proposed: precision and recall of each field over labelled clauses
	$(BIN)/python -m tools.proposing

security: prepared .venv/security.made  ## what judges from outside: findings that nobody explained fail
	$(BIN)/python -m tools.security

killing: prepared  ## kill its parts at random while people work, and look whether anything was lost: rounds=30
	$(BIN)/python -m tools.killing $(if $(rounds),--rounds $(rounds))

lock:  ## the newest versions that fit, with their hashes
	for list in run dev security; do \
	  $(BIN)/uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header \
	    --no-emit-index-url --no-emit-find-links --quiet requirements/$$list.in -o requirements/$$list.txt || exit; \
	done
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm install --package-lock-only --ignore-scripts

messages: prepared  ## collect the sentences to be translated, compile what is translated
	for part in src/baro/*/__init__.py; do \
	  for language in vi ar; do \
	    catalogue=locale/$$language/LC_MESSAGES/django.po; \
	    test -f $${part%/*}/$$catalogue || { mkdir -p $${part%/*}/$${catalogue%/*} && \
	      sed '/^$$/q' src/baro/ui/$$catalogue > $${part%/*}/$$catalogue; } || exit; \
	  done; \
	  (cd $${part%/*} && $(CURDIR)/$(BARO) manage makemessages --verbosity 0 \
	    --locale vi --locale ar --no-location --no-obsolete --no-wrap --ignore 'tests/*') || exit; \
	done
	for catalogue in src/baro/*/locale/*/LC_MESSAGES/django.po; do \
	  msgattrib --clear-fuzzy --empty --clear-previous --no-wrap -o $$catalogue $$catalogue || exit; \
	done  # a guess is no translation
	sed -i '/^"POT-Creation-Date/d' src/baro/*/locale/*/LC_MESSAGES/django.po  # no line that every change touches
	@$(MAKE) --no-print-directory compiled

clean:  ## forget what was made; var/ stays, it holds work
	rm -rf .venv node_modules $(MESSAGES) .*_cache

# --- steps ---------------------------------------------------------------------------------------------------------

.PHONY: prepared still compiled
prepared: .venv/dev.made node_modules/made compiled
compiled: $(MESSAGES)

still: export BARO_SECRET_KEY ?= only for checking
still:  # what can be seen without running it
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet src
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BARO) manage makemigrations --check --dry-run

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Baro needs Python 3.11 or newer: install it, or name it with make PYTHON=..." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python cannot make environments: run as root apt-get install python3-venv" >&2; exit 2; }
	@echo "Making the environment ..."
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/run.made: requirements/run.txt | .venv/made
	@echo "Installing what Baro needs ..."
	@$(BIN)/pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements/run.txt $(OFFLINE)
	@$(BIN)/pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

.venv/dev.made: requirements/dev.txt .venv/run.made
	@echo "Installing what checking needs ..."
	@$(BIN)/pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements/dev.txt $(OFFLINE)
	@touch $@

.venv/security.made: requirements/security.txt | .venv/made
	@echo "Installing what judges from outside ..."
	@$(PYTHON) -m venv --clear .venv/security
	@.venv/security/bin/pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements/security.txt $(OFFLINE)
	@touch $@

node_modules/made: package-lock.json package.json .npmrc | .venv/run.made
	@echo "Fetching the front-end files ..."
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --loglevel=error $(OFFLINE)
	@touch $@

%.mo: %.po | .venv/run.made
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 5,$(subst /, ,$<))
	@test -f $@ || { echo "$< was not compiled: its head is marked fuzzy; correct it and remove the mark." >&2; exit 1; }
