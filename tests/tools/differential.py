#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks many random rules of every engine: our evaluator against SQLite, @bufbuild/cel, PostgreSQL
sessions and Directus tokens. `./dev differential [RULES [ENGINE…]]` runs it; tests ask the same of a
few hundred.

Rules are drawn in rounds, each with a seed of its own, which is printed: GP_SEED draws it again.
"""

import contextlib
import importlib.util
import io
import os
import re
import secrets
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from directus import MISSING, Directus, directus_folder  # noqa: E402
from programs import BUILD, PostgreSQL, postgresql_folder  # noqa: E402

SQLITE = os.path.join(BUILD, "tests", "data", "test-data-access-differential")
SQLITE_CASE = "/data/access-differential/statements-find-what-rules-say"


def load(name):
    path = os.path.join(HERE, "..", "e2e", f"test-{name}.py")
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask_sqlite():
    command = [SQLITE, "-p", SQLITE_CASE, "--seed", os.environ["GP_SEED"]]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"# GP_SEED={os.environ['GP_SEED']}", *re.findall("# .*compared.*", result.stdout))
    return [] if result.returncode == 0 else (result.stdout + result.stderr).splitlines()[-20:]


def ask_cel():
    return load("cel").complaints()


def ask_postgresql():
    with PostgreSQL() as server:
        return load("postgresql-access").random_complaints(server)


def ask_directus():
    with Directus() as server:
        return load("directus-access").random_complaints(server)


# The question, why it cannot be asked here, how many rules hold together in a set, and how many a
# round takes.
ENGINES = {
    "sqlite": (ask_sqlite, lambda: None, 4, 4000),
    "cel": (ask_cel, lambda: load("cel").missing(), 1, 5000),
    "postgresql": (
        ask_postgresql,
        lambda: None if postgresql_folder() else "there is no PostgreSQL 15 on this machine",
        5,
        500,
    ),
    "directus": (ask_directus, lambda: None if directus_folder() else MISSING, 5, 2500),
}


def run(name, rules):
    """The rules that were asked about, and whether all answers agreed."""
    ask, missing, set_size, round_size = ENGINES[name]
    reason = missing()
    if reason:
        print(f"{name}: skipped: {reason}")
        return True
    asked, begun, wrong = 0, time.monotonic(), []
    while asked < rules and not wrong:
        take = min(round_size, rules - asked)
        os.environ["GP_SEED"] = "R02S" + secrets.token_hex(16)
        os.environ["GP_ACCESS_RULES"] = str(-(-take // set_size))
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            wrong = ask()
        asked += take
        print(f"{name}: {asked} rules, {time.monotonic() - begun:.0f} s: "
              + " ".join(said.getvalue().replace("# ", "").split("\n")), flush=True)
    print(f"{name}: {asked} rules, {len(wrong)} mismatches", *wrong, sep="\n", flush=True)
    return not wrong


def main():
    rules = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    names = sys.argv[2:] or list(ENGINES)
    sys.exit(0 if all([run(name, rules) for name in names]) else 1)


main()
