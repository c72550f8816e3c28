#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The four flows of the diagnostics sample run on a backend, from what starts them to what they do.

A result is verified: a doctor is paged by a service that fails twice, and acknowledges; a report is
made, the patient gets a mail, and whoever listens to /api/events hears of it. An appointment is booked,
and the next one at that time refused. What the night and each hour bring is done each second here.
"""

import http.server
import json
import os
import shutil
import socketserver
import tempfile
import threading
import urllib.request
from decimal import Decimal

from programs import Backend, Failed, gplan, wait_until
from tap import ROOT, Tap

SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")
CLINIC = "c1000000-0000-4000-8000-000000000001"
PATIENT = "a7000000-0000-4000-8000-000000000007"
DOCTOR = "b1000000-0000-4000-8000-000000000001"
RESULT = "e5000000-0000-4000-8000-000000000091"
VISIT = "b2000000-0000-4000-8000-000000000002"
ORDER = "c3000000-0000-4000-8000-000000000002"
PASSWORD = "correct horse battery"


class Pager(http.server.ThreadingHTTPServer):
    """Fails twice, then takes the page."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), PagerCall)
        self.calls = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class PagerCall(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.calls.append(
            (self.path, self.headers["Authorization"], self.headers["Idempotency-Key"], body)
        )
        self.send_response(503 if len(self.server.calls) <= 2 else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), MailSession)
        self.daemon_threads = True
        self.recipients = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class MailSession(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 mail.example.org")
        recipient = None
        for line in self.rfile:
            command = line.decode().strip()
            if command.upper().startswith("RCPT TO:"):
                recipient = command[8:].strip("<> ")
            if command.upper() == "DATA":
                self.say("354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.recipients.append(recipient)
            self.say("221 bye" if command.upper() == "QUIT" else "250 well")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class Listener(threading.Thread):
    """Reads /api/events; keeps the data of events by their types."""

    def __init__(self, backend):
        super().__init__(daemon=True)
        request = urllib.request.Request(backend.url + "/api/events")
        request.add_header("Authorization", f"Bearer {backend.token}")
        self.stream = urllib.request.urlopen(request)
        self.heard = {}
        self.start()

    def run(self):
        try:
            for line in self.stream:
                if line.startswith(b"data:"):
                    envelope = json.loads(line[5:])
                    self.heard.setdefault(envelope["type"], []).append(envelope["data"])
        except (OSError, ValueError):
            pass  # the backend has ended


def adapt(design, pager, mail):
    """The addresses of this computer, and schedules that come round while one looks."""
    named = {child["name"]: child for child in design["children"] if "name" in child}
    named["pager"].update(url=f"http://127.0.0.1:{pager.server_port}/v1", private_network=True)
    named["mail"].update(
        url=f"smtp://127.0.0.1:{mail.server_address[1]}", private_network=True, auth="none"
    )
    del named["mail"]["secret"]
    named["nightly_billing"].update(trigger="every", schedule="1s")
    named["chase_samples"]["schedule"] = "1s"
    for flow in ("result_ready", "nightly_billing"):
        for step in named[flow]["children"]:
            if step.get("type") == "mail":
                step["with"] = {"from": '"lab@example.org"', **step["with"]}
    return named


def write_design(folder, pager, mail):
    with open(SAMPLE, encoding="utf-8") as file:
        document = json.load(file)
    named = adapt(document["design"], pager, mail)
    path = os.path.join(folder, "diagnostics.gplan.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    return path, named


def must(backend, method, path, body=None, status=200, token=None):
    got, answer = backend.request(method, path, body, token=token or backend.token)
    if got != status:
        raise Failed(f"{method} {path} was answered with {got}: {answer}")
    return answer


def add_examples(backend, named):
    """The example records of the sample, a visit that is done and an order that waits."""
    order = ("clinic", "patient", "staff", "instrument", "panel", "appointment", "test_order",
             "sample", "test_result", "invoice")
    for entity in order:
        for child in named[entity]["children"]:
            if child["kind"] == "fixture":
                must(backend, "POST", f"/api/records/{entity}", child["record"], 201)
    must(backend, "POST", "/api/records/appointment", {
        "id": VISIT, "clinic_id": CLINIC, "patient_id": PATIENT, "doctor_id": DOCTOR,
        "starts_at": "2026-03-03T09:00:00Z", "ends_at": "2026-03-03T09:20:00Z", "status": "done"},
        201)
    must(backend, "POST", "/api/records/test_order", {
        "id": ORDER, "clinic_id": CLINIC, "appointment_id": VISIT, "doctor_id": DOCTOR,
        "panel_id": "f6000000-0000-4000-8000-000000000001", "priority": "urgent",
        "status": "ordered", "ordered_at": "2026-03-02T09:15:00Z"}, 201)


def sign_in(backend, name, roles):
    account = {"email": f"{name}@example.org", "password": PASSWORD}
    must(backend, "POST", "/admin/users", {**account, "roles": roles, "tenant": CLINIC}, 201)
    return must(backend, "POST", "/api/auth/login", account)["token"]


def wait_for_run(backend, flow):
    def ended():
        runs = must(backend, "GET", f"/admin/runs?flow={flow}")["items"]
        return next((run for run in runs if run["ended"] is not None), None)

    run = wait_until(ended, f"{flow} to end")
    if run["status"] != "completed":
        raise Failed(f"{flow} is {run['status']}: {run['error']}")
    return must(backend, "GET", f"/admin/runs/{run['id']}")


def verify_a_result(backend, pager, mail, listener):
    doctor = sign_in(backend, "wei", ["doctor"])
    technician = sign_in(backend, "ben", ["lab_technician"])
    must(backend, "PATCH", f"/api/records/test_result/{RESULT}", {"status": "verified"})

    waiting = wait_until(
        lambda: must(backend, "GET", "/api/approvals", token=doctor)["items"], "an approval"
    )
    complaints = []
    if must(backend, "GET", "/api/approvals", token=technician)["items"]:
        complaints.append("a technician may decide, too")
    must(backend, "POST", f"/api/approvals/{waiting[0]['id']}", {"decision": "approve"}, 204, doctor)
    run = wait_for_run(backend, "result_ready")

    page = ("/v1/page", "Bearer s3cret", RESULT,
            {"number": "4711", "text": f"Critical result {RESULT}"})
    if pager.calls != 3 * [page]:
        complaints.append(f"the doctor was paged with {pager.calls}")
    steps = [(step["place"], step["status"]) for step in run["steps"]]
    expected = ["is_critical", "page_doctor", "doctor_acknowledges", "render_report",
                "notify_patient", "emit_report_ready"]
    if [place for place, status in steps if status == "completed"] != expected:
        complaints.append(f"the steps are {steps}")
    reports = must(backend, "GET", "/api/records/report")["items"]
    if [report["status"] for report in reports] != ["released"]:
        complaints.append(f"the reports are {reports}")
    if mail.recipients != ["ana@example.org"]:
        complaints.append(f"mails went to {mail.recipients}")
    heard = wait_until(lambda: listener.heard.get("report.ready"), "report.ready")
    if heard != [{"patient_email": "ana@example.org", "report_id": reports[0]["id"]}]:
        complaints.append(f"subscribers heard {heard}")
    return complaints


def book_an_appointment(backend, listener):
    token = sign_in(backend, "carla", ["clinic_admin"])
    wish = {"patient_id": PATIENT, "doctor_id": DOCTOR, "starts_at": "2026-05-04T10:00:00Z",
            "ends_at": "2026-05-04T10:20:00Z"}
    booked = must(backend, "POST", "/api/flows/appointments", wish, token=token)
    refused = must(backend, "POST", "/api/flows/appointments", wish, 409, token)
    must(backend, "POST", "/api/flows/appointments", {"patient_id": PATIENT}, 400, token)
    stored = must(backend, "GET", f"/api/records/appointment/{booked['id']}")
    heard = wait_until(lambda: listener.heard.get("appointment.booked"), "appointment.booked")
    complaints = []
    if (stored["status"], stored["clinic_id"]) != ("booked", CLINIC):
        complaints.append(f"the appointment is {stored}")
    if refused["detail"] != "This time is taken.":
        complaints.append(f"the second one was refused with {refused}")
    if [data["appointment_id"] for data in heard] != [booked["id"]]:
        complaints.append(f"subscribers heard {heard}")
    return complaints


def bill_a_visit(backend, _):
    def invoices():
        items = must(backend, "GET", "/api/records/invoice")["items"]
        return [one for one in items if one["appointment_id"] == VISIT]

    found = wait_until(invoices, "an invoice")
    wait_for_run(backend, "nightly_billing")
    amounts = [Decimal(one["amount"]) for one in invoices()]
    return [] if found and amounts == [Decimal("48.50")] else [f"the invoices are of {amounts}"]


def chase_a_sample(_, listener):
    heard = wait_until(lambda: listener.heard.get("sample.overdue"), "sample.overdue")
    wrong = [data for data in heard if data != {"order_id": ORDER, "waiting_hours": 4}]
    return [f"subscribers heard {wrong}"] if wrong else []


def run_all(tap, folder):
    pager, mail = Pager(), MailServer()
    path, named = write_design(folder, pager, mail)
    os.environ["GPLAN_SECRET_PAGER_TOKEN"] = "s3cret"
    with Backend(folder) as backend:
        gplan("deploy", path, "--to", f"local:{backend.url}", "--yes", token=backend.token)
        listener = Listener(backend)
        add_examples(backend, named)
        tap.check("/e2e/sample-flows/a-result-is-verified",
                  verify_a_result(backend, pager, mail, listener))
        tap.check("/e2e/sample-flows/an-appointment-is-booked",
                  book_an_appointment(backend, listener))
        tap.check("/e2e/sample-flows/a-visit-is-billed", bill_a_visit(backend, listener))
        tap.check("/e2e/sample-flows/a-sample-is-chased", chase_a_sample(backend, listener))
    pager.shutdown()
    mail.shutdown()


def main():
    tap = Tap()
    folder = tempfile.mkdtemp(prefix="gp-sample-flows-")
    try:
        run_all(tap, folder)
    except Failed as failure:
        tap.check("/e2e/sample-flows/all", str(failure).splitlines())
    shutil.rmtree(folder, ignore_errors=True)
    tap.done()


main()
