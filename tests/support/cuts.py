# SPDX-License-Identifier: Apache-2.0
"""Deployments whose line is cut, or whose server is killed or fails, at a request.

Between gplan and the server stands a proxy that counts requests. Afterwards the server holds what it
held before or what was planned, or planning says that a deployment was interrupted; deploying then
finishes it, and no row is lost. The usual run does this at a few requests in each way;
GP_TEST_CUTS=all at every single one.
"""

import http.client
import http.server
import os
import shutil
import threading

from directus import walk
from programs import Failed, GPLAN, finished
from shelf import costs

USUAL_CUTS = 2
NETWORK = 3

# name: what becomes of the request, and of those that follow
WAYS = {
    "before-a-request": "it does not arrive, and none after it",
    "before-an-answer": "it is done, its answer is lost, and all is well again",
    "killed": "the server is killed while it is at it",
    "refused": "the server has an error of its own, and all is well again",
}


class Line:
    """Where to cut: at the request with the number `at`, in a `way`; None is nowhere."""

    def __init__(self, server):
        self.server = server
        self.lock = threading.Lock()
        self.at = None
        self.way = None
        self.seen = 0

    def set(self, at, way=None):
        with self.lock:
            self.at, self.way, self.seen = at, way, 0

    def next_way(self):
        """What becomes of the request that comes now: None, "gone", or one of WAYS."""
        with self.lock:
            number, self.seen = self.seen, self.seen + 1
            if self.at is None or number < self.at:
                return None
            if number == self.at:
                return self.way
            return None if self.way in ("before-an-answer", "refused") else "gone"


def make_proxy(line):
    class Proxy(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            way = line.next_way()
            self.close_connection = True
            if way in ("gone", "before-a-request"):
                return
            if way == "refused":
                self.send_error(500)
                return
            try:
                self.pass_on(way, body)
            except OSError:
                return      # nobody is there, or gone in the middle: gplan is told so

        def pass_on(self, way, body):
            connection = http.client.HTTPConnection("127.0.0.1", line.server.port, timeout=60)
            headers = {k: v for k, v in self.headers.items()
                       if k.lower() not in ("host", "connection", "accept-encoding")}
            connection.request(self.command, self.path, body, headers)
            if way == "killed":
                line.server.kill()
                connection.close()
                return
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if way is None:
                self.pass_back(answer, content)

        def pass_back(self, answer, content):
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
            if answer.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content if answer.status != 204 else b"")

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_any

        def log_message(self, *_):
            """Says nothing."""

    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)


class Cuts:
    """Deployments of a shelf by way of the proxy, each of another edit."""

    def __init__(self, shelf):
        self.shelf = shelf
        self.line = Line(shelf.server)
        self.proxy = make_proxy(self.line)
        self.url = f"http://127.0.0.1:{self.proxy.server_address[1]}"
        self.before = shelf.path + ".before"
        self.number = 0
        self.title = "title"
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()

    def close(self):
        self.proxy.shutdown()
        self.proxy.server_close()

    def edit(self):
        """Most of what a deployment does: a field with another name, one that comes and one that
        goes, an index, rules of a role, another description."""
        self.number += 1
        number, old = self.number, self.title
        self.title = f"title_{number}"
        shutil.copyfile(self.shelf.path, self.before)

        def change(design):
            (book,) = [e for e in walk(design) if e.get("name") == "book"]
            (author,) = [e for e in walk(design) if e.get("name") == "author"]
            (title,) = [e for e in book["children"] if e.get("name") == old]
            (pages,) = [e for e in book["children"] if e.get("name") == "pages"]
            title["name"] = self.title
            author["description"] = f"Whoever writes, {number}."
            book["children"] = [c for c in book["children"]
                                if not c.get("name", "").startswith("extra_")]
            book["children"].append({"kind": "field", "id": made_id(1, number), "nullable": True,
                                     "name": f"extra_{number}", "type": "text"})
            design["children"] = [c for c in design["children"] if c["kind"] != "role"]
            book["children"] = [c for c in book["children"] if c["kind"] != "index"]
            book["children"].append({"kind": "index", "id": made_id(4, number),
                                     "name": f"book_pages_{number}", "fields": [pages["id"]]})
            author["children"] = [c for c in author["children"] if c["kind"] != "rule"]
            design["children"].append({"kind": "role", "id": made_id(2, 0), "name": "reader"})
            author["children"].append({"kind": "rule", "id": made_id(3, number),
                                       "name": f"Rule {number}", "role": made_id(2, 0),
                                       "actions": ["read", "update"][:1 + number % 2]})

        self.shelf.edit(change)

    def deploy(self):
        """By way of the proxy, whatever comes of it; what the program ended with, and said."""
        words = [word for name in costs(self.shelf.plan()) for word in ("--allow", name)]
        result = finished(GPLAN, "deploy", self.shelf.path, "--to", self.shelf.to(self.url),
                          "--yes", *words, text=True,
                          env={**os.environ, "GPLAN_TOKEN": self.shelf.server.token})
        return result.returncode, result.stderr

    def count(self):
        """Deploys two edits uncut; how many requests the second one takes."""
        for _ in range(2):
            self.edit()
            self.line.set(None)
            status, said = self.deploy()
            if status != 0:
                raise Failed(f"an uncut deployment ended with {status}: {said}")
        return self.line.seen

    def look(self):
        """What must never be lost: authors, and the titles of books."""
        return (self.shelf.rows("author"),
                [book[self.title] for book in self.shelf.rows("book")])

    def cut_at(self, at, way):
        """Complaints about one deployment that is cut at request `at`."""
        held = self.look()
        self.edit()
        plan = None
        self.line.set(at, way)
        status, said = self.deploy()
        self.line.set(None)
        if way == "killed":
            self.shelf.server.kill()
            self.shelf.server.start()
        complaints = []
        if status not in (0, NETWORK):
            complaints.append(f"ended with {status}: {said}")
        plan = self.shelf.plan()
        interrupted = any(f["code"] == "DEP003" for f in plan["findings"])
        if status == 0 and (plan["operations"] or interrupted):
            complaints.append(f"it says that it is deployed, and it is not: {plan}")
        if plan["operations"] and not interrupted and self.shelf.plan(self.before)["operations"]:
            complaints.append("neither as before nor as planned, and nothing says so")
        if plan["operations"] or interrupted:
            self.shelf.deploy(*costs(plan))
        complaints += self.shelf.is_settled()
        if self.look() != held:
            complaints.append("rows were lost")
        return [f"cut at {at} ({way}): {complaint}" for complaint in complaints]

    def complaints(self, way, total):
        """About a cut at each of the requests that the run is about."""
        places = range(total)
        if os.environ.get("GP_TEST_CUTS") != "all":
            places = sorted({i * (total - 1) // USUAL_CUTS for i in range(USUAL_CUTS + 1)})
        print(f"# {total} requests, cut at {list(places)}: {WAYS[way]}", flush=True)
        return [said for at in places for said in self.cut_at(at, way)]


def made_id(kind, number):
    return f"7a1f{kind:04d}-0000-4000-8000-{number:012d}"


def check_all(tap, shelf, name):
    """A case of `tap` for each way."""
    cuts = Cuts(shelf)
    total = cuts.count()
    for way in WAYS:
        tap.check(f"/e2e/{name}/{way}", cuts.complaints(way, total))
    cuts.close()
