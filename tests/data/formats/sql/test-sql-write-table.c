/* test-sql-write-table.c — tables, indexes and references as PostgreSQL's statements
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each statement is read and written again; what is written is what stands beside it. */

#include "config.h"

#include "gp-sql-writer.h"

#include <string.h>

#include "gp-import.h"
#include "gp-test.h"

static const char *const cases[][2] = {
  { "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL DEFAULT 'x'::text UNIQUE)",
    "CREATE TABLE t (\n    id integer,\n    a text DEFAULT 'x' NOT NULL UNIQUE,\n"
    "    PRIMARY KEY (id)\n);\n" },
  { "CREATE TABLE t (id bigserial CONSTRAINT k PRIMARY KEY)",
    "id bigserial,\n    CONSTRAINT k PRIMARY KEY (id)" },
  { "CREATE SEQUENCE s START 5; CREATE TABLE t (id int DEFAULT nextval('s'))",
    "CREATE SEQUENCE s START WITH 5;\n\nCREATE TABLE t (\n    id integer DEFAULT "
    "nextval('s'::regclass)\n);\nALTER SEQUENCE s OWNED BY t.id;\n" },
  { "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (START 7), b int GENERATED ALWAYS "
    "AS (a * 2) STORED)",
    "a integer GENERATED ALWAYS AS IDENTITY (START WITH 7) NOT NULL,\n"
    "    b integer GENERATED ALWAYS AS (a * 2) STORED" },
  { "CREATE TABLE t (a int, EXCLUDE USING gist (a WITH =) WHERE (a > 1) DEFERRABLE)",
    "EXCLUDE USING gist (a WITH =) WHERE (a > 1) DEFERRABLE" },
  { "CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (b) WITH "
    "(fillfactor=70))",
    "UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (b) WITH (fillfactor=70)" },
  { "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t USING hash (a) WHERE (a > 1)",
    "CREATE UNIQUE INDEX i ON t USING hash (a) WHERE a > 1;\n" },
  { "CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t ON DELETE CASCADE DEFERRABLE)",
    "ALTER TABLE t ADD FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE DEFERRABLE;\n" },
  { "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE u (a int, b int, "
    "CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t MATCH FULL ON DELETE SET NULL (b))",
    "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t (a, b) MATCH FULL ON "
    "DELETE SET "
    "NULL (b);\n" },
  { "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t FOR VALUES IN (1) "
    "PARTITION BY HASH (a); CREATE TABLE q PARTITION OF p DEFAULT",
    "PARTITION BY LIST (a);\nCREATE TABLE p PARTITION OF t FOR VALUES IN (1) PARTITION BY "
    "HASH (a);\n"
    "CREATE TABLE q PARTITION OF p DEFAULT;\n" },
  { "CREATE UNLOGGED TABLE t (a int) WITH (fillfactor=50)",
    "CREATE UNLOGGED TABLE t (\n    a integer\n)\nWITH (fillfactor=50);\n" },
  { "CREATE TABLE p (a int); CREATE TABLE t (b int) INHERITS (p)",
    "CREATE TABLE t (\n    a integer,\n    b integer\n)\nINHERITS (p);\n" },
};

static void
test_statements_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GPtrArray) findings = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GpDesign)
                   design = gp_import_text (cases[i][0], strlen (cases[i][0]), "sql-postgresql",
                                            NULL, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      gp_export (design, "sql-postgresql", out, &findings, NULL);
      g_assert_cmpuint (findings->len, ==, 0);
      if (strstr (out->str, cases[i][1]) == NULL)
        g_assert_cmpstr (out->str, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sql-write-table/statements-are-written", test_statements_are_written);
  return g_test_run ();
}
