/* gp-metrics.c — how wide texts are, and how large cards
 * SPDX-License-Identifier: Apache-2.0
 *
 * A schema of 10 000 tables has 160 000 texts, most of them short, simple and used once. Shaping
 * each costs seconds; adding up the advances of their characters takes 20 ms. Kerning makes real
 * texts a little narrower than the sum, which cards have room for. Simple are characters that look
 * the same whatever stands beside them: those of European languages, punctuation and arrows. */
#define G_LOG_DOMAIN "gp-metrics"
#include "config.h"
#include "gp-metrics.h"

#include <pango/pangocairo.h>
#include <string.h>

#define N_ASCII 128

typedef struct
{
  PangoFontDescription *font;
  double                ascent;
  double                height;
  float                 advances[N_ASCII];   /* negative: not measured yet */
} StyleCache;

struct _GpMetrics
{
  PangoContext *context;
  PangoLayout  *layout;
  StyleCache    styles[GP_N_TEXT_STYLES];
  GHashTable   *advances[GP_N_TEXT_STYLES];  /* character → Pango units, of simple ones */
  GHashTable   *widths[GP_N_TEXT_STYLES];    /* text → double*, for texts that are not simple */
};

/* No line that is drawn has more. A name in a file may, and shaping it again and again takes
 * minutes. */
#define MOST_CHARACTERS 2000

static double
shape_width (GpMetrics   *self,
             GpTextStyle  style,
             const char  *text,
             int          length)
{
  int width;

  pango_layout_set_font_description (self->layout, self->styles[style].font);
  pango_layout_set_text (self->layout, text, length);
  pango_layout_get_size (self->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
init_style (GpMetrics     *self,
            GpTextStyle    style,
            const GpTheme *theme)
{
  StyleCache *cache = &self->styles[style];
  PangoRectangle logical;

  cache->font = gp_theme_dup_font (theme, style);
  for (guint i = 0; i < N_ASCII; i++)
    cache->advances[i] = -1;

  shape_width (self, style, "Mg", -1);
  pango_layout_get_extents (self->layout, NULL, &logical);
  cache->height = (double) logical.height / PANGO_SCALE;
  cache->ascent = (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE;
}

GpMetrics *
gp_metrics_new (PangoContext  *context,
                const GpTheme *theme)
{
  GpMetrics *self;

  g_return_val_if_fail (theme != NULL, NULL);

  self = g_new0 (GpMetrics, 1);
  self->context = context != NULL
                    ? g_object_ref (context)
                    : pango_font_map_create_context (pango_cairo_font_map_get_default ());
  if (context == NULL)
    pango_context_set_round_glyph_positions (self->context, FALSE);
  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);

  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      init_style (self, i, theme);
      self->advances[i] = g_hash_table_new (NULL, NULL);
      self->widths[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  return self;
}

void
gp_metrics_free (GpMetrics *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      pango_font_description_free (self->styles[i].font);
      g_hash_table_unref (self->advances[i]);
      g_hash_table_unref (self->widths[i]);
    }
  g_object_unref (self->layout);
  g_object_unref (self->context);
  g_free (self);
}

static double
get_shaped_width (GpMetrics   *self,
                  GpTextStyle  style,
                  const char  *text)
{
  double *width = g_hash_table_lookup (self->widths[style], text);

  if (width == NULL)
    {
      width = g_new (double, 1);
      *width = shape_width (self, style, text, -1);
      g_hash_table_insert (self->widths[style], g_strdup (text), width);
    }
  return *width;
}

static gboolean
is_simple (gunichar c)
{
  return (c < 0x300 && c != 0xad) || (c >= 0x370 && c < 0x483) || (c >= 0x48a && c < 0x530)
         || (c >= 0x2010 && c < 0x2028) || (c >= 0x2190 && c < 0x2300);
}

static double
get_advance (GpMetrics   *self,
             GpTextStyle  style,
             const char  *at,
             gunichar     c)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->advances[style], GUINT_TO_POINTER (c), NULL, &known))
    {
      int length = (int) (g_utf8_next_char (at) - at);

      known = GINT_TO_POINTER ((int) (shape_width (self, style, at, length) * PANGO_SCALE));
      g_hash_table_insert (self->advances[style], GUINT_TO_POINTER (c), known);
    }
  return (double) GPOINTER_TO_INT (known) / PANGO_SCALE;
}

/* Of a text that is wider than @limit, as much as shows that. */
static double
measure_up_to (GpMetrics   *self,
               GpTextStyle  style,
               const char  *text,
               double       limit)
{
  float *advances = self->styles[style].advances;
  double width = 0;

  for (const char *at = text; *at != '\0' && width <= limit; at = g_utf8_next_char (at))
    {
      guchar c = (guchar) *at;

      if (c >= N_ASCII)
        {
          gunichar wide = g_utf8_get_char (at);

          if (!is_simple (wide))
            return get_shaped_width (self, style, text);
          width += get_advance (self, style, at, wide);
          continue;
        }
      if (advances[c] < 0)
        advances[c] = (float) shape_width (self, style, at, 1);
      width += advances[c];
    }
  return width;
}

double
gp_metrics_get_width (GpMetrics   *self,
                      GpTextStyle  style,
                      const char  *text)
{
  g_return_val_if_fail (text != NULL, 0);

  return measure_up_to (self, style, text, G_MAXDOUBLE);
}

double
gp_metrics_get_ascent (GpMetrics   *self,
                       GpTextStyle  style)
{
  return self->styles[style].ascent;
}

double
gp_metrics_get_height (GpMetrics   *self,
                       GpTextStyle  style)
{
  return self->styles[style].height;
}

char *
gp_metrics_ellipsize (GpMetrics   *self,
                      GpTextStyle  style,
                      const char  *text,
                      double       width)
{
  g_autofree char *shorter = NULL;
  gsize low = 0;
  gsize high;

  g_return_val_if_fail (text != NULL, NULL);

  if (gp_metrics_get_width (self, style, text) <= width)
    return g_strdup (text);

  /* The longest beginning, in characters, that fits with the ellipsis. */
  for (high = MIN (g_utf8_strlen (text, -1), MOST_CHARACTERS); low < high;)
    {
      gsize middle = (low + high + 1) / 2;
      g_autofree char *part = g_utf8_substring (text, 0, middle);

      if (shape_width (self, style, part, -1) + gp_metrics_get_width (self, style, "…") <= width)
        low = middle;
      else
        high = middle - 1;
    }
  shorter = g_utf8_substring (text, 0, low);
  return g_strconcat (g_strchomp (shorter), "…", NULL);
}

/* How much of @word, bytes, fits at most, up to before a dot, a stroke or a line that joins its
 * parts; 0 where it has no such part. */
static gsize
find_break (GpMetrics   *self,
            GpTextStyle  style,
            const char  *word,
            double       width)
{
  gsize best = 0;

  for (gsize at = 1; *word != '\0' && word[at] != '\0'; at++)
    {
      g_autofree char *part = NULL;

      if (strchr ("./_-", word[at]) == NULL)
        continue;
      part = g_strndup (word, at);
      if (gp_metrics_get_width (self, style, part) > width)
        break;
      best = at;
    }
  return best;
}

/* Whether there are more @lines than are shown: 0 of them is all. */
static gboolean
is_enough (const GPtrArray *lines,
           guint            max_lines)
{
  return max_lines > 0 && lines->len > max_lines;
}

/* A word that is too long for a line of its own is broken between its parts. */
static void
break_line (GpMetrics   *self,
            GpTextStyle  style,
            GString     *line,
            double       width,
            guint        max_lines,
            GPtrArray   *lines)
{
  gsize at;

  while (!is_enough (lines, max_lines)
         && measure_up_to (self, style, line->str, width) > width
         && (at = find_break (self, style, line->str, width)) > 0)
    {
      g_ptr_array_add (lines, g_strndup (line->str, at));
      g_string_erase (line, 0, (gssize) at);
    }
}

static void
wrap_paragraph (GpMetrics   *self,
                GpTextStyle  style,
                const char  *paragraph,
                double       width,
                guint        max_lines,
                GPtrArray   *lines)
{
  g_auto(GStrv) words = g_strsplit (paragraph, " ", -1);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL && !is_enough (lines, max_lines); i++)
    {
      gsize before = line->len;

      if (before > 0)
        g_string_append_c (line, ' ');
      g_string_append (line, words[i]);
      if (measure_up_to (self, style, line->str, width) <= width)
        continue;
      if (before > 0 && (measure_up_to (self, style, words[i], width) <= width
                         || find_break (self, style, line->str, width) <= before))
        {
          g_ptr_array_add (lines, g_strndup (line->str, before));
          g_string_assign (line, words[i]);
        }
      break_line (self, style, line, width, max_lines, lines);
    }
  g_ptr_array_add (lines, g_strdup (line->str));
}

char **
gp_metrics_wrap (GpMetrics   *self,
                 GpTextStyle  style,
                 const char  *text,
                 double       width,
                 guint        max_lines)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) paragraphs = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  paragraphs = g_strsplit (text, "\n", -1);
  for (guint i = 0; paragraphs[i] != NULL && !is_enough (lines, max_lines); i++)
    wrap_paragraph (self, style, paragraphs[i], width, max_lines, lines);

  if (is_enough (lines, max_lines))
    {
      char *last = g_strconcat (g_ptr_array_index (lines, max_lines - 1), " …", NULL);

      g_ptr_array_set_size (lines, (int) max_lines);
      g_free (g_ptr_array_index (lines, max_lines - 1));
      g_ptr_array_index (lines, max_lines - 1) = last;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      char *line = g_ptr_array_index (lines, i);

      g_ptr_array_index (lines, i) = gp_metrics_ellipsize (self, style, line, width);
      g_free (line);
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

PangoContext *
gp_metrics_get_context (GpMetrics *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->context;
}
