/* gp-canvas-typed.c — what is typed on a card becomes a change
 * SPDX-License-Identifier: Apache-2.0
 *
 * What was just drawn is named within the step that drew it: the history says "Added entity
 * patient", and one undo takes it back. A new field whose row is left empty is not wanted. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-edit.h"
#include "gp-type-label.h"
#include "gp-type-parse.h"
#include "gp-typed-field.h"
#include "gp-typed-name.h"

/* The property that holds what is typed; -1 where the kind has no name. */
static int
property_of (const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);

  if (kind == GP_KIND_NOTE)
    return GP_NOTE_TEXT;
  if (kind == GP_KIND_STEP && gp_element_has (element, GP_STEP_TITLE))
    return GP_STEP_TITLE;
  return gp_kind_get_info (kind)->name;
}

char *
gp_canvas_dup_shown (GpCanvas        *self,
                     const GpElement *element)
{
  int property = property_of (element);
  const char *text;

  if (self->entry_part == GP_HIT_TYPE)
    return gp_type_label (self->design, element);
  if (property == gp_kind_get_info (gp_element_get_kind (element))->name)
    return g_strdup (gp_element_get_name (element));
  text = gp_element_get_text (element, (GpProperty) property);
  return g_strdup (text != NULL ? text : "");
}

gboolean
gp_canvas_is_fresh_field (GpCanvas *self)
{
  return self->entry_fresh != 0 && self->entry_part != GP_HIT_TYPE
         && gp_design_lookup_kind (self->design, &self->entry_id, GP_KIND_FIELD) != NULL;
}

static GpChangeSet *
make_change (GpCanvas         *self,
             const GpElement  *element,
             const char       *text,
             GError          **error)
{
  int property = property_of (element);
  g_autofree char *shown = gp_canvas_dup_shown (self, element);

  if (g_str_equal (text, shown))
    return gp_change_set_new (NULL);
  if (self->entry_part == GP_HIT_TYPE)
    return gp_type_parse (self->design, element, text, error);
  if (gp_element_get_kind (element) == GP_KIND_FIELD)
    return gp_typed_field (self->design, element, text, error);
  if (property != gp_kind_get_info (gp_element_get_kind (element))->name)
    return gp_edit_set (self->design, &self->entry_id, (GpProperty) property,
                        gp_value_text (text), error);
  if (!gp_typed_name_check (self->design, gp_element_get_parent (element),
                            gp_element_get_kind (element), &self->entry_id, text, error))
    return NULL;
  return gp_edit_rename (self->design, &self->entry_id, text, error);
}

/* The name that @element has after @changes. */
static const char *
name_after (const GpElement *element,
            GpChangeSet     *changes)
{
  int property = gp_kind_get_info (gp_element_get_kind (element))->name;
  const char *name = gp_element_get_name (element);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_SET && (int) change->property == property
          && gp_id_equal (&change->id, gp_element_get_id (element)))
        name = gp_value_get_text (&change->after);
    }
  return name != NULL ? name : "";
}

GpChangeSet *
gp_canvas_make_typed (GpCanvas    *self,
                      const char  *text,
                      GError     **error)
{
  const GpElement *element = gp_design_lookup (self->design, &self->entry_id);
  g_autoptr(GpChangeSet) changes = NULL;

  if (element == NULL)
    return NULL;
  changes = make_change (self, element, text, error);
  if (changes != NULL && self->entry_fresh != 0)
    {
      g_autofree char *title = gp_edit_say_added (self->design, gp_element_get_kind (element),
                                                  name_after (element, changes),
                                                  gp_element_get_parent (element));

      gp_change_set_set_title (changes, title);
    }
  return g_steal_pointer (&changes);
}

gboolean
gp_canvas_do_typed (GpCanvas     *self,
                    GpChangeSet  *changes,
                    GError      **error)
{
  return gp_history_do_into (self->history, changes, self->entry_fresh, error);
}

void
gp_canvas_drop_fresh_field (GpCanvas *self)
{
  const GpElement *field = gp_design_lookup_kind (self->design, &self->entry_id, GP_KIND_FIELD);
  g_autoptr(GError) error = NULL;
  GpId card;

  if (field == NULL)
    return;
  card = *gp_element_get_parent (field);
  if (gp_history_get_newest (self->history) == self->entry_fresh)
    gp_history_undo (self->history, &error);
  else
    {
      g_autoptr(GpChangeSet) changes = gp_edit_remove (self->design, &self->entry_id, 1, &error);

      if (changes != NULL)
        gp_history_do (self->history, changes, &error);
    }
  if (error != NULL)
    gp_canvas_report (self, error->message);
  else if (gp_design_lookup (self->design, &card) != NULL)
    gp_selection_set (self->selection, &card);
}
