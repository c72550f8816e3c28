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

/* The property that differs, for what neither name nor type tell. */
static const char *
find_difference (const GpElement *old,
                 const GpElement *new)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (new));

  for (guint i = 0; i < info->n; i++)
    {
      GpProperty property = (GpProperty) (info->first + i);

      if (!gp_value_equal (gp_element_get_value (old, property),
                           gp_element_get_value (new, property)))
        return _(gp_property_get_info (property)->label);
    }
  return NULL;
}

char *
gp_card_dup_row_type (const GpCardContext *context,
                      const GpCardRow     *row)
{
  const GpElement *old = before (context, row->field);
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  const char *what;

  if (row->state == GP_STATE_REMOVED)
    return gp_type_label (context->base, row->field);
  is = gp_type_label (context->design, row->field);
  if (row->state != GP_STATE_CHANGED || old == NULL)
    return g_steal_pointer (&is);
  was = gp_type_label (context->base, old);
  what = find_difference (old, row->field);
  if (g_strcmp0 (was, is) != 0 || what == NULL
      || g_strcmp0 (gp_element_get_name (old), gp_element_get_name (row->field)) != 0)
    return dup_change (g_steal_pointer (&was), g_steal_pointer (&is));
  /* Translators: a field's type, and what of the field has changed. */
  return g_strdup_printf (_("%s · %s"), is, what);
}
