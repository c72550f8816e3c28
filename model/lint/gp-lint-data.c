/* gp-lint-data.c — entities, fields, references and indexes
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-lint-private.h"

#include "gp-edit.h"
#include "gp-retention.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Words that PostgreSQL, SQLite and the SQL standard reserve and that people use as names. */
static const char *const reserved[] = {
  "all", "and", "any", "array", "as", "asc", "between", "both", "case", "cast", "check", "collate",
  "column", "constraint", "create", "default", "delete", "desc", "distinct", "do", "drop", "else",
  "end", "except", "false", "fetch", "for", "foreign", "from", "grant", "group", "having", "in",
  "index", "insert", "into", "is", "join", "leading", "left", "like", "limit", "not", "null",
  "offset", "on", "only", "or", "order", "primary", "references", "right", "select", "set", "some",
  "table", "then", "to", "trailing", "true", "union", "unique", "update", "user", "using", "values",
  "when", "where", "window", "with",
};

static const char *const money_words[] = { "price", "amount", "cost", "fee", "total", "salary",
                                           "balance" };

/* Tables of the design's own: neither views nor kept elsewhere. */
static gboolean
is_table (const GpElement *entity)
{
  return !gp_element_get_bool (entity, GP_ENTITY_READ_ONLY)
         && !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL);
}

/* The first field of an index, or NULL where it is made of expressions or holds some records. */
static const GpId *
first_of_index (const GpElement *index)
{
  gsize n = 0;
  const GpId *fields = gp_element_get_refs (index, GP_INDEX_FIELDS, &n);

  if (n == 0 || gp_element_has (index, GP_INDEX_WHERE))
    return NULL;

  return &fields[0];
}

static gboolean
is_indexed (GpDesign        *design,
            const GpElement *entity,
            const GpElement *field)
{
  const GpId *id = gp_element_get_id (field);
  g_autoptr(GPtrArray) indexes = gp_design_list_children (design, gp_element_get_id (entity),
                                                          GP_KIND_INDEX);
  gsize n = 0;
  const GpId *key = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  if (gp_element_get_bool (field, GP_FIELD_UNIQUE) || (n > 0 && gp_id_equal (&key[0], id)))
    return TRUE;

  for (guint i = 0; i < indexes->len; i++)
    {
      const GpId *first = first_of_index (indexes->pdata[i]);

      if (first != NULL && gp_id_equal (first, id))
        return TRUE;
    }

  return FALSE;
}

static GpChangeSet *
fix_by_index (GpDesign        *design,
              const GpElement *entity,
              const GpElement *field)
{
  const GpId *parent = gp_element_get_id (entity);
  g_autoptr(GpElement) index = gp_design_new_child (design, GP_KIND_INDEX, parent);
  g_autofree char *title = g_strdup_printf (_("Added an index on %s.%s"),
                                            gp_element_get_name (entity),
                                            gp_element_get_name (field));
  GpChangeSet *fix = gp_change_set_new (title);

  gp_element_set (index, GP_INDEX_FIELDS, gp_value_ids (gp_element_get_id (field), 1));
  gp_change_set_add (fix, index);

  return fix;
}

static void
check_reference (GpLintRun       *run,
                 const GpElement *entity,
                 const GpElement *field)
{
  const GpElement *to = gp_design_lookup (run->design,
                                          gp_element_get_ref (field, GP_FIELD_REFERENCE));
  const GpId *here = gp_element_get_ref (entity, GP_ENTITY_DOMAIN);
  const GpId *there = to != NULL ? gp_element_get_ref (to, GP_ENTITY_DOMAIN) : NULL;
  const char *table = gp_element_get_name (entity);
  const char *name = gp_element_get_name (field);

  if (to == NULL)
    return;

  if (!is_indexed (run->design, entity, field))
    gp_lint_report (run, "DAT102", field, fix_by_index (run->design, entity, field),
                    _("The reference %s.%s has no index"), table, name);

  if (gp_element_is (field, GP_FIELD_ON_DELETE, "set_null")
      && !gp_element_get_bool (field, GP_FIELD_NULLABLE))
    gp_lint_report (run, "DAT109", field, NULL,
                    _("%s.%s is required, yet set to null when the %s goes: deleting will fail"),
                    table,
                    name, gp_element_get_name (to));
  else if (gp_element_is (field, GP_FIELD_ON_DELETE, "cascade") && here != NULL && there != NULL
           && !gp_id_equal (here, there))
    gp_lint_report (run, "DAT109", field, NULL,
                    _("Deleting a %s of another domain deletes %s records too, through %s"),
                    gp_element_get_name (to), table, name);
}

static gboolean
contains_word (const char        *name,
               const char *const *words,
               gsize              n)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);

  for (gsize i = 0; i < n; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
check_value (GpLintRun       *run,
             const GpElement *entity,
             const GpElement *field)
{
  const char *table = gp_element_get_name (entity);
  const char *name = gp_element_get_name (field);
  g_autoptr(GpChangeSet) fix = NULL;
  g_autofree char *title = NULL;

  if (gp_element_is (field, GP_FIELD_TYPE, "float")
      && contains_word (name, money_words, G_N_ELEMENTS (money_words)))
    {
      title = g_strdup_printf (_("Made %s.%s a decimal"), table, name);
      fix = gp_change_set_new (title);
      gp_change_set_set (fix, field, GP_FIELD_TYPE, gp_value_text ("decimal"));
      gp_change_set_set (fix, field, GP_FIELD_PRECISION, gp_value_int (12));
      gp_change_set_set (fix, field, GP_FIELD_SCALE, gp_value_int (2));
      gp_change_set_set (fix, field, GP_FIELD_NATIVE_TYPE, gp_value_none ());
      gp_lint_report (run, "DAT107", field, g_steal_pointer (&fix),
                      _("%s.%s looks like money and is a floating point number"), table, name);
    }
  else if (gp_element_is (field, GP_FIELD_TYPE, "boolean")
           && gp_element_get_bool (field, GP_FIELD_NULLABLE)
           && !gp_element_get_bool (field, GP_FIELD_ARRAY))
    gp_lint_report (run, "DAT112", field, NULL, _("%s.%s is yes, no or nothing"), table, name);
}

/* A default that is one text in quotes, as SQL writes it, and nothing else. */
static void
check_default (GpLintRun       *run,
               const GpElement *entity,
               const GpElement *field)
{
  const char *text = gp_element_get_text (field, GP_FIELD_DEFAULT);
  gsize length = text != NULL ? strlen (text) : 0, n = 0;
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);
  g_autofree char *value = NULL;
  GpChangeSet *fix;

  if (!gp_element_is (field, GP_FIELD_TYPE, "enum") || n == 0 || length < 2 || text[0] != '\''
      || strchr (text + 1, '\'') != text + length - 1)
    return;

  value = g_strndup (text + 1, length - 2);
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (values[i], value))
      return;

  fix = gp_change_set_new (_("Took a default away"));
  gp_change_set_set (fix, field, GP_FIELD_DEFAULT, gp_value_none ());
  gp_lint_report (run, "DAT117", field, fix,
                  _("The default “%s” of %s.%s is not among its values"), value,
                  gp_element_get_name (entity), gp_element_get_name (field));
}

/* Whether a name can stand in SQL without quotes. */
static gboolean
is_plain_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (g_str_equal (reserved[i], lower))
      return FALSE;

  return TRUE;
}

/* Whole designs are written in CamelCase, as Chinook is: one that has no plain name at all made a
 * choice, and is told only about what breaks: reserved words and names that are too long. */
static void
check_name (GpLintRun       *run,
            const GpElement *element,
            gboolean         plain_names)
{
  const char *name = gp_element_get_name (element);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean is_reserved = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    is_reserved |= g_str_equal (reserved[i], lower);

  if (is_reserved)
    gp_lint_report (run, "DAT113", element, NULL,
                    _("“%s” is a word of SQL and must be quoted everywhere"),
                    name);
  else if (strlen (name) > 63)
    gp_lint_report (run, "DAT113", element, NULL,
                    _("“%s” is longer than the 63 bytes that PostgreSQL keeps"), name);
  else if (plain_names && *name != '\0' && !is_plain_name (name))
    gp_lint_report (run, "DAT113", element, NULL,
                    _("“%s” must be quoted everywhere: the other names have small letters, "
                      "digits and _ alone"),
                    name);
}

/* Whether @small is covered: the same index again, or its fields are where @big's begin. */
static gboolean
is_covered (const GpElement *small,
            const GpElement *big)
{
  gsize n = 0, m = 0;
  const GpId *a = gp_element_get_refs (small, GP_INDEX_FIELDS, &n);
  const GpId *b = gp_element_get_refs (big, GP_INDEX_FIELDS, &m);

  if (n == 0 || n > m || gp_element_get_bool (small, GP_INDEX_UNIQUE)
      || gp_element_has (small, GP_INDEX_COLUMNS) || gp_element_has (big, GP_INDEX_COLUMNS)
      || gp_element_has (small, GP_INDEX_WHERE) || gp_element_has (big, GP_INDEX_WHERE)
      || g_strcmp0 (gp_element_get_text (small, GP_INDEX_METHOD),
                    gp_element_get_text (big, GP_INDEX_METHOD)) != 0)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    if (!gp_id_equal (&a[i], &b[i]))
      return FALSE;

  return TRUE;
}

static void
check_indexes (GpLintRun       *run,
               const GpElement *entity)
{
  g_autoptr(GPtrArray) indexes = gp_design_list_children (run->design, gp_element_get_id (entity),
                                                          GP_KIND_INDEX);

  for (guint i = 0; i < indexes->len; i++)
    for (guint j = 0; j < indexes->len; j++)
      {
        const GpElement *small = indexes->pdata[i];
        const GpElement *big = indexes->pdata[j];

        /* Of two equal ones the later one goes. */
        if (i == j || !is_covered (small, big)
            || (i < j && is_covered (big, small)))
          continue;
        gp_lint_report (run, "DAT110", small,
                        gp_edit_remove (run->design, gp_element_get_id (small), 1, NULL),
                        _("An index of %s finds nothing that another one does not find"),
                        gp_element_get_name (entity));
        break;
      }
}

/* Just two references and next to nothing else: a table that ties two others together. */
static void
check_pair (GpLintRun       *run,
            const GpElement *entity,
            GPtrArray       *fields)
{
  g_autoptr(GPtrArray) indexes = gp_design_list_children (run->design, gp_element_get_id (entity),
                                                          GP_KIND_INDEX);
  GpId pair[2];
  guint n = 0;
  gsize n_key = 0;

  gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n_key);
  if (n_key > 1 || fields->len > 3)
    return;
  for (guint i = 0; i < fields->len; i++)
    if (gp_element_get_ref (fields->pdata[i], GP_FIELD_REFERENCE) != NULL)
      {
        if (n < 2)
          pair[n] = *gp_element_get_id (fields->pdata[i]);
        n++;
      }
  if (n != 2)
    return;

  for (guint i = 0; i < indexes->len; i++)
    {
      gsize n_fields = 0;
      const GpId *ids = gp_element_get_refs (indexes->pdata[i], GP_INDEX_FIELDS, &n_fields);

      if (gp_element_get_bool (indexes->pdata[i], GP_INDEX_UNIQUE) && n_fields == 2
          && (gp_id_equal (&ids[0], &pair[0]) || gp_id_equal (&ids[0], &pair[1])))
        return;
    }

  gp_lint_report (run, "DAT114", entity, NULL,
                  _("%s ties two entities together and lets the same two be tied twice"),
                  gp_element_get_name (entity));
}

/* NULL where a field is called so already. */
static GpChangeSet *
fix_by_created_at (GpDesign        *design,
                   const GpElement *entity,
                   GPtrArray       *fields)
{
  g_autoptr(GpElement) field = NULL;
  g_autofree char *title = NULL;
  GpChangeSet *fix;

  for (guint i = 0; i < fields->len; i++)
    if (g_ascii_strcasecmp (gp_element_get_name (fields->pdata[i]), "created_at") == 0)
      return NULL;

  field = gp_design_new_child (design, GP_KIND_FIELD, gp_element_get_id (entity));
  gp_element_set_text (field, GP_FIELD_NAME, "created_at");
  gp_element_set_text (field, GP_FIELD_TYPE, "timestamp");
  gp_element_set_text (field, GP_FIELD_DEFAULT, "now()");
  title = g_strdup_printf (_("Added %s.created_at"), gp_element_get_name (entity));
  fix = gp_change_set_new (title);
  gp_change_set_add (fix, field);

  return fix;
}

static void
check_retention (GpLintRun       *run,
                 const GpElement *entity,
                 GPtrArray       *fields)
{
  const char *name = gp_element_get_name (entity);

  switch ((int) gp_retention_look (run->design, entity, NULL, NULL))
    {
    case GP_RETENTION_NO_LENGTH:
      gp_lint_report_at (run, "DAT118", entity, GP_ENTITY_RETENTION,
                         _("“%s” is no length of time that records of %s can be kept for"),
                         gp_element_get_text (entity, GP_ENTITY_RETENTION), name);
      break;
    case GP_RETENTION_NO_FIELD:
      gp_lint_report (run, "DAT118", entity, fix_by_created_at (run->design, entity, fields),
                      _("%s has a retention, and no field says when a record came: add created_at"),
                      name);
      break;
    case GP_RETENTION_SEVERAL:
      gp_lint_report (run, "DAT118", entity, NULL,
                      _("%s has a retention, and several fields could say when a record came: call "
                        "one of them created_at"), name);
      break;
    default:
      break;
    }
}

static gboolean
has_plain_names (GPtrArray *entities)
{
  guint plain = 0;

  for (guint i = 0; i < entities->len; i++)
    plain += is_plain_name (gp_element_get_name (entities->pdata[i]));

  return plain * 2 > entities->len;
}

static void
check_entity (GpLintRun       *run,
              const GpElement *entity,
              gboolean         plain_names)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (run->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  if (!gp_element_has (entity, GP_ENTITY_PRIMARY_KEY))
    gp_lint_report (run, "DAT101", entity, NULL, _("%s has no primary key"),
                    gp_element_get_name (entity));

  check_name (run, entity, plain_names);
  for (guint i = 0; i < fields->len; i++)
    {
      check_reference (run, entity, fields->pdata[i]);
      check_value (run, entity, fields->pdata[i]);
      check_default (run, entity, fields->pdata[i]);
      check_name (run, fields->pdata[i], plain_names);
    }
  check_indexes (run, entity);
  check_pair (run, entity, fields);
  check_retention (run, entity, fields);
}

void
gp_lint_data (GpLintRun *run)
{
  g_autoptr(GPtrArray) entities = gp_design_list (run->design, GP_KIND_ENTITY);
  gboolean plain_names = has_plain_names (entities);

  for (guint i = 0; i < entities->len; i++)
    if (is_table (entities->pdata[i]))
      check_entity (run, entities->pdata[i], plain_names);
}
