/* gp-directus-flow-import.c — flows of Directus become flows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every operation becomes a step of its key, its resolve a transition, its reject one for errors; a
 * condition becomes a step that decides. Templates are translated as far as they name what a flow
 * sees; what has no place is a finding where it stands. */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-flow-import-private.h"
#include "gp-flow-template.h"

int
gp_directus_flow_import_sniff (const char *path,
                               const char *head,
                               gsize       length)
{
  return g_strstr_len (head, (gssize) length, "\"operations\"") != NULL
             && g_strstr_len (head, (gssize) length, "\"trigger\"") != NULL
             && g_strstr_len (head, (gssize) length, "\"nodes\"") == NULL
           ? 60 : 0;
}

/* --- what starts it --------------------------------------------------------------------------- */

static void
start_on_change (GpDirectusImport *self,
                 const GpYaml     *options)
{
  static const char *const words[][2] = {
    { "items.create", "created" }, { "items.update", "updated" }, { "items.delete", "deleted" },
  };
  static const char *const known[] = { "type", "scope", "collections", NULL };
  const GpYaml *collections = gp_yaml_get (options, "collections");
  const GpYaml *collection = gp_yaml_item (collections, 0);
  const GpYaml *scope = gp_yaml_get (options, "scope");
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();

  gp_flow_build_check (self->build, options, self->flow, known);
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "data");
  if (g_strcmp0 (gp_yaml_get_text (options, "type"), "filter") == 0)
    gp_element_set_text (self->flow, GP_FLOW_TRIGGER_PHASE, "before");
  if (collection != NULL && collection->text != NULL)
    gp_element_set_ref (self->flow, GP_FLOW_TRIGGER_ENTITY,
                        gp_element_get_id (gp_flow_build_demand (self->build, GP_KIND_ENTITY,
                                                                 collection->text, collection,
                                                                 NULL)));
  if (gp_yaml_size (collections) > 1)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, collections, self->flow,
                        _("A flow begins with changes of one entity. Make a flow for each of the "
                          "others."));
  for (guint i = 0; i < gp_yaml_size (scope); i++)
    {
      const GpYaml *one = gp_yaml_item (scope, i);
      gboolean found = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (words); j++)
        if (g_strcmp0 (one->text, words[j][0]) == 0)
          {
            g_ptr_array_add (changes, (gpointer) words[j][1]);
            found = TRUE;
          }
      if (!found)
        gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, one, self->flow,
                            _("A flow does not begin with “%s”."),
                            one->text != NULL ? one->text : "");
    }
  if (changes->len > 0)
    gp_element_set (self->flow, GP_FLOW_TRIGGER_CHANGES,
                    gp_value_texts ((const char *const *) changes->pdata, changes->len));
}

static void
start_on_time (GpDirectusImport *self,
               const GpYaml     *options)
{
  static const char *const known[] = { "cron", NULL };
  const char *cron = gp_yaml_get_text (options, "cron");
  g_auto(GStrv) words = g_strsplit (cron != NULL ? cron : "", " ", -1);

  gp_flow_build_check (self->build, options, self->flow, known);
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "cron");
  /* Theirs may begin with seconds. */
  if (g_strv_length (words) == 6 && g_str_equal (words[0], "0"))
    gp_flow_build_set (self->flow, GP_FLOW_SCHEDULE, strchr (cron, ' ') + 1);
  else
    gp_flow_build_set (self->flow, GP_FLOW_SCHEDULE, cron);
  if (g_strv_length (words) == 6 && !g_str_equal (words[0], "0"))
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, gp_yaml_get (options, "cron"),
                        self->flow, _("A schedule counts minutes, not seconds."));
}

static void
start_on_request (GpDirectusImport *self,
                  const GpYaml     *options)
{
  static const char *const known[] = { "method", "async", "return", "error_on_reject",
                                       "cacheEnabled", NULL };
  const char *method = gp_yaml_get_text (options, "method");

  gp_flow_build_check (self->build, options, self->flow, known);
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "http");
  gp_element_set_text (self->flow, GP_FLOW_HTTP_METHOD,
                       g_strcmp0 (method, "POST") == 0 ? "POST" : "GET");
  gp_element_set_text (self->flow, GP_FLOW_HTTP_PATH, gp_element_get_name (self->flow));
  gp_element_set_text (self->flow, GP_FLOW_HTTP_AUTH, "anyone");
  if (!gp_yaml_is_true (gp_yaml_get (options, "async")))
    gp_element_set_text (self->flow, GP_FLOW_MODE, "sync");
}

static void
start_by_hand (GpDirectusImport *self,
               const GpYaml     *options)
{
  static const char *const known[] = { "collections", "requireSelection", "requireConfirmation",
                                       "confirmationDescription", "async", "location", NULL };

  gp_flow_build_check (self->build, options, self->flow, known);
  gp_flow_build_set (self->flow, GP_FLOW_CONFIRM,
                     gp_yaml_get_text (options, "confirmationDescription"));
}

static void
start_by_flow (GpDirectusImport *self,
               const GpYaml     *options)
{
  static const char *const known[] = { "return", NULL };

  gp_flow_build_check (self->build, options, self->flow, known);
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "flow");
}

static const struct
{
  const char *trigger;
  void (*read) (GpDirectusImport *self, const GpYaml *options);
} triggers[] = {
  { "event", start_on_change }, { "schedule", start_on_time }, { "webhook", start_on_request },
  { "manual", start_by_hand },  { "operation", start_by_flow },
};

/* --- templates -------------------------------------------------------------------------------- */

/* Where a value of the data chain stands with us. */
static char *
find_path (const char *path,
           gpointer    user_data)
{
  static const struct
  {
    const char *trigger;
    const char *theirs;
    const char *ours;
  } starts[] = {
    { "webhook", "$trigger.", "trigger." },
    { "manual", "$trigger.body", "trigger.input" },
    { "operation", "$trigger", "trigger.input" },
    { "event", "$trigger.payload", "trigger.record" },
  };
  GpDirectusImport *self = user_data;
  gsize key = strcspn (path, ".[");

  if (!gp_flow_template_is_plain_path (*path == '$' ? path + 1 : path))
    return NULL;
  if (g_str_has_prefix (path, "$last"))
    return g_strconcat ("input", path + strlen ("$last"), NULL);
  if (g_str_equal (path, "$accountability.user"))
    return g_strdup ("user.id");
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_strcmp0 (self->trigger, starts[i].trigger) == 0
        && g_str_has_prefix (path, starts[i].theirs))
      return g_strconcat (starts[i].ours, path + strlen (starts[i].theirs), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GpDirectusRow *row = &g_array_index (self->rows, GpDirectusRow, i);
      const char *name = gp_yaml_get_text (row->operation, "key");

      if (name != NULL && strlen (name) == key && strncmp (name, path, key) == 0)
        {
          gboolean is_data = gp_element_is (row->step, GP_STEP_TYPE, "call_http")
                             && g_str_has_prefix (path + key, ".data");

          return g_strdup_printf ("steps.%s.output%s%s", gp_element_get_name (row->step),
                                  is_data ? ".body" : "",
                                  path + key + (is_data ? strlen (".data") : 0));
        }
    }
  return NULL;
}

static char *
translate (const char   *text,
           const GpYaml *at,
           gpointer      user_data)
{
  GpDirectusImport *self = user_data;
  char *made = gp_flow_template_translate (text, find_path, self);

  if (made == NULL)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, at, self->step,
                        _("“%s” names what a flow does not see. Write it anew."), text);
  return made;
}

char *
gp_directus_import_value (GpDirectusImport *self,
                          const GpYaml     *node)
{
  return node != NULL ? gp_flow_build_literal (node, translate, self) : NULL;
}

char *
gp_directus_import_path (GpDirectusImport *self,
                         const char       *path)
{
  return find_path (path, self);
}

/* --- ways ------------------------------------------------------------------------------------- */

/* The step that an operation's link names; NULL for none. */
static const GpElement *
find_step (GpDirectusImport *self,
           const char       *id)
{
  for (guint i = 0; id != NULL && i < self->rows->len; i++)
    {
      const GpDirectusRow *row = &g_array_index (self->rows, GpDirectusRow, i);

      if (g_strcmp0 (gp_yaml_get_text (row->operation, "id"), id) == 0)
        return row->step;
    }
  return NULL;
}

static void
link_row (GpDirectusImport    *self,
          const GpDirectusRow *row)
{
  const char *resolve = gp_yaml_get_text (row->operation, "resolve");
  const char *reject = gp_yaml_get_text (row->operation, "reject");
  gboolean decides = gp_element_is (row->step, GP_STEP_TYPE, "switch");

  if (decides)
    {
      gp_flow_build_link (self->build, self->flow, row->step, find_step (self, resolve), "case",
                          row->condition != NULL ? row->condition : "false");
      gp_flow_build_link (self->build, self->flow, row->step, find_step (self, reject), "else",
                          NULL);
      return;
    }
  if (resolve != NULL)
    gp_flow_build_link (self->build, self->flow, row->step, find_step (self, resolve), "next",
                        NULL);
  if (reject != NULL)
    gp_flow_build_link (self->build, self->flow, row->step, find_step (self, reject), "error",
                        NULL);
}

static void
read_flow (GpFlowBuild  *build,
           const GpYaml *node,
           GpElement    *flow)
{
  static const char *const known[] = { "id", "name", "icon", "color", "description", "status",
                                       "trigger", "accountability", "options", "operation",
                                       "operations", "date_created", "user_created", NULL };
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, sizeof (GpDirectusRow));
  const GpYaml *operations = gp_yaml_get (node, "operations");
  const GpElement *first;
  GpDirectusImport self = { .build = build, .flow = flow, .rows = rows,
                            .trigger = gp_yaml_get_text (node, "trigger") };

  gp_flow_build_check (build, node, flow, known);
  gp_flow_build_set (flow, GP_FLOW_DESCRIPTION, gp_yaml_get_text (node, "description"));
  if (g_strcmp0 (gp_yaml_get_text (node, "status"), "inactive") == 0)
    gp_element_set_bool (flow, GP_FLOW_ENABLED, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (g_strcmp0 (triggers[i].trigger, self.trigger) == 0)
      triggers[i].read (&self, gp_yaml_get (node, "options"));
  for (guint i = 0; i < gp_yaml_size (operations); i++)
    {
      const GpYaml *operation = gp_yaml_item (operations, i);
      const char *key = gp_yaml_get_text (operation, "key");
      GpDirectusRow row = { .operation = operation };

      row.step = gp_flow_build_add_as (build, GP_KIND_STEP, gp_yaml_get_text (operation, "id"),
                                       gp_element_get_id (flow), key != NULL ? key : "",
                                       operation);
      g_array_append_val (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    gp_directus_import_operation (&self, &g_array_index (rows, GpDirectusRow, i));
  first = find_step (&self, gp_yaml_get_text (node, "operation"));
  if (first != NULL)
    gp_flow_build_link (build, flow, NULL, first, "next", NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      GpDirectusRow *row = &g_array_index (rows, GpDirectusRow, i);

      link_row (&self, row);
      g_free (row->condition);
    }
}

/* The list of flows: the answer of the server, an export of ours, or the list alone. */
static const GpYaml *
find_flows (const GpYaml *root)
{
  if (gp_yaml_get (root, "data") != NULL)
    return gp_yaml_get (root, "data");
  return gp_yaml_get (root, "flows") != NULL ? gp_yaml_get (root, "flows") : root;
}

GpDesign *
gp_directus_flow_import_run (const char             *path,
                             const char             *content,
                             gsize                   length,
                             const GpImportOptions  *options,
                             GPtrArray              *findings,
                             GCancellable           *cancellable,
                             GError                **error)
{
  g_autoptr(GPtrArray) documents = gp_yaml_parse (content, length, error);
  g_autoptr(GPtrArray) flows = g_ptr_array_new ();
  const GpYaml *list;
  GpFlowBuild build;
  GpDesign *design;

  if (documents == NULL)
    return NULL;
  list = documents->len > 0 ? find_flows (documents->pdata[0]) : NULL;
  if (!gp_yaml_is (list, GP_YAML_LIST) || gp_yaml_size (list) == 0)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
                   _("There are no flows of Directus here. Save the answer of "
                     "/flows?fields=*,operations.*"));
      return NULL;
    }
  gp_flow_build_init (&build, options->name, findings);
  build.known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < gp_yaml_size (list); i++)
    {
      const GpYaml *flow = gp_yaml_item (list, i);
      const char *name = gp_yaml_get_text (flow, "name");
      const char *id = gp_yaml_get_text (flow, "id");

      g_ptr_array_add (flows, gp_flow_build_add_as (&build, GP_KIND_FLOW, id, NULL,
                                                    name != NULL ? name : "", flow));
      if (id != NULL)
        g_hash_table_insert (build.known, (gpointer) id, flows->pdata[i]);
    }
  for (guint i = 0; i < gp_yaml_size (list); i++)
    read_flow (&build, gp_yaml_item (list, i), flows->pdata[i]);
  design = gp_flow_build_finish (&build, error);
  gp_flow_build_clear (&build);
  return design;
}
