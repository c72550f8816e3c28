# SPDX-License-Identifier: Apache-2.0
"""A small design with flows: visits and notes, and doctors. Ids stay: a name is only a name."""

import json
import uuid

from programs import gplan


def new(kind, name, **more):
    return {"id": str(uuid.uuid4()), "kind": kind, "name": name, **more}


def way(source, target, **more):
    """A transition; None is the beginning, or the end."""
    ends = {key: step["id"] for key, step in (("from", source), ("to", target)) if step}
    return {"id": str(uuid.uuid4()), "kind": "transition", **ends, **more}


def step(name, kind, values=None, **more):
    return new("step", name, type=kind, **({"with": values} if values else {}), **more)


class Clinic:
    """The design as JSON in a file, changed by hand."""

    def __init__(self, path):
        self.path = path
        gplan("new", path)
        with open(path, encoding="utf-8") as file:
            self.file = json.load(file)
        key = new("field", "id", type="uuid", default="uuid()")
        self.visit = new("entity", "visit", primary_key=[key["id"]], children=[
            key, new("field", "patient", type="text"),
            new("field", "status", type="text", default="planned"),
            new("field", "minutes", type="integer"),
            new("field", "starts_at", type="timestamp", nullable=True)])
        note_key = new("field", "id", type="uuid", default="uuid()")
        self.note = new("entity", "note", primary_key=[note_key["id"]], children=[
            note_key, new("field", "text", type="text"),
            new("field", "visit_id", type="reference", reference=self.visit["id"],
                on_delete="cascade")])
        self.everyone = new("role", "everyone", membership="everyone")
        self.doctor = new("role", "doctor")
        for entity in (self.visit, self.note):
            entity["children"].append(new("rule", "All may", role=self.everyone["id"], actions=[
                "create", "read", "update", "delete"]))
        self.design = self.file["design"]
        self.design["children"] += [self.visit, self.note, self.everyone, self.doctor]
        self.save()

    def save(self):
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.file, file)

    def add(self, element):
        self.design["children"].append(element)
        self.save()
        return element

    def flow(self, name, *children, **more):
        return self.add(new("flow", name, children=list(children), **more))

    def remove(self, element):
        self.design["children"].remove(element)
        self.save()

    # --- flows that tests begin with ---

    def check(self):
        """Before a visit is stored: long ones are refused, others are checked."""
        decide = step("decide", "switch")
        refuse = step("refuse", "raise", error_status=422,
                      error_detail="'Too long for ' + trigger.record.patient")
        mark = step("mark", "set", {"status": "'checked'", "seen": "trigger.record.minutes + 1"})
        return self.flow("check", decide, refuse, mark, way(None, decide),
                         way(decide, refuse, type="case", when="trigger.record.minutes > 120"),
                         way(decide, mark, type="else"), way(refuse, None), way(mark, None),
                         trigger="data", trigger_phase="before", trigger_entity=self.visit["id"],
                         trigger_changes=["created"])

    def remember(self):
        """After a visit was stored: a note about it."""
        return self.flow("remember", step("note", "data_create", {
            "text": "'Visit of ' + trigger.record.patient", "visit_id": "trigger.record.id"},
            entity=self.note["id"]), trigger="data", trigger_entity=self.visit["id"],
            trigger_changes=["created"], trigger_when="new.minutes < 100")
