/* gp-edit-rename.c — a new name, and every expression that used the old one
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit.h"
#include "gp-expr-design-rename.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

GpChangeSet *
gp_edit_rename (GpDesign    *design,
                const GpId  *id,
                const char  *name,
                GError     **error)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpKindInfo *info;
  GpChangeSet *changes;
  g_autofree char *title = NULL;

  if (element == NULL)
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE,
                           _("What you rename is not there any more."));
      return NULL;
    }
  info = gp_kind_get_info (gp_element_get_kind (element));
  if (info->name < 0)
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                   _("A %s has no name."), gp_name_of_kind (info->kind));
      return NULL;
    }
  if (!gp_name_check (info->kind, name, error))
    return NULL;

  title = gp_element_get_name (element)[0] == '\0'
          ? g_strdup_printf (_("Named %s"), name)
          : g_strdup_printf (_("Renamed %s to %s"), gp_element_get_name (element), name);
  changes = gp_change_set_new (title);
  gp_change_set_set (changes, element, (GpProperty) info->name, gp_value_text (name));
  gp_expr_design_rename (design, id, name, changes);
  return changes;
}
