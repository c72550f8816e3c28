#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the test programs and counts their cases.

Three passes: all suites as built; then, in a build of its own, the displayless suites under the
address, undefined-behaviour and leak sanitizers. What counts is the case, not the program: the TAP
lines of each program are read, a program that ends badly or says nothing is a failed case more.
The last line is always `N passed, N failed, N skipped`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
CASE = re.compile(r"^(ok|not ok)\b\s*(\d+)?\s*(?:- )?(.*?)(?:\s*#\s*(SKIP)\b\s*(.*))?$", re.I)
PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*SKIP\b\s*(.*))?$", re.I)
SANITIZERS = {
    "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "LSAN_OPTIONS": f"suppressions={ROOT}/tests/lsan.supp:print_suppressions=0",
    "G_SLICE": "always-malloc",
}

# Who asks for more than usual of a test waits for as long as it takes.
LONGER = ("GP_ACCESS_RULES", "GP_KILLS", "GP_TEST_CUTS", "GP_TEST_ROUNDS")


class Tally:
    def __init__(self):
        self.passed = 0
        self.failures = []  # (name, output)
        self.skips = []  # (name, reason)

    def read(self, label, log):
        """Adds the cases of one program: `log` is its entry in meson's testlog.json."""
        program = label + log["name"].split(" / ")[-1]
        output = (log.get("stdout") or "").splitlines()
        planned, seen, bad, pending = None, 0, 0, []
        for line in output:
            plan, case = PLAN.match(line), CASE.match(line)
            if plan and plan.group(2) is not None and plan.group(1) == "0":
                self.skips.append((program, plan.group(2)))
                return
            if plan:
                planned = int(plan.group(1))
            elif case:
                seen += 1
                name = f"{program} {case.group(3)}"
                if (case.group(4) or "").upper() == "SKIP":
                    self.skips.append((name, case.group(5) or "no reason given"))
                elif case.group(1) == "ok":
                    self.passed += 1
                else:
                    bad += 1
                    pending.append(name)
        ended_badly = log["result"] not in ("OK", "SKIP") and bad == 0
        if ended_badly or planned is None or seen < planned:
            pending.append(f"{program} ({self.ending(log, planned, seen)})")
        # What passed tells nothing of what failed, and would push it out of a log that is cut.
        said = [line for line in output if not line.startswith("ok ")]
        text = "\n".join(said + (log.get("stderr") or "").splitlines())
        for index, name in enumerate(pending):
            self.failures.append((name, text if index == 0 else "(output above)"))

    @staticmethod
    def ending(log, planned, seen):
        if log["result"] == "TIMEOUT":
            return f"stopped after {log['duration']:.0f} s, {seen} cases in"
        if planned is not None and seen < planned:
            return f"{seen} of {planned} cases ran, status {log['returncode']}"
        return f"ended with status {log['returncode']}"

    def report(self):
        for name, reason in self.skips:
            print(f"skipped: {name}: {reason}")
        for name, text in self.failures:
            print(f"\nFAILED: {name}")
            for line in text.splitlines()[-80:]:
                print(f"    {line}")
        if self.failures:
            print("\nThese failed:")
            for name, _ in self.failures:
                print(f"  {name}")
        sys.stdout.flush()
        print(f"{self.passed} passed, {len(self.failures)} failed, {len(self.skips)} skipped")


def meson_test(folder, arguments, environment):
    """Runs `meson test` and returns the entries of its log."""
    log = os.path.join(folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    command = ["meson", "test", "-C", folder, "--no-rebuild", *arguments]
    subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    if not os.path.exists(log):
        return []
    with open(log, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def named(folder, names):
    """The test programs that `names` stand for: a program, a suite, or a part of a program's name."""
    described = subprocess.run(
        ["meson", "introspect", "--tests", folder], stdout=subprocess.PIPE, text=True, check=True
    )
    tests = [(test["name"], test["suite"]) for test in json.loads(described.stdout)]
    chosen = []
    for wanted in names:
        exact = [t for t, suites in tests if wanted == t or f"groundplan:{wanted}" in suites]
        found = exact or [t for t, _ in tests if wanted in t]
        if not found:
            sys.exit(f"dev: no test program or suite is called “{wanted}”")
        chosen += found
    return list(dict.fromkeys(chosen))


def build_sanitized(folder):
    """Builds in `folder`; FALSE where that fails."""
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        options = ["-Db_sanitize=address,undefined", "-Db_lundef=false", "-Doptimization=1"]
        setup = subprocess.run(["meson", "setup", folder, *options], stdout=sys.stderr, check=False)
        if setup.returncode != 0:
            return False
    return subprocess.run(["ninja", "-C", folder], stdout=sys.stderr, check=False).returncode == 0


def main():
    os.chdir(ROOT)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="groundplan-test-") as scratch:
        # Some tests go on as another user, who must get through to the files.
        os.chmod(scratch, 0o711)
        environment = dict(os.environ, TMPDIR=scratch)
        if len(sys.argv) > 1:
            arguments = named("build", sys.argv[1:])
            if any(name in os.environ for name in LONGER):
                arguments += ["--timeout-multiplier", "0"]
            logs = meson_test("build", arguments, environment)
        else:
            logs = meson_test("build", ["--no-suite", "bench"], environment)
        for log in logs:
            tally.read("", log)
        if not logs:
            tally.failures.append(("meson test", "no test program was run"))

        if len(sys.argv) == 1:
            if build_sanitized("build-asan"):
                arguments = ["--suite", "displayless", "--no-suite", "layers", "--no-suite", "e2e"]
                arguments += ["--timeout-multiplier", "4"]
                for log in meson_test("build-asan", arguments, environment | SANITIZERS):
                    tally.read("sanitized ", log)
            else:
                tally.failures.append(("sanitized build", "the build failed; see above"))
    tally.report()
    sys.exit(1 if tally.failures else 0)


main()
