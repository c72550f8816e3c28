/* gp-matrix-cell.c — a cell of the matrix, drawn and in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-matrix-cell"
#include "config.h"

#include "gp-matrix-cell.h"

#include "gp-access-sentence.h"

#include <glib/gi18n-lib.h>

#define RADIUS 6.0f     /* of a disc */
#define LINE   1.6f

static void
lookup (GtkStyleContext *context,
        const char      *name,
        const char      *fallback,
        GdkRGBA         *out)
{
  if (!gtk_style_context_lookup_color (context, name, out))
    gdk_rgba_parse (out, fallback);
}

void
gp_matrix_colors_read (GpMatrixColors *self,
                       GtkWidget      *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  lookup (context, "view_fg_color", "#000000", &self->text);
  lookup (context, "view_bg_color", "#ffffff", &self->base);
  lookup (context, "success_color", "#1b8553", &self->all);
  lookup (context, "warning_color", "#9c6e03", &self->some);
  lookup (context, "error_color", "#c01c28", &self->forbid);
  lookup (context, "accent_color", "#1c71d8", &self->accent);
}

static GdkRGBA
faded (const GdkRGBA *color,
       float          alpha)
{
  GdkRGBA out = *color;

  out.alpha *= alpha;
  return out;
}

static void
fill_round (GtkSnapshot           *snapshot,
            const graphene_rect_t *rect,
            float                  radius,
            const GdkRGBA         *color)
{
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, color, rect);
  gtk_snapshot_pop (snapshot);
}

static graphene_rect_t
disc_of (const graphene_rect_t *area)
{
  return GRAPHENE_RECT_INIT (area->origin.x + area->size.width / 2 - RADIUS,
                             area->origin.y + area->size.height / 2 - RADIUS, 2 * RADIUS,
                             2 * RADIUS);
}

static void
draw_ring (GtkSnapshot           *snapshot,
           const graphene_rect_t *disc,
           const GdkRGBA         *color)
{
  const float widths[4] = { LINE, LINE, LINE, LINE };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, disc, RADIUS);
  gtk_snapshot_append_border (snapshot, &round, widths, colors);
}

static void
draw_half (GtkSnapshot           *snapshot,
           const graphene_rect_t *disc,
           const GdkRGBA         *color)
{
  graphene_rect_t left = *disc;

  left.size.width = RADIUS;
  draw_ring (snapshot, disc, color);
  gtk_snapshot_push_clip (snapshot, &left);
  fill_round (snapshot, disc, RADIUS, color);
  gtk_snapshot_pop (snapshot);
}

/* A bar across, from the upper left to the lower right, apart from what is below it. */
static void
draw_bar (GtkSnapshot           *snapshot,
          const graphene_rect_t *disc,
          const GdkRGBA         *color,
          const GdkRGBA         *base)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (disc->origin.x + RADIUS,
                                                          disc->origin.y + RADIUS));
  gtk_snapshot_rotate (snapshot, 45);
  gtk_snapshot_append_color (snapshot, base,
                             &GRAPHENE_RECT_INIT (-RADIUS - 2, -LINE - 1, 2 * RADIUS + 4,
                                                  2 * LINE + 2));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (-RADIUS - 2, -LINE / 2 - .3f, 2 * RADIUS + 4,
                                                  LINE + .6f));
  gtk_snapshot_restore (snapshot);
}

/* Some fields only: the upper right corner is folded. */
static void
draw_corner (GtkSnapshot           *snapshot,
             const graphene_rect_t *area,
             const GdkRGBA         *color)
{
  gtk_snapshot_push_clip (snapshot, area);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + area->size.width,
                                                          area->origin.y));
  gtk_snapshot_rotate (snapshot, 45);
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (-6, -6, 12, 12));
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_tenant (GtkSnapshot           *snapshot,
             const graphene_rect_t *area,
             PangoLayout           *tenant,
             const GdkRGBA         *color)
{
  int width, height;

  pango_layout_get_pixel_size (tenant, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (area->origin.x + area->size.width - (float) width
                                                  - 2,
                                                area->origin.y + area->size.height
                                                  - (float) height + 1));
  gtk_snapshot_append_layout (snapshot, tenant, color);
  gtk_snapshot_restore (snapshot);
}

/* Some records, but all of the caller's tenant. */
static gboolean
is_whole_tenant (const GpAccessCell *cell)
{
  if (cell->state != GP_ACCESS_CELL_SOME
      || (cell->flags & (GP_ACCESS_CELL_TENANT | GP_ACCESS_CELL_FORBID)) != GP_ACCESS_CELL_TENANT)
    return FALSE;
  for (guint i = 0; i < cell->rules->len; i++)
    {
      const GpAccessRule *rule = cell->rules->pdata[i];

      if (!rule->forbid && rule->condition == NULL && gp_access_rule_get_problem (rule) == NULL)
        return TRUE;
    }
  return FALSE;
}

void
gp_matrix_cell_draw (const GpAccessCell    *cell,
                     const graphene_rect_t *area,
                     const GpMatrixColors  *colors,
                     PangoLayout           *tenant,
                     GtkSnapshot           *snapshot)
{
  gboolean forbids = (cell->flags & GP_ACCESS_CELL_FORBID) != 0;
  gboolean is_all = cell->state == GP_ACCESS_CELL_ALL || is_whole_tenant (cell);
  float alpha = (cell->flags & GP_ACCESS_CELL_INHERITED) != 0 ? .55f : 1;
  graphene_rect_t disc = disc_of (area);
  graphene_rect_t tile = *area;
  GdkRGBA color, tint;

  graphene_rect_inset (&tile, 1, 2);
  if (cell->state == GP_ACCESS_CELL_NONE && !forbids)
    {
      tint = faded (&colors->text, .045f);
      fill_round (snapshot, &tile, 5, &tint);
      return;
    }
  color = faded (is_all ? &colors->all
                 : cell->state == GP_ACCESS_CELL_SOME ? &colors->some : &colors->forbid, alpha);
  tint = faded (&color, .16f);
  fill_round (snapshot, &tile, 5, &tint);

  if (is_all)
    fill_round (snapshot, &disc, RADIUS, &color);
  else if (cell->state == GP_ACCESS_CELL_SOME)
    draw_half (snapshot, &disc, &color);
  else
    draw_ring (snapshot, &disc, &color);
  if (forbids)
    draw_bar (snapshot, &disc, &colors->forbid, &colors->base);
  if ((cell->flags & GP_ACCESS_CELL_COLUMNS) != 0)
    draw_corner (snapshot, &tile, &color);
  if ((cell->flags & GP_ACCESS_CELL_TENANT) != 0)
    draw_tenant (snapshot, &tile, tenant, &color);
  if ((cell->flags & GP_ACCESS_CELL_BROKEN) != 0)
    gtk_snapshot_append_color (snapshot, &colors->forbid,
                               &GRAPHENE_RECT_INIT (tile.origin.x + 4,
                                                    tile.origin.y + tile.size.height - 3,
                                                    tile.size.width - 8, 2));
}

void
gp_matrix_cell_draw_light (gboolean              good,
                           float                 x,
                           float                 y,
                           const GpMatrixColors *colors,
                           GtkSnapshot          *snapshot)
{
  if (good)
    {
      fill_round (snapshot, &GRAPHENE_RECT_INIT (x - 3, y - 3, 6, 6), 3, &colors->all);
      return;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, 45);
  gtk_snapshot_append_color (snapshot, &colors->base, &GRAPHENE_RECT_INIT (-4, -4, 8, 8));
  gtk_snapshot_append_color (snapshot, &colors->some, &GRAPHENE_RECT_INIT (-3, -3, 6, 6));
  gtk_snapshot_restore (snapshot);
}

void
gp_matrix_cell_draw_field (const GpAccessCell    *cell,
                           gboolean               has,
                           const graphene_rect_t *area,
                           const GpMatrixColors  *colors,
                           GtkSnapshot           *snapshot)
{
  graphene_rect_t dot = GRAPHENE_RECT_INIT (area->origin.x + area->size.width / 2 - 3,
                                            area->origin.y + area->size.height / 2 - 3, 6, 6);
  GdkRGBA color = colors->text;

  if (cell->state == GP_ACCESS_CELL_NONE)
    return;
  if (has)
    {
      color = cell->state == GP_ACCESS_CELL_ALL ? colors->all : colors->some;
      fill_round (snapshot, &dot, 3, &color);
      return;
    }
  color = faded (&color, .35f);
  dot.origin.y += 2;
  dot.size.height = 1.5f;
  gtk_snapshot_append_color (snapshot, &color, &dot);
}

/* --- in words --- */

static const char *
describe_state (const GpAccessCell *cell)
{
  switch (cell->state)
    {
    case GP_ACCESS_CELL_ALL:
      return _("Allowed with all records.");
    case GP_ACCESS_CELL_SOME:
      return is_whole_tenant (cell) ? _("Allowed with all records of the caller’s tenant.")
                                    : _("Allowed with some records.");
    case GP_ACCESS_CELL_NONE:
    default:
      return (cell->flags & GP_ACCESS_CELL_FORBID) != 0 ? _("Forbidden.")
                                                        : _("Not allowed: no rule grants it.");
    }
}

static void
append_rule (GString            *out,
             GpDesign           *design,
             const GpAccessRule *rule)
{
  const GpElement *element = gp_design_lookup (design, &rule->id);
  const char *condition = gp_element_get_text (element, GP_RULE_CONDITION);
  g_autofree char *words = gp_access_say_rule (design, element);

  g_string_append_printf (out, "\n\n• %s", words);
  if (condition != NULL)
    g_string_append_printf (out, "\n   %s", condition);
}

static void
append_lights (GString              *out,
               const GpAccessLights *lights,
               const GpAccessCell   *cell,
               const char           *action)
{
  g_autoptr(GPtrArray) list = gp_access_lights_list (lights, cell, action);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *words = gp_access_lights_describe (lights, list->pdata[i]);

      g_string_append_printf (out, "\n\n◆ %s", words);
    }
}

char *
gp_matrix_cell_describe (const GpAccessMatrix *matrix,
                         const GpAccessLights *lights,
                         guint                 subject,
                         guint                 role,
                         guint                 action)
{
  static const struct
  {
    guint       flag;
    const char *words;
  } flags[] = {
    { GP_ACCESS_CELL_INHERITED, N_("By a role that it inherits, or that everybody has.") },
    { GP_ACCESS_CELL_COLUMNS, N_("Not with all fields.") },
    { GP_ACCESS_CELL_BROKEN, N_("A rule about it cannot be used: an expression is wrong.") },
  };
  const GpAccessCell *cell = gp_access_matrix_get (matrix, subject, role, action);
  GpDesign *design = gp_access_get_design (gp_access_matrix_get_access (matrix));
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _("%1$s · %2$s · %3$s"),
                          gp_element_get_name (gp_access_matrix_get_role (matrix, role)),
                          gp_access_matrix_get_action (matrix, action),
                          gp_element_get_name (gp_access_matrix_get_subject (matrix, subject)));
  g_string_append_printf (out, "\n%s", describe_state (cell));
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    if ((cell->flags & flags[i].flag) != 0)
      g_string_append_printf (out, "\n%s", _(flags[i].words));
  for (guint i = 0; i < cell->rules->len; i++)
    append_rule (out, design, cell->rules->pdata[i]);
  append_lights (out, lights, cell, gp_access_matrix_get_action (matrix, action));
  return g_string_free (out, FALSE);
}

char *
gp_matrix_cell_describe_role (const GpAccessMatrix *matrix,
                              const GpAccessLights *lights,
                              guint                 role)
{
  const GpAccessEnforcer *const *enforcers = gp_access_lights_get_enforcers (lights);
  GString *out = g_string_new (gp_element_get_name (gp_access_matrix_get_role (matrix, role)));

  for (guint i = 0; enforcers[i] != NULL; i++)
    {
      guint n = gp_access_lights_count (lights, matrix, role, enforcers[i]);
      /* Translators: %s is a kind of database, such as PostgreSQL. */
      g_autofree char *good = g_strdup_printf (_("● %s enforces all of it"), enforcers[i]->name);
      g_autofree char *bad =
        g_strdup_printf (ngettext ("◆ %1$s cannot enforce %2$u cell as it is",
                                   "◆ %1$s cannot enforce %2$u cells as they are", n),
                         enforcers[i]->name, n);

      g_string_append_printf (out, "\n%s", n == 0 ? good : bad);
    }
  return g_string_free (out, FALSE);
}
