#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs of flows survive a backend that is killed at any moment.

Each order starts a flow: a line is written, a service is called (which fails now and then), it waits,
and another line is written. However often the backend is killed meanwhile, every acknowledged order ends
with one completed run, one line of each kind, and a service that was called with one key.

GP_KILLS says how often it is killed. The moments are drawn alike each time; GP_SEED draws others.
"""

import http.server
import json
import os
import random
import shutil
import tempfile
import threading
import time
import urllib.error
import uuid
from http.client import HTTPException

from programs import Backend, Failed, draw_seed, gplan
from tap import Tap

ROUNDS = int(os.environ.get("GP_KILLS", "15"))
PATIENCE = 60


def fresh():
    return str(uuid.uuid4())


def entity(name, fields):
    key = fresh()
    children = [{"kind": "field", "id": key, "name": "id", "type": "uuid"}]
    children += [{"kind": "field", "id": fresh(), "name": field} for field in fields]
    return {"kind": "entity", "id": fresh(), "name": name, "primary_key": [key], "children": children}


def step(name, kind, **rest):
    return {"kind": "step", "id": fresh(), "name": name, "type": kind, **rest}


def write_design(folder, service):
    order, line = entity("order", ["note"]), entity("line", ["order_id", "note"])
    shop = {
        "kind": "connection",
        "id": fresh(),
        "name": "shop",
        "url": service,
        "private_network": True,
    }
    values = {"order_id": "string(trigger.record.id)"}
    flow = {
        "kind": "flow",
        "id": fresh(),
        "name": "ship",
        "trigger": "data",
        "trigger_entity": order["id"],
        "trigger_changes": ["created"],
        "children": [
            step("first", "data_create", entity=line["id"], **{"with": {"note": '"first"', **values}}),
            step(
                "call",
                "call_http",
                connection=shop["id"],
                method="POST",
                path="/ship",
                **{"with": {"order": "trigger.record.note"}},
                retry_attempts=9,
                retry_delay="20ms",
            ),
            step("rest", "wait", duration="30ms"),
            step("last", "data_create", entity=line["id"], **{"with": {"note": '"last"', **values}}),
        ],
    }
    design = {
        "kind": "design",
        "id": fresh(),
        "name": "Shipping",
        "children": [order, line, shop, flow],
    }
    path = os.path.join(folder, "shipping.gplan.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"format": "groundplan", "version": 1, "design": design}, file)
    return path


class Service(http.server.ThreadingHTTPServer):
    """Notes the keys that it is called with, and fails for every fourth call, twice for an order."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.keys = {}
        self.failures = {}
        self.calls = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length)
        if len(body) < length or not body:
            return  # the backend was killed while it spoke
        with self.server.lock:
            self.server.calls += 1
            order = json.loads(body)["order"]
            failures = self.server.failures.get(order, 0)
            fails = self.server.calls % 4 == 0 and failures < 2
            self.server.failures[order] = failures + fails
            self.server.keys.setdefault(order, set()).add(self.headers["Idempotency-Key"])
        try:
            self.send_response(503 if fails else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            pass  # the backend was killed

    def log_message(self, *_):
        pass


class Writer(threading.Thread):
    """Orders until the backend is gone; keeps what was acknowledged."""

    def __init__(self, backend, label):
        super().__init__()
        self.backend = backend
        self.label = label
        self.orders = {}
        self.refusals = []

    def run(self):
        for number in range(1_000_000):
            note = f"{self.label}-{number}"
            try:
                status, record = self.backend.request(
                    "POST", "/api/records/order", {"note": note}, token=self.backend.token
                )
            except (OSError, HTTPException, urllib.error.URLError):
                return
            if status == 201:
                self.orders[record["id"]] = note
            else:
                self.refusals.append(f"order {note} was answered with {status}: {record}")


def get(backend, path):
    status, page = backend.request("GET", path, token=backend.token)
    if status != 200:
        raise Failed(f"{path} was answered with {status}: {page}")
    return page


def read_all(backend, path):
    items, after = [], None
    while True:
        page = get(backend, path + (f"&after={after}" if after else ""))
        items += page["items"]
        after = page["next"]
        if after is None:
            return items


def read_runs(backend):
    items, before = [], None
    while True:
        more = f"&before={before}" if before else ""
        page = get(backend, "/admin/runs?limit=500" + more)
        items += page["items"]
        before = page["next"]
        if before is None:
            return items


def await_end(backend):
    until = time.monotonic() + PATIENCE
    while True:
        # Orders that were stored may not have started their run yet: all must be there, and ended.
        orders = get(backend, "/api/records/order?count=true&limit=1")["count"]
        runs = read_runs(backend)
        open_runs = [run for run in runs if run["ended"] is None]
        if len(runs) >= orders and not open_runs:
            return runs
        if time.monotonic() > until:
            raise Failed(f"{len(open_runs)} of {len(runs)} runs have not ended, {orders} orders")
        time.sleep(0.2)


def check(backend, service, acknowledged):
    complaints = []
    runs = await_end(backend)
    complaints += [f"a run is {run['status']}: {run['error']}" for run in runs if run["status"] != "completed"]
    orders = {record["id"]: record["note"] for record in read_all(backend, "/api/records/order?limit=1000")}
    if len(runs) != len(orders):
        complaints.append(f"{len(orders)} orders have {len(runs)} runs")
    complaints += [f"order {note} is lost" for key, note in acknowledged.items() if key not in orders]
    lines = {}
    for record in read_all(backend, "/api/records/line?limit=1000"):
        lines.setdefault(record["order_id"], []).append(record["note"])
    for key, note in orders.items():
        if sorted(lines.get(key, [])) != ["first", "last"]:
            complaints.append(f"order {note} has the lines {lines.get(key)}")
        if len(service.keys.get(note, ())) != 1:
            complaints.append(f"order {note} was called for with {service.keys.get(note)}")
    return complaints[:10]


def killed_while_running(chance, folder):
    service = Service()
    backend = Backend(folder)
    acknowledged, refusals = {}, []
    backend.start()
    gplan(
        "deploy",
        write_design(folder, service.url),
        "--to",
        f"local:{backend.url}",
        "--yes",
        token=backend.token,
    )
    for turn in range(ROUNDS):
        writer = Writer(backend, str(turn))
        writer.start()
        time.sleep(chance.uniform(0.01, 0.25))
        backend.kill()
        writer.join()
        acknowledged.update(writer.orders)
        refusals += writer.refusals
        backend.start()
    complaints = refusals[:10] + check(backend, service, acknowledged)
    backend.stop()
    service.shutdown()
    print(f"# {len(acknowledged)} orders acknowledged, {service.calls} calls, {ROUNDS} kills")
    return complaints if acknowledged else ["nothing was ever acknowledged, so nothing was tried"]


def main():
    tap = Tap()
    seed = draw_seed()
    folder = tempfile.mkdtemp(prefix="gp-kill-runs-")
    try:
        complaints = killed_while_running(random.Random(seed), folder)
    except Failed as failure:
        complaints = str(failure).splitlines()
    shutil.rmtree(folder, ignore_errors=True)
    tap.check("/e2e/kill-runs/every-run-ends-and-nothing-is-done-twice", complaints)
    tap.done()


main()
