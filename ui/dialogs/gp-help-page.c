/* gp-help-page.c — one page of the help, read from Mallard
 * SPDX-License-Identifier: Apache-2.0
 *
 * A page is a flat list of blocks: sections are headings, lists are marks before paragraphs. The
 * pages are resources of the program, so that the help is there on a machine without a reader.
 */
#define G_LOG_DOMAIN "gp-help-page"
#include "config.h"

#include "gp-help-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "/org/groundplan/Groundplan/help"

typedef struct
{
  GpHelpPage *page;
  GString    *text;       /* of the block that is being read, as markup; NULL between blocks */
  char       *order;
  gboolean    in_info;
  gboolean    in_steps;
  int         sections;
  guint       item;       /* of the list that is being read, from 1; 0 outside */
  gboolean    marked;     /* the item's first paragraph was seen */
  gboolean    in_keys;
  gboolean    first_key;
} Reader;

/* How what is inside of a paragraph looks. */
static const struct
{
  const char *element;
  const char *open;
  const char *close;
} spans[] = {
  { "gui", "<b>", "</b>" },
  { "key", "<tt><b>", "</b></tt>" },
  { "code", "<tt>", "</tt>" },
  { "em", "<i>", "</i>" },
};

static void
block_free (gpointer data)
{
  GpHelpBlock *block = data;

  g_free (block->markup);
  g_free (block->mark);
  g_free (block);
}

void
gp_help_page_free (GpHelpPage *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static const char *
find_attribute (const char **names,
                const char **values,
                const char  *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return "";
}

static gboolean
start_span (Reader      *reader,
            const char  *element,
            const char **names,
            const char **values)
{
  if (g_str_equal (element, "keyseq"))
    {
      reader->in_keys = TRUE;
      reader->first_key = TRUE;
      return TRUE;
    }
  if (g_str_equal (element, "link") && reader->text != NULL)
    {
      g_autofree char *link = g_markup_printf_escaped ("<a href=\"help:%s\">",
                                                       find_attribute (names, values, "xref"));

      g_string_append (reader->text, link);
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    if (g_str_equal (spans[i].element, element) && reader->text != NULL)
      {
        if (reader->in_keys && !reader->first_key)
          g_string_append (reader->text, "+");
        reader->first_key = FALSE;
        g_string_append (reader->text, spans[i].open);
        return TRUE;
      }

  return FALSE;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  static const char *const lists[] = { "list", "steps", "terms", NULL };
  static const char *const blocks[] = { "p", "title", "desc", NULL };
  Reader *reader = user_data;

  if (g_str_equal (element, "page"))
    reader->page->id = g_strdup (find_attribute (names, values, "id"));
  else if (g_str_equal (element, "info"))
    reader->in_info = TRUE;
  else if (g_str_equal (element, "section"))
    reader->sections++;
  else if (g_strv_contains (lists, element))
    {
      reader->item = 0;
      reader->in_steps = g_str_equal (element, "steps");
    }
  else if (g_str_equal (element, "item"))
    {
      reader->item++;
      reader->marked = FALSE;
    }
  else if (g_strv_contains (blocks, element) && reader->text == NULL)
    reader->text = g_string_new (NULL);
  else if (!start_span (reader, element, names, values)
           && !(reader->in_info && g_str_equal (element, "link")))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT,
                 "The help does not know <%s> here", element);
}

/* Line breaks of the file are none of the text. */
static char *
take_text (Reader *reader)
{
  g_auto(GStrv) words = g_strsplit_set (reader->text->str, " \n", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
  g_string_free (g_steal_pointer (&reader->text), TRUE);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_plain (const char *markup)
{
  char *plain = NULL;

  pango_parse_markup (markup, -1, 0, NULL, &plain, NULL, NULL);
  return plain;
}

static void
add_block (Reader *reader,
           int     level)
{
  GpHelpBlock *block = g_new0 (GpHelpBlock, 1);

  block->markup = take_text (reader);
  block->level = level;
  if (level == 0 && reader->item > 0 && !reader->marked)
    block->mark = reader->in_steps ? g_strdup_printf ("%u.", reader->item) : g_strdup ("•");
  if (level == 0 || level == 3)
    reader->marked = TRUE;
  g_ptr_array_add (reader->page->blocks, block);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  static const char *const lists[] = { "list", "steps", "terms", NULL };
  Reader *reader = user_data;

  if (g_str_equal (element, "info"))
    reader->in_info = FALSE;
  else if (g_strv_contains (lists, element))
    reader->item = 0;
  else if (g_str_equal (element, "keyseq"))
    reader->in_keys = FALSE;
  else if (g_str_equal (element, "link") && reader->text != NULL)
    g_string_append (reader->text, "</a>");
  else if (g_str_equal (element, "desc"))
    {
      g_autofree char *markup = take_text (reader);

      g_free (reader->page->summary);
      reader->page->summary = dup_plain (markup);
    }
  else if (g_str_equal (element, "title") && reader->in_info)
    {
      g_free (reader->order);
      reader->order = take_text (reader);
    }
  else if (g_str_equal (element, "title"))
    add_block (reader, reader->item > 0 ? 3 : reader->sections > 0 ? 2 : 1);
  else if (g_str_equal (element, "p"))
    add_block (reader, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    if (g_str_equal (spans[i].element, element) && reader->text != NULL)
      g_string_append (reader->text, spans[i].close);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reader *reader = user_data;
  g_autofree char *escaped = NULL;

  if (reader->text == NULL)
    return;
  escaped = g_markup_escape_text (text, (gssize) length);
  g_string_append (reader->text, escaped);
}

GpHelpPage *
gp_help_page_parse (const char  *text,
                    gsize        length,
                    GError     **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb,
                                        .text = text_cb };
  g_autoptr(GpHelpPage) page = g_new0 (GpHelpPage, 1);
  Reader reader = { .page = page };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean done;

  page->blocks = g_ptr_array_new_with_free_func (block_free);
  done = g_markup_parse_context_parse (context, text, (gssize) length, error)
         && g_markup_parse_context_end_parse (context, error);
  g_free (reader.order);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);
  if (!done)
    return NULL;

  if (page->blocks->len == 0 || ((GpHelpBlock *) page->blocks->pdata[0])->level != 1)
    {
      g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                   "A page of the help begins with its title");
      return NULL;
    }
  page->title = dup_plain (((GpHelpBlock *) page->blocks->pdata[0])->markup);

  return g_steal_pointer (&page);
}

static GBytes *
find_page (const char *const  *languages,
           const char         *id,
           GError            **error)
{
  g_autofree char *path = NULL;

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *translated = g_strdup_printf (FOLDER "/%s/%s.page", languages[i], id);
      GBytes *bytes = g_resources_lookup_data (translated, 0, NULL);

      if (bytes != NULL)
        return bytes;
    }
  path = g_strdup_printf (FOLDER "/C/%s.page", id);
  return g_resources_lookup_data (path, 0, error);
}

GPtrArray *
gp_help_page_list (const char *const *languages)
{
  static const char *const ids[] = {
    "index", "import", "draw", "relate", "organise", "access", "flows", "check", "deploy", "share",
  };
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_help_page_free);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = find_page (languages, ids[i], &error);
      GpHelpPage *page = NULL;
      gsize length = 0;
      const char *text;

      if (bytes != NULL)
        {
          text = g_bytes_get_data (bytes, &length);
          page = gp_help_page_parse (text, length, &error);
        }
      if (page != NULL)
        g_ptr_array_add (pages, page);
      else
        g_warning ("%s: %s", ids[i], error->message);
    }

  return pages;
}
