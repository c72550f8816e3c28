#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a flow asks before it begins, on a real PostgreSQL 15: whether its input is as it must be,
whether it ran before, and how many runs there are."""

import json
import os
import subprocess

from clinic import step
from flow_place import NET, expect, main
from programs import Failed


class Session:
    """Somebody in the middle of a transaction, until the block ends."""

    def __init__(self, place, sql):
        server = place.server
        self.process = subprocess.Popen(
            [*server.user, os.path.join(server.programs, "psql"), "-X", "-q", "-A", "-t",
             "-h", server.folder, "-p", str(server.port), "-U", "postgres", "-d", place.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")
        self.process.stdin.write(f"begin; {sql};\nselect 'there';\n")
        self.process.stdin.flush()
        self.said = []
        for line in self.process.stdout:
            if line.strip() == "there":
                break
            self.said.append(line.strip())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.write("commit;\n")
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait()


def said_against(place, *call, **more):
    try:
        return f"nothing, but {place.call(*call, **more)}"
    except Failed as failure:
        return str(failure)


def function_of(place, flow):
    return "gp_flows.flow_" + flow["id"].replace("-", "_")


def new_visit(name, clinic, **more):
    return step(name, "data_create", {"patient": "trigger.input.patient", "minutes": "10"},
                entity=clinic.visit["id"], **more)


# --- cases ----------------------------------------------------------------------------------------

def input_is_looked_at(place):
    """What does not fit is refused where it is called, and where it is started later, too."""
    clinic = place.clinic
    schema = {"type": "object", "required": ["patient"], "additionalProperties": False,
              "properties": {"patient": {"type": "string", "minLength": 2}}}
    for name, mode in (("now", "sync"), ("later", "async")):
        clinic.flow(name, new_visit("make", clinic), mode=mode, roles=[clinic.doctor["id"]],
                    input_schema=schema)
    place.deploy()
    complaints = place.settled()
    for flow in ("now", "later"):
        for argument, words in (({}, "“/patient” is missing"), ([], "must be of type object"),
                                ({"patient": "x"}, "does not keep to “minLength”"),
                                ({"patient": "Ada", "age": 3}, "“/age” is not known here"),
                                ({"patient": 7}, "“/patient” must be of type string")):
            said = said_against(place, flow, argument)
            if words not in said or "The input of" not in said:
                complaints.append(f"{flow} with {argument}: {said}")
        place.call(flow, {"patient": "Ada"})
    place.work()
    return complaints + expect(place.value("select count(*) from visit"), 2, "visits")


def secrets_of_callers_stay_out(place):
    """What a request proves itself with is not in the run that it starts."""
    clinic = place.clinic
    clinic.flow("hook", new_visit("make", clinic), trigger="http", http_path="hook",
                http_auth="anyone")
    place.deploy()
    headers = {"authorization": "Bearer canary", "cookie": "canary", "apikey": "canary",
               "x-from": "us"}
    place.meta.query(f"begin; set local role anon; set local request.headers = "
                     f"'{json.dumps(headers)}'; select hook('{{}}'::jsonb); commit;")
    return place.settled() + expect(
        place.value("select input -> 'headers' from groundplan.outbox"), {"x-from": "us"},
        "the headers that are kept")


def keys_are_remembered(place):
    """A second start with a key gives what the first gave; one that failed can be started again."""
    clinic = place.clinic
    clinic.flow("book", new_visit("make", clinic),
                step("stop", "raise", error_status=409, **{"if": "trigger.input.patient == 'Bo'"}),
                mode="sync", roles=[clinic.doctor["id"]], idempotency_key="trigger.input.key",
                output="steps.make.output.id", idempotency_ttl="1h")
    place.deploy()
    complaints = place.settled()
    first = place.call("book", {"key": 1, "patient": "Ada"})
    complaints += expect(place.call("book", {"key": 1, "patient": "Cy"}), first, "the answer again")
    complaints += expect(place.call("book", {"key": 2, "patient": "Ada"}) == first, False,
                         "the answer to another key")
    said_against(place, "book", {"key": 3, "patient": "Bo"})
    place.call("book", {"key": 3, "patient": "Di"})
    complaints += expect(place.value("select string_agg(patient, ',' order by patient) from visit"),
                         "Ada,Ada,Di", "visits")
    place.meta.query("update groundplan.keys set until = now() - interval '1 s'")
    complaints += expect(place.call("book", {"key": 1, "patient": "Ada"}) == first, False,
                         "the answer once the key is forgotten")
    return complaints


def runs_take_turns(place):
    """Those that are one transaction wait for one another, or are left out."""
    clinic = place.clinic
    flows = {}
    for overlap in ("queue", "skip"):
        flows[overlap] = clinic.flow(overlap, new_visit("make", clinic), mode="sync",
                                     roles=[clinic.doctor["id"]], concurrency_limit=1,
                                     concurrency_key="trigger.input.patient",
                                     concurrency_overlap=overlap)
    place.deploy()
    complaints = place.settled()
    for overlap, flow in flows.items():
        held = f"select {function_of(place, flow)}('{{\"input\": {{\"patient\": \"Ada\"}}}}', 0)"
        with Session(place, held):
            other = place.call(overlap, {"patient": "Bo"})
            complaints += expect(other is None, False, f"{overlap}: one with another key")
            if overlap == "skip":
                complaints += expect(place.call(overlap, {"patient": "Ada"}), None, "one left out")
                continue
            said = place.refused("begin; set local lock_timeout = '50ms'; "
                                 f"{held}; commit")
            complaints += expect("lock timeout" in str(said), True, f"one that waits: {said}")
        place.call(overlap, {"patient": "Ada"})
    count = "select count(*) from visit where patient = 'Ada'"
    return complaints + expect(place.value(count), 3, "visits of Ada")


def waiting_runs_take_turns(place):
    """A run that waits for an answer counts, and whoever comes next waits, is left out, or ends it."""
    place.meta.query(NET)
    clinic = place.clinic
    for overlap in ("queue", "skip", "replace"):
        clinic.flow(overlap, step("rest", "wait", duration="1h"), step("mark", "data_create", {
            "patient": f"'{overlap} ' + trigger.input.patient", "minutes": "1"},
            entity=clinic.visit["id"]), roles=[clinic.doctor["id"]], concurrency_limit=1,
            concurrency_overlap=overlap)
    place.deploy()
    complaints = place.settled()
    for overlap in ("queue", "skip", "replace"):
        place.call(overlap, {"patient": "1"})
        place.work()
        place.call(overlap, {"patient": "2"})
        place.work()
    complaints += expect(place.value("select count(*) from groundplan.outbox"), 4, "lines that wait")
    complaints += expect(place.work(), 0, "lines before their time")
    for _ in range(3):
        place.meta.query("update groundplan.outbox set due = now() where due <> 'infinity'")
        place.work()
    complaints += expect(place.value("select string_agg(patient, ',' order by patient) from visit"),
                         "queue 1,queue 2,replace 2,skip 1", "what was done")
    return complaints + expect(place.value("select count(*) from groundplan.outbox"), 0, "lines left")


main("postgresql-starts", {
    "input": input_is_looked_at,
    "secrets": secrets_of_callers_stay_out,
    "keys": keys_are_remembered,
    "turns": runs_take_turns,
    "waiting": waiting_runs_take_turns,
})
