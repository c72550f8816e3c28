/* gp-serverless-import-expr.c — expressions, values, times and what an export of ours kept
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-parser.h"
#include "gp-flow-duration.h"
#include "gp-name.h"

static char *
last (GPtrArray *names)
{
  return names->len > 0 ? names->pdata[names->len - 1] : NULL;
}

gboolean
gp_serverless_is_dynamic (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return g_str_has_prefix (trimmed, "${") && g_str_has_suffix (trimmed, "}");
}

/* Our own language stands there as it is. */
static char *
read_ours (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize length = strlen (trimmed);
  g_autofree char *inner = NULL;
  g_autoptr(GpExpr) expr = NULL;

  if (gp_serverless_is_dynamic (trimmed))
    inner = g_strstrip (g_strndup (trimmed + 2, length - 3));
  else
    inner = g_strdup (trimmed);
  expr = gp_expr_parse (inner, -1, NULL);
  return expr != NULL ? g_steal_pointer (&inner) : NULL;
}

static char *
read_expr (GpServerless    *self,
           const GpYaml    *node,
           const GpElement *element,
           const char      *dot,
           gboolean         is_test)
{
  GpServerlessNames names = { .dot = dot, .error = last (self->errors),
                              .index = last (self->indices), .items = self->items,
                              .by_event = self->by_event };
  char *made = NULL;

  if (node->text == NULL)
    {
      gp_serverless_note (self, GP_IMPORT_CODE_PART, node, element,
                          _("An expression is expected here; this is left out."));
      return NULL;
    }
  if (self->is_ours)
    made = read_ours (node->text);
  else if (is_test)
    made = gp_serverless_jq_test (node->text, &names);
  else
    made = gp_serverless_jq_translate (node->text, &names);
  if (made == NULL)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, node, element,
                        _("The expression “%s” cannot be said here. Write it anew."), node->text);
  return made;
}

char *
gp_serverless_expr (GpServerless    *self,
                    const GpYaml    *node,
                    const GpElement *element,
                    const char      *dot)
{
  return read_expr (self, node, element, dot, FALSE);
}

char *
gp_serverless_test (GpServerless    *self,
                    const GpYaml    *node,
                    const GpElement *element,
                    const char      *dot)
{
  return read_expr (self, node, element, dot, TRUE);
}

typedef struct
{
  GpServerless *self;
  const GpElement *element;
  const char *dot;
} Value;

static char *
translate_text (const char   *text,
                const GpYaml *at,
                gpointer      user_data)
{
  Value *value = user_data;

  return gp_serverless_is_dynamic (text)
           ? gp_serverless_expr (value->self, at, value->element, value->dot)
           : gp_flow_text_literal (text);
}

char *
gp_serverless_value (GpServerless    *self,
                     const GpYaml    *node,
                     const GpElement *element,
                     const char      *dot)
{
  Value value = { self, element, dot };

  return gp_flow_build_literal (node, translate_text, &value);
}

gboolean
gp_serverless_values (GpServerless *self,
                      const GpYaml *node,
                      GpElement    *element,
                      GpProperty    property,
                      const char   *dot)
{
  if (!gp_yaml_is (node, GP_YAML_MAP))
    return FALSE;
  for (guint i = 0; i < gp_yaml_size (node); i++)
    {
      const GpYaml *member = gp_yaml_item (node, i);
      g_autofree char *value = gp_serverless_value (self, member, element, dot);

      if (value != NULL)
        gp_flow_build_put (element, property, member->key, value);
    }
  return TRUE;
}

/* --- times ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  gint64 length;
} units[] = {
  { "days", 86400 * GP_FLOW_SECOND }, { "hours", 3600 * GP_FLOW_SECOND },
  { "minutes", 60 * GP_FLOW_SECOND }, { "seconds", GP_FLOW_SECOND },
  { "milliseconds", GP_FLOW_SECOND / 1000 },
};

#define LONGEST (G_GINT64_CONSTANT (1000) * 365 * 86400 * GP_FLOW_SECOND)

static gboolean
read_object (const GpYaml *node,
             gint64       *out)
{
  *out = 0;
  for (guint i = 0; i < gp_yaml_size (node); i++)
    {
      const GpYaml *member = gp_yaml_item (node, i);
      gboolean known = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (units); j++)
        {
          gint64 n;

          if (!g_str_equal (units[j].name, member->key))
            continue;
          if (!gp_yaml_get_int (member, &n) || n < 0 || n > LONGEST / units[j].length)
            return FALSE;
          *out += n * units[j].length;
          known = TRUE;
        }
      if (!known || *out > LONGEST)
        return FALSE;
    }
  return gp_yaml_size (node) > 0;
}

/* "P1DT2H": years and months have no length of their own, and are no part of it. */
static gboolean
read_iso (const char *text,
          gint64     *out)
{
  static const char date[] = "WD";
  static const gint64 date_length[] = { 7 * 86400, 86400 };
  static const char time[] = "HMS";
  static const gint64 time_length[] = { 3600, 60, 1 };
  gboolean in_time = FALSE;
  double seconds = 0;

  if (*text++ != 'P' || *text == '\0')
    return FALSE;
  while (*text != '\0')
    {
      const char *letters = in_time ? time : date;
      const char *found;
      char *end;
      double n;

      if (*text == 'T' && !in_time)
        {
          in_time = TRUE;
          text++;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        return FALSE;
      n = g_ascii_strtod (text, &end);
      found = *end != '\0' ? strchr (letters, *end) : NULL;
      if (found == NULL)
        return FALSE;
      seconds += n * (double) (in_time ? time_length : date_length)[found - letters];
      text = end + 1;
    }
  if (!(seconds <= (double) (LONGEST / GP_FLOW_SECOND)))
    return FALSE;
  *out = (gint64) (seconds * (double) GP_FLOW_SECOND);
  return TRUE;
}

void
gp_serverless_duration (GpServerless *self,
                        const GpYaml *node,
                        GpElement    *element,
                        GpProperty    property)
{
  gint64 duration = 0;
  gboolean read = node->text != NULL ? read_iso (node->text, &duration)
                                     : read_object (node, &duration);
  g_autofree char *text = read ? gp_flow_duration_format (duration) : NULL;

  if (read)
    gp_element_set_text (element, property, text);
  else
    gp_serverless_note (self, GP_IMPORT_CODE_PART, node, element,
                        _("This is no length of time that a flow can have, and is left out."));
}

void
gp_serverless_timeout (GpServerless *self,
                       const GpYaml *node,
                       GpElement    *element,
                       GpProperty    property)
{
  const GpYaml *after;

  if (node == NULL)
    return;
  if (node->kind == GP_YAML_TEXT)
    after = gp_yaml_get (gp_yaml_get (gp_yaml_get (self->use, "timeouts"), node->text), "after");
  else
    after = gp_yaml_get (node, "after");
  if (after != NULL)
    gp_serverless_duration (self, after, element, property);
  else
    gp_serverless_note (self, GP_IMPORT_CODE_PART, node, element,
                        _("This time limit says nothing, and is left out."));
}

/* --- what an export of ours kept -------------------------------------------------------------- */

/* References are names. */
static gboolean
set_references (GpServerless         *self,
                const GpPropertyInfo *info,
                GpElement            *element,
                GpProperty            property,
                const GpYaml         *member)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  guint n = member->kind == GP_YAML_LIST ? gp_yaml_size (member) : 1;

  for (guint i = 0; i < n; i++)
    {
      const GpYaml *one = member->kind == GP_YAML_LIST ? gp_yaml_item (member, i) : member;
      GpKind kind = GP_KIND_DESIGN;

      for (GpKind k = 0; k < GP_N_KINDS; k++)
        if (info->ref_kinds == GP_KIND_MASK (k))
          kind = k;
      if (kind == GP_KIND_DESIGN || one->kind != GP_YAML_TEXT)
        return FALSE;
      g_array_append_val (ids, *gp_element_get_id (gp_flow_build_demand (self->build, kind,
                                                                         one->text, one, NULL)));
    }
  if (info->type == GP_TYPE_REF)
    gp_element_set_ref (element, property, &g_array_index (ids, GpId, 0));
  else
    gp_element_set (element, property, gp_value_ids ((const GpId *) ids->data, ids->len));
  return TRUE;
}

static gboolean
set_texts (GpElement    *element,
           GpProperty    property,
           const GpYaml *member)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < gp_yaml_size (member); i++)
    {
      const GpYaml *one = gp_yaml_item (member, i);

      if (one->kind != GP_YAML_TEXT)
        return FALSE;
      if (one->key != NULL)
        gp_flow_build_put (element, property, one->key, one->text);
      else
        g_ptr_array_add (texts, one->text);
    }
  if (texts->len > 0)
    gp_element_set (element, property,
                    gp_value_texts ((const char *const *) texts->pdata, texts->len));
  return TRUE;
}

static gboolean
is_choice (GpProperty  property,
           const char *text)
{
  g_auto(GStrv) words = gp_property_list_choices (property);

  return text != NULL && g_strv_contains ((const char *const *) words, text);
}

static gboolean
set_property (GpServerless *self,
              GpElement    *element,
              GpProperty    property,
              const GpYaml *member)
{
  const GpPropertyInfo *info = gp_property_get_info (property);
  gint64 number;

  switch (info->type)
    {
    case GP_TYPE_BOOL:
      gp_element_set_bool (element, property, gp_yaml_is_true (member));
      return member->kind == GP_YAML_BOOL;
    case GP_TYPE_INT:
      if (!gp_yaml_get_int (member, &number) || number < 0)
        return FALSE;
      gp_element_set_int (element, property, number);
      return TRUE;
    case GP_TYPE_REF:
    case GP_TYPE_REFS:
      return set_references (self, info, element, property, member);
    case GP_TYPE_TEXTS:
    case GP_TYPE_EXPRESSIONS:
      return set_texts (element, property, member);
    case GP_TYPE_CHOICE:
      if (!is_choice (property, member->text))
        return FALSE;
      gp_element_set_text (element, property, member->text);
      return TRUE;
    case GP_TYPE_DURATION:
      if (!gp_flow_duration_parse (member->text, &number))
        return FALSE;
      gp_element_set_text (element, property, member->text);
      return TRUE;
    case GP_TYPE_LINE:
    case GP_TYPE_PROSE:
    case GP_TYPE_CODE:
    case GP_TYPE_EXPRESSION:
      if (member->text == NULL)
        return FALSE;
      gp_flow_build_set (element, property, member->text);
      return TRUE;
    case GP_TYPE_NAME:
      /* An element has been given its own name already. */
      if ((int) property == gp_kind_get_info (gp_element_get_kind (element))->name)
        return TRUE;
      if (member->text == NULL
          || !gp_name_check (gp_element_get_kind (element), member->text, NULL))
        return FALSE;
      gp_element_set_text (element, property, member->text);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
set_properties (GpServerless *self,
                const GpYaml *node,
                GpElement    *element)
{
  for (guint i = 0; i < gp_yaml_size (node); i++)
    {
      const GpYaml *member = gp_yaml_item (node, i);
      GpProperty property;

      if (!gp_yaml_is (node, GP_YAML_MAP)
          || !gp_property_from_nick (gp_element_get_kind (element), member->key, &property)
          || !set_property (self, element, property, member))
        gp_serverless_note (self, GP_IMPORT_CODE_PART, member, element,
                            _("This cannot be read and is left out."));
    }
}

void
gp_serverless_metadata (GpServerless *self,
                        const GpYaml *node,
                        GpElement    *element)
{
  static const char *const known[] = { "groundplan", "connections", NULL };

  gp_flow_build_check (self->build, node, element, known);
  set_properties (self, gp_yaml_get (node, "groundplan"), element);
}

void
gp_serverless_connections (GpServerless *self,
                           const GpYaml *node)
{
  for (guint i = 0; gp_yaml_is (node, GP_YAML_MAP) && i < gp_yaml_size (node); i++)
    {
      const GpYaml *one = gp_yaml_item (node, i);
      gboolean made;
      GpElement *connection = gp_flow_build_demand (self->build, GP_KIND_CONNECTION, one->key, one,
                                                    &made);

      if (made)
        set_properties (self, one, connection);
    }
}
