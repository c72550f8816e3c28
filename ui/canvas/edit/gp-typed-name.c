/* gp-typed-name.c — whether what somebody typed may become a name
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-typed-name"
#include "config.h"
#include "gp-typed-name.h"

#include "gp-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_space (const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isspace (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

static char *
dup_without_spaces (const char *name)
{
  GString *joined = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_isspace (character))
        g_string_append_unichar (joined, character);
      else if (joined->len > 0 && joined->str[joined->len - 1] != '_')
        g_string_append_c (joined, '_');
    }
  return g_string_free (joined, FALSE);
}

gboolean
gp_typed_name_check (GpDesign    *design,
                     const GpId  *parent,
                     GpKind       kind,
                     const GpId  *except,
                     const char  *name,
                     GError     **error)
{
  const GpKindInfo *info = gp_kind_get_info (kind);
  const GpElement *other;

  if (!gp_name_check (kind, name, error))
    return FALSE;
  if (gp_property_get_info ((GpProperty) info->name)->type == GP_TYPE_NAME && has_space (name))
    {
      g_autofree char *instead = dup_without_spaces (name);

      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                   _("A name has no spaces. Write %s."), instead);
      return FALSE;
    }
  if (info->name_scope != GP_NAME_SCOPE_PARENT)
    return TRUE;
  other = gp_design_find_child (design, parent, kind, name);
  if (other == NULL || gp_id_equal (gp_element_get_id (other), except))
    return TRUE;
  g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
               _("“%s” is taken. Write another name."), name);
  return FALSE;
}
