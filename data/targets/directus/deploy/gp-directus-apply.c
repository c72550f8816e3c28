/* gp-directus-apply.c — deploying to a Directus, one request after the other
 * SPDX-License-Identifier: Apache-2.0
 *
 * The order, which keeps the data and never opens more than before or after:
 *   1 journal              2 take over what is there   3 stop flows, narrow the permissions
 *   4 add and change       5 copy what has a new name  6 relations
 *   7 widen the permissions, write and start flows
 *   8 drop what goes, and make anew what has another type
 *   9 read again   10 keep the design, end the journal
 * Until 8 everything can be put back. */
#define G_LOG_DOMAIN "gp-directus-apply"
#include "config.h"
#include "gp-directus-apply.h"

#include <glib/gi18n-lib.h>

#include "gp-directus-apply-private.h"
#include "gp-directus-flow-requests.h"
#include "gp-directus-keep.h"
#include "gp-directus-merge.h"
#include "gp-target.h"

static void
deploy_clear (GpDirectusDeploy *self)
{
  g_clear_pointer (&self->state, gp_directus_state_free);
  g_clear_pointer (&self->before, gp_directus_schema_free);
  g_clear_pointer (&self->wanted, gp_directus_schema_free);
  g_clear_pointer (&self->change, gp_directus_change_free);
  gp_deploy_lock_forget (self->journal);
  g_clear_pointer (&self->journal, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpDirectusDeploy, deploy_clear)

static gboolean
prepare (GpDirectusDeploy  *self,
         GpDesign          *design,
         GpPlan            *plan,
         GError           **error)
{
  gboolean is_sqlite;

  self->state = gp_directus_state_read (self->client, error);
  if (self->state == NULL)
    return FALSE;
  if (!g_str_equal (self->state->fingerprint, gp_plan_get_live (plan)))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                   _("%s was changed since it was planned: plan again."),
                   gp_plan_get_target (plan));
      return FALSE;
    }
  is_sqlite = gp_directus_state_is_sqlite (self->state);
  self->wanted = gp_directus_schema_new (design, is_sqlite, NULL);
  if (self->state->deployed != NULL)
    self->before = gp_directus_schema_new (self->state->deployed, is_sqlite, NULL);
  self->change = gp_directus_change_new (self->state, self->before, self->wanted);
  return TRUE;
}

static gboolean
begin_journal (GpDirectusDeploy  *self,
               GpPlan            *plan,
               GError           **error)
{
  GpDeployShelf shelf;

  if (!self->state->has_own && !gp_directus_keep_make (self->client, error))
    return FALSE;
  shelf = gp_directus_keep_shelf (self->client);
  self->journal = gp_deploy_lock_take (&shelf, gp_plan_get_hash (plan), self->state->pending,
                                       error);
  return self->journal != NULL;
}

static gboolean
open_up (GpDirectusDeploy  *self,
         GError           **error)
{
  g_autoptr(JsonObject) early = gp_directus_change_early (self->change, self->state, self->wanted);
  g_autoptr(JsonObject) settled = gp_directus_change_settled (self->change, self->state,
                                                              self->wanted);
  g_autoptr(GPtrArray) narrow = gp_directus_access_narrow (self->state, self->before,
                                                           self->wanted);
  g_autoptr(GPtrArray) rest = gp_directus_flows_rest (
    self->state, self->before != NULL ? self->before->flows : NULL, self->wanted->flows);
  g_autoptr(GPtrArray) widen = NULL;
  g_autoptr(GpDirectusState) now = NULL;

  if (!gp_directus_deploy_adopt (self, error) || !gp_directus_deploy_send (self, rest, error)
      || !gp_directus_deploy_send (self, narrow, error)
      || !gp_directus_deploy_schema (self, _("Add and change collections and fields"), early,
                                     NULL, error)
      || !gp_directus_deploy_copy (self, error))
    return FALSE;
  if (g_hash_table_size (self->change->retargeted) > 0
      && !gp_directus_deploy_schema (self, _("Loose the relations that point elsewhere now"),
                                     early, self->change->retargeted, error))
    return FALSE;
  if (!gp_directus_deploy_move (self, error)
      || !gp_directus_deploy_schema (self, _("Make the relations"), settled, NULL, error))
    return FALSE;
  now = gp_directus_state_read (self->client, error);
  if (now == NULL)
    return FALSE;
  widen = gp_directus_access_widen (now, self->before, self->wanted);
  return gp_directus_deploy_send (self, widen, error)
         && gp_directus_deploy_flows (self, now, self->wanted->flows, error);
}

static gboolean
take_away (GpDirectusDeploy  *self,
           GError           **error)
{
  g_autoptr(JsonObject) settled = gp_directus_change_settled (self->change, self->state,
                                                              self->wanted);
  g_autoptr(GPtrArray) clear = gp_directus_access_clear (self->state, self->before, self->wanted);
  g_autoptr(GPtrArray) flows = gp_directus_flows_clear (
    self->state, self->before != NULL ? self->before->flows : NULL, self->wanted->flows);
  g_autoptr(GHashTable) gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *sets[] = { self->change->removed, self->change->retyped };
  GHashTableIter moved;
  gpointer keeper;

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, sets[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_hash_table_add (gone, g_strdup (key));
    }
  g_hash_table_iter_init (&moved, self->change->moved);
  while (g_hash_table_iter_next (&moved, NULL, &keeper))
    g_hash_table_add (gone, g_strdup (keeper));
  if (!gp_directus_deploy_send (self, flows, error)
      || !gp_directus_deploy_send (self, clear, error))
    return FALSE;
  if (g_hash_table_size (gone) > 0
      && !gp_directus_deploy_schema (self, _("Drop what is no longer there"), settled, gone, error))
    return FALSE;
  return g_hash_table_size (self->change->retyped) == 0
         || gp_directus_deploy_schema (self, _("Make the fields of another type"),
                                       self->wanted->managed, NULL, error);
}

static void
take_names (GPtrArray *to,
            GPtrArray *taken)
{
  g_autoptr(GPtrArray) from = taken;

  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (from->pdata[i]));
}

/* What is not as it should be, by name. */
static GPtrArray *
list_left (const GpDirectusState  *now,
           const GpDirectusSchema *wanted,
           const GpDirectusSchema *before)
{
  g_autoptr(JsonObject) wish = gp_directus_merge (now->snapshot, wanted->managed,
                                                  before != NULL ? before->managed : NULL);
  g_autoptr(GPtrArray) left = gp_directus_list_differences (now->snapshot, wish);

  take_names (left, gp_directus_access_list_changed (now, wanted));
  take_names (left, gp_directus_flows_list_changed (now, wanted->flows));
  return g_steal_pointer (&left);
}

GPtrArray *
gp_directus_list_left (const GpDirectusState *state,
                       GpDesign              *design)
{
  g_autoptr(GpDirectusSchema) wanted =
    gp_directus_schema_new (design, gp_directus_state_is_sqlite (state), NULL);

  return list_left (state, wanted, NULL);
}

static gboolean
finish (GpDirectusDeploy  *self,
        GpDesign          *design,
        GpPlan            *plan,
        GError           **error)
{
  g_autoptr(GpDirectusState) now = gp_directus_state_read (self->client, error);
  g_autoptr(GPtrArray) left = now != NULL ? list_left (now, self->wanted, self->before) : NULL;
  g_autofree char *packed = gp_directus_keep_pack (design);
  g_autoptr(JsonObject) row = json_object_new ();
  GpDeployShelf shelf = gp_directus_keep_shelf (self->client);

  if (left == NULL)
    return FALSE;
  if (left->len > 0)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("Directus took every request, and %s is still not as the design says."),
                   (char *) left->pdata[0]);
      return FALSE;
    }
  json_object_set_string_member (row, "plan", gp_plan_get_hash (plan));
  json_object_set_string_member (row, "design", packed);
  return gp_directus_keep_write (self->client, GP_DIRECTUS_KEEP_DESIGN,
                                 self->state->deployed == NULL, row, error)
         && gp_deploy_lock_end (&shelf, self->journal, self->state->pending, error);
}

/* Adds to @failure what has become of the backend. */
static void
settle_failure (GpDirectusDeploy *self,
                GError          **failure)
{
  g_autofree char *reason = g_strdup ((*failure)->message);
  g_autoptr(GError) undoing = NULL;
  GpDeployShelf shelf = gp_directus_keep_shelf (self->client);
  const char *outcome;

  /* Somebody else is at it now: it is theirs to finish. */
  if (g_error_matches (*failure, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE))
    return;
  if (self->schema_failed && gp_directus_state_is_sqlite (self->state))
    outcome = _("Restart Directus before anything else: on SQLite it goes on without foreign keys "
                "after a failure like this. Then plan and deploy again.");
  else if (self->dropped || g_error_matches (*failure, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT)
           || g_error_matches (*failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    outcome = _("The deployment is not finished: plan and deploy again to finish it.");
  else if (gp_directus_deploy_undo (self, &undoing) && self->state->pending == NULL)
    outcome = _("Everything was put back as it was.");
  else
    outcome = _("Not all could be put back: plan and deploy again to finish the deployment.");
  if (g_error_matches (*failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!g_error_matches (*failure, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT))
    gp_deploy_lock_leave (&shelf, self->journal);
  g_free ((*failure)->message);
  (*failure)->message = g_strconcat (reason, " ", outcome, NULL);
}

gboolean
gp_directus_apply (GpDirectusClient    *client,
                   GpDesign            *design,
                   GpPlan              *plan,
                   GpDirectusProgress   progress,
                   gpointer             user_data,
                   GError             **error)
{
  g_auto(GpDirectusDeploy) self = { .client = client, .progress = progress,
                                    .progress_data = user_data };
  g_autoptr(GError) failure = NULL;

  if (!prepare (&self, design, plan, error) || !begin_journal (&self, plan, error))
    return FALSE;
  if (open_up (&self, &failure))
    {
      self.dropped = TRUE;
      if (take_away (&self, &failure) && finish (&self, design, plan, &failure))
        return TRUE;
    }
  settle_failure (&self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
