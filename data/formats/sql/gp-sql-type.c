/* gp-sql-type.c — the table of PostgreSQL's types, read in both directions
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each field type has one plain column type (text with a length is varchar(n), and so on). Where a
 * column has another one, its name is kept beside the field's type as the native type; writing
 * uses it again as long as it still means the field's type. */

#define G_LOG_DOMAIN "gp-sql-type"

#include "config.h"

#include "gp-sql-type.h"

#include "gp-sql-script.h"

#include <string.h>

#define NONE       GP_SQL_ARGUMENTS_NONE
#define LENGTH     GP_SQL_ARGUMENTS_LENGTH
#define DECIMAL    GP_SQL_ARGUMENTS_DECIMAL
#define FRACTION   GP_SQL_ARGUMENTS_FRACTION
#define DIMENSIONS GP_SQL_ARGUMENTS_DIMENSIONS
#define ANY        GP_SQL_ARGUMENTS_ANY

/* References can form a circle; no sensible chain is longer than this. */
#define MAX_HOPS 16

/* The first plain entry of a field type is the one that is written for it. */
static const GpSqlTypeInfo types[] = {
  { "uuid", "uuid", "uuid", NONE, TRUE, NULL, NULL },
  { "text", "text", "text", NONE, TRUE, NULL, NULL },
  { "character varying", "varchar", "text", LENGTH, FALSE, NULL, NULL },
  { "character", "bpchar", "text", LENGTH, FALSE, NULL, NULL },
  { "\"char\"", "char", "text", NONE, FALSE, NULL, NULL },
  { "name", "name", "text", NONE, FALSE, NULL, NULL },
  { "citext", "citext", "text", NONE, FALSE, NULL, "citext" },
  { "integer", "int4", "integer", NONE, TRUE, "serial", NULL },
  { "smallint", "int2", "integer", NONE, FALSE, "smallserial", NULL },
  { "bigint", "int8", "bigint", NONE, TRUE, "bigserial", NULL },
  { "numeric", "numeric", "decimal", DECIMAL, TRUE, NULL, NULL },
  { "money", "money", "decimal", NONE, FALSE, NULL, NULL },
  { "double precision", "float8", "float", NONE, TRUE, NULL, NULL },
  { "real", "float4", "float", NONE, FALSE, NULL, NULL },
  { "boolean", "bool", "boolean", NONE, TRUE, NULL, NULL },
  { "date", "date", "date", NONE, TRUE, NULL, NULL },
  { "time without time zone", "time", "time", FRACTION, TRUE, NULL, NULL },
  { "time with time zone", "timetz", "time", FRACTION, FALSE, NULL, NULL },
  { "timestamp with time zone", "timestamptz", "timestamp", FRACTION, TRUE, NULL, NULL },
  { "timestamp without time zone", "timestamp", "timestamp", FRACTION, FALSE, NULL, NULL },
  { "interval", "interval", "duration", ANY, TRUE, NULL, NULL },
  { "jsonb", "jsonb", "json", NONE, TRUE, NULL, NULL },
  { "json", "json", "json", NONE, FALSE, NULL, NULL },
  { "hstore", "hstore", "json", NONE, FALSE, NULL, "hstore" },
  { "bytea", "bytea", "bytes", NONE, TRUE, NULL, NULL },
  { "vector", "vector", "vector", DIMENSIONS, TRUE, NULL, "vector" },
  { "halfvec", "halfvec", "vector", DIMENSIONS, FALSE, NULL, "vector" },
  { "bit", "bit", "text", ANY, FALSE, NULL, NULL },
  { "bit varying", "varbit", "text", ANY, FALSE, NULL, NULL },
  { "inet", "inet", "text", NONE, FALSE, NULL, NULL },
  { "cidr", "cidr", "text", NONE, FALSE, NULL, NULL },
  { "macaddr", "macaddr", "text", NONE, FALSE, NULL, NULL },
  { "macaddr8", "macaddr8", "text", NONE, FALSE, NULL, NULL },
  { "xml", "xml", "text", NONE, FALSE, NULL, NULL },
  { "tsvector", "tsvector", "text", NONE, FALSE, NULL, NULL },
  { "tsquery", "tsquery", "text", NONE, FALSE, NULL, NULL },
  { "jsonpath", "jsonpath", "text", NONE, FALSE, NULL, NULL },
  { "point", "point", "text", NONE, FALSE, NULL, NULL },
  { "line", "line", "text", NONE, FALSE, NULL, NULL },
  { "lseg", "lseg", "text", NONE, FALSE, NULL, NULL },
  { "box", "box", "text", NONE, FALSE, NULL, NULL },
  { "path", "path", "text", NONE, FALSE, NULL, NULL },
  { "polygon", "polygon", "text", NONE, FALSE, NULL, NULL },
  { "circle", "circle", "text", NONE, FALSE, NULL, NULL },
  { "oid", "oid", "bigint", NONE, FALSE, NULL, NULL },
  { "regclass", "regclass", "text", NONE, FALSE, NULL, NULL },
  { "regproc", "regproc", "text", NONE, FALSE, NULL, NULL },
  { "regtype", "regtype", "text", NONE, FALSE, NULL, NULL },
  { "pg_lsn", "pg_lsn", "text", NONE, FALSE, NULL, NULL },
  { "xid", "xid", "bigint", NONE, FALSE, NULL, NULL },
  { "int4range", "int4range", "text", NONE, FALSE, NULL, NULL },
  { "int8range", "int8range", "text", NONE, FALSE, NULL, NULL },
  { "numrange", "numrange", "text", NONE, FALSE, NULL, NULL },
  { "daterange", "daterange", "text", NONE, FALSE, NULL, NULL },
  { "tsrange", "tsrange", "text", NONE, FALSE, NULL, NULL },
  { "tstzrange", "tstzrange", "text", NONE, FALSE, NULL, NULL },
  { "ltree", "ltree", "text", NONE, FALSE, NULL, "ltree" },
  { "geometry", "geometry", "text", ANY, FALSE, NULL, "postgis" },
  { "geography", "geography", "text", ANY, FALSE, NULL, "postgis" },
};

/* Other spellings that people write. */
static const char *const aliases[][2] = {
  { "int", "integer" },
  { "decimal", "numeric" },
  { "dec", "numeric" },
  { "float", "double precision" },
  { "char", "character" },
  { "char varying", "character varying" },
  { "national character varying", "character varying" },
  { "national character", "character" },
  { "nchar", "character" },
  { "timestamp", "timestamp without time zone" },
  { "time", "time without time zone" },
};

/* Names of types to their entries; filled once and only read afterwards. */
static GHashTable *
type_names (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

      for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
        {
          g_hash_table_insert (names, (gpointer) types[i].internal, (gpointer) &types[i]);
          g_hash_table_insert (names, (gpointer) types[i].name, (gpointer) &types[i]);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
        g_hash_table_insert (names, (gpointer) aliases[i][0],
                             g_hash_table_lookup (names, aliases[i][1]));
      g_once_init_leave (&once, (gsize) names);
    }
  return (GHashTable *) once;
}

const GpSqlTypeInfo *
gp_sql_type_lookup (const char *name)
{
  return g_hash_table_lookup (type_names (), name);
}

/* Takes the word, name or symbol at @token into @name, in lower case unless quoted. */
static void
append_type_token (GString *name, const char *text, const GpSqlToken *token)
{
  const char *last = name->len > 0 ? name->str + name->len - 1 : "";

  if (token->type == GP_SQL_TOKEN_WORD && *last != '\0' && *last != '.')
    g_string_append_c (name, ' ');
  for (gsize i = token->start; i < token->end; i++)
    g_string_append_c (name,
                       token->type == GP_SQL_TOKEN_WORD ? g_ascii_tolower (text[i]) : text[i]);
}

void
gp_sql_type_parse (const char *text, GpArena *arena, GpSqlType *out)
{
  g_autoptr(GString) name = g_string_new (NULL);
  gsize end = strlen (text);
  GpSqlToken token;
  const char *builtin;

  *out = (GpSqlType) { NULL };
  for (gsize at = 0; gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == '(')
        {
          token.end = gp_sql_skip_group (text, token.start, end);
          out->arguments = gp_arena_strndup (arena, text + token.start + 1,
                                             MAX (token.end, token.start + 2) - token.start - 2);
        }
      else if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == '[')
        {
          out->array = TRUE;
          break;
        }
      else
        {
          append_type_token (name, text, &token);
        }
    }

  builtin = g_str_has_prefix (name->str, "pg_catalog.") ? name->str + 11 : name->str;
  out->info = gp_sql_type_lookup (builtin);
  if (out->info == NULL && g_str_has_prefix (builtin, "interval "))
    {
      /* The fields of an interval are told like arguments. */
      out->info = gp_sql_type_lookup ("interval");
      out->arguments = gp_arena_strdup (arena, builtin + strlen ("interval "));
    }
  if (out->info == NULL)
    out->name = gp_arena_strdup (arena, name->str);
}

char *
gp_sql_type_format (const GpSqlType *type)
{
  const char *name = type->info != NULL ? type->info->name : type->name;
  const char *array = type->array ? "[]" : "";
  gsize first;

  if (type->arguments == NULL)
    return g_strconcat (name, array, NULL);
  if (!g_ascii_isdigit (type->arguments[0]) && type->info != NULL
      && strcmp (type->info->name, "interval") == 0)
    return g_strconcat (name, " ", type->arguments, array, NULL);

  /* timestamp(3) with time zone: the arguments stand after the first word of the two. */
  first = type->info != NULL && type->info->arguments == GP_SQL_ARGUMENTS_FRACTION
            ? strcspn (name, " ")
            : strlen (name);
  return g_strdup_printf ("%.*s(%s)%s%s", (int) first, name, type->arguments, name + first, array);
}

const char *
gp_sql_type_get_field_type (const GpSqlType *type)
{
  return type->info != NULL ? type->info->field_type : "text";
}

/* The column type that stands for a field's values when no native type is kept. */
static char *
plain_type (const GpElement *field)
{
  const char *field_type = gp_element_get_text (field, GP_FIELD_TYPE);
  gint64 length = gp_element_get_int (field, GP_FIELD_LENGTH);
  gint64 precision = gp_element_get_int (field, GP_FIELD_PRECISION);
  gint64 dimensions = gp_element_get_int (field, GP_FIELD_DIMENSIONS);
  const char *name = "text";

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (types[i].plain && strcmp (types[i].field_type, field_type) == 0)
        {
          name = types[i].name;
          break;
        }
    }

  if (length > 0 && strcmp (field_type, "text") == 0)
    return g_strdup_printf ("character varying(%" G_GINT64_FORMAT ")", length);
  if (precision > 0 && strcmp (field_type, "decimal") == 0)
    {
      if (gp_element_has (field, GP_FIELD_SCALE))
        return g_strdup_printf ("numeric(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")", precision,
                                gp_element_get_int (field, GP_FIELD_SCALE));
      return g_strdup_printf ("numeric(%" G_GINT64_FORMAT ")", precision);
    }
  if (dimensions > 0 && strcmp (field_type, "vector") == 0)
    return g_strdup_printf ("vector(%" G_GINT64_FORMAT ")", dimensions);
  return g_strdup (name);
}

/* The numbers of "10,2"; -1 for what is not there or is no number that fits. */
static void
split_arguments (const char *arguments, gint64 numbers[2])
{
  numbers[0] = numbers[1] = -1;
  for (guint i = 0; i < 2 && arguments != NULL && *arguments != '\0'; i++)
    {
      char *end;
      guint64 number = g_ascii_strtoull (arguments, &end, 10);

      if (end == arguments || number > G_MAXINT32)
        return;
      numbers[i] = (gint64) number;
      arguments = end + strspn (end, " ,");
    }
}

static void
set_number (GpElement *field, GpProperty property, gint64 number)
{
  if (number >= 0)
    gp_element_set_int (field, property, number);
}

void
gp_sql_type_store (const GpSqlType *type, GpElement *field)
{
  g_autofree char *native = NULL;
  g_autofree char *plain = NULL;
  GpSqlType single = *type;
  gint64 numbers[2];

  single.array = FALSE;
  split_arguments (type->arguments, numbers);
  gp_element_set_text (field, GP_FIELD_TYPE, gp_sql_type_get_field_type (type));
  gp_element_set_bool (field, GP_FIELD_ARRAY, type->array);

  switch (type->info != NULL ? type->info->arguments : GP_SQL_ARGUMENTS_NONE)
    {
    case GP_SQL_ARGUMENTS_LENGTH:
      set_number (field, GP_FIELD_LENGTH, numbers[0]);
      break;
    case GP_SQL_ARGUMENTS_DECIMAL:
      set_number (field, GP_FIELD_PRECISION, numbers[0]);
      set_number (field, GP_FIELD_SCALE, numbers[1]);
      break;
    case GP_SQL_ARGUMENTS_DIMENSIONS:
      set_number (field, GP_FIELD_DIMENSIONS, numbers[0]);
      break;
    default:
      break;
    }

  native = gp_sql_type_format (&single);
  plain = plain_type (field);
  if (strcmp (native, plain) != 0)
    gp_element_set_text (field, GP_FIELD_NATIVE_TYPE, native);
}

const GpElement *
gp_sql_type_key_of (GpDesign *design, const GpElement *field)
{
  const GpElement *entity;
  const GpId *keys;
  gsize n;

  if (gp_element_has (field, GP_FIELD_REFERENCE_FIELD))
    return gp_design_lookup_kind (design, gp_element_get_ref (field, GP_FIELD_REFERENCE_FIELD),
                                  GP_KIND_FIELD);

  entity = gp_design_lookup_kind (design, gp_element_get_ref (field, GP_FIELD_REFERENCE),
                                  GP_KIND_ENTITY);
  if (entity == NULL)
    return NULL;
  keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);
  return n == 1 ? gp_design_lookup_kind (design, &keys[0], GP_KIND_FIELD) : NULL;
}

const GpElement *
gp_sql_type_resolve (GpDesign *design, const GpElement *field)
{
  for (guint hops = 0; hops < MAX_HOPS && gp_element_is (field, GP_FIELD_TYPE, "reference"); hops++)
    {
      const GpElement *key = gp_sql_type_key_of (design, field);

      if (key == NULL)
        break;
      field = key;
    }
  return field;
}

/* Whether the native type of @field still means the type of @resolved, the field it points to or
 * itself. Keys may be narrower or wider than what they point to. */
static gboolean
native_holds (const GpElement *field, const GpElement *resolved, const char *native)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  g_autoptr(GpElement) read = NULL;
  const char *ours = gp_element_get_text (resolved, GP_FIELD_TYPE);
  GpSqlType type;
  const char *theirs;

  gp_sql_type_parse (native, arena, &type);
  theirs = gp_sql_type_get_field_type (&type);
  if (field != resolved)
    {
      gboolean integers = (strcmp (ours, "integer") == 0 || strcmp (ours, "bigint") == 0)
                          && (strcmp (theirs, "integer") == 0 || strcmp (theirs, "bigint") == 0);

      return integers || strcmp (ours, theirs) == 0;
    }

  read = gp_element_new (GP_KIND_FIELD, gp_element_get_id (field), NULL, 0);
  gp_sql_type_store (&type, read);
  return strcmp (ours, theirs) == 0 &&
         gp_element_get_int (read, GP_FIELD_LENGTH) ==
           gp_element_get_int (field, GP_FIELD_LENGTH) &&
         gp_element_get_int (read, GP_FIELD_PRECISION) ==
           gp_element_get_int (field, GP_FIELD_PRECISION) &&
         gp_element_get_int (read, GP_FIELD_SCALE) == gp_element_get_int (field, GP_FIELD_SCALE) &&
         gp_element_get_int (read, GP_FIELD_DIMENSIONS) ==
           gp_element_get_int (field, GP_FIELD_DIMENSIONS);
}

/* The name of an enum's type: its own, or the entity's and the field's. */
static char *
enum_type (GpDesign *design, const GpElement *field)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *name = gp_element_get_text (field, GP_FIELD_TYPE_NAME);
  const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (field));
  const char *dot;

  if (name == NULL)
    {
      g_autofree char *made = g_strdup_printf ("%s_%s",
                                               entity != NULL ? gp_element_get_name (entity) : "",
                                               gp_element_get_name (field));
      gp_sql_quote_name (out, made);
      return g_string_free (g_steal_pointer (&out), FALSE);
    }

  if ((dot = strchr (name, '.')) != NULL && dot != name && dot[1] != '\0')
    {
      g_autofree char *schema = g_strndup (name, dot - name);

      gp_sql_quote_name (out, schema);
      g_string_append_c (out, '.');
      name = dot + 1;
    }
  gp_sql_quote_name (out, name);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
type_for (GpDesign *design, const GpElement *field, guint hops)
{
  const GpElement *resolved = gp_sql_type_resolve (design, field);
  const GpElement *key = NULL;
  const char *native = gp_element_get_text (field, GP_FIELD_NATIVE_TYPE);

  if (native != NULL && native_holds (field, resolved, native))
    return g_strdup (native);
  if (gp_element_is (field, GP_FIELD_TYPE, "reference"))
    key = gp_sql_type_key_of (design, field);
  if (key != NULL && hops < MAX_HOPS)
    return type_for (design, key, hops + 1);
  return gp_element_is (field, GP_FIELD_TYPE, "enum") ? enum_type (design, field)
                                                      : plain_type (field);
}

char *
gp_sql_type_for_field (GpDesign *design, const GpElement *field)
{
  g_autofree char *base = type_for (design, field, 0);

  if (!gp_element_get_bool (field, GP_FIELD_ARRAY) || g_str_has_suffix (base, "[]"))
    return g_steal_pointer (&base);
  return g_strconcat (base, "[]", NULL);
}
