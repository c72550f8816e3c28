/* gp-plan-sentence.c — the words of a plan
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whole sentences per kind, so that every language can say them its own way; {name}, {detail} and
 * {kind} are filled in. Kinds without sentences of their own share the last row. */
#define G_LOG_DOMAIN "gp-plan-sentence"
#include "config.h"
#include "gp-plan-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpKind      kind;
  const char *sentences[4];    /* by GpOperationAction */
} Words;

static const Words words[] = {
  { GP_KIND_ENTITY,
    { N_ ("Add the entity {name}"), N_ ("Change the entity {name}: {detail}"),
      N_ ("Rename the entity {detail} to {name}"),
      N_ ("Remove the entity {name} with its records") } },
  { GP_KIND_FIELD,
    { N_ ("Add the field {name}"), N_ ("Change the field {name}: {detail}"),
      N_ ("Rename the field {detail} to {name}"),
      N_ ("Remove the field {name} with its values") } },
  { GP_KIND_INDEX,
    { N_ ("Add an index on {name}"), N_ ("Change the index on {name}: {detail}"),
      N_ ("Rename the index {detail} to {name}"), N_ ("Remove the index on {name}") } },
  { GP_KIND_CHECK,
    { N_ ("Add a check to {name}"), N_ ("Change the check of {name}: {detail}"),
      N_ ("Rename the check {detail} to {name}"), N_ ("Remove the check of {name}") } },
  { GP_KIND_FOREIGN_KEY,
    { N_ ("Add a reference from {name}"), N_ ("Change the reference from {name}: {detail}"),
      N_ ("Rename the reference {detail} to {name}"), N_ ("Remove the reference from {name}") } },
  { GP_KIND_ROLE,
    { N_ ("Add the role {name}"), N_ ("Change the role {name}: {detail}"),
      N_ ("Rename the role {detail} to {name}"), N_ ("Remove the role {name}") } },
  { GP_KIND_RULE,
    { N_ ("Add the rule {name}"), N_ ("Change the rule {name}: {detail}"),
      N_ ("Rename the rule {detail} to {name}"), N_ ("Remove the rule {name}") } },
  { GP_KIND_FLOW,
    { N_ ("Add the flow {name}"), N_ ("Change the flow {name}: {detail}"),
      N_ ("Rename the flow {detail} to {name}"), N_ ("Remove the flow {name}") } },
  { GP_N_KINDS,
    { N_ ("Add {name} ({kind})"), N_ ("Change {name} ({kind}): {detail}"),
      N_ ("Rename {detail} to {name} ({kind})"), N_ ("Remove {name} ({kind})") } },
};

static const char *
find_sentence (GpOperationAction action,
               GpKind            kind)
{
  gsize i = 0;

  while (words[i].kind != kind && words[i].kind != GP_N_KINDS)
    i++;

  return _(words[i].sentences[action]);
}

char *
gp_plan_dup_sentence (GpOperationAction  action,
                      GpKind             kind,
                      const char        *name,
                      const char        *detail)
{
  GString *out = g_string_new (NULL);
  const char *rest = find_sentence (action, kind);

  /* One pass, so that a name with braces in it stays as it is. */
  while (*rest != '\0')
    {
      if (g_str_has_prefix (rest, "{name}"))
        {
          g_string_append (out, name);
          rest += strlen ("{name}");
        }
      else if (g_str_has_prefix (rest, "{detail}"))
        {
          g_string_append (out, detail != NULL ? detail : "");
          rest += strlen ("{detail}");
        }
      else if (g_str_has_prefix (rest, "{kind}"))
        {
          g_string_append (out, _(gp_kind_get_info (kind)->label));
          rest += strlen ("{kind}");
        }
      else
        {
          g_string_append_c (out, *rest++);
        }
    }

  return g_string_free (out, FALSE);
}

static char *
join_names (GpDesign        *design,
            const GpElement *element,
            GpProperty       property)
{
  GString *out = g_string_new (NULL);
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *target = gp_design_lookup (design, &ids[i]);

      if (target != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? C_("list", ", ") : "",
                                gp_element_get_name (target));
    }

  return g_string_free (out, FALSE);
}

static char *
describe_rule (GpDesign        *design,
               const GpElement *rule)
{
  const GpElement *role = gp_design_lookup (design, gp_element_get_ref (rule, GP_RULE_ROLE));
  gsize n;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  g_autofree char *joined = n > 0 ? g_strjoinv (", ", (char **) actions) : g_strdup ("");

  return g_strdup_printf ("%s: %s", role != NULL ? gp_element_get_name (role) : "?", joined);
}

char *
gp_plan_dup_name (GpDesign        *design,
                  const GpElement *element)
{
  g_autofree char *parent = NULL;
  g_autofree char *inside = NULL;

  if (gp_element_get_kind (element) == GP_KIND_DESIGN)
    return g_strdup (gp_element_get_name (element));
  if (*gp_element_get_name (element) != '\0')
    return gp_design_dup_path (design, gp_element_get_id (element));

  switch ((int) gp_element_get_kind (element))
    {
    case GP_KIND_INDEX:
      inside = join_names (design, element, GP_INDEX_FIELDS);
      break;
    case GP_KIND_FOREIGN_KEY:
      inside = join_names (design, element, GP_FOREIGN_KEY_FIELDS);
      break;
    case GP_KIND_CHECK:
      inside = g_strdup (gp_element_get_text (element, GP_CHECK_EXPRESSION));
      break;
    case GP_KIND_RULE:
      inside = describe_rule (design, element);
      break;
    default:
      inside = g_strdup (_(gp_kind_get_info (gp_element_get_kind (element))->label));
    }

  parent = gp_design_dup_path (design, gp_element_get_parent (element));

  return g_strdup_printf ("%s (%s)", parent != NULL ? parent : "", inside != NULL ? inside : "");
}
