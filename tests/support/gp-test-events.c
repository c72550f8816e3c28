/* gp-test-events.c — people who listen to what happens in a backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-events.h"

#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

/* Owners read their notes but for what is secret, which is seen in open ones, and nobody reads
 * those that are hidden. Those at the desk hear of what is paid; nobody hears of audits. Lines are
 * read by their owners and go with their note, hints by all, and stay. */
static const char script[] =
  "role member\nrole desk\n"
  "entity note owner:text status:text secret:text\n"
  "entity bill amount:integer\n"
  "entity line owner:text\nentity hint\n"
  "event paid n:integer\nevent audit n:integer\n"
  "flow main trigger=data trigger_entity=bill trigger_changes=created\n"
  "step a emit event=audit with.n=trigger.record.amount\n"
  "step b emit event=paid with.n=trigger.record.amount\n"
  "flow veto trigger=data trigger_entity=note trigger_changes=updated trigger_phase=before "
  "trigger_when=new.secret=='no'\nstep stop raise error_status=409\n";

static char *
find_id (GpTestEvents    *self,
         const char *token)
{
  gp_test_assert_call (self->backend, "GET", "/api/auth/me", token, NULL, 200);

  return gp_test_member (self->backend, "id");
}

/* @entity, which its members read with @condition (or NULL), points to a note. */
static void
point_to_note (GpDesign   *design,
               const char *name,
               const char *on_delete,
               const char *condition)
{
  GpId entity = gp_test_flow_find (design, GP_KIND_ENTITY, name);
  GpId note = gp_test_flow_find (design, GP_KIND_ENTITY, "note");
  GpId member = gp_test_flow_find (design, GP_KIND_ROLE, "member");
  GpId field = gp_test_add_field (design, &entity, "note_id", "reference");
  GpId rule = gp_test_allow (design, &entity, &member, "read");

  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &note);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, on_delete);
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  if (condition != NULL)
    gp_test_set_text (design, &rule, GP_RULE_CONDITION, condition);
}

static void
deploy (GpTestEvents *self)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  GpId note = gp_test_flow_find (design, GP_KIND_ENTITY, "note");
  GpId member = gp_test_flow_find (design, GP_KIND_ROLE, "member");
  GpId secret = gp_test_flow_find (design, GP_KIND_FIELD, "secret");
  GpId paid = gp_test_flow_find (design, GP_KIND_EVENT, "paid");
  GpId desk = gp_test_flow_find (design, GP_KIND_ROLE, "desk");
  GpId rule;

  gp_test_set_text (design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  gp_test_set_refs (design, &paid, GP_EVENT_ROLES, &desk, 1);
  gp_test_set_bool (design, &secret, GP_FIELD_NULLABLE, TRUE);
  rule = gp_test_allow (design, &note, &member, "read");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.owner == user.id");
  gp_test_set_text (design, &rule, GP_RULE_FIELDS_MODE, "except");
  gp_test_set_refs (design, &rule, GP_RULE_FIELDS, &secret, 1);
  rule = gp_test_allow (design, &note, &member, "read");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION,
                    "record.owner == user.id && record.status == 'open'");
  rule = gp_test_allow (design, &note, &member, "read");
  gp_test_set_text (design, &rule, GP_RULE_EFFECT, "forbid");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.status == 'hidden'");
  point_to_note (design, "line", "cascade", "record.owner == user.id");
  point_to_note (design, "hint", "set_null", NULL);
  gp_test_deploy (self->backend, design);
}

void
gp_test_events_set_up (GpTestEvents       *self,
        gconstpointer  unused)
{
  self->backend = gp_test_runtime_new ();
  self->session = soup_session_new_with_options ("max-conns-per-host", 40, "max-conns", 40, NULL);
  deploy (self);
  self->ada = gp_test_sign_up (self->backend, "ada@example.org", NULL);
  self->bob = gp_test_sign_up (self->backend, "bob@example.org", "desk");
  self->ada_id = find_id (self, self->ada);
  self->bob_id = find_id (self, self->bob);
}

void
gp_test_events_tear_down (GpTestEvents       *self,
           gconstpointer  unused)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  gp_test_runtime_free (self->backend);
  g_free (self->ada);
  g_free (self->bob);
  g_free (self->ada_id);
  g_free (self->bob_id);
}

/* --- listening -------------------------------------------------------------------------------- */

GDataInputStream *
gp_test_events_ask (GpTestEvents    *self,
     const char *token,
     const char *query,
     const char *last,
     guint       status)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (self->backend->runtime), "/api/events",
                                      query, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  if (token != NULL)
    soup_message_headers_replace (headers, "Authorization", bearer);
  if (last != NULL)
    soup_message_headers_replace (headers, "Last-Event-ID", last);
  stream = soup_session_send (self->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
  if (status != 200)
    return NULL;

  return g_data_input_stream_new (stream);
}

GDataInputStream *
gp_test_events_listen (GpTestEvents    *self,
        const char *token,
        const char *query)
{
  return gp_test_events_ask (self, token, query, NULL, 200);
}

void
gp_test_heard_clear (GpTestHeard *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->data, g_free);
}
/* The next event; all are NULL at the end. Lines that belong to none would be an event of
 * somebody's own making. */
void
gp_test_events_hear (GDataInputStream *stream,
      GpTestHeard            *out)
{
  gp_test_heard_clear (out);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      if (line == NULL || (*line == '\0' && out->type != NULL))
        return;
      if (*line == '\0' || *line == ':')
        continue;
      if (g_str_has_prefix (line, "id: ") && out->id == NULL)
        out->id = g_strdup (line + 4);
      else if (g_str_has_prefix (line, "event: ") && out->type == NULL)
        out->type = g_strdup (line + 7);
      else if (g_str_has_prefix (line, "data: ") && out->data == NULL)
        out->data = g_strdup (line + 6);
      else
        g_error ("an odd line: %s", line);
    }
}

void
gp_test_events_assert_hears (GDataInputStream *stream,
              const char       *type,
              const char       *part)
{
  g_auto(GpTestHeard) heard = { NULL };

  gp_test_events_hear (stream, &heard);
  g_assert_cmpstr (heard.type, ==, type);
  if (strstr (heard.data, part) == NULL)
    g_error ("no %s in %s", part, heard.data);
}

/* --- what happens ----------------------------------------------------------------------------- */

char *
gp_test_events_create (GpTestEvents    *self,
        const char *owner,
        const char *status,
        const char *secret)
{
  g_autofree char *body = g_strdup_printf (
    "{\"owner\":\"%s\",\"status\":\"%s\",\"secret\":\"%s\"}", owner, status, secret);

  return gp_test_runs_create (self->backend, "note", body);
}

void
gp_test_events_change (GpTestEvents    *self,
        const char *method,
        const char *id,
        const char *body,
        guint       status)
{
  g_autofree char *path = g_strconcat ("/api/records/note/", id, NULL);

  gp_test_assert_call (self->backend, method, path, GP_TEST_ADMIN_TOKEN, body, status);
}

void
gp_test_events_give (GpTestEvents    *self,
      const char *id,
      const char *owner)
{
  g_autofree char *body = g_strdup_printf ("{\"owner\":\"%s\"}", owner);

  gp_test_events_change (self, "PATCH", id, body, 200);
}

/* Whoever hears this next has heard of nothing before. */
void
gp_test_events_assert_silent (GpTestEvents          *self,
               GDataInputStream *stream,
               const char       *owner)
{
  g_autofree char *id = gp_test_events_create (self, owner, "open", "silence");

  gp_test_events_assert_hears (stream, "groundplan.record.created", id);
}
