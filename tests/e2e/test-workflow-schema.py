#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What gplan writes as Serverless Workflow is valid by the schema of the specification.

Ajv is asked where it is installed:

    npm install --prefix ~/.cache/groundplan-dev/ajv ajv@8 ajv-formats@3 yaml@2
"""

import os
import shutil
import tempfile

from programs import CORPUS, ROOT, gplan, run
from tap import Tap

ASKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schema-verdicts.mjs")
CACHE = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
FOLDER = os.environ.get("GP_AJV_DIR", os.path.join(CACHE, "groundplan-dev", "ajv"))
SAMPLES = os.path.join(ROOT, "data", "share", "samples")
WORKFLOWS = os.path.join(CORPUS, "serverless-workflow")
SCHEMA = os.path.join(WORKFLOWS, "schema", "workflow.yaml")
EXAMPLES = os.path.join(WORKFLOWS, "examples")
INVALID = os.path.join(WORKFLOWS, ".ci", "validation", "test", "fixtures", "invalid")


def verdicts(files):
    """The lines of Ajv: "FILE ok", or "FILE what is wrong"."""
    return run("node", ASKER, FOLDER, SCHEMA, *files).splitlines()


def exported(folder):
    """The sample with flows, and every example of the specification, read and written again."""
    written = [os.path.join(folder, "sample.yaml")]
    gplan("export", os.path.join(SAMPLES, "diagnostics.gplan.json"), "--format",
          "serverless-workflow", "-o", written[0])
    for number, name in enumerate(sorted(os.listdir(EXAMPLES))):
        if not name.endswith(".yaml"):
            continue
        design = os.path.join(folder, f"{number}.gplan.json")
        gplan("import", os.path.join(EXAMPLES, name), "-o", design)
        written.append(os.path.join(folder, f"{number}.yaml"))
        gplan("export", design, "--format", "serverless-workflow", "-o", written[-1])
    return written


def main():
    tap = Tap()
    if not os.path.isdir(os.path.join(FOLDER, "node_modules", "ajv")) or not shutil.which("node"):
        tap.skip_all("there is no Ajv on this machine (tests/e2e/test-workflow-schema.py says how)")
    if not os.path.isfile(SCHEMA):
        tap.skip_all("there is no corpus here: GP_CORPUS_DIR names it")
    with tempfile.TemporaryDirectory() as folder:
        lines = verdicts(exported(folder))
    tap.check("/e2e/workflow-schema/exports-are-valid",
              [line for line in lines if not line.endswith(" ok")])
    tap.check("/e2e/workflow-schema/every-flow-is-written",
              [] if len(lines) >= 70 else [f"only {len(lines)} documents"])
    bad = [os.path.join(INVALID, name) for name in os.listdir(INVALID)]
    tap.check("/e2e/workflow-schema/ajv-finds-what-is-wrong",
              [line for line in verdicts(bad) if line.endswith(" ok")])
    tap.done()


main()
