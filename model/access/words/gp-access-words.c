/* gp-access-words.c — decisions and remedies in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-words"
#include "config.h"
#include "gp-access-words.h"

#include "gp-access-sentence.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (const GpAccess *access,
          const GpId     *id)
{
  const GpElement *element = gp_design_lookup (gp_access_get_design (access), id);

  return element != NULL ? gp_element_get_name (element) : "";
}

char *
gp_access_describe_rule (const GpAccess     *access,
                         const GpAccessRule *rule)
{
  const char *name = get_name (access, &rule->id);
  g_autofree char *actions = gp_access_list_actions ((const char *const *) rule->actions,
                                                     g_strv_length (rule->actions));
  g_autofree char *place = *name == '\0' ? g_strdup_printf ("%s %s",
                                                            get_name (access, &rule->subject),
                                                            actions) : g_strdup (name);

  if (gp_id_is_nil (&rule->role))
    return g_strdup_printf (_("%s (everybody)"), place);
  return g_strdup_printf ("%s (%s)", place, get_name (access, &rule->role));
}

static char *
list_missing (const GpAccessDecision *decision)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < decision->missing->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? C_("list", ", ") : "",
                            get_name (decision->access,
                                      &g_array_index (decision->missing, GpId, i)));
  return g_string_free (names, FALSE);
}

char *
gp_access_describe_verdict (const GpAccessDecision *decision,
                            const GpAccessQuestion *question,
                            const char             *who)
{
  const char *subject = get_name (decision->access, question->subject);
  const GpAccessRuling *first = decision->deciding->len > 0 ? decision->deciding->pdata[0] : NULL;
  g_autofree char *rule = first != NULL ? gp_access_describe_rule (decision->access, first->rule)
                                        : NULL;
  g_autofree char *action = gp_access_say_actions (&question->action, 1);
  g_autofree char *missing = list_missing (decision);

  switch (decision->verdict)
    {
    case GP_ACCESS_GRANTED:
      return g_strdup_printf (_("%s may %s %s: %s."), who, action, subject, rule);
    case GP_ACCESS_FORBIDDEN:
      return g_strdup_printf (_("%s may not %s %s: %s forbids it."), who, action, subject, rule);
    case GP_ACCESS_DEPENDS:
      return g_strdup_printf (_("%s may %s some %s: it depends on the record."), who, action,
                              subject);
    case GP_ACCESS_DENIED:
    default:
      if (*missing != '\0')
        return g_strdup_printf (_("%s may not %s %s: no rule gives %s."), who, action, subject,
                                missing);
      return g_strdup_printf (_("%s may not %s %s: no rule grants it."), who, action, subject);
    }
}

char *
gp_access_describe_part (const GpAccess     *access,
                         const GpAccessPart *part)
{
  if (part->kind == GP_ACCESS_PART_FIELD)
    return g_strdup_printf (_("%s is not among its fields"), get_name (access, &part->field));
  if (part->kind == GP_ACCESS_PART_PRESET)
    return g_strdup_printf (_("%s is set to %s"), get_name (access, &part->field),
                            part->condition->expr != NULL
                              ? gp_expr_get_text (part->condition->expr, NULL) : "?");
  return g_strdup (part->condition->expr != NULL ? gp_expr_get_text (part->condition->expr, NULL)
                                                 : part->condition->problem->message);
}

char *
gp_access_describe_value (const GpExprValue *value)
{
  return gp_expr_value_is_error (value) ? g_strdup (_("not known")) : gp_expr_value_to_text (value);
}

static void
append_paths (const char          *text,
              const GpAccessTrace *trace,
              GPtrArray           *out)
{
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;
  g_autofree char *phrase = NULL;

  if (trace->node->kind != GP_EXPR_NODE_SELECT && trace->node->kind != GP_EXPR_NODE_INDEX)
    {
      for (guint i = 0; i < trace->children->len; i++)
        append_paths (text, trace->children->pdata[i], out);
      return;
    }
  if (trace->value == NULL)
    return;
  path = g_strndup (text + trace->node->offset, trace->node->length);
  value = gp_access_describe_value (trace->value);
  /* Translators: a path and its value: "record.status is 'measured'". */
  phrase = g_strdup_printf (_("%s is %s"), path, value);
  if (!g_ptr_array_find_with_equal_func (out, phrase, g_str_equal, NULL))
    g_ptr_array_add (out, g_steal_pointer (&phrase));
}

char *
gp_access_describe_paths (const char          *text,
                          const GpAccessTrace *trace)
{
  g_autoptr(GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  append_paths (text, trace, phrases);
  g_ptr_array_add (phrases, NULL);
  return g_strjoinv (C_("list", ", "), (char **) phrases->pdata);
}

char *
gp_access_describe_trace (const GpAccessPart *part)
{
  g_autofree char *paths = NULL;

  if (part->trace != NULL && part->kind != GP_ACCESS_PART_PRESET)
    paths = gp_access_describe_paths (gp_expr_get_text (part->condition->expr, NULL), part->trace);
  if ((paths == NULL || *paths == '\0') && part->value != NULL
      && gp_expr_value_is_error (part->value))
    return g_strdup (gp_expr_value_get_problem (part->value)->message);
  return paths != NULL ? g_steal_pointer (&paths) : g_strdup ("");
}

static char *
describe_change (const GpAccess       *access,
                 const GpAccessChange *change)
{
  g_autofree char *needed = change->needed != NULL ? gp_expr_value_to_text (change->needed) : NULL;
  g_autofree char *part = NULL;

  switch (change->kind)
    {
    case GP_ACCESS_CHANGE_SIGN_IN:
      return g_strdup (_("signed in"));
    case GP_ACCESS_CHANGE_ROLE:
      return g_strdup_printf (_("with the role %s"), get_name (access, &change->role));
    case GP_ACCESS_CHANGE_FIELD:
      return g_strdup_printf (_("without writing %s"), get_name (access, &change->field));
    case GP_ACCESS_CHANGE_PRESET:
      return g_strdup_printf (_("without writing %s"), get_name (access, &change->field));
    case GP_ACCESS_CHANGE_VALUE:
    default:
      break;
    }

  if (change->path != NULL && needed != NULL)
    return g_strdup_printf (change->differs ? _("if %s were not %s") : _("if %s were %s"),
                            change->path, needed);
  part = g_strndup (gp_expr_get_text (change->condition->expr, NULL) + change->node->offset,
                    change->node->length);
  return g_strdup_printf (change->wanted ? _("if %s") : _("if not %s"), part);
}

char *
gp_access_describe_remedy (const GpAccess       *access,
                           const GpAccessRemedy *remedy)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < remedy->changes->len; i++)
    {
      g_autofree char *words = describe_change (access, remedy->changes->pdata[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? _(", and ") : "", words);
    }
  return g_string_free (out, FALSE);
}
