/* gp-directus-lock.c — who is deploying to a Directus, as we keep it there
 * SPDX-License-Identifier: Apache-2.0
 *
 * A row can be made once: whoever makes the journal has the lock. One that was left behind is taken
 * over by making another row, a claim, whose name follows from the run that is left and from how
 * many have claimed it: of two who come at once, one makes it. Each step asks before it writes
 * whether the journal is still its own. */
#define G_LOG_DOMAIN "gp-directus-lock"
#include "config.h"
#include "gp-directus-lock.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "gp-directus-keep.h"
#include "gp-directus-state.h"
#include "gp-target.h"

/* As long as a step may take without saying a word. */
#define PATIENCE (30 * G_TIME_SPAN_MINUTE / G_TIME_SPAN_SECOND)
#define CLAIM    "claim-"

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
gp_directus_pending_free (GpDirectusPending *self)
{
  if (self == NULL)
    return;
  g_free (self->run);
  g_free (self->who);
  g_free (self->begun);
  g_free (self->step);
  g_free (self->host);
  g_free (self);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The object in the row's value; NULL where there is none. */
static JsonNode *
parse_value (JsonObject *row)
{
  const char *text = gp_directus_json_text (row, "value");
  g_autoptr(JsonNode) value = text != NULL ? gp_directus_json_parse (text, strlen (text), NULL)
                                           : NULL;

  return value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? g_steal_pointer (&value) : NULL;
}

GpDirectusPending *
gp_directus_pending_read (JsonArray *rows)
{
  JsonObject *row = gp_directus_find_by_id (rows, GP_DIRECTUS_KEEP_JOURNAL);
  g_autoptr(JsonNode) node = row != NULL ? parse_value (row) : NULL;
  JsonObject *value = node != NULL ? json_node_get_object (node) : NULL;
  GpDirectusPending *self;
  g_autofree char *prefix = NULL;

  if (row == NULL)
    return NULL;
  self = g_new0 (GpDirectusPending, 1);
  self->run = g_strdup (gp_directus_json_text (value, "run"));
  self->who = g_strdup (gp_directus_json_text (value, "who"));
  self->begun = g_strdup (gp_directus_json_text (value, "begun"));
  self->step = g_strdup (gp_directus_json_text (value, "step"));
  self->host = g_strdup (gp_directus_json_text (value, "host"));
  self->pid = gp_directus_json_int (value, "pid", 0);
  self->until = gp_directus_json_int (value, "until", 0);
  prefix = g_strconcat (CLAIM, self->run, NULL);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *other = json_array_get_object_element (rows, i);
      const char *id = gp_directus_json_text (other, "id");

      if (id != NULL && g_str_has_prefix (id, prefix))
        self->n_claims++;
    }
  return self;
}

static gboolean
has_ended (const GpDirectusPending *self)
{
  return g_strcmp0 (self->host, g_get_host_name ()) == 0 && self->pid > 1
         && (self->pid == getpid () || (kill ((pid_t) self->pid, 0) != 0 && errno == ESRCH));
}

gboolean
gp_directus_pending_is_held (const GpDirectusPending *self)
{
  return self->until > now () && !has_ended (self);
}

char *
gp_directus_pending_describe (const GpDirectusPending *self)
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
claim_id (const GpDirectusPending *pending,
          guint                    n)
{
  return g_strdup_printf (CLAIM "%s-%u", pending->run != NULL ? pending->run : "", n);
}

JsonObject *
gp_directus_lock_take (GpDirectusClient         *client,
                       const char               *plan,
                       const GpDirectusPending  *pending,
                       GError                  **error)
{
  g_autoptr(JsonObject) journal = describe_self (plan);
  g_autofree char *claim = pending != NULL ? claim_id (pending, pending->n_claims) : NULL;
  g_autoptr(GError) cause = NULL;
  gboolean is_taken = pending != NULL && gp_directus_pending_is_held (pending);

  if (!is_taken
      && !gp_directus_keep_write (client, claim != NULL ? claim : GP_DIRECTUS_KEEP_JOURNAL, TRUE,
                                  journal, &cause))
    {
      /* Only the row that is there already means somebody else. */
      if (!g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      is_taken = TRUE;
    }
  if (is_taken)
    {
      g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                           _("Somebody else has just begun to deploy there. Nothing was changed: "
                             "plan again once that is done."));
      return NULL;
    }
  if (claim != NULL
      && !gp_directus_keep_write (client, GP_DIRECTUS_KEEP_JOURNAL, FALSE, journal, error))
    return NULL;
  return g_steal_pointer (&journal);
}

/* Whose journal it is now. */
static gboolean
is_mine (GpDirectusClient  *client,
         JsonObject        *journal,
         GError           **error)
{
  g_autoptr(JsonNode) row = gp_directus_client_send (
    client, "GET", "/items/" GP_DIRECTUS_OWN "/" GP_DIRECTUS_KEEP_JOURNAL, NULL, error);
  g_autoptr(JsonNode) value = NULL;
  const char *run;

  if (row == NULL)
    return FALSE;
  value = JSON_NODE_HOLDS_OBJECT (row) ? parse_value (json_node_get_object (row)) : NULL;
  run = value != NULL ? gp_directus_json_text (json_node_get_object (value), "run") : NULL;
  if (run == NULL || g_strcmp0 (run, gp_directus_json_text (journal, "run")) == 0)
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
               _("%s has taken over this deployment."),
               gp_directus_json_text (json_node_get_object (value), "who"));
  return FALSE;
}

gboolean
gp_directus_lock_keep (GpDirectusClient  *client,
                       JsonObject        *journal,
                       const char        *step,
                       GError           **error)
{
  json_object_set_string_member (journal, "step", step);
  json_object_set_int_member (journal, "until", now () + PATIENCE);
  return is_mine (client, journal, error)
         && gp_directus_keep_write (client, GP_DIRECTUS_KEEP_JOURNAL, FALSE, journal, error);
}

void
gp_directus_lock_leave (GpDirectusClient *client,
                        JsonObject       *journal)
{
  json_object_set_int_member (journal, "until", 0);
  if (is_mine (client, journal, NULL))
    gp_directus_keep_write (client, GP_DIRECTUS_KEEP_JOURNAL, FALSE, journal, NULL);
}

gboolean
gp_directus_lock_end (GpDirectusClient         *client,
                      const GpDirectusPending  *pending,
                      GError                  **error)
{
  static const char claims[] =
    "{\"query\":{\"limit\":-1,\"filter\":{\"id\":{\"_starts_with\":\"" CLAIM "\"}}}}";
  g_autoptr(JsonNode) body = gp_directus_json_parse (claims, strlen (claims), NULL);
  g_autoptr(JsonNode) answer = NULL;

  if (pending != NULL)
    {
      answer = gp_directus_client_send (client, "DELETE", "/items/" GP_DIRECTUS_OWN, body, error);
      if (answer == NULL)
        return FALSE;
    }
  return gp_directus_keep_remove (client, GP_DIRECTUS_KEEP_JOURNAL, error);
}
