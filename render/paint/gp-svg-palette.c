/* gp-svg-palette.c — the colours of drawings as CSS variables, light and dark at once
 * SPDX-License-Identifier: Apache-2.0
 *
 * A page that follows the light and the dark of its reader has each drawing once, with variables
 * for colours; the values of each variable come from both themes. */
#define G_LOG_DOMAIN "gp-svg-palette"
#include "config.h"
#include "gp-svg-palette.h"

#include <math.h>

typedef struct
{
  GpColor color;
  GdkRGBA accent;      /* only where the colour is made from it */
} Entry;

struct _GpSvgPalette
{
  GpTheme     light;
  GpTheme     dark;
  GArray     *entries;     /* Entry */
  GHashTable *numbers;     /* key text → number + 1 */
  gboolean    icons[GP_N_ICONS];
};

GpSvgPalette *
gp_svg_palette_new (const char *family)
{
  GpSvgPalette *self = g_new0 (GpSvgPalette, 1);

  gp_theme_init (&self->light, GP_THEME_LIGHT, family);
  gp_theme_init (&self->dark, GP_THEME_DARK, family);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
gp_svg_palette_free (GpSvgPalette *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

const GpTheme *
gp_svg_palette_get_theme (GpSvgPalette *self)
{
  return &self->light;
}

static guint
byte_of (float part)
{
  return (guint) CLAMP (lroundf (part * 255), 0, 255);
}

guint
gp_svg_palette_add (GpSvgPalette  *self,
                    GpColor        color,
                    const GdkRGBA *accent)
{
  Entry entry = { .color = color };
  gint64 key = (gint64) color << 32;
  gpointer number;

  if (color >= GP_N_THEME_COLORS)
    {
      entry.accent = *accent;
      key |= (gint64) byte_of (accent->red) << 16 | byte_of (accent->green) << 8
             | byte_of (accent->blue);
    }
  number = g_hash_table_lookup (self->numbers, &key);
  if (number == NULL)
    {
      g_array_append_val (self->entries, entry);
      number = GUINT_TO_POINTER (self->entries->len);
      g_hash_table_insert (self->numbers, g_memdup2 (&key, sizeof key), number);
    }
  return GPOINTER_TO_UINT (number) - 1;
}

void
gp_svg_palette_add_icon (GpSvgPalette *self,
                         GpIcon        icon)
{
  self->icons[icon] = TRUE;
}

void
gp_svg_palette_append_css (GpSvgPalette *self,
                           gboolean      dark,
                           GString      *out)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      GdkRGBA c = gp_theme_get_color (dark ? &self->dark : &self->light, entry->color,
                                      &entry->accent);

      g_string_append_printf (out, "--p%u:#%02x%02x%02x", i, byte_of (c.red), byte_of (c.green),
                              byte_of (c.blue));
      if (c.alpha < 1)
        g_string_append_printf (out, "%02x", byte_of (c.alpha));
      g_string_append_c (out, ';');
    }
}

static void
append_number (GString *out,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.4g", number));
}

void
gp_svg_palette_append_rules (GpSvgPalette *self,
                             GString      *out)
{
  guint ground = gp_svg_palette_add (self, GP_COLOR_CANVAS, NULL);

  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      g_string_append_printf (out, ".t%u{font-size:", i);
      append_number (out, gp_theme_get_size (i));
      g_string_append (out, "px");
      if (gp_theme_is_bold (i))
        g_string_append (out, ";font-weight:700");
      if (gp_theme_is_mono (i))
        g_string_append (out, ";font-family:monospace");
      g_string_append_c (out, '}');
    }
  g_string_append_printf (out,
                          ".e{text-anchor:end}.s{text-decoration:line-through}"
                          ".l{fill:none;stroke-width:1.4}.d{stroke-dasharray:6 4}"
                          ".r{fill:var(--p%u);stroke-width:1.4}svg use{fill:none;stroke-width:",
                          ground);
  append_number (out, GP_ICON_STROKE);
  g_string_append (out, ";stroke-linecap:round;stroke-linejoin:round}\n");
}

void
gp_svg_palette_append_icons (GpSvgPalette *self,
                             GString      *out)
{
  g_string_append (out, "<defs>");
  for (guint i = 0; i < GP_N_ICONS; i++)
    if (self->icons[i])
      {
        g_autofree char *path = gp_icon_dup_svg (i);

        g_string_append_printf (out, "<path id=\"i%u\" d=\"%s\"/>", i, path);
      }
  g_string_append (out, "</defs>");
}
