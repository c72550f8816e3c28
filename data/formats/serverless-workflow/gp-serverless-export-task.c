/* gp-serverless-export-task.c — steps as tasks
 * SPDX-License-Identifier: Apache-2.0
 *
 * One line of a table for each type of step, with the properties that its task has members for. The
 * others are kept beside. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-printer.h"

typedef void (*Write) (GpServerlessOut *self, const GpFlowStep *step, GpServerlessNative *native);

void
gp_serverless_say (GpServerlessNative *native,
                   GpProperty          property)
{
  g_assert (native->n < GP_SERVERLESS_MAX_NATIVE);
  native->list[native->n++] = property;
  native->list[native->n] = GP_N_PROPERTIES;
}

const char *
gp_serverless_target (GpServerlessOut  *self,
                      const GpFlowStep *step,
                      GpProperty        property)
{
  const GpElement *target = gp_design_lookup (self->design,
                                              gp_element_get_ref (step->element, property));

  return target != NULL ? gp_element_get_name (target) : NULL;
}

static void
write_nothing (GpServerlessOut *self)
{
  gp_yaml_writer_key (self->writer, "do");
  gp_yaml_writer_begin_list (self->writer);
  gp_yaml_writer_end_list (self->writer);
}

static void
write_set (GpServerlessOut  *self,
           const GpFlowStep *step,
           GpServerlessNative           *native)
{
  if (step->with->len == 0)
    {
      write_nothing (self);
      return;
    }
  gp_yaml_writer_key (self->writer, "set");
  gp_serverless_write_values (self, step->with, NULL);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_WITH);
}

/* The cases are written with what follows. */
static void
write_switch (GpServerlessOut  *self,
              const GpFlowStep *step,
              GpServerlessNative           *native)
{
  if (gp_flow_step_has_edge (step, GP_FLOW_EDGE_CASE)
      || gp_flow_step_has_edge (step, GP_FLOW_EDGE_ELSE))
    gp_serverless_say (native, GP_STEP_TYPE);
  else
    write_nothing (self);
}

static void
write_group (GpServerlessOut  *self,
             const GpFlowStep *step,
             GpServerlessNative           *native)
{
  /* What an empty group makes of its input is a value that is set as a whole. */
  if (step->body == NULL && step->output != NULL && step->type == GP_FLOW_STEP_GROUP)
    {
      gp_serverless_write_expr (self, "set", step->output);
      gp_serverless_say (native, GP_STEP_OUTPUT);
    }
  else
    {
      gp_yaml_writer_key (self->writer, "do");
      gp_serverless_write_block (self, step->body);
    }
  if (step->type == GP_FLOW_STEP_GROUP)
    gp_serverless_say (native, GP_STEP_TYPE);
}

static void
write_for (GpServerlessOut  *self,
           const GpFlowStep *step,
           GpServerlessNative           *native)
{
  gp_yaml_writer_key (self->writer, "for");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "each", gp_element_get_text (step->element, GP_STEP_EACH));
  if (step->in != NULL)
    gp_serverless_write_expr (self, "in", step->in);
  else
    gp_yaml_writer_member (self->writer, "in", "${ [] }");
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_write_expr (self, "while", step->repeat);
  gp_yaml_writer_key (self->writer, "do");
  gp_serverless_write_block (self, step->body);
  if (step->in == NULL)
    gp_serverless_lose (self, step->element,
                        _("“%s” repeats without a list, which a workflow cannot."), step->name);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_EACH);
  gp_serverless_say (native, GP_STEP_IN);
  gp_serverless_say (native, GP_STEP_WHILE);
}

static void
write_fork (GpServerlessOut  *self,
            const GpFlowStep *step,
            GpServerlessNative           *native)
{
  gp_yaml_writer_key (self->writer, "fork");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "branches");
  gp_serverless_write_branches (self, step);
  if (gp_element_get_bool (step->element, GP_STEP_COMPETE))
    {
      gp_yaml_writer_key (self->writer, "compete");
      gp_yaml_writer_bool (self->writer, TRUE);
    }
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_COMPETE);
}

/* --- calls ------------------------------------------------------------------------------------ */

/* Whether every value is one that the call has a member for, or one that its address takes from the
 * input. */
static gboolean
has_plain_values (const GpFlowStep *step,
                  const char       *path)
{
  static const char *const special[] = { "headers", "query", "body", NULL };

  for (guint i = 0; i < step->with->len; i++)
    {
      const GpFlowNamedExpr *one = &g_array_index (step->with, GpFlowNamedExpr, i);
      g_autofree char *hole = g_strdup_printf ("{%s}", one->name);
      g_autofree char *usual = g_strdup_printf ("input.%s", one->name);

      if (!g_strv_contains (special, one->name)
          && (strstr (path, hole) == NULL
              || !g_str_equal (gp_expr_get_text (one->expr, NULL), usual)))
        return FALSE;
    }
  return TRUE;
}

/* "https://host/a/" + string(x): for values that come from elsewhere. */
static char *
join_address (const GpFlowStep *step,
              const char       *address)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) piece = g_string_new (NULL);

  for (const char *at = address;; at++)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      const GpExpr *value = name != NULL ? gp_flow_step_find_with (step, name) : NULL;

      if (*at != '\0' && value == NULL)
        {
          g_string_append_c (piece, *at);
          continue;
        }
      if (piece->len > 0)
        {
          g_autoptr(GpExprValue) text = gp_expr_value_new_string (piece->str, -1);
          g_autofree char *literal = gp_expr_value_to_text (text);

          g_string_append_printf (out, "%s%s", out->len > 0 ? " + " : "", literal);
          g_string_truncate (piece, 0);
        }
      if (*at == '\0')
        return g_strdup_printf ("${ %s }", out->len > 0 ? out->str : "''");
      g_string_append_printf (out, "%sstring(%s)", out->len > 0 ? " + " : "",
                              gp_expr_get_text (value, NULL));
      at = end;
    }
}

static gboolean
has_policy (const GpElement *connection)
{
  return connection != NULL && !gp_element_is (connection, GP_CONNECTION_AUTH, "none")
         && !gp_element_is (connection, GP_CONNECTION_AUTH, "api_key");
}

static void
write_endpoint (GpServerlessOut  *self,
                const GpFlowStep *step,
                gboolean          is_plain)
{
  const GpElement *connection =
    gp_design_lookup (self->design, gp_element_get_ref (step->element, GP_STEP_CONNECTION));
  const char *base = connection != NULL ? gp_element_get_text (connection, GP_CONNECTION_URL)
                                        : NULL;
  const char *path = gp_element_get_text (step->element, GP_STEP_PATH);
  g_autoptr(GString) address = g_string_new (base != NULL ? base : "");
  g_autofree char *joined = NULL;

  if (path == NULL)
    path = "";
  if (address->len > 0 && *path != '\0' && g_str_has_suffix (address->str, "/"))
    g_string_truncate (address, address->len - 1);
  if (address->len > 0 && *path != '\0' && *path != '/')
    g_string_append_c (address, '/');
  g_string_append (address, path);
  if (!is_plain || strstr (address->str, "://") == NULL)
    joined = join_address (step, address->str);
  gp_yaml_writer_key (self->writer, "endpoint");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "uri", joined != NULL ? joined : address->str);
  if (has_policy (connection))
    {
      gp_yaml_writer_key (self->writer, "authentication");
      gp_yaml_writer_begin_map (self->writer);
      gp_yaml_writer_member (self->writer, "use", gp_element_get_name (connection));
      gp_yaml_writer_end_map (self->writer);
    }
  gp_yaml_writer_end_map (self->writer);
  if (strstr (address->str, "://") == NULL)
    gp_serverless_lose (self, step->element,
                        _("The address that “%s” calls is not known: the connection has none."),
                        step->name);
}

static void
write_http_values (GpServerlessOut  *self,
                   const GpFlowStep *step,
                   const char       *path)
{
  static const char *const special[] = { "headers", "query", "body" };
  g_autoptr(GPtrArray) except = g_ptr_array_new_with_free_func (g_free);
  const char *method = gp_element_get_text (step->element, GP_STEP_METHOD);
  gboolean has_body = !g_str_equal (method, "GET") && !g_str_equal (method, "DELETE");
  const char *key = has_body ? "body" : "query";
  gboolean has_rest = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    {
      const GpExpr *value = gp_flow_step_find_with (step, special[i]);

      g_ptr_array_add (except, g_strdup (special[i]));
      if (value == NULL)
        continue;
      gp_yaml_writer_key (self->writer, special[i]);
      gp_serverless_write_value (self, value);
    }
  for (guint i = 0; i < step->with->len; i++)
    {
      const char *name = g_array_index (step->with, GpFlowNamedExpr, i).name;
      g_autofree char *hole = g_strdup_printf ("{%s}", name);

      if (strstr (path, hole) != NULL)
        g_ptr_array_add (except, g_strdup (name));
    }
  g_ptr_array_add (except, NULL);
  for (guint i = 0; i < step->with->len; i++)
    has_rest |= !g_strv_contains ((const char *const *) except->pdata,
                                  g_array_index (step->with, GpFlowNamedExpr, i).name);
  if (!has_rest || gp_flow_step_find_with (step, key) != NULL)
    return;
  gp_yaml_writer_key (self->writer, key);
  gp_serverless_write_values (self, step->with, (const char *const *) except->pdata);
}

static void
write_http (GpServerlessOut  *self,
            const GpFlowStep *step,
            GpServerlessNative           *native)
{
  const char *path = gp_element_get_text (step->element, GP_STEP_PATH);
  gboolean is_plain = has_plain_values (step, path != NULL ? path : "");
  g_autofree char *method = g_ascii_strdown (gp_element_get_text (step->element, GP_STEP_METHOD),
                                             -1);
  gboolean is_content = g_strcmp0 (gp_element_get_text (step->element, GP_STEP_OUTPUT),
                                   "output.body") == 0;

  gp_yaml_writer_member (self->writer, "call", "http");
  gp_yaml_writer_key (self->writer, "with");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "method", method);
  write_endpoint (self, step, is_plain);
  write_http_values (self, step, path != NULL ? path : "");
  gp_yaml_writer_member (self->writer, "output", is_content ? "content" : "response");
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_METHOD);
  if (is_plain)
    {
      gp_serverless_say (native, GP_STEP_WITH);
      if (!gp_element_has (step->element, GP_STEP_CONNECTION))
        gp_serverless_say (native, GP_STEP_PATH);
    }
  if (is_content)
    gp_serverless_say (native, GP_STEP_OUTPUT);
}

static void
write_records (GpServerlessOut  *self,
               const GpFlowStep *step,
               GpServerlessNative           *native)
{
  static const char *const names[] = { "data.read", "data.create", "data.update", "data.delete" };
  const char *entity = gp_serverless_target (self, step, GP_STEP_ENTITY);

  gp_yaml_writer_member (self->writer, "call", names[step->type - GP_FLOW_STEP_DATA_READ]);
  gp_yaml_writer_key (self->writer, "with");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "entity", entity != NULL ? entity : "");
  if (step->where != NULL)
    gp_yaml_writer_member (self->writer, "where", gp_expr_get_text (step->where, NULL));
  if (step->with->len > 0 && step->type != GP_FLOW_STEP_DATA_DELETE)
    {
      gp_yaml_writer_key (self->writer,
                          step->type == GP_FLOW_STEP_DATA_READ ? "options" : "values");
      gp_serverless_write_values (self, step->with, NULL);
    }
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_ENTITY);
  gp_serverless_say (native, GP_STEP_WHERE);
  gp_serverless_say (native, GP_STEP_WITH);
}

static void
write_function (GpServerlessOut  *self,
                const GpFlowStep *step,
                GpServerlessNative           *native)
{
  static const char *const taken[] = { "asyncapi", "grpc", "http", "openapi", "a2a", "mcp", "mail",
                                       "", NULL };
  const char *path = gp_element_get_text (step->element, GP_STEP_PATH);
  gboolean is_mail = step->type == GP_FLOW_STEP_MAIL;
  g_autofree char *name = NULL;

  if (is_mail)
    name = g_strdup ("mail");
  else if (path == NULL || g_strv_contains (taken, path) || g_str_has_prefix (path, "data."))
    name = g_strdup_printf ("function.%s", path != NULL ? path : "");
  else
    name = g_strdup (path);
  gp_yaml_writer_member (self->writer, "call", name);
  if (step->with->len > 0)
    {
      gp_yaml_writer_key (self->writer, "with");
      gp_serverless_write_values (self, step->with, NULL);
    }
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_WITH);
  if (g_strcmp0 (name, path) == 0)
    gp_serverless_say (native, GP_STEP_PATH);
}

static void
write_run (GpServerlessOut  *self,
           const GpFlowStep *step,
           GpServerlessNative           *native)
{
  const GpElement *flow = gp_design_lookup (self->design,
                                            gp_element_get_ref (step->element, GP_STEP_FLOW));
  g_autofree char *name = gp_serverless_slug (flow != NULL ? gp_element_get_name (flow) : "");
  g_autofree char *domain = flow != NULL ? gp_serverless_namespace (self->design, flow)
                                         : g_strdup ("default");
  g_autofree char *version =
    g_strdup_printf ("%" G_GINT64_FORMAT ".0.0",
                     flow != NULL ? gp_element_get_int (flow, GP_FLOW_VERSION) : 1);

  gp_yaml_writer_key (self->writer, "run");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "workflow");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "namespace", domain);
  gp_yaml_writer_member (self->writer, "name", name);
  gp_yaml_writer_member (self->writer, "version", version);
  if (step->with->len > 0)
    {
      gp_yaml_writer_key (self->writer, "input");
      gp_serverless_write_values (self, step->with, NULL);
    }
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_WITH);
  if (flow != NULL && g_str_equal (name, gp_element_get_name (flow)))
    gp_serverless_say (native, GP_STEP_FLOW);
}

static void
write_code (GpServerlessOut  *self,
            const GpFlowStep *step,
            GpServerlessNative           *native)
{
  const char *code = gp_element_get_text (step->element, GP_STEP_CODE);

  gp_yaml_writer_key (self->writer, "run");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "script");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "language", "javascript");
  gp_yaml_writer_member (self->writer, "code", code != NULL ? code : "");
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_CODE);
}

/* --- time, errors ----------------------------------------------------------------------------- */

static void
write_wait (GpServerlessOut  *self,
            const GpFlowStep *step,
            GpServerlessNative           *native)
{
  gp_serverless_write_time (self, "wait", MAX (step->duration, 0));
  gp_serverless_say (native, GP_STEP_TYPE);
  if (step->duration % 1000 == 0)
    gp_serverless_say (native, GP_STEP_DURATION);
}

static void
write_raise (GpServerlessOut  *self,
             const GpFlowStep *step,
             GpServerlessNative           *native)
{
  const char *type = gp_element_get_text (step->element, GP_STEP_ERROR_TYPE);
  gint64 status = gp_element_get_int (step->element, GP_STEP_ERROR_STATUS);
  gboolean is_uri = type != NULL && strstr (type, "://") != NULL;
  g_autoptr(GpExprValue) text = gp_expr_value_new_string (type != NULL ? type : "runtime", -1);
  g_autofree char *literal = gp_expr_value_to_text (text);
  g_autofree char *dynamic = g_strdup_printf ("${ %s }", literal);

  gp_yaml_writer_key (self->writer, "raise");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "error");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "type", is_uri ? type : dynamic);
  gp_yaml_writer_key (self->writer, "status");
  gp_yaml_writer_int (self->writer, status > 0 ? status : 500);
  gp_yaml_writer_member (self->writer, "title", gp_element_get_text (step->element, GP_STEP_TITLE));
  if (step->error_detail != NULL)
    {
      gp_yaml_writer_key (self->writer, "detail");
      gp_serverless_write_value (self, step->error_detail);
    }
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_TITLE);
  gp_serverless_say (native, GP_STEP_ERROR_STATUS);
  gp_serverless_say (native, GP_STEP_ERROR_DETAIL);
  if (is_uri)
    gp_serverless_say (native, GP_STEP_ERROR_TYPE);
}

static const Write types[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_SET] = write_set,
  [GP_FLOW_STEP_SWITCH] = write_switch,
  [GP_FLOW_STEP_FOR] = write_for,
  [GP_FLOW_STEP_FORK] = write_fork,
  [GP_FLOW_STEP_GROUP] = write_group,
  [GP_FLOW_STEP_TRY] = write_group,
  [GP_FLOW_STEP_CALL_HTTP] = write_http,
  [GP_FLOW_STEP_DATA_READ] = write_records,
  [GP_FLOW_STEP_DATA_CREATE] = write_records,
  [GP_FLOW_STEP_DATA_UPDATE] = write_records,
  [GP_FLOW_STEP_DATA_DELETE] = write_records,
  [GP_FLOW_STEP_MAIL] = write_function,
  [GP_FLOW_STEP_FUNCTION] = write_function,
  [GP_FLOW_STEP_RUN_FLOW] = write_run,
  [GP_FLOW_STEP_EMIT] = gp_serverless_write_emit,
  [GP_FLOW_STEP_LISTEN] = gp_serverless_write_listen,
  [GP_FLOW_STEP_WAIT] = write_wait,
  [GP_FLOW_STEP_RAISE] = write_raise,
  [GP_FLOW_STEP_APPROVE] = gp_serverless_write_approve,
  [GP_FLOW_STEP_CODE] = write_code,
};

static void
write_shape (GpServerlessOut *self,
             const char      *key,
             const char      *member,
             const GpExpr    *expr)
{
  if (expr == NULL)
    return;
  gp_yaml_writer_key (self->writer, key);
  gp_yaml_writer_begin_map (self->writer);
  gp_serverless_write_expr (self, member, expr);
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_task (GpServerlessOut  *self,
                          const GpFlowStep *step)
{
  GpServerlessNative native = { { GP_N_PROPERTIES }, 0 };
  gboolean is_whole;

  gp_serverless_say (&native, GP_STEP_NAME);
  gp_serverless_say (&native, GP_STEP_IF);
  gp_serverless_say (&native, GP_STEP_INPUT);
  gp_serverless_say (&native, GP_STEP_EXPORT);
  gp_serverless_say (&native, GP_STEP_TIMEOUT);
  gp_serverless_write_expr (self, "if", step->condition);
  write_shape (self, "input", "from", step->input);
  types[step->type] (self, step, &native);
  is_whole = step->output != NULL;
  for (gsize i = 0; i < native.n; i++)
    is_whole &= native.list[i] != GP_STEP_OUTPUT;
  if (is_whole)
    {
      write_shape (self, "output", "as", step->output);
      gp_serverless_say (&native, GP_STEP_OUTPUT);
    }
  if (step->keeps->len > 0)
    {
      gp_yaml_writer_key (self->writer, "export");
      gp_yaml_writer_begin_map (self->writer);
      gp_yaml_writer_key (self->writer, "as");
      gp_serverless_write_values (self, step->keeps, NULL);
      gp_yaml_writer_end_map (self->writer);
    }
  if (step->timeout >= 0)
    {
      gp_yaml_writer_key (self->writer, "timeout");
      gp_yaml_writer_begin_map (self->writer);
      gp_serverless_write_time (self, "after", step->timeout);
      gp_yaml_writer_end_map (self->writer);
    }
  gp_serverless_write_kept (self, step->element, native.list, NULL);
}
