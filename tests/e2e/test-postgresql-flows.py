#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Flows are deployed to a real PostgreSQL 15 behind postgres-meta, and run there.

What a flow did is asked of the tables. GP_TEST_CASE runs one case alone.
"""

import json
import os
import tempfile

from clinic import Clinic, new, step, way
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
    """A flow before a change refuses and sets; one after it writes once the change is there."""
    place.clinic.check()
    place.clinic.remember()
    told = named(place.plan()["findings"], "nothing calls it")
    complaints = [] if told else ["no word of work()"]
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


def roles_start_flows(place):
    """A flow by hand runs for who has its role and for nobody else; an error undoes all of it."""
    clinic = place.clinic
    clinic.flow("close_long", step("long", "data_read", entity=clinic.visit["id"],
                                   where="record.minutes > trigger.input.least"),
                step("each", "for", each="one", **{"in": "steps.long.output"}, children=[
                    step("close", "data_update", {"status": "'closed by ' + user.id"},
                         entity=clinic.visit["id"], where="record.id == one.id")]),
                step("many", "raise", error_status=409, **{"if": "size(steps.long.output) > 2"},
                     error_detail="string(size(steps.long.output)) + ' are too many'"),
                mode="sync", roles=[clinic.doctor["id"]], output="size(steps.long.output)")
    place.deploy()
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10), ('Bo', 20), "
                     "('Cy', 30), ('Di', 40)")
    complaints = place.settled()
    complaints += expect(place.call("close_long", {"least": 25}), 2, "the answer")
    complaints += expect(place.value("select string_agg(patient, ',' order by patient) from visit "
                                     "where status = 'closed by u1'"), "Cy,Di", "what was closed")
    for what, call in (("too many", lambda: place.call("close_long", {"least": 0})),
                       ("a nurse", lambda: place.call("close_long", {"least": 0}, ["nurse"])),
                       ("nobody", lambda: place.call("close_long", {"least": 0}, [], "anon"))):
        try:
            complaints.append(f"{what}: {call()!r}")
        except Failed as failure:
            wanted = "are too many" if what == "too many" else "42501"
            complaints += [] if wanted in str(failure) else [f"{what}: {failure}"]
    complaints += expect(place.value("select count(*) from visit where status = 'closed by u1'"), 2,
                         "visits that are closed after all")
    return complaints


def events_start_flows(place):
    """An event starts those that wait for it; errors are caught, and what was done before stays."""
    clinic = place.clinic
    told = clinic.add(new("event", "told", children=[new("field", "id", type="uuid"),
                                                     new("field", "of", type="text")]))
    note = {"text": "'first'", "visit_id": "trigger.record.id"}
    wrong = {"text": "'second'", "visit_id": "'7b1f0000-0000-4000-8000-0000000000ff'"}
    caught = step("caught", "data_create", {"text": "error.status == 409 ? 'caught' : 'other'",
                                            "visit_id": "trigger.record.id"},
                  entity=clinic.note["id"])
    attempt = step("attempt", "try", children=[
        step("good", "data_create", note, entity=clinic.note["id"]),
        step("bad", "data_create", wrong, entity=clinic.note["id"])])
    tell = step("tell", "emit", {"id": "trigger.record.id", "of": "steps.good.output.text"},
                event=told["id"])
    clinic.flow("begin", attempt, caught, tell, way(None, attempt), way(attempt, tell),
                way(attempt, caught, type="error"), way(caught, tell), way(tell, None),
                trigger="data", trigger_entity=clinic.visit["id"], trigger_changes=["created"])
    clinic.flow("hear", step("heard", "data_update", {"status": "'heard ' + trigger.data.of"},
                             entity=clinic.visit["id"], where="record.id == trigger.data.id"),
                trigger="event", trigger_event=told["id"])
    place.deploy()
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10)")
    complaints = place.settled() + expect(place.work(), 2, "lines that are worked off")
    complaints += expect(place.value("select string_agg(text, ',' order by text) from note"),
                         "caught,first", "what was written")
    complaints += expect(place.value("select status from visit"), "heard first", "what was heard")
    complaints += expect(place.value("select count(*) from groundplan.dead"), 0, "dead letters")
    return complaints


def errors_are_kept(place):
    """An error that nothing catches leaves a dead letter and nothing else; it can start anew."""
    clinic = place.clinic
    note = {"text": "'x'", "visit_id": "trigger.record.id"}
    clinic.flow("twice", step("note", "data_create", note, entity=clinic.note["id"]),
                step("stop", "raise", error_status=418, **{"if": "trigger.record.minutes < 50"}),
                trigger="data", trigger_entity=clinic.visit["id"], trigger_changes=["created"])
    place.deploy()
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10)")
    place.work()
    complaints = expect(place.value("select count(*) from note"), 0, "notes of a run that failed")
    complaints += expect(place.value("select error ->> 'status' from groundplan.dead"), "418",
                         "the error of the dead letter")
    place.value("select gp_flows.start(flow, jsonb_set(input, '{record,minutes}', '60'), 0) "
                "from groundplan.dead")
    place.work()
    return complaints + expect(place.value("select count(*) from note"), 1, "notes of another try")


def intervals_start_flows(place):
    """What is due begins when somebody works, once, and again after its time."""
    clinic = place.clinic
    clinic.flow("tick", step("raise_all", "data_update", {"status": "'ticked'"},
                             entity=clinic.visit["id"]), trigger="every", schedule="1h")
    place.deploy()
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10)")
    complaints = expect(place.work(), 0, "lines before it is due")
    place.meta.query("update groundplan.schedules set due = now() - interval '5 hours'")
    complaints += expect(place.work(), 1, "lines when it is due")
    complaints += expect(place.value("select status from visit"), "ticked", "the visit")
    complaints += expect(place.work(), 0, "lines right after it")
    return complaints + place.settled()


def hands_are_noticed(place):
    """A function or trigger of ours that others changed is named, and put back."""
    complaints = []
    place.clinic.remember()
    place.deploy()
    for change in ("alter table visit disable trigger gp_flow_0001",
                   "create or replace function gp_flows.depth() returns integer language sql "
                   "stable as 'select 0'",
                   "grant execute on function gp_flows.work(integer) to public",
                   "drop trigger gp_flow_0001 on visit"):
        place.meta.query(change)
        plan = place.plan()
        if not plan["operations"]:
            complaints.append(f"nobody notices: {change}")
        place.deploy()
        complaints += place.settled()
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10)")
    place.work()
    return complaints + expect(place.value("select count(*) from note"), 1, "notes after all")


def flows_come_and_go(place):
    """Renamed and removed without a loss; what PostgreSQL cannot do is not written."""
    clinic = place.clinic
    flow = clinic.remember()
    place.deploy()
    flow["name"] = "recall"
    clinic.save()
    plan = place.plan()
    complaints = [f"planned: {o['sentence']}" for o in plan["operations"] if o["destructive"]]
    place.deploy()
    complaints += place.settled()
    flow["children"].append(step("rest", "wait", duration="1h"))
    clinic.save()
    plan = place.plan()
    complaints += [] if named(plan["findings"], "“rest”") else ["nothing about the step"]
    place.deploy()
    complaints += place.settled()
    triggers = "select count(*) from pg_trigger where tgname like 'gp_flow%'"
    complaints += expect(place.value(triggers), 0, "triggers of a flow that cannot run")
    clinic.remove(flow)
    complaints += [f"planned: {o['sentence']}" for o in place.plan()["operations"]
                   if o["destructive"]]
    place.deploy()
    complaints += place.settled()
    return complaints + expect(
        place.value("select to_regnamespace('gp_flows') is null"), True, "the schema is gone")


CASES = {
    "changes": changes_start_flows,
    "roles": roles_start_flows,
    "events": events_start_flows,
    "errors": errors_are_kept,
    "intervals": intervals_start_flows,
    "hands": hands_are_noticed,
    "come-and-go": flows_come_and_go,
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
