/* gp-access-flip-words.c — who gains and who loses, in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-flip-words"
#include "config.h"
#include "gp-access-flip-words.h"

#include "gp-access-sentence.h"

#include <glib/gi18n-lib.h>

/* In the design after, or in the one before where it has gone. */
static const GpElement *
find (GpDesign   *before,
      GpDesign   *after,
      const GpId *id)
{
  const GpElement *element = gp_design_lookup (after, id);

  return element != NULL ? element : gp_design_lookup (before, id);
}

static char *
list_fields (const GpAccessFlip *flip,
             GpDesign           *before,
             GpDesign           *after)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < flip->fields->len; i++)
    {
      const GpElement *field = find (before, after, &g_array_index (flip->fields, GpId, i));

      if (field != NULL)
        g_ptr_array_add (names, (gpointer) gp_element_get_name (field));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (C_("list", ", "), (char **) names->pdata);
}

char *
gp_access_flip_name_caller (const GpAccessFlip *flip,
                            GpDesign           *before,
                            GpDesign           *after)
{
  const GpElement *caller = find (before, after, gp_id_is_nil (&flip->persona) ? &flip->role
                                                                               : &flip->persona);

  return g_strdup (caller != NULL ? gp_element_get_name (caller)
                                  : _("Somebody who is not signed in"));
}

char *
gp_access_flip_describe (const GpAccessFlip *flip,
                         GpDesign           *before,
                         GpDesign           *after)
{
  const GpElement *subject = find (before, after, &flip->subject);
  const char *what = subject != NULL ? gp_element_get_name (subject) : "";
  const char *const actions[] = { flip->action };
  g_autofree char *who = gp_access_flip_name_caller (flip, before, after);
  g_autofree char *action = gp_access_say_actions (actions, 1);
  g_autofree char *fields = NULL;

  if (flip->fields != NULL && flip->fields->len > 0)
    {
      fields = list_fields (flip, before, after);
      if (flip->gains)
        return g_strdup_printf (_("%1$s may now %2$s these fields of %3$s: %4$s."), who, action,
                                what, fields);
      return g_strdup_printf (_("%1$s may no longer %2$s these fields of %3$s: %4$s."), who,
                              action, what, fields);
    }
  if (flip->gains)
    return g_strdup_printf (_("%1$s may now %2$s more of %3$s: %4$u of %5$u records that were"
                              " tried."), who, action, what, flip->n_records, flip->n_tried);
  return g_strdup_printf (_("%1$s may no longer %2$s %3$s: %4$u of %5$u records that were tried."),
                          who, action, what, flip->n_records, flip->n_tried);
}

char *
gp_access_flip_describe_example (const GpAccessFlip *flip)
{
  const char *example = flip->name != NULL ? flip->name : flip->record;

  return example != NULL ? g_strdup_printf (_("For example %s"), example) : NULL;
}
