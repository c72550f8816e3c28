/* gp-kind.c — the metamodel: which kinds of elements there are, and what can be said of each
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both tables come from gp-kinds.def. Defaults are parsed once, on first use. */
#define G_LOG_DOMAIN "gp-kind"

#include "config.h"

#include "gp-kind.h"

#include "gp-duration-unit.h"
#include "gp-design.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define K(kind)    GP_KIND_MASK (GP_KIND_##kind)
#define REQUIRED   GP_PROPERTY_REQUIRED
#define ADVANCED   GP_PROPERTY_ADVANCED

static const GpPropertyInfo properties[] = {
#define GP_KIND(...)
#define GP_PROPERTY(KIND, NAME, nick_, TYPE, default_, flags_, label_, meaning_) \
  { .property = GP_##KIND##_##NAME,                                              \
    .kind = GP_KIND_##KIND,                                                      \
    .nick = #nick_,                                                              \
    .type = GP_TYPE_##TYPE,                                                      \
    .default_text = default_,                                                    \
    .flags = flags_,                                                             \
    .label = label_,                                                             \
    .meaning = meaning_ },
#define GP_CHOICE(KIND, NAME, nick_, choices_, default_, flags_, label_, meaning_) \
  { .property = GP_##KIND##_##NAME,                                                \
    .kind = GP_KIND_##KIND,                                                        \
    .nick = #nick_,                                                                \
    .type = GP_TYPE_CHOICE,                                                        \
    .default_text = default_,                                                      \
    .choices = choices_,                                                           \
    .flags = flags_,                                                               \
    .label = label_,                                                               \
    .meaning = meaning_ },
#define GP_REFERENCE(KIND, NAME, nick_, TYPE, kinds_, removal_, label_, meaning_) \
  { .property = GP_##KIND##_##NAME,                                               \
    .kind = GP_KIND_##KIND,                                                       \
    .nick = #nick_,                                                               \
    .type = GP_TYPE_##TYPE,                                                       \
    .ref_kinds = kinds_,                                                          \
    .removal = GP_REMOVAL_##removal_,                                             \
    .label = label_,                                                              \
    .meaning = meaning_ },
#include "gp-kinds.def"
};

static const struct
{
  const char  *nick;
  const char  *label;
  const char  *plural;
  guint64      parents;
  GpNameScope  name_scope;
  const char  *meaning;
} kinds[] = {
#define GP_KIND(KIND, nick_, label_, plural_, parents_, scope_, meaning_) \
  { #nick_, label_, plural_, parents_, GP_NAME_SCOPE_##scope_, meaning_ },
#define GP_PROPERTY(...)
#define GP_CHOICE(...)
#define GP_REFERENCE(...)
#include "gp-kinds.def"
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == GP_N_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (properties) == GP_N_PROPERTIES);

/* What people read for a choice. */
static const struct
{
  GpProperty  property;
  const char *nick;
  const char *word;
} words[] = {
#define GP_KIND(...)
#define GP_PROPERTY(...)
#define GP_CHOICE(...)
#define GP_REFERENCE(...)
#define GP_WORD(KIND, NAME, nick_, word_) { GP_##KIND##_##NAME, #nick_, word_ },
#include "gp-kinds.def"
};

typedef struct
{
  GpKindInfo  kinds[GP_N_KINDS];
  GpValue     defaults[GP_N_PROPERTIES];
  GHashTable *kind_by_nick;
} Tables;

static GpValue
parse_default (const GpPropertyInfo *info)
{
  if (info->default_text == NULL)
    return gp_value_none ();
  switch (gp_property_value_type (info->property))
    {
    case GP_VALUE_BOOL:
      return gp_value_bool (g_str_equal (info->default_text, "true"));
    case GP_VALUE_INT:
      return gp_value_int (g_ascii_strtoll (info->default_text, NULL, 10));
    case GP_VALUE_TEXT:
      return gp_value_text (info->default_text);
    case GP_VALUE_NONE:
    case GP_VALUE_ID:
    case GP_VALUE_POINT:
    case GP_VALUE_TEXTS:
    case GP_VALUE_IDS:
    default:
      g_assert_not_reached ();
    }
}

static Tables *
make_tables (void)
{
  Tables *tables = g_new0 (Tables, 1);

  tables->kind_by_nick = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint k = 0; k < GP_N_KINDS; k++)
    {
      tables->kinds[k] = (GpKindInfo) {
        .kind = k, .nick = kinds[k].nick, .label = kinds[k].label, .plural = kinds[k].plural,
        .parents = kinds[k].parents, .name_scope = kinds[k].name_scope,
        .meaning = kinds[k].meaning, .name = -1,
      };
      g_hash_table_insert (tables->kind_by_nick, (gpointer) kinds[k].nick,
                           GUINT_TO_POINTER (k + 1));
    }
  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    {
      GpKindInfo *kind = &tables->kinds[properties[p].kind];

      if (kind->n++ == 0)
        kind->first = p;
      if (g_str_equal (properties[p].nick, "name"))
        kind->name = (int) p;
      tables->defaults[p] = parse_default (&properties[p]);
    }
  return tables;
}

static const Tables *
get_tables (void)
{
  static Tables *tables;

  if (g_once_init_enter (&tables))
    g_once_init_leave (&tables, make_tables ());
  return tables;
}

const GpKindInfo *
gp_kind_get_info (GpKind kind)
{
  g_return_val_if_fail (kind < GP_N_KINDS, NULL);

  return &get_tables ()->kinds[kind];
}

const GpPropertyInfo *
gp_property_get_info (GpProperty property)
{
  g_return_val_if_fail (property < GP_N_PROPERTIES, NULL);

  return &properties[property];
}

const GpValue *
gp_property_get_default (GpProperty property)
{
  g_return_val_if_fail (property < GP_N_PROPERTIES, NULL);

  return &get_tables ()->defaults[property];
}

gboolean
gp_kind_from_nick (const char *nick,
                   GpKind     *out)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (get_tables ()->kind_by_nick, nick));

  if (found == 0)
    return FALSE;
  *out = found - 1;
  return TRUE;
}

gboolean
gp_property_from_nick (GpKind      kind,
                       const char *nick,
                       GpProperty *out)
{
  const GpKindInfo *info = gp_kind_get_info (kind);

  for (guint p = info->first; p < info->first + info->n; p++)
    if (g_str_equal (properties[p].nick, nick))
      {
        *out = p;
        return TRUE;
      }
  return FALSE;
}

char **
gp_property_list_choices (GpProperty property)
{
  const GpPropertyInfo *info = gp_property_get_info (property);

  return g_strsplit (info->choices != NULL ? info->choices : "", " ", -1);
}

const char *
gp_property_get_word (GpProperty  property,
                      const char *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].property == property && g_str_equal (words[i].nick, choice))
      return words[i].word;

  return NULL;
}

GpValueType
gp_property_value_type (GpProperty property)
{
  switch (gp_property_get_info (property)->type)
    {
    case GP_TYPE_BOOL:
      return GP_VALUE_BOOL;
    case GP_TYPE_INT:
    case GP_TYPE_TIMESTAMP:
      return GP_VALUE_INT;
    case GP_TYPE_TEXTS:
    case GP_TYPE_EXPRESSIONS:
      return GP_VALUE_TEXTS;
    case GP_TYPE_POINT:
      return GP_VALUE_POINT;
    case GP_TYPE_REF:
      return GP_VALUE_ID;
    case GP_TYPE_REFS:
      return GP_VALUE_IDS;
    case GP_TYPE_NAME:
    case GP_TYPE_LINE:
    case GP_TYPE_PROSE:
    case GP_TYPE_CODE:
    case GP_TYPE_EXPRESSION:
    case GP_TYPE_JSON:
    case GP_TYPE_COLOR:
    case GP_TYPE_DURATION:
    case GP_TYPE_CHOICE:
    default:
      return GP_VALUE_TEXT;
    }
}

static gboolean
is_choice (const char *choices,
           const char *text)
{
  gsize length = strlen (text);

  if (strchr (text, ' ') != NULL)
    return FALSE;
  for (const char *at = choices; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (strncmp (at, text, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
        return length > 0;
    }
  return FALSE;
}

static gboolean
is_color (const char *text)
{
  return text[0] == '#' && strlen (text) == 7 && strspn (text + 1, "0123456789abcdef") == 6;
}

static gboolean
is_duration (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  return digits > 0 && digits <= 12 && gp_duration_unit_find (text + digits) != NULL;
}

/* NULL where @text is fine, else a translated reason. */
static const char *
text_problem (const GpPropertyInfo *info,
              const char           *text)
{
  switch (info->type)
    {
    case GP_TYPE_CHOICE:
      return is_choice (info->choices, text) ? NULL : _("it is not one of the choices");
    case GP_TYPE_COLOR:
      return is_color (text) ? NULL : _("a colour is written as #rrggbb with lower-case digits");
    case GP_TYPE_DURATION:
      return is_duration (text) ? NULL
             : _("a duration is a whole number and one of ms, s, m, h, d, w, mo, y, such as 30m");
    case GP_TYPE_LINE:
    case GP_TYPE_NAME:
      return strpbrk (text, "\r\n") == NULL ? NULL : _("it must be a single line");
    default:
      return NULL;
    }
}

static const char *
expressions_problem (const GpValue *value)
{
  gsize n;
  const char *const *texts = gp_value_get_texts (value, &n);

  if (n % 2 != 0)
    return _("each name needs an expression");
  for (gsize i = 2; i < n; i += 2)
    if (strcmp (texts[i - 2], texts[i]) >= 0)
      return _("the names must be sorted and different");
  return NULL;
}

gboolean
gp_property_check_value (GpProperty     property,
                         const GpValue *value,
                         GError       **error)
{
  const GpPropertyInfo *info = gp_property_get_info (property);
  const char *problem = NULL;

  if (gp_value_is_none (value))
    return TRUE;

  if (value->type != gp_property_value_type (property))
    problem = _("it is a value of another type");
  else if (value->type == GP_VALUE_TEXT)
    problem = text_problem (info, gp_value_get_text (value));
  else if (info->type == GP_TYPE_INT && gp_value_get_int (value) < 0)
    problem = _("it must not be negative");
  else if (info->type == GP_TYPE_EXPRESSIONS)
    problem = expressions_problem (value);

  if (problem == NULL)
    return TRUE;
  g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
               _("The value of “%s” (%s) does not fit: %s."), _(info->label),
                                                                  kinds[info->kind].nick, problem);
  return FALSE;
}
