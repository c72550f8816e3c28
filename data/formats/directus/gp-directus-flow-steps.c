/* gp-directus-flow-steps.c — what each type of step is in Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * One line of a table for each type that has a counterpart; the others are refused. */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-json.h"

/* A longer pause would be lost when the server is restarted. */
#define LONGEST_SLEEP (60 * GP_FLOW_SECOND)

typedef void (*Write) (const GpDirectusScope *scope, const GpFlowStep *step, const GpId *called,
                       GpJsonWriter *writer);

static const GpElement *
find (const GpDirectusScope *scope,
      const GpFlowStep      *step,
      GpProperty             property)
{
  return gp_design_lookup (scope->part->all->design,
                           gp_element_get_ref (step->element, property));
}

static void
write_value (const GpDirectusScope *scope,
             GpJsonWriter          *writer,
             const char            *key,
             const GpExpr          *expr)
{
  g_autofree char *value = expr != NULL ? gp_directus_flow_value (scope, gp_expr_get_root (expr))
                                        : NULL;

  gp_json_writer_key (writer, key);
  gp_json_writer_raw (writer, value != NULL ? value : "null");
}

static void
write_raw (GpJsonWriter *writer,
           const char   *key,
           const char   *json)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_raw (writer, json);
}

static void
write_set (const GpDirectusScope *scope,
           const GpFlowStep      *step,
           const GpId            *called,
           GpJsonWriter          *writer)
{
  g_autofree char *values = gp_directus_flow_values (scope, step->with, NULL);

  if (gp_flow_is_before (scope->part->all->flow))
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("“%s” gives the record that is stored other values. In Directus it "
                               "would lose all the others."), step->name);
  write_raw (writer, "json", values);
}

/* The address, with templates for what stands in braces; the names of those are in @used. */
static char *
write_address (const GpDirectusScope *scope,
               const GpFlowStep      *step,
               GPtrArray             *used)
{
  const GpElement *connection = find (scope, step, GP_STEP_CONNECTION);
  const char *base = connection != NULL ? gp_element_get_text (connection, GP_CONNECTION_URL)
                                        : NULL;
  const char *path = gp_element_get_text (step->element, GP_STEP_PATH);
  g_autoptr(GString) out = g_string_new (base != NULL ? base : "");

  if (out->len > 0 && out->str[out->len - 1] == '/')
    g_string_truncate (out, out->len - 1);
  if (out->len > 0 && path != NULL && *path != '/' && *path != '\0')
    g_string_append_c (out, '/');
  for (const char *at = path != NULL ? path : ""; *at != '\0'; at++)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      const GpExpr *expr = name != NULL ? gp_flow_step_find_with (step, name) : NULL;
      g_autofree char *json = NULL;
      g_autoptr(GpExprValue) value = NULL;

      if (expr == NULL)
        {
          g_string_append_c (out, *at);
          continue;
        }
      json = gp_directus_flow_value (scope, gp_expr_get_root (expr));
      value = json != NULL ? gp_expr_value_from_json (json, -1, NULL) : NULL;
      if (value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
        g_string_append (out, gp_expr_value_get_string (value, NULL));
      else if (json != NULL)
        g_string_append (out, json);
      g_ptr_array_add (used, g_steal_pointer (&name));
      at = end;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The secret is no part of a design: the server's environment has it. */
static void
write_credentials (const GpDirectusScope *scope,
                   const GpElement       *connection,
                   GpJsonWriter          *writer)
{
  const char *auth = connection != NULL ? gp_element_get_text (connection, GP_CONNECTION_AUTH)
                                        : "none";
  const char *secret = connection != NULL ? gp_element_get_text (connection, GP_CONNECTION_SECRET)
                                          : NULL;
  const char *header = connection != NULL
                         ? gp_element_get_text (connection, GP_CONNECTION_AUTH_HEADER) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (g_str_equal (auth, "none"))
    return;
  if (secret == NULL || g_str_equal (auth, "basic") || g_str_equal (auth, "oauth2"))
    {
      gp_directus_flow_refuse (scope->part->all, scope->element,
                               _("Directus cannot sign in to “%s”: use a token or an API key."),
                               gp_element_get_name (connection));
      return;
    }
  name = g_ascii_strup (secret, -1);
  value = g_strdup_printf ("%s{{$env.%s}}", g_str_equal (auth, "bearer") ? "Bearer " : "", name);
  if (g_str_equal (auth, "bearer") || header == NULL)
    header = g_str_equal (auth, "bearer") ? "Authorization" : "X-API-Key";
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "header", header);
  gp_json_writer_member (writer, "value", value);
  gp_json_writer_end_object (writer);
  gp_directus_flow_note (scope->part->all, scope->element,
                         _("The secret of “%s” must be in the environment of Directus as %s, and "
                           "named in FLOWS_ENV_ALLOW_LIST."),
                         gp_element_get_name (connection), name);
}

static void
write_headers (const GpDirectusScope *scope,
               const GpFlowStep      *step,
               GpJsonWriter          *writer)
{
  const GpExpr *headers = gp_flow_step_find_with (step, "headers");
  const GpExprNode *map = headers != NULL ? gp_expr_get_root (headers) : NULL;

  gp_json_writer_key (writer, "headers");
  gp_json_writer_begin_array (writer);
  write_credentials (scope, find (scope, step, GP_STEP_CONNECTION), writer);
  for (guint i = 0; map != NULL && i + 1 < map->n_children; i += 2)
    {
      const GpExprNode *key = map->children[i];

      if (map->kind != GP_EXPR_NODE_MAP || key->kind != GP_EXPR_NODE_LITERAL
          || gp_expr_value_get_kind (key->value) != GP_EXPR_VALUE_STRING)
        continue;
      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "header", gp_expr_value_get_string (key->value, NULL));
      {
        g_autofree char *value = gp_directus_flow_value (scope, map->children[i + 1]);

        write_raw (writer, "value", value != NULL ? value : "null");
      }
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
  if (map != NULL && map->kind != GP_EXPR_NODE_MAP)
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("The headers of “%s” must be written out for Directus."),
                             step->name);
}

static void
write_http (const GpDirectusScope *scope,
            const GpFlowStep      *step,
            const GpId            *called,
            GpJsonWriter          *writer)
{
  const char *method = gp_element_get_text (step->element, GP_STEP_METHOD);
  gboolean has_body = !g_str_equal (method, "GET") && !g_str_equal (method, "DELETE");
  g_autoptr(GPtrArray) used = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *address = write_address (scope, step, used);
  g_autofree char *rest = NULL;

  g_ptr_array_add (used, g_strdup ("headers"));
  g_ptr_array_add (used, g_strdup ("body"));
  if (gp_flow_step_find_with (step, "query") != NULL)
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("Directus has no query of a call: write that of “%s” into its "
                               "path."), step->name);
  g_ptr_array_add (used, g_strdup ("query"));
  g_ptr_array_add (used, NULL);

  gp_json_writer_member (writer, "method", method);
  gp_json_writer_member (writer, "url", address);
  write_headers (scope, step, writer);
  if (gp_flow_step_find_with (step, "body") != NULL)
    {
      write_value (scope, writer, "body", gp_flow_step_find_with (step, "body"));
      return;
    }
  rest = gp_directus_flow_values (scope, step->with, (const char *const *) used->pdata);
  if (has_body && !g_str_equal (rest, "{}"))
    write_raw (writer, "body", rest);
  else if (!has_body && !g_str_equal (rest, "{}"))
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("Directus has no query of a call: write that of “%s” into its "
                               "path."), step->name);
}

static void
write_query (const GpDirectusScope *scope,
             const GpFlowStep      *step,
             GpJsonWriter          *writer)
{
  const GpElement *entity = find (scope, step, GP_STEP_ENTITY);
  g_autofree char *filter =
    step->where != NULL && entity != NULL
      ? gp_directus_flow_condition (scope, gp_expr_get_root (step->where), entity) : NULL;
  g_autofree char *options = NULL;

  gp_json_writer_key (writer, "query");
  gp_json_writer_begin_object (writer);
  if (filter != NULL)
    write_raw (writer, "filter", filter);
  if (step->type == GP_FLOW_STEP_DATA_READ && gp_flow_step_find_with (step, "limit") != NULL)
    write_value (scope, writer, "limit", gp_flow_step_find_with (step, "limit"));
  else
    {
      gp_json_writer_key (writer, "limit");
      gp_json_writer_int (writer, -1);
    }
  if (step->type == GP_FLOW_STEP_DATA_READ && gp_flow_step_find_with (step, "sort") != NULL)
    write_value (scope, writer, "sort", gp_flow_step_find_with (step, "sort"));
  gp_json_writer_end_object (writer);
}

static void
write_records (const GpDirectusScope *scope,
               const GpFlowStep      *step,
               const GpId            *called,
               GpJsonWriter          *writer)
{
  const GpElement *entity = find (scope, step, GP_STEP_ENTITY);

  gp_json_writer_member (writer, "collection", entity != NULL ? gp_element_get_name (entity) : "");
  gp_json_writer_member (writer, "permissions", "$full");
  gp_json_writer_key (writer, "emitEvents");
  gp_json_writer_bool (writer, step->type != GP_FLOW_STEP_DATA_READ);
  if (step->type != GP_FLOW_STEP_DATA_CREATE)
    write_query (scope, step, writer);
  if (step->type == GP_FLOW_STEP_DATA_CREATE || step->type == GP_FLOW_STEP_DATA_UPDATE)
    {
      g_autofree char *values = gp_directus_flow_values (scope, step->with, NULL);

      write_raw (writer, "payload", values);
    }
}

static void
write_mail (const GpDirectusScope *scope,
            const GpFlowStep      *step,
            const GpId            *called,
            GpJsonWriter          *writer)
{
  static const char *const known[] = { "to", "subject", "text", "html", "cc", "bcc", "reply_to",
                                       NULL };
  gboolean is_html = gp_flow_step_find_with (step, "html") != NULL;

  for (guint i = 0; i < step->with->len; i++)
    if (!g_strv_contains (known, g_array_index (step->with, GpFlowNamedExpr, i).name))
      gp_directus_flow_refuse (scope->part->all, step->element,
                               _("Directus knows no “%s” of a mail."),
                               g_array_index (step->with, GpFlowNamedExpr, i).name);
  write_value (scope, writer, "to", gp_flow_step_find_with (step, "to"));
  write_value (scope, writer, "subject", gp_flow_step_find_with (step, "subject"));
  gp_json_writer_member (writer, "type", is_html ? "wysiwyg" : "markdown");
  write_value (scope, writer, "body", gp_flow_step_find_with (step, is_html ? "html" : "text"));
  for (gsize i = 4; i < 7; i++)
    if (gp_flow_step_find_with (step, known[i]) != NULL)
      write_value (scope, writer, i == 6 ? "replyTo" : known[i],
                   gp_flow_step_find_with (step, known[i]));
  gp_directus_flow_note (scope->part->all, step->element,
                         _("Mail goes through the server that Directus itself is set up with."));
}

static void
write_call (GpJsonWriter *writer,
            const GpId   *flow)
{
  char id[GP_ID_STRING_SIZE];

  gp_json_writer_member (writer, "flow", gp_id_format (flow, id));
  gp_json_writer_member (writer, "iterationMode", "serial");
}

static void
write_run (const GpDirectusScope *scope,
           const GpFlowStep      *step,
           const GpId            *called,
           GpJsonWriter          *writer)
{
  const GpElement *flow = find (scope, step, GP_STEP_FLOW);
  g_autofree char *values = gp_directus_flow_values (scope, step->with, NULL);

  if (flow == NULL)
    return;
  if (!gp_element_is (flow, GP_FLOW_TRIGGER, "flow"))
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("“%s” runs “%s”, which another flow cannot start in Directus."),
                             step->name, gp_element_get_name (flow));
  write_call (writer, gp_element_get_id (flow));
  write_raw (writer, "payload", values);
}

GPtrArray *
gp_directus_flow_subscribers (GpDesign   *design,
                              const GpId *event)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; event != NULL && i < flows->len; i++)
    {
      const GpId *heard = gp_element_get_ref (flows->pdata[i], GP_FLOW_TRIGGER_EVENT);

      if (heard != NULL && gp_id_equal (heard, event)
          && gp_element_is (flows->pdata[i], GP_FLOW_TRIGGER, "event"))
        g_ptr_array_add (found, flows->pdata[i]);
    }
  return found;
}

/* Directus has no events of one's own: whoever listens is called. */
static void
write_emit (const GpDirectusScope *scope,
            const GpFlowStep      *step,
            const GpId            *called,
            GpJsonWriter          *writer)
{
  g_autoptr(GPtrArray) flows =
    gp_directus_flow_subscribers (scope->part->all->design,
                                  gp_element_get_ref (step->element, GP_STEP_EVENT));
  g_autofree char *values = gp_directus_flow_values (scope, step->with, NULL);

  if (flows->len != 1)
    {
      gp_directus_flow_refuse (scope->part->all, step->element,
                               _("“%s” sends an event. Directus has none; it is said there where "
                                 "exactly one flow begins with it."), step->name);
      return;
    }
  gp_directus_flow_note (scope->part->all, step->element,
                         _("“%s” starts the flow that begins with the event; nobody else hears of "
                           "it in Directus."), step->name);
  write_call (writer, gp_element_get_id (flows->pdata[0]));
  write_raw (writer, "payload", values);
}

static void
write_loop (const GpDirectusScope *scope,
            const GpFlowStep      *step,
            const GpId            *called,
            GpJsonWriter          *writer)
{
  if (step->repeat != NULL || step->in == NULL)
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("“%s” repeats while something holds; Directus goes through lists "
                               "alone."), step->name);
  write_call (writer, called);
  write_value (scope, writer, "payload", step->in);
}

static void
write_wait (const GpDirectusScope *scope,
            const GpFlowStep      *step,
            const GpId            *called,
            GpJsonWriter          *writer)
{
  if (step->duration > LONGEST_SLEEP)
    gp_directus_flow_refuse (scope->part->all, step->element,
                             _("“%s” waits longer than a minute. Directus would forget it when it "
                               "is restarted."), step->name);
  gp_json_writer_key (writer, "milliseconds");
  gp_json_writer_int (writer, MAX (step->duration, 0) / 1000);
}

/* "https://…/errors/validation" → "VALIDATION" */
static char *
error_code (const char *type)
{
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;
  g_autofree char *code = g_ascii_strup (slash != NULL ? slash + 1 : type != NULL ? type : "", -1);

  return *code != '\0' ? g_strdup (g_strcanon (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_'))
                       : g_strdup ("ERROR");
}

static void
write_raise (const GpDirectusScope *scope,
             const GpFlowStep      *step,
             const GpId            *called,
             GpJsonWriter          *writer)
{
  gint64 status = gp_element_get_int (step->element, GP_STEP_ERROR_STATUS);
  g_autofree char *code = error_code (gp_element_get_text (step->element, GP_STEP_ERROR_TYPE));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, status > 0 ? status : 500);

  gp_json_writer_member (writer, "code", code);
  gp_json_writer_member (writer, "status", text);
  if (step->error_detail != NULL)
    write_value (scope, writer, "message", step->error_detail);
  else
    gp_json_writer_member (writer, "message", step->name);
}

static const struct
{
  const char *type;
  Write write;
} operations[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_SET] = { "transform", write_set },
  [GP_FLOW_STEP_FOR] = { "trigger", write_loop },
  [GP_FLOW_STEP_CALL_HTTP] = { "request", write_http },
  [GP_FLOW_STEP_DATA_READ] = { "item-read", write_records },
  [GP_FLOW_STEP_DATA_CREATE] = { "item-create", write_records },
  [GP_FLOW_STEP_DATA_UPDATE] = { "item-update", write_records },
  [GP_FLOW_STEP_DATA_DELETE] = { "item-delete", write_records },
  [GP_FLOW_STEP_MAIL] = { "mail", write_mail },
  [GP_FLOW_STEP_RUN_FLOW] = { "trigger", write_run },
  [GP_FLOW_STEP_EMIT] = { "trigger", write_emit },
  [GP_FLOW_STEP_WAIT] = { "sleep", write_wait },
  [GP_FLOW_STEP_RAISE] = { "throw-error", write_raise },
};

/* What a step may say besides, and Directus has no place for. */
static void
check_rest (const GpDirectusScope *scope,
            const GpFlowStep      *step)
{
  GpDirectusFlow *all = scope->part->all;

  if (step->attempts > 1)
    gp_directus_flow_refuse (all, step->element, _("Directus does not try “%s” again."),
                             step->name);
  if (step->timeout >= 0)
    gp_directus_flow_note (all, step->element, _("Directus sets no time limit to “%s”."),
                           step->name);
  if (step->input != NULL || step->output != NULL || step->keeps->len > 0)
    gp_directus_flow_refuse (all, step->element,
                             _("Directus cannot change what “%s” gets, gives or keeps."),
                             step->name);
  if (step->idempotency_key != NULL)
    gp_directus_flow_note (all, step->element,
                           _("Directus sends no idempotency key with “%s”."), step->name);
}

GpDirectusOperation
gp_directus_flow_operate (const GpDirectusScope *scope,
                          const GpFlowStep      *step,
                          const GpId            *called)
{
  g_autoptr(GString) options = g_string_new (NULL);
  GpJsonWriter writer;

  check_rest (scope, step);
  if (operations[step->type].write == NULL)
    {
      gp_directus_flow_refuse (scope->part->all, step->element,
                               _("Directus has nothing like “%s” (%s)."), step->name,
                               gp_element_get_text (step->element, GP_STEP_TYPE));
      return (GpDirectusOperation) { NULL, NULL };
    }
  gp_json_writer_init (&writer, options, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  operations[step->type].write (scope, step, called, &writer);
  gp_json_writer_end_object (&writer);
  return (GpDirectusOperation) { operations[step->type].type,
                                 g_string_free (g_steal_pointer (&options), FALSE) };
}
