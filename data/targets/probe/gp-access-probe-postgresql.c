/* gp-access-probe-postgresql.c — access tests in sessions of PostgreSQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * One script for psql, and one transaction, which is rolled back: the example records, then for
 * each test the role and the claims of its persona, one statement, and a line with what came of it.
 * Rows that constraints object to were allowed: those are asked after the policies. */
#define G_LOG_DOMAIN "gp-access-probe-postgresql"
#include "config.h"
#include "gp-access-probe.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "gp-access-probe-private.h"
#include "gp-postgresql-expr.h"
#include "gp-sql-name.h"
#include "gp-target.h"

#define MARK "gplan-test"
#define NO_RIGHT "42501"
#define CONSTRAINT "23"

typedef struct
{
  GpDesign *design;
  GString  *sql;
} Script;

/* A value as a literal of no type in particular, which becomes that of its column. */
static void
append_value (Script         *self,
              GpJsonDocument *document,
              GpJsonNode      node)
{
  g_autofree char *text = NULL;
  const char *raw;
  gsize length;

  if (gp_json_get_type (document, node) == GP_JSON_NULL)
    {
      g_string_append (self->sql, "NULL");
      return;
    }
  raw = gp_json_get_raw (document, node, &length);
  text = gp_json_get_type (document, node) == GP_JSON_STRING
           ? g_strdup (gp_json_get_text (document, node)) : g_strndup (raw, length);
  gp_sql_quote_text (self->sql, text);
}

static void
append_insert (Script          *self,
               const GpElement *entity,
               const char      *json)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (json, strlen (json), 64, NULL);
  GpJsonNode first = document != NULL ? gp_json_first (document, GP_JSON_ROOT) : 0;

  g_string_append (self->sql, "INSERT INTO ");
  gp_postgresql_expr_table (self->sql, entity);
  if (first == 0)
    {
      g_string_append (self->sql, " DEFAULT VALUES");
      return;
    }
  for (GpJsonNode node = first; node != 0; node = gp_json_next (document, node))
    {
      g_string_append (self->sql, node == first ? " (" : ", ");
      gp_sql_quote_name (self->sql, gp_json_get_key (document, node));
    }
  for (GpJsonNode node = first; node != 0; node = gp_json_next (document, node))
    {
      g_string_append (self->sql, node == first ? ") VALUES (" : ", ");
      append_value (self, document, node);
    }
  g_string_append_c (self->sql, ')');
}

static void
append_where (Script          *self,
              const GpElement *entity,
              const GpElement *fixture)
{
  const char *key = gp_access_probe_key (self->design, entity);
  g_autofree char *id = gp_access_probe_dup_member (gp_element_get_text (fixture,
                                                                         GP_FIXTURE_RECORD), key);

  g_string_append (self->sql, " WHERE ");
  gp_sql_quote_name (self->sql, key);
  g_string_append (self->sql, " = ");
  gp_sql_quote_text (self->sql, id != NULL ? id : "");
}

static void
append_update (Script          *self,
               const GpElement *entity,
               const char      *json)
{
  g_autoptr(GpJsonDocument) document = json != NULL
    ? gp_json_document_parse (json, strlen (json), 64, NULL) : NULL;
  GpJsonNode first = document != NULL ? gp_json_first (document, GP_JSON_ROOT) : 0;

  g_string_append (self->sql, "UPDATE ");
  gp_postgresql_expr_table (self->sql, entity);
  g_string_append (self->sql, " SET ");
  if (first == 0)
    {
      gp_sql_quote_name (self->sql, gp_access_probe_key (self->design, entity));
      g_string_append (self->sql, " = ");
      gp_sql_quote_name (self->sql, gp_access_probe_key (self->design, entity));
    }
  for (GpJsonNode node = first; node != 0; node = gp_json_next (document, node))
    {
      g_string_append (self->sql, node == first ? "" : ", ");
      gp_sql_quote_name (self->sql, gp_json_get_key (document, node));
      g_string_append (self->sql, " = ");
      append_value (self, document, node);
    }
}

static void
append_read (Script          *self,
             const GpElement *entity,
             const GpElement *test)
{
  const GpId *fields;
  gsize n;

  fields = gp_element_get_refs (test, GP_TEST_FIELDS, &n);
  g_string_append (self->sql, "SELECT ");
  if (n == 0)
    gp_sql_quote_name (self->sql, gp_access_probe_key (self->design, entity));
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (self->sql, i > 0 ? ", " : "");
      gp_sql_quote_name (self->sql,
                         gp_element_get_name (gp_design_lookup (self->design, &fields[i])));
    }
  g_string_append (self->sql, " FROM ");
  gp_postgresql_expr_table (self->sql, entity);
}

/* Who has one role that is assigned acts as the database role of its name. */
static void
append_session (Script          *self,
                const GpElement *persona)
{
  g_autoptr(GString) claims = g_string_new (NULL);
  const GpElement *only = NULL;
  const char *own = gp_element_get_text (persona, GP_PERSONA_CLAIMS);
  const char *const texts[][2] = { { "sub", gp_element_get_text (persona, GP_PERSONA_USER_ID) },
                                   { "email", gp_element_get_text (persona, GP_PERSONA_EMAIL) } };
  const char *tenant = gp_element_get_text (persona, GP_PERSONA_TENANT);
  const GpId *roles;
  GpJsonWriter writer;
  gsize n;

  if (gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS))
    {
      g_string_append (self->sql, "SET LOCAL ROLE anon;\nSET LOCAL request.jwt.claims = '';\n");
      return;
    }
  roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);
  gp_json_writer_init (&writer, claims, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i][1] != NULL)
      {
        gp_json_writer_key (&writer, texts[i][0]);
        gp_json_writer_string (&writer, texts[i][1]);
      }
  gp_json_writer_key (&writer, "app_metadata");
  gp_json_writer_begin_object (&writer);
  if (tenant != NULL)
    {
      gp_json_writer_key (&writer, "tenant");
      gp_json_writer_string (&writer, tenant);
    }
  if (own != NULL)
    {
      gp_json_writer_key (&writer, "claims");
      gp_json_writer_raw (&writer, own);
    }
  gp_json_writer_key (&writer, "roles");
  gp_json_writer_begin_array (&writer);
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup_kind (self->design, &roles[i], GP_KIND_ROLE);

      if (role != NULL)
        gp_json_writer_string (&writer, gp_element_get_name (role));
      only = n == 1 && role != NULL && gp_element_is (role, GP_ROLE_MEMBERSHIP, "assigned") ? role
                                                                                           : NULL;
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_object (&writer);

  g_string_append (self->sql, "SET LOCAL ROLE ");
  gp_sql_quote_name (self->sql, only != NULL ? gp_element_get_name (only) : "authenticated");
  g_string_append (self->sql, ";\nSET LOCAL request.jwt.claims = ");
  gp_sql_quote_text (self->sql, claims->str);
  g_string_append (self->sql, ";\n");
}

static void
append_test (Script          *self,
             const GpElement *test,
             guint            number)
{
  const GpElement *entity = gp_design_lookup (self->design,
                                              gp_element_get_ref (test, GP_TEST_SUBJECT));
  const GpElement *fixture = gp_design_lookup (self->design,
                                               gp_element_get_ref (test, GP_TEST_FIXTURE));
  const char *write = gp_element_get_text (test, GP_TEST_WRITE);

  g_string_append (self->sql, "SAVEPOINT gplan;\n");
  append_session (self, gp_design_lookup (self->design,
                                          gp_element_get_ref (test, GP_TEST_PERSONA)));
  if (gp_element_is (test, GP_TEST_ACTION, "create"))
    {
      append_insert (self, entity,
                     write != NULL ? write
                     : fixture != NULL ? gp_element_get_text (fixture, GP_FIXTURE_RECORD) : "{}");
    }
  else
    {
      if (gp_element_is (test, GP_TEST_ACTION, "read"))
        append_read (self, entity, test);
      else if (gp_element_is (test, GP_TEST_ACTION, "update"))
        append_update (self, entity, write);
      else
        {
          g_string_append (self->sql, "DELETE FROM ");
          gp_postgresql_expr_table (self->sql, entity);
        }
      append_where (self, entity, fixture);
    }
  g_string_append_printf (self->sql,
                          ";\n\\echo " MARK " %u :SQLSTATE :ROW_COUNT :LAST_ERROR_MESSAGE\n"
                          "ROLLBACK TO gplan;\n", number);
}

static char *
write_script (GpDesign  *design,
              GPtrArray *answers)
{
  g_autoptr(GPtrArray) fixtures = gp_access_probe_fixtures (design);
  g_autoptr(GString) sql = g_string_new ("\\set ON_ERROR_STOP on\nBEGIN;\n");
  Script self = { .design = design, .sql = sql };

  for (guint i = 0; i < fixtures->len; i++)
    {
      append_insert (&self, gp_design_lookup (design, gp_element_get_parent (fixtures->pdata[i])),
                     gp_element_get_text (fixtures->pdata[i], GP_FIXTURE_RECORD));
      g_string_append (sql, " ON CONFLICT DO NOTHING;\n");
    }
  g_string_append (sql, "\\set ON_ERROR_STOP off\n");
  for (guint i = 0; i < answers->len; i++)
    {
      GpAccessAnswer *answer = answers->pdata[i];

      if (answer->problem == NULL)
        append_test (&self, gp_design_lookup (design, &answer->test), i);
    }
  g_string_append (sql, "ROLLBACK;\n");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* "gplan-test 3 00000 1 …" */
static void
take_line (const char *line,
           GPtrArray  *answers)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 5);
  guint number = g_strv_length (words) == 5 ? (guint) atoi (words[1]) : G_MAXUINT;
  GpAccessAnswer *answer;

  if (number >= answers->len || !g_str_equal (words[0], MARK))
    return;
  answer = answers->pdata[number];
  if (g_str_equal (words[2], "00000"))
    answer->kind = atoi (words[3]) > 0 ? GP_ACCESS_ANSWER_ALLOWED : GP_ACCESS_ANSWER_DENIED;
  else if (g_str_equal (words[2], NO_RIGHT))
    answer->kind = GP_ACCESS_ANSWER_DENIED;
  else if (g_str_has_prefix (words[2], CONSTRAINT))
    answer->kind = GP_ACCESS_ANSWER_ALLOWED;
  else
    answer->problem = g_strdup (words[4]);
}

gboolean
gp_access_probe_postgresql (GpDesign    *design,
                            const char  *address,
                            GPtrArray   *answers,
                            GError     **error)
{
  g_autofree char *script = write_script (design, answers);
  g_autofree char *out = NULL, *said = NULL;
  g_autoptr(GSubprocess) psql = NULL;
  g_autoptr(GError) failure = NULL;
  g_auto(GStrv) lines = NULL;

  psql = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                             | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                           &failure, "psql", "-X", "-q", "-A", "-t", "-w", "-d", address, "-f",
                           "-", NULL);
  if (psql == NULL
      || !g_subprocess_communicate_utf8 (psql, script, NULL, &out, &said, &failure))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT,
                   _("psql, which asks PostgreSQL, cannot be run: %s"), failure->message);
      return FALSE;
    }
  if (!g_subprocess_get_successful (psql))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED, _("PostgreSQL answers: %s"),
                   g_strstrip (said));
      return FALSE;
    }
  lines = g_strsplit (out, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    take_line (lines[i], answers);
  return TRUE;
}
