# Everything a developer types. Needs Python 3.12 or newer and git; brings the rest.
.PHONY: help up setup check test bench demo messages

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 12

up: setup ## serve Régie with the demo department, and print the address to open
	@.venv/bin/regie up --demo $(ARGS)

setup: ## prepare without serving
	@sh tools/bootstrap

check: setup ## the fast part of the tests
	@.venv/bin/python tools/check.py fast

test: setup ## every test: unit on SQLite and PostgreSQL, browser, accessibility, translations, types, lint
	@.venv/bin/python tools/check.py all

bench: setup ## measure, one JSON line each
	@.venv/bin/python bench/run.py $(ARGS)

demo: setup ## (re)make the demo department without serving
	@.venv/bin/regie demo $(ARGS)

messages: setup ## bring the French catalogues up to date
	@.venv/bin/python tools/messages.py update
