#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Flows that call services are deployed to a real PostgreSQL 15, and wait there for the answers.

What stands in for pg_net queues a request as the extension does; the test reads the queue and is the
service.
"""

import json

from clinic import new, step, way
from flow_place import NET, VAULT, expect, main, named

SECRET = "canary-5f0b7e2a"


def service(clinic, **more):
    return clinic.add(new("connection", "pager", url="https://pager.example.org/v1", **more))


def requests(place):
    """What is in the queue, and takes it out."""
    rows = place.meta.query("delete from net.http_request_queue returning id, method, url, headers, "
                            "convert_from(body, 'UTF8') as body, timeout_milliseconds as allowed")
    return sorted(rows, key=lambda row: row["id"])


def answer(place, request, status=200, content="", kind="application/json", headers=None):
    place.meta.query(
        "insert into net._http_response (id, status_code, content_type, headers, content, timed_out) "
        f"values ({request['id']}, {status}, '{kind}', '{json.dumps(headers or {})}', '{content}', "
        "false)")


def hurry(place):
    """What waits for its time has it now."""
    place.meta.query("update groundplan.outbox set due = now() where due <> 'infinity'")


def visit(place, patient="Ada"):
    place.meta.query(f"insert into visit (patient, minutes) values ('{patient}', 10)")


def on_visits(place):
    return {"trigger": "data", "trigger_entity": place.clinic.visit["id"],
            "trigger_changes": ["created"]}


# --- cases ----------------------------------------------------------------------------------------

def services_are_called(place):
    """The call is made with what the step says, and its answer is there for the next one."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic)
    before = step("before", "data_create", {"text": "'before'", "visit_id": "trigger.record.id"},
                  entity=clinic.note["id"])
    call = step("page", "call_http", {"who": "trigger.record.patient", "text": "'Come, ä!'",
                                      "query": "{'urgent': [1, 2]}", "headers": "{'X-From': 'us'}"},
                connection=pager["id"], method="POST", path="/page/{who}?a=b", timeout="10s")
    note = step("note", "data_create", {
        "text": "string(steps.page.output.status) + steps.page.output.body.said "
                "+ steps.page.output.headers['x-by']", "visit_id": "trigger.record.id"},
                entity=clinic.note["id"])
    clinic.flow("call", before, call, note, **on_visits(place))
    place.deploy()
    complaints = place.settled()
    visit(place)
    place.work()
    complaints += expect(place.value("select string_agg(text, ',') from note"), "before",
                         "what is there while it waits")
    asked = requests(place)
    complaints += expect(len(asked), 1, "requests")
    if not asked:
        return complaints + [str(place.meta.query("select * from groundplan.dead"))]
    complaints += expect((asked[0]["method"], asked[0]["url"], asked[0]["allowed"]),
                         ("POST", "https://pager.example.org/v1/page/Ada?a=b&urgent=1&urgent=2",
                          10000), "the request")
    complaints += expect(json.loads(asked[0]["body"]), {"text": "Come, ä!"}, "its body")
    complaints += expect(asked[0]["headers"].get("X-From"), "us", "its header")
    complaints += expect(asked[0]["headers"].get("Idempotency-Key", "").endswith("/page"), True,
                         "its key")
    complaints += expect(place.work(), 0, "lines while nothing has come")
    answer(place, asked[0], 201, '{"said": " well "}', "application/json; charset=utf-8",
           {"X-By": "them", "Set-Cookie": "no"})
    complaints += expect(place.work(), 1, "lines once it has come")
    complaints += expect(place.value("select string_agg(text, ',' order by text) from note"),
                         "201 well them,before", "what was written")
    complaints += expect(place.value("select count(*) from groundplan.outbox"), 0, "lines left")
    return complaints + place.settled()


def failures_are_tried_again(place):
    """As often as the step says and after its waits; then what catches the error is done."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic)
    call = step("page", "call_http", {"n": "1"}, connection=pager["id"], method="POST",
                path="page", retry_attempts=3, retry_delay="10s", retry_jitter="0s",
                idempotency_key="'k-' + trigger.record.patient")
    good = step("good", "data_update", {"status": "'good'"}, entity=clinic.visit["id"])
    bad = step("bad", "data_update", {"status": "'bad ' + string(error.status)"},
               entity=clinic.visit["id"])
    clinic.flow("call", call, good, bad, way(None, call), way(call, good),
                way(call, bad, type="error"), **on_visits(place))
    place.deploy()
    visit(place)
    complaints = []
    clock = "select extract(epoch from clock_timestamp())"
    for turn, (status, headers, wait) in enumerate((
            (503, {}, 10), (429, {"Retry-After": "90"}, 90), (503, {}, None))):
        place.work()
        asked = requests(place)
        complaints += expect([a["headers"]["Idempotency-Key"] for a in asked], ["k-Ada"],
                             f"the key of try {turn + 1}")
        if not asked:
            return complaints
        answer(place, asked[0], status, headers=headers)
        before = float(place.value(clock))
        complaints += expect(place.work(), 1, f"lines after try {turn + 1}")
        after = float(place.value(clock))
        if wait is None:
            continue
        due = float(place.value("select extract(epoch from due) from groundplan.outbox"))
        if not before + wait <= due <= after + wait:
            complaints.append(f"it waits for {due - after} s after try {turn + 1}")
        complaints += expect(place.work(), 0, "lines before its time")
        hurry(place)
    complaints += expect(place.value("select status from visit"), "bad 503", "what was caught")
    place.meta.query("delete from visit")
    visit(place)
    place.work()
    answer(place, requests(place)[0], 404)
    place.work()
    complaints += expect(place.value("select status from visit"), "bad 404",
                         "what no other try would help")
    return complaints


def what_is_left_out_stays_out(place):
    """A step whose condition does not hold is not tried again where the way behind it fails."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic)
    out = step("out", "call_http", connection=pager["id"], retry_attempts=3,
               retry_when="error.status == 400", **{"if": "false"})
    end = step("end", "set", {"x": "1"})
    clinic.flow("left_out", out, end, way(None, out), way(out, end, type="case",
                when="10 / (trigger.record.minutes - 10) > 1"), **on_visits(place))
    place.deploy()
    visit(place)
    place.work()
    hurry(place)
    place.work()
    complaints = expect(len(requests(place)), 0, "requests")
    return complaints + expect(place.value("select count(*) from groundplan.dead "
                                           "where error ->> 'status' = '400'"), 1, "dead letters")


def loops_go_on(place):
    """A call in a loop in a group: each turn waits, and keeps what it had; steps without an answer
    run out of time."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic)
    ask = step("ask", "call_http", {"n": "i"}, connection=pager["id"], path="ask", retry_attempts=1,
               export={"sum": "vars.sum + output.body"})
    rest = step("rest", "wait", duration="1h", **{"if": "index == 1"})
    clinic.flow("sums", step("begin", "set", {"sum": "0"}),
                step("all", "group", children=[
                    step("each", "for", each="i", **{"in": "[5, 6, 7]"}, children=[
                        ask, rest,
                        step("note", "data_create", {"text": "string(i) + ':' + string(vars.sum)",
                                                     "visit_id": "trigger.record.id"},
                             entity=clinic.note["id"])])]),
                step("last", "data_update", {"minutes": "vars.sum"}, entity=clinic.visit["id"]),
                **on_visits(place))
    place.deploy()
    complaints = place.settled()
    visit(place)
    for n in (5, 6, 7):
        place.work()
        asked = requests(place)
        complaints += expect([a["url"] for a in asked],
                             [f"https://pager.example.org/v1/ask?n={n}"], "the request")
        if not asked:
            return complaints
        complaints += expect(asked[0]["headers"]["Idempotency-Key"].split("/", 1)[1],
                             f"all/each/{n - 5}/ask", "its key")
        answer(place, asked[0], content=str(n * 10))
        place.work()
        if n == 6:
            complaints += expect(place.value("select count(*) from note"), 1, "notes while it rests")
            hurry(place)
    complaints += expect(place.value("select string_agg(text, ' ' order by text) from note"),
                         "5:50 6:110 7:180", "notes")
    complaints += expect(place.value("select minutes from visit"), 180, "the sum")
    visit(place)
    place.work()
    requests(place)
    hurry(place)
    place.work()
    return complaints + expect(place.value("select error ->> 'type' from groundplan.dead").split("/")[-1],
                               "timeout", "the error of a call that nobody answers")


def secrets_stay(place):
    """A secret comes from the vault, and is in nothing that we keep."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic, auth="bearer", secret="pager_token")
    clinic.flow("call", step("page", "call_http", connection=pager["id"], method="POST", path="p"),
                **on_visits(place))
    complaints = []
    if not named(place.plan()["findings"], "supabase_vault"):
        complaints.append("nothing about the vault")
    place.meta.query(VAULT)
    place.deploy()
    complaints += place.settled()
    visit(place)
    place.work()
    complaints += expect("pager_token" in place.value("select error ->> 'detail' from groundplan.dead"),
                         True, "the sentence about the secret")
    place.meta.query(f"insert into vault.secrets values ('pager_token', '{SECRET}')")
    visit(place)
    place.work()
    asked = requests(place)
    complaints += expect([a["headers"].get("Authorization") for a in asked], [f"Bearer {SECRET}"],
                         "what is sent")
    for table in ("outbox", "dead", "keys", "migrations", "journal"):
        found = place.value(f"select count(*) from groundplan.{table} as t where t::text like "
                            f"'%{SECRET}%'")
        complaints += expect(found, 0, f"the secret in groundplan.{table}")
    return complaints


def what_cannot_be_called_is_named(place):
    """Without pg_net, by a method that it does not know, to a place of one's own."""
    clinic = place.clinic
    pager = service(clinic)
    home = clinic.add(new("connection", "home", url="http://127.0.0.1:1"))
    clinic.flow("call", step("page", "call_http", connection=pager["id"], path="p"),
                **on_visits(place))
    complaints = [] if named(place.plan()["findings"], "needs pg_net") else ["nothing about pg_net"]
    place.meta.query(NET)
    clinic.flow("patch", step("change", "call_http", connection=pager["id"], method="PATCH"),
                step("inside", "call_http", connection=home["id"]), **on_visits(place))
    clinic.flow("answer", step("there", "call_http", connection=pager["id"]), mode="sync",
                roles=[clinic.doctor["id"]])
    clinic.flow("outer", step("in", "run_flow", flow=clinic.design["children"][-1]["id"]),
                **on_visits(place))
    findings = place.plan()["findings"]
    for words in ("knows GET, POST and DELETE alone", "https alone", "let it answer at once",
                  "is kept and does not run there"):
        if not named(findings, words):
            complaints.append(f"nothing says: {words}")
    place.deploy()
    return complaints + place.settled() + expect(
        place.value("select count(*) from pg_proc where proname like 'flow\\_%'"), 1, "flows")


def keyed(place, **more):
    """A flow of which one run at a time goes on, with a wait; its key is the patient."""
    clinic = place.clinic
    clinic.flow("one", step("rest", "wait", duration="1h"),
                step("note", "data_create", {"text": "trigger.record.patient",
                                             "visit_id": "trigger.record.id"},
                     entity=clinic.note["id"]), idempotency_key="trigger.record.patient",
                concurrency_limit=1, **on_visits(place), **more)
    place.deploy()
    return "select string_agg(text, ',' order by text) from note"


def turns_come(place):
    """Who waits for a turn has it with its key, once; also where nobody said that it has come."""
    notes = keyed(place)
    complaints = place.settled()
    for patient in ("Ada", "Bo", "Bo", "Cy"):
        visit(place, patient)
    place.work()
    complaints += expect(place.value("select count(*) from groundplan.outbox where due = 'infinity'"),
                         2, "runs in the queue")
    for done in ("Ada", "Ada,Bo"):
        hurry(place)
        place.work()
        complaints += expect(place.value(notes), done, "what was done in turn")
    place.meta.query("update groundplan.outbox set due = 'infinity', state = null")
    place.work()
    hurry(place)
    place.work()
    return complaints + expect(place.value(notes), "Ada,Bo,Cy", "what was done without a word")


def keys_are_let_go(place):
    """A run that is left out leaves its key to another; keys whose time is over are taken away."""
    notes = keyed(place, concurrency_overlap="skip", idempotency_ttl="1h")
    visit(place, "Ada")
    visit(place, "Bo")
    place.work()
    complaints = expect(place.value("select string_agg(key, ',') from groundplan.keys"), "Ada",
                        "keys while one runs")
    hurry(place)
    place.work()
    visit(place, "Bo")
    place.work()
    hurry(place)
    place.work()
    complaints += expect(place.value(notes), "Ada,Bo", "what was done")
    place.meta.query("update groundplan.keys set until = now() where key = 'Ada'")
    place.work()
    return complaints + expect(place.value("select string_agg(key, ',') from groundplan.keys"), "Bo",
                               "keys after their time")


def changed_flows_let_go(place):
    """A run that waits in a flow that is no longer the same is a dead letter, and says so; one whose
    flow was only deployed anew goes on."""
    place.meta.query(NET)
    clinic = place.clinic
    pager = service(clinic)
    flow = clinic.flow("call", step("page", "call_http", connection=pager["id"], path="p"),
                       step("done", "data_update", {"status": "'done'"}, entity=clinic.visit["id"]),
                       **on_visits(place))
    place.deploy()
    visit(place)
    place.work()
    clinic.remember()
    place.deploy()
    answer(place, requests(place)[0])
    place.work()
    complaints = expect(place.value("select string_agg(status, ',') from visit"), "done",
                        "a run that waited")
    visit(place)
    place.work()
    flow["children"].insert(0, step("first", "set", {"x": "1"}))
    clinic.save()
    place.deploy()
    hurry(place)
    place.work()
    told = "select error ->> 'detail' from groundplan.dead order by number desc"
    complaints += expect(place.value(told), "The flow was changed while this run waited.",
                         "the dead letter")
    visit(place)
    place.work()
    del flow["children"][1]
    clinic.save()
    place.deploy()
    hurry(place)
    place.work()
    complaints += expect(place.value(told), "The flow was changed while this run waited.",
                         "the dead letter of a flow that does not wait any more")
    return complaints + expect(
        place.value("select string_agg(status, ',' order by status) from visit"),
        "done,planned,planned", "what was done")


main("postgresql-calls", {
    "services": services_are_called,
    "tries": failures_are_tried_again,
    "left_out": what_is_left_out_stays_out,
    "loops": loops_go_on,
    "secrets": secrets_stay,
    "refusals": what_cannot_be_called_is_named,
    "turns": turns_come,
    "keys": keys_are_let_go,
    "changes": changed_flows_let_go,
})
