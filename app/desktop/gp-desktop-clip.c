/* gp-desktop-clip.c — the text forms of what is copied
 * SPDX-License-Identifier: Apache-2.0
 *
 * Our own is that of a change set. What other programs give is untrusted: it is checked as any
 * file is, and may be SQL. */
#define G_LOG_DOMAIN "gp-desktop-clip"
#include "config.h"

#include "gp-desktop-clip.h"

#include "gp-edit-copy.h"
#include "gp-export.h"
#include "gp-finding.h"
#include "gp-import.h"
#include "gp-json-change-set.h"

#include <glib/gi18n.h>

#define MAX_SIZE (64 * 1024 * 1024)

GBytes *
gp_desktop_clip_encode (GpChangeSet  *copied,
                        GError      **error)
{
  gsize length;
  char *text = gp_json_change_set_to_text (copied, GP_JSON_PRETTY, &length);

  return g_bytes_new_take (text, length);
}

GBytes *
gp_desktop_clip_encode_sql (GpDesign  *design,
                            GError   **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!gp_export (design, "sql-postgresql", text, NULL, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* All that an import brought. */
static GpChangeSet *
copy_all (GpDesign  *design,
          GError   **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  const GpElement *child;
  const GpId *root = gp_design_get_root_id (design);

  for (gsize i = 0; (child = gp_design_peek_child (design, root, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_ENTITY)
      g_array_append_vals (ids, gp_element_get_id (child), 1);
  if (ids->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("There is no table in the text."));
      return NULL;
    }
  return gp_edit_copy (design, (const GpId *) (gpointer) ids->data, ids->len, NULL);
}

GpChangeSet *
gp_desktop_clip_decode (const char *text, gsize length, GPtrArray **out_left, GError **error)
{
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GPtrArray) left = NULL;
  GpChangeSet *copied = NULL;

  *out_left = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  if (text == NULL || length == 0 || length > MAX_SIZE || !g_utf8_validate (text, (gssize) length,
                                                                            NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("There is no text, or too much of it."));
      return NULL;
    }
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        if (text[i] == '{')
          return gp_json_change_set_from_text (text, length, error);
        break;
      }
  design = gp_import_text (text, length, "sql-postgresql", NULL, NULL, &left, NULL, error);
  if (design != NULL)
    copied = copy_all (design, error);
  if (copied != NULL && left != NULL)
    g_ptr_array_extend_and_steal (*out_left, g_steal_pointer (&left));
  return copied;
}
