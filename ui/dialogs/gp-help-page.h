/* gp-help-page.h — one page of the help, read from Mallard
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpHelpBlock: a paragraph or a heading. */
typedef struct
{
  char *markup;       /* Pango's */
  char *mark;         /* before an item of a list: "•", "1."; else NULL */
  int   level;        /* 0: a paragraph; 1: the page's title; 2: a section's; 3: a term's */
} GpHelpBlock;

/** GpHelpPage: its title and summary as plain text. */
typedef struct
{
  char      *id;
  char      *title;
  char      *summary;
  GPtrArray *blocks;  /* GpHelpBlock */
} GpHelpPage;

/**
 * gp_help_page_parse: (transfer full): what the help uses of Mallard: page, info, title, desc, p,
 * section, list, steps, terms, item, gui, key, keyseq, code, em and link xref. Another element is
 * an error that names it.
 */
GpHelpPage *gp_help_page_parse (const char *text, gsize length, GError **error);
void        gp_help_page_free  (GpHelpPage *self);

/** gp_help_page_list: (transfer full): those that come with the program, in their order.
 * @languages: as g_get_language_names() has them, what is wanted most first; a page that is in none
 * of them is English. */
GPtrArray  *gp_help_page_list  (const char *const *languages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpHelpPage, gp_help_page_free)
G_END_DECLS
