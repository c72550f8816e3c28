/* gp-step-choices.c — what steps there are, in groups, with a sentence for each
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-step-choices"
#include "config.h"
#include "gp-step-choices.h"

#include "gp-icon-paintable.h"
#include "gp-kind.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *type;         /* NULL: a heading */
  const char *sentence;
} Row;

/* What a newcomer looks for first stands first. */
static const Row rows[] = {
  { NULL, N_("Decisions") },
  { "switch", N_("If… else: goes on along the line whose condition holds.") },
  { "approve", N_("A person approves or rejects; the flow waits for that.") },
  { "raise", N_("Ends with an error that a line on error can take.") },
  { NULL, N_("Tell others") },
  { "call_http", N_("An HTTP request to a service, tried again where it fails.") },
  { "mail", N_("A message to an address.") },
  { "emit", N_("Other flows, and whoever listens, hear of it.") },
  { NULL, N_("Records") },
  { "data_read", N_("Finds the records for which a condition holds.") },
  { "data_create", N_("Adds a record to an entity.") },
  { "data_update", N_("Changes the records for which a condition holds.") },
  { "data_delete", N_("Removes the records for which a condition holds.") },
  { NULL, N_("Wait") },
  { "wait", N_("Goes on after a while.") },
  { "listen", N_("Goes on when an event comes.") },
  { NULL, N_("Several steps") },
  { "for", N_("Its steps are done for each item of a list.") },
  { "fork", N_("Its branches are done side by side.") },
  { "try", N_("Its steps are tried again, or given up together.") },
  { "group", N_("Its steps are one, and can be folded.") },
  { "run_flow", N_("Another flow does it, and answers.") },
  { NULL, N_("Values") },
  { "set", N_("Works out values for the steps that follow.") },
  { "function", N_("Calls a function of the backend.") },
  { "code", N_("JavaScript, where an expression is not enough.") },
};

/* How well @typed means @row: 3 its whole name, 2 a part of it, 1 a part of what it does, 0
 * something else. */
static guint
fits (const Row  *row,
      const char *typed)
{
  g_autofree char *words = g_utf8_casefold (_(gp_property_get_word (GP_STEP_TYPE, row->type)), -1);
  g_autofree char *sentence = g_utf8_casefold (_(row->sentence), -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  if (g_str_equal (words, wanted) || g_str_equal (row->type, wanted))
    return 3;
  if (strstr (words, wanted) != NULL || strstr (row->type, wanted) != NULL)
    return 2;
  return strstr (sentence, wanted) != NULL ? 1 : 0;
}

static void
append (GpEntryList *list,
        const Row   *row)
{
  g_autoptr(GdkPaintable) paintable = NULL;
  GtkWidget *image;
  GdkRGBA accent;
  GpIcon icon;

  gp_step_text_get_type (row->type, &icon, &accent);
  paintable = GDK_PAINTABLE (gp_icon_paintable_new_tile (icon, &accent));
  image = gtk_image_new_from_paintable (paintable);
  gtk_image_set_pixel_size (GTK_IMAGE (image), gdk_paintable_get_intrinsic_width (paintable));
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gp_entry_list_append (list, image, _(gp_property_get_word (GP_STEP_TYPE, row->type)),
                        _(row->sentence), row->type);
}

void
gp_step_choices_fill (GpEntryList *list,
                      const char  *typed)
{
  guint n = 0;

  gp_entry_list_clear (list);
  for (guint wanted = *typed != '\0' ? 3 : 0; wanted > 0; wanted--)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      if (rows[i].type != NULL && fits (&rows[i], typed) == wanted)
        {
          append (list, &rows[i]);
          n++;
        }
  for (gsize i = 0; *typed == '\0' && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].type == NULL)
      gp_entry_list_append_heading (list, _(rows[i].sentence));
    else
      append (list, &rows[i]);
  gp_entry_list_finish (list);
  gp_entry_list_set_problem (list, *typed != '\0' && n == 0 ? _("Nothing fits these letters")
                                                            : NULL);
}

const char *
gp_step_choices_get_sentence (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].type, type) == 0)
      return _(rows[i].sentence);
  return NULL;
}
