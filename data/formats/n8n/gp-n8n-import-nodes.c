/* gp-n8n-import-nodes.c — nodes of n8n as steps, and as what starts a flow
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-n8n"
#include "config.h"

#include "gp-n8n-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BASE "n8n-nodes-base."

/* --- what starts it --------------------------------------------------------------------------- */

static const struct
{
  const char *type;
  const char *trigger;
} triggers[] = {
  { BASE "manualTrigger", "manual" },  { BASE "webhook", "http" },
  { BASE "scheduleTrigger", "cron" },  { BASE "cron", "cron" },
  { BASE "executeWorkflowTrigger", "flow" }, { BASE "start", "manual" },
};

gboolean
gp_n8n_is_trigger (const char *type)
{
  return type != NULL
         && (g_str_has_suffix (type, "Trigger") || g_str_equal (type, BASE "webhook")
             || g_str_equal (type, BASE "cron") || g_str_equal (type, BASE "start"));
}

/* "every 15 minutes", or a cron line. */
static void
read_schedule (GpN8nImport  *self,
               const GpYaml *node)
{
  static const struct
  {
    const char *field;
    const char *member;
    const char *unit;
  } fields[] = {
    { "seconds", "secondsInterval", "s" }, { "minutes", "minutesInterval", "m" },
    { "hours", "hoursInterval", "h" },     { "days", "daysInterval", "d" },
    { "weeks", "weeksInterval", "w" },
  };
  const GpYaml *rule = gp_yaml_get (gp_yaml_get (gp_yaml_get (node, "parameters"), "rule"),
                                    "interval");
  const GpYaml *one = gp_yaml_item (rule, 0);
  const char *field = gp_yaml_get_text (one, "field");
  const char *line = gp_yaml_get_text (one, "expression");

  if (gp_yaml_size (rule) > 1)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, rule, self->flow,
                        _("A flow has one schedule; the first is kept."));
  if (line != NULL)
    {
      gp_flow_build_set (self->flow, GP_FLOW_SCHEDULE, line);
      return;
    }
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "every");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (field != NULL ? field : "days", fields[i].field) == 0)
      {
        gint64 n = 1;
        g_autofree char *interval = NULL;

        gp_yaml_get_int (gp_yaml_get (one, fields[i].member), &n);
        interval = g_strdup_printf ("%d%s", (int) CLAMP (n, 1, 10000), fields[i].unit);
        gp_element_set_text (self->flow, GP_FLOW_SCHEDULE, interval);
        return;
      }
  gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, node, self->flow,
                      _("This schedule cannot be said here. Write it anew."));
}

static void
read_webhook (GpN8nImport  *self,
              const GpYaml *node)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };
  const GpYaml *parameters = gp_yaml_get (node, "parameters");
  const char *method = gp_yaml_get_text (parameters, "httpMethod");
  const char *auth = gp_yaml_get_text (parameters, "authentication");

  gp_element_set_text (self->flow, GP_FLOW_HTTP_METHOD,
                       method != NULL && g_strv_contains (methods, method) ? method : "GET");
  gp_flow_build_set (self->flow, GP_FLOW_HTTP_PATH, gp_yaml_get_text (parameters, "path"));
  if (auth == NULL || g_str_equal (auth, "none"))
    gp_element_set_text (self->flow, GP_FLOW_HTTP_AUTH, "anyone");
  else
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, parameters, self->flow,
                        _("Say who may start the flow: people with a role, for now."));
}

void
gp_n8n_import_trigger (GpN8nImport  *self,
                       const GpYaml *node)
{
  const char *type = gp_yaml_get_text (node, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (g_strcmp0 (triggers[i].type, type) == 0)
      {
        if (gp_element_has (self->flow, GP_FLOW_TRIGGER))
          gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, node, self->flow,
                              _("A flow begins in one way. Make a flow for each of the others."));
        gp_element_set_text (self->flow, GP_FLOW_TRIGGER, triggers[i].trigger);
        if (g_str_equal (triggers[i].trigger, "http"))
          read_webhook (self, node);
        if (g_str_equal (triggers[i].trigger, "cron"))
          read_schedule (self, node);
        return;
      }
  gp_flow_build_note (self->build, GP_IMPORT_CODE_LEFT_OUT, node, self->flow,
                      _("A flow is not started by “%s”; it is started by hand."),
                      type != NULL ? type : "");
}

/* --- conditions ------------------------------------------------------------------------------- */

static const struct
{
  const char *operation;
  const char *parts[3];       /* around the two values */
} operations[] = {
  { "equal", { "", " == ", "" } },          { "equals", { "", " == ", "" } },
  { "notEqual", { "", " != ", "" } },       { "notEquals", { "", " != ", "" } },
  { "smaller", { "", " < ", "" } },         { "lt", { "", " < ", "" } },
  { "smallerEqual", { "", " <= ", "" } },   { "lte", { "", " <= ", "" } },
  { "larger", { "", " > ", "" } },          { "gt", { "", " > ", "" } },
  { "largerEqual", { "", " >= ", "" } },    { "gte", { "", " >= ", "" } },
  { "contains", { "(", ").contains(", ")" } },
  { "startsWith", { "(", ").startsWith(", ")" } },
  { "endsWith", { "(", ").endsWith(", ")" } },
};

static char *
read_test (GpN8nImport  *self,
           const GpYaml *left,
           const GpYaml *right,
           const char   *operation)
{
  g_autofree char *a = gp_n8n_import_value (self, left);
  g_autofree char *b = NULL;

  if (a != NULL && g_strcmp0 (operation, "true") == 0)
    return g_steal_pointer (&a);
  if (a != NULL && g_strcmp0 (operation, "false") == 0)
    return g_strdup_printf ("!(%s)", a);
  b = gp_n8n_import_value (self, right);
  for (gsize i = 0; a != NULL && b != NULL && i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].operation, operation != NULL ? operation : "equal"))
      return g_strconcat (operations[i].parts[0], a, operations[i].parts[1], b,
                          operations[i].parts[2], NULL);
  return NULL;
}

/* The conditions of newer nodes are a list; those of older ones a list for each type. */
static gboolean
read_tests (GpN8nImport  *self,
            const GpYaml *conditions,
            const char   *joint,
            GString      *out)
{
  for (guint i = 0; i < gp_yaml_size (conditions); i++)
    {
      const GpYaml *one = gp_yaml_item (conditions, i);
      const GpYaml *operator = gp_yaml_get (one, "operator");
      g_autofree char *test =
        operator != NULL
          ? read_test (self, gp_yaml_get (one, "leftValue"), gp_yaml_get (one, "rightValue"),
                       gp_yaml_get_text (operator, "operation"))
          : read_test (self, gp_yaml_get (one, "value1"), gp_yaml_get (one, "value2"),
                       gp_yaml_get_text (one, "operation"));

      if (test == NULL)
        return FALSE;
      g_string_append_printf (out, "%s%s", out->len > 0 ? joint : "", test);
    }
  return TRUE;
}

static void
read_if (GpN8nImport  *self,
         GpN8nRow     *row,
         const GpYaml *parameters)
{
  const GpYaml *conditions = gp_yaml_get (parameters, "conditions");
  const GpYaml *list = gp_yaml_get (conditions, "conditions");
  const char *joint = g_strcmp0 (gp_yaml_get_text (conditions, "combinator"), "or") == 0
                          || g_strcmp0 (gp_yaml_get_text (parameters, "combineOperation"), "any")
                               == 0
                        ? " || " : " && ";
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean read = TRUE;

  if (list != NULL)
    read = read_tests (self, list, joint, out);
  for (guint i = 0; list == NULL && read && i < gp_yaml_size (conditions); i++)
    read = read_tests (self, gp_yaml_item (conditions, i), joint, out);
  if (read && out->len > 0)
    row->condition = g_strdup (out->str);
  else
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, parameters, self->step,
                        _("This condition cannot be said here. Write it anew."));
}

/* --- steps ------------------------------------------------------------------------------------ */

static void
put (GpN8nImport  *self,
     const GpYaml *node,
     const char   *name)
{
  g_autofree char *value = gp_n8n_import_value (self, node);

  if (value != NULL)
    gp_flow_build_put (self->step, GP_STEP_WITH, name, value);
}

/* A list of names and values as a map. */
static void
put_pairs (GpN8nImport  *self,
           const GpYaml *list,
           const char   *name)
{
  g_autoptr(GString) map = g_string_new ("{");

  for (guint i = 0; i < gp_yaml_size (list); i++)
    {
      const GpYaml *one = gp_yaml_item (list, i);
      const char *key = gp_yaml_get_text (one, "name");
      g_autofree char *literal = gp_flow_text_literal (key != NULL ? key : "");
      g_autofree char *value = gp_n8n_import_value (self, gp_yaml_get (one, "value"));

      if (value == NULL)
        continue;
      if (name == NULL && key != NULL)
        gp_flow_build_put (self->step, GP_STEP_WITH, key, value);
      g_string_append_printf (map, "%s%s: %s", map->len > 1 ? ", " : "", literal, value);
    }
  g_string_append_c (map, '}');
  if (name != NULL && map->len > 2)
    gp_flow_build_put (self->step, GP_STEP_WITH, name, map->str);
}

static void
read_http (GpN8nImport  *self,
           GpN8nRow     *row,
           const GpYaml *parameters)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };
  const char *method = gp_yaml_get_text (parameters, "method");
  const char *url = gp_yaml_get_text (parameters, "url");
  const char *auth = gp_yaml_get_text (parameters, "authentication");

  if (method == NULL)
    method = gp_yaml_get_text (parameters, "requestMethod");
  if (method != NULL && g_strv_contains (methods, method))
    gp_element_set_text (self->step, GP_STEP_METHOD, method);
  gp_flow_build_set (self->step, GP_STEP_PATH, url);
  if (url != NULL && *url == '=')
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, gp_yaml_get (parameters, "url"),
                        self->step, _("What varies in a path is named in single braces, and given "
                                      "as a value."));
  if (auth != NULL && !g_str_equal (auth, "none"))
    gp_flow_build_note (self->build, GP_IMPORT_CODE_EXTERNAL, parameters, self->step,
                        _("Credentials are not in the file: make a connection that has them."));
  put_pairs (self, gp_yaml_get (gp_yaml_get (parameters, "queryParameters"), "parameters"),
             "query");
  put_pairs (self, gp_yaml_get (gp_yaml_get (parameters, "headerParameters"), "parameters"),
             "headers");
  put_pairs (self, gp_yaml_get (gp_yaml_get (parameters, "bodyParameters"), "parameters"), "body");
  gp_element_set_text (self->step, GP_STEP_OUTPUT, "output.body");
}

static void
read_set (GpN8nImport  *self,
          GpN8nRow     *row,
          const GpYaml *parameters)
{
  const GpYaml *values = gp_yaml_get (parameters, "values");

  put_pairs (self, gp_yaml_get (gp_yaml_get (parameters, "assignments"), "assignments"), NULL);
  for (guint i = 0; i < gp_yaml_size (values); i++)
    put_pairs (self, gp_yaml_item (values, i), NULL);
}

static void
read_wait (GpN8nImport  *self,
           GpN8nRow     *row,
           const GpYaml *parameters)
{
  static const char *const units[][2] = {
    { "seconds", "s" }, { "minutes", "m" }, { "hours", "h" }, { "days", "d" },
  };
  const char *unit = gp_yaml_get_text (parameters, "unit");
  gint64 n = 1;
  g_autofree char *duration = NULL;

  gp_yaml_get_int (gp_yaml_get (parameters, "amount"), &n);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (unit != NULL ? unit : "hours", units[i][0]) == 0)
      duration = g_strdup_printf ("%d%s", (int) CLAMP (n, 0, 100000), units[i][1]);
  gp_flow_build_set (self->step, GP_STEP_DURATION, duration);
}

static void
read_code (GpN8nImport  *self,
           GpN8nRow     *row,
           const GpYaml *parameters)
{
  const char *code = gp_yaml_get_text (parameters, "jsCode");

  gp_flow_build_set (self->step, GP_STEP_CODE,
                     code != NULL ? code : gp_yaml_get_text (parameters, "functionCode"));
  gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, row->node, self->step,
                      _("The code works on lists of items. Look whether it does what it should."));
}

static void
read_error (GpN8nImport  *self,
            GpN8nRow     *row,
            const GpYaml *parameters)
{
  g_autofree char *detail = gp_n8n_import_value (self, gp_yaml_get (parameters, "errorMessage"));

  gp_flow_build_set (self->step, GP_STEP_ERROR_DETAIL, detail);
}

static void
read_mail (GpN8nImport  *self,
           GpN8nRow     *row,
           const GpYaml *parameters)
{
  GpElement *connection = gp_flow_build_demand (self->build, GP_KIND_CONNECTION, "mail", NULL,
                                                NULL);

  gp_element_set_text (connection, GP_CONNECTION_TYPE, "smtp");
  gp_element_set_ref (self->step, GP_STEP_CONNECTION, gp_element_get_id (connection));
  put (self, gp_yaml_get (parameters, "toEmail"), "to");
  put (self, gp_yaml_get (parameters, "subject"), "subject");
  put (self, gp_yaml_get (parameters, "text"), "text");
  put (self, gp_yaml_get (parameters, "html"), "html");
}

static void
read_nothing (GpN8nImport  *self,
              GpN8nRow     *row,
              const GpYaml *parameters)
{
}

static const struct
{
  const char *theirs;
  const char *ours;
  void (*read) (GpN8nImport *self, GpN8nRow *row, const GpYaml *parameters);
} types[] = {
  { BASE "httpRequest", "call_http", read_http }, { BASE "set", "set", read_set },
  { BASE "if", "switch", read_if },               { BASE "wait", "wait", read_wait },
  { BASE "code", "code", read_code },             { BASE "function", "code", read_code },
  { BASE "stopAndError", "raise", read_error },   { BASE "emailSend", "mail", read_mail },
  { BASE "noOp", "group", read_nothing },
};

static void
read_retry (GpN8nImport  *self,
            const GpYaml *node)
{
  gint64 tries = 3, wait = 1000;
  g_autofree char *delay = NULL;

  if (!gp_yaml_is_true (gp_yaml_get (node, "retryOnFail")))
    return;
  gp_yaml_get_int (gp_yaml_get (node, "maxTries"), &tries);
  gp_yaml_get_int (gp_yaml_get (node, "waitBetweenTries"), &wait);
  delay = g_strdup_printf ("%dms", (int) CLAMP (wait, 0, 3600000));
  gp_element_set_int (self->step, GP_STEP_RETRY_ATTEMPTS, CLAMP (tries, 1, 1000));
  gp_element_set_text (self->step, GP_STEP_RETRY_DELAY, delay);
  gp_element_set_text (self->step, GP_STEP_RETRY_BACKOFF, "constant");
}

void
gp_n8n_import_node (GpN8nImport *self,
                    GpN8nRow    *row)
{
  const char *type = gp_yaml_get_text (row->node, "type");
  const GpYaml *parameters = gp_yaml_get (row->node, "parameters");

  gp_flow_build_set (row->step, GP_STEP_DESCRIPTION, gp_yaml_get_text (row->node, "notes"));
  read_retry (self, row->node);
  if (gp_yaml_is_true (gp_yaml_get (row->node, "disabled")))
    gp_element_set_text (row->step, GP_STEP_IF, "false");
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i].theirs) == 0)
      {
        gp_element_set_text (row->step, GP_STEP_TYPE, types[i].ours);
        types[i].read (self, row, parameters);
        return;
      }
  gp_element_set_text (row->step, GP_STEP_TYPE, "function");
  gp_flow_build_set (row->step, GP_STEP_PATH, type);
  gp_flow_build_note (self->build, GP_IMPORT_CODE_LEFT_OUT, row->node, row->step,
                      _("Flows have nothing like “%s”. A function of that name stands in its "
                        "place."), type != NULL ? type : "");
}
