/* gp-serverless-import-task.c — tasks as steps, and the ways between them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A list of tasks without directives is a block without transitions: its steps run one after the
 * other. As soon as one task says what follows it, all ways of the block are drawn. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-name.h"

typedef void (*Read) (GpServerless *self, const GpYaml *task, GpElement *step);

/* The names of what is around a list: they are known in it alone. */
static void
read_inside (GpServerless *self,
             const GpYaml *list,
             GpElement    *step)
{
  if (list != NULL)
    gp_serverless_tasks (self, list, step);
}

static void
read_do (GpServerless *self,
         const GpYaml *task,
         GpElement    *step)
{
  static const char *const known[] = { "do", GP_SERVERLESS_COMMON, NULL };

  gp_flow_build_check (self->build, task, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "group");
  read_inside (self, gp_yaml_get (task, "do"), step);
}

static void
read_set (GpServerless *self,
          const GpYaml *task,
          GpElement    *step)
{
  static const char *const known[] = { "set", GP_SERVERLESS_COMMON, NULL };
  const GpYaml *set = gp_yaml_get (task, "set");
  g_autofree char *whole = NULL;

  gp_flow_build_check (self->build, task, step, known);
  if (gp_serverless_values (self, set, step, GP_STEP_WITH, "input"))
    return;
  /* All at once is no set of values: what goes through an empty group is made into it. */
  gp_element_set_text (step, GP_STEP_TYPE, "group");
  whole = gp_serverless_expr (self, set, step, "input");
  gp_flow_build_set (step, GP_STEP_OUTPUT, whole);
}

static void
read_for (GpServerless *self,
          const GpYaml *task,
          GpElement    *step)
{
  static const char *const known[] = { "for", "while", "do", GP_SERVERLESS_COMMON, NULL };
  static const char *const members[] = { "each", "in", "at", NULL };
  const GpYaml *loop = gp_yaml_get (task, "for");
  const char *each = gp_yaml_get_text (loop, "each");
  const char *at = gp_yaml_get_text (loop, "at");
  const GpYaml *in = gp_yaml_get (loop, "in");
  const GpYaml *until = gp_yaml_get (task, "while");
  g_autofree char *list = NULL;
  g_autofree char *repeat = NULL;

  gp_flow_build_check (self->build, task, step, known);
  gp_flow_build_check (self->build, loop, step, members);
  gp_element_set_text (step, GP_STEP_TYPE, "for");
  if (in != NULL)
    list = gp_serverless_expr (self, in, step, "input");
  gp_flow_build_set (step, GP_STEP_IN, list);
  if (each == NULL || !gp_name_check (GP_KIND_STEP, each, NULL))
    each = "item";
  gp_element_set_text (step, GP_STEP_EACH, each);

  g_ptr_array_add (self->items, g_strdup (each));
  g_ptr_array_add (self->indices, g_strdup (at != NULL ? at : "index"));
  if (until != NULL)
    repeat = gp_serverless_test (self, until, step, "input");
  gp_flow_build_set (step, GP_STEP_WHILE, repeat);
  read_inside (self, gp_yaml_get (task, "do"), step);
  g_ptr_array_set_size (self->items, (int) self->items->len - 1);
  g_ptr_array_set_size (self->indices, (int) self->indices->len - 1);
}

static void
read_fork (GpServerless *self,
           const GpYaml *task,
           GpElement    *step)
{
  static const char *const known[] = { "fork", GP_SERVERLESS_COMMON, NULL };
  static const char *const members[] = { "branches", "compete", NULL };
  const GpYaml *fork = gp_yaml_get (task, "fork");

  gp_flow_build_check (self->build, task, step, known);
  gp_flow_build_check (self->build, fork, step, members);
  gp_element_set_text (step, GP_STEP_TYPE, "fork");
  if (gp_yaml_is_true (gp_yaml_get (fork, "compete")))
    gp_element_set_bool (step, GP_STEP_COMPETE, TRUE);
  read_inside (self, gp_yaml_get (fork, "branches"), step);
}

static void
read_switch (GpServerless *self,
             const GpYaml *task,
             GpElement    *step)
{
  static const char *const known[] = { "switch", GP_SERVERLESS_COMMON, NULL };

  gp_flow_build_check (self->build, task, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "switch");
}

static void
read_try (GpServerless *self,
          const GpYaml *task,
          GpElement    *step)
{
  static const char *const known[] = { "try", "catch", GP_SERVERLESS_COMMON, NULL };

  gp_flow_build_check (self->build, task, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "try");
  read_inside (self, gp_yaml_get (task, "try"), step);
  gp_serverless_retry (self, gp_yaml_get (task, "catch"), step);
}

static void
read_wait (GpServerless *self,
           const GpYaml *task,
           GpElement    *step)
{
  static const char *const known[] = { "wait", GP_SERVERLESS_COMMON, NULL };

  gp_flow_build_check (self->build, task, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "wait");
  gp_serverless_duration (self, gp_yaml_get (task, "wait"), step, GP_STEP_DURATION);
}

/* By the member that tells them apart; "for" has a "do" as well, and stands before it. */
static const struct
{
  const char *member;
  Read read;
} types[] = {
  { "call", gp_serverless_call }, { "for", read_for },
  { "do", read_do },              { "emit", gp_serverless_emit },
  { "fork", read_fork },          { "listen", gp_serverless_listen },
  { "raise", gp_serverless_raise }, { "run", gp_serverless_run },
  { "set", read_set },            { "switch", read_switch },
  { "try", read_try },            { "wait", read_wait },
};

/* --- what every task may have ----------------------------------------------------------------- */

/* "as" or "from": an expression, or a map of them. */
static char *
read_shape (GpServerless    *self,
            const GpYaml    *shape,
            const GpElement *step,
            const char      *dot)
{
  return gp_yaml_is (shape, GP_YAML_MAP) ? gp_serverless_value (self, shape, step, dot)
                                         : gp_serverless_expr (self, shape, step, dot);
}

static void
read_data (GpServerless *self,
           const GpYaml *task,
           GpElement    *step)
{
  static const char *const members[] = { "from", "as", NULL };
  const GpYaml *from = gp_yaml_get (gp_yaml_get (task, "input"), "from");
  const GpYaml *as = gp_yaml_get (gp_yaml_get (task, "output"), "as");
  const char *before = gp_element_get_text (step, GP_STEP_OUTPUT);
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;

  gp_flow_build_check (self->build, gp_yaml_get (task, "input"), step, members);
  gp_flow_build_check (self->build, gp_yaml_get (task, "output"), step, members);
  if (from != NULL)
    input = read_shape (self, from, step, "input");
  gp_flow_build_set (step, GP_STEP_INPUT, input);
  /* A call's answer has been made into what a workflow sees of it: go on from there. */
  if (as != NULL)
    output = read_shape (self, as, step,
                         !self->is_ours && before != NULL ? before : "output");
  gp_flow_build_set (step, GP_STEP_OUTPUT, output);
}

/* "$context + { a: .b }" keeps a; a map keeps its members. */
static void
read_export (GpServerless *self,
             const GpYaml *task,
             GpElement    *step)
{
  static const char *const members[] = { "as", NULL };
  const GpYaml *as = gp_yaml_get (gp_yaml_get (task, "export"), "as");
  GpYaml rest = { 0 };
  g_autofree char *trimmed = NULL;
  g_autofree char *object = NULL;
  const char *plus;

  gp_flow_build_check (self->build, gp_yaml_get (task, "export"), step, members);
  if (as == NULL || gp_serverless_values (self, as, step, GP_STEP_EXPORT, "output"))
    return;
  rest = *as;
  trimmed = g_strstrip (g_strdup (as->text != NULL ? as->text : ""));
  if (gp_serverless_is_dynamic (trimmed))
    {
      trimmed[strlen (trimmed) - 1] = '\0';
      memmove (trimmed, trimmed + 2, strlen (trimmed + 2) + 1);
      g_strstrip (trimmed);
    }
  plus = g_str_has_prefix (trimmed, "$context") ? strchr (trimmed, '+') : NULL;
  rest.text = plus != NULL ? (char *) plus + 1 : trimmed;
  object = gp_serverless_expr (self, &rest, step, "output");
  if (object != NULL && !gp_flow_build_put_map (step, GP_STEP_EXPORT, object))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, as, step,
                        _("What is kept must have names. “%s” is left out."), as->text);
}

static void
read_common (GpServerless *self,
             const GpYaml *task,
             GpElement    *step)
{
  const GpYaml *condition = gp_yaml_get (task, "if");
  g_autofree char *test = condition != NULL ? gp_serverless_test (self, condition, step, "input")
                                            : NULL;

  gp_flow_build_set (step, GP_STEP_IF, test);
  read_data (self, task, step);
  read_export (self, task, step);
  gp_serverless_timeout (self, gp_yaml_get (task, "timeout"), step, GP_STEP_TIMEOUT);
  if (gp_yaml_get (task, "metadata") != NULL)
    gp_serverless_metadata (self, gp_yaml_get (task, "metadata"), step);
}

/* The step that an export of ours put into a "try" for its errors; NULL where it is none. */
static const GpYaml *
get_wrapped (const GpYaml *task)
{
  const GpYaml *ours = gp_yaml_get (gp_yaml_get (task, "metadata"), "groundplan");
  const GpYaml *list = gp_yaml_get (task, "try");

  return gp_yaml_is_true (gp_yaml_get (ours, "wraps")) && gp_yaml_size (list) == 1
           ? gp_yaml_only (gp_yaml_item (list, 0)) : NULL;
}

static GpElement *
read_task (GpServerless *self,
           const GpYaml *task,
           GpElement    *block)
{
  const GpYaml *ours = gp_yaml_get (gp_yaml_get (task, "metadata"), "groundplan");
  GpElement *step;

  if (get_wrapped (task) != NULL)
    return read_task (self, get_wrapped (task), block);
  step = gp_flow_build_add (self->build, GP_KIND_STEP, gp_element_get_id (block), task->key, task);

  /* An approval is written as what it comes to; what it is stands beside. */
  if (g_strcmp0 (gp_yaml_get_text (ours, "type"), "approve") == 0)
    {
      read_common (self, task, step);
      return step;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (gp_yaml_get (task, types[i].member) != NULL)
      {
        types[i].read (self, task, step);
        read_common (self, task, step);
        return step;
      }
  gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, task, step,
                      _("“%s” is no task that is known. An empty step stands in its place."),
                      task->key);
  gp_element_set_text (step, GP_STEP_TYPE, "group");
  return step;
}

/* --- ways ------------------------------------------------------------------------------------- */

/** Row: a task and the step that it became. */
typedef struct
{
  const GpYaml *task;
  GpElement *step;
} Row;

static gboolean
says_more (const char *then)
{
  return then != NULL && !g_str_equal (then, "continue");
}

/* What follows a task that raises an error follows it when it is skipped: the next. */
static const GpYaml *
get_then (const GpYaml *task)
{
  return gp_yaml_get (task, "raise") == NULL ? gp_yaml_get (task, "then") : NULL;
}

static gboolean
has_ways (GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gboolean is_last = i + 1 == rows->len;
      const char *then = get_then (row->task) != NULL ? get_then (row->task)->text : NULL;
      gboolean ends = g_strcmp0 (then, "exit") == 0 || g_strcmp0 (then, "end") == 0;

      if ((says_more (then) && !(is_last && ends)) || gp_yaml_get (row->task, "switch") != NULL
          || (gp_yaml_get (row->task, "try") != NULL
              && gp_serverless_catches (gp_yaml_get (row->task, "catch"))))
        return TRUE;
    }
  return FALSE;
}

/* Where the directive at @node leads; the end of the block for NULL. */
static const GpElement *
resolve (GpServerless *self,
         GArray       *rows,
         guint         i,
         const GpYaml *node,
         gboolean      is_nested)
{
  const char *then = node != NULL ? node->text : NULL;

  if (!says_more (then))
    return i + 1 < rows->len ? g_array_index (rows, Row, i + 1).step : NULL;
  if (g_str_equal (then, "end") && is_nested)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, node, g_array_index (rows, Row, i).step,
                        _("From inside a group the whole flow cannot be ended; the group is."));
  if (g_str_equal (then, "end") || g_str_equal (then, "exit"))
    return NULL;
  for (guint j = 0; j < rows->len; j++)
    if (g_strcmp0 (g_array_index (rows, Row, j).task->key, then) == 0)
      return g_array_index (rows, Row, j).step;
  gp_serverless_note (self, GP_IMPORT_CODE_PART, node, g_array_index (rows, Row, i).step,
                      _("There is no task “%s” beside this one."), then);
  return NULL;
}

static void
link_cases (GpServerless *self,
            GArray       *rows,
            guint         i,
            GpElement    *block)
{
  const Row *row = &g_array_index (rows, Row, i);
  const GpYaml *cases = gp_yaml_get (row->task, "switch");
  gboolean is_nested = gp_element_get_kind (block) != GP_KIND_FLOW;
  gboolean has_rest = FALSE;

  for (guint j = 0; j < gp_yaml_size (cases); j++)
    {
      const GpYaml *one = gp_yaml_only (gp_yaml_item (cases, j));
      const GpYaml *when = gp_yaml_get (one, "when");
      const GpElement *to = resolve (self, rows, i, gp_yaml_get (one, "then"), is_nested);
      g_autofree char *test = NULL;
      GpElement *link;

      if (one == NULL || has_rest)
        {
          gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_item (cases, j), row->step,
                              _("This case is never taken, and left out."));
          continue;
        }
      if (when != NULL)
        test = gp_serverless_test (self, when, row->step, "input");
      /* A case that cannot be read is never taken: better than always. */
      link = gp_flow_build_link (self->build, block, row->step, to, when != NULL ? "case" : "else",
                                 when != NULL && test == NULL ? "false" : test);
      gp_flow_build_set (link, GP_TRANSITION_NAME, one->key);
      has_rest = when == NULL;
    }
  if (!has_rest)
    {
      const GpElement *to = resolve (self, rows, i, gp_yaml_get (row->task, "then"), is_nested);

      gp_flow_build_link (self->build, block, row->step, to, "else", NULL);
    }
}

static void
link_rows (GpServerless *self,
           GArray       *rows,
           GpElement    *block)
{
  gboolean is_nested = gp_element_get_kind (block) != GP_KIND_FLOW;

  gp_flow_build_link (self->build, block, NULL, g_array_index (rows, Row, 0).step, "next", NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const GpElement *to;

      if (gp_yaml_get (row->task, "switch") != NULL)
        {
          link_cases (self, rows, i, block);
          continue;
        }
      to = resolve (self, rows, i, get_then (row->task), is_nested);
      if (gp_yaml_get (row->task, "if") != NULL && get_then (row->task) != NULL)
        gp_serverless_note (self, GP_IMPORT_CODE_ADAPTED, get_then (row->task), row->step,
                            _("“%s” is followed by the same step when it is skipped."),
                            gp_element_get_name (row->step));
      if (to != NULL)
        gp_flow_build_link (self->build, block, row->step, to, "next", NULL);
      for (const GpYaml *task = row->task; task != NULL; task = get_wrapped (task))
        if (gp_yaml_get (task, "try") != NULL
            && gp_serverless_catches (gp_yaml_get (task, "catch")))
          gp_serverless_catch (self, gp_yaml_get (task, "catch"), block, row->step, to);
    }
}

void
gp_serverless_tasks (GpServerless *self,
                     const GpYaml *list,
                     GpElement    *block)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gboolean is_fork = gp_element_get_kind (block) == GP_KIND_STEP
                     && gp_element_is (block, GP_STEP_TYPE, "fork");

  if (!gp_yaml_is (list, GP_YAML_LIST))
    {
      gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, list, block,
                          _("A list of tasks is expected here."));
      return;
    }
  for (guint i = 0; i < gp_yaml_size (list); i++)
    {
      const GpYaml *task = gp_yaml_only (gp_yaml_item (list, i));
      Row row = { .task = task };

      if (task == NULL || task->kind != GP_YAML_MAP)
        {
          gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, gp_yaml_item (list, i), block,
                              _("A task has one name and says what it does. This is left out."));
          continue;
        }
      row.step = read_task (self, task, block);
      g_array_append_val (rows, row);
    }
  /* The branches of a fork do not follow one another. */
  if (!is_fork && has_ways (rows))
    link_rows (self, rows, block);
}
