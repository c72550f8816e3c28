/* gp-directus-snapshot-import.c — snapshots of a Directus schema become designs
 * SPDX-License-Identifier: Apache-2.0
 *
 * The file is the same tree as what a live Directus gives, and is read by the same code. */
#define G_LOG_DOMAIN "gp-directus-snapshot"
#include "config.h"
#include "gp-directus-snapshot-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-design.h"
#include "gp-yaml.h"

int
gp_directus_snapshot_import_sniff (const char *path,
                                   const char *head,
                                   gsize       length)
{
  return g_strstr_len (head, (gssize) length, "directus") != NULL
             && g_strstr_len (head, (gssize) length, "vendor") != NULL
             && g_strstr_len (head, (gssize) length, "collections") != NULL
           ? 90 : 0;
}

/* Leaves out what is no object: a file may hold anything. */
static void
tidy (JsonObject *snapshot)
{
  static const char *const parts[] = { "collections", "fields", "relations" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (snapshot, parts[i]);
      JsonArray *kept = json_array_new ();

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (all, j)))
          json_array_add_element (kept, json_node_ref (json_array_get_element (all, j)));
      json_object_set_array_member (snapshot, parts[i], kept);
    }
}

/* NULL where there is no snapshot in it. */
static JsonNode *
find_snapshot (const char  *content,
               gsize        length,
               GError     **error)
{
  g_autoptr(GPtrArray) documents = gp_yaml_parse (content, length, error);
  const GpYaml *root = documents != NULL && documents->len > 0 ? documents->pdata[0] : NULL;
  const GpYaml *snapshot = gp_yaml_get (root, "data") != NULL ? gp_yaml_get (root, "data") : root;
  g_autofree char *text = NULL;

  if (documents == NULL)
    return NULL;
  if (gp_yaml_is (gp_yaml_get (snapshot, "collections"), GP_YAML_LIST)
      && gp_yaml_is (gp_yaml_get (snapshot, "fields"), GP_YAML_LIST))
    {
      text = gp_yaml_to_json (snapshot);
      return gp_directus_json_parse (text, strlen (text), error);
    }
  g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
               _("There is no snapshot of Directus here: it has collections and fields."));
  return NULL;
}

GpDesign *
gp_directus_snapshot_import_run (const char             *path,
                                 const char             *content,
                                 gsize                   length,
                                 const GpImportOptions  *options,
                                 GPtrArray              *findings,
                                 GCancellable           *cancellable,
                                 GError                **error)
{
  g_autoptr(JsonNode) snapshot = find_snapshot (content, length, error);
  g_autoptr(GError) cause = NULL;
  GpDesign *design;

  if (snapshot == NULL)
    return NULL;
  tidy (json_node_get_object (snapshot));
  design = gp_directus_design_read (json_node_get_object (snapshot), NULL, options->name, findings,
                                    &cause);
  if (design == NULL)
    g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, "%s", cause->message);
  return design;
}
