# SPDX-License-Identifier: Apache-2.0
"""The programs that end-to-end tests drive: ours from the build folder, and a private PostgreSQL."""

import json
import os
import pwd
import secrets
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from tap import PROGRAM_DEADLINE, ROOT

BUILD = os.environ.get("GP_BUILD_DIR", os.path.join(ROOT, "build"))
CORPUS = os.environ.get("GP_CORPUS_DIR", "")
GPLAN = os.path.join(BUILD, "app", "cli", "gplan")
GROUNDPLAN = os.path.join(BUILD, "app", "desktop", "groundplan")
DEADLINE = 60
USUAL_SEED = "R02S" + 4 * "0badcafe"

# What an installed program finds beside itself.
os.environ.setdefault("GSETTINGS_SCHEMA_DIR", os.path.join(BUILD, "data", "share"))
os.environ.setdefault("GP_SCRIPT_PROGRAM", os.path.join(BUILD, "app", "script", "groundplan-script"))
os.environ.setdefault("GP_SAMPLES_DIR", os.path.join(ROOT, "data", "share", "samples"))


class Failed(Exception):
    """A program did not do what was asked; the text says which and what it printed."""


def wait_until(condition, what, deadline=DEADLINE):
    """Polls `condition` until it returns something true, and returns that."""
    end = time.monotonic() + deadline
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise Failed(f"waited {deadline} s for {what}")
        time.sleep(0.02)


def finished(*command, **options):
    """Runs a program to its end and returns what subprocess.run does; one that hangs is killed."""
    try:
        return subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PROGRAM_DEADLINE,
            **options,
        )
    except subprocess.TimeoutExpired as late:
        said = b"".join((late.stderr or b"", late.stdout or b"")).decode(errors="replace")
        raise Failed(
            f"{called(command)} did not end within {PROGRAM_DEADLINE} s: {said[-2000:]}"
        ) from None


def called(command):
    return " ".join(os.path.basename(word) for word in command)


def run(*command, status=0, **options):
    """Runs a program to its end; its standard output. Another exit status than `status` fails."""
    result = finished(*command, text=True, **options)
    if result.returncode != status:
        name = called(command)
        raise Failed(f"{name} ended with {result.returncode}: {result.stderr}{result.stdout}")
    return result.stdout


def draw_seed():
    """The usual run draws the same each time; GP_SEED, or with “random” a new one each time, others.
    The seed is said, so that they can be drawn again."""
    seed = os.environ.get("GP_SEED", USUAL_SEED)
    if seed == "random":
        seed = "R02S" + secrets.token_hex(16)
    print(f"# GP_SEED={seed}", flush=True)
    return seed


def draw_cases(writer, path, **environment):
    """Has a program of ours write random cases to `path`."""
    seed = draw_seed()
    run(writer, "--seed", seed, path, env={**os.environ, **environment})


def gplan(*arguments, status=0, token=None, author=None):
    environment = dict(os.environ)
    if author is not None:
        environment["GPLAN_AUTHOR"] = author
    if token is not None:
        environment["GPLAN_TOKEN"] = token
    return run(GPLAN, *arguments, status=status, env=environment)


def gplan_json(*arguments, **options):
    return json.loads(gplan(*arguments, "--json", **options))


class Backend:
    """`gplan serve` on the loopback, on a free port unless told, with its data in `folder`."""

    def __init__(self, folder, listen="127.0.0.1:0"):
        self.folder = folder
        self.listen = listen
        self.token = "end-to-end-admin-token-0123456789"
        self.process = None
        self.url = None
        self.token_file = os.path.join(folder, "admin-token")
        with open(self.token_file, "w", encoding="utf-8") as file:
            file.write(self.token)
        os.chmod(self.token_file, 0o600)

    def start(self):
        self.process = subprocess.Popen(
            [
                GPLAN,
                "serve",
                "--data",
                os.path.join(self.folder, "backend.db"),
                "--listen",
                self.listen,
                "--admin-token-file",
                self.token_file,
            ],
            stdout=subprocess.PIPE,
            stderr=open(os.path.join(self.folder, "backend.log"), "a", encoding="utf-8"),
            text=True,
        )
        # The line is written at once: what can be read is a whole one, or nothing because it ended.
        readable, _, _ = select.select([self.process.stdout], [], [], PROGRAM_DEADLINE)
        line = self.process.stdout.readline() if readable else ""
        if not line.startswith("listening on http://"):
            self.kill()
            with open(os.path.join(self.folder, "backend.log"), encoding="utf-8") as log:
                raise Failed(f"gplan serve said “{line.strip()}”: {log.read()[-2000:]}")
        self.url = line.split()[-1]
        return self

    def kill(self):
        """Stops it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self):
        self._end(signal.SIGTERM)

    def _end(self, how):
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait(DEADLINE)
        self.process.stdout.close()
        self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()

    def request(self, method, path, body=None, token=None):
        return ask(self.url + path, method, body, token)


def ask(url, method, body=None, token=None):
    """(status, decoded body); an answer of any status is an answer."""
    request = urllib.request.Request(url, method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
            return answer.status, decoded(answer.read())
    except urllib.error.HTTPError as answer:
        return answer.code, decoded(answer.read())


def decoded(content):
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode(errors="replace")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def begun(begin, tries=3):
    """Calls `begin`, which draws a port and opens it: somebody else may have it by then."""
    for left in reversed(range(tries)):
        try:
            return begin()
        except Failed:
            if left == 0:
                raise
    return None


POSTGRESQL_FOLDERS = (
    "/usr/lib/postgresql/15/bin",
    "/var/cache/groundplan/postgresql-15/usr/lib/postgresql/15/bin",
    os.path.join(
        os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")),
        "groundplan/postgresql-15/usr/lib/postgresql/15/bin",
    ),
)


def postgresql_folder():
    """Where PostgreSQL 15's programs are; None where there are none."""
    for folder in POSTGRESQL_FOLDERS:
        if os.access(os.path.join(folder, "postgres"), os.X_OK):
            return folder
    return None


class PostgreSQL:
    """A server of our own on a socket in a temporary folder; it is gone with the block.

    With `tcp` it listens on a free port of the loopback, too.
    """

    def __init__(self, tcp=False):
        self.programs = postgresql_folder()
        self.address = "127.0.0.1" if tcp else ""
        self.port = 5432
        self.folder = tempfile.mkdtemp(prefix="gp-pg-", dir="/tmp")
        self.process = None
        # The server refuses to run as root.
        self.user = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
        if self.user:
            os.chown(self.folder, pwd.getpwnam("nobody").pw_uid, -1)

    def __enter__(self):
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        self.command("initdb", "-D", os.path.join(self.folder, "data"), *options)
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
        if self.address:
            self.port = free_port()
        self.process = subprocess.Popen(
            [
                *self.user,
                os.path.join(self.programs, "postgres"),
                *("-D", os.path.join(self.folder, "data"), "-k", self.folder),
                *("-c", f"listen_addresses={self.address}", "-p", str(self.port)),
                *("-c", "fsync=off", "-c", "jit=off"),
                # It would meet scripts that change the tables that it looks at.
                *("-c", "autovacuum=off"),
            ],
            cwd=self.folder,
            stdout=open(os.path.join(self.folder, "log"), "a", encoding="utf-8"),
            stderr=subprocess.STDOUT,
        )
        wait_until(self.is_ready, "PostgreSQL to start")

    def kill(self):
        """Ends it and all that it does at once, without writing anything."""
        with open(os.path.join(self.folder, "data", "postmaster.pid"), encoding="ascii") as file:
            os.kill(int(file.readline()), signal.SIGQUIT)
        self.process.wait(DEADLINE)

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, program, *arguments, **options):
        return run(*self.user, os.path.join(self.programs, program), *arguments, cwd="/", **options)

    def psql(self, database, *arguments, **options):
        quiet = ("-X", "-q", "-v", "ON_ERROR_STOP=1")
        where = ("-h", self.folder, "-p", str(self.port), "-U", "postgres", "-d", database)
        return self.command("psql", *quiet, *where, *arguments, **options)

    def is_ready(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
                raise Failed(f"PostgreSQL ended: {log.read()[-2000:]}")
        try:
            self.psql("postgres", "-c", "select 1")
        except Failed:
            return False
        return True

    def load(self, database, sql):
        """Makes `database` and runs the statements in it; the first error ends it with Failed."""
        self.psql("postgres", "-c", f'create database "{database}"')
        self.psql(database, "-f", "-", input=sql)

    def schema_of(self, database):
        return self.command(
            *("pg_dump", "-h", self.folder, "-p", str(self.port)),
            *("-U", "postgres", "--schema-only", "-d", database),
        )
