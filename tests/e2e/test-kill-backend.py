#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A backend that is killed at any moment loses no write that it acknowledged.

Killed while it takes records, and while a changed design is deployed to it: a table and a column
are renamed to and fro, so that a half-applied design would show. GP_KILLS says how often,
GP_SEED at which moments.
"""

import os
import random
import shutil
import sqlite3
import tempfile
import threading
import time
import urllib.error
from http.client import HTTPException

from programs import Backend, Failed, draw_seed, gplan
from tap import ROOT, Tap

KILLS = int(os.environ.get("GP_KILLS", "16"))
LEDGER = os.path.join(ROOT, "tests", "e2e", "designs", "ledger.gplan.json")
WRITERS = 2


def deploy(backend, design, status=0):
    return gplan(
        "deploy", design, "--to", f"local:{backend.url}", "--yes", token=backend.token, status=status
    )


class Writer(threading.Thread):
    """Posts records until the backend is gone; keeps the ids that were acknowledged."""

    def __init__(self, backend, label):
        super().__init__()
        self.backend = backend
        self.label = label
        self.acknowledged = {}
        self.refusals = []

    def run(self):
        for number in range(1_000_000):
            note = f"{self.label}-{number}"
            try:
                status, record = self.backend.request("POST", "/api/records/entry", {"note": note})
            except (OSError, HTTPException, urllib.error.URLError):
                return
            if status != 201:
                self.refusals.append(f"a record was answered with {status}: {record}")
                return
            self.acknowledged[record["id"]] = note


def missing_records(backend, acknowledged):
    complaints = []
    for identity, note in acknowledged.items():
        status, record = backend.request("GET", f"/api/records/entry/{identity}")
        if status != 200 or record.get("note") != note:
            complaints.append(f"{note} was acknowledged and then answered with {status}: {record}")
    return complaints


def damage(folder):
    connection = sqlite3.connect(os.path.join(folder, "backend.db"))
    try:
        answer = connection.execute("pragma integrity_check").fetchone()[0]
    finally:
        connection.close()
    return [] if answer == "ok" else [f"integrity check: {answer}"]


def killed_while_writing(chance, folder):
    backend = Backend(folder)
    complaints = []
    written = 0
    backend.start()
    deploy(backend, LEDGER)
    for kill in range(KILLS):
        writers = [Writer(backend, f"{kill}-{i}") for i in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.002, 0.12))
        backend.kill()
        for writer in writers:
            writer.join()
            complaints += writer.refusals
        backend.start()
        for writer in writers:
            written += len(writer.acknowledged)
            complaints += missing_records(backend, writer.acknowledged)
        if complaints:
            break
    backend.stop()
    if written == 0:
        complaints.append("no write was ever acknowledged, so nothing was tried")
    print(f"# {written} records acknowledged, {KILLS} kills")
    return complaints + damage(folder)


def renamed(design, folder):
    """The same elements under other names: the table and the column keep their ids."""
    path = os.path.join(folder, "renamed.gplan.json")
    with open(design, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace('"name": "entry"', '"name": "posting"').replace('"note"', '"remark"'))
    return path


def killed_while_deploying(chance, folder):
    backend = Backend(folder)
    designs = (LEDGER, renamed(LEDGER, folder))
    names = ("entry", "posting")
    backend.start()
    hashes = []
    for design in reversed(designs):
        deploy(backend, design)
        hashes.insert(0, live_hash(backend))
    rows = 50
    for number in range(rows):
        backend.request("POST", "/api/records/entry", {"note": str(number)})
    complaints = []
    live = 0
    interrupted = 0
    for _ in range(KILLS):
        wanted = 1 - live
        attempt = threading.Thread(target=deploy_or_fail, args=(backend, designs[wanted]))
        attempt.start()
        time.sleep(chance.uniform(0.005, 0.06))
        backend.kill()
        attempt.join()
        backend.start()
        found = live_hash(backend)
        if found not in hashes:
            complaints.append("the deployed design is neither of the two")
            break
        interrupted += hashes.index(found) == live
        live = hashes.index(found)
        _, page = backend.request("GET", f"/api/records/{names[live]}?count=true&limit=1")
        if page.get("count") != rows:
            complaints.append(f"{names[live]} should have {rows} rows: {str(page)[:200]}")
            break
    backend.stop()
    print(f"# {KILLS} deployments killed, {interrupted} of them before they were done")
    return complaints + damage(folder)


def live_hash(backend):
    return backend.request("GET", "/admin/design", token=backend.token)[1]["live"]


def deploy_or_fail(backend, design):
    try:
        deploy(backend, design)
    except Failed:
        pass  # the backend went away underneath, as it should


def main():
    tap = Tap()
    chance = random.Random(draw_seed())
    for name, case in (
        ("no-acknowledged-record-is-lost", killed_while_writing),
        ("a-deployment-is-whole-or-nothing", killed_while_deploying),
    ):
        folder = tempfile.mkdtemp(prefix="gp-kill-")
        try:
            complaints = case(chance, folder)
        except Failed as failure:
            complaints = str(failure).splitlines()
        shutil.rmtree(folder, ignore_errors=True)
        tap.check(f"/e2e/kill-backend/{name}", complaints)
    tap.done()


main()
