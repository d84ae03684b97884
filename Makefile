# Due Course. The work is done by binder/course.py, which needs Python 3.11 or newer and nothing else.
# On Windows without make: py binder\course.py lab

PYTHON ?= $(firstword $(foreach name,python3 python python3.13 python3.12 python3.11,$(shell command -v $(name))))
ifeq ($(strip $(PYTHON)),)
$(error Python 3.11 or newer is needed: see python.org. 需要 Python 3.11 或更新的版本：请到 python.org 下载)
endif
COURSE = @"$(PYTHON)" binder/course.py
LANG_OPTION = $(if $(lang),--lang $(lang))

.PHONY: help lab env test bench notebooks lock

help:
	@echo "make lab         open the course            (lang=en or lang=zh, port=8890, browser=no, edit=yes)"
	@echo "make env         make the environment only"
	@echo "make test        run every check            (only=\"unit oracles\")"
	@echo "make bench       measure beside other libraries"
	@echo "make notebooks   run and save the notebooks (only=notebooks/en/00_start_here.ipynb)"
	@echo "make lock        write the lists of packages anew (upgrade=yes: newer versions)"

lab:
	$(COURSE) lab $(LANG_OPTION) $(if $(port),--port $(port)) $(if $(filter no,$(browser)),--no-browser) $(if $(filter yes,$(edit)),--edit)

env:
	$(COURSE) env $(LANG_OPTION)

test:
	$(COURSE) test $(LANG_OPTION) $(only)

bench:
	$(COURSE) bench $(LANG_OPTION) $(only)

notebooks:
	$(COURSE) notebooks $(LANG_OPTION) $(only)

lock:
	$(COURSE) lock $(LANG_OPTION) $(if $(upgrade),--upgrade)
