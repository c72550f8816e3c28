#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What was deployed to PostgreSQL is used through PostgREST, as an application does: the flows of the
diagnostics sample that run there, and its rules."""

import os
import shutil

import postgrest
from flow_place import CRON, NET, VAULT, expect, main, named
from tap import ROOT, Tap

SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")
CLINICS = [f"c1000000-0000-4000-8000-00000000000{n}" for n in (1, 2)]
PATIENT = "a7000000-0000-4000-8000-000000000007"
DOCTOR = "b1000000-0000-4000-8000-000000000001"


def person(role, clinic):
    return {"sub": "00000000-0000-4000-8000-0000000000aa",
            "app_metadata": {"roles": [role], "tenant": CLINICS[clinic]}}


def people(place):
    place.meta.query(f"""
        insert into clinic (id, name) values ('{CLINICS[0]}', 'North'), ('{CLINICS[1]}', 'South');
        insert into patient (id, clinic_id, full_name, born_on)
          values ('{PATIENT}', '{CLINICS[0]}', 'Ada', '1990-01-01');
        insert into staff (id, clinic_id, full_name, profession)
          values ('{DOCTOR}', '{CLINICS[0]}', 'Bo', 'doctor');""")


def sample_is_used(place):
    """Two of four flows run there; of the others is said what PostgreSQL cannot do."""
    shutil.copy(SAMPLE, place.clinic.path)
    place.meta.query(NET + CRON + VAULT)
    findings = place.plan()["findings"]
    complaints = []
    for words in ("“doctor_acknowledges” (Ask for approval)", "“notify_patient” (Send an e-mail)",
                  "result_ready is kept", "nightly_billing is kept"):
        if not named(findings, words):
            complaints.append(f"nothing says: {words}")
    place.deploy()
    complaints += place.settled()
    people(place)
    with postgrest.PostgREST(place.server, place.name) as rest:
        booked = {"patient_id": PATIENT, "doctor_id": DOCTOR, "starts_at": "2026-05-01T09:00:00Z",
                  "ends_at": "2026-05-01T09:20:00Z"}
        for what, body, claims, status, words in (
                ("a visit", booked, person("clinic_admin", 0), 200, "starts_at"),
                ("the same time", booked, person("clinic_admin", 0), 409, "This time is taken."),
                ("no end", {**booked, "ends_at": None}, person("clinic_admin", 0), 400, "/ends_at"),
                ("a lab technician", booked, person("lab_technician", 0), 403, "42501"),
                ("nobody", booked, None, 401, "permission denied")):
            got, answer = rest.ask("POST", "/rpc/book_appointment", body, claims)
            if got != status or words not in str(answer):
                complaints.append(f"{what}: {got} {answer}")
        for clinic, count in ((0, 1), (1, 0)):
            got, answer = rest.ask("GET", "/appointment?select=id,status", None,
                                   person("clinic_admin", clinic))
            complaints += expect((got, len(answer)), (200, count), f"what clinic {clinic} sees")
    return complaints + expect(place.value("select count(*) from groundplan.keys"), 0, "keys")


if postgrest.missing() is not None:
    Tap().skip_all(postgrest.missing())
main("postgresql-rest", {"sample": sample_is_used})
