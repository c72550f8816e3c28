# SPDX-License-Identifier: Apache-2.0
"""A private PostgreSQL behind postgres-meta 0.99.0 from npm, as Supabase runs it.

It is not part of the usual run, since it is downloaded from npm:

    mkdir -p ~/.cache/groundplan-dev/postgres-meta-0.99.0 && cd $_
    npm install --ignore-scripts @supabase/postgres-meta@0.99.0

GP_POSTGRES_META_DIR names another folder that has it.
"""

import os
import shutil
import signal
import socket
import subprocess
import urllib.error

from programs import DEADLINE, Failed, PostgreSQL, ask, begun, free_port, postgresql_folder, wait_until

VERSION = "0.99.0"
SERVER = "node_modules/@supabase/postgres-meta/dist/server/server.js"


def postgres_meta_folder():
    """The folder with its node_modules; None where it is not installed."""
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    folder = os.environ.get("GP_POSTGRES_META_DIR",
                            os.path.join(cache, "groundplan-dev", f"postgres-meta-{VERSION}"))
    if shutil.which("node") and os.path.exists(os.path.join(folder, SERVER)):
        return folder
    return None


def missing():
    """What is not on this machine, in a sentence; None where all is there."""
    if postgresql_folder() is None:
        return "there is no PostgreSQL 15 on this machine"
    if postgres_meta_folder() is None:
        return (f"there is no postgres-meta {VERSION} on this machine "
                "(tests/support/postgres_meta.py says how)")
    return None


def free_pair():
    """A free port whose next is free, too: postgres-meta opens both."""
    while True:
        port = free_port()
        try:
            with socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            pass


class PostgresMeta:
    """postgres-meta for one database of `server`, on a free port; it is gone with the block."""

    kind = "postgresql"
    token = "end-to-end-admin-token-0123456789"     # it asks for none

    def __init__(self, server: PostgreSQL, database, megabytes=3):
        self.user = "postgres"          # who asks the database
        self.megabytes = megabytes      # that a request may have
        self.server = server
        self.database = database
        self.process = None
        self.port = None
        self.url = None

    def __enter__(self):
        return self.start()

    def start(self):
        """Begins, or begins again after kill(), on another port."""
        return begun(self.begin)

    def begin(self):
        self.port = free_pair()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            ["node", os.path.join(postgres_meta_folder(), SERVER)],
            env={
                "PATH": os.environ["PATH"], "HOME": self.server.folder, "NODE_ENV": "production",
                "PG_META_HOST": "127.0.0.1", "PG_META_PORT": str(self.port),
                "PG_META_DB_HOST": "127.0.0.1", "PG_META_DB_PORT": str(self.server.port),
                "PG_META_DB_USER": self.user, "PG_META_DB_NAME": self.database,
                "PG_META_MAX_BODY_LIMIT_MB": str(self.megabytes),
            },
            stdout=open(os.path.join(self.server.folder, "meta.log"), "a", encoding="utf-8"),
            stderr=subprocess.STDOUT)
        try:
            wait_until(self.is_ready, "postgres-meta to start", 2 * DEADLINE)
        except Failed:
            PostgresMeta.kill(self)
            raise
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def is_ready(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.server.folder, "meta.log"), encoding="utf-8") as log:
                raise Failed(f"postgres-meta ended: {log.read()[-2000:]}")
        try:
            return ask(self.url + "/health", "GET")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def query(self, sql):
        status, answer = ask(self.url + "/query", "POST", {"query": sql})
        if status >= 300:
            raise Failed(f"{sql[:200]}: {status} {answer}")
        return answer

    def rows(self, name):
        """All of a table."""
        return self.query(f'select * from "{name}" order by id')


class Killable(PostgresMeta):
    """Both are killed, and start again."""

    def kill(self):
        if self.server.process.poll() is None:
            self.server.kill()
        super().kill()

    def start(self):
        if self.server.process.poll() is not None:
            self.server.start()
        return super().start()


def fill(meta):
    """Two authors and thirty books of theirs, as shelf.py has them."""
    meta.query("insert into author (name, born) values ('Ada', 1815), ('Bo', 1950);"
               "insert into book (title, pages, author_id) select 'Volume ' || i, i::text, "
               "1 + i % 2 from generate_series(1, 30) i")
