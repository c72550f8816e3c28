/* gp-test-flow.c — flows in a few lines of text, and what their runs did in one
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"

#include <string.h>

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-test-design.h"

#define MAX_DEPTH 8

GpId
gp_test_flow_find (GpDesign   *design,
                   GpKind      kind,
                   const char *name)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (gp_element_get_name (all->pdata[i]), name))
      return *gp_element_get_id (all->pdata[i]);
  g_error ("there is no %s", name);
}

static GpKind
find_referred (GpProperty property)
{
  guint64 mask = gp_property_get_info (property)->ref_kinds;

  for (int kind = 0; kind < GP_N_KINDS; kind++)
    if (mask == GP_KIND_MASK ((GpKind) kind))
      return (GpKind) kind;
  g_error ("%s may refer to several kinds", gp_property_get_info (property)->nick);
}

static void
set_refs (GpDesign   *design,
          const GpId *id,
          GpProperty  property,
          const char *names)
{
  g_auto(GStrv) all = g_strsplit (names, ",", -1);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; all[i] != NULL; i++)
    {
      GpId one = gp_test_flow_find (design, find_referred (property), all[i]);

      g_array_append_val (ids, one);
    }
  if (gp_property_get_info (property)->type == GP_TYPE_REF)
    gp_test_set_ref (design, id, property, &g_array_index (ids, GpId, 0));
  else
    gp_test_set_refs (design, id, property, (const GpId *) ids->data, ids->len);
}

/* with.name=text: adds to the list. */
static void
add_named (GpDesign   *design,
           const GpId *id,
           GpProperty  property,
           const char *name,
           const char *text)
{
  gsize n;
  const char *const *before = gp_element_get_texts (gp_design_lookup (design, id), property, &n);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  gboolean added = FALSE;

  for (gsize i = 0; i <= n; i += 2)
    {
      if (!added && (i == n || strcmp (before[i], name) > 0))
        {
          g_ptr_array_add (all, (gpointer) name);
          g_ptr_array_add (all, (gpointer) text);
          added = TRUE;
        }
      if (i < n)
        {
          g_ptr_array_add (all, (gpointer) before[i]);
          g_ptr_array_add (all, (gpointer) before[i + 1]);
        }
    }
  gp_test_set (design, id, property, gp_value_texts ((const char *const *) all->pdata, all->len));
}

static void
set_one (GpDesign   *design,
         const GpId *id,
         const char *word)
{
  GpKind kind = gp_element_get_kind (gp_design_lookup (design, id));
  g_auto(GStrv) parts = g_strsplit (word, "=", 2);
  g_auto(GStrv) nick = g_strsplit (parts[0], ".", 2);
  GpProperty property;

  g_assert_nonnull (parts[1]);
  g_strdelimit (parts[1], "~", ' ');
  if (!gp_property_from_nick (kind, nick[0], &property))
    g_error ("there is no property %s", nick[0]);
  switch (gp_property_get_info (property)->type)
    {
    case GP_TYPE_INT:
      gp_test_set_int (design, id, property, g_ascii_strtoll (parts[1], NULL, 10));
      return;
    case GP_TYPE_BOOL:
      gp_test_set_bool (design, id, property, g_str_equal (parts[1], "true"));
      return;
    case GP_TYPE_REF:
    case GP_TYPE_REFS:
      set_refs (design, id, property, parts[1]);
      return;
    case GP_TYPE_TEXTS:
      gp_test_set_texts (design, id, property, g_strdelimit (parts[1], ",", ' '));
      return;
    case GP_TYPE_EXPRESSIONS:
      add_named (design, id, property, nick[1], parts[1]);
      return;
    default:
      gp_test_set_text (design, id, property, parts[1]);
      return;
    }
}

static void
add_fields (GpDesign   *design,
            const GpId *owner,
            GStrv       words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (words[i], ":", 2);
      GpId field;

      if (*words[i] == '\0')
        continue;
      g_assert_nonnull (parts[1]);
      if (!g_str_has_prefix (parts[1], "->"))
        {
          gp_test_add_field (design, owner, parts[0], parts[1]);
          continue;
        }
      field = gp_test_add_field (design, owner, parts[0], "reference");
      set_refs (design, &field, GP_FIELD_REFERENCE, parts[1] + 2);
    }
}

static GpId
find_step_here (GpDesign   *design,
                const GpId *block,
                const char *name)
{
  const GpElement *step = gp_design_find_child (design, block, GP_KIND_STEP, name);

  if (step == NULL)
    g_error ("there is no step %s in this block", name);
  return *gp_element_get_id (step);
}

static void
add_edge (GpDesign   *design,
          const GpId *block,
          GStrv       words)
{
  GpId edge = gp_test_add (design, GP_KIND_TRANSITION, block, NULL);
  gsize next = 3;

  for (gsize i = 1; i < 3; i++)
    if (!g_str_equal (words[i], "-"))
      {
        GpId step = find_step_here (design, block, words[i]);

        gp_test_set_ref (design, &edge, i == 1 ? GP_TRANSITION_FROM : GP_TRANSITION_TO, &step);
      }
  if (words[next] != NULL && strchr (words[next], '=') == NULL)
    gp_test_set_text (design, &edge, GP_TRANSITION_TYPE, words[next++]);
  for (; words[next] != NULL; next++)
    set_one (design, &edge, words[next]);
}

static void
add_element (GpDesign *design,
             GpId      blocks[static MAX_DEPTH],
             guint     depth,
             GStrv     words)
{
  GpKind kind;
  GpId id;
  gsize next = 2;

  if (!gp_kind_from_nick (words[0], &kind))
    g_error ("there is no kind %s", words[0]);

  if (kind == GP_KIND_ENTITY)
    {
      id = gp_test_add_entity (design, words[1]);
      add_fields (design, &id, words + 2);
      return;
    }
  id = gp_test_add (design, kind, kind == GP_KIND_STEP ? &blocks[depth] : NULL, words[1]);
  if (kind == GP_KIND_EVENT)
    {
      add_fields (design, &id, words + 2);
      return;
    }
  if (kind == GP_KIND_FLOW)
    blocks[0] = id;
  if (kind == GP_KIND_STEP)
    {
      blocks[depth + 1] = id;
      gp_test_set_text (design, &id, GP_STEP_TYPE, words[next++]);
    }
  for (; words[next] != NULL; next++)
    if (*words[next] != '\0')
      set_one (design, &id, words[next]);
}

GpDesign *
gp_test_flow_design (const char *script)
{
  GpDesign *design = gp_design_new (NULL, "flows");
  g_auto(GStrv) lines = g_strsplit (script, "\n", -1);
  GpId blocks[MAX_DEPTH + 1] = { 0 };

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      guint blanks = (guint) strspn (lines[i], " ");
      g_auto(GStrv) words = g_strsplit (lines[i] + blanks, " ", -1);

      if (words[0] == NULL)
        continue;
      g_assert_cmpuint (blanks / 2, <, MAX_DEPTH);
      if (g_str_equal (words[0], "edge"))
        add_edge (design, &blocks[blanks / 2], words);
      else
        add_element (design, blocks, blanks / 2, words);
    }
  return design;
}

GpFlow *
gp_test_flow_new (GpDesign   *design,
                  const char *name)
{
  g_autoptr(GError) error = NULL;
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, name);
  GpFlow *flow = gp_flow_new (design, &id, &error);

  g_assert_no_error (error);
  gp_flow_check (flow, &error);
  g_assert_no_error (error);
  return flow;
}

GpExprValue *
gp_test_value (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr(GError) error = NULL;
  GpExprValue *value = gp_expr_value_from_json (text, -1, &error);

  g_assert_no_error (error);
  return value;
}

static void
append_end (GString           *out,
            const GpExprValue *value)
{
  const char *type = value != NULL ? gp_flow_fault_get_text (value, "type") : "";
  g_autofree char *json = NULL;

  if (value == NULL)
    {
      g_string_append (out, "#");
    }
  else if (*type != '\0' && gp_flow_fault_get_status (value) != 0)
    {
      const char *slash = strrchr (type, '/');

      g_string_append_printf (out, "! %s %d", slash != NULL ? slash + 1 : type,
                              gp_flow_fault_get_status (value));
    }
  else
    {
      json = gp_expr_value_to_json (value);
      g_string_append_printf (out, "= %s", g_strdelimit (json, "\"", '\''));
    }
}

char *
gp_test_flow_trace (GpDesign  *design,
                    GPtrArray *trace)
{
  static const char marks[GP_FLOW_N_TRACE_KINDS] = {
    [GP_FLOW_TRACE_STARTED] = '>', [GP_FLOW_TRACE_COMPLETED] = '=', [GP_FLOW_TRACE_SKIPPED] = '?',
    [GP_FLOW_TRACE_FAILED] = '!', [GP_FLOW_TRACE_RETRY] = '~', [GP_FLOW_TRACE_CANCELLED] = '#',
  };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];

      if (line->kind == GP_FLOW_TRACE_TAKEN)
        continue;
      if (line->kind == GP_FLOW_TRACE_ENDED)
        {
          append_end (out, line->value);
          continue;
        }
      g_string_append_printf (out, "%s%c", line->place, marks[line->kind]);
      if (line->kind == GP_FLOW_TRACE_FAILED)
        g_string_append_printf (out, "%d", gp_flow_fault_get_status (line->value));
      g_string_append_c (out, ' ');
    }
  return g_string_free (out, FALSE);
}

char *
gp_test_flow_run (const char *script,
                  const char *trigger,
                  const char *mocks)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpExprValue) start = trigger != NULL ? gp_test_value (trigger) : NULL;
  g_autoptr(GpExprValue) answers = mocks != NULL ? gp_test_value (mocks) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, fixtures, start, answers, 0,
                                                                &error);

  g_assert_no_error (error);
  gp_flow_simulator_run (simulator);
  return gp_test_flow_trace (design, gp_flow_simulator_get_trace (simulator));
}

void
gp_test_flow_cases (const GpTestFlowCase *cases,
                    gsize                 n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *got = gp_test_flow_run (cases[i].script, cases[i].trigger, cases[i].mocks);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}
