/* gp-page.c — a design as one HTML page that needs nothing else
 * SPDX-License-Identifier: Apache-2.0
 *
 *   header   title, search, drawings, zoom, light and dark
 *   main     the drawings, one of them shown │ stories, tables
 *   caption  the sentence of a story's step
 *
 * Style and script are resources of this folder. The content security policy allows just these two,
 * by their hashes, and no connection at all. Everything that comes from the design goes through
 * gp-markup.h. */
#define G_LOG_DOMAIN "gp-page"
#include "config.h"
#include "gp-page-private.h"

#include "gp-markup.h"
#include "gp-page-resources.h"

#include <glib/gi18n-lib.h>

#define PREFIX "/org/groundplan/Groundplan/page/"

/* Registered by hand: a linker leaves the constructor of a static library's object out. */
static GBytes *
load (const char *name)
{
  static gsize done;
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  GBytes *bytes;

  if (g_once_init_enter (&done))
    {
      gp_page_register_resource ();
      g_once_init_leave (&done, 1);
    }
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  return bytes;
}

static void
append_bytes (GString *out,
              GBytes  *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_string_append_len (out, data, (gssize) length);
}

static char *
dup_hash (const char *text,
          gsize       length)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, (gssize) length);
  g_checksum_get_digest (checksum, digest, &n);
  return g_base64_encode (digest, n);
}

/* The page's own rules, then the colours of the drawings for light and dark. */
static GString *
make_style (GpPage *self)
{
  g_autoptr(GBytes) own = load ("page.css");
  g_autoptr(GString) light = g_string_new (NULL);
  g_autoptr(GString) dark = g_string_new (NULL);
  GString *style = g_string_new (NULL);

  append_bytes (style, own);
  gp_svg_palette_append_rules (self->palette, style);
  gp_svg_palette_append_css (self->palette, FALSE, light);
  gp_svg_palette_append_css (self->palette, TRUE, dark);
  g_string_append_printf (style, ":root{%s}\n", light->str);
  g_string_append_printf (style, "@media screen and (prefers-color-scheme:dark){"
                                 ":root:not([data-theme=light]){%s}}\n", dark->str);
  g_string_append_printf (style, "@media screen{:root[data-theme=dark]{%s}}\n", dark->str);
  return style;
}

static void
append_head (GpPage     *self,
             const char *title,
             GString    *style,
             GBytes     *script,
             GString    *out)
{
  gsize length;
  const char *text = g_bytes_get_data (script, &length);
  g_autofree char *style_hash = dup_hash (style->str, style->len);
  g_autofree char *script_hash = dup_hash (text, length);

  g_string_append (out, "<!DOCTYPE html>\n<html");
  gp_markup_append_attribute (out, "lang",
                              pango_language_to_string (pango_language_get_default ()));
  g_string_append_printf (out,
                          "><head><meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\""
                          "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; "
                          "base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<meta name=\"generator\" content=\"Groundplan\">\n",
                          style_hash, script_hash);
  gp_markup_append_element (out, "title", title);
  g_string_append_printf (out, "\n<style>%s</style></head>\n", style->str);
}

static void
append_button (GString    *out,
               const char *id,
               const char *shown,
               const char *label)
{
  g_string_append_printf (out, "<button type=\"button\" id=\"%s\"", id);
  gp_markup_append_attribute (out, "aria-label", label);
  gp_markup_append_attribute (out, "title", label);
  g_string_append_c (out, '>');
  gp_markup_append (out, shown);
  g_string_append (out, "</button>");
}

static void
append_bar (GpPage     *self,
            const char *title,
            GString    *out)
{
  g_string_append (out, "<header>");
  gp_markup_append_element (out, "h1", title);
  g_string_append (out, "<nav");
  gp_markup_append_attribute (out, "aria-label", _("Drawings"));
  g_string_append_c (out, '>');
  for (guint i = 0; i < self->plates->len; i++)
    {
      const GpPagePlate *plate = &g_array_index (self->plates, GpPagePlate, i);

      g_string_append_printf (out, "<button type=\"button\" class=\"tab\" data-plate=\"%u\""
                                   " aria-pressed=\"%s\"%s>",
                              i, i == 0 ? "true" : "false", plate->listed ? "" : " hidden");
      gp_markup_append (out, plate->title);
      g_string_append (out, "</button>");
    }
  g_string_append (out, "</nav><div id=\"search\" role=\"search\"><input type=\"search\""
                        " id=\"find\" autocomplete=\"off\" role=\"combobox\""
                        " aria-expanded=\"false\""
                        " aria-controls=\"found\" aria-autocomplete=\"list\"");
  gp_markup_append_attribute (out, "placeholder", _("Find a table or a field"));
  gp_markup_append_attribute (out, "aria-label", _("Find a table or a field"));
  gp_markup_append_attribute (out, "data-none", _("Nothing found"));
  g_string_append (out, "><ul id=\"found\" role=\"listbox\"");
  gp_markup_append_attribute (out, "aria-label", _("What was found"));
  g_string_append (out, " hidden></ul></div>");
  append_button (out, "theme", "◐", _("Light or dark"));
  append_button (out, "side", "☰", _("Show or hide the tables"));
  g_string_append (out, "</header>\n");
}

static void
append_main (GpPage  *self,
             GString *out)
{
  const char *description =
    gp_element_get_text (gp_design_get_root (self->design), GP_DESIGN_DESCRIPTION);

  g_string_append (out, "<main><div id=\"stage\" tabindex=\"0\" role=\"group\"");
  gp_markup_append_attribute (out, "aria-label",
                            _("Drawing: drag or arrow keys to move, plus and minus to zoom"));
  g_string_append (out, ">\n");
  gp_page_append_plates (self, out);
  g_string_append (out, "<div id=\"zoom\">");
  append_button (out, "zoom-out", "−", _("Zoom out"));
  g_string_append (out, "<output id=\"scale\">100 %</output>");
  append_button (out, "zoom-in", "+", _("Zoom in"));
  append_button (out, "zoom-fit", "⤢", _("Show everything"));
  g_string_append (out, "</div></div>\n<aside id=\"tables\"");
  gp_markup_append_attribute (out, "aria-label", _("Tables"));
  g_string_append_c (out, '>');
  if (description != NULL)
    gp_markup_append_element (out, "p class=\"about\"", description);
  gp_page_append_stories (self, out);
  gp_page_append_tables (self, out);
  g_string_append (out, "</aside></main>\n<section id=\"caption\" hidden");
  gp_markup_append_attribute (out, "aria-label", _("Story"));
  g_string_append (out, "><p aria-live=\"polite\"></p><div>");
  append_button (out, "step-back", "‹", _("Previous step"));
  g_string_append (out, "<span id=\"dots\"></span>");
  append_button (out, "step-on", "›", _("Next step"));
  append_button (out, "step-end", "×", _("End the story"));
  g_string_append (out, "</div></section>\n");
}

/* What is drawn anywhere on the page has a table. */
static void
find_entities (GpPage *self)
{
  for (guint i = 0; i < self->plates->len; i++)
    {
      GpScene *scene =
        gp_scene_builder_get_scene (g_array_index (self->plates, GpPagePlate, i).builder);

      for (guint j = 0; j < gp_scene_get_n_items (scene); j++)
        {
          const GpSceneItem *item = gp_scene_get_item (scene, j);

          if (item != NULL && item->kind == GP_KIND_ENTITY)
            g_hash_table_add (self->entities, (gpointer) &item->id);
        }
    }
}

GBytes *
gp_page_render (GpDesign             *design,
                const GpPageOptions  *options,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr(GpSvgPalette) palette = gp_svg_palette_new (NULL);
  g_autoptr(GArray) plates = g_array_new (FALSE, FALSE, sizeof (GpPagePlate));
  g_autoptr(GPtrArray) stories = g_ptr_array_new ();
  g_autoptr(GHashTable) entities = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GBytes) script = load ("page.js");
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GString) style = NULL;
  GString *out;
  const char *title = gp_element_get_name (gp_design_get_root (design));
  GpPage self = { design, palette, plates, stories, entities };

  g_return_val_if_fail (GP_IS_DESIGN (design) && options != NULL, NULL);

  g_array_set_clear_func (plates, gp_page_plate_clear);
  if (!gp_page_find_plates (&self, options, cancellable, error))
    return NULL;
  find_entities (&self);

  title = *title != '\0' ? title : _("Untitled design");
  append_bar (&self, title, body);
  append_main (&self, body);
  style = make_style (&self);

  out = g_string_new (NULL);
  append_head (&self, title, style, script, out);
  g_string_append (out, "<body><svg id=\"icons\" aria-hidden=\"true\">");
  gp_svg_palette_append_icons (palette, out);
  g_string_append (out, "</svg>\n");
  g_string_append_len (out, body->str, (gssize) body->len);
  g_string_append (out, "<script>");
  append_bytes (out, script);
  g_string_append (out, "</script></body></html>\n");
  return g_string_free_to_bytes (out);
}
