/* gp-sql-writer.c — what the exporters of SQL share
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-writer"

#include "config.h"

#include "gp-sql-writer.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "gp-sql-script.h"

void
gp_sql_writer_lost (GpSqlWriter *self, const GpElement *element, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->findings, gp_export_new_loss (element, format, arguments));
  va_end (arguments);
}

/* What tables cannot say. Views, notes and the like are not missed. */
static const GpKind kinds[] = {
  GP_KIND_DOMAIN, GP_KIND_ROLE,   GP_KIND_RULE,       GP_KIND_FLOW,   GP_KIND_EVENT,
  GP_KIND_BUCKET, GP_KIND_TARGET, GP_KIND_CONNECTION, GP_KIND_PERSONA, GP_KIND_TEST,
};

static const GpProperty properties[] = {
  GP_ENTITY_AUDIT,   GP_ENTITY_RETENTION, GP_ENTITY_TENANT_FIELD,
  GP_ENTITY_EXPOSED, GP_FIELD_SENSITIVE,
};

static guint
count_property (GpDesign *design, GpProperty property)
{
  g_autoptr(GPtrArray) elements = gp_design_list (design, gp_property_get_info (property)->kind);
  guint n = 0;

  for (guint i = 0; i < elements->len; i++)
    n += gp_element_has (g_ptr_array_index (elements, i), property);
  return n;
}

void
gp_sql_writer_note_rest (GpSqlWriter *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize n = gp_design_count (self->design, kinds[i]);
      const GpKindInfo *info = gp_kind_get_info (kinds[i]);

      if (n > 0)
        g_ptr_array_add (self->findings,
                         gp_finding_new_printf (GP_EXPORT_CODE_KIND, GP_SEVERITY_INFO,
                                                _("SQL has no place for %s: %u left out"),
                                                _(info->plural), (guint) n));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      guint n = count_property (self->design, properties[i]);

      if (n > 0)
        g_ptr_array_add (self->findings,
                         gp_finding_new_printf (GP_EXPORT_CODE_PART, GP_SEVERITY_INFO,
                                                _("SQL has no place for “%s”: %u left out"),
                                                _(gp_property_get_info (properties[i])->label), n));
    }
}

const char *
gp_sql_writer_table_name (const GpElement *entity)
{
  const char *own = gp_element_get_text (entity, GP_ENTITY_TABLE_NAME);

  return own != NULL ? own : gp_element_get_name (entity);
}

void
gp_sql_writer_table (GString *out, const GpElement *entity)
{
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);

  if (schema != NULL)
    {
      gp_sql_quote_name (out, schema);
      g_string_append_c (out, '.');
    }
  gp_sql_quote_name (out, gp_sql_writer_table_name (entity));
}

void
gp_sql_writer_field (GpSqlWriter *self, GString *out, const GpId *id)
{
  const GpElement *field = gp_design_lookup_kind (self->design, id, GP_KIND_FIELD);

  if (field != NULL)
    gp_sql_quote_name (out, gp_element_get_name (field));
}

gboolean
gp_sql_writer_has_fields (GpSqlWriter *self, const GpElement *element, GpProperty property,
                          const GpElement *owner)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup_kind (self->design, &ids[i], GP_KIND_FIELD);

      if (field == NULL
          || !gp_id_equal (gp_element_get_parent (field), gp_element_get_id (owner)))
        return FALSE;
    }
  return n > 0;
}

gboolean
gp_sql_writer_fields (GpSqlWriter *self,
                      GString *out,
                      const GpElement *element,
                      GpProperty property,
                      const GpElement *owner)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  if (!gp_sql_writer_has_fields (self, element, property, owner))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      gp_sql_writer_field (self, out, &ids[i]);
    }
  return TRUE;
}

const GpElement *
gp_sql_writer_key_of (GpSqlWriter *self, const GpElement *field, const GpElement *target)
{
  const GpElement *key = gp_sql_type_key_of (self->design, field);

  if (key == NULL || !gp_id_equal (gp_element_get_parent (key), gp_element_get_id (target)))
    return NULL;
  return key;
}

/* Whether @text is one word that means itself, and no constant or function of SQL. */
static gboolean
is_bare_word (const char *text)
{
  static const char *const words[] = { "TRUE", "FALSE", "NULL", "CURRENT_DATE", "CURRENT_TIME",
                                       "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
                                       "CURRENT_USER", "SESSION_USER", "USER", "CURRENT_ROLE" };
  GpSqlToken token;
  gsize length = strlen (text);

  if (gp_sql_token_next (text, 0, length, &token) != GP_SQL_TOKEN_WORD || token.end != length)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (gp_sql_token_is (text, &token, words[i]))
        return FALSE;
    }
  return TRUE;
}

char *
gp_sql_writer_default (GpSqlWriter *self, const GpElement *field, const char *uuid)
{
  const char *text = gp_element_get_text (field, GP_FIELD_DEFAULT);
  const GpElement *resolved = gp_sql_type_resolve (self->design, field);
  g_autoptr(GString) out = NULL;

  if (text == NULL)
    return NULL;
  if (strcmp (text, "uuid()") == 0)
    return g_strdup (uuid);
  if (!is_bare_word (text)
      || !(gp_element_is (resolved, GP_FIELD_TYPE, "enum")
           || gp_element_is (resolved, GP_FIELD_TYPE, "text")))
    return g_strdup (text);
  out = g_string_new (NULL);
  gp_sql_quote_text (out, text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
gp_sql_writer_is_view (const GpElement *entity)
{
  return gp_element_get_bool (entity, GP_ENTITY_READ_ONLY)
         && gp_element_has (entity, GP_ENTITY_QUERY)
         && !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL);
}

gboolean
gp_sql_writer_is_table (const GpElement *entity)
{
  return !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL) && !gp_sql_writer_is_view (entity);
}

GHashTable *
gp_sql_words (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize end = strlen (text);
  GpSqlToken token;

  for (gsize at = 0; gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_WORD)
        g_hash_table_add (words, g_ascii_strdown (text + token.start, token.end - token.start));
      else if (token.type == GP_SQL_TOKEN_NAME)
        g_hash_table_add (words, g_strndup (text + token.start + 1, token.end - token.start - 2));
    }
  return words;
}

/* Depth first: a view comes after all that its query names. */
static void
visit_view (const GpElement *view, GHashTable *by_name, GHashTable *done, GPtrArray *out)
{
  g_autoptr(GHashTable) words = NULL;
  GHashTableIter iter;
  gpointer name;

  if (!g_hash_table_add (done, (gpointer) view))
    return;
  words = gp_sql_words (gp_element_get_text (view, GP_ENTITY_QUERY));
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      const GPtrArray *views = g_hash_table_lookup (by_name, name);

      for (guint i = 0; views != NULL && i < views->len; i++)
        visit_view (g_ptr_array_index (views, i), by_name, done, out);
    }
  g_ptr_array_add (out, (gpointer) view);
}

GPtrArray *
gp_sql_writer_views (GpSqlWriter *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);
  g_autoptr(GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GHashTable) done = g_hash_table_new (NULL, NULL);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const char *name = gp_sql_writer_table_name (entity);

      if (!gp_sql_writer_is_view (entity))
        continue;
      if (!g_hash_table_contains (by_name, name))
        g_hash_table_insert (by_name, (gpointer) name, g_ptr_array_new ());
      g_ptr_array_add (g_hash_table_lookup (by_name, name), (gpointer) entity);
    }
  for (guint i = 0; i < entities->len; i++)
    {
      if (gp_sql_writer_is_view (g_ptr_array_index (entities, i)))
        visit_view (g_ptr_array_index (entities, i), by_name, done, out);
    }
  return out;
}

void
gp_sql_writer_action (GString *out, const char *event, const char *choice)
{
  static const struct
  {
    const char *choice;
    const char *sql;
  } actions[] = {
    { "restrict", "RESTRICT" },
    { "cascade", "CASCADE" },
    { "set_null", "SET NULL" },
    { "set_default", "SET DEFAULT" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].choice, choice) == 0)
        g_string_append_printf (out, " ON %s %s", event, actions[i].sql);
    }
}
