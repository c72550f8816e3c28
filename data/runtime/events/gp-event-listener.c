/* gp-event-listener.c — one who listens to what happens
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lines are told only as long as little waits to be read. A client that does not read falls behind,
 * and is cut off when the log has forgotten its place, or when it has read nothing for some beats.
 *
 * Who the caller is, and what the rules say, is asked for anew before lines are told: a token may
 * have been revoked, a role taken away, another design deployed. */
#define G_LOG_DOMAIN "gp-event-stream"
#include "config.h"
#include "gp-event-listener.h"

#include "gp-event-text.h"
#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record.h"
#include "gp-server-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WAITING    (256 * 1024)     /* bytes after which nothing more is told */
#define MAX_IDLE_BEATS 4
#define MAX_NAMES      50
#define QUERY_TIME     1000             /* milliseconds for what is told in one turn */

struct _GpEventListener
{
  GpRequest         *request;
  SoupServerMessage *message;
  GpEventLog        *log;
  char              *owner;
  guint64            next;           /* the line that it hears next */
  GHashTable        *subjects;       /* of GpId: those that it is about; NULL: all */
  gsize              waiting;
  guint              n_idle_beats;   /* in a row: something waits, and nothing was read */
  gulong             wrote;
  void             (*woken) (gpointer);
  gpointer           woken_data;
};

static void
wrote_cb (SoupServerMessage *message,
          guint              size,
          gpointer           user_data)
{
  GpEventListener *self = user_data;

  self->waiting -= MIN (self->waiting, size);
  self->n_idle_beats = 0;
  if (self->next < gp_event_log_get_end (self->log))
    self->woken (self->woken_data);
}

static void
send_text (GpEventListener *self,
           const char      *text)
{
  gsize length = strlen (text);

  self->waiting += length;
  soup_message_body_append (soup_server_message_get_response_body (self->message),
                            SOUP_MEMORY_COPY, text, length);
  soup_server_message_unpause (self->message);
}

/* --- what it is about ------------------------------------------------------------------------- */

/* Forgets what was known of the caller, and of the tables. */
static gboolean
identify (GpRequest  *request,
          GError    **error)
{
  g_clear_pointer (&request->accesses, g_hash_table_unref);
  request->now = g_get_real_time ();

  return gp_backend_refresh (request->backend, error)
         && gp_server_identify (request->server, request, error);
}

static gboolean
take_entity (GpEventListener  *self,
             const char       *name,
             GError          **error)
{
  const GpTable *table = gp_record_find_table (self->request, name, error);

  if (table == NULL)
    return FALSE;
  if (!gp_record_access_sees_any (gp_record_access_get (self->request, table)))
    return gp_record_refuse (self->request, error);
  g_hash_table_add (self->subjects, g_memdup2 (&table->id, sizeof table->id));

  return TRUE;
}

/* One that it may not hear is not told apart from one that is not there. */
static gboolean
take_type (GpEventListener  *self,
           const char       *name,
           GError          **error)
{
  GpDesign *design = gp_backend_get_design (self->request->backend);
  g_autoptr(GPtrArray) events = design != NULL ? gp_design_list (design, GP_KIND_EVENT) : NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    if (g_str_equal (gp_element_get_name (events->pdata[i]), name)
        && gp_event_may_hear (self->request, events->pdata[i]))
      {
        g_hash_table_add (self->subjects, g_memdup2 (gp_element_get_id (events->pdata[i]),
                                                     sizeof (GpId)));
        return TRUE;
      }

  return gp_record_refuse_unseen (error);
}

static gboolean
take_names (GpEventListener  *self,
            const char       *parameter,
            gboolean        (*take) (GpEventListener *, const char *, GError **),
            GError          **error)
{
  const char *list = gp_request_get (self->request, parameter);
  g_auto(GStrv) names = list != NULL ? g_strsplit (list, ",", MAX_NAMES + 1) : NULL;

  if (names == NULL)
    return TRUE;
  if (g_strv_length (names) > MAX_NAMES)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, parameter,
                           _("“%s” names more than %d."), parameter, MAX_NAMES);
  if (self->subjects == NULL)
    self->subjects = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  for (gsize i = 0; names[i] != NULL; i++)
    if (!take (self, g_strstrip (names[i]), error))
      return FALSE;

  return TRUE;
}

/* Whether there is anything that it could ever hear. */
static gboolean
hears_any (GpRequest *request)
{
  GpSchema *schema = gp_backend_get_schema (request->backend);
  GpDesign *design = gp_backend_get_design (request->backend);
  g_autoptr(GPtrArray) events = design != NULL ? gp_design_list (design, GP_KIND_EVENT) : NULL;

  if (request->caller.is_admin)
    return TRUE;
  for (guint i = 0; events != NULL && i < events->len; i++)
    if (gp_event_may_hear (request, events->pdata[i]))
      return TRUE;
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);

      if (table->exposed && gp_record_access_sees_any (gp_record_access_get (request, table)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
find_place (GpEventListener  *self,
            GError          **error)
{
  const char *last = soup_message_headers_get_one (
    soup_server_message_get_request_headers (self->message), "Last-Event-ID");

  self->next = gp_event_log_get_end (self->log);
  if (last == NULL || *last == '\0')
    return TRUE;
  if (!gp_event_log_find (self->log, last, &self->next))
    return gp_problem_set (error, SOUP_STATUS_GONE, "too-late", "%s",
                           _("What happened since that event is not known any more. Read what you "
                             "need again, and listen without Last-Event-ID."));
  self->next++;

  return TRUE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static char *
name_owner (const GpRequest *request)
{
  const GpCaller *caller = &request->caller;

  if (caller->is_admin)
    return g_strdup ("admin");
  if (caller->key != NULL)
    return g_strconcat ("key ", caller->key, NULL);

  return caller->user != NULL ? g_strconcat ("user ", caller->user, NULL)
                              : g_strconcat ("address ", request->peer, NULL);
}

void
gp_event_listener_begin (GpEventListener *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  self->wrote = g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (wrote_cb), self);
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  send_text (self, ":\n\n");
}

GpEventListener *
gp_event_listener_new (GpRequest   *request,
                       GpEventLog  *log,
                       void       (*woken) (gpointer),
                       gpointer     user_data,
                       GError     **error)
{
  g_autoptr(GpEventListener) self = g_new0 (GpEventListener, 1);

  self->request = gp_request_ref (request);
  self->message = g_object_ref (request->message);
  self->log = log;
  self->owner = name_owner (request);
  self->woken = woken;
  self->woken_data = user_data;
  if (!take_names (self, "entity", take_entity, error)
      || !take_names (self, "type", take_type, error))
    return NULL;
  if (self->subjects == NULL && !hears_any (request))
    {
      gp_record_refuse (request, error);
      return NULL;
    }
  if (!find_place (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
gp_event_listener_free (GpEventListener *self)
{
  if (self == NULL)
    return;

  if (self->wrote != 0)
    {
      g_signal_handler_disconnect (self->message, self->wrote);
      if (!self->request->is_finished)
        {
          soup_message_body_complete (soup_server_message_get_response_body (self->message));
          soup_server_message_unpause (self->message);
        }
    }
  g_clear_pointer (&self->subjects, g_hash_table_unref);
  gp_request_unref (self->request);
  g_object_unref (self->message);
  g_free (self->owner);
  g_free (self);
}

gboolean
gp_event_listener_is_gone (const GpEventListener *self)
{
  return self->request->is_finished;
}

const char *
gp_event_listener_get_owner (const GpEventListener *self)
{
  return self->owner;
}

SoupServerMessage *
gp_event_listener_get_message (const GpEventListener *self)
{
  return self->message;
}

/* The last that it hears says why. */
static GpEventListenerState
end_with (GpEventListener *self,
          const GError    *error)
{
  guint status;
  g_autofree char *json = gp_problem_to_json (error, &status);
  g_autofree char *text = g_strdup_printf ("event: end\ndata: %s\n\n", json);

  send_text (self, text);

  return GP_EVENT_LISTENER_GONE;
}

static gboolean
tell_next (GpEventListener  *self,
           GError          **error)
{
  const GpEventLine *line = gp_event_log_get (self->log, self->next);
  g_autofree char *text = NULL;

  self->next++;
  if (self->subjects != NULL && !g_hash_table_contains (self->subjects, &line->subject))
    return TRUE;
  if (!gp_event_text_new (self->request, line, &text, error))
    return FALSE;
  if (text != NULL)
    send_text (self, text);

  return TRUE;
}

static gboolean
has_room (const GpEventListener *self)
{
  return self->next < gp_event_log_get_end (self->log) && self->waiting < MAX_WAITING;
}

GpEventListenerState
gp_event_listener_pump (GpEventListener *self,
                        gint64           until)
{
  g_autoptr(GError) error = NULL;

  if (self->request->is_finished)
    return GP_EVENT_LISTENER_GONE;
  if (self->next < gp_event_log_get_first (self->log))
    return GP_EVENT_LISTENER_SLOW;
  if (!has_room (self))
    return GP_EVENT_LISTENER_DONE;
  if (!identify (self->request, &error))
    return end_with (self, error);
  gp_backend_limit (self->request->backend, QUERY_TIME);
  do
    if (!tell_next (self, &error))
      break;
  while (has_room (self) && g_get_monotonic_time () < until);
  gp_backend_limit (self->request->backend, 0);
  if (error != NULL)
    return end_with (self, error);

  return has_room (self) ? GP_EVENT_LISTENER_MORE : GP_EVENT_LISTENER_DONE;
}

GpEventListenerState
gp_event_listener_beat (GpEventListener *self)
{
  g_autoptr(GError) error = NULL;

  if (self->request->is_finished)
    return GP_EVENT_LISTENER_GONE;
  if (self->waiting > 0 && ++self->n_idle_beats >= MAX_IDLE_BEATS)
    return GP_EVENT_LISTENER_SLOW;
  if (!identify (self->request, &error))
    return end_with (self, error);
  if (self->waiting == 0)
    send_text (self, ":\n\n");

  return GP_EVENT_LISTENER_DONE;
}
