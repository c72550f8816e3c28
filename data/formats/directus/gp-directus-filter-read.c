/* gp-directus-filter-read.c — filters of Directus as conditions
 * SPDX-License-Identifier: Apache-2.0
 *
 * Of Directus, a test finds no record whose value is missing, but those for that; of expressions,
 * only == and its like know what is missing, and are asked for it. Where a filter looks without
 * regard to case or signs, or at a variable that callers have not here, it is not read at all: a
 * condition that means nearly the same would grant something else. */
#define G_LOG_DOMAIN "gp-directus-filter-read"
#include "config.h"
#include "gp-directus-filter-read.h"

#include <string.h>

#include "gp-expr-design-record.h"
#include "gp-flow-build.h"

#define MAX_DEPTH 32
#define CALLER    "$CURRENT_USER"
#define NOW       "$NOW"

/* Where the reading is. @path: the expression that leads here; @depth: of nesting */
typedef struct
{
  GpDesign   *design;
  const GpId *entity;
  const char *path;
  guint       depth;
  gboolean    is_new;
} Place;

static char *read_object (Place place, JsonObject *filter);

/* --- values ----------------------------------------------------------------------------------- */

/* "$NOW(-90 days)": how Directus says a span. */
static char *
read_time (const char *text)
{
  static const struct
  {
    const char *unit;
    gint64      millis;
  } units[] = {
    { "ms", 1 }, { "s", 1000 }, { "sec", 1000 }, { "second", 1000 }, { "seconds", 1000 },
    { "m", 60000 }, { "min", 60000 }, { "minute", 60000 }, { "minutes", 60000 },
    { "h", 3600000 }, { "hour", 3600000 }, { "hours", 3600000 }, { "d", 86400000 },
    { "day", 86400000 }, { "days", 86400000 }, { "week", 604800000 }, { "weeks", 604800000 },
  };
  char *end = NULL;
  gint64 n;

  if (g_str_equal (text, NOW))
    return g_strdup ("now");
  if (!g_str_has_prefix (text, NOW "(") || !g_str_has_suffix (text, ")"))
    return NULL;
  n = g_ascii_strtoll (text + strlen (NOW "("), &end, 10);
  while (*end == ' ')
    end++;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].unit) == strlen (end) - 1 && g_str_has_prefix (end, units[i].unit)
        && ABS (n) <= G_MAXINT64 / 604800000 / 1000)
      return g_strdup_printf ("now %c duration(\"%" G_GINT64_FORMAT "ms\")", n < 0 ? '-' : '+',
                              ABS (n) * units[i].millis);
  return NULL;
}

static char *
read_variable (const char *text)
{
  static const char *const known[][2] = {
    { CALLER, "user.id" }, { CALLER ".id", "user.id" }, { CALLER ".tenant", "user.tenant" },
    { CALLER ".email", "user.email" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (text, known[i][0]))
      return g_strdup (known[i][1]);
  return read_time (text);
}

/* A text as a value of the type that the field has. */
static char *
read_text (GpExprType  type,
           const char *text)
{
  g_autofree char *literal = gp_flow_text_literal (text);

  if (*text == '$')
    return read_variable (text);
  if (type.kind == GP_EXPR_TYPE_STRING)
    return g_steal_pointer (&literal);
  if (type.kind == GP_EXPR_TYPE_TIMESTAMP)
    return g_strdup_printf ("timestamp(%s)", literal);
  return NULL;
}

static char *
read_value (GpExprType  type,
            JsonNode   *node)
{
  GType kind = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (kind == G_TYPE_STRING)
    return read_text (type, json_node_get_string (node));
  if (kind == G_TYPE_BOOLEAN && type.kind == GP_EXPR_TYPE_BOOL)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (kind == G_TYPE_INT64 && (type.kind == GP_EXPR_TYPE_INT || type.kind == GP_EXPR_TYPE_DOUBLE))
    return g_strdup_printf ("%" G_GINT64_FORMAT "%s", json_node_get_int (node),
                            type.kind == GP_EXPR_TYPE_DOUBLE ? ".0" : "");
  if (kind == G_TYPE_DOUBLE && type.kind == GP_EXPR_TYPE_DOUBLE)
    return g_strdup (g_ascii_dtostr (number, sizeof number, json_node_get_double (node)));
  return NULL;
}

char *
gp_directus_filter_read_value (GpDesign        *design,
                               const GpElement *field,
                               JsonNode        *value)
{
  return read_value (gp_expr_design_get_field_type (design, field), value);
}

/* --- tests of one field ----------------------------------------------------------------------- */

static char *
compare (const char *path,
         GpExprType  type,
         const char *operator,
         JsonNode   *value)
{
  g_autofree char *other = read_value (type, value);

  /* Texts have an order of their own in every database. */
  if (other == NULL || (type.kind == GP_EXPR_TYPE_STRING && strchr ("<>", *operator) != NULL))
    return NULL;
  if (g_str_equal (operator, "!=") && type.nullable)
    return g_strdup_printf ("%s != null && %s != %s", path, path, other);
  return g_strdup_printf ("%s %s %s", path, operator, other);
}

/* One of a list: a variable in it stands alone. */
static char *
choose (const char *path,
        GpExprType  type,
        gboolean    none,
        JsonNode   *value)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n = list != NULL ? json_array_get_length (list) : 0;
  g_autoptr(GString) out = g_string_new ("[");

  if (n == 1 && JSON_NODE_HOLDS_VALUE (json_array_get_element (list, 0)))
    return compare (path, type, none ? "!=" : "==", json_array_get_element (list, 0));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = read_value (type, json_array_get_element (list, i));

      if (one == NULL || g_str_has_prefix (one, "user.") || g_str_has_prefix (one, "now"))
        return NULL;
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", one);
    }
  if (n == 0)
    return NULL;
  if (none && type.nullable)
    return g_strdup_printf ("%s != null && !(%s in %s])", path, path, out->str);
  return g_strdup_printf (none ? "!(%s in %s])" : "%s in %s]", path, out->str);
}

static char *
test_missing (const char *path,
              GpExprType  type,
              gboolean    missing,
              gboolean    or_empty)
{
  gboolean is_text = or_empty && type.kind == GP_EXPR_TYPE_STRING;

  if (!type.nullable && is_text)
    return g_strdup_printf ("%s %s \"\"", path, missing ? "==" : "!=");
  if (!type.nullable)
    return g_strdup (missing ? "false" : "true");
  if (!is_text)
    return g_strdup_printf ("%s %s null", path, missing ? "==" : "!=");
  return g_strdup_printf (missing ? "%s == null || %s == \"\"" : "%s != null && %s != \"\"", path,
                          path);
}

static char *
between (const char *path,
         GpExprType  type,
         JsonNode   *value)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  g_autofree char *from = NULL, *to = NULL;

  if (list == NULL || json_array_get_length (list) != 2)
    return NULL;
  from = compare (path, type, ">=", json_array_get_element (list, 0));
  to = compare (path, type, "<=", json_array_get_element (list, 1));
  return from != NULL && to != NULL ? g_strdup_printf ("%s && %s", from, to) : NULL;
}

static gboolean
is_true (JsonNode *node)
{
  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN
         || json_node_get_boolean (node);
}

static char *
read_test (const char *path,
           GpExprType  type,
           const char *operator,
           JsonNode   *value)
{
  static const char *const comparisons[][2] = {
    { "_eq", "==" }, { "_neq", "!=" }, { "_lt", "<" }, { "_lte", "<=" }, { "_gt", ">" },
    { "_gte", ">=" },
  };
  static const struct
  {
    const char *operator;
    gboolean    missing;
    gboolean    or_empty;
  } absences[] = {
    { "_null", TRUE, FALSE }, { "_nnull", FALSE, FALSE }, { "_empty", TRUE, TRUE },
    { "_nempty", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (g_str_equal (operator, comparisons[i][0]))
      return compare (path, type, comparisons[i][1], value);
  for (gsize i = 0; i < G_N_ELEMENTS (absences); i++)
    if (g_str_equal (operator, absences[i].operator))
      return test_missing (path, type, absences[i].missing == is_true (value),
                           absences[i].or_empty);
  if (g_str_equal (operator, "_in") || g_str_equal (operator, "_nin"))
    return choose (path, type, operator[1] == 'n', value);
  if (g_str_equal (operator, "_between"))
    return between (path, type, value);
  return NULL;
}

/* --- objects ---------------------------------------------------------------------------------- */

/* What all of @parts say together; a part that says several things stands in brackets. */
static char *
join (GPtrArray  *parts,
      const char *joint)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (parts->len == 1)
    return g_strdup (parts->pdata[0]);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (out, "%s(%s)", i > 0 ? joint : "", (char *) parts->pdata[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The member that @node asks to be sent; NULL where it asks for something else, or for more. */
static const char *
find_submitted (JsonNode *node)
{
  g_autoptr(GList) names = JSON_NODE_HOLDS_OBJECT (node)
    ? json_object_get_members (json_node_get_object (node)) : NULL;
  JsonNode *test = names != NULL && names->next == NULL
    ? json_object_get_member (json_node_get_object (node), names->data) : NULL;
  JsonObject *inside = test != NULL && JSON_NODE_HOLDS_OBJECT (test) ? json_node_get_object (test)
                                                                     : NULL;

  return inside != NULL && json_object_get_size (inside) == 1
         && json_object_has_member (inside, "_submitted")
         && is_true (json_object_get_member (inside, "_submitted")) ? names->data : NULL;
}

/* Whether @list asks, too, what the value of @member is to be. */
static gboolean
is_tested (JsonArray  *list,
           const char *member)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && find_submitted (node) == NULL
          && json_object_has_member (json_node_get_object (node), member))
        return TRUE;
    }
  return FALSE;
}

/* That a value is sent at all says nothing more where it is asked, too, what it has to be. */
static char *
read_list (Place       place,
           JsonArray  *list,
           gboolean    all)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *sent = all && place.is_new ? find_submitted (node) : NULL;
      char *part;

      if (sent != NULL && is_tested (list, sent))
        continue;
      part = JSON_NODE_HOLDS_OBJECT (node) ? read_object (place, json_node_get_object (node))
                                           : NULL;
      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }
  if (parts->len == 0)
    return list != NULL ? g_strdup ("true") : NULL;
  return join (parts, all ? " && " : " || ");
}

/* "record.kids.exists(k, …)" of a list whose records are asked for one thing. */
static char *
read_search (Place               place,
             const char         *list,
             const GpExprMember *member,
             JsonObject         *test)
{
  g_autofree char *name = g_strdup_printf ("r%u", place.depth);
  g_autofree char *part = NULL;
  JsonObject *some = NULL;

  if (place.is_new || json_object_get_size (test) != 1 || !json_object_has_member (test, "_some"))
    return NULL;
  some = json_object_get_object_member (test, "_some");
  if (some == NULL || json_object_get_size (some) != 1 || json_object_has_member (some, "_and")
      || json_object_has_member (some, "_or"))
    return NULL;
  part = read_object ((Place) { place.design, &member->element, name, place.depth + 1, FALSE },
                      some);
  return part != NULL ? g_strdup_printf ("%s.%s.exists(%s, %s)", place.path, list, name, part)
                      : NULL;
}

/* What a reference leads to is called without "_id", or with "_ref". */
static char *
read_hop (Place            place,
          const GpElement *field,
          JsonObject      *inside)
{
  const char *name = gp_element_get_name (field);
  gboolean has_id = g_str_has_suffix (name, "_id");
  g_autofree char *short_name = has_id ? g_strndup (name, strlen (name) - strlen ("_id"))
                                       : g_strconcat (name, "_ref", NULL);
  g_autofree char *path = g_strconcat (place.path, ".", short_name, NULL);
  GpExprMember member;

  if (!gp_expr_design_find_record_member (place.design, place.entity, short_name, &member)
      || !gp_id_equal (&member.element, gp_element_get_id (field)))
    return NULL;
  return read_object ((Place) { place.design, gp_element_get_ref (field, GP_FIELD_REFERENCE), path,
                                place.depth + 1, place.is_new }, inside);
}

static char *
read_member (Place       place,
             const char *name,
             JsonObject *inside)
{
  const GpElement *field = gp_design_find_child (place.design, place.entity, GP_KIND_FIELD, name);
  g_autofree char *path = g_strconcat (place.path, ".", name, NULL);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GList) names = json_object_get_members (inside);
  GpExprMember member;

  if (names == NULL)
    return NULL;
  if (*(const char *) names->data != '_' && field != NULL)
    return read_hop (place, field, inside);
  if (field == NULL)
    return gp_expr_design_find_record_member (place.design, place.entity, name, &member)
               && member.link == GP_EXPR_LINK_CHILDREN
             ? read_search (place, name, &member, inside) : NULL;
  for (GList *at = names; at != NULL; at = at->next)
    {
      char *part = read_test (path, gp_expr_design_get_field_type (place.design, field), at->data,
                              json_object_get_member (inside, at->data));

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }
  return join (parts, " && ");
}

static char *
read_object (Place       place,
             JsonObject *filter)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GList) names = json_object_get_members (filter);

  if (place.depth > MAX_DEPTH || place.entity == NULL)
    return NULL;
  for (GList *at = names; at != NULL; at = at->next)
    {
      const char *name = at->data;
      JsonNode *node = json_object_get_member (filter, name);
      Place inner = place;
      char *part = NULL;

      inner.depth++;
      if (JSON_NODE_HOLDS_ARRAY (node)
          && (g_str_equal (name, "_and") || g_str_equal (name, "_or")))
        part = read_list (inner, json_node_get_array (node), name[1] == 'a');
      else if (JSON_NODE_HOLDS_OBJECT (node) && *name != '_')
        part = read_member (inner, name, json_node_get_object (node));
      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }
  return parts->len > 0 ? join (parts, " && ") : g_strdup ("true");
}

char *
gp_directus_filter_read (GpDesign   *design,
                         const GpId *entity,
                         JsonObject *filter,
                         const char *root)
{
  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);
  g_return_val_if_fail (filter != NULL && root != NULL, NULL);

  return read_object ((Place) { design, entity, root, 0, g_str_equal (root, "new") }, filter);
}
