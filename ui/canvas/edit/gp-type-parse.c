/* gp-type-parse.c — a field's type as people type it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-type-parse"
#include "config.h"
#include "gp-type-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char      *name;         /* of the type or the entity */
  char     **arguments;    /* between the parentheses; NULL: none */
  gboolean   reference;    /* with an arrow */
  gboolean   array;
  gboolean   nullable;
  gboolean   unique;
} TypeText;

static void
type_text_clear (TypeText *self)
{
  g_free (self->name);
  g_strfreev (self->arguments);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TypeText, type_text_clear)

/* Takes @suffix off the end of @text. */
static gboolean
cut_suffix (char       *text,
            const char *suffix)
{
  g_strchomp (text);
  if (!g_str_has_suffix (text, suffix))
    return FALSE;
  text[strlen (text) - strlen (suffix)] = '\0';
  g_strchomp (text);
  return TRUE;
}

static void
split (const char *text,
       TypeText   *out)
{
  g_autofree char *rest = g_strdup (text);
  char *open;

  *out = (TypeText) { 0 };
  g_strstrip (rest);
  /* In any order: "unique optional", "optional unique". */
  for (gboolean more = TRUE; more;)
    {
      gboolean required = cut_suffix (rest, " required") || cut_suffix (rest, " not null");
      gboolean unique = cut_suffix (rest, "· unique") || cut_suffix (rest, " unique");
      gboolean optional = cut_suffix (rest, " optional") || cut_suffix (rest, " null");

      out->unique |= unique;
      out->nullable |= optional;
      more = required || unique || optional;
    }
  out->nullable |= cut_suffix (rest, "?");
  out->array = cut_suffix (rest, "[]");
  out->nullable = cut_suffix (rest, "?") || out->nullable;
  out->reference = g_str_has_prefix (rest, "→") || g_str_has_prefix (rest, "->");
  if (out->reference)
    {
      char *name = g_strdup (rest + strlen (g_str_has_prefix (rest, "→") ? "→" : "->"));

      g_free (rest);
      rest = g_strchug (name);
    }
  open = strchr (rest, '(');
  if (open != NULL && cut_suffix (rest, ")"))
    {
      *open = '\0';
      out->arguments = g_strsplit (open + 1, ",", -1);
      for (guint i = 0; out->arguments[i] != NULL; i++)
        g_strstrip (out->arguments[i]);
    }
  out->name = g_strdup (g_strstrip (rest));
}

/* Other programs' words for our types. */
static const struct
{
  const char *word;
  const char *type;
} words[] = {
  { "int", "integer" }, { "int4", "integer" }, { "smallint", "integer" }, { "int8", "bigint" },
  { "long", "bigint" }, { "string", "text" }, { "str", "text" }, { "varchar", "text" },
  { "char", "text" }, { "bool", "boolean" }, { "numeric", "decimal" }, { "number", "decimal" },
  { "money", "decimal" }, { "double", "float" }, { "real", "float" }, { "datetime", "timestamp" },
  { "timestamptz", "timestamp" }, { "interval", "duration" }, { "jsonb", "json" },
  { "object", "json" }, { "bytea", "bytes" }, { "blob", "bytes" }, { "binary", "bytes" },
};

static const char *
translate_word (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, name) == 0)
      return words[i].type;
  return name;
}

static gboolean
is_type (const char *name)
{
  g_auto(GStrv) choices = gp_property_list_choices (GP_FIELD_TYPE);

  return g_strv_contains ((const char *const *) choices, name);
}

static gboolean
read_number (const char *text,
             gint64     *out)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 1000000, &number, NULL))
    return FALSE;
  *out = (gint64) number;
  return TRUE;
}

static gboolean
set_arguments (GpChangeSet     *changes,
               const GpElement *field,
               const TypeText  *type)
{
  guint n = type->arguments != NULL ? g_strv_length (type->arguments) : 0;
  gint64 first = 0;
  gint64 second = 0;

  if (n == 0)
    return TRUE;
  if (g_str_equal (type->name, "enum"))
    {
      /* "enum(4)" is how many there are, as the card shows it: the values stay as they are. */
      if (n > 1 || !g_ascii_isdigit (type->arguments[0][0]))
        gp_change_set_set (changes, field, GP_FIELD_VALUES,
                           gp_value_texts ((const char *const *) type->arguments, n));
      return TRUE;
    }
  if (!read_number (type->arguments[0], &first) ||
      (n > 1 && !g_str_equal (type->arguments[1], "0") &&
       !read_number (type->arguments[1], &second)))
    return FALSE;
  if (g_str_equal (type->name, "decimal"))
    {
      gp_change_set_set (changes, field, GP_FIELD_PRECISION, gp_value_int (first));
      gp_change_set_set (changes, field, GP_FIELD_SCALE, gp_value_int (second));
    }
  else if (g_str_equal (type->name, "vector"))
    gp_change_set_set (changes, field, GP_FIELD_DIMENSIONS, gp_value_int (first));
  else
    gp_change_set_set (changes, field, GP_FIELD_LENGTH, gp_value_int (first));
  return TRUE;
}

static void
set_reference (GpDesign        *design,
               GpChangeSet     *changes,
               const GpElement *field,
               const GpElement *target)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (target, GP_ENTITY_PRIMARY_KEY, &n);
  const GpElement *key = n > 0 ? gp_design_lookup (design, &keys[0]) : NULL;

  gp_change_set_set (changes, field, GP_FIELD_REFERENCE, gp_value_id (gp_element_get_id (target)));
  if (key != NULL)
    gp_change_set_set (changes, field, GP_FIELD_TYPE,
                       gp_value_text (gp_element_get_text (key, GP_FIELD_TYPE)));
}

GpChangeSet *
gp_type_parse (GpDesign         *design,
               const GpElement  *field,
               const char       *text,
               GError          **error)
{
  g_auto(TypeText) type = { 0 };
  g_autofree char *title = g_strdup_printf (_("Changed the type of %s"),
                                               gp_element_get_name (field));
  g_autoptr(GpChangeSet) changes = gp_change_set_new (title);
  const GpElement *target = NULL;

  split (text, &type);
  if (type.reference || !is_type (type.name))
    target = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_ENTITY,
                                   type.name);
  if (target == NULL && !type.reference)
    {
      const char *word = translate_word (type.name);

      if (word != type.name)
        {
          g_free (type.name);
          type.name = g_strdup (word);
        }
    }
  if (target != NULL)
    set_reference (design, changes, field, target);
  else if (type.reference || !is_type (type.name) || g_str_equal (type.name, "reference"))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
                   _("“%.60s” is neither a type nor an entity. Type text, integer, decimal(12,2), "
                     "timestamp?, enum(a, b) or the name of an entity."),
                   type.name);
      return NULL;
    }
  else
    {
      gp_change_set_set (changes, field, GP_FIELD_REFERENCE, gp_value_none ());
      gp_change_set_set (changes, field, GP_FIELD_REFERENCE_FIELD, gp_value_none ());
      gp_change_set_set (changes, field, GP_FIELD_TYPE, gp_value_text (type.name));
      if (!set_arguments (changes, field, &type))
        {
          g_set_error (
            error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
            _("The numbers after %s must be whole and greater than none, as in decimal(12,2)."),
               type.name);
          return NULL;
        }
    }
  gp_change_set_set (changes, field, GP_FIELD_ARRAY, gp_value_bool (type.array));
  gp_change_set_set (changes, field, GP_FIELD_NULLABLE, gp_value_bool (type.nullable));
  gp_change_set_set (changes, field, GP_FIELD_UNIQUE, gp_value_bool (type.unique));
  return g_steal_pointer (&changes);
}
