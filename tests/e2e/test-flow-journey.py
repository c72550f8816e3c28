#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""“When an order is created, if the total is above 1000, ask a manager, then call the warehouse, and
if that fails three times tell support”: drawn with mouse and keyboard as a new user would, tried in
the simulator, kept as a test, deployed from the window, and run on the backend."""

import http.server
import os
import threading
import uuid

from accessible import Atspi
from drawing import Drawing
from journeys import run
from programs import Backend, Failed, gplan, wait_until

FIND = "Find a step"
WHAT = "What the step does"
WHEN = "trigger.record.total > 1000"
ORDER = '{"change": "created", "record": {"id": "%s", "total": 5000}}'


def fresh():
    return str(uuid.uuid4())


class Services(http.server.ThreadingHTTPServer):
    """A warehouse that always fails, and a support that is always there. Notes who calls what."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.calls = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.calls.append(self.path)
        self.send_response(503 if self.path == "/ship" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def begin(elements, backend):
    """What there is before the flow: orders, a role, and where the design is deployed to."""
    key = fresh()
    fields = [
        {"kind": "field", "id": key, "name": "id", "type": "uuid"},
        {"kind": "field", "id": fresh(), "name": "total", "type": "integer"},
    ]
    order = {"kind": "entity", "id": fresh(), "name": "order", "primary_key": [key]}
    elements.append({**order, "children": fields})
    elements.append({"kind": "role", "id": fresh(), "name": "manager"})
    for element in elements:
        if element["kind"] == "target":
            element["url"] = backend.url


def in_list(node):
    return node.parent is not None and node.parent.role == "list"


def is_in(node, ancestor):
    while node is not None and node != ancestor:
        node = node.parent
    return node is not None


class Journey:
    """What a person does in the window, with what must come of it in the file."""

    def __init__(self, drawing, services):
        self.drawing = drawing
        self.desktop = drawing.desktop
        self.services = services

    # --- what the file says ---

    def named(self, kind, name):
        return next((one for one in self.drawing.elements(kind) if one.get("name") == name), {})

    def flow(self):
        return self.drawing.elements("flow")[0]

    def ways(self):
        """{(from, to): type} by the names of steps; "" where there is none."""
        names = {step["id"]: step["name"] for step in self.drawing.elements("step")}
        return {
            (names.get(way.get("from"), ""), names.get(way.get("to"), "")): way.get("type", "next")
            for way in self.drawing.elements("transition")
        }

    # --- gestures ---

    def choose(self, name, role="list item"):
        """Selects a card, or a line of the outline."""
        self.drawing.do(
            lambda: self.desktop.click(self.desktop.find(role, name, beginning=True)),
            lambda: self.desktop.find(role, name, beginning=True).has(Atspi.StateType.SELECTED),
            f"{name} to be selected",
        )

    def add(self, words, name):
        """From the palette, after what is selected."""
        self.drawing.open_entry(lambda: self.desktop.key("p"), FIND)
        self.drawing.retype(words, label=FIND)
        self.drawing.wait(lambda: self.named("step", name), f"the step {name}")
        self.desktop.key("Escape")
        self.drawing.wait(lambda: self.drawing.entry(FIND) is None, "the palette to be left")

    def add_on_error(self, words, name):
        """From the list that a key opens at the step that is selected."""
        self.drawing.open_entry(lambda: self.desktop.key("shift+e"), WHAT)
        self.drawing.retype(words, label=WHAT)
        self.drawing.wait(lambda: self.named("step", name), f"the step {name}")
        self.drawing.wait(lambda: self.drawing.entry(WHAT) is None, "the list of steps to go")

    def line(self):
        """What the line of an open list that has the keyboard says; None while none has it. Cards are
        lines of the drawing, which is no list."""
        nodes = self.desktop.walk()
        for node in nodes:
            if node.role == "list item" and Atspi.StateType.FOCUSED in node.states:
                words = [one.name for one in nodes if one.role == "label" and is_in(one, node)]
                return " ".join([node.name] if node.name else words) if in_list(node) else None
        return None

    def turn(self, button, line, told):
        """Takes a line of a list."""
        self.drawing.do(
            lambda: self.desktop.click(self.desktop.find("push button", button)),
            self.line,
            f"the list of {button}",
        )
        while (before := self.line()) != line:
            self.desktop.key("Down")
            wait_until(lambda: self.line() not in (None, before), f"a line below “{before}”")
        self.desktop.key("Return")
        self.drawing.wait(told, f"{button} to become {line}")

    def refer(self, button, name, line, told):
        """Picks an element, or makes it where it is not there yet."""

        def searches():
            node = self.desktop.focused()
            return node is not None and node.role == "entry"

        button = self.desktop.find("push button", button)
        self.drawing.do(lambda: self.desktop.click(button), searches, "the list of elements")
        self.desktop.type(name)
        self.desktop.find("label", line)
        self.desktop.key("Return")
        self.drawing.wait(told, f"the reference to {name}")

    def fill(self, label, text, told):
        self.drawing.open_entry(
            lambda: self.desktop.click(self.desktop.find("text", label)), label
        )
        self.drawing.retype(text, label=label)
        self.drawing.wait(told, label)

    def rewrite(self, label, text):
        """The text of an editor of several lines."""

        def is_there():
            node = self.desktop.focused()
            return node is not None and node.role == "text" and node.name == label

        def is_written():
            return editor.get_text() == text

        editor = self.desktop.find("text", label)
        self.drawing.do(lambda: self.desktop.click(editor), is_there, f"the editor {label}")
        self.desktop.key("ctrl+a")
        self.desktop.type(text)
        wait_until(is_written, f"“{text}” to be in the editor {label}")

    def scroll_to(self, button, label):
        """Turns the wheel beside `label`, where no editor takes it, until the button can be seen."""
        desktop = self.desktop
        node = desktop.find("push button", button)
        x, y, _, _ = desktop.still(lambda: desktop.box(desktop.find("label", label)), label)

        def is_seen():
            _, top, _, height = desktop.still(lambda: desktop.box(node), button)
            if top + height < desktop.geometry()[3] - height:
                return True
            desktop.click_at(x - 6, y, button=5)
            return False

        wait_until(is_seen, f"{button} to be seen")

    # --- the journey ---

    def begin(self):
        desktop, drawing = self.desktop, self.drawing
        drawing.draw_flow("big_order")
        self.turn(
            "Starts: By hand", "When a record changes",
            lambda: self.flow().get("trigger") == "data",
        )
        self.refer(
            "On records of: none", "order", "order", lambda: self.flow().get("trigger_entity")
        )
        drawing.do(
            lambda: desktop.click(desktop.find("check box", "Created")),
            lambda: self.flow().get("trigger_changes") == ["created"],
            "the change that starts it",
        )

    def call(self, step, connection, path):
        """What the step that is selected calls; the connection is made as it is named."""
        self.refer(
            "Connection: none", connection, f"New connection “{connection}”",
            lambda: self.named("step", step).get("connection"),
        )
        self.fill("Path", path, lambda: self.named("step", step).get("path") == path)
        self.turn(
            "Method: GET", "POST", lambda: self.named("step", step).get("method") == "POST"
        )

    def draw(self):
        self.begin()
        self.choose("order created, Flow")
        self.add("Decide", "switch")
        self.add("Ask for approval", "approve")
        self.refer(
            "Assignees", "manager", "manager",
            lambda: self.named("step", "approve").get("assignees"),
        )
        self.choose("approve, Step")
        self.add("Call a service", "call_http")
        self.call("call_http", "warehouse", "/ship")
        self.fill("Tries", "3", lambda: self.named("step", "call_http").get("retry_attempts") == 3)
        self.fill("First wait", "20ms", lambda: self.named("step", "call_http").get("retry_delay"))
        self.choose("call_http, Step")
        self.add_on_error("Call a service", "call_http_2")
        self.call("call_http_2", "support", "/ticket")
        self.choose("switch, Step")
        self.rewrite("When", WHEN)
        self.drawing.wait(
            lambda: WHEN in [way.get("when") for way in self.drawing.elements("transition")],
            "the condition",
        )
        self.locate("warehouse")
        self.locate("support")

    def locate(self, name):
        """Where the service of a connection is."""
        self.drawing.do(
            lambda: self.desktop.click(self.desktop.find("label", name)),
            lambda: self.desktop.look_for("text", "Address"),
            f"the connection {name}",
        )
        self.fill(
            "Address", self.services.url,
            lambda: self.named("connection", name).get("url") == self.services.url,
        )
        switch = "In a private network"
        self.drawing.do(
            lambda: self.desktop.click(self.desktop.find("check box", switch, beginning=True)),
            lambda: self.named("connection", name).get("private_network"),
            switch,
        )

    def simulate(self):
        """A large order asks the manager; what the warehouse does not take is told to support."""
        desktop, drawing = self.desktop, self.drawing
        drawing.do(
            lambda: desktop.key("F8"),
            lambda: desktop.look_for("label", "It ran to the end."),
            "an order as it is proposed to be too small",
        )
        self.rewrite("Input of the flow", ORDER % fresh())
        self.scroll_to("Answer of “call_http”", "Answers")
        self.turn(
            "Answer of “call_http”", "Fails",
            lambda: desktop.look_for("text", "Answer of “call_http”"),
        )
        drawing.do(
            lambda: desktop.click(desktop.find("push button", "Run")),
            lambda: desktop.look_for("label", "“approve” waits for a decision."),
            "the manager to be asked",
        )
        drawing.do(
            lambda: desktop.click(desktop.find("push button", "Approve")),
            lambda: desktop.look_for("label", "It ran to the end."),
            "the run to go on",
        )
        drawing.do(
            lambda: desktop.click(desktop.find("push button", "Keep as test")),
            lambda: len(drawing.names("test")) == 1,
            "the test",
        )

    def deploy(self):
        desktop = self.desktop
        self.drawing.do(
            lambda: desktop.click(desktop.find("push button", "Deploy to Local backend")),
            lambda: desktop.look_for("push button", "Back to the inspector"),
            "the panel of the target",
        )
        desktop.click(desktop.find("push button", " changes", containing=True))
        desktop.find("label", "changes were deployed and read back", containing=True)

    def story(self):
        """What a failure is to be understood by."""
        node = self.desktop.focused()
        keyboard = f"{node.role} “{node.name}”" if node is not None else "nothing"
        return f"the keyboard is at {keyboard}; the flow leads {self.ways()}"


def judge(journey):
    """What was drawn and kept."""
    complaints = []
    wanted = {
        ("", "switch"): "next",
        ("switch", "approve"): "case",
        ("approve", "call_http"): "next",
        ("call_http", "call_http_2"): "error",
    }
    if journey.ways() != wanted:
        complaints.append(f"the flow leads {journey.ways()}")
    steps = {step["id"]: step["name"] for step in journey.drawing.elements("step")}
    path = [steps[step] for step in journey.drawing.elements("test")[0]["path"]]
    if path != ["switch", "approve", "call_http", "call_http_2"]:
        complaints.append(f"the test expects {path}")
    gplan("test", journey.drawing.file)
    return complaints


def get(backend, path):
    status, answer = backend.request("GET", path, token=backend.token)
    if status != 200:
        raise Failed(f"{path} was answered with {status}: {answer}")
    return answer["items"]


def order(backend, services):
    """A small and a large order on the backend; the decision is given over HTTP."""
    for total in (10, 5000):
        status, answer = backend.request(
            "POST", "/api/records/order", {"total": total}, token=backend.token
        )
        if status != 201:
            return [f"an order of {total} was answered with {status}: {answer}"]

    waiting = wait_until(lambda: get(backend, "/api/approvals"), "the manager to be asked")
    if len(waiting) != 1 or services.calls:
        return [f"before the decision: {waiting}, calls {services.calls}"]
    status, answer = backend.request(
        "POST", f"/api/approvals/{waiting[0]['id']}", {"decision": "approve"}, token=backend.token
    )
    if status != 204:
        return [f"the decision was answered with {status}: {answer}"]

    def ended():
        runs = get(backend, "/admin/runs")
        return runs if len(runs) == 2 and all(one["ended"] for one in runs) else None

    states = [one["status"] for one in wait_until(ended, "both runs to end")]
    complaints = [] if states == ["completed"] * 2 else [f"the runs are {states}"]
    if services.calls != ["/ship"] * 3 + ["/ticket"]:
        complaints.append(f"what was called: {services.calls}")
    return complaints


def by_hand(folder):
    with Services() as services, Backend(folder) as backend:
        os.environ["GPLAN_TOKEN"] = backend.token
        drawing = Drawing(folder, "shop")
        drawing.rewrite(lambda elements: begin(elements, backend))
        with drawing:
            drawing.desktop.resize(1600, 1000)
            journey = Journey(drawing, services)
            try:
                journey.draw()
                journey.simulate()
                journey.deploy()
            except Failed as failure:
                raise Failed(f"{failure}\n{journey.story()}") from None
            complaints = judge(journey) + drawing.desktop.complaints()
        return complaints + order(backend, services)


run("flow-journey", (("drawn-tried-deployed-and-run", by_hand),))
