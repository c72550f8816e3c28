/* gp-directus-flow-import-steps.c — operations of Directus as steps
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- filters ---------------------------------------------------------------------------------- */

static const struct
{
  const char *theirs;
  const char *format;       /* of the path and the value */
} operators[] = {
  { "_eq", "%s == %s" },  { "_neq", "%s != %s" }, { "_lt", "%s < %s" },
  { "_lte", "%s <= %s" }, { "_gt", "%s > %s" },   { "_gte", "%s >= %s" },
  { "_in", "%s in %s" },  { "_nin", "!(%s in %s)" },
  { "_starts_with", "%s.startsWith(%s)" },
  { "_ends_with", "%s.endsWith(%s)" },
  { "_contains", "%s.contains(%s)" },
};

/* @path: where the names so far lead; "" at the root. NULL where it cannot be said. */
static char *read_filter (GpDirectusImport *self, const GpYaml *node, const char *path,
                          const char *root);

static char *
read_list (GpDirectusImport *self,
           const GpYaml     *list,
           const char       *path,
           const char       *root,
           const char       *joint)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < gp_yaml_size (list); i++)
    {
      g_autofree char *part = read_filter (self, gp_yaml_item (list, i), path, root);

      if (part == NULL)
        return NULL;
      g_string_append_printf (out, "%s(%s)", i > 0 ? joint : "", part);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static char *
read_test (GpDirectusImport *self,
           const GpYaml     *test,
           const char       *path,
           const char       *root)
{
  g_autofree char *ours = root != NULL ? g_strconcat (root, ".", path, NULL)
                                       : gp_directus_import_path (self, path);
  g_autofree char *value = NULL;
  gboolean is_null = g_str_equal (test->key, "_null");

  if (ours == NULL)
    return NULL;
  if (is_null || g_str_equal (test->key, "_nnull"))
    return g_strdup_printf (is_null == gp_yaml_is_true (test) ? "%s == null" : "%s != null", ours);
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (operators[i].theirs, test->key))
      {
        g_auto(GStrv) parts = g_strsplit (operators[i].format, "%s", 3);

        value = gp_directus_import_value (self, test);
        return value != NULL ? g_strconcat (parts[0], ours, parts[1], value, parts[2], NULL)
                             : NULL;
      }
  return NULL;
}

static char *
read_filter (GpDirectusImport *self,
             const GpYaml     *node,
             const char       *path,
             const char       *root)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; gp_yaml_is (node, GP_YAML_MAP) && i < gp_yaml_size (node); i++)
    {
      const GpYaml *member = gp_yaml_item (node, i);
      g_autofree char *longer = g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "",
                                                 member->key);
      g_autofree char *part = NULL;

      if (g_str_equal (member->key, "_and") || g_str_equal (member->key, "_or"))
        part = read_list (self, member, path, root, member->key[1] == 'a' ? " && " : " || ");
      else if (*member->key == '_')
        part = read_test (self, member, path, root);
      else
        part = read_filter (self, member, longer, root);
      if (part == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s", i > 0 ? " && " : "", part);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
refuse_filter (GpDirectusImport *self,
               const GpYaml     *filter)
{
  gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, filter, self->step,
                      _("This filter cannot be said here. Write the condition anew."));
}

/* --- operations ------------------------------------------------------------------------------- */

/* An option that may be an object, or JSON in a text, which is left as it is. */
static void
put_values (GpDirectusImport *self,
            const GpYaml     *node)
{
  if (node == NULL || node->kind == GP_YAML_NULL)
    return;
  for (guint i = 0; gp_yaml_is (node, GP_YAML_MAP) && i < gp_yaml_size (node); i++)
    {
      const GpYaml *member = gp_yaml_item (node, i);
      g_autofree char *value = gp_directus_import_value (self, member);

      if (value != NULL)
        gp_flow_build_put (self->step, GP_STEP_WITH, member->key, value);
    }
  if (!gp_yaml_is (node, GP_YAML_MAP))
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, node, self->step,
                        _("Values have names. What is here is left out."));
}

static void
put_option (GpDirectusImport *self,
            const GpYaml     *options,
            const char       *theirs,
            const char       *ours)
{
  g_autofree char *value = gp_directus_import_value (self, gp_yaml_get (options, theirs));

  if (value != NULL)
    gp_flow_build_put (self->step, GP_STEP_WITH, ours, value);
}

static void
read_condition (GpDirectusImport *self,
                GpDirectusRow    *row,
                const GpYaml     *options)
{
  const GpYaml *filter = gp_yaml_get (options, "filter");

  row->condition = read_filter (self, filter, "", NULL);
  if (row->condition == NULL && gp_yaml_size (filter) == 0)
    row->condition = g_strdup ("true");
  else if (row->condition == NULL)
    refuse_filter (self, filter);
}

static void
read_request (GpDirectusImport *self,
              GpDirectusRow    *row,
              const GpYaml     *options)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };
  const char *method = gp_yaml_get_text (options, "method");
  const GpYaml *headers = gp_yaml_get (options, "headers");
  const char *url = gp_yaml_get_text (options, "url");
  g_autoptr(GString) map = g_string_new ("{");

  if (method != NULL && g_strv_contains (methods, method))
    gp_element_set_text (self->step, GP_STEP_METHOD, method);
  gp_flow_build_set (self->step, GP_STEP_PATH, url);
  if (url != NULL && strstr (url, "{{") != NULL)
    gp_flow_build_note (self->build, GP_IMPORT_CODE_PART, gp_yaml_get (options, "url"), self->step,
                        _("What varies in a path is named in single braces, and given as a "
                          "value."));
  put_option (self, options, "body", "body");
  for (guint i = 0; i < gp_yaml_size (headers); i++)
    {
      const GpYaml *one = gp_yaml_item (headers, i);
      const char *name = gp_yaml_get_text (one, "header");
      g_autofree char *value = gp_directus_import_value (self, gp_yaml_get (one, "value"));
      g_autofree char *key = gp_flow_text_literal (name != NULL ? name : "");

      if (value != NULL)
        g_string_append_printf (map, "%s%s: %s", map->len > 1 ? ", " : "", key, value);
    }
  g_string_append_c (map, '}');
  if (map->len > 2)
    gp_flow_build_put (self->step, GP_STEP_WITH, "headers", map->str);
}

static void
read_records (GpDirectusImport *self,
              GpDirectusRow    *row,
              const GpYaml     *options)
{
  const char *collection = gp_yaml_get_text (options, "collection");
  const GpYaml *query = gp_yaml_get (options, "query");
  const GpYaml *filter = gp_yaml_get (query, "filter");
  const GpYaml *key = gp_yaml_get (options, "key");
  g_autofree char *where = NULL;

  if (collection != NULL)
    gp_element_set_ref (self->step, GP_STEP_ENTITY,
                        gp_element_get_id (gp_flow_build_demand (self->build, GP_KIND_ENTITY,
                                                                 collection, options, NULL)));
  if (gp_yaml_is (key, GP_YAML_LIST) && gp_yaml_size (key) == 1)
    key = gp_yaml_item (key, 0);
  if (key != NULL && key->kind == GP_YAML_TEXT && *key->text != '\0')
    {
      g_autofree char *value = gp_directus_import_value (self, key);

      where = value != NULL ? g_strdup_printf ("record.id == %s", value) : NULL;
    }
  else if (filter != NULL)
    {
      where = read_filter (self, filter, "", "record");
      if (where == NULL)
        refuse_filter (self, filter);
    }
  gp_flow_build_set (self->step, GP_STEP_WHERE, where);
  put_values (self, gp_yaml_get (options, "payload"));
}

static void
read_mail (GpDirectusImport *self,
           GpDirectusRow    *row,
           const GpYaml     *options)
{
  gboolean is_html = g_strcmp0 (gp_yaml_get_text (options, "type"), "wysiwyg") == 0;
  GpElement *connection = gp_flow_build_demand (self->build, GP_KIND_CONNECTION, "mail", NULL,
                                                NULL);

  gp_element_set_text (connection, GP_CONNECTION_TYPE, "smtp");
  gp_element_set_ref (self->step, GP_STEP_CONNECTION, gp_element_get_id (connection));
  put_option (self, options, "to", "to");
  put_option (self, options, "subject", "subject");
  put_option (self, options, "body", is_html ? "html" : "text");
}

static void
read_transform (GpDirectusImport *self,
                GpDirectusRow    *row,
                const GpYaml     *options)
{
  put_values (self, gp_yaml_get (options, "json"));
}

static void
read_sleep (GpDirectusImport *self,
            GpDirectusRow    *row,
            const GpYaml     *options)
{
  const char *text = gp_yaml_get_text (options, "milliseconds");
  gint64 n = 0;
  g_autofree char *duration = NULL;

  if (text != NULL
      && g_ascii_string_to_signed (text, 10, 0, G_GINT64_CONSTANT (31536000000), &n, NULL))
    duration = g_strdup_printf ("%" G_GINT64_FORMAT "%s", n % 1000 == 0 ? n / 1000 : n,
                                n % 1000 == 0 ? "s" : "ms");
  gp_flow_build_set (self->step, GP_STEP_DURATION, duration);
}

static void
read_error (GpDirectusImport *self,
            GpDirectusRow    *row,
            const GpYaml     *options)
{
  const char *status = gp_yaml_get_text (options, "status");
  g_autofree char *detail = gp_directus_import_value (self, gp_yaml_get (options, "message"));
  gint64 n;

  if (status != NULL && g_ascii_string_to_signed (status, 10, 100, 999, &n, NULL))
    gp_element_set_int (self->step, GP_STEP_ERROR_STATUS, n);
  gp_flow_build_set (self->step, GP_STEP_ERROR_TYPE, gp_yaml_get_text (options, "code"));
  gp_flow_build_set (self->step, GP_STEP_ERROR_DETAIL, detail);
}

static void
read_trigger (GpDirectusImport *self,
              GpDirectusRow    *row,
              const GpYaml     *options)
{
  const char *id = gp_yaml_get_text (options, "flow");
  const GpElement *flow = id != NULL ? g_hash_table_lookup (self->build->known, id) : NULL;

  if (flow != NULL)
    gp_element_set_ref (self->step, GP_STEP_FLOW, gp_element_get_id (flow));
  else
    gp_flow_build_note (self->build, GP_IMPORT_CODE_EXTERNAL, options, self->step,
                        _("The flow that “%s” starts is not in the file."),
                        gp_element_get_name (self->step));
  put_values (self, gp_yaml_get (options, "payload"));
}

static const struct
{
  const char *theirs;
  const char *ours;
  void (*read) (GpDirectusImport *self, GpDirectusRow *row, const GpYaml *options);
} types[] = {
  { "condition", "switch", read_condition },  { "request", "call_http", read_request },
  { "item-read", "data_read", read_records }, { "item-create", "data_create", read_records },
  { "item-update", "data_update", read_records },
  { "item-delete", "data_delete", read_records },
  { "mail", "mail", read_mail },              { "transform", "set", read_transform },
  { "sleep", "wait", read_sleep },            { "throw-error", "raise", read_error },
  { "trigger", "run_flow", read_trigger },
};

void
gp_directus_import_operation (GpDirectusImport *self,
                              GpDirectusRow    *row)
{
  const char *type = gp_yaml_get_text (row->operation, "type");
  const char *title = gp_yaml_get_text (row->operation, "name");
  const GpYaml *options = gp_yaml_get (row->operation, "options");

  self->step = row->step;
  /* Directus wants one: where there was none, the name was written. */
  if (g_strcmp0 (title, gp_element_get_name (row->step)) != 0)
    gp_flow_build_set (row->step, GP_STEP_TITLE, title);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i].theirs) == 0)
      {
        gp_element_set_text (row->step, GP_STEP_TYPE, types[i].ours);
        types[i].read (self, row, options);
        return;
      }
  gp_element_set_text (row->step, GP_STEP_TYPE, "function");
  gp_flow_build_set (row->step, GP_STEP_PATH, type);
  gp_flow_build_note (self->build, GP_IMPORT_CODE_LEFT_OUT, row->operation, row->step,
                      _("Flows have nothing like “%s”. A function of that name stands in its "
                        "place."), type != NULL ? type : "");
}
