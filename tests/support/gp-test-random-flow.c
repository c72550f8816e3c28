/* gp-test-random-flow.c — random flows that run, and what their calls are answered with
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every step keeps a number under vars now and then, and expressions are of numbers; some refer to
 * what a step that was not done would have given, which is an error like any other. Steps that
 * change or delete records have an entity of their own and stand in no loop: the examples that a
 * simulator reads stay as they were. */
#include "config.h"
#include "gp-test-random-flow.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"

#define MAX_DEPTH 3
#define N_VARS    4

typedef struct
{
  GRand   *rand;
  GString *head;       /* what the flow needs around it */
  GString *body;
  GString *mocks;
  guint    n_steps;
  guint    n_loops;
  guint    budget;     /* of steps */
  gboolean plain;      /* what PostgreSQL can do, too */
  gboolean at_once;    /* and in one transaction */
} Writer;

/* Where a step stands. */
typedef struct
{
  guint    depth;
  guint    loop;           /* the innermost; 0: none */
  gboolean may_repeat;     /* a loop or another try is around it */
  gboolean beside;         /* others are done at the same time */
} Place;

static guint
below (Writer *self,
       guint   n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static gboolean
chance (Writer *self,
        guint   percent)
{
  return below (self, 100) < percent;
}

static const char *
pick (Writer            *self,
      const char *const *words,
      guint              n)
{
  return words[below (self, n)];
}

/* --- expressions: without blanks -------------------------------------------------------------- */

/* PostgreSQL wants to know what kind of number @value (taken) is. */
static char *
whole (Writer *self,
       char   *value)
{
  g_autofree char *owned = value;

  return self->plain ? g_strdup_printf ("int(%s)", owned) : g_steal_pointer (&owned);
}

static char *
number (Writer      *self,
        const Place *place,
        guint        depth)
{
  static const char *const operators[] = { "+", "-", "*", "+", "-", "*", "+", "/" };
  g_autofree char *a = NULL, *b = NULL;

  if (depth > 0 && chance (self, 40))
    {
      a = number (self, place, depth - 1);
      b = number (self, place, depth - 1);
      return g_strdup_printf ("(%s%s%s)", a, pick (self, operators, G_N_ELEMENTS (operators)), b);
    }
  switch (below (self, 6))
    {
    case 0:
      return whole (self, g_strdup ("trigger.input.n"));
    case 1:
      if (place->loop > 0)
        return whole (self, g_strdup_printf ("item%u", place->loop));
      return g_strdup ("7");
    case 2:
      if (self->n_steps > 1 && chance (self, 12))
        return whole (self, g_strdup_printf ("steps.s%u.output.x",
                                             1 + below (self, self->n_steps - 1)));
      return g_strdup ("3");
    case 3:
      return g_strdup_printf ("%u", below (self, 6));
    default:
      return whole (self, g_strdup_printf ("vars.v%u", below (self, N_VARS)));
    }
}

static char *
condition (Writer      *self,
           const Place *place)
{
  static const char *const operators[] = { "<", ">", "==", "!=", "<=" };
  g_autofree char *a = number (self, place, 1);
  g_autofree char *b = number (self, place, 1);

  return g_strdup_printf ("%s%s%s", a, pick (self, operators, G_N_ELEMENTS (operators)), b);
}

/* @start: "with.x=" */
static void
give_number (Writer      *self,
             const Place *place,
             const char  *start)
{
  g_autofree char *text = number (self, place, 2);

  g_string_append_printf (self->body, " %s%s", start, text);
}

/* --- answers ---------------------------------------------------------------------------------- */

static void
write_response (Writer *self)
{
  static const char *const statuses[] = { "200", "200", "200", "201", "201", "404", "409", "429",
                                          "503", "500" };
  static const char *const bodies[] = { "null", "5", "{'x':2}", "'done'", "[1,2]" };
  guint n = below (self, G_N_ELEMENTS (statuses));
  const char *body;

  if (n > 5 && chance (self, 30))
    {
      g_string_append_printf (self->mocks, "{'error':%s}", statuses[n]);
      return;
    }
  body = pick (self, bodies, G_N_ELEMENTS (bodies));
  g_string_append_printf (self->mocks, "{'status':%s,'headers':{},'body':%s%s}", statuses[n], body,
                          n > 5 && chance (self, 30) ? ",'retry_after':3" : "");
}

static void
write_result (Writer *self)
{
  static const char *const results[] = { "5", "{'x':2}", "null", "{'error':503}", "{'error':404}" };

  g_string_append (self->mocks, pick (self, results, G_N_ELEMENTS (results)));
}

static void
mock (Writer     *self,
      guint       step,
      const char *text)
{
  g_string_append_printf (self->mocks, "%s's%u':%s", self->mocks->len > 1 ? "," : "", step, text);
}

static void
mock_tries (Writer *self,
            guint   step,
            void  (*write) (Writer *self))
{
  guint n = 1 + below (self, 3);

  mock (self, step, "");
  if (chance (self, 8))
    {
      g_string_append (self->mocks, "{'never':true}");
      return;
    }
  g_string_append (self->mocks, "{'tries':[");
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (self->mocks, ',');
      write (self);
    }
  g_string_append (self->mocks, "]}");
}

/* --- steps ------------------------------------------------------------------------------------ */

static void write_block (Writer *self, const Place *place, guint most);

static void
write_retries (Writer *self,
               guint   percent)
{
  static const char *const backoffs[] = { "constant", "linear", "exponential" };
  guint attempts, delay;

  g_string_append (self->body, " retry_jitter=0s");
  if (self->at_once || !chance (self, percent))
    return;
  attempts = 1 + below (self, 4);
  delay = 1 + below (self, 5);
  g_string_append_printf (self->body, " retry_attempts=%u retry_delay=%us retry_backoff=%s",
                          attempts, delay, pick (self, backoffs, G_N_ELEMENTS (backoffs)));
  if (chance (self, 25))
    g_string_append (self->body, " retry_when=error.status!=404");
}

static void
write_call (Writer      *self,
            const Place *place,
            guint        step)
{
  static const char *const methods[] = { "GET", "POST", "DELETE", "PUT", "PATCH" };

  if (chance (self, 25))
    {
      g_string_append_printf (self->body, "function connection=shop path=s%u", step);
      mock_tries (self, step, write_result);
    }
  else
    {
      g_string_append_printf (self->body, "call_http connection=shop path=s%u method=%s", step,
                              pick (self, methods, self->plain ? 3 : G_N_ELEMENTS (methods)));
      mock_tries (self, step, write_response);
    }
  if (chance (self, 60))
    give_number (self, place, "with.x=");
  if (self->plain || chance (self, 60))
    g_string_append_printf (self->body, " timeout=%us", 5 + below (self, 20));
  write_retries (self, 60);
}

static void
write_data (Writer      *self,
            const Place *place,
            guint        step)
{
  static const char *const sorts[] = { "note", "-total", "total,-note" };
  guint kind = below (self, place->may_repeat ? 2 : 4);

  if (kind == 0)
    {
      g_string_append (self->body, "data_read entity=item");
      if (chance (self, 60))
        give_number (self, place, "where=record.total<=");
      if (chance (self, 50))
        g_string_append_printf (self->body, " with.sort='%s'",
                                pick (self, sorts, G_N_ELEMENTS (sorts)));
      if (chance (self, 40))
        g_string_append_printf (self->body, " with.limit=%u", below (self, 4));
      return;
    }
  g_string_append_printf (self->head, "entity e%u note:text total:integer late:boolean\n", step);
  if (kind == 1)
    {
      g_string_append_printf (self->body, "data_create entity=e%u with.note='new'", step);
      give_number (self, place, "with.total=");
      return;
    }
  g_string_append_printf (self->body, "data_%s entity=e%u", kind == 2 ? "update" : "delete", step);
  give_number (self, place, "where=record.total>=");
  if (kind == 2)
    give_number (self, place, "with.total=");
}

static void
write_waiting (Writer      *self,
               const Place *place,
               guint        step)
{
  static const char *const timeouts[] = { "raise", "approve", "reject", "escalate" };
  static const char *const heard[] = {
    "{'event':'paid','data':{'x':1}}", "{'event':'sent','data':{'x':4}}",
    "[{'event':'sent','data':{'x':4}},{'event':'paid','data':{'x':9}}]", "{'never':true}",
  };
  static const char *const decisions[] = { "{'decision':'approve'}", "{'decision':'reject'}",
                                           "{'never':true}" };
  static const char *const modes[] = { "one", "any", "all" };

  switch (self->plain ? 0 : below (self, 3))
    {
    case 0:
      g_string_append_printf (self->body, "wait duration=%us", below (self, 30));
      return;
    case 1:
      g_string_append_printf (self->body, "listen listen_events=%s",
                              chance (self, 50) ? "paid" : "paid,sent");
      g_string_append_printf (self->body, " listen_mode=%s",
                              pick (self, modes, G_N_ELEMENTS (modes)));
      mock (self, step, pick (self, heard, G_N_ELEMENTS (heard)));
      if (chance (self, 20))
        g_string_append (self->body, " where=event.x>2");
      break;
    default:
      g_string_append_printf (self->body, "approve assignees=boss on_timeout=%s",
                              pick (self, timeouts, G_N_ELEMENTS (timeouts)));
      mock (self, step, pick (self, decisions, G_N_ELEMENTS (decisions)));
    }
  if (chance (self, 80))
    g_string_append_printf (self->body, " duration=%us", 10 + below (self, 50));
}

static void
write_message (Writer      *self,
               const Place *place,
               guint        step)
{
  switch (below (self, 4))
    {
    case 0:
      g_string_append (self->body, "emit event=told");
      give_number (self, place, "with.n=");
      return;
    case 1:
      g_string_append (self->body, "run_flow flow=inner");
      give_number (self, place, "with.n=");
      mock (self, step, "{'x':7}");
      return;
    case 2:
      g_string_append (self->body, "run_flow flow=broken");
      mock (self, step, "{'error':{'type':'https://example.org/errors/broken','status':503,"
                        "'title':'Broken','detail':'','instance':'/do/0/a'}}");
      write_retries (self, 50);
      return;
    default:
      g_string_append_printf (self->body, "raise error_type=%s",
                              chance (self, 50) ? "validation" : "https://example.org/errors/full");
      g_string_append_printf (self->body, " error_status=%s", chance (self, 50) ? "422" : "503");
      if (chance (self, 50))
        give_number (self, place, "error_detail=");
      write_retries (self, 30);
    }
}

/* Not beside others: when code ends among them is chance. */
static void
write_code (Writer      *self,
            const Place *place)
{
  static const char *const codes[] = {
    "return~{x:input.x*2}",
    "if(input.x>4)throw~new~Error('large');return~[input.x]",
    "return~Object.keys(input)",
    "return~input.y.z",
  };

  g_string_append_printf (self->body, "code code=%s",
                          pick (self, codes, G_N_ELEMENTS (codes)));
  give_number (self, place, "with.x=");
  write_retries (self, 30);
}

static void
write_loop (Writer      *self,
            const Place *place)
{
  Place inside = *place;
  guint items[3];

  inside.loop = ++self->n_loops;
  inside.may_repeat = TRUE;
  inside.depth++;
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = below (self, 5);
  g_string_append_printf (self->body, "for in=[%u,%u,%u] each=item%u", items[0], items[1],
                          items[2], inside.loop);
  if (chance (self, 20))
    g_string_append_printf (self->body, " while=item%u<4", inside.loop);
  g_string_append_c (self->body, '\n');
  write_block (self, &inside, 3);
}

static void
write_group (Writer      *self,
             const Place *place)
{
  static const char *const types[] = { "group", "try", "fork", "fork" };
  const char *type = pick (self, types, self->plain ? 2 : G_N_ELEMENTS (types));
  Place inside = *place;

  inside.depth++;
  g_string_append (self->body, type);
  inside.beside |= *type == 'f';
  if (*type == 'f' && chance (self, 40))
    g_string_append (self->body, " compete=true");
  if (!self->plain && chance (self, 25))
    {
      inside.may_repeat = TRUE;
      write_retries (self, 100);
    }
  if (!self->plain && chance (self, 30))
    g_string_append_printf (self->body, " timeout=%us", 10 + below (self, 40));
  g_string_append_c (self->body, '\n');
  write_block (self, &inside, 3);
}

static void
write_own (Writer      *self,
           const Place *place,
           guint        step)
{
  if (!self->plain && !place->beside && chance (self, 15))
    {
      write_code (self, place);
      return;
    }
  switch (below (self, 8))
    {
    case 0:
    case 1:
      if (self->at_once)
        write_data (self, place, step);
      else
        write_call (self, place, step);
      return;
    case 2:
      write_data (self, place, step);
      return;
    case 3:
      if (self->at_once)
        write_message (self, place, step);
      else
        write_waiting (self, place, step);
      return;
    case 4:
      write_message (self, place, step);
      return;
    case 5:
      g_string_append (self->body, "switch");
      return;
    default:
      g_string_append (self->body, "set");
      give_number (self, place, "with.x=");
      give_number (self, place, chance (self, 50) ? "with.v1=" : "with.v2=");
    }
}

/* Returns the number of the step. */
static guint
write_step (Writer      *self,
            const Place *place)
{
  guint step = ++self->n_steps;
  g_autofree char *holds = NULL;

  self->budget -= MIN (self->budget, 1);
  g_string_append_printf (self->body, "%*sstep s%u ", (int) (2 * place->depth), "", step);
  if (place->depth < MAX_DEPTH && self->budget > 1 && chance (self, 22))
    {
      if (chance (self, 40))
        write_loop (self, place);
      else
        write_group (self, place);
      return step;
    }
  write_own (self, place, step);
  if (chance (self, 12))
    {
      holds = condition (self, place);
      g_string_append_printf (self->body, " if=%s", holds);
    }
  if (chance (self, 12))
    give_number (self, place, "output=");
  if (chance (self, 12))
    give_number (self, place, "input=");
  if (chance (self, 12))
    give_number (self, place, "export.v3=");
  g_string_append_c (self->body, '\n');

  return step;
}

static void
write_edge (Writer      *self,
            const Place *place,
            const char  *from,
            const char  *to,
            const char  *rest)
{
  g_string_append_printf (self->body, "%*sedge %s %s%s%s\n", (int) (2 * place->depth), "", from,
                          to, *rest != '\0' ? " " : "", rest);
}

/* What else leads from @from, or may: to @to, or on an error to @last. */
static void
write_detours (Writer      *self,
               const Place *place,
               const char  *from,
               const char  *to,
               const char  *last)
{
  static const char *const errors[] = { "error", "error", "error error_status=503",
                                        "error error_type=timeout",
                                        "error when=error.status<500" };
  g_autofree char *holds = condition (self, place);
  g_autofree char *when = g_strconcat ("case when=", holds, NULL);

  if (chance (self, 20))
    write_edge (self, place, from, to, when);
  if (chance (self, 20))
    write_edge (self, place, from, last, pick (self, errors, G_N_ELEMENTS (errors)));
}

/* Ways on to later steps of the block alone: nothing goes in circles. From the fork at @fork two
 * branches lead to what comes after both. */
static void
write_edges (Writer      *self,
             const Place *place,
             char       **steps,
             guint        n,
             guint        fork)
{
  write_edge (self, place, "-", steps[0], "");
  for (guint i = 0; i + 1 < n; i++)
    {
      if (i == fork)
        {
          write_edge (self, place, steps[i], steps[i + 1], "branch");
          write_edge (self, place, steps[i], steps[i + 2], "branch");
          continue;
        }
      write_edge (self, place, steps[i], steps[i + (i == fork + 1 && i + 2 < n ? 2 : 1)],
                  chance (self, 30) ? "else" : "");
      if (i != fork + 1)
        write_detours (self, place, steps[i], steps[i + 1 + below (self, n - i - 1)],
                       steps[n - 1]);
    }
  if (chance (self, 30))
    write_edge (self, place, "-", steps[n - 1], "error");
}

static void
write_block (Writer      *self,
             const Place *place,
             guint        most)
{
  guint n = MIN (most, 2) + below (self, most);
  guint fork = !self->plain && n > 4 && chance (self, 40) ? 1 : G_MAXUINT - 2;
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  Place inside = *place;

  /* Branches that compete may each do what comes after both. */
  inside.may_repeat |= fork == 1;
  inside.beside |= fork == 1;
  if (place->depth == 0)
    {
      g_string_append (self->body, "step s0 set with.v0=1 with.v1=2 with.v2=3 with.v3=4\n");
      g_ptr_array_add (steps, g_strdup ("s0"));
    }
  while (steps->len < n)
    {
      guint step;

      if (steps->len == fork)
        {
          step = ++self->n_steps;
          g_string_append_printf (self->body, "%*sstep s%u fork%s\n", (int) (2 * place->depth), "",
                                  step, chance (self, 30) ? " compete=true" : "");
        }
      else
        {
          step = write_step (self, &inside);
        }
      g_ptr_array_add (steps, g_strdup_printf ("s%u", step));
    }
  if (fork == 1 || chance (self, 60))
    write_edges (self, place, (char **) steps->pdata, n, fork);
}

static GpTestRandomFlow *
write_flow (guint32  seed,
            gboolean plain)
{
  GpTestRandomFlow *flow = g_new0 (GpTestRandomFlow, 1);
  const Place top = { 0 };
  Writer self = { .rand = g_rand_new_with_seed (seed), .head = g_string_new (NULL),
                  .body = g_string_new (NULL), .mocks = g_string_new ("{"), .budget = 20,
                  .plain = plain };

  self.at_once = plain && chance (&self, 40);
  g_string_append (self.head,
                   "role boss\nevent paid x:integer\nevent sent x:integer\n"
                   "event told n:integer\n"
                   "connection shop url=SERVICE/ private_network=true\n"
                   "entity item note:text total:integer late:boolean\n"
                   "flow inner trigger=flow output={'x':7}\nstep a set with.n=trigger.input.n\n"
                   "flow broken trigger=flow\n"
                   "step a raise error_type=https://example.org/errors/broken error_status=503 "
                   "title=Broken\n");
  g_string_append (self.body, "flow main trigger=manual");
  /* Where time passes is not the same for both. */
  if (!plain && chance (&self, 20))
    g_string_append_printf (self.body, " timeout=%us", 30 + below (&self, 60));
  if (plain || chance (&self, 30))
    g_string_append (self.body, " output=vars");
  g_string_append_c (self.body, '\n');
  write_block (&self, &top, 8);
  g_string_append_c (self.mocks, '}');

  flow->trigger = g_strdup_printf ("{'input':{'n':%u}}", below (&self, 9));
  flow->records = g_strdup ("[{'note':'a','total':4},{'note':'b','total':1},"
                            "{'note':'c','total':9,'late':true},{'note':'d'},"
                            "{'note':'b','total':4}]");
  flow->script = g_strconcat (self.head->str, self.body->str, NULL);
  flow->mocks = g_string_free (self.mocks, FALSE);
  g_string_free (self.head, TRUE);
  g_string_free (self.body, TRUE);
  g_rand_free (self.rand);

  return flow;
}

GpTestRandomFlow *
gp_test_random_flow (guint32 seed)
{
  return write_flow (seed, FALSE);
}

GpTestRandomFlow *
gp_test_random_flow_plain (guint32 seed)
{
  return write_flow (seed, TRUE);
}

/* What a step leaves out is null, but for the key. */
static void
allow_nulls (GpDesign *design)
{
  g_autoptr(GPtrArray) fields = gp_design_list (design, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    if (g_str_equal (gp_element_get_name (fields->pdata[i]), "id"))
      gp_test_set_text (design, gp_element_get_id (fields->pdata[i]), GP_FIELD_DEFAULT, "uuid()");
    else
      gp_test_set_bool (design, gp_element_get_id (fields->pdata[i]), GP_FIELD_NULLABLE, TRUE);
}

static void
add_examples (GpDesign   *design,
              const char *json)
{
  g_autoptr(GpExprValue) records = gp_test_value (json);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    for (guint k = 0; k < gp_expr_value_get_size (records); k++)
      {
        const GpId *entity = gp_element_get_id (entities->pdata[i]);
        g_autofree char *name = g_strdup_printf ("r%u", k);
        g_autofree char *key = g_strdup_printf ("00000000-0000-4000-8000-%06u%06u", i, k * 7 % 5);
        GpId fixture = gp_test_add (design, GP_KIND_FIXTURE, entity, name);
        g_autoptr(GpExprValue) whole = gp_flow_value_with (
          gp_expr_value_get_item (records, k), "id", gp_expr_value_new_string (key, -1));
        g_autofree char *text = gp_expr_value_to_json (whole);

        gp_test_set_text (design, &fixture, GP_FIXTURE_RECORD, text);
      }
}

GpDesign *
gp_test_random_flow_design (const GpTestRandomFlow *self,
                            const char             *service)
{
  g_autoptr(GString) script = g_string_new (self->script);
  GpDesign *design;

  g_string_replace (script, "SERVICE", service, 0);
  design = gp_test_flow_design (script->str);
  allow_nulls (design);
  add_examples (design, self->records);

  return design;
}

void
gp_test_random_flow_free (GpTestRandomFlow *self)
{
  if (self == NULL)
    return;

  g_free (self->script);
  g_free (self->trigger);
  g_free (self->mocks);
  g_free (self->records);
  g_free (self);
}
