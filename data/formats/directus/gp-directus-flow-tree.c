/* gp-directus-flow-tree.c — the graph of a flow as the tree that Directus has
 * SPDX-License-Identifier: Apache-2.0
 *
 * An operation of Directus is followed by one when it resolves and by one when it rejects, and
 * follows one itself. So the graph is walked along every way from its beginning, and what several
 * ways lead to becomes an operation for each. An operation is written when what follows it is
 * written: Directus wants the leaf first. */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-export-directus-access.h"
#include "gp-expr-json.h"

#define MAX_OPERATIONS 200
#define GUARD_KEY "may_start"
#define GRID 18               /* of the editor of Directus, with its gap */

/** Place: where the walk is: in a block, within the one around it. On the stack. */
typedef struct _Place Place;
struct _Place
{
  const Place       *around;
  const GpFlowBlock *block;
};

/** At: the walk's arguments that go along. */
typedef struct
{
  const GpDirectusDone *done;
  guint depth;
  guint lane;
} At;

static GpId walk  (GpDirectusPart *part, const Place *place, At at, const GpFlowStep *step);
static GpId go_on (GpDirectusPart *part, const Place *place, At at, const GpFlowStep *step);

/* A key that no other operation of the flow has. */
static char *
take_key (GpDirectusPart *part,
          const char     *wish)
{
  char *key = g_strdup (wish);

  g_strcanon (key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_');
  for (guint n = 2; g_hash_table_contains (part->keys, key); n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s_%u", wish, n);
      g_strcanon (key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_');
    }
  g_hash_table_add (part->keys, g_strdup (key));
  return key;
}

static GpId
id_for (GpDirectusPart *part,
        const char     *key)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", part->all->revision, key);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  GpId id;

  g_checksum_update (checksum, (const guint8 *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  return gp_id_derive (&part->id, &id);
}

static void
write_link (GpJsonWriter *writer,
            const char   *key,
            const GpId   *id)
{
  char text[GP_ID_STRING_SIZE];

  gp_json_writer_member (writer, key, gp_id_is_nil (id) ? NULL : gp_id_format (id, text));
}

static void
add_operation (GpDirectusPart *part,
               At              at,
               const char     *key,
               const char     *name,
               const char     *type,
               const char     *options,
               const GpId     *resolve,
               const GpId     *reject)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpId id = id_for (part, key);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  write_link (&writer, "id", &id);
  gp_json_writer_member (&writer, "key", key);
  gp_json_writer_member (&writer, "name", name);
  gp_json_writer_member (&writer, "type", type);
  gp_json_writer_key (&writer, "position_x");
  gp_json_writer_int (&writer, 1 + GRID * (gint64) (at.depth + 1));
  gp_json_writer_key (&writer, "position_y");
  gp_json_writer_int (&writer, 1 + GRID * (gint64) at.lane);
  gp_json_writer_key (&writer, "options");
  gp_json_writer_raw (&writer, options);
  write_link (&writer, "resolve", resolve);
  write_link (&writer, "reject", reject);
  write_link (&writer, "flow", &part->id);
  gp_json_writer_end_object (&writer);
  g_ptr_array_add (part->operations, g_string_free (g_steal_pointer (&out), FALSE));
}

static gboolean
is_behind (const GpDirectusDone *done,
           const GpFlowStep     *step)
{
  for (; done != NULL; done = done->before)
    if (done->step == step)
      return TRUE;
  return FALSE;
}

/* Whether the walk may go on to @step. */
static gboolean
check_step (GpDirectusPart   *part,
            At                at,
            const GpFlowStep *step)
{
  if (is_behind (at.done, step))
    {
      gp_directus_flow_refuse (part->all, step->element,
                               _("The ways lead back to “%s”. Directus has no circles: use a loop "
                                 "over a list."), step->name);
      return FALSE;
    }
  if (g_hash_table_size (part->keys) < MAX_OPERATIONS)
    return TRUE;
  gp_directus_flow_refuse (part->all, gp_flow_get_element (part->all->flow),
                           _("“%s” would become more than %d operations, for in Directus ways do "
                             "not meet again: move what they share to a flow of its own."),
                           part->name, MAX_OPERATIONS);
  return FALSE;
}

static At
step_on (At                    at,
         const GpDirectusDone *done)
{
  return (At) { .done = done, .depth = at.depth + 1, .lane = at.lane };
}

static At
lane_off (GpDirectusPart *part,
          At              at)
{
  at.lane = ++part->lanes;
  return at;
}

/* --- errors ----------------------------------------------------------------------------------- */

static const GpFlowEdge *
find_catch (GpDirectusPart  *part,
            const GPtrArray *edges)
{
  const GpFlowEdge *found = NULL;

  for (guint i = 0; i < edges->len; i++)
    {
      const GpFlowEdge *edge = edges->pdata[i];

      if (edge->type != GP_FLOW_EDGE_ERROR)
        continue;
      if (found != NULL || gp_element_has (edge->element, GP_TRANSITION_ERROR_TYPE)
          || gp_element_has (edge->element, GP_TRANSITION_ERROR_STATUS) || edge->when != NULL)
        gp_directus_flow_refuse (part->all, edge->element,
                                 _("Directus does not tell errors apart: a step can have one way "
                                   "for all of them."));
      found = found != NULL ? found : edge;
    }
  return found;
}

/* Where an error of @step is caught: at the step, in its block, or further out; but not by what
 * failed. */
static GpId
walk_error (GpDirectusPart   *part,
            const Place      *place,
            At                at,
            const GpFlowStep *step)
{
  for (; place != NULL; step = place->block->holder, place = place->around)
    {
      const GpFlowEdge *edge = find_catch (part, step->edges);

      if (edge == NULL)
        edge = find_catch (part, place->block->entries);
      if (edge != NULL && !is_behind (at.done, edge->to))
        return walk (part, place, lane_off (part, at), edge->to);
    }
  return gp_id_nil;
}

/* --- ways ------------------------------------------------------------------------------------- */

/* A condition; @then and @otherwise are asked for when the key is known. */
static GpId
add_condition (GpDirectusPart  *part,
               At               at,
               const char      *key,
               const GpElement *element,
               const GpExpr    *when,
               const GpId      *then,
               const GpId      *otherwise)
{
  const GpDirectusScope scope = { part, at.done, element };
  g_autofree char *filter = gp_directus_flow_condition (&scope, gp_expr_get_root (when), NULL);
  g_autofree char *options = g_strdup_printf ("{\"filter\":%s}", filter != NULL ? filter : "{}");

  add_operation (part, at, key, gp_element_get_name (element), "condition", options, then,
                 otherwise);
  return id_for (part, key);
}

/* The ways that leave @edges' step from the @i-th on. */
static GpId
walk_cases (GpDirectusPart   *part,
            const Place      *place,
            At                at,
            const GpFlowStep *step,
            const GPtrArray  *edges,
            guint             i)
{
  const GpFlowEdge *rest = NULL;

  for (; i < edges->len; i++)
    {
      const GpFlowEdge *edge = edges->pdata[i];
      g_autofree char *wish = NULL;
      g_autofree char *key = NULL;
      GpId then, otherwise;

      if (edge->type == GP_FLOW_EDGE_BRANCH)
        gp_directus_flow_refuse (part->all, edge->element,
                                 _("Directus does one thing after the other: it has no branches."));
      if (edge->type != GP_FLOW_EDGE_CASE || edge->when == NULL)
        continue;
      if (g_hash_table_size (part->keys) >= MAX_OPERATIONS)
        return gp_id_nil;
      wish = g_strdup_printf ("%s_is", step != NULL ? step->name : "start");
      key = take_key (part, wish);
      then = walk (part, place, step_on (at, at.done), edge->to);
      otherwise = walk_cases (part, place, step_on (lane_off (part, at), at.done), step, edges,
                              i + 1);
      return add_condition (part, at, key, edge->element, edge->when, &then, &otherwise);
    }
  for (guint j = 0; j < edges->len; j++)
    {
      const GpFlowEdge *edge = edges->pdata[j];

      if (edge->type == GP_FLOW_EDGE_ELSE || (edge->type == GP_FLOW_EDGE_NEXT && rest == NULL))
        rest = edge;
    }
  if (rest != NULL)
    return walk (part, place, at, rest->to);
  if (place->block->is_list && step != NULL)
    return walk (part, place, at, gp_flow_block_after (place->block, step));
  return walk (part, place, at, NULL);
}

static GpId
go_on (GpDirectusPart   *part,
       const Place      *place,
       At                at,
       const GpFlowStep *step)
{
  return walk_cases (part, place, at, step, step->edges, 0);
}

static GpId
enter (GpDirectusPart    *part,
       const Place       *place,
       At                 at,
       const GpFlowBlock *block)
{
  Place inside = { place, block };

  if (block->is_list)
    return walk (part, &inside, at, gp_flow_block_first (block));
  return walk_cases (part, &inside, at, NULL, block->entries, 0);
}

/* --- steps ------------------------------------------------------------------------------------ */

/* What a loop does for an item is a flow of its own. */
static GpId
add_loop (GpDirectusPart   *part,
          const GpFlowStep *step)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", part->name, step->name);
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GpDirectusPart inside = { .all = part->all, .loop = step, .name = name,
                            .id = gp_id_derive (&part->id, gp_element_get_id (step->element)),
                            .operations = operations, .keys = keys };
  GpId entry = step->body != NULL ? gp_directus_flow_grow (&inside, step->body) : gp_id_nil;

  gp_directus_flow_add_part (&inside, &entry, "operation", "{\"return\":\"$last\"}");
  return inside.id;
}

static GpId
walk_step (GpDirectusPart   *part,
           const Place      *place,
           At                at,
           const GpFlowStep *step)
{
  g_autofree char *key = take_key (part, step->name);
  const GpDirectusDone done = { at.done, step, key };
  const GpDirectusScope scope = { part, at.done, step->element };
  GpId called = step->type == GP_FLOW_STEP_FOR ? add_loop (part, step) : gp_id_nil;
  GpDirectusOperation made = gp_directus_flow_operate (&scope, step, &called);
  g_autofree char *options = made.options;
  const char *title = gp_element_get_text (step->element, GP_STEP_TITLE);
  GpId next = gp_id_nil;
  GpId caught = gp_id_nil;

  if (step->type != GP_FLOW_STEP_RAISE)
    next = go_on (part, place, step_on (at, &done), step);
  caught = walk_error (part, place, step_on (at, &done), step);
  if (made.type == NULL)
    return next;
  add_operation (part, at, key, title != NULL ? title : step->name, made.type, options, &next,
                 &caught);
  return id_for (part, key);
}

/* @step alone, whether or not it is skipped. */
static GpId
walk_wanted (GpDirectusPart   *part,
             const Place      *place,
             At                at,
             const GpFlowStep *step)
{
  const GpDirectusDone done = { at.done, step, "" };

  switch (step->type)
    {
    case GP_FLOW_STEP_SWITCH:
      return go_on (part, place, (At) { &done, at.depth, at.lane }, step);
    case GP_FLOW_STEP_GROUP:
    case GP_FLOW_STEP_TRY:
      if (step->attempts > 1 || step->timeout >= 0)
        gp_directus_flow_refuse (part->all, step->element,
                                 _("Directus tries nothing again and sets no time limits: not “%s” "
                                   "either."), step->name);
      if (step->body != NULL)
        return enter (part, place, (At) { &done, at.depth, at.lane }, step->body);
      return go_on (part, place, (At) { &done, at.depth, at.lane }, step);
    default:
      return walk_step (part, place, at, step);
    }
}

static GpId
walk (GpDirectusPart   *part,
      const Place      *place,
      At                at,
      const GpFlowStep *step)
{
  if (step == NULL)
    {
      const GpFlowStep *holder = place->block->holder;

      return place->around != NULL && holder != NULL ? go_on (part, place->around, at, holder)
                                                     : gp_id_nil;
    }
  if (!check_step (part, at, step))
    return gp_id_nil;
  if (step->condition != NULL)
    {
      const GpDirectusDone done = { at.done, step, "" };
      g_autofree char *wish = g_strdup_printf ("%s_if", step->name);
      g_autofree char *key = take_key (part, wish);
      GpId then = walk_wanted (part, place, step_on (at, at.done), step);
      GpId otherwise = go_on (part, place, lane_off (part, step_on (at, &done)), step);

      return add_condition (part, at, key, step->element, step->condition, &then, &otherwise);
    }
  return walk_wanted (part, place, at, step);
}

/* --- the beginning ---------------------------------------------------------------------------- */

static char *
json_text (const char *text)
{
  g_autoptr(GpExprValue) value = gp_expr_value_new_string (text, -1);

  return gp_expr_value_to_json (value);
}

/* Webhooks of Directus are open to everybody: who may start the flow is asked first. */
static GpId
add_guard (GpDirectusPart *part,
           const GpId     *next)
{
  const GpElement *flow = gp_flow_get_element (part->all->flow);
  g_autoptr(GString) filter = g_string_new ("{\"filter\":{\"$accountability\":");
  g_autofree char *refused = take_key (part, "not_allowed");
  GpId refusal = id_for (part, refused);
  At at = { NULL, 0, 0 };
  gsize n = 0;
  const GpId *roles = gp_element_get_refs (flow, GP_FLOW_ROLES, &n);

  g_string_append (filter, n > 0 ? "{\"role\":{\"_in\":[" : "{\"user\":{\"_nnull\":true}}");
  for (gsize i = 0; i < n; i++)
    {
      GpId role = gp_directus_role_id (part->all->design, &roles[i], 1);
      char id[GP_ID_STRING_SIZE];

      g_string_append_printf (filter, "%s\"%s\"", i > 0 ? "," : "", gp_id_format (&role, id));
    }
  g_string_append (filter, n > 0 ? "]}}}}" : "}}");
  add_operation (part, lane_off (part, step_on (at, NULL)), refused, "Not allowed", "throw-error",
                 "{\"code\":\"FORBIDDEN\",\"status\":\"403\","
                 "\"message\":\"You may not start this flow.\"}",
                 &gp_id_nil, &gp_id_nil);
  add_operation (part, at, GUARD_KEY, "May they?", "condition", filter->str, next, &refusal);
  return id_for (part, GUARD_KEY);
}

/* Directus sends the keys of what changed; the record is read by them. */
static GpId
add_reading (GpDirectusPart *part,
             const GpId     *next)
{
  const GpElement *flow = gp_flow_get_element (part->all->flow);
  const GpElement *entity = gp_design_lookup (part->all->design,
                                              gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY));
  gsize n = 0;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);
  gboolean creates = n == 1 && g_str_equal (changes[0], "created");
  g_autofree char *name =
    json_text (entity != NULL ? gp_element_get_name (entity) : "");
  g_autofree char *options =
    g_strdup_printf ("{\"collection\":%s,\"permissions\":\"$full\",\"emitEvents\":false,"
                     "\"key\":[\"{{$trigger.%s}}\"]}", name, creates ? "key" : "keys[0]");
  At at = { NULL, 0, 0 };

  if (!creates)
    gp_directus_flow_note (part->all, flow,
                           _("“%s” sees the first record where several are changed at once: "
                             "Directus starts it once for all of them."), part->name);
  add_operation (part, at, GP_DIRECTUS_RECORD_KEY, "Read the record", "item-read", options, next,
                 &gp_id_nil);
  return id_for (part, GP_DIRECTUS_RECORD_KEY);
}

static gboolean
is_guarded (const GpDirectusPart *part)
{
  const GpElement *flow = gp_flow_get_element (part->all->flow);

  return part->loop == NULL && gp_element_is (flow, GP_FLOW_TRIGGER, "http")
         && gp_element_is (flow, GP_FLOW_HTTP_AUTH, "role");
}

GpId
gp_directus_flow_grow (GpDirectusPart    *part,
                       const GpFlowBlock *block)
{
  const GpElement *flow = gp_flow_get_element (part->all->flow);
  const GpExpr *when = part->loop == NULL ? part->all->flow->trigger_when : NULL;
  At at = { NULL, part->reads || is_guarded (part) ? 1 : 0, 0 };
  g_autofree char *key = NULL;
  GpId entry;

  if (is_guarded (part))
    g_hash_table_add (part->keys, g_strdup (GUARD_KEY));
  if (part->reads)
    g_hash_table_add (part->keys, g_strdup (GP_DIRECTUS_RECORD_KEY));
  if (when != NULL)
    key = take_key (part, "only_when");
  entry = enter (part, NULL, when != NULL ? step_on (at, NULL) : at, block);
  if (when != NULL)
    entry = add_condition (part, at, key, flow, when, &entry, &gp_id_nil);
  if (is_guarded (part))
    entry = add_guard (part, &entry);
  return part->reads ? add_reading (part, &entry) : entry;
}
