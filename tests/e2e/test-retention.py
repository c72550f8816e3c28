#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records whose time is over go from a local backend, where a deployment agreed to it: the plan says
how many, consent is asked for, and what is young, or needed by others, stays."""

import json
import os
import tempfile
import uuid

from programs import Backend, gplan, gplan_json, wait_until
from tap import Tap

REFUSED = 4
ALLOW = "change:retention:reading"
OLD = "2020-01-01T00:00:00Z"
LAST = "ffffffff-ffff-4fff-bfff-ffffffffffff"


def new(kind, name, **more):
    return {"id": str(uuid.uuid4()), "kind": kind, "name": name, **more}


class Meters:
    """Readings with a trail, and bills that need theirs; `path` is deployed to `backend`."""

    def __init__(self, folder, backend):
        self.backend = backend
        self.path = os.path.join(folder, "meters.gplan.json")
        gplan("new", self.path)
        with open(self.path, encoding="utf-8") as file:
            self.tree = json.load(file)
        self.reading = self.entity(
            "reading",
            new("field", "note", type="text"),
            new("field", "created_at", type="timestamp", default="now()"),
            audit=True,
        )
        points = new("field", "reading_id", type="reference", on_delete="restrict")
        points["reference"] = self.reading["id"]
        # Nobody agreed to anything about readings where ticks are gone already: they come last.
        tick = self.entity("tick", new("field", "at", type="timestamp", default="now()"))
        tick.update(id=LAST, retention="1d")
        self.tree["design"]["children"] = [self.reading, self.entity("bill", points), tick]
        self.save()

    @staticmethod
    def entity(name, *fields, **more):
        key = new("field", "id", type="uuid", default="uuid()")
        return new("entity", name, primary_key=[key["id"]], children=[key, *fields], **more)

    def save(self, retention=None):
        if retention is not None:
            self.reading["retention"] = retention
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.tree, file)

    @property
    def place(self):
        return f"local:{self.backend.url}"

    def deploy(self, *options, status=0):
        return gplan("deploy", self.path, "--to", self.place, "--yes", *options, status=status,
                     token=self.backend.token)

    def plan(self):
        return gplan_json("plan", self.path, "--to", self.place, token=self.backend.token)

    def add(self, entity, **values):
        status, record = self.backend.request("POST", f"/api/records/{entity}", values,
                                              self.backend.token)
        assert status == 201, record
        return record["id"]

    def notes(self):
        _, page = self.backend.request("GET", "/api/records/reading", token=self.backend.token)
        return sorted(record["note"] for record in page["items"])

    def start_again(self):
        """Until it has looked through everything that it keeps for a time."""
        self.add("tick", at=OLD)
        self.backend.stop()
        self.backend.start()
        ticks = "/api/records/tick"
        token = self.backend.token
        wait_until(lambda: not self.backend.request("GET", ticks, token=token)[1]["items"], ticks)

    def await_notes(self, *notes):
        wait_until(lambda: self.notes() == sorted(notes), f"the readings {notes}")


def needs_consent(meters):
    """Nothing goes before the deployment, nor by one without consent, nor by a new start."""
    complaints = []
    meters.deploy()
    for note in ("old", "billed"):
        number = meters.add("reading", note=note, created_at=OLD)
    meters.add("bill", reading_id=number)
    meters.add("reading", note="young")

    meters.save(retention="90d")
    operations = meters.plan()["operations"]
    if len(operations) != 1:
        complaints.append(f"planned is {operations}")
    operation = operations[0]
    if (operation["id"], operation["destructive"], operation["rows"]) != (ALLOW, True, 2):
        complaints.append(f"the operation is {operation}")
    if operation["sentence"] != ("Records of reading older than 90 days, counted from created_at, "
                                 "are deleted from now on"):
        complaints.append(f"it says: {operation['sentence']}")
    if "2 records are deleted or changed at once" not in gplan("plan", meters.path, "--to", meters.place,
                                               token=meters.backend.token):
        complaints.append("people are not told how many records that are")
    meters.deploy(status=REFUSED)
    meters.start_again()
    if meters.notes() != ["billed", "old", "young"]:
        complaints.append(f"without consent there are only {meters.notes()}")
    return complaints


def goes_once_agreed(meters):
    """The old one goes by itself, and the plan has nothing more to say."""
    complaints = []
    meters.deploy("--allow", ALLOW)
    meters.await_notes("billed", "young")
    if meters.plan()["operations"]:
        complaints.append(f"planned again is {meters.plan()['operations']}")
    gplan("diff", meters.path, meters.place, token=meters.backend.token)
    back = meters.path.replace("meters", "back")
    gplan("import", meters.place, "-o", back, token=meters.backend.token)
    with open(back, encoding="utf-8") as file:
        if '"retention": "90d"' not in file.read():
            complaints.append("what is read back has no retention")
    return complaints


def goes_after_a_kill(meters):
    """What is old when it starts goes then, after a kill as well."""
    meters.add("reading", note="late", created_at=OLD)
    meters.backend.kill()
    meters.backend.start()
    meters.await_notes("billed", "young")
    return []


def is_told(meters):
    """The trail says that nobody but the backend did it; the log and the numbers, what stays."""
    complaints = []
    _, trail = meters.backend.request("GET", "/admin/trail?entity=reading",
                                      token=meters.backend.token)
    lines = [(line["by"], line["old"]["note"]) for line in trail["items"]
             if line["change"] == "deleted"]
    if lines != [("retention", "late"), ("retention", "old")]:
        complaints.append(f"the trail has {lines}")
    kept = "groundplan_retention_kept 1\n"
    wait_until(lambda: kept in meters.backend.request("GET", "/metrics")[1], kept)
    with open(os.path.join(meters.backend.folder, "backend.log"), encoding="utf-8") as log:
        said = log.read().count("1 record of reading is older than it is to be kept")
    if said != 2:
        complaints.append(f"two starts said {said} times that a record stays")
    return complaints


def may_be_kept_longer(meters):
    """Nobody is asked for what costs nothing."""
    meters.save(retention="100y")
    meters.deploy()
    meters.add("reading", note="saved", created_at=OLD)
    meters.start_again()
    return [] if meters.notes() == ["billed", "saved", "young"] else [f"left: {meters.notes()}"]


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gp-retention-") as folder:
        with Backend(folder) as backend:
            meters = Meters(folder, backend)
            tap.check("/e2e/retention/needs-consent", needs_consent(meters))
            tap.check("/e2e/retention/goes-once-agreed", goes_once_agreed(meters))
            tap.check("/e2e/retention/goes-after-a-kill", goes_after_a_kill(meters))
            tap.check("/e2e/retention/is-told", is_told(meters))
            tap.check("/e2e/retention/may-be-kept-longer", may_be_kept_longer(meters))
    tap.done()


main()
