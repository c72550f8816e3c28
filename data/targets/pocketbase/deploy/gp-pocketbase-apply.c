/* gp-pocketbase-apply.c — deploying to a PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * The order:
 *   1 our collection, the lock, a backup, the journal     2 names that are in the way
 *   3 one import of all that is added and changed   4 roles with another name, of accounts
 *   5 fields and collections that go            6 read again
 *   7 keep the design, end the journal and the lock
 * Until 3 nothing that matters has changed. Everything is found by its id, so all of it can be done
 * again where it was interrupted. The backup is older than the journal: restoring it ends that, and
 * brings the lock back, which is ended then. */
#define G_LOG_DOMAIN "gp-pocketbase-apply"
#include "config.h"
#include "gp-pocketbase-apply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-keep.h"
#include "gp-pocketbase-accounts.h"
#include "gp-pocketbase-live.h"
#include "gp-pocketbase-merge.h"
#include "gp-pocketbase-names.h"
#include "gp-pocketbase-remove.h"
#include "gp-target.h"

/* How far it has come. */
typedef enum
{
  UNCHANGED,
  CHANGED,
  VERIFIED,
} Progress;

typedef struct
{
  GpPocketbaseClient *client;
  Progress            progress;
  GpPocketbaseState  *state;      /* as it was before */
  GPtrArray          *past;
  GpPocketbaseSchema *wanted;
  GpPocketbaseChange *change;
  GpDesign           *design;
  GpPlan             *plan;
  char               *backup;
  GpDeployShelf       shelf;
  JsonObject         *lock;
  GpWorkerSay         say;
  gpointer            say_data;
} Deploy;

static void
deploy_clear (Deploy *self)
{
  g_clear_pointer (&self->state, gp_pocketbase_state_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, gp_pocketbase_schema_free);
  g_clear_pointer (&self->change, gp_pocketbase_change_free);
  g_free (self->backup);
  gp_deploy_lock_forget (self->lock);
  g_clear_pointer (&self->lock, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deploy, deploy_clear)

/* What comes next; FALSE where somebody has taken over. */
static gboolean
say (Deploy      *self,
     const char  *sentence,
     GError     **error)
{
  if (!gp_deploy_lock_keep (&self->shelf, self->lock, sentence, error))
    return FALSE;
  self->say (sentence, self->say_data);
  return TRUE;
}

static gboolean
prepare (Deploy  *self,
         GError **error)
{
  self->state = gp_pocketbase_state_read (self->client, error);
  if (self->state == NULL)
    return FALSE;
  if (!g_str_equal (self->state->fingerprint, gp_plan_get_live (self->plan)))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                   _("%s was changed since it was planned: plan again."),
                   gp_plan_get_target (self->plan));
      return FALSE;
    }
  self->past = gp_pocketbase_past_new (self->state);
  gp_pocketbase_adopt (self->state, self->past, self->design);
  self->wanted = gp_pocketbase_schema_new (self->design, self->state->ids, NULL);
  self->change = gp_pocketbase_change_new (self->state, self->past, self->wanted);
  return TRUE;
}

/* What the row of the design, and the journal before it, says. */
static JsonObject *
make_row (Deploy *self)
{
  g_autofree char *packed = gp_directus_keep_pack (self->design);
  JsonObject *row = json_object_new ();
  JsonObject *ids = gp_directus_json_add_object (row, "ids");
  GHashTableIter iter;
  gpointer from, to;

  json_object_set_string_member (row, "plan", gp_plan_get_hash (self->plan));
  json_object_set_string_member (row, "design", packed);
  if (self->backup != NULL)
    json_object_set_string_member (row, "backup", self->backup);
  g_hash_table_iter_init (&iter, self->state->ids);
  while (g_hash_table_iter_next (&iter, &from, &to))
    json_object_set_string_member (ids, from, to);
  return row;
}

static gboolean
make_backup (Deploy  *self,
             GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *key = g_strdup_printf ("groundplan-%s-%.8s.zip", time,
                                          gp_plan_get_hash (self->plan));
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) answer = NULL;

  if (!say (self, _("Make a backup"), error))
    return FALSE;
  json_object_set_string_member (object, "name", key);
  body = gp_directus_json_wrap (object);
  answer = gp_pocketbase_client_send (self->client, "POST", "/api/backups", body, error);
  if (answer == NULL)
    {
      g_prefix_error (error, "%s ", _("Nothing was changed, since no backup could be made."));
      return FALSE;
    }
  self->backup = g_steal_pointer (&key);
  return TRUE;
}

static void
delete_backup (Deploy     *self,
               const char *key)
{
  g_autofree char *path = key != NULL ? g_strconcat ("/api/backups/", key, NULL) : NULL;
  g_autoptr(JsonNode) answer = path != NULL && g_str_has_prefix (key, "groundplan-")
    ? gp_pocketbase_client_send (self->client, "DELETE", path, NULL, NULL) : NULL;

  if (path != NULL && answer == NULL)
    g_debug ("%s stays", key);
}

/* A deployment that was interrupted is gone on with: its backup is from before. */
static gboolean
write_journal (Deploy  *self,
               GError **error)
{
  gboolean resumes = self->state->pending != NULL;
  g_autoptr(JsonObject) row = NULL;

  if (resumes)
    self->backup = g_strdup (gp_directus_json_text (self->state->journal, "backup"));
  else if (!make_backup (self, error))
    return FALSE;
  row = make_row (self);
  if (gp_pocketbase_keep_write (self->client, GP_POCKETBASE_KEEP_JOURNAL, !resumes, row, error))
    return TRUE;
  if (!resumes)
    delete_backup (self, self->backup);
  return FALSE;
}

/* Nothing waits for this: a lock that stays is one that whoever comes may take. */
static void
end_lock (Deploy *self)
{
  if (!gp_deploy_lock_end (&self->shelf, self->lock, self->state->lock, NULL))
    gp_deploy_lock_leave (&self->shelf, self->lock);
}

static gboolean
begin (Deploy  *self,
       GError **error)
{
  if (!self->state->has_own && !gp_pocketbase_keep_make (self->client, error))
    return FALSE;
  self->shelf = gp_pocketbase_keep_shelf (self->client);
  self->lock = gp_deploy_lock_take (&self->shelf, gp_plan_get_hash (self->plan), self->state->lock,
                                    error);
  if (self->lock == NULL)
    return FALSE;
  if (write_journal (self, error))
    return TRUE;
  end_lock (self);
  return FALSE;
}

static GPtrArray *
list_left (const GpPocketbaseState  *state,
           const GPtrArray          *past,
           const GpPocketbaseSchema *wanted)
{
  g_autoptr(GpPocketbaseChange) change = gp_pocketbase_change_new (state, past, wanted);
  GPtrArray *left = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < change->differing->len; i++)
    {
      const char *differing = change->differing->pdata[i];
      g_autofree char *id = g_strndup (differing, strcspn (differing, "/"));
      JsonObject *collection = gp_pocketbase_find (change->wish, "id", id);
      JsonObject *field = strchr (differing, '/') != NULL
        ? gp_pocketbase_find (gp_directus_json_array (collection, "schema"), "id",
                              strchr (differing, '/') + 1) : NULL;

      g_ptr_array_add (left, g_strjoin (".", gp_directus_json_text (collection, "name"),
                                        field != NULL ? gp_directus_json_text (field, "name")
                                                      : NULL, NULL));
    }
  g_hash_table_iter_init (&iter, change->removed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (left, g_strdup (key));
  return left;
}

GPtrArray *
gp_pocketbase_list_left (const GpPocketbaseState *state,
                         GpDesign                *design)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GpPocketbaseSchema) wanted = gp_pocketbase_schema_new (design, state->ids, NULL);

  return list_left (state, nothing, wanted);
}

static gboolean
verify (Deploy  *self,
        GError **error)
{
  g_autoptr(GpPocketbaseState) now = NULL;
  g_autoptr(GPtrArray) left = NULL;

  if (!say (self, _("Read again what is there"), error))
    return FALSE;
  now = gp_pocketbase_state_read (self->client, error);
  if (now == NULL)
    return FALSE;
  left = list_left (now, self->past, self->wanted);
  if (left->len == 0)
    {
      self->progress = VERIFIED;
      return TRUE;
    }
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
               _("PocketBase took every request, and %s is still not as the design says."),
               (char *) left->pdata[0]);
  return FALSE;
}

static gboolean
finish (Deploy  *self,
        GError **error)
{
  g_autoptr(JsonObject) row = make_row (self);

  if (!gp_pocketbase_keep_write (self->client, GP_POCKETBASE_KEEP_DESIGN,
                                 self->state->deployed == NULL, row, error)
      || !gp_pocketbase_keep_remove (self->client, GP_POCKETBASE_KEEP_JOURNAL, error))
    return FALSE;
  end_lock (self);
  if (g_strcmp0 (self->state->backup, self->backup) != 0)
    delete_backup (self, self->state->backup);
  return TRUE;
}

static gboolean
restore (Deploy  *self,
         GError **error)
{
  g_autofree char *path = g_strconcat ("/api/backups/", self->backup, "/restore", NULL);
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(GpPocketbaseState) now = NULL;

  if (!say (self, _("Restore the backup"), error))
    return FALSE;
  answer = gp_pocketbase_client_send (self->client, "POST", path, NULL, error);
  if (answer == NULL)
    return FALSE;
  /* It answers before it starts anew, and has the journal until then. */
  for (guint i = 0; i < 100; i++)
    {
      g_clear_pointer (&now, gp_pocketbase_state_free);
      if (!gp_pocketbase_client_wait (self->client, error))
        return FALSE;
      now = gp_pocketbase_state_read (self->client, NULL);
      if (now != NULL && now->pending == NULL)
        {
          end_lock (self);
          return TRUE;
        }
      g_usleep (G_USEC_PER_SEC / 5);
    }
  g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                       _("PocketBase does not start with the backup."));
  return FALSE;
}

/* Adds to @failure what has become of the backend. Only the backup of this very run is restored,
 * and only where something has changed and is not as it should be: what people wrote since is lost
 * with it. */
static void
settle_failure (Deploy  *self,
                GError **failure)
{
  g_autofree char *reason = g_strdup ((*failure)->message);
  g_autofree char *outcome = NULL;
  g_autoptr(GError) undoing = NULL;

  /* Somebody else is at it now: it is theirs to finish. */
  if (g_error_matches (*failure, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE))
    return;
  if (g_error_matches (*failure, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT)
      || g_error_matches (*failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    outcome = g_strdup (_("The deployment is not finished: plan and deploy again to finish it."));
  else if (self->progress == VERIFIED)
    {
      gp_deploy_lock_leave (&self->shelf, self->lock);
      outcome = g_strdup (_("Everything is there as the design says; that alone could not be "
                            "written down there. Plan and deploy again to finish it."));
    }
  else if (self->progress == UNCHANGED && self->state->pending == NULL
           && gp_pocketbase_keep_remove (self->client, GP_POCKETBASE_KEEP_JOURNAL, &undoing))
    {
      end_lock (self);
      delete_backup (self, self->backup);
      outcome = g_strdup (_("Nothing was changed."));
    }
  else if (self->progress == CHANGED && self->state->pending == NULL && self->backup != NULL
           && restore (self, &undoing))
    outcome = g_strdup_printf (_("The backup %s was restored: everything is as it was then, and "
                                 "what was written since is lost."), self->backup);
  else
    {
      gp_deploy_lock_leave (&self->shelf, self->lock);
      outcome = g_strdup_printf (_("It could not be put back. Plan and deploy again to finish the "
                                   "deployment, or restore the backup %s there."),
                                 self->backup != NULL ? self->backup : "");
    }
  if (g_error_matches (*failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_free ((*failure)->message);
  (*failure)->message = g_strconcat (reason, " ", outcome, NULL);
}

static gboolean
add_and_change (Deploy  *self,
                GError **error)
{
  if (json_array_get_length (self->change->room) > 0)
    {
      if (!say (self, _("Make room for new names"), error)
          || !gp_pocketbase_import (self->client, self->change->room, error))
        return FALSE;
      self->progress = CHANGED;
    }
  if (!say (self, _("Add and change collections, fields and rules"), error)
      || !gp_pocketbase_import (self->client, self->change->import, error))
    return FALSE;
  self->progress = CHANGED;
  /* What was interrupted has given some of them the names of then. */
  return gp_pocketbase_accounts_rename (self->client, self->state->deployed, self->design, error)
         && gp_pocketbase_accounts_rename (self->client, self->state->pending, self->design, error);
}

static gboolean
take_away (Deploy  *self,
           GError **error)
{
  if (g_hash_table_size (self->change->removed) == 0)
    return TRUE;
  return say (self, _("Remove what is no longer there"), error)
         && gp_pocketbase_remove (self->client, self->change, error);
}

gboolean
gp_pocketbase_apply (GpPocketbaseClient  *client,
                     GpDesign            *design,
                     GpPlan              *plan,
                     GpWorkerSay          say_next,
                     gpointer             say_data,
                     GError             **error)
{
  g_auto(Deploy) self = { .client = client, .design = design, .plan = plan, .say = say_next,
                          .say_data = say_data };
  g_autoptr(GError) failure = NULL;

  if (!prepare (&self, error) || !begin (&self, error))
    return FALSE;
  if (add_and_change (&self, &failure) && take_away (&self, &failure)
      && verify (&self, &failure) && finish (&self, &failure))
    return TRUE;
  settle_failure (&self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
