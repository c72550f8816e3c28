/* gp-deploy-lock.c — who is deploying to a server, as we keep it there
 * SPDX-License-Identifier: Apache-2.0
 *
 * A row can be made once: whoever makes that of the lock has it. One that was left behind is taken
 * over by making another row, a claim, whose name follows from the run that is left and from how
 * many have claimed it: of two who come at once, one makes it. Each step asks before it writes
 * whether the lock is still its own.
 *
 * Runs of this very program are told apart by a set of those that are under way: the number of the
 * process is the same for each of its windows. */
#define G_LOG_DOMAIN "gp-deploy-lock"
#include "config.h"
#include "gp-deploy-lock.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "gp-directus-json.h"
#include "gp-target.h"

/* As long as a step may take without saying a word. */
#define PATIENCE (30 * G_TIME_SPAN_MINUTE / G_TIME_SPAN_SECOND)
#define NAME_LENGTH 15

static GMutex under_way_lock;
static GHashTable *under_way;       /* a set of runs; NULL where there are none */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* --- of this program -------------------------------------------------------------------------- */

static void
remember (const char *run)
{
  g_mutex_lock (&under_way_lock);
  if (under_way == NULL)
    under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (under_way, g_strdup (run));
  g_mutex_unlock (&under_way_lock);
}

static gboolean
is_under_way (const char *run)
{
  gboolean is;

  g_mutex_lock (&under_way_lock);
  is = run != NULL && under_way != NULL && g_hash_table_contains (under_way, run);
  g_mutex_unlock (&under_way_lock);
  return is;
}

void
gp_deploy_lock_forget (JsonObject *journal)
{
  const char *run = journal != NULL ? gp_directus_json_text (journal, "run") : NULL;

  g_mutex_lock (&under_way_lock);
  if (run != NULL && under_way != NULL && g_hash_table_remove (under_way, run)
      && g_hash_table_size (under_way) == 0)
    g_clear_pointer (&under_way, g_hash_table_unref);
  g_mutex_unlock (&under_way_lock);
}

/* --- reading ---------------------------------------------------------------------------------- */

GpDeployPending *
gp_deploy_pending_new (JsonObject *value)
{
  GpDeployPending *self = g_new0 (GpDeployPending, 1);

  self->run = g_strdup (gp_directus_json_text (value, "run"));
  self->who = g_strdup (gp_directus_json_text (value, "who"));
  self->begun = g_strdup (gp_directus_json_text (value, "begun"));
  self->step = g_strdup (gp_directus_json_text (value, "step"));
  self->host = g_strdup (gp_directus_json_text (value, "host"));
  self->pid = gp_directus_json_int (value, "pid", 0);
  self->until = gp_directus_json_int (value, "until", 0);
  self->claims = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
gp_deploy_pending_free (GpDeployPending *self)
{
  if (self == NULL)
    return;
  g_free (self->run);
  g_free (self->who);
  g_free (self->begun);
  g_free (self->step);
  g_free (self->host);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

void
gp_deploy_pending_take (GpDeployPending *self,
                        const char      *row,
                        JsonObject      *value)
{
  const char *claimed = gp_directus_json_text (value, "claims");

  if (claimed == NULL)
    return;
  g_ptr_array_add (self->claims, g_strdup (row));
  if (g_strcmp0 (claimed, self->run) == 0)
    self->n_claims++;
}

static gboolean
has_ended (const GpDeployPending *self)
{
  if (g_strcmp0 (self->host, g_get_host_name ()) != 0 || self->pid <= 1)
    return FALSE;
  return self->pid == getpid () ? !is_under_way (self->run)
                                : kill ((pid_t) self->pid, 0) != 0 && errno == ESRCH;
}

gboolean
gp_deploy_pending_is_held (const GpDeployPending *self)
{
  return self->until > now () && !has_ended (self);
}

char *
gp_deploy_pending_describe (const GpDeployPending *self)
{
  return g_strdup_printf (_("by %s, begun %s, at “%s”"), self->who != NULL ? self->who : "?",
                          self->begun != NULL ? self->begun : "?",
                          self->step != NULL ? self->step : "");
}

/* --- taking ----------------------------------------------------------------------------------- */

static JsonObject *
describe_self (const char *plan)
{
  g_autoptr(GDateTime) time = g_date_time_new_now_utc ();
  g_autofree char *begun = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *who = g_strconcat (g_get_user_name (), "@", g_get_host_name (), NULL);
  g_autofree char *run = g_uuid_string_random ();
  JsonObject *journal = json_object_new ();

  json_object_set_string_member (journal, "plan", plan);
  json_object_set_string_member (journal, "run", run);
  json_object_set_string_member (journal, "who", who);
  json_object_set_string_member (journal, "begun", begun);
  json_object_set_string_member (journal, "host", g_get_host_name ());
  json_object_set_int_member (journal, "pid", getpid ());
  json_object_set_int_member (journal, "until", now () + PATIENCE);
  return journal;
}

static char *
name_claim (const GpDeployPending *pending)
{
  g_autofree char *text = g_strdup_printf ("claim %s %u", pending->run != NULL ? pending->run : "",
                                           pending->n_claims);
  char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  name[NAME_LENGTH] = '\0';
  return name;
}

/* Always NULL. */
static JsonObject *
refuse (const char  *who,
        GError     **error)
{
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
               _("%s is deploying there at this moment. Nothing was changed: plan again once that "
                 "is done."), who != NULL ? who : _("Somebody else"));
  return NULL;
}

/* Makes @row. That it cannot be made means somebody else only where it is there. */
static gboolean
make_row (const GpDeployShelf  *shelf,
          const char           *row,
          JsonObject           *journal,
          GError              **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(JsonObject) other = NULL;

  if (shelf->write (shelf->client, row, TRUE, journal, &cause))
    return TRUE;
  if (g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
    other = shelf->read (shelf->client, row, NULL);
  if (other != NULL && gp_directus_json_text (other, "run") != NULL)
    return refuse (gp_directus_json_text (other, "who"), error) != NULL;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

JsonObject *
gp_deploy_lock_take (const GpDeployShelf    *shelf,
                     const char             *plan,
                     const GpDeployPending  *pending,
                     GError                **error)
{
  g_autoptr(JsonObject) journal = describe_self (plan);
  g_autofree char *claim = pending != NULL ? name_claim (pending) : NULL;

  if (pending != NULL && gp_deploy_pending_is_held (pending))
    return refuse (pending->who, error);
  if (claim != NULL)
    {
      json_object_set_string_member (journal, "claims", pending->run != NULL ? pending->run : "");
      json_object_set_string_member (journal, "claim", claim);
    }
  if (!make_row (shelf, claim != NULL ? claim : shelf->row, journal, error)
      || (claim != NULL && !shelf->write (shelf->client, shelf->row, FALSE, journal, error)))
    return NULL;
  remember (gp_directus_json_text (journal, "run"));
  return g_steal_pointer (&journal);
}

/* Whose lock it is now. */
static gboolean
is_mine (const GpDeployShelf  *shelf,
         JsonObject           *journal,
         GError              **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(JsonObject) value = shelf->read (shelf->client, shelf->row, &cause);
  const char *run;

  if (value == NULL && (g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN)
                        || g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL)))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                   _("The lock of this deployment is no longer there: somebody else has ended it. "
                     "Plan again. (%s)"), cause->message);
      return FALSE;
    }
  if (value == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  run = gp_directus_json_text (value, "run");
  if (run == NULL || g_strcmp0 (run, gp_directus_json_text (journal, "run")) == 0)
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
               _("%s has taken over this deployment."), gp_directus_json_text (value, "who"));
  return FALSE;
}

gboolean
gp_deploy_lock_keep (const GpDeployShelf  *shelf,
                     JsonObject           *journal,
                     const char           *step,
                     GError              **error)
{
  json_object_set_string_member (journal, "step", step);
  json_object_set_int_member (journal, "until", now () + PATIENCE);
  return is_mine (shelf, journal, error)
         && shelf->write (shelf->client, shelf->row, FALSE, journal, error);
}

void
gp_deploy_lock_leave (const GpDeployShelf *shelf,
                      JsonObject          *journal)
{
  json_object_set_int_member (journal, "until", 0);
  if (is_mine (shelf, journal, NULL))
    shelf->write (shelf->client, shelf->row, FALSE, journal, NULL);
}

gboolean
gp_deploy_lock_end (const GpDeployShelf    *shelf,
                    JsonObject             *journal,
                    const GpDeployPending  *pending,
                    GError                **error)
{
  const char *claim = gp_directus_json_text (journal, "claim");

  if (!is_mine (shelf, journal, error))
    return FALSE;
  for (guint i = 0; pending != NULL && i < pending->claims->len; i++)
    if (!shelf->remove (shelf->client, pending->claims->pdata[i], error))
      return FALSE;
  return (claim == NULL || shelf->remove (shelf->client, claim, error))
         && shelf->remove (shelf->client, shelf->row, error);
}
