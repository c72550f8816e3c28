/* gp-typed-field.c — a field in one line, as people type it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The name ends at the first white space or colon. A name that has a space already, as names that
 * were read from files may, is left alone where it was not touched. */
#define G_LOG_DOMAIN "gp-typed-field"
#include "config.h"
#include "gp-typed-field.h"

#include "gp-edit.h"
#include "gp-type-parse.h"
#include "gp-typed-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GpChangeSet *
gp_typed_field (GpDesign         *design,
                const GpElement  *field,
                const char       *text,
                GError          **error)
{
  const GpId *id = gp_element_get_id (field);
  g_autofree char *name = g_strstrip (g_strdup (text));
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) typed = NULL;
  g_autofree char *title = NULL;
  char *type;

  if (g_str_equal (name, gp_element_get_name (field)))
    return gp_change_set_new (NULL);
  type = strpbrk (name, " \t:");
  if (type != NULL)
    {
      *type++ = '\0';
      type += strspn (type, " \t:");
      typed = gp_type_parse (design, field, type, error);
      if (typed == NULL)
        return NULL;
    }
  if (!gp_typed_name_check (design, gp_element_get_parent (field), GP_KIND_FIELD, id, name, error))
    return NULL;
  changes = gp_edit_rename (design, id, name, error);
  if (changes == NULL || typed == NULL)
    return g_steal_pointer (&changes);

  title = g_strdup_printf (_("Made field %s: %s"), name, type);
  gp_change_set_set_title (changes, title);
  gp_change_set_append_all (changes, typed);
  return g_steal_pointer (&changes);
}
