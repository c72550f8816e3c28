/* gp-export-access.c — the access matrix as a table and as a page
 * SPDX-License-Identifier: Apache-2.0
 *
 * For auditors: nothing but what the rules say, the rule in words beside its expression. Names come
 * from the design and are escaped; a program for tables must not take one for a formula. */
#define G_LOG_DOMAIN "gp-export-access"
#include "config.h"
#include "gp-export-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access-matrix.h"
#include "gp-access-sentence.h"

static const char *const states[] = { N_("no"), N_("some"), N_("all") };

static const struct
{
  guint       flag;
  const char *word;
} flags[] = {
  { GP_ACCESS_CELL_COLUMNS, N_("not all fields") },
  { GP_ACCESS_CELL_FORBID, N_("a forbid") },
  { GP_ACCESS_CELL_TENANT, N_("own tenant only") },
  { GP_ACCESS_CELL_CHECK, N_("written values are checked") },
  { GP_ACCESS_CELL_PRESETS, N_("values are set") },
  { GP_ACCESS_CELL_INHERITED, N_("by another role") },
  { GP_ACCESS_CELL_BROKEN, N_("a rule cannot be used") },
};

typedef void (*CellFunc) (GString *out, GpAccessMatrix *matrix, guint subject, guint role,
                          guint action);

static char *
say_flags (const GpAccessCell *cell)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    if ((cell->flags & flags[i].flag) != 0)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", _(flags[i].word));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_field (GString    *out,
              const char *text)
{
  g_string_append_c (out, '"');
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/* What the rules of a cell say, in words or as expressions, one after the other. */
static char *
join_rules (GpAccessMatrix     *matrix,
            const GpAccessCell *cell,
            gboolean            in_words)
{
  GpDesign *design = gp_access_get_design (gp_access_matrix_get_access (matrix));
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < cell->rules->len; i++)
    {
      const GpAccessRule *rule = cell->rules->pdata[i];
      const GpElement *element = gp_design_lookup (design, &rule->id);
      g_autofree char *words = in_words ? gp_access_say_rule (design, element) : NULL;
      const char *text = gp_element_get_text (element, GP_RULE_CONDITION);

      if (in_words)
        text = words;
      if (text != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " | " : "", text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_line (GString        *out,
             GpAccessMatrix *matrix,
             guint           subject,
             guint           role,
             guint           action)
{
  const GpAccessCell *cell = gp_access_matrix_get (matrix, subject, role, action);
  g_autofree char *limits = say_flags (cell);
  g_autofree char *words = join_rules (matrix, cell, TRUE);
  g_autofree char *expressions = join_rules (matrix, cell, FALSE);
  const char *fields[] = { gp_element_get_name (gp_access_matrix_get_subject (matrix, subject)),
                           gp_element_get_name (gp_access_matrix_get_role (matrix, role)),
                           gp_access_matrix_get_action (matrix, action), _(states[cell->state]),
                           limits, words, expressions };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_field (out, fields[i]);
    }
  g_string_append (out, "\r\n");
}

static void
for_each_role (GString        *out,
               GpAccessMatrix *matrix,
               guint           subject,
               guint           action,
               CellFunc        write)
{
  for (guint role = 0; role < gp_access_matrix_n_roles (matrix); role++)
    write (out, matrix, subject, role, action);
}

void
gp_export_access_csv_write (GpDesign  *design,
                            GString   *out,
                            GPtrArray *findings)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);

  g_string_append (out, "entity,role,action,records,limits,rules,expressions\r\n");
  for (guint i = 0; i < gp_access_matrix_n_subjects (matrix); i++)
    for (guint j = 0; j < gp_access_matrix_n_actions (matrix); j++)
      for_each_role (out, matrix, i, j, append_line);
}

static void
append_escaped (GString    *out,
                const char *before,
                const char *text,
                const char *after)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "%s%s%s", before, escaped, after);
}

static void
append_cell (GString        *out,
             GpAccessMatrix *matrix,
             guint           subject,
             guint           role,
             guint           action)
{
  static const char *const glyphs[] = { "–", "◐", "●" };
  const GpAccessCell *cell = gp_access_matrix_get (matrix, subject, role, action);
  g_autofree char *limits = say_flags (cell);

  g_string_append_printf (out, "<td class=\"s%d\">%s ", cell->state, glyphs[cell->state]);
  append_escaped (out, "", _(states[cell->state]), "");
  if (cell->rules->len > 0 && *limits != '\0')
    append_escaped (out, "<br><small>", limits, "</small>");
  g_string_append (out, "</td>");
}

static void
append_rules (GString  *out,
              GpDesign *design)
{
  g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);

  append_escaped (out, "<h2>", _("Rules"), "</h2>\n<dl>\n");
  for (guint i = 0; i < rules->len; i++)
    {
      const GpElement *rule = rules->pdata[i];
      const GpElement *subject = gp_design_lookup (design, gp_element_get_parent (rule));
      const GpProperty parts[] = { GP_RULE_CONDITION, GP_RULE_CHECK };
      g_autofree char *words = gp_access_say_rule (design, rule);

      append_escaped (out, "<dt>", gp_element_get_name (subject), ": ");
      append_escaped (out, "", gp_element_get_name (rule), "</dt><dd>");
      append_escaped (out, "", words, "");
      for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
        if (gp_element_get_text (rule, parts[j]) != NULL)
          append_escaped (out, "<br><code>", gp_element_get_text (rule, parts[j]), "</code>");
      g_string_append (out, "</dd>\n");
    }
  g_string_append (out, "</dl>\n");
}

static const char style[] =
  "<style>:root{color-scheme:light dark}body{font:15px system-ui,sans-serif;margin:2rem}"
  "table{border-collapse:collapse}th,td{border:1px solid #8886;padding:.35rem .6rem;"
  "text-align:left;vertical-align:top}.s0{opacity:.55}.s2{font-weight:600}small{opacity:.75}"
  "dt{font-weight:600;margin-top:.8rem}code{font-size:.9em}</style>\n";

void
gp_export_access_html_write (GpDesign  *design,
                             GString   *out,
                             GPtrArray *findings)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);
  const char *name = gp_element_get_name (gp_design_get_root (design));

  g_string_append (out, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n");
  append_escaped (out, "<title>", name, "</title>\n");
  g_string_append (out, style);
  append_escaped (out, "</head><body>\n<h1>", name, "</h1>\n<table><thead><tr><th></th><th></th>");
  for (guint i = 0; i < gp_access_matrix_n_roles (matrix); i++)
    append_escaped (out, "<th scope=\"col\">",
                    gp_element_get_name (gp_access_matrix_get_role (matrix, i)), "</th>");
  g_string_append (out, "</tr></thead>\n<tbody>\n");
  for (guint i = 0; i < gp_access_matrix_n_subjects (matrix); i++)
    for (guint j = 0; j < gp_access_matrix_n_actions (matrix); j++)
      {
        append_escaped (out, "<tr><th scope=\"row\">",
                        gp_element_get_name (gp_access_matrix_get_subject (matrix, i)), "</th>");
        append_escaped (out, "<th scope=\"row\">", gp_access_matrix_get_action (matrix, j),
                        "</th>");
        for_each_role (out, matrix, i, j, append_cell);
        g_string_append (out, "</tr>\n");
      }
  g_string_append (out, "</tbody></table>\n");
  append_rules (out, design);
  g_string_append (out, "</body></html>\n");
}
