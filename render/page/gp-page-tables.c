/* gp-page-tables.c — the fields of every entity, and who may do what with it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same content as the drawings, for those who read tables, search or listen. */
#define G_LOG_DOMAIN "gp-page"
#include "config.h"
#include "gp-page-private.h"

#include "gp-grants.h"
#include "gp-markup.h"
#include "gp-type-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_in_key (const GpElement *entity,
           const GpId      *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&keys[i], field))
      return TRUE;
  return FALSE;
}

/* The label of the card without what the notes say, and with the values that it has no room for:
 * "enum(2): open, paid". */
static char *
dup_type (GpDesign        *design,
          const GpElement *field)
{
  g_autofree char *label = gp_type_label (design, field);
  gsize n = 0;
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);
  g_autofree char *list = NULL;
  char *unique = strstr (label, " · unique");

  if (unique != NULL)
    *unique = '\0';
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    label[strlen (label) - 1] = '\0';
  if (!gp_element_is (field, GP_FIELD_TYPE, "enum") || n == 0)
    return g_steal_pointer (&label);
  list = g_strjoinv (C_("list", ", "), (char **) values);
  return g_strconcat (label, ": ", list, NULL);
}

static void
add_note (GString    *notes,
          const char *note)
{
  g_string_append_printf (notes, "%s%s", notes->len > 0 ? C_("list", ", ") : "", note);
}

static char *
dup_notes (const GpElement *entity,
           const GpElement *field)
{
  GString *notes = g_string_new (NULL);
  const char *value = gp_element_get_text (field, GP_FIELD_DEFAULT);

  if (is_in_key (entity, gp_element_get_id (field)))
    add_note (notes, _("key"));
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    add_note (notes, _("optional"));
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    add_note (notes, _("unique"));
  if (gp_element_is (field, GP_FIELD_SENSITIVE, "personal"))
    add_note (notes, _("personal"));
  if (gp_element_is (field, GP_FIELD_SENSITIVE, "secret"))
    add_note (notes, _("secret"));
  if (value != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("default %s"), value);

      add_note (notes, text);
    }
  return g_string_free (notes, FALSE);
}

static void
append_head (GString           *out,
             const char        *caption,
             const char *const *columns)
{
  g_string_append (out, "<table>");
  gp_markup_append_element (out, "caption", caption);
  g_string_append (out, "<thead><tr>");
  for (gsize i = 0; columns[i] != NULL; i++)
    gp_markup_append_element (out, "th scope=\"col\"", columns[i]);
  g_string_append (out, "</tr></thead><tbody>\n");
}

static void
append_fields (GpPage          *self,
               const GpElement *entity,
               GString         *out)
{
  const char *columns[] = { _("Field"), _("Type"), C_("column", "Notes"), _("Meaning"), NULL };
  g_autoptr(GPtrArray) fields =
    gp_design_list_children (self->design, gp_element_get_id (entity), GP_KIND_FIELD);
  g_autofree char *caption = g_strdup_printf (_("Fields of %s"), gp_element_get_name (entity));
  gboolean described = FALSE;

  if (fields->len == 0)
    return;
  for (guint i = 0; i < fields->len; i++)
    described |= gp_element_get_text (g_ptr_array_index (fields, i), GP_FIELD_DESCRIPTION) != NULL;
  if (!described)
    columns[3] = NULL;
  append_head (out, caption, columns);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      g_autofree char *type = dup_type (self->design, field);
      g_autofree char *notes = dup_notes (entity, field);

      g_string_append (out, "<tr>");
      gp_markup_append_element (out, "th scope=\"row\"", gp_element_get_name (field));
      gp_markup_append_element (out, "td", type);
      gp_markup_append_element (out, "td", notes);
      if (described)
        gp_markup_append_element (out, "td", gp_element_get_text (field, GP_FIELD_DESCRIPTION));
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody></table>\n");
}

static void
append_grants (GpPage          *self,
               const GpElement *entity,
               GString         *out)
{
  const char *const columns[] = { _("Who"), _("Create"), _("Read"), _("Update"), _("Delete"),
                                  NULL };
  const char *const levels[] = { _("no"), _("under a condition"), _("yes") };
  static const char *const classes[] = { "no", "some", "yes" };
  g_autoptr(GArray) grants = gp_grants_list (self->design, gp_element_get_id (entity));
  g_autofree char *caption = g_strdup_printf (_("Who may do what with %s"),
                                              gp_element_get_name (entity));

  if (grants->len == 0)
    return;
  append_head (out, caption, columns);
  for (guint i = 0; i < grants->len; i++)
    {
      const GpGrant *grant = &g_array_index (grants, GpGrant, i);
      const GpElement *role = gp_design_lookup (self->design, &grant->role);

      if (role == NULL)
        continue;
      g_string_append (out, "<tr>");
      gp_markup_append_element (out, "th scope=\"row\"", gp_element_get_name (role));
      for (guint j = 0; j < GP_N_GRANT_ACTIONS; j++)
        {
          g_autofree char *cell = g_strdup_printf ("td class=\"%s\"", classes[grant->levels[j]]);

          gp_markup_append_element (out, cell, levels[grant->levels[j]]);
        }
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody></table>\n");
}

static void
append_entity (GpPage          *self,
               const GpElement *entity,
               GString         *out)
{
  const char *description = gp_element_get_text (entity, GP_ENTITY_DESCRIPTION);
  char id[GP_ID_STRING_SIZE];

  gp_id_format (gp_element_get_id (entity), id);
  g_string_append_printf (out, "<article class=\"entity\" id=\"%s\"><h3>"
                               "<button type=\"button\" class=\"go\">", id);
  gp_markup_append (out, gp_element_get_name (entity));
  g_string_append (out, "</button></h3>");
  if (description != NULL)
    gp_markup_append_element (out, "p", description);
  append_fields (self, entity, out);
  append_grants (self, entity, out);
  g_string_append (out, "</article>\n");
}

/* Those of @domain, or with NULL those of no domain, under a heading. */
static void
append_domain (GpPage          *self,
               GPtrArray       *entities,
               const GpElement *domain,
               const char      *heading,
               GString         *out)
{
  gboolean any = FALSE;

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const GpElement *owner =
        gp_design_lookup (self->design, gp_element_get_ref (entity, GP_ENTITY_DOMAIN));

      if (owner != domain || !g_hash_table_contains (self->entities, gp_element_get_id (entity)))
        continue;
      if (!any)
        gp_markup_append_element (out, "h2", heading);
      any = TRUE;
      append_entity (self, entity, out);
    }
}

void
gp_page_append_tables (GpPage  *self,
                       GString *out)
{
  g_autoptr(GPtrArray) domains = gp_design_list (self->design, GP_KIND_DOMAIN);
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);

  for (guint i = 0; i < domains->len; i++)
    append_domain (self, entities, g_ptr_array_index (domains, i),
                   gp_element_get_name (g_ptr_array_index (domains, i)), out);
  append_domain (self, entities, NULL, domains->len > 0 ? _("Without a domain") : _("Entities"),
                 out);
}
