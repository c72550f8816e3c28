/* gp-card-compare.c — what a card says of what changed
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-card-compare"
#include "config.h"
#include "gp-card-compare.h"

#include "gp-type-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The same element in the base; NULL where nothing is compared. */
static const GpElement *
before (const GpCardContext *context,
        const GpElement     *element)
{
  return context->base != NULL ? gp_design_lookup (context->base, gp_element_get_id (element))
                               : NULL;
}

/* Takes both. The arrow that stands for a reference is said once: "→ clinic → practice". */
static char *
dup_change (char *was,
            char *is)
{
  g_autofree char *old = was;
  g_autofree char *new = is;
  const char *arrow = "→ ";
  const char *rest = new;

  if (g_strcmp0 (old, new) == 0)
    return g_steal_pointer (&new);
  if (g_str_has_prefix (old, arrow) && g_str_has_prefix (new, arrow))
    rest = new + strlen (arrow);
  /* Translators: what was, what is now. */
  return g_strdup_printf (_("%s → %s"), old, rest);
}

char *
gp_card_dup_title (const GpCardContext *context,
                   const GpElement     *entity)
{
  const GpElement *old = before (context, entity);

  return old == NULL ? g_strdup (gp_element_get_name (entity))
                     : dup_change (g_strdup (gp_element_get_name (old)),
                                   g_strdup (gp_element_get_name (entity)));
}

char *
gp_card_dup_row_name (const GpCardContext *context,
                      const GpCardRow     *row)
{
  return gp_card_dup_title (context, row->field);
}

const char *
gp_card_find_difference (const GpElement *old,
                         const GpElement *new)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (new));

  if (old == new)
    return NULL;
  for (guint i = 0; i < info->n; i++)
    {
      GpProperty property = (GpProperty) (info->first + i);

      if (!gp_value_equal (gp_element_get_value (old, property),
                           gp_element_get_value (new, property)))
        return _(gp_property_get_info (property)->label);
    }
  return gp_id_equal (gp_element_get_parent (old), gp_element_get_parent (new)) ? NULL : "";
}

/* Without what the row's other words say: "text(40)? · unique" is "text(40)". */
static char *
dup_bare (const char *label)
{
  const char *unique = strstr (label, " · unique");
  gsize length = unique != NULL ? (gsize) (unique - label) : strlen (label);

  if (length > 0 && label[length - 1] == '?')
    length--;
  return g_strndup (label, length);
}

/* "text(320)" and "text(200)" are "text(320 → 200)". */
static char *
dup_type_change (const char *was,
                 const char *is)
{
  gsize stem = strcspn (is, "(");

  if (is[stem] == '(' && g_str_has_suffix (is, ")") && g_str_has_suffix (was, ")")
      && strncmp (was, is, stem + 1) == 0)
    return g_strdup_printf ("%.*s(%.*s → %s", (int) stem, is, (int) (strlen (was) - stem - 2),
                            was + stem + 1, is + stem + 1);
  return dup_change (g_strdup (was), g_strdup (is));
}

char *
gp_card_dup_row_type (const GpCardContext *context,
                      const GpCardRow     *row)
{
  const GpElement *old = before (context, row->field);
  g_autofree char *label = NULL;
  g_autofree char *was_label = NULL;
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  const char *what;

  if (row->state == GP_STATE_REMOVED && context->base != NULL)
    return gp_type_label (context->base, row->field);
  label = gp_type_label (context->design, row->field);
  if (row->state != GP_STATE_CHANGED || old == NULL)
    return g_steal_pointer (&label);
  was_label = gp_type_label (context->base, old);
  was = dup_bare (was_label);
  is = dup_bare (label);
  if (g_strcmp0 (was, is) != 0)
    return dup_type_change (was, is);
  what = gp_card_find_difference (old, row->field);
  if (what == NULL || *what == '\0'
      || g_strcmp0 (gp_element_get_name (old), gp_element_get_name (row->field)) != 0)
    return g_steal_pointer (&label);
  /* Translators: a field's type, and what of the field has changed. */
  return g_strdup_printf (_("%s · %s"), is, what);
}
