/* gp-postgresql-plan.c — planning, applying and verifying a deployment to PostgreSQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * A connection may end at any moment. The transaction of a deployment writes its record, so
 * whether it was carried out can be asked afterwards: there is one with the hash of the plan and a
 * number that was not there before, or nothing has happened. */
#define G_LOG_DOMAIN "gp-postgresql-plan"
#include "config.h"
#include "gp-postgresql-plan.h"

#include "gp-diff.h"
#include "gp-flow.h"
#include "gp-json-document.h"
#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-postgresql-count.h"
#include "gp-postgresql-physical.h"
#include "gp-postgresql-script.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

#define SCRIPT_SECONDS 600
#define ASK_SECONDS    60
#define MAX_DEPTH      16
#define UNSAFE_VALUE   "55P04"   /* SQLSTATE of using a new value of an enum */
#define IN_TRANSACTION "25001"
#define DEPENDED_ON    "2BP01"
#define NOT_SUPPORTED  "0A000"

/* --- planning --- */

/* The statements for @element and all below it. */
static void
append_parts (const GpPostgresqlMigration *migration,
              GpDesign                    *design,
              const GpId                  *element,
              GString                     *out)
{
  const char *part = gp_postgresql_migration_get_part (migration, element);
  const GpElement *child;

  if (part != NULL)
    g_string_append (out, part);
  for (gsize i = 0; (child = gp_design_peek_child (design, element, i)) != NULL; i++)
    append_parts (migration, design, gp_element_get_id (child), out);
}

/* The functions of the flow that @operation is about, or is about a part of. */
static void
append_flow (const GpPostgresqlScript *script,
             GpDesign                 *design,
             const GpOperation        *operation,
             GString                  *out)
{
  const GpElement *flow = gp_flow_find_around (design,
                                               gp_design_lookup (design, &operation->element));
  const char *part;

  if (flow == NULL)
    return;
  part = gp_postgresql_flow_set_get_part (script->flows, gp_element_get_id (flow));
  if (part != NULL)
    g_string_append (out, part);
  else if (operation->action == GP_OPERATION_REMOVE)
    g_string_append (out, "DROP FUNCTION …");
}

static void
fill_requests (GpPostgresqlServer       *server,
               const GpPostgresqlScript *script,
               GpDesign                 *live,
               GpDesign                 *wanted,
               GPtrArray                *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      GpOperation *operation = g_ptr_array_index (operations, i);
      GpDesign *design = operation->action == GP_OPERATION_REMOVE ? live : wanted;
      g_autoptr(GString) sql = g_string_new (NULL);

      append_parts (script->migration, design, &operation->element, sql);
      append_flow (script, design, operation, sql);
      if (sql->len == 0 && operation->kind == GP_KIND_ENTITY
          && operation->action == GP_OPERATION_REMOVE)
        g_string_append (sql, "DROP TABLE …");
      gp_operation_set_request (operation, "POST", gp_postgresql_server_get_path (server),
                                sql->len > 0 ? sql->str : NULL);
    }
}

static gboolean
has_errors (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (gp_finding_get_severity (g_ptr_array_index (findings, i)) == GP_SEVERITY_ERROR)
      return TRUE;

  return FALSE;
}

/* @state: the SQLSTATE of what the database answered: @message */
static void
add_refusal (const char *state,
             const char *message,
             GPtrArray  *findings)
{
  /* What others made needs a column that goes or changes. */
  gboolean needed = g_str_equal (state, DEPENDED_ON) || g_str_equal (state, NOT_SUPPORTED);

  g_ptr_array_add (
    findings, needed
      ? gp_finding_new_printf ("MIG210", GP_SEVERITY_ERROR,
                               _("The script was tried and the database refuses it; nothing was "
                                 "changed. Change or remove in the database what is named here, "
                                 "or leave what it needs as it is: %s"), message)
      : gp_finding_new_printf ("MIG210", GP_SEVERITY_ERROR,
                               _("The script was tried and the database refuses it; nothing was "
                                 "changed. %s"), message));
}

/* Of the classes of data that does not fit, and of constraints that are not kept. */
static gboolean
is_about_rows (const char *state)
{
  return g_str_has_prefix (state, "22") || g_str_has_prefix (state, "23");
}

/* Runs the script and takes it back. What the database has against it is an error of the plan. */
static gboolean
rehearse (GpPostgresqlServer        *server,
          const GpPostgresqlScript  *script,
          const char                *live,
          GPtrArray                 *findings,
          GCancellable              *cancellable,
          GError                   **error)
{
  g_autofree char *sql = gp_postgresql_script_dup (script, live, "", GP_POSTGRESQL_REHEARSE);
  g_autoptr(GError) failure = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *state = NULL;
  guint n = findings->len;
  gboolean unsafe;

  if (*script->changes == '\0')
    return TRUE;

  rows = gp_postgresql_server_query_state (server, sql, SCRIPT_SECONDS, &state, cancellable,
                                           &failure);
  if (rows != NULL)
    return TRUE;
  /* Without a code it is the server before the database that fails. */
  if (state == NULL || !g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* A value that an enum has just got cannot be used in the same transaction: a deployment adds it
   * in one before. What rows would come to then was not seen. */
  unsafe = g_str_equal (state, UNSAFE_VALUE);
  if (!gp_postgresql_count_obstacles (server, script->migration,
                                      unsafe ? GP_SEVERITY_WARNING : GP_SEVERITY_ERROR, findings,
                                      cancellable, error))
    return FALSE;
  /* It stops at the first row that is in the way: that one has been told with the others. */
  if (!unsafe && (findings->len == n || !is_about_rows (state)))
    add_refusal (state, failure->message, findings);

  return TRUE;
}

/* What no element of the design stands for: policies, grants and functions that others changed, and
 * flows that the database can do now and could not before. */
static void
add_repair (GpDesign   *wanted,
            const char *sentence,
            GPtrArray  *operations)
{
  GpOperation *operation = gp_operation_new (
    "change:design:deployment#postgresql", GP_OPERATION_CHANGE, GP_KIND_DESIGN,
    gp_design_get_root_id (wanted), "deployment", sentence);

  operation->rows = 0;
  g_ptr_array_add (operations, operation);
}

/* A view holds no values, but whoever made it may read by it: what others made goes with consent
 * alone. */
static void
guard_others (GpDesign  *deployed,
              GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      GpOperation *operation = operations->pdata[i];

      if (operation->action == GP_OPERATION_REMOVE && operation->kind == GP_KIND_ENTITY
          && (deployed == NULL || gp_design_lookup (deployed, &operation->element) == NULL))
        operation->destructive = TRUE;
    }
}

static GpPostgresqlPlace
place_of (const GpPostgresqlLive *live)
{
  return (GpPostgresqlPlace) { gp_postgresql_live_has_drifted (live), live->abilities,
                               live->flows };
}

GpPlan *
gp_postgresql_plan (GpPostgresqlServer  *server,
                    const GpCapability  *capability,
                    GpDesign            *wanted,
                    GCancellable        *cancellable,
                    GError             **error)
{
  g_autoptr(GpPostgresqlLive) live = gp_postgresql_live_read (server, FALSE, cancellable, error);
  g_autoptr(GPtrArray) findings = gp_plan_check (wanted, capability);
  g_autoptr(GpDesign) there = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GpPostgresqlScript) script = NULL;
  g_autofree char *hash = gp_design_dup_hash (wanted);
  GpPostgresqlPlace place;

  if (live == NULL)
    return NULL;
  there = gp_postgresql_live_to_design (live, wanted, findings, cancellable, error);
  if (there == NULL)
    return NULL;

  place = place_of (live);
  operations = gp_plan_build_operations (there, wanted);
  guard_others (live->deployed, operations);
  if (live->interrupted)
    g_ptr_array_add (findings, gp_finding_new ("DEP003", GP_SEVERITY_WARNING,
                                               _("A deployment was interrupted before it was done: "
                                                 "deploying finishes it.")));
  script = gp_postgresql_script_new (there, wanted, &place, findings);
  if (operations->len == 0 && (place.drifted || live->interrupted))
    add_repair (wanted, _("Put back access and flows, and record the database"), operations);
  /* Adopted as it is: from now on the database knows which design it holds. */
  else if (operations->len == 0 && live->deployed == NULL)
    add_repair (wanted, _("Record that the database holds this design"), operations);
  else if (operations->len == 0 && script->writes_flows)
    add_repair (wanted, _("Write the flows anew"), operations);
  if (!gp_postgresql_count (server, there, wanted, operations, cancellable, error)
      || (!has_errors (findings)
          && !rehearse (server, script, live->fingerprint, findings, cancellable, error)))
    return NULL;
  fill_requests (server, script, there, wanted, operations);

  return gp_plan_new (gp_postgresql_server_get_name (server), live->fingerprint, hash, operations,
                      findings);
}

/* --- applying --- */

static char *
dup_column (const char *rows,
            const char *column)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (rows, strlen (rows), MAX_DEPTH,
                                                               NULL);
  GpJsonNode row = document != NULL ? gp_json_first (document, GP_JSON_ROOT) : 0;
  GpJsonNode node = row != 0 ? gp_json_find (document, row, column) : 0;

  return node != 0 ? g_strdup (gp_json_get_text (document, node)) : NULL;
}

/* Whether the plan was carried out after the deployment @number. */
static gboolean
was_applied (GpPostgresqlServer  *server,
             const GpPlan        *plan,
             gint64               number,
             gboolean            *out,
             GError             **error)
{
  g_autofree char *sql = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *found = NULL;
  g_autofree char *there = NULL;

  /* The lock is held until the end of a transaction that may still be under way there. */
  rows = gp_postgresql_server_query (
    server, "BEGIN; SELECT pg_advisory_xact_lock(hashtext('groundplan deployment')); "
    "SELECT (to_regclass('groundplan.migrations') IS NOT NULL)::text AS there; COMMIT;",
    ASK_SECONDS, NULL, error);
  if (rows == NULL)
    return FALSE;
  there = dup_column (rows, "there");
  if (g_strcmp0 (there, "true") != 0)
    {
      *out = FALSE;
      return TRUE;
    }
  g_clear_pointer (&rows, g_free);
  sql = g_strdup_printf ("SELECT count(*)::text AS found FROM groundplan.migrations "
                         "WHERE plan = '%s' AND number > %" G_GINT64_FORMAT,
                         gp_plan_get_hash (plan), number);
  rows = gp_postgresql_server_query (server, sql, ASK_SECONDS, NULL, error);
  if (rows == NULL)
    return FALSE;
  found = dup_column (rows, "found");
  *out = g_strcmp0 (found, "0") != 0;

  return TRUE;
}

/* The answer was lost on the way: finds out what has become of it. */
static gboolean
find_out (GpPostgresqlServer  *server,
          const GpPlan        *plan,
          gint64               number,
          GError              *failure,
          GError             **error)
{
  g_autoptr(GError) silence = NULL;
  gboolean applied;

  if (!was_applied (server, plan, number, &applied, &silence))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT,
                   _("%s The connection was lost while the transaction was under way: all of it "
                     "was done, or nothing. Deploy again when the server is there; that tells "
                     "which, and finishes it."), failure->message);
      return FALSE;
    }
  if (applied)
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT,
               _("%s The transaction was not carried out: the database is as before. Deploy "
                 "again."), failure->message);

  return FALSE;
}

static void
stale_error (GpPostgresqlServer  *server,
             GError             **error)
{
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
               _("%s was changed since it was planned: plan again. Nothing was changed."),
               gp_postgresql_server_get_name (server));
}

static const char half_way[] =
  N_("Values of enums and indexes may have been added; all else is as before. Deploy again to "
     "finish it.");

/* What must be there before the script can use it. @out_live: the fingerprint after it. */
static gboolean
take_steps (GpPostgresqlServer        *server,
            const GpPostgresqlScript  *script,
            const GpPlan              *plan,
            char                     **out_live,
            GCancellable              *cancellable,
            GError                   **error)
{
  g_autofree char *sql = gp_postgresql_script_dup_steps (script, gp_plan_get_live (plan),
                                                         gp_plan_get_hash (plan));
  g_autofree char *rows = NULL;

  if (sql == NULL)
    {
      *out_live = g_strdup (gp_plan_get_live (plan));
      return TRUE;
    }
  rows = gp_postgresql_server_query (server, sql, SCRIPT_SECONDS, cancellable, error);
  if (rows == NULL)
    {
      if (error != NULL && g_error_matches (*error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT))
        g_prefix_error (error, "%s ", _(half_way));
      return FALSE;
    }
  *out_live = dup_column (rows, "after");
  if (*out_live == NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("%s does not say what it holds. Values were added to enums; deploy again to "
                     "finish it."), gp_postgresql_server_get_name (server));
      return FALSE;
    }

  return TRUE;
}

/* Makes what is better made while others go on writing. A server that makes each request a
 * transaction refuses that: the script does it then. */
static gboolean
make_indexes (GpPostgresqlServer        *server,
              const GpPostgresqlScript  *script,
              GCancellable              *cancellable,
              GError                   **error)
{
  const GPtrArray *indexes = gp_postgresql_migration_get_indexes (script->migration);

  for (guint i = 0; i < indexes->len; i++)
    {
      const GpPostgresqlIndex *index = indexes->pdata[i];
      g_autoptr(GError) failure = NULL;
      g_autofree char *state = NULL;
      g_autofree char *rows = gp_postgresql_server_query_state (
        server, index->make, SCRIPT_SECONDS, &state, cancellable, &failure);
      g_autofree char *cleared = NULL;

      if (rows != NULL || g_strcmp0 (state, IN_TRANSACTION) == 0)
        continue;
      if (g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
        cleared = gp_postgresql_server_query (server, index->clear, ASK_SECONDS, NULL, NULL);
      g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s ", _(half_way));
      return FALSE;
    }
  return TRUE;
}

gboolean
gp_postgresql_apply (GpPostgresqlServer  *server,
                     GpDesign            *wanted,
                     const GpPlan        *plan,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(GpPostgresqlLive) live = gp_postgresql_live_read (server, FALSE, cancellable, error);
  g_autoptr(GpDesign) there = NULL;
  g_autoptr(GpPostgresqlScript) script = NULL;
  g_autoptr(GError) failure = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *rows = NULL;
  GpPostgresqlPlace place;

  if (live == NULL)
    return FALSE;
  if (!g_str_equal (live->fingerprint, gp_plan_get_live (plan)))
    {
      stale_error (server, error);
      return FALSE;
    }
  there = gp_postgresql_live_to_design (live, wanted, NULL, cancellable, error);
  if (there == NULL)
    return FALSE;

  place = place_of (live);
  script = gp_postgresql_script_new (there, wanted, &place, NULL);
  if (!take_steps (server, script, plan, &fingerprint, cancellable, error)
      || !make_indexes (server, script, cancellable, error))
    return FALSE;
  sql = gp_postgresql_script_dup (script, fingerprint, gp_plan_get_hash (plan),
                                  GP_POSTGRESQL_COMMIT);
  rows = gp_postgresql_server_query (server, sql, SCRIPT_SECONDS, cancellable, &failure);
  if (rows != NULL)
    return TRUE;
  if (g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT)
      || g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL))
    return find_out (server, plan, live->number, failure, error);
  if (g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE))
    stale_error (server, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* --- verifying --- */

/* Tables and columns that are not in the database, or of another type, whatever its record says. */
static gboolean
check_tables (const GpPostgresqlLive  *live,
              GpDesign                *wanted,
              const char              *name,
              GCancellable            *cancellable,
              GError                 **error)
{
  g_autoptr(GpDesign) read = gp_postgresql_catalog_to_design (live->catalog, NULL, NULL,
                                                              cancellable, error);
  g_autoptr(GpDesign) physical = gp_postgresql_physical (wanted, NULL);
  g_autoptr(GpDesign) there = NULL;
  g_autoptr(GPtrArray) fields = gp_design_list (physical, GP_KIND_FIELD);

  if (read == NULL)
    return FALSE;
  there = gp_match (physical, read);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const GpElement *entity = gp_design_lookup_kind (physical, gp_element_get_parent (field),
                                                       GP_KIND_ENTITY);

      if (entity == NULL || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
          || gp_design_lookup (there, gp_element_get_id (field)) != NULL)
        continue;
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s says that it was deployed to, but “%s.%s” is not there."), name,
                   gp_element_get_name (entity), gp_element_get_name (field));
      return FALSE;
    }

  return TRUE;
}

GpChangeSet *
gp_postgresql_verify (GpPostgresqlServer  *server,
                      GpDesign            *wanted,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr(GpPostgresqlLive) live = gp_postgresql_live_read (server, TRUE, cancellable, error);
  g_autoptr(GpDesign) there = NULL;

  if (live == NULL)
    return NULL;
  if (live->deployed == NULL || gp_postgresql_live_has_drifted (live))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s does not hold what was deployed: read it again."),
                   gp_postgresql_server_get_name (server));
      return NULL;
    }
  there = gp_postgresql_live_to_design (live, wanted, NULL, cancellable, error);
  if (there == NULL
      || !check_tables (live, wanted, gp_postgresql_server_get_name (server), cancellable, error))
    return NULL;

  return gp_diff (there, wanted, GP_DIFF_MEANING);
}
