#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Flows are deployed to a real Directus, run there, and leave those of others alone."""

import tempfile
import uuid

from directus import MISSING, Directus, directus_folder, walk
from shelf import Shelf
from tap import Tap

REFUSED = 4
FLOW = "7a1f0000-0000-4000-8000-000000000001"
THEIRS = {"id": "7a1f0000-0000-4000-8000-0000000000ff", "name": "theirs", "status": "active",
          "trigger": "webhook", "options": {"method": "POST"}}


def step(number, name, **values):
    return {"kind": "step", "id": f"7a1f0000-0000-4000-8000-0000000000{number}", "name": name,
            **values}


def way(number, **values):
    return {"kind": "transition", "id": f"7a1f0000-0000-4000-8000-0000000000{number}", **values}


def shelve(design):
    """Whoever calls the flow adds a tag, which is told apart by its label."""
    (tag,) = [e["id"] for e in walk(design) if e.get("name") == "tag" and e["kind"] == "entity"]
    decide = step("10", "decide", type="switch")
    keep = step("11", "keep", type="data_create", entity=tag,
                **{"with": {"id": "trigger.body.id", "label": "trigger.body.label"}})
    refuse = step("12", "refuse", type="raise", error_status=422, error_detail="'Not this one.'")
    design["children"].append({
        "kind": "flow", "id": FLOW, "name": "shelve", "trigger": "http", "http_path": "shelve",
        "http_auth": "anyone", "mode": "sync", "children": [
            decide, keep, refuse,
            way("20", to=decide["id"]),
            way("21", name="bad", **{"from": decide["id"]}, to=refuse["id"], type="case",
                when="trigger.body.label == 'bad'"),
            way("22", name="good", **{"from": decide["id"]}, to=keep["id"], type="else"),
            way("23", **{"from": keep["id"]}), way("24", **{"from": refuse["id"]})]})


def call(shelf, label):
    body = {"id": str(uuid.uuid4()), "label": label}
    return shelf.server.request("POST", f"/flows/trigger/{FLOW}", body, token=None)[0]


def labels(shelf):
    return sorted(tag["label"] for tag in shelf.rows("tag"))


def flows(shelf):
    """The flows that are there, and how many operations."""
    found = shelf.server.must("GET", "/flows?limit=-1&fields=id,status,operations.id")
    return {flow["id"]: (flow["status"], len(flow["operations"])) for flow in found}


def runs_there(shelf):
    shelf.server.must("POST", "/flows", THEIRS)
    shelf.edit(shelve)
    said = shelf.run("plan")
    complaints = [] if "shelve" in said else [said]
    shelf.deploy()
    statuses = [call(shelf, "first"), call(shelf, "bad")]
    if statuses != [200, 422] or labels(shelf) != ["first"]:
        complaints.append(f"{statuses} {labels(shelf)}")
    return complaints + shelf.is_settled()


def changes_are_taken_over(shelf):
    """Other flow, same address; the operations of before are gone."""
    def accept(design):
        (case,) = [e for e in walk(design) if e.get("name") == "bad"]
        case["when"] = "trigger.body.label == 'worse'"

    shelf.edit(accept)
    shelf.deploy()
    statuses = [call(shelf, "bad"), call(shelf, "worse")]
    complaints = [] if statuses == [200, 422] else [str(statuses)]
    if flows(shelf) != {FLOW: ("active", 3), THEIRS["id"]: ("active", 0)}:
        complaints.append(str(flows(shelf)))
    return complaints + shelf.is_settled()


def a_flow_that_is_switched_off(shelf):
    shelf.change("flow", "shelve", enabled=False)
    shelf.deploy()
    complaints = [] if flows(shelf)[FLOW][0] == "inactive" else [str(flows(shelf))]
    shelf.change("flow", "shelve", enabled=None)
    shelf.deploy()
    return complaints + ([] if call(shelf, "again") == 200 else ["it does not start again"])


def changes_by_hand_are_put_back(shelf):
    """Operations that were wired in another way keep their ids, which Directus takes but once."""
    operations = shelf.server.must("GET", f"/operations?filter[flow][_eq]={FLOW}")
    (decide,) = [o for o in operations if o["type"] == "condition"]
    ends = {"resolve": decide["reject"], "reject": None}
    shelf.server.must("PATCH", f"/operations/{decide['id']}", ends)
    said = shelf.run("plan")
    complaints = [] if "Put the flow shelve back" in said else [said]
    shelf.deploy()
    statuses = [call(shelf, "well"), call(shelf, "worse")]
    if statuses != [200, 422]:
        complaints.append(str(statuses))
    return complaints + shelf.is_settled()


def what_it_cannot_is_named(shelf):
    """A step that tries again makes the flow one that does not run there: people are asked."""
    shelf.change("step", "keep", retry_attempts=3)
    said = shelf.run("plan")
    complaints = [] if "remove:flow:shelve#directus" in said else [said]
    shelf.deploy(status=REFUSED)
    if FLOW not in flows(shelf):
        complaints.append("it went without consent")
    shelf.change("step", "keep", retry_attempts=None)
    return complaints + shelf.is_settled()


def removal_needs_consent(shelf):
    def remove(design):
        design["children"] = [e for e in design["children"] if e["kind"] != "flow"]

    shelf.edit(remove)
    shelf.deploy(status=REFUSED)
    complaints = [] if FLOW in flows(shelf) else ["it went without consent"]
    shelf.deploy("remove:flow:shelve")
    if flows(shelf) != {THEIRS["id"]: ("active", 0)}:
        complaints.append(str(flows(shelf)))
    return complaints + shelf.is_settled()


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        shelf = Shelf(folder, server)
        for name, check in (
                ("runs-there", runs_there),
                ("changes-are-taken-over", changes_are_taken_over),
                ("a-flow-that-is-switched-off", a_flow_that_is_switched_off),
                ("changes-by-hand-are-put-back", changes_by_hand_are_put_back),
                ("what-it-cannot-is-named", what_it_cannot_is_named),
                ("removal-needs-consent", removal_needs_consent)):
            tap.check(f"/e2e/directus-flows/{name}", check(shelf))
    tap.done()


main()
