#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reading and planning 1 000 tables on a real PostgreSQL behind postgres-meta: the time of gplan alone
and the time that people wait, beside what pg_dump takes to read the same schema."""

import os
import resource
import tempfile
import time

from designs import write_many
from postgres_meta import PostgresMeta, missing
from programs import PostgreSQL, gplan

TABLES = 1000


def timed(run):
    """Seconds that go by, and those of the processor that the program itself takes."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run()
    waited, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return waited, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    why = missing()
    if why is not None:
        print(f"no line against PostgreSQL: {why}")
        return
    with tempfile.TemporaryDirectory() as folder, PostgreSQL(tcp=True) as server, \
            PostgresMeta(server, "postgres", 64) as meta:
        path = os.path.join(folder, "many.gplan.json")
        target = f"postgresql:{meta.url}"
        write_many(path, TABLES)
        gplan("deploy", path, "--to", target, "--yes")
        ours = [timed(lambda: gplan("plan", path, "--to", target)) for _ in range(3)]
        theirs = min(timed(lambda: server.schema_of("postgres"))[0] for _ in range(3))
        for what, seconds in (("with its answers", min(ours)[0]),
                              ("of gplan alone", min(own for _, own in ours))):
            print(f"read and plan {TABLES} tables on PostgreSQL, {what}\t{seconds:.2f}\ts\t"
                  f"pg_dump of the schema, {theirs:.2f} s\t{theirs / seconds:.1f}×")


main()
