#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Flows are deployed to a real PostgreSQL 15 behind postgres-meta, and run there.

What a flow did is asked of the tables. GP_TEST_CASE runs one case alone.
"""

from clinic import new, step, way
from flow_place import CRON, NET, VAULT, expect, main, named
from programs import Failed

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


def schedules_are_jobs(place):
    """A line of cron is a job of pg_cron; in another time zone it looks at the clock there. Jobs that
    others change are noticed, and put back."""
    clinic = place.clinic
    tick = step("tick", "data_update", {"status": "'ticked'"}, entity=clinic.visit["id"])
    clinic.flow("night", tick, trigger="cron", schedule="0 2 * * *")
    place.deploy()
    complaints = expect(place.value("select to_regnamespace('gp_flows') is null"), True,
                        "nothing without pg_cron")
    place.meta.query(CRON)
    complaints += expect([o["sentence"] for o in place.plan()["operations"]],
                         ["Write the flows anew"], "what pg_cron changes")
    clinic.flow("morning", step("tick", "data_update", {"status": "'woken'"},
                                entity=clinic.visit["id"]),
                trigger="cron", schedule="CRON_TZ=Europe/Berlin 30 2 * * *")
    place.deploy()
    complaints += place.settled()
    complaints += expect(place.value("select string_agg(schedule, ', ' order by schedule) "
                                     "from cron.job"), "* * * * *, * * * * *, 0 2 * * *", "jobs")
    place.meta.query("insert into visit (patient, minutes) values ('Ada', 10)")
    place.meta.query("do $$ begin execute (select command from cron.job where schedule = "
                     "'0 2 * * *'); perform gp_flows.work(); end $$")
    complaints += expect(place.value("select status from visit"), "ticked", "what the job did")
    for change, name in (
            ("update cron.job set schedule = '5 5 * * *' where schedule = '0 2 * * *'", "flow"),
            ("update cron.job set active = false where jobname = 'groundplan work'", "work"),
            ("delete from cron.job where jobname = 'groundplan work'", "work")):
        place.meta.query(change)
        plan = place.plan()
        if not plan["operations"] or not named(plan["findings"], f"job groundplan {name}"):
            complaints.append(f"nobody notices: {change}: {plan['findings']}")
        place.deploy()
        complaints += place.settled()
    place.meta.query("insert into cron.job (schedule, command, jobname) values ('1 1 * * *', "
                     "'select 1', 'theirs')")
    return complaints + place.settled()


def rights_are_enough(place):
    """An owner who may not look at what extensions have in the database deploys and takes down all
    the same, without them; with a part of the rights, too."""
    place.meta.query(CRON + NET + VAULT)
    place.meta.query(f'create role keeper login createrole; alter database "{place.name}" '
                     "owner to keeper; grant keeper to postgres")
    place.log_in("keeper")
    flow = place.clinic.remember()
    complaints = [] if named(place.plan()["findings"], "nothing calls it") else ["it has pg_cron"]
    place.deploy()
    complaints += place.settled()
    for schema in ("cron", "net", "vault"):
        place.server.psql(place.name, "-c", f"grant usage on schema {schema} to keeper")
    complaints += [f"with usage: {c}" for c in place.settled()]
    place.clinic.remove(flow)
    place.deploy()
    return complaints + place.settled()


def clocks_are_looked_at(place):
    """Minutes of a line in Berlin: also when its clocks go forward and back."""
    place.clinic.remember()
    place.deploy()
    complaints = []
    for line, at, fits in (
            ("30 2 * * *", "2026-06-01 00:30Z", True), ("30 2 * * *", "2026-06-01 02:30Z", False),
            ("30 2 * * *", "2026-01-05 01:30Z", True), ("30 2 * * 1", "2026-01-05 01:30:59Z", True),
            ("30 2 * * 0", "2026-01-05 01:30Z", False), ("30 2 5 1 *", "2026-01-05 01:30Z", True),
            ("30 2 6 * 1", "2026-01-05 01:30Z", True), ("30 2 6 * 2", "2026-01-05 01:30Z", False),
            ("30 2 *,1,3,5 * 1", "2026-01-05 01:30Z", True),
            ("30 2 *,2,4 * 1", "2026-01-05 01:30Z", False),
            # 2026-03-29: 2:00 becomes 3:00
            ("30 2 * * *", "2026-03-29 01:00Z", True), ("30 2 * * *", "2026-03-29 01:30Z", False),
            ("30 * * * *", "2026-03-29 01:00Z", False), ("30 * * * *", "2026-03-29 01:30Z", True),
            # 2026-10-25: 3:00 becomes 2:00
            ("30 2 * * *", "2026-10-25 00:30Z", True), ("30 2 * * *", "2026-10-25 01:30Z", False),
            ("30 * * * *", "2026-10-25 01:30Z", True)):
        got = place.value(f"select gp_flows.is_time('{line}', 'Europe/Berlin', '{at}')")
        complaints += expect(got, fits, f"{line} at {at}")
    return complaints


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
    flow["children"].append(step("rest", "approve", assignees=[clinic.doctor["id"]]))
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
    "schedules": schedules_are_jobs,
    "rights": rights_are_enough,
    "clocks": clocks_are_looked_at,
    "come-and-go": flows_come_and_go,
}


main("postgresql-flows", CASES)
