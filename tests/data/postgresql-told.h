/* postgresql-told.h — what a database with one table says of itself
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-server.h"
#include "gp-test-design.h"
#include "gp-test-http.h"

/* The table that new_things() would make, and its key, as the catalog lists them. */
#define TABLE \
  "[\\\"table\\\", \\\"public.thing\\\", \\\"CREATE TABLE public.thing (" \
  "id uuid DEFAULT gen_random_uuid() NOT NULL, name text NOT NULL)\\\", false]"
#define KEY \
  "[\\\"constraint\\\", \\\"public.thing.thing_pkey\\\", " \
  "\\\"ALTER TABLE ONLY public.thing ADD CONSTRAINT thing_pkey PRIMARY KEY (id)\\\", false]"

/* What a database without a record of ours says. */
#define UNMANAGED(fingerprint, catalog) \
  "[{\"fingerprint\":\"" fingerprint "\",\"catalog\":\"[" catalog "]\",\"managed\":false}]"

static inline GpPostgresqlServer *
connect_to (GpTestHttp *http)
{
  return gp_postgresql_server_new ("postgresql", gp_test_http_get_url (http), NULL, NULL);
}

static inline GpDesign *
new_things (GpId *out_thing,
            GpId *out_name)
{
  GpDesign *design = gp_design_new (NULL, "Things");

  *out_thing = gp_test_add_entity (design, "thing");
  *out_name = gp_test_add_field (design, out_thing, "name", "text");
  return design;
}
