#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reading and planning 125 collections with permissions on a real Directus: the time of gplan alone,
beside what Directus takes for its own snapshot and difference. Without Directus there is no line."""

import os
import resource
import tempfile
import time

from designs import write_many
from directus import MISSING, Directus, directus_folder
from programs import gplan

ENTITIES = 125
PEER = "snapshot and diff of Directus"


def own_time(run):
    """Seconds of the processor that the program itself takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(run):
    begun = time.monotonic()
    answer = run()
    return time.monotonic() - begun, answer


def main():
    if directus_folder() is None:
        print(f"no line against Directus: {MISSING}")
        return
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        path = os.path.join(folder, "many.gplan.json")
        target = f"directus:{server.url}"
        write_many(path, ENTITIES)
        gplan("deploy", path, "--to", target, "--yes", token=server.token)
        ours = min(own_time(lambda: gplan("plan", path, "--to", target, token=server.token))
                   for _ in range(3))
        theirs, snapshot = timed(lambda: server.must("GET", "/schema/snapshot"))
        snapshot["fields"][0]["meta"]["note"] = "Another."
        theirs += timed(lambda: server.must("POST", "/schema/diff", snapshot))[0]
        print(f"read and plan {ENTITIES} collections on Directus\t{ours:.2f}\ts\t"
              f"{PEER}, {theirs:.2f} s\t{theirs / ours:.1f}×")


main()
