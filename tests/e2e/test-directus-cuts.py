#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Deployments to a real Directus whose line is cut at a request.

Between gplan and Directus stands a proxy that passes on so many requests and then cuts: before the
next one reaches the server, or before its answer comes back. Afterwards either nothing was changed,
or planning says that a deployment was interrupted and deploying finishes it; rows are never lost.
The usual run cuts at a few requests in each way; GP_TEST_ROUNDS=all cuts at every single one.
"""

import http.client
import http.server
import os
import tempfile
import threading
import uuid

from directus import MISSING, Directus, directus_folder
from programs import GPLAN, finished
from shelf import NOTHING, Shelf
from tap import Tap

USUAL_CUTS = 2


class Proxy(http.server.BaseHTTPRequestHandler):
    """Passes on `left` requests that change something, and cuts then."""

    protocol_version = "HTTP/1.1"
    server_port = 0
    left = None         # None: all
    answers = False     # whether the request that is cut reaches the server
    passed = 0

    def do_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        changes = self.command != "GET" and self.path != "/schema/diff"
        cut = changes and Proxy.left is not None and Proxy.passed >= Proxy.left
        if changes and not cut:
            Proxy.passed += 1
        if cut and not Proxy.answers:
            self.close_connection = True
            return
        connection = http.client.HTTPConnection("127.0.0.1", Proxy.server_port, timeout=60)
        headers = {k: v for k, v in self.headers.items()
                   if k.lower() not in ("host", "connection", "accept-encoding")}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if cut:
            Proxy.left = 0
            Proxy.answers = False
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content if answer.status != 204 else b"")

    do_GET = do_POST = do_PATCH = do_DELETE = do_any

    def log_message(self, *_):
        """Says nothing."""


def open_proxy(server):
    Proxy.server_port = server.port
    proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    return proxy


def deploy(shelf, proxy, allow=()):
    """Deploys by way of the proxy, whatever comes of it."""
    words = [word for name in allow for word in ("--allow", name)]
    target = f"directus:http://127.0.0.1:{proxy.server_address[1]}"
    finished(GPLAN, "deploy", shelf.path, "--to", target, "--yes", *words,
             env={**os.environ, "GPLAN_TOKEN": shelf.server.token})


def rows_of(shelf):
    return {name: shelf.server.must("GET", f"/items/{name}?sort=id&limit=-1")
            for name in ("author", "book")}


def edit(shelf, number):
    """Another field, another name for one, and one that goes: most of what a deployment does."""
    shelf.change("field", shelf.title, name=f"title_{number}")
    allowed = [f"rename:field:book.{shelf.title}"]
    shelf.title = f"title_{number}"
    shelf.change("entity", "author", description=f"Whoever writes, {number}.")
    return allowed


def count_requests(shelf, proxy):
    Proxy.left, Proxy.passed = None, 0
    deploy(shelf, proxy, edit(shelf, 1))
    return Proxy.passed


def cut_at(shelf, proxy, number, at, how):
    """Complaints about one deployment that is cut at request `at`."""
    authors = rows_of(shelf)["author"]
    titles = [book[shelf.title] for book in rows_of(shelf)["book"]]
    allowed = edit(shelf, number)
    Proxy.left, Proxy.passed, Proxy.answers = at, 0, how != "before-a-request"
    deploy(shelf, proxy, allowed)
    Proxy.left = None
    said = shelf.run("plan")
    complaints = []
    if NOTHING not in said:
        shelf.deploy(*allowed)
        said = shelf.run("plan")
    if NOTHING not in said:
        complaints.append(f"cut at {at} ({how}): {said}")
    after = rows_of(shelf)
    if after["author"] != authors or [book[shelf.title] for book in after["book"]] != titles:
        complaints.append(f"cut at {at} ({how}): rows were lost")
    fields = {f["field"] for f in shelf.server.must("GET", "/fields/book")}
    if fields != {"id", shelf.title, "pages", "author_id"}:
        complaints.append(f"cut at {at} ({how}): {fields}")
    return complaints


def choose(total):
    if os.environ.get("GP_TEST_ROUNDS") == "all":
        return range(total)
    return sorted({i * (total - 1) // USUAL_CUTS for i in range(USUAL_CUTS + 1)})


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        shelf = Shelf(folder, server)
        shelf.title = "title"
        shelf.deploy()
        server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
        server.must("POST", "/items/book", [
            {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2} for i in range(120)])
        server.must("POST", "/items/tag", [{"id": str(uuid.uuid4()), "label": "x"}])
        proxy = open_proxy(server)
        total = count_requests(shelf, proxy)
        number = 1
        for name in ("before-a-request", "before-an-answer"):
            complaints = []
            for at in choose(total):
                number += 1
                complaints += cut_at(shelf, proxy, number, at, name)
            print(f"# {total} requests, cut at {list(choose(total))}")
            tap.check(f"/e2e/directus-cuts/{name}", complaints)
        proxy.shutdown()
    tap.done()


main()
