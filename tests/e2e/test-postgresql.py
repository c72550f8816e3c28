#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `gplan export --format sql-postgresql` writes is accepted by a real PostgreSQL 15.

The samples, and each schema of the corpus as it was imported, are exported, loaded into an empty
database, dumped by pg_dump, and imported again: as many tables and columns come back.
"""

import json
import os
import tempfile

from programs import CORPUS, Failed, PostgreSQL, gplan, postgresql_folder
from tap import Tap

SAMPLES = ("chinook", "diagnostics")
SCHEMAS = ("pagila", "chinook", "northwind", "danbooru", "adventureworks", "gitlab")


def counts(path):
    """(tables, columns); the fields of events are no columns."""
    design = json.loads(gplan("export", path, "--format", "json"))["design"]
    tables = [child for child in design["children"] if child["kind"] == "entity"]
    columns = [c for table in tables for c in table.get("children", []) if c["kind"] == "field"]
    return len(tables), len(columns)


def design_of(name, folder):
    design = os.path.join(folder, f"{name}.gplan")
    schema = os.path.join(CORPUS, "sql", f"{name.removesuffix('-sample')}.pg.sql")
    if name.endswith("-sample"):
        gplan("new", design, "--sample", name.removesuffix("-sample"))
    else:
        gplan("import", schema, "-o", design)
    return design


def round_trip(server, name, folder):
    first = design_of(name, folder)
    second = os.path.join(folder, f"{name}-again.gplan")
    server.load(name, gplan("export", first, "--format", "sql-postgresql"))
    dump = os.path.join(folder, f"{name}.sql")
    with open(dump, "w", encoding="utf-8") as file:
        file.write(server.schema_of(name))
    gplan("import", dump, "-o", second)
    before, after = counts(first), counts(second)
    if before != after:
        return [f"{before} tables and columns became {after} on the way through PostgreSQL"]
    return []


def main():
    tap = Tap()
    names = [f"{name}-sample" for name in SAMPLES]
    if postgresql_folder() is None:
        tap.skip_all("there is no PostgreSQL 15 on this machine")
    for name in SCHEMAS:
        if os.path.exists(f"{CORPUS}/sql/{name}.pg.sql"):
            names.append(name)
        else:
            tap.skip(f"/e2e/postgresql/{name}", "the corpus is not on this machine")
    with PostgreSQL() as server, tempfile.TemporaryDirectory() as folder:
        for name in names:
            try:
                complaints = round_trip(server, name, folder)
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/postgresql/{name}", complaints)
    tap.done()


main()
