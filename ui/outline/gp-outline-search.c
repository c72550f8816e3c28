/* gp-outline-search.c — elements by parts of their names
 * SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE                         /* strcasestr */
#define G_LOG_DOMAIN "gp-outline-model"
#include "config.h"

#include "gp-outline-model.h"

#include <string.h>

/* Names are mostly ASCII: folding is done only where it must be. */
static const char *
find_folded (const char *name,
             const char *needle)
{
  g_autofree char *folded = NULL;
  const char *found;

  if (g_str_is_ascii (name))
    return strcasestr (name, needle);

  folded = g_utf8_casefold (name, -1);
  found = strstr (folded, needle);

  return found != NULL ? name + (found > folded) : NULL;
}

GPtrArray *
gp_outline_model_search (GpDesign   *design,
                         const char *text,
                         guint       limit)
{
  static const GpKind order[] = {
    GP_KIND_DOMAIN, GP_KIND_ENTITY, GP_KIND_FLOW, GP_KIND_ROLE, GP_KIND_BUCKET, GP_KIND_EVENT,
    GP_KIND_VIEW, GP_KIND_TARGET, GP_KIND_CONNECTION, GP_KIND_PERSONA, GP_KIND_TEST, GP_KIND_FIELD,
    GP_KIND_STEP, GP_KIND_RULE, GP_KIND_INDEX, GP_KIND_CHECK,
  };
  g_autofree char *needle = g_utf8_casefold (text, -1);
  g_autoptr(GPtrArray) first = g_ptr_array_new ();
  g_autoptr(GPtrArray) then = g_ptr_array_new ();

  for (gsize k = 0; k < G_N_ELEMENTS (order) && first->len < limit; k++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (design, order[k]);

      for (guint i = 0; i < elements->len && first->len < limit; i++)
        {
          const char *name = gp_element_get_name (elements->pdata[i]);
          const char *found = find_folded (name, needle);

          if (found == name)
            g_ptr_array_add (first, elements->pdata[i]);
          else if (found != NULL && then->len < limit)
            g_ptr_array_add (then, elements->pdata[i]);
        }
    }

  g_ptr_array_extend (first, then, NULL, NULL);
  if (first->len > limit)
    g_ptr_array_set_size (first, (int) limit);

  return g_steal_pointer (&first);
}
