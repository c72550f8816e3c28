/* gp-access-sentence.c — a rule in words
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each part of an expression is a phrase of its own with places for the phrases inside it, so that
 * a translator moves them as the language wants. A node without a phrase is given as it is written,
 * with all that is inside it. Parentheses are kept where && stands inside || or the other way
 * round: the words alone would leave open what belongs together.
 */
#define G_LOG_DOMAIN "gp-access-sentence"
#include "config.h"
#include "gp-access-sentence.h"

#include "gp-expr-parser.h"

#include <glib/gi18n-lib.h>

static const char *const comparisons[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_EQ] = N_("%1$s is %2$s"),
  [GP_EXPR_NODE_NE] = N_("%1$s is not %2$s"),
  [GP_EXPR_NODE_LT] = N_("%1$s is less than %2$s"),
  [GP_EXPR_NODE_LE] = N_("%1$s is at most %2$s"),
  [GP_EXPR_NODE_GT] = N_("%1$s is more than %2$s"),
  [GP_EXPR_NODE_GE] = N_("%1$s is at least %2$s"),
  [GP_EXPR_NODE_IN] = N_("%1$s is one of %2$s"),
};

/* What is known of the caller. */
static const struct
{
  const char *name;
  const char *phrase;
} facts[] = {
  { "id", N_("the caller’s id") },
  { "email", N_("the caller’s e-mail address") },
  { "tenant", N_("the caller’s tenant") },
  { "roles", N_("the caller’s roles") },
  { "claims", N_("the caller’s claims") },
};

/* The phrases are ours, or their translations. */
static char *
fill (const char *phrase,
      const char *a,
      const char *b)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (phrase, a, b);
#pragma GCC diagnostic pop
}

static char *
as_written (const GpExpr     *expr,
            const GpExprNode *node)
{
  return g_strndup (gp_expr_get_text (expr, NULL) + node->offset, node->length);
}

static gboolean
is_named (const GpExprNode *node,
          const char       *name)
{
  return node->kind == GP_EXPR_NODE_IDENT && g_str_equal (node->name, name);
}

static gboolean
is_null (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_LITERAL && gp_expr_value_is_null (node->value);
}

/* record.sample.order.status is "status of order of sample". */
static char *
say_path (const GpExpr     *expr,
          const GpExprNode *node)
{
  const GpExprNode *target = node->children[0];
  g_autofree char *inner = NULL;

  if (is_named (target, "record"))
    return g_strdup (node->name);
  if (is_named (target, "new"))
    return g_strdup_printf (_("the new %s"), node->name);
  if (is_named (target, "user"))
    for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
      if (g_str_equal (facts[i].name, node->name))
        return g_strdup (_(facts[i].phrase));
  if (target->kind != GP_EXPR_NODE_SELECT)
    return as_written (expr, node);
  inner = say_path (expr, target);
  /* Translators: a field of what another field leads to: "full_name of patient". */
  return fill (_("%1$s of %2$s"), node->name, inner);
}

static char *say (const GpExpr *expr, const GpExprNode *node);

static char *
say_comparison (const GpExpr     *expr,
                const GpExprNode *node)
{
  g_autofree char *left = say (expr, node->children[0]);
  g_autofree char *right = say (expr, node->children[1]);

  if (is_null (node->children[1]) && node->kind == GP_EXPR_NODE_EQ)
    return g_strdup_printf (_("%s is not set"), left);
  if (is_null (node->children[1]) && node->kind == GP_EXPR_NODE_NE)
    return g_strdup_printf (_("%s is set"), left);
  return fill (_(comparisons[node->kind]), left, right);
}

static char *
say_tied (const GpExpr     *expr,
          const GpExprNode *node)
{
  char *said = NULL;

  for (guint i = 0; i < node->n_children; i++)
    {
      const GpExprNode *child = node->children[i];
      g_autofree char *words = say (expr, child);
      g_autofree char *before = said;
      g_autofree char *grouped = NULL;

      if (child->kind == GP_EXPR_NODE_AND || child->kind == GP_EXPR_NODE_OR)
        grouped = g_strdup_printf ("(%s)", words);
      said = before == NULL ? g_strdup (grouped != NULL ? grouped : words)
                            : fill (node->kind == GP_EXPR_NODE_AND ? _("%1$s and %2$s")
                                                                   : _("%1$s or %2$s"),
                                    before, grouped != NULL ? grouped : words);
    }
  return said;
}

static char *
say_not (const GpExpr     *expr,
         const GpExprNode *node)
{
  const GpExprNode *child = node->children[0];
  g_autofree char *inner = say (expr, child);

  if (child->kind == GP_EXPR_NODE_SELECT)
    return g_strdup_printf (_("%s is not true"), inner);
  /* Translators: %s is a condition in words. */
  return g_strdup_printf (_("this is not so: (%s)"), inner);
}

static char *
say (const GpExpr     *expr,
     const GpExprNode *node)
{
  if (comparisons[node->kind] != NULL)
    return say_comparison (expr, node);
  switch ((int) node->kind)
    {
    case GP_EXPR_NODE_AND:
    case GP_EXPR_NODE_OR:
      return say_tied (expr, node);
    case GP_EXPR_NODE_NOT:
      return say_not (expr, node);
    case GP_EXPR_NODE_SELECT:
      return say_path (expr, node);
    case GP_EXPR_NODE_LITERAL:
      return gp_expr_value_to_text (node->value);
    default:
      return as_written (expr, node);
    }
}

char *
gp_access_say_expression (const GpExpr *expr)
{
  return say (expr, gp_expr_get_root (expr));
}

/* In words where it parses, else as it is written; NULL where there is none. */
static char *
say_text (const char *text)
{
  g_autoptr(GpExpr) expr = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  expr = gp_expr_parse (text, -1, NULL);
  return expr != NULL ? gp_access_say_expression (expr) : g_strdup (text);
}

static const char *
say_action (const char *action)
{
  static const struct
  {
    const char *nick;
    const char *words;
  } actions[] = {
    { "create", NC_("access action", "create") },
    { "read", NC_("access action", "read") },
    { "update", NC_("access action", "update") },
    { "delete", NC_("access action", "delete") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].nick, action))
      return g_dpgettext2 (GETTEXT_PACKAGE, "access action", actions[i].words);
  return action;
}

char *
gp_access_say_actions (const char *const *actions,
                       gsize              n)
{
  char *said = g_strdup (n > 0 ? say_action (actions[0]) : "");

  for (gsize i = 1; i < n; i++)
    {
      g_autofree char *before = said;

      said = fill (i + 1 < n ? C_("access action", "%1$s, %2$s") : C_("access action",
                                                                      "%1$s or %2$s"),
                   before, say_action (actions[i]));
    }
  return said;
}

char *
gp_access_list_actions (const char *const *actions,
                        gsize              n)
{
  char *said = g_strdup (n > 0 ? say_action (actions[0]) : "");

  for (gsize i = 1; i < n; i++)
    {
      g_autofree char *before = said;

      said = fill (C_("access action", "%1$s, %2$s"), before, say_action (actions[i]));
    }
  return said;
}

/* The first sentence, whole for each case. */
static char *
say_head (GpDesign        *design,
          const GpElement *rule,
          const char      *condition)
{
  gsize n;
  const char *const *texts = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  g_autofree char *actions = gp_access_say_actions (texts, n);
  const GpElement *role = gp_design_lookup (design, gp_element_get_ref (rule, GP_RULE_ROLE));
  const GpElement *subject = gp_design_lookup (design, gp_element_get_parent (rule));
  const char *what = subject != NULL ? gp_element_get_name (subject) : "";
  const char *who = role != NULL ? gp_element_get_name (role) : _("Everybody");
  gboolean forbid = gp_element_is (rule, GP_RULE_EFFECT, "forbid");

  if (n == 0)
    return g_strdup (_("It names no action, and so does nothing."));
  if (role == NULL && !forbid)
    return g_strdup (_("It names no role, and so grants nothing."));
  if (forbid && condition != NULL)
    return g_strdup_printf (_("%1$s may never %2$s %3$s if %4$s, whatever else is granted."), who,
                            actions, what, condition);
  if (forbid)
    return g_strdup_printf (_("%1$s may never %2$s %3$s, whatever else is granted."), who, actions,
                            what);
  if (condition != NULL)
    return g_strdup_printf (_("%1$s may %2$s %3$s, but only if %4$s."), who, actions, what,
                            condition);
  return g_strdup_printf (_("%1$s may %2$s every %3$s."), who, actions, what);
}

static char *
list_fields (GpDesign        *design,
             const GpElement *rule)
{
  gsize n;
  const GpId *fields = gp_element_get_refs (rule, GP_RULE_FIELDS, &n);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup (design, &fields[i]);

      if (field != NULL)
        g_ptr_array_add (names, (gpointer) gp_element_get_name (field));
    }
  g_ptr_array_add (names, NULL);
  /* Translators: stands between the items of a list. */
  return g_strjoinv (C_("list", ", "), (char **) names->pdata);
}

static void
add_fields (GpDesign        *design,
            const GpElement *rule,
            GPtrArray       *sentences)
{
  g_autofree char *names = list_fields (design, rule);

  if (gp_element_is (rule, GP_RULE_FIELDS_MODE, "only"))
    g_ptr_array_add (sentences, *names == '\0' ? g_strdup (_("No field at all."))
                                               : g_strdup_printf (_("Only these fields: %s."),
                                                                  names));
  else if (gp_element_is (rule, GP_RULE_FIELDS_MODE, "except") && *names != '\0')
    g_ptr_array_add (sentences, g_strdup_printf (_("All fields but %s."), names));
}

static void
add_written (const GpElement *rule,
             GPtrArray       *sentences)
{
  g_autofree char *check = say_text (gp_element_get_text (rule, GP_RULE_CHECK));
  gsize n;
  const char *const *presets = gp_element_get_texts (rule, GP_RULE_PRESETS, &n);

  if (check != NULL && gp_element_is (rule, GP_RULE_EFFECT, "forbid"))
    g_ptr_array_add (sentences, g_strdup_printf (_("It leaves alone what is written so that %s."),
                                                 check));
  else if (check != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_("What is written must be so that %s."), check));
  for (gsize i = 0; i + 1 < n; i += 2)
    {
      g_autofree char *value = say_text (presets[i + 1]);

      g_ptr_array_add (sentences, g_strdup_printf (_("%1$s is set to %2$s."), presets[i],
                                                   value != NULL ? value : "?"));
    }
}

static void
add_tenant (GpDesign        *design,
            const GpElement *rule,
            GPtrArray       *sentences)
{
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (rule),
                                                   GP_KIND_ENTITY);
  const GpId *field = entity != NULL ? gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD) : NULL;

  if (field == NULL || gp_element_is (rule, GP_RULE_EFFECT, "forbid"))
    return;
  if (gp_element_get_bool (rule, GP_RULE_CROSS_TENANT))
    g_ptr_array_add (sentences, g_strdup (_("Of all tenants.")));
  else
    g_ptr_array_add (sentences, g_strdup (_("Only of the caller’s tenant.")));
}

char *
gp_access_say_rule (GpDesign        *design,
                    const GpElement *rule)
{
  g_autofree char *condition = say_text (gp_element_get_text (rule, GP_RULE_CONDITION));
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (sentences, say_head (design, rule, condition));
  add_tenant (design, rule, sentences);
  add_fields (design, rule, sentences);
  add_written (rule, sentences);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}
