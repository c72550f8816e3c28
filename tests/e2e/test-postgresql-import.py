#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL behind postgres-meta becomes a design: its tables are those that were deployed to
it. Rules and flows come back where the record of the deployment is, and are no tables.

Databases of others are read, too: what comes of them plans nothing but a record where it came from,
and can be deployed elsewhere."""

import contextlib
import os
import tempfile

from postgres_meta import PostgresMeta, missing
from programs import CORPUS, Failed, PostgreSQL, gplan, gplan_json
from round_trips import round_trips
from shelf import NOTHING
from tap import Tap

EMPTY = """
drop schema if exists gp_access cascade; drop schema if exists groundplan cascade;
drop schema public cascade; create schema public; grant all on schema public to public
"""


SCHEMAS = ("northwind", "danbooru")


def of_others(server, name, folder):
    """Complaints about the database that a script of the corpus makes."""
    with open(os.path.join(CORPUS, "sql", f"{name}.pg.sql"), encoding="utf-8") as file:
        server.load(name, file.read())
    server.psql("postgres", "-c", f'create database "{name}-again"')
    path = os.path.join(folder, f"{name}.gplan")
    with PostgresMeta(server, name) as meta, PostgresMeta(server, f"{name}-again") as again:
        gplan("import", f"postgresql:{meta.url}", "-o", path, token=meta.token)
        plan = gplan_json("plan", path, "--to", f"postgresql:{meta.url}", token=meta.token)
        gplan("deploy", path, "--to", f"postgresql:{again.url}", "--yes", token=meta.token)
        said = gplan("plan", path, "--to", f"postgresql:{again.url}", token=meta.token)
    planned = [o["id"] for o in plan["operations"]
               if o["id"] != "change:design:deployment#postgresql"]
    return planned + ([] if NOTHING in said else [said])


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with PostgreSQL(tcp=True) as server, tempfile.TemporaryDirectory() as folder, \
            PostgresMeta(server, "postgres") as meta:
        @contextlib.contextmanager
        def emptied():
            meta.query(EMPTY)
            yield meta

        tap.check("/e2e/postgresql-import/random-designs",
                  round_trips(emptied, lambda there: there.query("drop schema groundplan cascade"),
                              losses=lambda meaning: None, usual=5, flows=False))
        for name in SCHEMAS:
            if not os.path.exists(os.path.join(CORPUS, "sql", f"{name}.pg.sql")):
                tap.skip(f"/e2e/postgresql-import/{name}", "the corpus is not on this machine")
                continue
            try:
                complaints = of_others(server, name, folder)
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/postgresql-import/{name}", complaints)
    tap.done()


main()
