#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs of a real backend, on the command line and in the Flows lens: listed, opened on the drawing of
their flow, tried again as they were or with other input, decided, cancelled and discarded."""

import json
import os
import uuid

from gi.repository import GLib

from accessible import Atspi
from drawing import Drawing
from journeys import run
from programs import Backend, gplan, gplan_json, wait_until

TARGET = "Local backend"
RETRY = ("push button", "_Retry Retry")  # as libadwaita calls what is answered with


class Runs:
    """What `gplan runs` says and does of the target of a design."""

    def __init__(self, drawing, backend):
        self.drawing = drawing
        self.backend = backend

    def list(self, *options):
        return gplan_json("runs", TARGET, "--in", self.drawing.file, *options,
                          token=self.backend.token)

    def show(self, run):
        return gplan_json("runs", TARGET, "show", run, "--in", self.drawing.file,
                          token=self.backend.token)

    def say(self, run):
        """What people read of a run."""
        return gplan("runs", TARGET, "show", run, "--in", self.drawing.file,
                     token=self.backend.token)

    def do(self, deed, run, *options, status=0):
        gplan("runs", TARGET, deed, run, *options, "--in", self.drawing.file, status=status,
              token=self.backend.token)

    def ended(self, run):
        """The run, once it has ended."""

        def look():
            shown = self.show(run)
            return shown if shown["ended"] else None

        return wait_until(look, f"the run {run} to end")

    def tries(self, run):
        """How often the last step of a run has failed."""
        return sum(1 for line in self.show(run)["trace"] if line["what"] == "failed")


def deploy(drawing, backend, more=()):
    """The design of `drawing` with `more` elements, on this backend."""

    def change(elements):
        elements.extend(more)
        for element in elements:
            if element["kind"] == "target" and element["name"] == TARGET:
                element["url"] = backend.url

    drawing.rewrite(change)
    gplan("deploy", drawing.file, "--to", TARGET, "--yes", token=backend.token)


def book(backend):
    """The administrator has no clinic: the flow fails where it books."""
    body = {
        "patient_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b001",
        "doctor_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b002",
        "starts_at": "2030-12-01T10:00:00Z",
        "ends_at": "2030-12-01T10:30:00Z",
    }
    return backend.request("POST", "/api/flows/appointments", body, backend.token)


def deployed(folder, backend):
    """The sample, on this backend; its flow has failed twice."""
    drawing = Drawing(folder, "diagnostics")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")
    deploy(drawing, backend)
    for _ in range(2):
        book(backend)
    return drawing


def on_the_drawing(folder):
    with Backend(folder) as backend:
        os.environ["GPLAN_TOKEN"] = backend.token
        drawing = deployed(folder, backend)
        runs = Runs(drawing, backend)
        failed = runs.list("--flow", "book_appointment", "--status", "dead")
        if len(failed) != 2 or failed[0]["name"] != "book_appointment":
            return [f"gplan runs lists {failed}"]
        newest = failed[0]["id"]
        runs.do("retry", newest)
        wait_until(lambda: runs.tries(newest) == 2, "the second try")
        runs.do("approve", newest, status=4)
        runs.do("discard", failed[1]["id"], "--note", "a trial")
        dead = runs.list("--status", "dead")
        if [run["id"] for run in dead] != [newest]:
            return [f"after one was discarded there are {dead}"]
        discarded = runs.show(failed[1]["id"])
        if (discarded["discarded"], discarded["note"]) != (True, "a trial"):
            return [f"the run that was discarded is {discarded}"]

        with drawing.open():
            desktop = drawing.desktop
            desktop.resize(1600, 1000)
            desktop.activate("win.drawer", GLib.Variant("s", "runs"))
            desktop.click(desktop.find("label", "failed"))
            desktop.find("label", "It failed: clinic_id", containing=True)
            desktop.find(None, "Book it", containing=True)
            desktop.find("label", "failed 400")
            desktop.activate("win.run-retry")
            wait_until(lambda: runs.tries(newest) == 3, "the third try")
            return desktop.complaints()


# --- flows that ask and that keep what they are given ---


def element(kind, name, **rest):
    return {"kind": kind, "id": str(uuid.uuid4()), "name": name, **rest}


def shop(folder, backend):
    """Orders are kept as lines, which need a note and a mark; a request asks for a decision."""
    keys = [element("field", "id", type="uuid") for _ in range(2)]
    order = element("entity", "order", primary_key=[keys[0]["id"]])
    order["children"] = [keys[0], element("field", "note", nullable=True)]
    line = element("entity", "line", primary_key=[keys[1]["id"]])
    line["children"] = [keys[1], element("field", "note"), element("field", "mark")]
    mark = element("step", "set_mark", type="set")
    mark["with"] = {"mark": "'by the flow'"}
    create = element("step", "keep", type="data_create", entity=line["id"])
    create["with"] = {"note": "input.note", "mark": "steps.set_mark.output.mark"}
    keep = element("flow", "keep_order", trigger="data", trigger_entity=order["id"])
    keep.update(trigger_changes=["created"], children=[mark, create])
    ask = element("flow", "ask", trigger="http", http_path="ask", mode="async")
    ask.update(output="steps.decide.output", children=[element("step", "decide", type="approve")])
    drawing = Drawing(folder, "shop")
    deploy(drawing, backend, (order, line, keep, ask))
    return drawing


def by_command(folder):
    with Backend(folder) as backend:
        drawing = shop(folder, backend)
        runs = Runs(drawing, backend)
        complaints = []
        for _ in range(3):
            status, answer = backend.request("POST", "/api/flows/ask", {}, backend.token)
            if status != 202:
                return [f"the flow was answered with {status}: {answer}"]

        def asked():
            waiting = runs.list("--flow", "ask", "--status", "waiting")
            return waiting if len(waiting) == 3 else None

        approved, rejected, cancelled = (run["id"] for run in wait_until(asked, "three decisions"))
        runs.do("approve", approved, "--note", "as agreed")
        runs.do("reject", rejected, "--note", "too dear")
        runs.do("cancel", cancelled)
        output = runs.ended(approved)["output"] or {}
        if (output.get("decision"), output.get("comment")) != ("approve", "as agreed"):
            complaints.append(f"what was approved came to {output}")
        for run, words in ((approved, "approved: as agreed"), (rejected, "rejected: too dear")):
            runs.ended(run)
            if words not in runs.say(run):
                complaints.append(f"gplan runs show does not say “{words}”")
        error = runs.ended(rejected)["error"] or {}
        if error.get("detail") != "“decide” was rejected: too dear":
            complaints.append(f"what was rejected came to {error}")
        status = runs.ended(cancelled)["status"]
        if status != "cancelled":
            complaints.append(f"the run that was cancelled is {status}")
        return complaints


def by_dialog(folder):
    with Backend(folder) as backend:
        os.environ["GPLAN_TOKEN"] = backend.token
        drawing = shop(folder, backend)
        runs = Runs(drawing, backend)
        for _ in range(2):
            backend.request("POST", "/api/records/order", {}, backend.token)

        def dead():
            failed = runs.list("--flow", "keep_order", "--status", "dead")
            return failed if len(failed) == 2 else None

        first, second = (run["id"] for run in wait_until(dead, "both runs to fail"))
        mended = os.path.join(folder, "mended.json")
        with open(mended, "w", encoding="utf-8") as file:
            json.dump({"note": "by command"}, file)
        runs.do("retry", second, "--input", mended)
        wait_until(lambda: runs.show(second)["status"] == "completed", "the run to be completed")

        with drawing.open():
            desktop = drawing.desktop
            desktop.activate("win.drawer", GLib.Variant("s", "runs"))
            desktop.click(desktop.find("label", "failed"))
            retry = desktop.find("push button", "Retry with…")
            drawing.do(lambda: desktop.click(retry), lambda: editor(desktop), "the dialog")
            if json.loads(editor(desktop).get_text()) != {"mark": "by the flow"}:
                return [f"the dialog begins with {editor(desktop).get_text()}"]
            for text, is_taken in (('{"note": ', False), ('{"note": "by dialog"}', True)):
                rewrite(desktop, text, is_taken)
            desktop.click(desktop.find(*RETRY))
            wait_until(lambda: runs.show(first)["status"] == "completed", "the run to be completed")
            complaints = desktop.complaints()
        page = backend.request("GET", "/api/records/line", token=backend.token)[1]
        kept = sorted((line["note"], line["mark"]) for line in page["items"])
        if kept != [("by command", "by the flow"), ("by dialog", "by the flow")]:
            complaints.append(f"the lines that were kept are {kept}")
        return complaints


def editor(desktop):
    """The text of the dialog, where it has the keyboard."""
    node = desktop.focused("Input of the step")
    return node if node is not None and node.role == "text" else None


def rewrite(desktop, text, is_taken):
    """Types over the text of the dialog, which can be tried or not."""

    def told():
        node, button = editor(desktop), desktop.look_for(*RETRY)
        return (
            node is not None
            and button is not None
            and node.get_text() == text
            and button.has(Atspi.StateType.SENSITIVE) == is_taken
        )

    desktop.key("ctrl+a")
    desktop.type(text)
    wait_until(told, f"“{text}” to be {'taken' if is_taken else 'refused'}")


run("runs-on-drawing", (
    ("listed-opened-and-tried-again", on_the_drawing),
    ("decided-and-cancelled", by_command),
    ("tried-again-with-other-input", by_dialog),
))  # fmt: skip
