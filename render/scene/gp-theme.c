/* gp-theme.c — the colours and fonts that a drawing is painted with
 * SPDX-License-Identifier: Apache-2.0
 *
 * The fixed colours are those of the GNOME palette, light and dark. Colours that come from an
 * accent are mixed with the canvas, not laid over it with alpha: a picture without a background
 * then looks the same, and opaque rectangles are the cheapest thing to paint. */
#define G_LOG_DOMAIN "gp-theme"
#include "config.h"
#include "gp-theme.h"

#include <string.h>

typedef struct
{
  GpColor  color;
  guint32  light;   /* 0xrrggbbaa */
  guint32  dark;
} ColorRow;

static const ColorRow color_rows[] = {
  { GP_COLOR_CANVAS,         0xfafafaff, 0x1e1e1eff },
  { GP_COLOR_DOT,            0xd8d8dbff, 0x3a3a3cff },
  { GP_COLOR_CARD,           0xffffffff, 0x303030ff },
  { GP_COLOR_CARD_BORDER,    0xd5d3cfff, 0x474747ff },
  { GP_COLOR_CARD_SHADOW,    0x00000017, 0x0000004d },
  { GP_COLOR_CARD_MUTED,     0xf4f3f2ff, 0x292929ff },
  { GP_COLOR_RULE,           0xebebedff, 0x3d3d3dff },
  { GP_COLOR_FOOT,           0xf6f5f4ff, 0x2a2a2aff },
  { GP_COLOR_TEXT,           0x2e2e32ff, 0xffffffff },
  { GP_COLOR_TEXT_DIM,       0x77767bff, 0xa5a4a8ff },
  { GP_COLOR_ICON,           0x77767bff, 0x9a9996ff },
  { GP_COLOR_BAR,            0xdcdbdfff, 0x4a4a4eff },
  { GP_COLOR_LINE,           0x5e5c64ff, 0x9a9996ff },
  { GP_COLOR_SELECTION,      0x3584e4ff, 0x62a0eaff },
  { GP_COLOR_SELECTION_SOFT, 0x3584e41f, 0x62a0ea2b },
  { GP_COLOR_ON_SELECTION,   0xffffffff, 0x1e1e1eff },
  { GP_COLOR_GUIDE,          0xc061cbff, 0xdc8addff },
  { GP_COLOR_GOOD,           0x26a269ff, 0x57e389ff },
  { GP_COLOR_GOOD_SOFT,      0xd3f2e1ff, 0x1d4630ff },
  { GP_COLOR_GOOD_TEXT,      0x12693fff, 0x8ff0a4ff },
  { GP_COLOR_CARE,           0xe5a50aff, 0xf8e45cff },
  { GP_COLOR_CARE_SOFT,      0xfbefcaff, 0x4b3b12ff },
  { GP_COLOR_CARE_TEXT,      0x7c5606ff, 0xf8e45cff },
  { GP_COLOR_BAD,            0xc01c28ff, 0xff7b63ff },
  { GP_COLOR_BAD_SOFT,       0xf9d5d5ff, 0x54211fff },
  { GP_COLOR_BAD_TEXT,       0xa51d2dff, 0xffa396ff },
  { GP_COLOR_IDLE_SOFT,      0xf0efeeff, 0x3a3a3aff },
  { GP_COLOR_IDLE_TEXT,      0x77767bff, 0x9a9996ff },
  { GP_COLOR_NOTE,           0xfdf6d2ff, 0x3f3a22ff },
  { GP_COLOR_NOTE_BORDER,    0xe9dda1ff, 0x5d5531ff },
  { GP_COLOR_NOTE_TEXT,      0x4d4214ff, 0xf5ecc2ff },
};

/* What differs from the rows above where more contrast is asked for. */
static const ColorRow contrast_rows[] = {
  { GP_COLOR_CARD_BORDER,    0x5e5c64ff, 0xb5b5b8ff },
  { GP_COLOR_RULE,           0x9a9996ff, 0x77767bff },
  { GP_COLOR_TEXT,           0x000000ff, 0xffffffff },
  { GP_COLOR_TEXT_DIM,       0x3d3846ff, 0xdedddaff },
  { GP_COLOR_ICON,           0x3d3846ff, 0xdedddaff },
  { GP_COLOR_LINE,           0x241f31ff, 0xffffffff },
  { GP_COLOR_GOOD_TEXT,      0x0b4a2bff, 0xd3f2e1ff },
  { GP_COLOR_CARE_TEXT,      0x543a03ff, 0xfbefcaff },
  { GP_COLOR_BAD_TEXT,       0x7a0f1cff, 0xffd0caff },
  { GP_COLOR_SELECTION,      0x1a5fb4ff, 0x99c1f1ff },
};

typedef struct
{
  double    size;    /* canvas units */
  gboolean  bold;
  gboolean  mono;
} StyleRow;

static const StyleRow style_rows[GP_N_TEXT_STYLES] = {
  [GP_TEXT_TITLE]       = { 14, TRUE },
  [GP_TEXT_FIELD]       = { 13 },
  [GP_TEXT_TYPE]        = { 12 },
  [GP_TEXT_CHIP]        = { 11, TRUE },
  [GP_TEXT_BADGE]       = { 12 },
  [GP_TEXT_AREA]        = { 14, TRUE },
  [GP_TEXT_AREA_DETAIL] = { 13 },
  [GP_TEXT_NODE]        = { 14, TRUE },
  [GP_TEXT_NODE_DETAIL] = { 12 },
  [GP_TEXT_NODE_CODE]   = { 12, .mono = TRUE },
  [GP_TEXT_LABEL]       = { 12 },
  [GP_TEXT_NOTE]        = { 13 },
  [GP_TEXT_MIDDLE]      = { 19, TRUE },
  [GP_TEXT_LARGE]       = { 26, TRUE },
  [GP_TEXT_HUGE]        = { 15, TRUE },
};

static const guint32 palette[] = {
  0x3584e4ff, 0x2ec27eff, 0x9141acff, 0xff7800ff, 0xe01b24ff, 0x2190a4ff, 0xc88800ff, 0x986a44ff,
  0x6f5bd6ff, 0x5e8c31ff, 0xd5498fff, 0x62707dff,
};

static GdkRGBA
unpack (guint32 rgba)
{
  return (GdkRGBA) {
    .red = ((rgba >> 24) & 0xff) / 255.f,
    .green = ((rgba >> 16) & 0xff) / 255.f,
    .blue = ((rgba >> 8) & 0xff) / 255.f,
    .alpha = (rgba & 0xff) / 255.f,
  };
}

/* @part of @a and the rest of @b. */
static GdkRGBA
mix (const GdkRGBA *a,
     const GdkRGBA *b,
     float          part)
{
  return (GdkRGBA) {
    .red = a->red * part + b->red * (1 - part),
    .green = a->green * part + b->green * (1 - part),
    .blue = a->blue * part + b->blue * (1 - part),
    .alpha = 1,
  };
}

static void
take_rows (GpTheme        *self,
           const ColorRow *rows,
           gsize           n)
{
  for (gsize i = 0; i < n; i++)
    self->colors[rows[i].color] = unpack (self->dark ? rows[i].dark : rows[i].light);
}

void
gp_theme_init (GpTheme        *self,
               GpThemeVariant  variant,
               const char     *family)
{
  g_return_if_fail (self != NULL);

  *self = (GpTheme) {
    .variant = variant,
    .dark = variant == GP_THEME_DARK || variant == GP_THEME_DARK_CONTRAST,
    .contrast = variant == GP_THEME_LIGHT_CONTRAST || variant == GP_THEME_DARK_CONTRAST,
    .family = g_intern_string (family != NULL ? family : "Cantarell"),
    .mono_family = "Monospace",
  };
  self->serial = variant + 4 * g_quark_from_string (self->family);

  take_rows (self, color_rows, G_N_ELEMENTS (color_rows));
  if (self->contrast)
    take_rows (self, contrast_rows, G_N_ELEMENTS (contrast_rows));
}

GdkRGBA
gp_theme_get_color (const GpTheme *self,
                    GpColor        color,
                    const GdkRGBA *accent)
{
  const GdkRGBA *canvas = &self->colors[GP_COLOR_CANVAS];

  g_return_val_if_fail (color < GP_N_COLORS, *canvas);

  switch (color)
    {
    case GP_COLOR_ACCENT:
      return *accent;
    case GP_COLOR_ACCENT_AREA:
      return mix (accent, canvas, self->dark ? .11f : .07f);
    case GP_COLOR_ACCENT_BORDER:
      return mix (accent, canvas, self->contrast ? 1.f : .5f);
    case GP_COLOR_ACCENT_SOFT:
      return mix (accent, &self->colors[GP_COLOR_CARD], self->dark ? .28f : .16f);
    case GP_COLOR_ACCENT_TEXT:
      return mix (accent, &self->colors[GP_COLOR_TEXT], self->contrast ? .4f : .66f);
    default:
      return self->colors[color];
    }
}

double
gp_theme_get_size (GpTextStyle style)
{
  return style_rows[style].size;
}

gboolean
gp_theme_is_bold (GpTextStyle style)
{
  return style_rows[style].bold;
}

gboolean
gp_theme_is_mono (GpTextStyle style)
{
  return style_rows[style].mono;
}

PangoFontDescription *
gp_theme_dup_font (const GpTheme *self,
                   GpTextStyle    style)
{
  const StyleRow *row = &style_rows[style];
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, row->mono ? self->mono_family : self->family);
  pango_font_description_set_absolute_size (font, row->size * PANGO_SCALE);
  pango_font_description_set_weight (font, row->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

GdkRGBA
gp_theme_get_palette (guint i)
{
  return unpack (palette[i % G_N_ELEMENTS (palette)]);
}

gboolean
gp_theme_parse_color (const char *text,
                      GdkRGBA    *out)
{
  guint32 rgb = 0;

  if (text == NULL || text[0] != '#' || strlen (text) != 7)
    return FALSE;

  for (int i = 1; i < 7; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      rgb = rgb << 4 | (guint32) digit;
    }
  *out = unpack (rgb << 8 | 0xff);
  return TRUE;
}
