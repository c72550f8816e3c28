/* gp-backend-apply.c — planning and applying a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Apply plans again inside its transaction, and does what that plan says: so nothing can slip in
 * between, and what is refused leaves no trace. Foreign keys are not enforced while tables are
 * rebuilt, since SQLite would empty what points to a table that is dropped; all of them are
 * checked before the commit. */
#define G_LOG_DOMAIN "gp-backend-apply"
#include "config.h"
#include "gp-backend.h"

#include "gp-backend-private.h"
#include "gp-backend-retention.h"
#include "gp-diff.h"
#include "gp-file-store.h"
#include "gp-json-change-set.h"
#include "gp-migration.h"
#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-plan-json.h"
#include "gp-problem.h"
#include "gp-run-code.h"
#include "gp-runtime-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <libsoup/soup.h>

/* The deployed design, an empty one where there is none, below the root of @wanted. */
static GpDesign *
get_live (GpBackend  *self,
          GpDesign   *wanted,
          GError    **error)
{
  if (self->design == NULL)
    return gp_design_new (gp_design_get_root_id (wanted),
                          gp_element_get_name (gp_design_get_root (wanted)));

  return gp_plan_below_root_of (self->design, wanted, error);
}

static void
note_drift (gboolean   drifted,
            GPtrArray *findings)
{
  if (drifted)
    g_ptr_array_add (findings,
                     gp_finding_new ("MIG209", GP_SEVERITY_WARNING,
                                     _("The tables were changed by another program since the last "
                                       "deployment.")));
}

static void
note_code (GpDesign  *wanted,
           GPtrArray *findings)
{
  g_autoptr(GPtrArray) steps = gp_design_list (wanted, GP_KIND_STEP);

  if (gp_run_code_is_there ())
    return;
  for (guint i = 0; i < steps->len; i++)
    if (gp_element_is (steps->pdata[i], GP_STEP_TYPE, "code"))
      {
        GpFinding *finding = gp_finding_new_printf (
          "DEP001", GP_SEVERITY_WARNING,
          _("This backend was built without JavaScript: the step “%s” will fail. Say it with "
            "expressions."), gp_element_get_name (steps->pdata[i]));

        gp_finding_set_element (finding, gp_element_get_id (steps->pdata[i]));
        g_ptr_array_add (findings, finding);
      }
}

static gboolean
has_errors (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      if (gp_finding_get_severity (g_ptr_array_index (findings, i)) == GP_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

/* The operation that @id belongs to: its own, or that of the element that it is below. */
static GpOperation *
find_operation (GHashTable      *by_element,
                GpDesign        *design,
                const GpElement *element)
{
  for (; element != NULL; element = gp_design_lookup (design, gp_element_get_parent (element)))
    {
      GpOperation *operation = g_hash_table_lookup (by_element, gp_element_get_id (element));

      if (operation != NULL)
        return operation;
    }

  return NULL;
}

/* Each operation is carried by its part of the change set, in one request for all. */
static void
fill_requests (GpDesign  *live,
               GpDesign  *wanted,
               GPtrArray *operations)
{
  g_autoptr(GpChangeSet) changes = gp_diff (live, wanted, GP_DIFF_MEANING);
  g_autoptr(GHashTable) by_element = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GHashTable) parts = NULL;

  parts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gp_change_set_unref);
  for (guint i = 0; i < operations->len; i++)
    {
      GpOperation *operation = g_ptr_array_index (operations, i);

      g_hash_table_insert (parts, operation, gp_change_set_new (operation->sentence));
      /* Of two for one element the first, its renaming, carries both. */
      if (!g_hash_table_contains (by_element, &operation->element))
        g_hash_table_insert (by_element, &operation->element, operation);
    }

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      GpDesign *design = change->type == GP_CHANGE_REMOVE ? live : wanted;
      GpOperation *operation = find_operation (by_element, design,
                                               gp_design_lookup (design, &change->id));

      if (operation != NULL)
        gp_change_set_append (g_hash_table_lookup (parts, operation), change);
    }

  for (guint i = 0; i < operations->len; i++)
    {
      GpOperation *operation = g_ptr_array_index (operations, i);
      g_autofree char *body = gp_json_change_set_to_text (g_hash_table_lookup (parts, operation),
                                                          GP_JSON_COMPACT, NULL);

      gp_operation_set_request (operation, "POST", "/admin/apply", body);
    }
}

/* @out_migration: (transfer full): ready to run. */
static GpPlan *
make_plan (GpBackend    *self,
           GpDesign     *wanted,
           const char   *target,
           GpMigration **out_migration,
           GError      **error)
{
  g_autoptr(GpDesign) live = get_live (self, wanted, error);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GpMigration) migration = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *hash = NULL;
  gboolean drifted;

  if (live == NULL)
    return NULL;

  findings = gp_plan_check (wanted, gp_capability_find ("local"));
  operations = gp_plan_build_operations (live, wanted);
  migration = gp_migration_new (self->sqlite, live, wanted, findings);
  hash = gp_design_dup_hash (wanted);
  fingerprint = gp_backend_dup_live (self, &drifted, error);
  if (fingerprint == NULL)
    return NULL;

  note_drift (drifted, findings);
  note_code (wanted, findings);
  if (!has_errors (findings) && !gp_migration_check (migration, findings, error))
    return NULL;
  if (!gp_migration_count (migration, operations, error)
      || !gp_backend_plan_retentions (self, live, wanted, operations, error))
    return NULL;
  fill_requests (live, wanted, operations);
  *out_migration = g_steal_pointer (&migration);

  return gp_plan_new (target, fingerprint, hash, operations, findings);
}

GpPlan *
gp_backend_plan (GpBackend  *self,
                 GpDesign   *wanted,
                 const char *target,
                 GError    **error)
{
  g_autoptr(GpMigration) migration = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (wanted), NULL);

  return make_plan (self, wanted, target, &migration, error);
}

static void
add_plan_extra (GError      **error,
                const GpPlan *plan)
{
  g_autofree char *json = gp_plan_to_json (plan, GP_JSON_COMPACT, NULL);

  if (error != NULL)
    gp_problem_set_extra (*error, "plan", json);
}

static gboolean
check_consent (const GpPlan      *plan,
               const char *const *allowed,
               GError           **error)
{
  g_autoptr(GPtrArray) missing = gp_plan_list_unconsented (plan, allowed);
  g_autoptr(GString) names = g_string_new (NULL);

  if (missing->len == 0)
    return TRUE;

  for (guint i = 0; i < missing->len; i++)
    {
      const GpOperation *operation = g_ptr_array_index (missing, i);
      g_autofree char *rows = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                            "%s (%" PRId64 " row)",
                                                            "%s (%" PRId64 " rows)",
                                                            operation->rows),
                                               operation->id, operation->rows);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", rows);
    }
  gp_problem_set (error, SOUP_STATUS_CONFLICT, "consent",
                  _("This loses data and needs consent: %s. Nothing was changed."), names->str);
  add_plan_extra (error, plan);

  return FALSE;
}

static gboolean
check_plan (const GpPlan      *plan,
            const char        *live,
            const char *const *allowed,
            GError           **error)
{
  if (g_strcmp0 (live, gp_plan_get_live (plan)) != 0)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "stale",
                           "%s", _("The backend is no longer what was planned against: plan again. "
                                   "Nothing was changed."));
  if (!gp_plan_is_blocked (plan))
    return check_consent (plan, allowed, error);

  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    {
      const GpFinding *finding = gp_plan_get_finding (plan, i);

      if (gp_finding_get_severity (finding) == GP_SEVERITY_ERROR)
        {
          gp_problem_set (error, SOUP_STATUS_UNPROCESSABLE_ENTITY, "blocked",
                          _("%s: %s Nothing was changed."), gp_finding_get_code (finding),
                          gp_finding_get_message (finding));
          add_plan_extra (error, plan);
          break;
        }
    }

  return FALSE;
}

static GpPlan *
apply (GpBackend         *self,
       GpDesign          *wanted,
       const char        *target,
       const char        *live,
       const char *const *allowed,
       GError           **error)
{
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (self->sqlite, error);
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GpDesign) kept = gp_design_copy (wanted);
  gint64 number;

  /* Another program may have deployed to the same file: from here on none can. */
  if (transaction == NULL || !gp_backend_refresh (self, error))
    return NULL;

  plan = make_plan (self, wanted, target, &migration, error);
  if (plan == NULL || !check_plan (plan, live, allowed, error)
      || !gp_migration_run (migration, error) || !gp_migration_verify (migration, error)
      || !gp_backend_set_numbers (self, gp_migration_get_wanted (migration), error)
      || !gp_backend_save_state (self, kept, plan, error)
      || !gp_backend_save_retentions (self, kept, error)
      || !gp_file_store_keep (self->sqlite, kept, error)
      || !gp_backend_read_deployment (self, &number, error)
      || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return NULL;

  gp_backend_adopt (self, g_object_ref (kept), gp_migration_steal_wanted (migration),
                    gp_access_new (kept));
  self->deployment = number;

  return g_steal_pointer (&plan);
}

GpPlan *
gp_backend_apply (GpBackend         *self,
                  GpDesign          *wanted,
                  const char        *target,
                  const char        *live,
                  const char *const *allowed,
                  GError           **error)
{
  g_autoptr(GError) ignored = NULL;
  g_autoptr(GError) failure = NULL;
  GpPlan *plan;

  g_return_val_if_fail (GP_IS_DESIGN (wanted), NULL);

  if (!gp_sqlite_exec (self->sqlite, "PRAGMA foreign_keys = OFF", error))
    return NULL;
  plan = apply (self, wanted, target, live, allowed, &failure);
  if (!gp_sqlite_exec (self->sqlite, "PRAGMA foreign_keys = ON", &ignored))
    g_critical ("foreign keys stay off: %s", ignored->message);
  if (g_error_matches (failure, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_VERIFY))
    gp_problem_set (error, SOUP_STATUS_CONFLICT, "drift",
                    _("%s Another program has changed the file. Nothing was changed."),
                    failure->message);
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return plan;
}
