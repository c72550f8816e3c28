/* gp-postgresql-deployed.c — what a database remembers of deployments, and what it holds now
 * SPDX-License-Identifier: Apache-2.0
 *
 * PostgreSQL writes expressions in its own words, so what is read back is never what was written.
 * Therefore two readings are compared with one another and never a reading with a design: the one
 * that the last deployment kept in groundplan.migrations, and the one of now. What differs between
 * them is what others did, and is done to the deployed design. */
#define G_LOG_DOMAIN "gp-postgresql-deployed"
#include "config.h"
#include "gp-postgresql-deployed.h"

#include "gp-diff.h"
#include "gp-finding.h"
#include "gp-json-design.h"
#include "gp-plan-build.h"
#include "gp-postgresql-unread.h"
#include "gp-sql-writer.h"
#include "gp-target-live.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

/* An extension by what is called of it: its versions have added arguments of other names. */
#define HAS_FUNCTION(schema, name, arguments) \
  "EXISTS (SELECT FROM pg_catalog.pg_proc AS f JOIN pg_catalog.pg_namespace AS s ON s.oid = " \
  "f.pronamespace WHERE s.nspname = '" schema "' AND f.proname = '" name "' AND f.proargnames @> " \
  "'{" arguments "}' AND has_schema_privilege(s.oid, 'USAGE'))"

#define READ_SECONDS 120
#define MAX_DEPTH    16
#define MAX_NAMED    20   /* objects of a drift that are named one by one */

const char gp_postgresql_deployed_schema[] =
  "CREATE SCHEMA IF NOT EXISTS groundplan;\n"
  "REVOKE ALL ON SCHEMA groundplan FROM PUBLIC;\n"
  "CREATE TABLE IF NOT EXISTS groundplan.migrations (\n"
  "  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
  "  applied_at timestamp with time zone DEFAULT now() NOT NULL,\n"
  "  applied_by text DEFAULT session_user NOT NULL,\n"
  "  plan text NOT NULL,\n"
  "  design_hash text NOT NULL,\n"
  "  design text NOT NULL,\n"
  "  before text NOT NULL,\n"
  "  after text NOT NULL,\n"
  "  catalog text NOT NULL,\n"
  "  script text NOT NULL,\n"
  "  inverse text NOT NULL);\n"
  "CREATE TABLE IF NOT EXISTS groundplan.journal (\n"
  "  plan text NOT NULL,\n"
  "  step integer NOT NULL,\n"
  "  at timestamp with time zone DEFAULT now() NOT NULL,\n"
  "  statement text NOT NULL,\n"
  "  PRIMARY KEY (plan, step));\n";

/* --- reading --- */

static char *
dup_text (GpJsonDocument *document,
          GpJsonNode      row,
          const char     *column)
{
  GpJsonNode node = row != 0 ? gp_json_find (document, row, column) : 0;

  return node != 0 ? g_strdup (gp_json_get_text (document, node)) : NULL;
}

static gboolean
is_true (GpJsonDocument *document,
         GpJsonNode      row,
         const char     *column)
{
  GpJsonNode node = row != 0 ? gp_json_find (document, row, column) : 0;

  return node != 0 && gp_json_get_type (document, node) == GP_JSON_TRUE;
}

static void
no_answer_error (GpPostgresqlServer  *server,
                 GError             **error)
{
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
               _("%s gives no answer to what is in the database: is it PostgreSQL 12 or newer?"),
               gp_postgresql_server_get_name (server));
}

/* What the answer to @sql, one row, holds; valid as long as @out_rows. NULL is an error. */
static GpJsonDocument *
ask (GpPostgresqlServer  *server,
     const char          *sql,
     char               **out_rows,
     GCancellable        *cancellable,
     GError             **error)
{
  *out_rows = gp_postgresql_server_query (server, sql, READ_SECONDS, cancellable, error);

  return *out_rows != NULL ? gp_json_document_parse (*out_rows, strlen (*out_rows), MAX_DEPTH,
                                                     error)
                           : NULL;
}

/* The fingerprint, and with it the catalog where the answer has it. */
static gboolean
take_catalog (GpPostgresqlLive    *self,
              GpPostgresqlServer  *server,
              GpJsonDocument      *document,
              gboolean             needed,
              GError             **error)
{
  GpJsonNode row = gp_json_first (document, GP_JSON_ROOT);
  g_autofree char *catalog = dup_text (document, row, "catalog");

  g_free (self->fingerprint);
  self->fingerprint = dup_text (document, row, "fingerprint");
  if (self->fingerprint == NULL || (needed && catalog == NULL))
    {
      no_answer_error (server, error);
      return FALSE;
    }
  if (catalog != NULL)
    self->catalog = gp_postgresql_catalog_new (catalog, error);
  return catalog == NULL || self->catalog != NULL;
}

/* The catalog is large: a database that was deployed to gives it where it is asked for alone. */
static gboolean
read_place (GpPostgresqlLive    *self,
            GpPostgresqlServer  *server,
            gboolean             whole,
            gboolean            *out_managed,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autofree char *sql = g_strconcat (
    gp_postgresql_catalog_parts, "SELECT " GP_POSTGRESQL_CATALOG_FINGERPRINT " AS fingerprint, "
    "CASE WHEN ", whole ? "true" : "to_regclass('groundplan.migrations') IS NULL",
    " THEN (SELECT " GP_POSTGRESQL_CATALOG_JSON " FROM parts) END AS catalog, "
    "CASE WHEN to_regclass('groundplan.migrations') IS NULL THEN (", gp_postgresql_unread_query,
    ") END AS unread, to_regclass('groundplan.migrations') IS NOT NULL AS managed, "
    HAS_FUNCTION ("cron", "schedule", "job_name, schedule, command") " AND "
    GP_POSTGRESQL_CAN_READ ("cron", "job") " AS cron, "
    "coalesce(current_setting('cron.timezone', true), '') IN ('', 'GMT', 'UTC') AS cron_in_utc, "
    HAS_FUNCTION ("net", "http_post", "url, body, headers, timeout_milliseconds")
    " AND " GP_POSTGRESQL_CAN_READ ("net", "_http_response") " AS net, "
    GP_POSTGRESQL_CAN_READ ("vault", "decrypted_secrets") " AS vault, "
    "(SELECT obj_description(n.oid, 'pg_namespace') FROM pg_catalog.pg_namespace AS n "
    "WHERE n.nspname = 'gp_flows') AS flows FROM parts", NULL);
  g_autofree char *rows = NULL;
  g_autoptr(GpJsonDocument) document = ask (server, sql, &rows, cancellable, error);
  GpJsonNode row;

  if (document == NULL)
    return FALSE;
  row = gp_json_first (document, GP_JSON_ROOT);
  *out_managed = is_true (document, row, "managed");
  if (!take_catalog (self, server, document, whole || !*out_managed, error))
    return FALSE;
  self->unread = dup_text (document, row, "unread");
  self->flows = dup_text (document, row, "flows");
  if (self->flows == NULL)
    self->flows = g_strdup ("");
  self->abilities.cron = is_true (document, row, "cron");
  self->abilities.cron_in_utc = is_true (document, row, "cron_in_utc");
  self->abilities.net = is_true (document, row, "net");
  self->abilities.vault = is_true (document, row, "vault");

  return TRUE;
}

static gboolean
changed_error (GpPostgresqlServer  *server,
               GError             **error)
{
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
               _("%s: the table groundplan.migrations was changed by hand and cannot be read."),
               gp_postgresql_server_get_name (server));
  return FALSE;
}

static gboolean
read_deployed (GpPostgresqlLive    *self,
               GpPostgresqlServer  *server,
               GCancellable        *cancellable,
               GError             **error)
{
  g_autofree char *rows = NULL;
  g_autoptr(GpJsonDocument) document = ask (
    /* A bare number in ORDER BY would be the text of the list: 9 after 10. */
    server, "SELECT m.number::text, m.design, m.after, j.interrupted "
    "FROM (SELECT EXISTS (SELECT FROM groundplan.journal) AS interrupted) AS j LEFT JOIN "
    "(SELECT * FROM groundplan.migrations AS all_of_them ORDER BY all_of_them.number DESC LIMIT 1) "
    "AS m ON true", &rows, cancellable, error);
  g_autofree char *number = NULL;
  g_autofree char *design = NULL;
  GpJsonNode row;

  if (document == NULL)
    return FALSE;
  row = gp_json_first (document, GP_JSON_ROOT);
  self->interrupted = is_true (document, row, "interrupted");
  number = row != 0 ? dup_text (document, row, "number") : NULL;
  if (number == NULL)
    return TRUE;
  design = dup_text (document, row, "design");
  self->after = dup_text (document, row, "after");
  if (design == NULL || self->after == NULL)
    return changed_error (server, error);
  self->number = g_ascii_strtoll (number, NULL, 10);
  self->deployed = gp_json_design_from_text (design, strlen (design), error);

  return self->deployed != NULL;
}

static gboolean
read_catalog (GpPostgresqlLive    *self,
              GpPostgresqlServer  *server,
              GCancellable        *cancellable,
              GError             **error)
{
  g_autofree char *sql = g_strconcat (
    gp_postgresql_catalog_parts, "SELECT " GP_POSTGRESQL_CATALOG_FINGERPRINT " AS fingerprint, "
    GP_POSTGRESQL_CATALOG_JSON " AS catalog FROM parts", NULL);
  g_autofree char *rows = NULL;
  g_autoptr(GpJsonDocument) document = ask (server, sql, &rows, cancellable, error);

  return document != NULL && take_catalog (self, server, document, TRUE, error);
}

/* What was there after the last deployment. */
static gboolean
read_before (GpPostgresqlLive    *self,
             GpPostgresqlServer  *server,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT catalog FROM groundplan.migrations WHERE number = %" G_GINT64_FORMAT, self->number);
  g_autofree char *rows = NULL;
  g_autoptr(GpJsonDocument) document = ask (server, sql, &rows, cancellable, error);
  g_autofree char *catalog = NULL;

  if (document == NULL)
    return FALSE;
  catalog = dup_text (document, gp_json_first (document, GP_JSON_ROOT), "catalog");
  if (catalog == NULL)
    return changed_error (server, error);
  self->before = gp_postgresql_catalog_new (catalog, error);

  return self->before != NULL;
}

GpPostgresqlLive *
gp_postgresql_live_read (GpPostgresqlServer  *server,
                         gboolean             whole,
                         GCancellable        *cancellable,
                         GError             **error)
{
  g_autoptr(GpPostgresqlLive) self = g_new0 (GpPostgresqlLive, 1);
  gboolean managed = FALSE;

  if (!read_place (self, server, whole, &managed, cancellable, error)
      || (managed && !read_deployed (self, server, cancellable, error)))
    return NULL;
  if (managed && (self->deployed == NULL || gp_postgresql_live_has_drifted (self))
      && self->catalog == NULL && !read_catalog (self, server, cancellable, error))
    return NULL;
  if (gp_postgresql_live_has_drifted (self) && !read_before (self, server, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
gp_postgresql_live_free (GpPostgresqlLive *self)
{
  if (self == NULL)
    return;
  g_free (self->fingerprint);
  g_free (self->unread);
  g_free (self->flows);
  g_free (self->after);
  gp_postgresql_catalog_free (self->catalog);
  gp_postgresql_catalog_free (self->before);
  g_clear_object (&self->deployed);
  g_free (self);
}

gboolean
gp_postgresql_live_has_drifted (const GpPostgresqlLive *self)
{
  return self->after != NULL && !g_str_equal (self->after, self->fingerprint);
}

/* --- as a design --- */

static void
note_drift (const GpPostgresqlLive *self,
            GPtrArray              *findings)
{
  g_autoptr(GPtrArray) changes = gp_postgresql_catalog_list_changes (self->catalog, self->before);

  for (guint i = 0; i < changes->len && i < MAX_NAMED; i++)
    g_ptr_array_add (findings,
                     gp_finding_new_printf ("MIG209", GP_SEVERITY_WARNING,
                                            _("Somebody else has changed %s since the last "
                                              "deployment."),
                                            (const char *) g_ptr_array_index (changes, i)));
  if (changes->len > MAX_NAMED)
    g_ptr_array_add (findings,
                     gp_finding_new_printf ("MIG209", GP_SEVERITY_WARNING,
                                            _("Somebody else has changed %u more objects of the "
                                              "database since the last deployment."),
                                            changes->len - MAX_NAMED));
}

/* The deployed design with what others did since. */
static GpDesign *
follow_drift (const GpPostgresqlLive  *self,
              GpDesign                *deployed,
              GCancellable            *cancellable,
              GError                 **error)
{
  const char *name = gp_element_get_name (gp_design_get_root (deployed));
  g_autoptr(GpDesign) read_before = NULL;
  g_autoptr(GpDesign) read_now = NULL;
  g_autoptr(GpDesign) before = NULL;
  g_autoptr(GpDesign) renamed = NULL;
  g_autoptr(GpDesign) now = NULL;
  g_autoptr(GpDesign) live = gp_design_copy (deployed);

  read_before = gp_postgresql_catalog_to_design (self->before, name, NULL, cancellable, error);
  if (read_before == NULL)
    return NULL;
  read_now = gp_postgresql_catalog_to_design (self->catalog, name, NULL, cancellable, error);
  if (read_now == NULL)
    return NULL;
  before = gp_match (deployed, read_before);
  renamed = gp_design_copy (before);
  gp_postgresql_catalog_follow_renames (self->catalog, self->before, renamed);
  now = gp_match (renamed, read_now);
  /* What stays may refer to what came. */
  gp_target_live_add_others (live, before, now);
  return gp_target_live_lay_over (live, before, now, error) ? g_steal_pointer (&live) : NULL;
}

static gboolean
has_policy (const GpElement *entity,
            const char      *name)
{
  gsize n;
  const char *const *policies = gp_element_get_texts (entity, GP_ENTITY_POLICIES, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *other = gp_sql_policy_name (policies[i]);

      if (g_strcmp0 (name, other) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A design without rules leaves access to others: policies that it knows nothing of are not in its
 * way, nor is a table that others have closed. Else it would take them down. */
static void
leave_access (GpDesign *live,
              GpDesign *deployed,
              GpDesign *wanted)
{
  g_autoptr(GPtrArray) entities = gp_design_list (live, GP_KIND_ENTITY);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (guint i = 0; gp_design_count (wanted, GP_KIND_RULE) == 0 && i < entities->len; i++)
    {
      const GpElement *now = entities->pdata[i];
      const GpId *id = gp_element_get_id (now);
      const GpElement *before = gp_design_lookup_kind (deployed, id, GP_KIND_ENTITY);
      const GpElement *after = gp_design_lookup_kind (wanted, id, GP_KIND_ENTITY);
      g_autoptr(GPtrArray) kept = g_ptr_array_new ();
      gsize n;
      const char *const *policies = gp_element_get_texts (now, GP_ENTITY_POLICIES, &n);

      if (before == NULL || after == NULL)
        continue;
      for (gsize j = 0; j < n; j++)
        {
          g_autofree char *name = gp_sql_policy_name (policies[j]);

          if (name == NULL || has_policy (before, name) || has_policy (after, name))
            g_ptr_array_add (kept, (gpointer) policies[j]);
        }
      if (kept->len < n)
        gp_change_set_set (changes, now, GP_ENTITY_POLICIES,
                           kept->len > 0
                             ? gp_value_texts ((const char *const *) kept->pdata, kept->len)
                             : gp_value_none ());
      if (gp_element_get_bool (now, GP_ENTITY_ROW_SECURITY)
          && !gp_element_get_bool (before, GP_ENTITY_ROW_SECURITY))
        gp_change_set_set (changes, now, GP_ENTITY_ROW_SECURITY,
                           gp_value_copy (gp_element_get_value (before, GP_ENTITY_ROW_SECURITY)));
    }
  gp_design_apply (live, changes, NULL);
}

GpDesign *
gp_postgresql_live_to_design (const GpPostgresqlLive  *self,
                              GpDesign                *wanted,
                              GPtrArray               *findings,
                              GCancellable            *cancellable,
                              GError                 **error)
{
  g_autoptr(GpDesign) deployed = NULL;
  g_autoptr(GpDesign) read = NULL;
  g_autoptr(GpDesign) followed = NULL;
  GpDesign *live;

  if (self->deployed == NULL)
    {
      read = gp_postgresql_catalog_to_design (
        self->catalog, wanted != NULL ? gp_element_get_name (gp_design_get_root (wanted)) : NULL,
        wanted == NULL ? findings : NULL, cancellable, error);
      if (read != NULL && wanted == NULL && findings != NULL)
        gp_postgresql_unread_note (self->unread, findings);
      return read == NULL || wanted == NULL ? g_steal_pointer (&read) : gp_match (wanted, read);
    }

  deployed = wanted != NULL ? gp_plan_below_root_of (self->deployed, wanted, error)
                            : g_object_ref (self->deployed);
  if (deployed == NULL)
    return NULL;
  if (!gp_postgresql_live_has_drifted (self))
    return g_steal_pointer (&deployed);
  /* What the interrupted deployment did is nobody else's. */
  if (findings != NULL && !self->interrupted)
    note_drift (self, findings);

  followed = follow_drift (self, deployed, cancellable, error);
  /* What others have added may have been taken over: its name tells. */
  if (followed == NULL || wanted == NULL)
    return g_steal_pointer (&followed);
  live = gp_match_others (wanted, followed, deployed);
  leave_access (live, deployed, wanted);

  return live;
}
