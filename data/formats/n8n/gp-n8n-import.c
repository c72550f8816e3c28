/* gp-n8n-import.c — workflows of n8n become flows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nodes become steps, and connections, which name nodes, transitions. n8n hands lists of items from
 * node to node; a flow hands on one value, which is said once. */
#define G_LOG_DOMAIN "gp-n8n"
#include "config.h"

#include "gp-n8n-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-flow-template.h"
#include "gp-n8n-import-private.h"

int
gp_n8n_import_sniff (const char *path,
                     const char *head,
                     gsize       length)
{
  return g_strstr_len (head, (gssize) length, "\"nodes\"") != NULL
             && g_strstr_len (head, (gssize) length, "n8n-nodes") != NULL
           ? 75 : 0;
}

/* --- expressions ------------------------------------------------------------------------------ */

static const GpN8nRow *
find_row (const GpN8nImport *self,
          const char        *name,
          gsize              length)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GpN8nRow *row = &g_array_index (self->rows, GpN8nRow, i);
      const char *other = gp_yaml_get_text (row->node, "name");

      if (other != NULL && strlen (other) == length && strncmp (other, name, length) == 0)
        return row;
    }
  return NULL;
}

/* $json.a, $('A').item.json.a, $node["A"].json.a */
static char *
find_path (const char *path,
           gpointer    user_data)
{
  static const struct
  {
    const char *before;
    const char *after;
  } forms[] = {
    { "$('", "').item.json" },   { "$(\"", "\").item.json" },  { "$node[\"", "\"].json" },
    { "$('", "').first().json" }, { "$node['", "'].json" },
  };
  const GpN8nImport *self = user_data;

  if (g_str_has_prefix (path, "$json") && gp_flow_template_is_plain_path (path + 5))
    return g_strconcat ("input", path + 5, NULL);
  if (g_str_equal (path, "$now"))
    return g_strdup ("now");
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const char *name = path + strlen (forms[i].before);
      const char *end = g_str_has_prefix (path, forms[i].before) ? strstr (name, forms[i].after)
                                                                 : NULL;
      const GpN8nRow *row = end != NULL ? find_row (self, name, (gsize) (end - name)) : NULL;
      const char *rest = end != NULL ? end + strlen (forms[i].after) : "";

      if (row == NULL || !gp_flow_template_is_plain_path (rest))
        continue;
      return row->step == NULL
               ? g_strconcat ("trigger.input", rest, NULL)
               : g_strdup_printf ("steps[\"%s\"].output%s", gp_element_get_name (row->step), rest);
    }
  return NULL;
}

static char *
translate (const char   *text,
           const GpYaml *at,
           gpointer      user_data)
{
  GpN8nImport *self = user_data;
  char *made = *text == '=' ? gp_flow_template_translate (text + 1, find_path, self)
                            : gp_flow_text_literal (text);

  if (made == NULL)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, at, self->step,
                        _("The expression “%s” cannot be said here. Write it anew."), text);
  return made;
}

char *
gp_n8n_import_value (GpN8nImport  *self,
                     const GpYaml *node)
{
  return node != NULL ? gp_flow_build_literal (node, translate, self) : NULL;
}

/* --- ways ------------------------------------------------------------------------------------- */

/* The step that the @output-th exit of a node leads to; a second one beside it is a finding. */
static const GpElement *
find_target (GpN8nImport    *self,
             const GpN8nRow *row,
             const GpYaml   *exits,
             guint           output)
{
  const GpYaml *targets = gp_yaml_item (exits, output);
  const char *name = gp_yaml_get_text (gp_yaml_item (targets, 0), "node");
  const GpN8nRow *target = name != NULL ? find_row (self, name, strlen (name)) : NULL;

  if (gp_yaml_size (targets) > 1)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, targets, row->step,
                        _("Several ways leave “%s” at once. The first is kept: draw a fork for the "
                          "others."), gp_yaml_get_text (row->node, "name"));
  return target != NULL ? target->step : NULL;
}

static void
link_row (GpN8nImport    *self,
          const GpN8nRow *row,
          const GpYaml   *connections)
{
  const char *name = gp_yaml_get_text (row->node, "name");
  const char *on_error = gp_yaml_get_text (row->node, "onError");
  const GpYaml *exits = gp_yaml_get (gp_yaml_get (connections, name != NULL ? name : ""), "main");
  const GpElement *first = find_target (self, row, exits, 0);
  const GpElement *second = find_target (self, row, exits, 1);

  if (row->step != NULL && gp_element_is (row->step, GP_STEP_TYPE, "switch"))
    {
      gp_flow_build_link (self->build, self->flow, row->step, first, "case",
                          row->condition != NULL ? row->condition : "false");
      gp_flow_build_link (self->build, self->flow, row->step, second, "else", NULL);
      return;
    }
  if (first != NULL)
    gp_flow_build_link (self->build, self->flow, row->step, first, "next", NULL);
  if (row->step != NULL && g_strcmp0 (on_error, "continueErrorOutput") == 0)
    gp_flow_build_link (self->build, self->flow, row->step, second, "error", NULL);
  else if (row->step != NULL && g_strcmp0 (on_error, "continueRegularOutput") == 0)
    gp_flow_build_link (self->build, self->flow, row->step, first, "error", NULL);
  else if (gp_yaml_size (exits) > 1)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, exits, row->step,
                        _("“%s” has more ways than its step; draw the others."), name);
}

static void
read_workflow (GpFlowBuild  *build,
               const GpYaml *root)
{
  static const char *const known[] = { "name", "nodes", "connections", "active", "id", "versionId",
                                       "meta", "createdAt", "updatedAt", "tags", "settings",
                                       "pinData", "staticData", "isArchived", "shared",
                                       "triggerCount", "description", NULL };
  const char *name = gp_yaml_get_text (root, "name");
  const GpYaml *nodes = gp_yaml_get (root, "nodes");
  const GpYaml *active = gp_yaml_get (root, "active");
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, sizeof (GpN8nRow));
  GpElement *flow = gp_flow_build_add (build, GP_KIND_FLOW, NULL, name != NULL ? name : "flow",
                                       root);
  GpN8nImport self = { .build = build, .flow = flow, .rows = rows };

  gp_flow_build_check (build, root, flow, known);
  gp_flow_build_set (flow, GP_FLOW_DESCRIPTION, gp_yaml_get_text (root, "description"));
  if (active != NULL && !gp_yaml_is_true (active))
    gp_element_set_bool (flow, GP_FLOW_ENABLED, FALSE);
  for (guint i = 0; i < gp_yaml_size (nodes); i++)
    {
      const GpYaml *node = gp_yaml_item (nodes, i);
      const char *label = gp_yaml_get_text (node, "name");
      const char *type = gp_yaml_get_text (node, "type");
      GpN8nRow row = { .node = node };

      if (g_strcmp0 (type, "n8n-nodes-base.stickyNote") == 0)
        continue;
      if (!gp_n8n_is_trigger (type))
        row.step = gp_flow_build_add (build, GP_KIND_STEP, gp_element_get_id (flow),
                                      label != NULL ? label : "", node);
      g_array_append_val (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GpN8nRow *row = &g_array_index (rows, GpN8nRow, i);

      self.step = row->step;
      if (row->step != NULL)
        gp_n8n_import_node (&self, row);
      else
        gp_n8n_import_trigger (&self, row->node);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GpN8nRow *row = &g_array_index (rows, GpN8nRow, i);

      link_row (&self, row, gp_yaml_get (root, "connections"));
      g_free (row->condition);
    }
}

GpDesign *
gp_n8n_import_run (const char             *path,
                   const char             *content,
                   gsize                   length,
                   const GpImportOptions  *options,
                   GPtrArray              *findings,
                   GCancellable           *cancellable,
                   GError                **error)
{
  g_autoptr(GPtrArray) documents = gp_yaml_parse (content, length, error);
  const GpYaml *root;
  GpFlowBuild build;
  GpDesign *design;
  guint n;

  if (documents == NULL)
    return NULL;
  root = documents->len > 0 ? documents->pdata[0] : NULL;
  n = gp_yaml_is (root, GP_YAML_LIST) ? gp_yaml_size (root) : 1;
  for (guint i = 0; i < MAX (n, 1); i++)
    if (!gp_yaml_is (gp_yaml_get (gp_yaml_is (root, GP_YAML_LIST) ? gp_yaml_item (root, i) : root,
                                  "nodes"), GP_YAML_LIST))
      {
        g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
                     _("There is no workflow of n8n here. Download one from its editor."));
        return NULL;
      }
  gp_flow_build_init (&build, options->name, findings);
  for (guint i = 0; i < n; i++)
    read_workflow (&build, gp_yaml_is (root, GP_YAML_LIST) ? gp_yaml_item (root, i) : root);
  design = gp_flow_build_finish (&build, error);
  gp_flow_build_clear (&build);
  return design;
}
