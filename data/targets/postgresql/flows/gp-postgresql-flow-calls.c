/* gp-postgresql-flow-calls.c — steps that ask for something and wait for the answer
 * SPDX-License-Identifier: Apache-2.0
 *
 * The address of a call is known but for what stands in braces behind its host, so that it is
 * looked at before anything is deployed: it leads to where the connection says, and the secret is
 * sent there alone. pg_net follows redirects by itself, to any address; only a header Authorization
 * does not go along to another host. */
#define G_LOG_DOMAIN "gp-postgresql-flow-calls"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-address-guard.h"
#include "gp-flow-duration.h"
#include "gp-run-address.h"
#include "gp-run-call.h"
#include "gp-sql-name.h"

#define UNESCAPED G_URI_RESERVED_CHARS_GENERIC_DELIMITERS \
                  G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%"
#define LOST_AFTER (60 * GP_FLOW_SECOND)   /* pg_net says that the time is up, if it is there */

/* A call that is being written. */
typedef struct
{
  const GpFlowStep *step;
  const GpElement  *connection;    /* (nullable) */
  const char       *method;
  char             *url;           /* with names in braces */
  gint64            allowed;
} Call;

/* --- where it goes ---------------------------------------------------------------------------- */

/* The next name in braces at or behind @at; its braces are among the @out_length bytes. */
static const char *
find_braces (const char *at,
             gsize      *out_length)
{
  const char *open = strchr (at, '{');
  const char *close = open != NULL ? strchr (open, '}') : NULL;

  if (close == NULL)
    return NULL;
  *out_length = (gsize) (close - open + 1);
  return open;
}

static char *
dup_name (const char *braces,
          gsize       length)
{
  return g_strndup (braces + 1, length - 2);
}

static GUri *
parse_url (const char *url)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *braces;
  gsize length;

  for (; (braces = find_braces (url, &length)) != NULL; url = braces + length)
    {
      g_string_append_len (text, url, braces - url);
      g_string_append_c (text, 'x');
    }
  g_string_append (text, url);
  return g_uri_parse (text->str, G_URI_FLAGS_ENCODED, NULL);
}

/* What stands in braces is known when the flow runs, and may come from whoever starts it. */
static gboolean
is_host_open (const char *url)
{
  const char *at = strstr (url, "://");

  return at != NULL && strcspn (at + 3, "{") < strcspn (at + 3, "/?#");
}

static void
check_url (GpPgFlow   *self,
           const Call *call)
{
  const char *name = call->step->name;
  gboolean is_private = call->connection != NULL
                        && gp_element_get_bool (call->connection, GP_CONNECTION_PRIVATE_NETWORK);
  g_autoptr(GUri) uri = parse_url (call->url);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  g_autoptr(GError) error = NULL;

  if (is_host_open (call->url))
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_PATH,
                       _("“%s” calls a host with braces in its name, and PostgreSQL cannot look at "
                         "where it leads: write the host out."), name);
  else if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL
      || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_PATH,
                       _("“%s” has no address to call: give its connection one that begins with "
                         "https://."), name);
  else if (!is_private && !g_str_equal (scheme, "https"))
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_CONNECTION,
                       _("“%s” calls %s, which is called with https alone."), name,
                       g_uri_get_host (uri));
  else if (!is_private && !gp_address_guard_check (g_uri_get_host (uri), &error))
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_CONNECTION, "%s", error->message);
}

/* Names in braces are values that the step is given. */
static void
append_url (GpPgFlow   *self,
            const Call *call)
{
  const char *url = call->url;
  const char *braces;
  gsize length = 0;

  do
    {
      g_autofree char *part = NULL;
      g_autofree char *escaped = NULL;
      g_autofree char *name = NULL;

      braces = find_braces (url, &length);
      part = braces != NULL ? g_strndup (url, (gsize) (braces - url)) : g_strdup (url);
      escaped = g_uri_escape_string (part, UNESCAPED, FALSE);
      gp_sql_quote_text (self->out, escaped);
      if (braces == NULL)
        continue;
      name = dup_name (braces, length);
      if (gp_flow_step_find_with (call->step, name) == NULL)
        gp_pg_flow_refuse (self, call->step->element, GP_STEP_PATH,
                           _("The path of “%s” needs a value “%s”: add it under “With”."),
                           call->step->name, name);
      g_string_append (self->out, " || gp_flows.escape(gp_flows.plain(f_args -> ");
      gp_sql_quote_text (self->out, name);
      g_string_append (self->out, ")) || ");
      url = braces + length;
    }
  while (braces != NULL);
}

/* --- what is sent ----------------------------------------------------------------------------- */

/* The values that nothing else has a use for. */
static void
append_rest (GpPgFlow   *self,
             const Call *call)
{
  const char *url = call->url;
  const char *braces;
  gsize length;

  g_string_append (self->out, "f_args - ARRAY['headers', 'query', 'body'");
  for (; (braces = find_braces (url, &length)) != NULL; url = braces + length)
    {
      g_autofree char *name = dup_name (braces, length);

      g_string_append (self->out, ", ");
      gp_sql_quote_text (self->out, name);
    }
  g_string_append (self->out, "]");
}

static void
append_payload (GpPgFlow   *self,
                const Call *call)
{
  gboolean has_body = g_str_equal (call->method, "POST");

  if (call->step->type == GP_FLOW_STEP_FUNCTION)
    {
      g_string_append (self->out, "'{}'::jsonb, '{}'::jsonb, f_args");
      return;
    }
  g_string_append (self->out, "gp_flows.map(f_args -> 'query')");
  if (!has_body)
    {
      g_string_append (self->out, " || (");
      append_rest (self, call);
      g_string_append_c (self->out, ')');
    }
  g_string_append (self->out, ", gp_flows.map(f_args -> 'headers'), ");
  if (!has_body)
    g_string_append (self->out, "NULL");
  else if (gp_flow_step_find_with (call->step, "body") != NULL)
    g_string_append (self->out, "f_args -> 'body'");
  else
    append_rest (self, call);
}

/* The run, and where in it the step stands. */
static void
append_place (GpPgFlow          *self,
              const GpFlowBlock *block,
              const char        *name)
{
  g_autofree char *part = g_strconcat ("/", name, NULL);

  if (block->holder == NULL)
    {
      g_string_append (self->out, "f_run");
    }
  else
    {
      append_place (self, block->holder->block, block->holder->name);
      if (block->holder->type == GP_FLOW_STEP_FOR)
        g_string_append_printf (self->out, " || '/' || index_%u", gp_pg_flow_number (self, block));
    }
  g_string_append (self->out, " || ");
  gp_sql_quote_text (self->out, part);
}

static void
append_call_key (GpPgFlow         *self,
                 const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_IDEMPOTENCY_KEY,
                                .block = step->block };

  if (step->idempotency_key == NULL)
    {
      append_place (self, step->block, step->name);
      return;
    }
  g_string_append (self->out, "gp_flows.plain(");
  gp_pg_flow_must (self, &place, step->idempotency_key, GP_POSTGRESQL_JSON);
  g_string_append_c (self->out, ')');
}

/* A secret goes to the host of its connection and nowhere else. */
static gboolean
is_for_connection (const Call *call)
{
  const char *base = gp_element_get_text (call->connection, GP_CONNECTION_URL);
  g_autoptr(GUri) own = base != NULL ? g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autoptr(GUri) uri = parse_url (call->url);

  return own != NULL && uri != NULL && g_uri_get_host (own) != NULL && g_uri_get_host (uri) != NULL
         && g_strcmp0 (g_uri_get_scheme (own), g_uri_get_scheme (uri)) == 0
         && g_uri_get_port (own) == g_uri_get_port (uri)
         && g_ascii_strcasecmp (g_uri_get_host (own), g_uri_get_host (uri)) == 0;
}

static void
append_credentials (GpPgFlow   *self,
                    const Call *call)
{
  const GpElement *connection = call->connection;
  const char *header = "Authorization";
  const char *secret;

  if (connection == NULL || gp_element_is (connection, GP_CONNECTION_AUTH, "none")
      || !is_for_connection (call))
    {
      g_string_append (self->out, "'{}'::jsonb");
      return;
    }
  if (gp_element_is (connection, GP_CONNECTION_AUTH, "oauth2"))
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_CONNECTION,
                       _("The connection %s uses OAuth 2, which PostgreSQL does not speak: use a "
                         "bearer token."), gp_element_get_name (connection));
  if (!self->abilities->vault)
    gp_pg_flow_refuse (self, call->step->element, GP_STEP_CONNECTION,
                       _("“%s” needs the secret of %s, and there is no vault that keeps it in this "
                         "database: install supabase_vault there."), call->step->name,
                       gp_element_get_name (connection));
  if (gp_element_is (connection, GP_CONNECTION_AUTH, "api_key"))
    {
      header = gp_element_get_text (connection, GP_CONNECTION_AUTH_HEADER);
      header = header != NULL ? header : "X-API-Key";
    }
  if (g_ascii_strcasecmp (header, "Authorization") != 0)
    g_ptr_array_add (self->notes, gp_pg_flow_new_finding (
      call->step->element,
      g_strdup_printf (_("“%s” sends the key of %s in the header %s, which pg_net also sends where "
                         "the service redirects the call to another host."), call->step->name,
                       gp_element_get_name (connection), header)));
  secret = gp_element_get_text (connection, GP_CONNECTION_SECRET);
  g_string_append_printf (self->out, "gp_flows.credentials('%s', ",
                          gp_element_get_text (connection, GP_CONNECTION_AUTH));
  gp_sql_quote_text (self->out, header);
  g_string_append (self->out, ", ");
  gp_sql_quote_text (self->out, secret != NULL ? secret : gp_element_get_name (connection));
  g_string_append_c (self->out, ')');
}

/* --- steps ------------------------------------------------------------------------------------ */

static void
call_init (Call             *call,
           GpPgFlow         *self,
           const GpFlowStep *step)
{
  const GpId *id = gp_element_get_ref (step->element, GP_STEP_CONNECTION);
  const char *path = gp_element_get_text (step->element, GP_STEP_PATH);
  const char *base;

  call->step = step;
  call->connection = id != NULL ? gp_design_lookup_kind (self->design, id, GP_KIND_CONNECTION)
                                : NULL;
  call->method = step->type == GP_FLOW_STEP_FUNCTION
                   ? "POST" : gp_element_get_text (step->element, GP_STEP_METHOD);
  base = call->connection != NULL ? gp_element_get_text (call->connection, GP_CONNECTION_URL)
                                  : NULL;
  call->url = gp_run_address_join (base != NULL ? base : "", path != NULL ? path : "");
  call->allowed = GP_RUN_CALL_SECONDS * GP_FLOW_SECOND;
  if (step->timeout >= 0)
    call->allowed = MIN (call->allowed, step->timeout);
}

static void
refuse_call (GpPgFlow   *self,
             const Call *call)
{
  const GpFlowStep *step = call->step;

  if (!self->abilities->net)
    gp_pg_flow_refuse (self, step->element, GP_STEP_TYPE,
                       _("“%s” calls a service, for which PostgreSQL needs pg_net, and it is not "
                         "installed in this database."), step->name);
  if (!g_str_equal (call->method, "GET") && !g_str_equal (call->method, "POST")
      && !g_str_equal (call->method, "DELETE"))
    gp_pg_flow_refuse (self, step->element, GP_STEP_METHOD,
                       _("“%s” cannot call with %s: pg_net, which calls services for PostgreSQL, "
                         "knows GET, POST and DELETE alone."), step->name, call->method);
  if (!g_str_equal (call->method, "POST") && gp_flow_step_find_with (step, "body") != NULL)
    gp_pg_flow_refuse (self, step->element, GP_STEP_WITH,
                       _("“%s” has a body, and pg_net, which calls services for PostgreSQL, sends "
                         "one with POST alone."), step->name);
}

static void
ask_service (GpPgFlow         *self,
             const GpFlowStep *step)
{
  Call call;

  call_init (&call, self, step);
  refuse_call (self, &call);
  check_url (self, &call);
  gp_pg_flow_take_args (self, step);
  g_string_append_printf (self->out, "f_request := gp_flows.call('%s', ", call.method);
  append_url (self, &call);
  g_string_append (self->out, ", ");
  append_payload (self, &call);
  g_string_append (self->out, ", ");
  append_call_key (self, step);
  g_string_append (self->out, ", ");
  append_credentials (self, &call);
  g_string_append_printf (self->out, ", %" G_GINT64_FORMAT ");\nf_due := clock_timestamp() + "
                                     "interval '%" G_GINT64_FORMAT " microseconds';\n",
                          MAX (1, call.allowed / 1000), call.allowed + LOST_AFTER);
  g_free (call.url);
}

void
gp_pg_flow_ask (GpPgFlow         *self,
                const GpFlowStep *step)
{
  if (step->type != GP_FLOW_STEP_WAIT)
    {
      ask_service (self, step);
      return;
    }
  g_string_append_printf (self->out, "f_due := clock_timestamp() + interval '%" G_GINT64_FORMAT
                                     " microseconds';\n", MAX (0, step->duration));
}

void
gp_pg_flow_take (GpPgFlow         *self,
                 const GpFlowStep *step)
{
  g_autofree char *allowed = NULL;
  Call call;

  if (step->type == GP_FLOW_STEP_WAIT)
    {
      g_string_append_printf (self->out, "f_raw := input_%u;\n",
                              gp_pg_flow_number (self, step->block));
      return;
    }
  call_init (&call, self, step);
  allowed = gp_flow_duration_format (call.allowed);
  g_string_append (self->out, "f_raw := gp_flows.take(");
  gp_sql_quote_text (self->out, step->name);
  g_string_append_printf (self->out, ", '%s', f_answer)%s;\n", allowed,
                          step->type == GP_FLOW_STEP_FUNCTION ? " -> 'body'" : "");
  g_free (call.url);
}
