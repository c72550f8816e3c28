/* gp-flow-build.c — a design that is made out of the flows of another program
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-build"
#include "config.h"

#include "gp-flow-build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-parser.h"
#include "gp-expr-printer.h"
#include "gp-name.h"

static const struct
{
  const char *code;
  GpSeverity severity;
} severities[] = {
  { GP_IMPORT_CODE_SYNTAX, GP_SEVERITY_ERROR },
  { GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING },
  { GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING },     { GP_IMPORT_CODE_SETTING, GP_SEVERITY_INFO },
  { GP_IMPORT_CODE_EXTERNAL, GP_SEVERITY_WARNING }, { GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO },
  { GP_IMPORT_CODE_NAME, GP_SEVERITY_WARNING },
};

void
gp_flow_build_init (GpFlowBuild *self,
                    const char  *name,
                    GPtrArray   *findings)
{
  *self = (GpFlowBuild) {
    .design = gp_design_new (NULL, name),
    .elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref),
    .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .ranks = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL),
    .findings = findings,
  };
}

void
gp_flow_build_clear (GpFlowBuild *self)
{
  g_clear_object (&self->design);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

GpDesign *
gp_flow_build_finish (GpFlowBuild  *self,
                      GError      **error)
{
  g_autoptr(GError) cause = NULL;

  if (!gp_design_load (self->design, self->elements, &cause))
    {
      g_set_error_literal (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, cause->message);
      return NULL;
    }
  return g_object_ref (self->design);
}

/* Takes the name for a child of @parent, if nobody has it. */
static gboolean
take_name (GpFlowBuild *self,
           GpKind       kind,
           const GpId  *parent,
           const char  *name)
{
  char id[GP_ID_STRING_SIZE];

  return g_hash_table_add (self->names, g_strdup_printf ("%s %d %s", gp_id_format (parent, id),
                                                         (int) kind, name));
}

static char *
make_name (GpFlowBuild  *self,
           GpKind        kind,
           const GpId   *parent,
           const char   *wish,
           const GpYaml *at)
{
  g_autofree char *legal = gp_name_make_legal (kind, wish);
  g_autofree char *name = g_strdup (legal);

  for (guint i = 2; !take_name (self, kind, parent, name); i++)
    {
      g_autofree char *longer = g_strdup_printf ("%.48s_%u", legal, i);

      g_free (name);
      name = gp_name_make_legal (kind, longer);
    }
  if (!g_str_equal (name, wish))
    gp_flow_build_note (self, GP_IMPORT_CODE_NAME, at, NULL, _("“%s” is called “%s” here."), wish,
                        name);
  return g_steal_pointer (&name);
}

static double
take_rank (GpFlowBuild *self,
           const GpId  *parent)
{
  guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (self->ranks, parent)) + 1;

  g_hash_table_insert (self->ranks, g_memdup2 (parent, sizeof *parent), GUINT_TO_POINTER (rank));
  return rank;
}

static GpElement *
add_with_id (GpFlowBuild  *self,
             GpKind        kind,
             const GpId   *id,
             const GpId   *parent,
             const char   *wish,
             const GpYaml *at)
{
  GpElement *element;

  if (parent == NULL)
    parent = gp_design_get_root_id (self->design);
  element = gp_element_new (kind, id, parent, take_rank (self, parent));
  if (kind != GP_KIND_TRANSITION)
    {
      g_autofree char *name = make_name (self, kind, parent, wish, at);

      gp_element_set_text (element, (GpProperty) gp_kind_get_info (kind)->name, name);
    }
  g_ptr_array_add (self->elements, element);
  return element;
}

GpElement *
gp_flow_build_add (GpFlowBuild  *self,
                   GpKind        kind,
                   const GpId   *parent,
                   const char   *wish,
                   const GpYaml *at)
{
  GpId id = gp_id_new ();

  return add_with_id (self, kind, &id, parent, wish, at);
}

GpElement *
gp_flow_build_add_as (GpFlowBuild  *self,
                      GpKind        kind,
                      const char   *id,
                      const GpId   *parent,
                      const char   *wish,
                      const GpYaml *at)
{
  GpId ours;

  if (id == NULL || !gp_id_parse (id, &ours) || gp_id_is_nil (&ours)
      || !g_hash_table_add (self->names, g_ascii_strdown (id, -1)))
    ours = gp_id_new ();
  return add_with_id (self, kind, &ours, parent, wish, at);
}

GpElement *
gp_flow_build_demand (GpFlowBuild  *self,
                      GpKind        kind,
                      const char   *name,
                      const GpYaml *at,
                      gboolean     *made)
{
  g_autofree char *legal = gp_name_make_legal (kind, name);

  if (made != NULL)
    *made = FALSE;
  for (guint i = 0; i < self->elements->len; i++)
    {
      GpElement *element = self->elements->pdata[i];

      if (gp_element_get_kind (element) == kind
          && g_str_equal (gp_element_get_name (element), legal))
        return element;
    }
  if (made != NULL)
    *made = TRUE;
  return gp_flow_build_add (self, kind, NULL, name, at);
}

GpElement *
gp_flow_build_link (GpFlowBuild     *self,
                    const GpElement *block,
                    const GpElement *from,
                    const GpElement *to,
                    const char      *type,
                    const char      *when)
{
  GpElement *link = gp_flow_build_add (self, GP_KIND_TRANSITION, gp_element_get_id (block), "",
                                       NULL);

  if (from != NULL)
    gp_element_set_ref (link, GP_TRANSITION_FROM, gp_element_get_id (from));
  if (to != NULL)
    gp_element_set_ref (link, GP_TRANSITION_TO, gp_element_get_id (to));
  if (!g_str_equal (type, "next"))
    gp_element_set_text (link, GP_TRANSITION_TYPE, type);
  gp_flow_build_set (link, GP_TRANSITION_WHEN, when);
  return link;
}

void
gp_flow_build_set (GpElement  *element,
                   GpProperty  property,
                   const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (gp_property_get_info (property)->type == GP_TYPE_LINE)
    {
      line = g_strdup (text);
      for (char *at = line; *at != '\0'; at++)
        if (g_ascii_iscntrl (*at))
          *at = ' ';
      text = g_strstrip (line);
    }
  if (*text != '\0')
    gp_element_set_text (element, property, text);
}

void
gp_flow_build_put (GpElement  *element,
                   GpProperty  property,
                   const char *name,
                   const char *expression)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new ();
  gsize n = 0;
  const char *const *texts = gp_element_get_texts (element, property, &n);
  gsize at = 0;

  while (at + 1 < n && strcmp (texts[at], name) < 0)
    at += 2;
  for (gsize i = 0; i < n; i++)
    {
      if (i == at)
        {
          g_ptr_array_add (pairs, (gpointer) name);
          g_ptr_array_add (pairs, (gpointer) expression);
          if (g_str_equal (texts[i], name))
            {
              i++;
              continue;
            }
        }
      g_ptr_array_add (pairs, (gpointer) texts[i]);
    }
  if (at >= n)
    {
      g_ptr_array_add (pairs, (gpointer) name);
      g_ptr_array_add (pairs, (gpointer) expression);
    }
  gp_element_set (element, property,
                  gp_value_texts ((const char *const *) pairs->pdata, pairs->len));
}

static gboolean
is_text (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_LITERAL
         && gp_expr_value_get_kind (node->value) == GP_EXPR_VALUE_STRING;
}

gboolean
gp_flow_build_put_map (GpElement  *element,
                       GpProperty  property,
                       const char *map)
{
  g_autoptr(GpExpr) expr = gp_expr_parse (map, -1, NULL);
  const GpExprNode *root = expr != NULL ? gp_expr_get_root (expr) : NULL;

  if (root == NULL || root->kind != GP_EXPR_NODE_MAP)
    return FALSE;
  for (guint i = 0; i < root->n_children; i += 2)
    if (!is_text (root->children[i]))
      return FALSE;
  for (guint i = 0; i + 1 < root->n_children; i += 2)
    {
      g_autofree char *value = gp_expr_node_to_text (root->children[i + 1]);

      gp_flow_build_put (element, property,
                         gp_expr_value_get_string (root->children[i]->value, NULL), value);
    }
  return TRUE;
}

void
gp_flow_build_note (GpFlowBuild     *self,
                    const char      *code,
                    const GpYaml    *at,
                    const GpElement *element,
                    const char      *format,
                    ...)
{
  g_autofree char *message = NULL;
  GpSeverity severity = GP_SEVERITY_WARNING;
  GpFinding *finding;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_str_equal (severities[i].code, code))
      severity = severities[i].severity;
  finding = gp_finding_new (code, severity, message);
  if (at != NULL)
    gp_finding_set_place (finding, NULL, at->line, at->column);
  if (element != NULL)
    gp_finding_set_element (finding, gp_element_get_id (element));
  g_ptr_array_add (self->findings, finding);
}

void
gp_flow_build_check (GpFlowBuild       *self,
                     const GpYaml      *map,
                     const GpElement   *element,
                     const char *const *known)
{
  for (guint i = 0; gp_yaml_is (map, GP_YAML_MAP) && i < gp_yaml_size (map); i++)
    {
      const GpYaml *member = gp_yaml_item (map, i);

      if (!g_strv_contains (known, member->key))
        gp_flow_build_note (self, GP_IMPORT_CODE_PART, member, element,
                            _("“%s” has no place in a flow and is left out."), member->key);
    }
}

char *
gp_flow_text_literal (const char *text)
{
  g_autoptr(GpExprValue) value = gp_expr_value_new_string (text, -1);

  return gp_expr_value_to_text (value);
}

static char *
number_literal (const char *text)
{
  const char *digits = *text == '+' ? text + 1 : text;
  double number;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (strpbrk (digits, ".eE") == NULL && g_ascii_string_to_signed (digits, 10, G_MININT64,
                                                                   G_MAXINT64, NULL, NULL))
    return g_strdup (digits);
  number = g_ascii_strtod (digits, NULL);
  g_ascii_dtostr (buffer, sizeof buffer, number);
  return strpbrk (buffer, ".e") != NULL ? g_strdup (buffer) : g_strconcat (buffer, ".0", NULL);
}

char *
gp_flow_build_literal (const GpYaml    *node,
                       GpFlowTranslate  translate,
                       gpointer         user_data)
{
  g_autoptr(GString) out = NULL;

  switch (node->kind)
    {
    case GP_YAML_NULL:
      return g_strdup ("null");
    case GP_YAML_BOOL:
      return g_strdup (gp_yaml_is_true (node) ? "true" : "false");
    case GP_YAML_NUMBER:
      return number_literal (node->text);
    case GP_YAML_TEXT:
      return translate != NULL ? translate (node->text, node, user_data)
                               : gp_flow_text_literal (node->text);
    case GP_YAML_LIST:
    case GP_YAML_MAP:
    default:
      break;
    }

  out = g_string_new (node->kind == GP_YAML_MAP ? "{" : "[");
  for (guint i = 0; i < gp_yaml_size (node); i++)
    {
      const GpYaml *child = gp_yaml_item (node, i);
      g_autofree char *value = gp_flow_build_literal (child, translate, user_data);
      g_autofree char *key = node->kind == GP_YAML_MAP ? gp_flow_text_literal (child->key) : NULL;

      if (value == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s%s%s", i > 0 ? ", " : "", key != NULL ? key : "",
                              key != NULL ? ": " : "", value);
    }
  g_string_append_c (out, node->kind == GP_YAML_MAP ? '}' : ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
