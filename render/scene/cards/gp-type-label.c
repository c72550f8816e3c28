/* gp-type-label.c — a field's type in few letters
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-type-label"
#include "config.h"
#include "gp-type-label.h"

static void
append_number (GString         *label,
               const GpElement *field,
               GpProperty       property)
{
  gint64 number = gp_element_get_int (field, property);

  if (number > 0)
    g_string_append_printf (label, "(%" G_GINT64_FORMAT ")", number);
}

/* Asks for nothing that the type does not have: a large drawing has very many labels. */
static void
append_size (GString         *label,
             const GpElement *field,
             const char      *type)
{
  gsize n_values = 0;

  if (g_str_equal (type, "text") || g_str_equal (type, "bytes"))
    append_number (label, field, GP_FIELD_LENGTH);
  else if (g_str_equal (type, "vector"))
    append_number (label, field, GP_FIELD_DIMENSIONS);
  else if (g_str_equal (type, "enum"))
    {
      gp_element_get_texts (field, GP_FIELD_VALUES, &n_values);
      g_string_append_printf (label, "(%" G_GSIZE_FORMAT ")", n_values);
    }
  else if (g_str_equal (type, "decimal") && gp_element_get_int (field, GP_FIELD_PRECISION) > 0)
    g_string_append_printf (label, "(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")",
                            gp_element_get_int (field, GP_FIELD_PRECISION),
                            gp_element_get_int (field, GP_FIELD_SCALE));
}

char *
gp_type_label (GpDesign        *design,
               const GpElement *field)
{
  GString *label = g_string_new (NULL);
  const char *type = gp_element_get_text (field, GP_FIELD_TYPE);
  const GpElement *target = gp_design_lookup (design,
                                              gp_element_get_ref (field, GP_FIELD_REFERENCE));

  if (target != NULL)
    {
      g_string_append (label, "→ ");
      g_string_append (label, gp_element_get_name (target));
    }
  else
    {
      g_string_append (label, type != NULL ? type : "text");
      append_size (label, field, type != NULL ? type : "text");
    }
  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    g_string_append (label, "[]");
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    g_string_append_c (label, '?');
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    g_string_append (label, " · unique");
  return g_string_free (label, FALSE);
}
