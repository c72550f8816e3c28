/* gp-serverless-export-list.c — blocks of steps as lists of tasks, and the ways between them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A list of tasks runs from the first to the last; a task may name another of the same list that
 * follows it. So a list is made of all steps that the ways from a beginning reach, the other
 * branches and what catches errors left aside: those are lists of their own, within the tasks. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-export-private.h"

#include <glib/gi18n-lib.h>

/** Region: the steps of one list. @stop: a way to it leads behind the list; NULL where only the end
 * of the block is. @is_top: the end of the block is that of the flow */
typedef struct
{
  const GpFlowBlock *block;
  const GpFlowStep *stop;
  GPtrArray *steps;           /* of GpFlowStep, borrowed, in the order of the list */
  gboolean is_caught;         /* the list is within what catches an error */
} Region;

static void write_region (GpServerlessOut *self, const Region *region);

static gboolean
is_way (const GpFlowEdge *edge)
{
  return edge->type == GP_FLOW_EDGE_NEXT || edge->type == GP_FLOW_EDGE_CASE
         || edge->type == GP_FLOW_EDGE_ELSE;
}

/* What follows where no condition holds. */
static const GpFlowStep *
follower (const GpFlowStep *step)
{
  const GpFlowStep *next = NULL;

  if (step->block->is_list)
    return gp_flow_block_after (step->block, step);
  for (guint i = 0; i < step->edges->len; i++)
    {
      const GpFlowEdge *edge = step->edges->pdata[i];

      if (edge->type == GP_FLOW_EDGE_ELSE)
        return edge->to;
      if (edge->type == GP_FLOW_EDGE_NEXT)
        next = edge->to;
    }
  return next;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const GpFlowStep *left = *(const GpFlowStep *const *) a;
  const GpFlowStep *right = *(const GpFlowStep *const *) b;

  return left->rank < right->rank ? -1 : left->rank > right->rank;
}

/* All that ways from @from lead to, the first one first. */
static GPtrArray *
collect (const GpFlowBlock *block,
         const GPtrArray   *starts,
         const GpFlowStep  *stop)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  GPtrArray *steps = g_ptr_array_new ();
  const GpFlowStep *first = starts->len > 0 ? starts->pdata[0] : NULL;

  for (guint i = 0; i < starts->len; i++)
    g_ptr_array_add (open, starts->pdata[i]);
  while (open->len > 0)
    {
      const GpFlowStep *step = g_ptr_array_steal_index (open, open->len - 1);

      if (step == NULL || step == stop || !g_hash_table_add (seen, (gpointer) step))
        continue;
      if (step != first)
        g_ptr_array_add (steps, (gpointer) step);
      if (block->is_list)
        g_ptr_array_add (open, (gpointer) follower (step));
      for (guint i = 0; i < step->edges->len; i++)
        if (is_way (step->edges->pdata[i]))
          g_ptr_array_add (open, (gpointer) ((GpFlowEdge *) step->edges->pdata[i])->to);
    }
  g_ptr_array_sort (steps, compare_ranks);
  if (first != NULL && first != stop)
    g_ptr_array_insert (steps, 0, (gpointer) first);
  return steps;
}

static GPtrArray *
collect_from (const GpFlowBlock *block,
              const GpFlowStep  *start,
              const GpFlowStep  *stop)
{
  g_autoptr(GPtrArray) starts = g_ptr_array_new ();

  g_ptr_array_add (starts, (gpointer) start);
  return collect (block, starts, stop);
}

/* The directive that leads from the @i-th task of the list to @to; NULL where none is needed. */
static const char *
direct (GpServerlessOut  *self,
        const Region     *region,
        guint             i,
        const GpFlowStep *to)
{
  const GpFlowStep *after = i + 1 < region->steps->len ? region->steps->pdata[i + 1] : NULL;
  const GpFlowStep *step = region->steps->pdata[i];
  gboolean is_top = region->block->holder == NULL;

  if (to != NULL && to == after)
    return NULL;
  if (to != NULL && to != region->stop)
    return to->name;
  if (to == region->stop || !region->is_caught)
    return after == NULL ? NULL : to == NULL && is_top && !region->is_caught ? "end" : "exit";
  /* The end of the block, seen from inside what catches an error in the middle of it. */
  if (!is_top)
    gp_serverless_lose (self, step->element,
                        _("After an error “%s” ends its group. A workflow can only go on behind "
                          "what failed, or end."), step->name);
  return "end";
}

/* --- errors ----------------------------------------------------------------------------------- */

static gboolean
leads_to (const GpFlowBlock *block,
          const GpFlowStep  *step,
          const GpFlowEdge  *but)
{
  for (guint i = 0; i <= block->steps->len; i++)
    {
      const GPtrArray *edges = i < block->steps->len
                                 ? ((GpFlowStep *) block->steps->pdata[i])->edges : block->entries;

      for (guint j = 0; j < edges->len; j++)
        if (edges->pdata[j] != but && ((GpFlowEdge *) edges->pdata[j])->to == step)
          return TRUE;
    }
  return FALSE;
}

/* Whether @edge leads to a group that only says what is done about its error. */
static gboolean
is_handler (const GpFlowBlock *block,
            const GpFlowEdge  *edge,
            const GpFlowStep  *from,
            const GpFlowStep  *stop)
{
  g_autofree char *name = g_strconcat (from != NULL ? from->name : "", "_catch", NULL);
  const GpFlowStep *to = edge->to;

  return to->type == GP_FLOW_STEP_GROUP && g_str_equal (to->name, name) && follower (to) == stop
         && !gp_flow_step_has_edge (to, GP_FLOW_EDGE_ERROR)
         && !gp_flow_step_has_edge (to, GP_FLOW_EDGE_CASE) && to->condition == NULL
         && !leads_to (block, to, edge);
}

static void
write_stop (GpServerlessOut *self)
{
  gp_yaml_writer_begin_list (self->writer);
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "stop");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "do");
  gp_yaml_writer_begin_list (self->writer);
  gp_yaml_writer_end_list (self->writer);
  gp_yaml_writer_member (self->writer, "then", "end");
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_list (self->writer);
}

static void
write_handler (GpServerlessOut   *self,
               const GpFlowBlock *block,
               const GpFlowStep  *from,
               const GpFlowEdge  *edge,
               const GpFlowStep  *stop)
{
  Region region = { .block = block, .stop = stop, .is_caught = TRUE };
  g_autoptr(GPtrArray) steps = NULL;

  if (edge->to == stop && stop != NULL)
    return;
  if (edge->to == NULL && stop == NULL)
    return;
  gp_yaml_writer_key (self->writer, "do");
  if (edge->to == NULL)
    {
      if (block->holder != NULL)
        gp_serverless_lose (self, edge->element,
                            _("An error ends the group. A workflow can only go on behind what "
                              "failed, or end."));
      write_stop (self);
      return;
    }
  if (is_handler (block, edge, from, stop))
    {
      gp_serverless_write_block (self, edge->to->body);
      return;
    }
  steps = collect_from (block, edge->to, stop);
  region.steps = steps;
  if (from != NULL && g_ptr_array_find (steps, from, NULL))
    {
      gp_serverless_lose (self, edge->element,
                          _("After an error the ways lead back to “%s”. A workflow tries again "
                            "with a retry alone."), from->name);
      write_stop (self);
      return;
    }
  write_region (self, &region);
}

static void
write_catch (GpServerlessOut   *self,
             const GpFlowBlock *block,
             const GpFlowStep  *from,
             const GpFlowEdge  *edge,
             const GpFlowStep  *stop)
{
  const char *type = gp_element_get_text (edge->element, GP_TRANSITION_ERROR_TYPE);
  gint64 status = gp_element_get_int (edge->element, GP_TRANSITION_ERROR_STATUS);

  gp_yaml_writer_key (self->writer, "catch");
  gp_yaml_writer_begin_map (self->writer);
  if (type != NULL || status > 0)
    {
      gp_yaml_writer_key (self->writer, "errors");
      gp_yaml_writer_begin_map (self->writer);
      gp_yaml_writer_key (self->writer, "with");
      gp_yaml_writer_begin_map (self->writer);
      gp_yaml_writer_member (self->writer, "type", type);
      if (status > 0)
        {
          gp_yaml_writer_key (self->writer, "status");
          gp_yaml_writer_int (self->writer, status);
        }
      gp_yaml_writer_end_map (self->writer);
      gp_yaml_writer_end_map (self->writer);
    }
  gp_yaml_writer_member (self->writer, "as", "error");
  gp_serverless_write_expr (self, "when", edge->when);
  write_handler (self, block, from, edge, stop);
  gp_yaml_writer_end_map (self->writer);
}

/* As often as the step says, or as flows do by themselves. */
static void
write_retry (GpServerlessOut  *self,
             const GpFlowStep *step)
{
  const char *backoff = gp_element_get_text (step->element, GP_STEP_RETRY_BACKOFF);

  gp_yaml_writer_key (self->writer, "catch");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "as", "error");
  if (step->retry_when != NULL)
    gp_serverless_write_expr (self, "when", step->retry_when);
  else
    gp_yaml_writer_member (self->writer, "when",
                           "${ error.status in [408, 409, 425, 429] || error.status >= 500 }");
  gp_yaml_writer_key (self->writer, "retry");
  gp_yaml_writer_begin_map (self->writer);
  gp_serverless_write_time (self, "delay",
                            step->retry_delay >= 0 ? step->retry_delay : GP_FLOW_SECOND);
  gp_yaml_writer_key (self->writer, "backoff");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, backoff);
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_key (self->writer, "limit");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "attempt");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "count");
  gp_yaml_writer_int (self->writer, step->attempts);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

/* --- tasks ------------------------------------------------------------------------------------ */

static GPtrArray *
list_errors (const GPtrArray *edges)
{
  GPtrArray *errors = g_ptr_array_new ();

  for (guint i = 0; i < edges->len; i++)
    if (((GpFlowEdge *) edges->pdata[i])->type == GP_FLOW_EDGE_ERROR)
      g_ptr_array_add (errors, edges->pdata[i]);
  return errors;
}

static void
begin_task (GpServerlessOut *self,
            const char      *name)
{
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, name);
  gp_yaml_writer_begin_map (self->writer);
}

static void
end_task (GpServerlessOut *self)
{
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

/* The step within a "try" for each way of its errors, the last one outside, and one for its tries.
 * @n_errors: how many are left */
static void
write_wrapped (GpServerlessOut  *self,
               const GpFlowStep *step,
               GPtrArray        *errors,
               guint             n_errors,
               gboolean          retries)
{
  if (n_errors == 0 && !retries)
    {
      gp_serverless_write_task (self, step);
      return;
    }
  gp_yaml_writer_key (self->writer, "try");
  gp_yaml_writer_begin_list (self->writer);
  begin_task (self, step->name);
  write_wrapped (self, step, errors, n_errors > 0 ? n_errors - 1 : 0, retries && n_errors > 0);
  end_task (self);
  gp_yaml_writer_end_list (self->writer);
  if (n_errors > 0)
    write_catch (self, step->block, step, errors->pdata[n_errors - 1], follower (step));
  else
    write_retry (self, step);
  gp_serverless_write_wraps (self);
}

static void
write_case (GpServerlessOut  *self,
            const Region     *region,
            guint             i,
            const GpFlowEdge *edge,
            guint             number)
{
  const char *label = gp_element_get_name (edge->element);
  g_autofree char *name = *label != '\0' ? g_strdup (label) : g_strdup_printf ("case_%u", number);
  const char *then = direct (self, region, i, edge->to);

  begin_task (self, name);
  gp_serverless_write_expr (self, "when", edge->when);
  gp_yaml_writer_member (self->writer, "then",
                         then != NULL                                ? then
                         : i + 1 < region->steps->len || edge->to != NULL ? "continue"
                                                                       : "exit");
  end_task (self);
}

/* The member "switch" with the cases of @edges, and where it goes on else. */
static void
write_cases (GpServerlessOut *self,
             const Region    *region,
             guint            i,
             const GPtrArray *edges)
{
  guint number = 0;
  const GpFlowEdge *rest = NULL;
  const GpFlowEdge *next = NULL;
  const char *then;

  gp_yaml_writer_key (self->writer, "switch");
  gp_yaml_writer_begin_list (self->writer);
  for (guint j = 0; j < edges->len; j++)
    {
      const GpFlowEdge *edge = edges->pdata[j];

      if (edge->type == GP_FLOW_EDGE_CASE)
        write_case (self, region, i, edge, ++number);
      else if (edge->type == GP_FLOW_EDGE_ELSE)
        rest = rest != NULL ? rest : edge;
      else if (edge->type == GP_FLOW_EDGE_NEXT)
        next = edge;
    }
  if (rest != NULL && (number == 0 || *gp_element_get_name (rest->element) != '\0'))
    {
      write_case (self, region, i, rest, ++number);
      next = rest;
    }
  gp_yaml_writer_end_list (self->writer);
  next = rest != NULL ? rest : next;
  then = direct (self, region, i, next != NULL ? next->to : NULL);
  gp_yaml_writer_member (self->writer, "then", then);
}

/* The cases of a step that does something first are a task of their own behind it. */
static void
write_way (GpServerlessOut  *self,
           const Region     *region,
           guint             i,
           const GpFlowStep *step)
{
  g_autofree char *name = g_strconcat (step->name, "_way", NULL);

  begin_task (self, name);
  write_cases (self, region, i, step->edges);
  end_task (self);
}

static void
write_step (GpServerlessOut *self,
            const Region    *region,
            guint            i)
{
  const GpFlowStep *step = region->steps->pdata[i];
  g_autoptr(GPtrArray) errors = list_errors (step->edges);
  gboolean has_cases = gp_flow_step_has_edge (step, GP_FLOW_EDGE_CASE);
  gboolean is_switch = step->type == GP_FLOW_STEP_SWITCH
                       && (has_cases || gp_flow_step_has_edge (step, GP_FLOW_EDGE_ELSE));
  const char *then = NULL;

  if (errors->len > 1)
    gp_serverless_lose (self, step->element,
                        _("“%s” has several ways for errors. In a workflow an error on one of them "
                          "may be caught by another."), step->name);
  begin_task (self, step->name);
  if (is_switch)
    {
      gp_serverless_write_task (self, step);
      write_cases (self, region, i, step->edges);
    }
  else
    {
      write_wrapped (self, step, errors, errors->len, step->attempts > 1);
    }
  if (!is_switch && !has_cases)
    then = direct (self, region, i, follower (step));
  gp_yaml_writer_member (self->writer, "then", then);
  end_task (self);
  if (has_cases && !is_switch)
    write_way (self, region, i, step);
}

static void
write_region (GpServerlessOut *self,
              const Region    *region)
{
  gp_yaml_writer_begin_list (self->writer);
  for (guint i = 0; i < region->steps->len; i++)
    write_step (self, region, i);
  gp_yaml_writer_end_list (self->writer);
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* A list holds what something leads to. */
static void
note_unreached (GpServerlessOut   *self,
                const GpFlowBlock *block,
                const GPtrArray   *steps)
{
  for (guint i = 0; i < block->steps->len; i++)
    {
      const GpFlowStep *step = block->steps->pdata[i];

      if (!g_ptr_array_find ((GPtrArray *) steps, step, NULL) && !leads_to (block, step, NULL))
        gp_serverless_lose (self, step->element, _("Nothing leads to “%s”; it is left out."),
                            step->name);
    }
}

static void
write_entry (GpServerlessOut   *self,
             const GpFlowBlock *block)
{
  g_autoptr(GPtrArray) starts = g_ptr_array_new ();
  g_autoptr(GPtrArray) steps = NULL;
  Region region = { .block = block };
  gboolean has_cases = FALSE;

  for (guint i = 0; i < block->entries->len; i++)
    {
      const GpFlowEdge *edge = block->entries->pdata[i];

      has_cases |= edge->type == GP_FLOW_EDGE_CASE;
      if (is_way (edge) && edge->to != NULL)
        g_ptr_array_add (starts, (gpointer) edge->to);
    }
  if (block->is_list && block->steps->len > 0)
    g_ptr_array_add (starts, block->steps->pdata[0]);
  steps = collect (block, starts, NULL);
  region.steps = steps;
  if (has_cases)
    gp_serverless_lose (self, gp_flow_get_element (self->flow),
                        _("Conditions on the first way of “%s” are not in the workflow: begin with "
                          "a step that decides."),
                        gp_element_get_name (gp_flow_get_element (self->flow)));
  note_unreached (self, block, steps);
  write_region (self, &region);
}

void
gp_serverless_write_block (GpServerlessOut   *self,
                           const GpFlowBlock *block)
{
  g_autoptr(GPtrArray) errors = block != NULL ? list_errors (block->entries) : NULL;

  if (block == NULL || errors->len == 0)
    {
      if (block != NULL)
        {
          write_entry (self, block);
          return;
        }
      gp_yaml_writer_begin_list (self->writer);
      gp_yaml_writer_end_list (self->writer);
      return;
    }
  if (errors->len > 1)
    gp_serverless_lose (self, ((GpFlowEdge *) errors->pdata[1])->element,
                        _("A workflow has one way for all errors of a block: the first is in "
                          "it."));
  gp_yaml_writer_begin_list (self->writer);
  begin_task (self, "all");
  gp_yaml_writer_key (self->writer, "try");
  write_entry (self, block);
  write_catch (self, block, NULL, errors->pdata[0], NULL);
  end_task (self);
  gp_yaml_writer_end_list (self->writer);
}

void
gp_serverless_write_branches (GpServerlessOut  *self,
                              const GpFlowStep *fork)
{
  gboolean has_ways = gp_flow_step_has_edge (fork, GP_FLOW_EDGE_BRANCH);

  gp_yaml_writer_begin_list (self->writer);
  for (guint i = 0; !has_ways && fork->body != NULL && i < fork->body->steps->len; i++)
    {
      g_autoptr(GPtrArray) steps = g_ptr_array_new ();
      Region region = { .block = fork->body, .steps = steps };

      g_ptr_array_add (steps, fork->body->steps->pdata[i]);
      write_step (self, &region, 0);
    }
  for (guint i = 0; i < fork->edges->len; i++)
    {
      const GpFlowEdge *edge = fork->edges->pdata[i];
      g_autoptr(GPtrArray) steps = NULL;
      Region region = { .block = fork->block, .stop = gp_flow_step_join (fork) };

      if (edge->type != GP_FLOW_EDGE_BRANCH || edge->to == NULL)
        continue;
      steps = collect_from (fork->block, edge->to, region.stop);
      region.steps = steps;
      begin_task (self, edge->to->name);
      gp_yaml_writer_key (self->writer, "do");
      write_region (self, &region);
      end_task (self);
    }
  gp_yaml_writer_end_list (self->writer);
}
