/* gp-export-dot.c — a design as a graph for Graphviz
 * SPDX-License-Identifier: Apache-2.0
 *
 * An entity is a table-like HTML label with a row for each field; a reference is an edge from the
 * field's row to the entity. Domains are clusters. */

#define G_LOG_DOMAIN "gp-export-dot"

#include "config.h"

#include "gp-export-dot.h"

#include <string.h>

/* A string of DOT: quotes are escaped, backslashes too. */
static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

static void
append_markup (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* The name of a node: the id, which no two elements share. */
static void
append_node (GString *out, const GpId *id)
{
  char text[GP_ID_STRING_SIZE];

  g_string_append_printf (out, "\"%s\"", gp_id_format (id, text));
}

static gboolean
is_key (const GpElement *entity, const GpElement *field)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (gp_id_equal (&ids[i], gp_element_get_id (field)))
        return TRUE;
    }
  return FALSE;
}

static void
write_row (GString *out, const GpElement *entity, const GpElement *field, guint row)
{
  gboolean key = is_key (entity, field);

  g_string_append_printf (out, "<tr><td align=\"left\" port=\"f%u\">%s", row, key ? "<b>" : "");
  append_markup (out, gp_element_get_name (field));
  g_string_append_printf (out, "%s</td><td align=\"left\">", key ? "</b>" : "");
  append_markup (out, gp_element_get_text (field, GP_FIELD_TYPE));
  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    g_string_append (out, "[]");
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    g_string_append_c (out, '?');
  g_string_append (out, "</td></tr>");
}

static void
write_entity (GpDesign *design, GString *out, const GpElement *entity, const char *indent)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  g_string_append (out, indent);
  append_node (out, gp_element_get_id (entity));
  g_string_append (out, " [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">"
                        "<tr><td colspan=\"2\" bgcolor=\"#e8eaf0\"><b>");
  append_markup (out, gp_element_get_name (entity));
  g_string_append (out, "</b></td></tr>");
  for (guint i = 0; i < fields->len; i++)
    write_row (out, entity, g_ptr_array_index (fields, i), i);
  g_string_append_printf (out, "</table>>%s];\n",
                          gp_element_get_bool (entity, GP_ENTITY_EXTERNAL) ? ", style=dashed" : "");
}

/* The entities of @domain, or those without one where it is NULL. */
static void
write_entities (GpDesign *design, GString *out, const GpId *domain, const char *indent)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const GpId *own = gp_element_get_ref (entity, GP_ENTITY_DOMAIN);

      if (domain == NULL ? own == NULL : own != NULL && gp_id_equal (own, domain))
        write_entity (design, out, entity, indent);
    }
}

static void
write_domain (GpDesign *design, GString *out, const GpElement *domain, guint number)
{
  const char *color = gp_element_get_text (domain, GP_DOMAIN_COLOR);

  g_string_append_printf (out, "  subgraph cluster_%u {\n    label=", number);
  append_string (out, gp_element_get_name (domain));
  g_string_append_printf (out, ";\n    color=\"%s\";\n", color != NULL ? color : "#8a8f98");
  write_entities (design, out, gp_element_get_id (domain), "    ");
  g_string_append (out, "  }\n");
}

static void
write_edge (GString *out, const GpElement *from, int row, const GpId *to, const char *label)
{
  g_string_append (out, "  ");
  append_node (out, gp_element_get_id (from));
  if (row >= 0)
    g_string_append_printf (out, ":f%d", row);
  g_string_append (out, " -> ");
  append_node (out, to);
  g_string_append (out, " [tooltip=");
  append_string (out, label);
  g_string_append (out, "];\n");
}

static void
write_edges (GpDesign *design, GString *out, const GpElement *entity)
{
  const GpElement *child;
  int row = 0;

  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL; i++)
    {
      const GpId *target = NULL;

      if (gp_element_get_kind (child) == GP_KIND_FIELD)
        {
          target = gp_element_get_ref (child, GP_FIELD_REFERENCE);
          if (target != NULL)
            write_edge (out, entity, row, target, gp_element_get_name (child));
          row++;
        }
      else if (gp_element_get_kind (child) == GP_KIND_FOREIGN_KEY)
        {
          target = gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET);
          if (target != NULL)
            write_edge (out, entity, -1, target, gp_element_get_name (child));
        }
    }
}

void
gp_export_dot_write (GpDesign *design, GString *out, GPtrArray *findings)
{
  g_autoptr(GPtrArray) domains = gp_design_list (design, GP_KIND_DOMAIN);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  g_string_append (out, "digraph ");
  append_string (out, gp_element_get_name (gp_design_get_root (design)));
  g_string_append (out, " {\n  rankdir=LR;\n  node [shape=plain, fontname=\"Cantarell\"];\n"
                        "  edge [arrowhead=none, arrowtail=crow, dir=both];\n");
  for (guint i = 0; i < domains->len; i++)
    write_domain (design, out, g_ptr_array_index (domains, i), i);
  write_entities (design, out, NULL, "  ");
  for (guint i = 0; i < entities->len; i++)
    write_edges (design, out, g_ptr_array_index (entities, i));
  g_string_append (out, "}\n");
}
