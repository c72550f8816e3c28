#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Flows are deployed to a real PostgreSQL 15 behind postgres-meta, and run there.

What a flow did is asked of the tables. GP_TEST_CASE runs one case alone.
"""

import json
import os
import tempfile

from clinic import Clinic, step, way
from postgres_meta import PostgresMeta, missing
from programs import Failed, PostgreSQL, gplan, gplan_json
from tap import Tap


class Place:
    """A database of its own with postgres-meta before it, and a design."""

    def __init__(self, server, folder, name):
        server.psql("postgres", "-c", f'create database "{name}"')
        self.server = server
        self.name = name
        self.meta = PostgresMeta(server, name)
        self.clinic = Clinic(os.path.join(folder, f"{name}.gplan.json"))

    def __enter__(self):
        self.meta.start()
        self.to = f"postgresql:{self.meta.url}"
        return self

    def __exit__(self, *_):
        self.meta.kill()

    def plan(self):
        return gplan_json("plan", self.clinic.path, "--to", self.to)

    def deploy(self):
        return gplan("deploy", self.clinic.path, "--to", self.to, "--yes")

    def value(self, sql):
        return next(iter(self.meta.query(sql)[0].values()))

    def refused(self, sql):
        """What the database says against it; None where it has nothing against it."""
        try:
            self.meta.query(sql)
        except Failed as failure:
            return str(failure)
        return None

    def call(self, flow, argument, roles=("doctor",), role="authenticated"):
        """As PostgREST calls the function of a flow: in a transaction, as somebody."""
        claims = json.dumps({"sub": "u1", "app_metadata": {"roles": list(roles)}})
        rows = self.meta.query(
            f"begin; set local role {role}; set local request.jwt.claims = '{claims}';"
            f" select {flow}('{json.dumps(argument)}'::jsonb)::jsonb as answer; commit;")
        return rows[0]["answer"]

    def work(self):
        return self.value("select gp_flows.work()")

    def settled(self):
        operations = self.plan()["operations"]
        return [f"planning again gives {o['sentence']}" for o in operations]


def expect(got, wanted, what):
    return [] if got == wanted else [f"{what}: {got!r}, not {wanted!r}"]


def named(findings, text):
    return any(text in finding["message"] for finding in findings)


# --- cases ----------------------------------------------------------------------------------------

def changes_start_flows(place):
    """A flow before a change refuses and sets, one after it writes, once what stores it is there."""
    place.clinic.check()
    place.clinic.remember()
    complaints = [] if named(place.plan()["findings"], "nothing calls it") else ["no word of work()"]
    place.deploy()
    complaints += place.settled()
    said = place.refused("insert into visit (patient, minutes) values ('Ada', 200)")
    if said is None or "Too long for Ada" not in said:
        complaints.append(f"a long visit: {said}")
    place.meta.query("insert into visit (patient, minutes, starts_at) values ('Bo', 30, now()), "
                     "('Cy', 110, null)")
    complaints += expect(place.value("select string_agg(distinct status, ',') from visit"),
                         "checked", "what is set before it is stored")
    complaints += expect(place.value("select count(*) from note"), 0, "notes before the work")
    complaints += expect(place.work(), 2, "lines that are worked off")
    complaints += expect(place.value("select string_agg(text, ',') from note"), "Visit of Bo",
                         "what the flow wrote")
    complaints += expect(place.value("select count(*) from groundplan.dead"), 0, "dead letters")
    return complaints


CASES = {
    "changes": changes_start_flows,
}


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with PostgreSQL(tcp=True) as server, tempfile.TemporaryDirectory() as folder:
        only = os.environ.get("GP_TEST_CASE")
        for name, case in CASES.items():
            if only not in (None, name):
                continue
            try:
                with Place(server, folder, name) as place:
                    complaints = case(place)
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/postgresql-flows/{name}", complaints)
    tap.done()


main()
