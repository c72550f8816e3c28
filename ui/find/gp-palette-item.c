/* gp-palette-item.c — one line of the palette: an element or a command
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-palette-item"
#include "config.h"

#include "gp-palette-item.h"

#include "gp-describe.h"

#include <glib/gi18n-lib.h>

#define EXCERPT_BEFORE 24     /* characters of a text before what fits */
#define EXCERPT        90

struct _GpPaletteItem
{
  GObject parent_instance;

  GpId             id;
  const GpCommand *command;
  int              score;
  char            *title;
  char            *detail;
  char            *side;
  const char      *icon;
};

G_DEFINE_FINAL_TYPE (GpPaletteItem, gp_palette_item, G_TYPE_OBJECT)

/* @text as markup, from character @from on, its marked characters bold. */
static void
append_marked (GString    *markup,
               const char *text,
               GArray     *marks,
               guint       from,
               guint       most)
{
  guint mark = 0;
  guint at = from;
  gboolean bold = FALSE;

  for (const char *p = g_utf8_offset_to_pointer (text, from); *p != '\0' && at < from + most;
       p = g_utf8_next_char (p), at++)
    {
      g_autofree char *letter = g_markup_escape_text (p, g_utf8_next_char (p) - p);
      gboolean hit;

      while (mark < marks->len && g_array_index (marks, guint, mark) < at)
        mark++;
      hit = mark < marks->len && g_array_index (marks, guint, mark) == at;
      if (hit != bold)
        g_string_append (markup, hit ? "<b>" : "</b>");
      bold = hit;
      g_string_append (markup, letter);
    }
  if (bold)
    g_string_append (markup, "</b>");
}

static char *
mark_title (const char *text,
            const char *query)
{
  g_autoptr(GArray) marks = gp_find_mark (query, text, FALSE);
  g_autoptr(GString) markup = g_string_new (NULL);

  append_marked (markup, text, marks, 0, G_MAXUINT / 2);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

/* The part of a long text around what fits. */
static void
append_excerpt (GString    *markup,
                const char *text,
                const char *query)
{
  g_autoptr(GArray) marks = gp_find_mark (query, text, TRUE);
  guint length = (guint) g_utf8_strlen (text, -1);
  guint first = marks->len > 0 ? g_array_index (marks, guint, 0) : 0;
  guint from = first > EXCERPT_BEFORE ? first - EXCERPT_BEFORE : 0;

  if (from > 0)
    g_string_append (markup, "…");
  append_marked (markup, text, marks, from, EXCERPT);
  if (from + EXCERPT < length)
    g_string_append (markup, "…");
}

static char *
describe_result (GpDesign           *design,
                 const GpFindResult *result,
                 const char         *query)
{
  g_autofree char *path = gp_find_dup_path (design, &result->id);
  g_autofree char *escaped = g_markup_escape_text (path, -1);
  g_autoptr(GString) markup = g_string_new (escaped);
  g_autofree char *text = NULL;

  if (result->what == GP_FIND_NAME)
    return g_string_free (g_steal_pointer (&markup), FALSE);
  text = gp_find_dup_text (design, result);
  if (text == NULL)
    return g_string_free (g_steal_pointer (&markup), FALSE);
  if (markup->len > 0)
    g_string_append (markup, " · ");
  g_string_append_printf (markup, "%s: ", _(gp_property_get_info (result->property)->label));
  append_excerpt (markup, text, query);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

GpPaletteItem *
gp_palette_item_new_element (GpDesign           *design,
                             const GpFindResult *result,
                             const char         *query)
{
  GpPaletteItem *self = g_object_new (GP_TYPE_PALETTE_ITEM, NULL);
  const GpElement *element = gp_design_lookup (design, &result->id);
  g_autofree char *title = element != NULL ? gp_describe_title (design, element) : g_strdup ("");

  self->id = result->id;
  self->score = result->score;
  self->title = mark_title (title, result->what == GP_FIND_NAME ? query : "");
  self->detail = describe_result (design, result, query);
  self->side = g_strdup (gp_describe_label (result->kind));
  self->icon = gp_describe_icon (result->kind);
  return self;
}

GpPaletteItem *
gp_palette_item_new_command (const GpCommand *command,
                             const char      *query,
                             int              score)
{
  GpPaletteItem *self = g_object_new (GP_TYPE_PALETTE_ITEM, NULL);

  self->command = command;
  self->score = score;
  self->title = mark_title (command->title, query);
  self->detail = g_markup_escape_text (command->why != NULL ? command->why : "", -1);
  self->side = g_strdup ("");
  self->icon = "system-run-symbolic";
  if (command->accel != NULL)
    {
      GdkModifierType modifiers;
      guint key;

      g_clear_pointer (&self->side, g_free);
      if (gtk_accelerator_parse (command->accel, &key, &modifiers))
        self->side = gtk_accelerator_get_label (key, modifiers);
      else
        self->side = g_strdup ("");
    }
  return self;
}

static void
gp_palette_item_finalize (GObject *object)
{
  GpPaletteItem *self = GP_PALETTE_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->side);

  G_OBJECT_CLASS (gp_palette_item_parent_class)->finalize (object);
}

static void
gp_palette_item_class_init (GpPaletteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_palette_item_finalize;
}

static void
gp_palette_item_init (GpPaletteItem *self)
{
}

gboolean
gp_palette_item_is_possible (GpPaletteItem *self)
{
  return self->command == NULL || self->command->why == NULL;
}

int
gp_palette_item_get_score (GpPaletteItem *self)
{
  return self->score;
}

const GpCommand *
gp_palette_item_get_command (GpPaletteItem *self)
{
  return self->command;
}

const GpId *
gp_palette_item_get_id (GpPaletteItem *self)
{
  return &self->id;
}

const char *
gp_palette_item_get_title (GpPaletteItem *self)
{
  return self->title;
}

const char *
gp_palette_item_get_detail (GpPaletteItem *self)
{
  return self->detail;
}

const char *
gp_palette_item_get_icon (GpPaletteItem *self)
{
  return self->icon;
}

const char *
gp_palette_item_get_side (GpPaletteItem *self)
{
  return self->side;
}
