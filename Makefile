# kaohe: `make month MONTH=2026-11` is all that HR needs; `make help` lists the rest.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help start month check close bundle demo test templates examples coverage architecture guide messages fuzz scale soak bench look lint types lock

# What Python compiled is kept, whatever the machine says: else each command compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
KAOHE := KAOHE_WAY=make $(BIN)/python -m pipeline
# The system's own Python comes first: one that was built beside it may take half as long again.
PYTHON = $(shell for each in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)

help: ## 列出全部命令 list all commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

start: $(VENV)/.runtime ## 开始一个月 begin a month: make start MONTH=2026-12
	@$(KAOHE) start $(MONTH) $(ARGS)

month: $(VENV)/.runtime ## 计算一个月 run a month: make month MONTH=2026-11
	@$(KAOHE) month $(MONTH) $(ARGS)

check: $(VENV)/.runtime ## 只校验 validate only
	@$(KAOHE) check $(MONTH) $(ARGS)

close: $(VENV)/.runtime ## 结账 close a month for good: make close MONTH=2026-11
	@$(KAOHE) close $(MONTH) $(ARGS)

bundle: $(VENV)/.runtime ## 打包给没有网络的 Windows kaohe-windows.zip with all wheels for Windows
	@$(BIN)/python windows/bundle.py
	@echo "已写好 kaohe-windows.zip：解压到 Windows 电脑上，双击 windows/考核.bat。written"

demo: $(VENV)/.runtime ## 用示例月份试算 run the shipped sample month, after the three before it are closed
	@for month in 2026-07 2026-08 2026-09; do \
		[ -e output/demo/$$month/封存单.html ] || $(KAOHE) close $$month --inbox examples/inbox --output output/demo --yes --no-slips --quiet || exit; \
	done
	@$(KAOHE) month 2026-10 --inbox examples/inbox --output output/demo $(ARGS)

test: $(VENV)/.dev ## 运行全部测试 run all tests
	@tests/in_memory.sh $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

templates: $(VENV)/.runtime ## 重新生成填报模板 write input_templates/ anew
	@$(KAOHE) templates

examples: $(VENV)/.runtime ## 重新生成示例月份 write examples/inbox/ anew
	@$(BIN)/python -m pipeline.sample --output examples/inbox

coverage: $(VENV)/.runtime ## 条款对照表 write docs/coverage.md anew
	@$(BIN)/python -m pipeline.trace.coverage

architecture: $(VENV)/.runtime ## 分层图 draw the layers in docs/architecture.md anew
	@$(BIN)/python docs/layers.py

guide: $(VENV)/.runtime ## 使用说明的提示表和图片 write docs/errors.zh.md and its pictures anew
	@$(BIN)/python -m pipeline.findings.guide
	@$(BIN)/python docs/pictures.py

messages: $(VENV)/.dev ## 更新英文目录 bring the English catalogue up to date with the code
	@$(BIN)/pybabel -q extract -F babel.cfg -k N_ --no-location --sort-by-file --no-wrap --omit-header -o $(VENV)/messages.pot .
	@$(BIN)/pybabel -q update -l en -i $(VENV)/messages.pot -o pipeline/language/en.po \
		--no-wrap --omit-header --ignore-obsolete --no-fuzzy-matching

fuzz: $(VENV)/.dev ## 用随机内容试读一分钟 feed random workbooks to the intake for a minute
	@$(BIN)/python -m tests.fuzz.intake $(or $(SECONDS),60)

bench: $(VENV)/.dev ## 测速 measure against a script and the floor, write docs/benchmarks.md
	@$(BIN)/python -m bench $(SIZES)

scale: $(VENV)/.dev ## 两百个分支在集群上 200 branches on a cluster, a worker killed
	@KAOHE_BRANCHES=$(or $(BRANCHES),200) $(BIN)/python -m pytest tests/branches/test_cluster.py -k cluster_though $(ARGS)

soak: $(VENV)/.dev ## 反复试探 kill each command on the archive 200 times, change all that an archive has, run 500 pairs of commands, and try twenty times as many random months
	@KAOHE_KILLS=$(or $(KILLS),200) KAOHE_PAIRS=$(or $(PAIRS),500) KAOHE_MUTATIONS_EVERY=1 KAOHE_TIMES=$(or $(TIMES),20) $(BIN)/python -m pytest -n auto $(ARGS) \
		tests/archive/test_kill.py tests/archive/test_kill_others.py tests/archive/test_mutations.py tests/archive/test_stays_closed.py tests/archive/test_law_of_looking_back.py tests/settlement/test_laws.py tests/corpus/test_dirt.py tests/workbooks/test_files.py tests/complaints/test_many.py

look: $(VENV)/.dev ## 拍下全部页面和表格 pictures of every page, sheet and form of five months, and what cannot be read
	@$(BIN)/python -m looks $(MONTHS)

lint: $(VENV)/.dev ## 代码风格和各层的引用 check style, and that imports only go down
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo

types: $(VENV)/.dev ## 类型检查 check types
	@$(BIN)/mypy

lock: $(VENV)/.dev ## 重新锁定依赖 pin dependencies anew
	@$(BIN)/python -m pip install -q uv
	@# The tests' libraries narrow some versions of the program's, so they are resolved first.
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build --extra dev -o requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build -c requirements-dev.lock -o requirements.lock pyproject.toml

# Each stamp is newer than its lock file once that has been installed, so nothing is downloaded twice.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/created
	@echo "正在准备运行环境（只在第一次或依赖更新时）… setting up"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "正在准备测试环境… setting up tests"
	@# Compiled when imported: most of what the tests bring is never imported.
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/created:
	@python="$(PYTHON)"; test -n "$$python" || { echo "需要 Python 3.11 或更高版本（在 Debian、Ubuntu 上还要 python3-venv），请先安装。Python 3.11 or newer is needed, on Debian and Ubuntu with python3-venv."; exit 1; }; \
	$$python -m venv $(VENV) || { echo "建立 $(VENV) 失败，请看上面的提示。Creating it failed, see above."; exit 1; }
	@touch $@
