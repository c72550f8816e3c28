/* gp-lint-structure.c — elements that are not whole
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-lint-private.h"

#include "gp-edit.h"

#include <glib/gi18n-lib.h>

static gboolean
is_missing (const GpValue *value)
{
  return gp_value_is_none (value)
         || (value->type == GP_VALUE_TEXT && *gp_value_get_text (value) == '\0');
}

static void
check_required (GpLintRun       *run,
                const GpElement *element)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (element));

  for (guint i = 0; i < info->n; i++)
    {
      const GpPropertyInfo *property = gp_property_get_info (info->first + i);
      g_autofree char *path = NULL;

      if ((property->flags & GP_PROPERTY_REQUIRED) == 0
          || !is_missing (gp_element_get_value (element, property->property)))
        continue;
      path = gp_design_dup_path (run->design, gp_element_get_id (element));
      gp_lint_report (run, "DES001", element, NULL, _("%s “%s” has no “%s”"), _(info->label), path,
                      _(property->label));
    }
}

/* Siblings of a kind whose names must differ; readers of files may load the same name twice. */
static void
check_names (GpLintRun  *run,
             GPtrArray  *elements,
             GpKind      kind)
{
  const GpKindInfo *info = gp_kind_get_info (kind);
  g_autoptr(GHashTable) seen = NULL;

  if (info->name_scope != GP_NAME_SCOPE_PARENT)
    return;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = elements->pdata[i];
      const char *name = gp_element_get_name (element);
      char parent[GP_ID_STRING_SIZE];
      char *key;

      if (*name == '\0')
        continue;
      key = g_strconcat (gp_id_format (gp_element_get_parent (element), parent), name, NULL);
      if (!g_hash_table_add (seen, key))
        gp_lint_report (run, "DES002", element, NULL,
                        _("There is another %s named “%s” in the same place"),
                        _(info->label), name);
    }
}

static void
check_field (GpLintRun       *run,
             const GpElement *field)
{
  g_autofree char *path = NULL;

  if (gp_element_is (field, GP_FIELD_TYPE, "enum") && !gp_element_has (field, GP_FIELD_VALUES)
      && !gp_element_has (field, GP_FIELD_TYPE_NAME))
    {
      path = gp_design_dup_path (run->design, gp_element_get_id (field));
      gp_lint_report (run, "DES003", field, NULL, _("The enum %s has no values"), path);
    }
  else if (gp_element_is (field, GP_FIELD_TYPE, "reference")
           && gp_element_get_ref (field, GP_FIELD_REFERENCE) == NULL)
    {
      path = gp_design_dup_path (run->design, gp_element_get_id (field));
      gp_lint_report (run, "DES004", field, NULL, _("The reference %s points to no entity"), path);
    }
}

/* Columns that the database wrote may stand for fields. */
static void
check_index (GpLintRun       *run,
             const GpElement *index)
{
  g_autofree char *path = NULL;

  if (gp_element_has (index, GP_INDEX_FIELDS) || gp_element_has (index, GP_INDEX_COLUMNS))
    return;

  path = gp_design_dup_path (run->design, gp_element_get_parent (index));
  gp_lint_report (run, "DES005", index,
                  gp_edit_remove (run->design, gp_element_get_id (index), 1, NULL),
                  _("An index of %s has no fields"), path);
}

static void
check_foreign_key (GpLintRun       *run,
                   const GpElement *key)
{
  gsize n_here = 0, n_there = 0;
  g_autofree char *path = NULL;

  gp_element_get_refs (key, GP_FOREIGN_KEY_FIELDS, &n_here);
  gp_element_get_refs (key, GP_FOREIGN_KEY_TARGET_FIELDS, &n_there);
  if (n_here == n_there)
    return;

  path = gp_design_dup_path (run->design, gp_element_get_parent (key));
  gp_lint_report (run, "DES006", key, NULL,
                  _("A composite reference of %s has %u fields here and %u there"), path,
                  (guint) n_here, (guint) n_there);
}

static void
check_domain (GpLintRun       *run,
              const GpElement *entity)
{
  if (gp_element_get_ref (entity, GP_ENTITY_DOMAIN) == NULL
      && !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
    gp_lint_report (run, "DOM703", entity, NULL, _("The entity %s is in no domain"),
                    gp_element_get_name (entity));
}

void
gp_lint_structure (GpLintRun *run)
{
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (run->design, kind);

      check_names (run, elements, kind);
      for (guint i = 0; i < elements->len; i++)
        {
          check_required (run, elements->pdata[i]);
          if (kind == GP_KIND_FIELD)
            check_field (run, elements->pdata[i]);
          else if (kind == GP_KIND_INDEX)
            check_index (run, elements->pdata[i]);
          else if (kind == GP_KIND_FOREIGN_KEY)
            check_foreign_key (run, elements->pdata[i]);
          else if (kind == GP_KIND_ENTITY && gp_design_count (run->design, GP_KIND_DOMAIN) > 0)
            check_domain (run, elements->pdata[i]);
        }
    }
}
