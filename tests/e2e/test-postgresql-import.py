#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL behind postgres-meta becomes a design: its tables are those that were deployed to
it. Rules and flows come back where the record of the deployment is, and are no tables."""

import contextlib

from postgres_meta import PostgresMeta, missing
from programs import PostgreSQL
from round_trips import round_trips
from tap import Tap

EMPTY = """
drop schema if exists gp_access cascade; drop schema if exists groundplan cascade;
drop schema public cascade; create schema public; grant all on schema public to public
"""


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with PostgreSQL(tcp=True) as server, PostgresMeta(server, "postgres") as meta:
        @contextlib.contextmanager
        def emptied():
            meta.query(EMPTY)
            yield meta

        tap.check("/e2e/postgresql-import/random-designs",
                  round_trips(emptied, lambda there: there.query("drop schema groundplan cascade"),
                              losses=lambda meaning: None, usual=5, flows=False))
    tap.done()


main()
