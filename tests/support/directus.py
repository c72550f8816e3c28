# SPDX-License-Identifier: Apache-2.0
"""A private Directus for end-to-end tests: version 11.17.4 from npm, on an SQLite file.

It is not part of the usual run, since its installation takes minutes:

    mkdir -p ~/.cache/groundplan-dev/directus-11.17.4 && cd $_
    npm install --ignore-scripts directus@11.17.4
    npm rebuild isolated-vm sqlite3 argon2

GP_DIRECTUS_DIR names another folder that has it.
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

VERSION = "11.17.4"
PUBLIC_POLICY = "abf8a154-5b1c-4a46-ac9c-7300570f4f17"
PLAIN_TYPES = {
    "boolean": "boolean", "integer": "integer", "bigint": "bigInteger", "decimal": "decimal",
    "float": "float", "text": "text", "enum": "string", "uuid": "uuid", "timestamp": "timestamp",
    "date": "date", "time": "time", "json": "json", "file": "string", "duration": "string",
}


def directus_folder():
    """The folder with its node_modules; None where Directus is not installed as a whole."""
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    folder = os.environ.get("GP_DIRECTUS_DIR",
                            os.path.join(cache, "groundplan-dev", f"directus-{VERSION}"))
    modules = os.path.join(folder, "node_modules")
    parts = ("directus/cli.js", "sqlite3/build/Release/node_sqlite3.node",
             "isolated-vm/out/isolated_vm.node")
    if shutil.which("node") and all(os.path.exists(os.path.join(modules, p)) for p in parts):
        return folder
    return None


MISSING = f"there is no Directus {VERSION} on this machine (tests/support/directus.py says how)"


class Directus:
    """A server of our own on a free port of the loopback; it is gone with the block."""

    kind = "directus"
    token = "end-to-end-admin-token-0123456789"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="gp-directus-", dir="/tmp")
        self.port = None
        self.url = None
        self.process = None
        self.types = {}      # of fields, by collection
        self.command = ("node", os.path.join(directus_folder(), "node_modules/directus/cli.js"))
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.folder, "NODE_ENV": "production",
            "HOST": "127.0.0.1",
            "DB_CLIENT": "sqlite3", "DB_FILENAME": os.path.join(self.folder, "data.db"),
            "SECRET": "end-to-end-secret", "ADMIN_EMAIL": "admin@example.org",
            "ADMIN_PASSWORD": "end-to-end", "ADMIN_TOKEN": self.token, "TELEMETRY": "false",
            "LOG_LEVEL": "warn", "RATE_LIMITER_ENABLED": "false",
            "PRESSURE_LIMITER_ENABLED": "false", "MAX_PAYLOAD_SIZE": "20mb",
            "IMPORT_IP_DENY_LIST": "169.254.169.254", "CACHE_ENABLED": "false", "TZ": "UTC",
            "EXTENSIONS_PATH": os.path.join(self.folder, "extensions"),
            "STORAGE_LOCAL_ROOT": os.path.join(self.folder, "uploads"),
        }

    def __enter__(self):
        made = finished(*self.command, "bootstrap", cwd=self.folder, env=self.environment,
                        text=True)
        if made.returncode != 0:
            self.__exit__()
            raise Failed(f"Directus could not make its database: {made.stderr}{made.stdout}")
        try:
            self.start()
        except Failed:
            self.__exit__()
            raise
        return self

    def start(self):
        """Starts the server on the database that is there, on a port of its own each time, and
        waits until it answers."""
        begun(self.begin)

    def begin(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment.update({"PORT": str(self.port), "PUBLIC_URL": self.url})
        with open(os.path.join(self.folder, "log"), "a", encoding="utf-8") as log:
            self.process = subprocess.Popen([*self.command, "start"], cwd=self.folder,
                                            env=self.environment, stdout=log,
                                            stderr=subprocess.STDOUT)
        wait_until(self.is_ready, "Directus to start", 4 * DEADLINE)

    def kill(self):
        """As a power cut would; start() begins again."""
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_ready(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
                raise Failed(f"Directus ended: {log.read()[-2000:]}")
        try:
            return self.request("GET", "/server/ping", token=None)[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def request(self, method, path, body=None, token=token):
        """(status, decoded body); as programs.ask() has it. None: nobody asks."""
        return ask(self.url + path, method, body, token)

    def must(self, method, path, body=None):
        """The same as the administrator; the data of the answer."""
        status, answer = self.request(method, path, body)
        if status >= 300:
            raise Failed(f"{method} {path}: {status} {answer}")
        return answer["data"] if isinstance(answer, dict) else answer

    def rows(self, name):
        """All items of a collection."""
        return self.must("GET", f"/items/{name}?sort=id&limit=-1")

    @contextlib.contextmanager
    def database(self):
        """Its database, past the server and without foreign keys; committed with the block."""
        connection = sqlite3.connect(self.environment["DB_FILENAME"], timeout=DEADLINE)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    # --- what a design needs ----------------------------------------------------------------------

    def make_collections(self, design):
        """Collections of the entities of `design` (its JSON), without constraints."""
        elements = {e["id"]: e for e in walk(design)}
        collections = [collection_of(entity, elements) for entity in walk(design)
                       if entity["kind"] == "entity"]
        self.types = {c["collection"]: {f["field"]: f["type"] for f in c["fields"]}
                      for c in collections}
        self.must("POST", "/collections", collections)

    def make_requirements(self, requires, design):
        """Relations and fields of accounts that an export says its filters rely on."""
        keys = {e["name"]: key_of(e) for e in walk(design) if e["kind"] == "entity"}
        for name in requires["user_fields"]:
            if name not in ("email", "id"):
                self.must("POST", "/fields/directus_users",
                          {"field": name, "type": "string", "schema": {}, "meta": {}})
        for relation in requires["relations"]:
            self.make_relation(relation, keys)

    def make_relation(self, relation, keys):
        related, alias = relation["related_collection"], relation["one_field"]
        if alias is not None:
            self.must("POST", f"/fields/{related}", {
                "field": alias, "type": "alias", "schema": None, "meta": {"special": ["o2m"]}})
        self.must("POST", "/relations", {
            "collection": relation["collection"], "field": relation["field"],
            "related_collection": related, "schema": {"on_delete": "SET NULL"},
            "meta": {"one_field": alias}})

    def load_access(self, access):
        """Policies and roles of an export, as docs/access.md says."""
        for policy in access["policies"]:
            if policy["id"] == PUBLIC_POLICY:
                self.must("PATCH", f"/policies/{PUBLIC_POLICY}",
                          {"permissions": policy["permissions"]})
            else:
                self.must("POST", "/policies", policy)
        for role in access["roles"]:
            self.must("POST", "/roles", {"id": role["id"], "name": role["name"]})
            self.must("POST", "/access", {"role": role["id"], "policy": role["policy"]})


def walk(element):
    yield element
    for child in element.get("children", []):
        yield from walk(child)


def key_of(entity):
    return entity.get("primary_key", [None])[0]


def type_of(field, elements):
    while field.get("reference"):
        entity = elements[field["reference"]]
        field = elements[field.get("reference_field", key_of(entity))]
    return "json" if field.get("array") else PLAIN_TYPES[field.get("type", "text")]


def field_of(field, entity, elements):
    kind = type_of(field, elements)
    special = {"uuid": ["uuid"] if field["id"] == key_of(entity) else [], "json": ["cast-json"],
               "timestamp": ["cast-timestamp"], "boolean": ["cast-boolean"]}.get(kind, [])
    schema = {"is_nullable": True}
    if field["id"] == key_of(entity):
        schema = {"is_primary_key": True, "is_nullable": False}
    default = field.get("default", "")
    if default.startswith("'"):
        schema["default_value"] = default.strip("'")
    elif default in ("true", "false"):
        schema["default_value"] = default == "true"
    return {"field": field["name"], "type": kind, "schema": schema, "meta": {"special": special}}


def collection_of(entity, elements):
    fields = [field_of(child, entity, elements) for child in entity.get("children", [])
              if child["kind"] == "field"]
    return {"collection": entity["name"], "schema": {}, "meta": {}, "fields": fields}
