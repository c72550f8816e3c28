/* gp-access-diff.c — who may do more, and who less, in one design than in another
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both designs are asked the same questions: the callers of both, on pairs of one record as each
 * design sees it. Records are the example records of both, and the witnesses of every conditional
 * cell of both matrices, so that what either's rules tell apart is among them. */
#define G_LOG_DOMAIN "gp-access-diff"
#include "config.h"
#include "gp-access-diff.h"

#include "gp-access-coverage.h"
#include "gp-expr-json.h"

typedef struct
{
  GpDesign         *design;
  GpAccess         *access;
  GpAccessFixtures *fixtures;
} Side;

/* One record as both sides see it; NULL where its entity is not there. */
typedef struct
{
  GpId            subject;
  char           *name;        /* NULL: made up */
  GpAccessRecord *records[2];
} Pair;

typedef struct
{
  GpId            persona;
  GpId            role;
  GpAccessCaller *callers[2];
} Caller;

typedef struct
{
  Side       sides[2];         /* before, after */
  GPtrArray *pairs;
  GPtrArray *callers;
  GPtrArray *flips;
  gint64     now;
} Comparison;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  gp_access_record_unref (pair->records[0]);
  gp_access_record_unref (pair->records[1]);
  g_free (pair->name);
  g_free (pair);
}

static void
caller_free (gpointer data)
{
  Caller *caller = data;

  gp_access_caller_unref (caller->callers[0]);
  gp_access_caller_unref (caller->callers[1]);
  g_free (caller);
}

static void
flip_free (gpointer data)
{
  GpAccessFlip *flip = data;

  g_clear_pointer (&flip->fields, g_array_unref);
  g_free (flip->action);
  g_free (flip->record);
  g_free (flip->name);
  g_free (flip);
}

/* A record of one side in the world of the other, as far as its fields are there, by their ids. */
static GpAccessRecord *
translate (const GpAccessRecord *record,
           const Side           *from,
           const Side           *to)
{
  const GpId *subject = gp_access_record_get_subject (record);
  g_autoptr(GPtrArray) fields = NULL;
  GpAccessRecord *result;

  if (gp_design_lookup (to->design, subject) == NULL)
    return NULL;
  result = gp_access_record_new (gp_access_fixtures_get_world (to->fixtures), subject);
  fields = gp_design_list_children (from->design, subject, GP_KIND_FIELD);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *id = gp_element_get_id (fields->pdata[i]);
      const GpElement *field = gp_design_lookup_kind (to->design, id, GP_KIND_FIELD);
      g_autofree char *json = NULL;
      g_autoptr(GpExprValue) value = NULL;
      g_autoptr(GpExprValue) typed = NULL;

      if (field == NULL || gp_expr_value_is_null (gp_access_record_get (record, id)))
        continue;
      json = gp_expr_value_to_json (gp_access_record_get (record, id));
      value = gp_expr_value_from_json (json, -1, NULL);
      typed = value != NULL ? gp_access_value_from_json (to->design, field, value) : NULL;
      if (typed != NULL && !gp_expr_value_is_error (typed))
        gp_access_record_set (result, id, g_steal_pointer (&typed));
    }
  return result;
}

static void
add_pair (Comparison           *self,
          guint                 side,
          const GpAccessRecord *record,
          const char           *name)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->subject = *gp_access_record_get_subject (record);
  pair->name = g_strdup (name);
  pair->records[side] = gp_access_record_ref (record);
  pair->records[!side] = translate (record, &self->sides[side], &self->sides[!side]);
  g_ptr_array_add (self->pairs, pair);
}

/* Example records; those of both designs as each has them. */
static void
add_fixtures (Comparison *self)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (self->sides[!side].design, GP_KIND_FIXTURE);

      for (guint i = 0; i < all->len; i++)
        {
          const GpId *id = gp_element_get_id (all->pdata[i]);
          GpAccessRecord *here = gp_access_fixtures_find (self->sides[!side].fixtures, id, NULL);
          GpAccessRecord *there = gp_access_fixtures_find (self->sides[side].fixtures, id, NULL);

          if (here == NULL || (there != NULL && side == 1))
            continue;
          add_pair (self, !side, here, gp_element_get_name (all->pdata[i]));
          if (there != NULL)
            {
              Pair *pair = self->pairs->pdata[self->pairs->len - 1];

              gp_access_record_unref (pair->records[side]);
              pair->records[side] = gp_access_record_ref (there);
            }
        }
    }
}

static void
add_witnesses (Comparison *self,
               guint       side)
{
  const Side *here = &self->sides[side];
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (here->access);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GArray) cells = gp_access_find_coverage (matrix, none);

  for (guint i = 0; i < cells->len * 2; i++)
    {
      g_autoptr(GpAccessWitness) witness =
        gp_access_find_witness (matrix, here->fixtures,
                                &g_array_index (cells, GpAccessCoverage, i / 2), i % 2 == 0,
                                self->now);

      if (witness != NULL && gp_id_is_nil (&witness->fixture))
        add_pair (self, side, witness->record, NULL);
    }
}

static GpAccessCaller *
make_persona (const Side      *side,
              const GpElement *persona)
{
  const char *json = gp_element_get_text (persona, GP_PERSONA_CLAIMS);
  g_autoptr(GpExprValue) claims = json != NULL ? gp_expr_value_from_json (json, -1, NULL) : NULL;
  GpAccessUser user = {
    .signed_in = !gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS),
    .id = gp_element_get_text (persona, GP_PERSONA_USER_ID),
    .email = gp_element_get_text (persona, GP_PERSONA_EMAIL),
    .tenant = gp_element_get_text (persona, GP_PERSONA_TENANT),
    .claims = claims,
  };

  user.roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &user.n_roles);
  return gp_access_caller_new (side->access, &user);
}

static Caller *
add_caller (Comparison *self)
{
  Caller *caller = g_new0 (Caller, 1);

  g_ptr_array_add (self->callers, caller);
  return caller;
}

/* A persona is who it is in the design where it is; in both, as each has it. */
static void
add_personas (Comparison *self)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (self->sides[!side].design, GP_KIND_PERSONA);

      for (guint i = 0; i < all->len; i++)
        {
          const GpId *id = gp_element_get_id (all->pdata[i]);
          const GpElement *there = gp_design_lookup (self->sides[side].design, id);
          Caller *caller;

          if (there != NULL && side == 1)
            continue;
          caller = add_caller (self);
          caller->persona = *id;
          caller->callers[!side] = make_persona (&self->sides[!side], all->pdata[i]);
          caller->callers[side] = make_persona (&self->sides[side],
                                                there != NULL ? there : all->pdata[i]);
        }
    }
}

static gboolean
has_caller_with (const Comparison *self,
                 const GpId       *role)
{
  for (guint i = 0; i < self->callers->len; i++)
    {
      const Caller *caller = self->callers->pdata[i];

      if (gp_access_caller_has_role (caller->callers[0], role)
          || gp_access_caller_has_role (caller->callers[1], role))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_nobody (const Comparison *self)
{
  for (guint i = 0; i < self->callers->len; i++)
    if (!gp_access_caller_is_signed_in (((Caller *) self->callers->pdata[i])->callers[1]))
      return TRUE;
  return FALSE;
}

/* Roles that no persona has, and nobody, where no persona is. */
static void
add_roles (Comparison *self)
{
  const GpAccessUser nobody = { .signed_in = FALSE };
  Caller *caller;

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (self->sides[!side].design, GP_KIND_ROLE);

      for (guint i = 0; i < all->len; i++)
        {
          const GpId *id = gp_element_get_id (all->pdata[i]);
          const GpAccessUser user = { .signed_in = TRUE, .id = "somebody", .roles = id,
                                      .n_roles = 1 };

          if (has_caller_with (self, id))
            continue;
          caller = add_caller (self);
          caller->role = *id;
          for (guint j = 0; j < 2; j++)
            caller->callers[j] = gp_access_caller_new (self->sides[j].access, &user);
        }
    }
  if (has_nobody (self))
    return;
  caller = add_caller (self);
  for (guint j = 0; j < 2; j++)
    caller->callers[j] = gp_access_caller_new (self->sides[j].access, &nobody);
}

/* (transfer full): NULL where there is no such record. */
static GpAccessDecision *
decide (const Comparison *self,
        guint             side,
        const Caller     *caller,
        const Pair       *pair,
        const char       *action)
{
  const GpAccessRecord *record = pair->records[side];
  gboolean creates = g_str_equal (action, "create");
  GpAccessQuestion question = {
    .caller = caller->callers[side], .action = action, .subject = &pair->subject,
    .record = creates ? NULL : record,
    .new_record = gp_access_action_writes (action) ? record : NULL, .now = self->now,
  };

  return record != NULL ? gp_access_decide (self->sides[side].access, &question) : NULL;
}

static gboolean
grants (const GpAccessDecision *decision)
{
  return decision != NULL && decision->verdict == GP_ACCESS_GRANTED;
}

static GpAccessFlip *
get_flip (GpAccessFlip **place,
          Comparison    *self,
          const Caller  *caller,
          const Pair    *pair,
          const char    *action,
          gboolean       gains)
{
  GpAccessFlip *flip = *place;

  if (flip != NULL)
    return flip;
  flip = g_new0 (GpAccessFlip, 1);
  flip->persona = caller->persona;
  flip->role = caller->role;
  flip->subject = pair->subject;
  flip->action = g_strdup (action);
  flip->gains = gains;
  flip->record = gp_access_record_to_json (pair->records[gains] != NULL ? pair->records[gains]
                                                                        : pair->records[!gains]);
  flip->name = g_strdup (pair->name);
  g_ptr_array_add (self->flips, flip);
  *place = flip;
  return flip;
}

static void
note_field (GpAccessFlip *flip,
            const GpId   *field)
{
  if (flip->fields == NULL)
    flip->fields = g_array_new (FALSE, FALSE, sizeof (GpId));
  for (guint i = 0; i < flip->fields->len; i++)
    if (gp_id_equal (&g_array_index (flip->fields, GpId, i), field))
      return;
  g_array_append_val (flip->fields, *field);
}

/* Fields of a record that both sides allow to read. */
static void
compare_fields (Comparison        *self,
                const Caller      *caller,
                const Pair        *pair,
                const char        *action,
                GpAccessDecision **decisions,
                GpAccessFlip     **flips)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) fields = gp_design_list_children (self->sides[side].design,
                                                             &pair->subject, GP_KIND_FIELD);
      gboolean counted = FALSE;

      for (guint i = 0; i < fields->len; i++)
        {
          const GpId *id = gp_element_get_id (fields->pdata[i]);
          GpAccessFlip *flip;

          if (!gp_access_decision_has_field (decisions[side], id)
              || (gp_design_lookup (self->sides[!side].design, id) != NULL
                  && gp_access_decision_has_field (decisions[!side], id)))
            continue;
          flip = get_flip (&flips[side], self, caller, pair, action, side == 1);
          note_field (flip, id);
          flip->n_records += !counted;
          counted = TRUE;
        }
    }
}

static void
compare_cell (Comparison   *self,
              const Caller *caller,
              const GpId   *subject,
              const char   *action)
{
  GpAccessFlip *flips[2] = { NULL, NULL };    /* losses, gains */
  guint n_tried = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];
      GpAccessDecision *decisions[2];
      gboolean allowed[2];

      if (!gp_id_equal (&pair->subject, subject))
        continue;
      n_tried++;
      for (guint side = 0; side < 2; side++)
        {
          decisions[side] = decide (self, side, caller, pair, action);
          allowed[side] = grants (decisions[side]);
        }
      if (allowed[0] != allowed[1])
        get_flip (&flips[allowed[1]], self, caller, pair, action, allowed[1])->n_records++;
      else if (allowed[0] && g_str_equal (action, "read"))
        compare_fields (self, caller, pair, action, decisions, flips);
      gp_access_decision_free (decisions[0]);
      gp_access_decision_free (decisions[1]);
    }
  for (guint i = 0; i < 2; i++)
    if (flips[i] != NULL)
      flips[i]->n_tried = n_tried;
}

static void
compare_all (Comparison *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_auto(GStrv) before = gp_access_dup_actions (self->sides[0].access);
  g_auto(GStrv) after = gp_access_dup_actions (self->sides[1].access);
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();

  for (char **action = after; *action != NULL; action++)
    g_ptr_array_add (actions, *action);
  for (char **action = before; *action != NULL; action++)
    if (!g_strv_contains ((const char *const *) after, *action))
      g_ptr_array_add (actions, *action);

  for (guint c = 0; c < self->callers->len; c++)
    {
      g_hash_table_remove_all (seen);
      for (guint i = 0; i < self->pairs->len; i++)
        {
          const Pair *pair = self->pairs->pdata[i];

          if (!g_hash_table_add (seen, (gpointer) &pair->subject))
            continue;
          for (guint j = 0; j < actions->len; j++)
            compare_cell (self, self->callers->pdata[c], &pair->subject, actions->pdata[j]);
        }
    }
}

/* Gains first; else as they were found. */
static GPtrArray *
sort_flips (GPtrArray *flips)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (flip_free);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < flips->len; i++)
      if (((GpAccessFlip *) flips->pdata[i])->gains == (pass == 0))
        g_ptr_array_add (sorted, flips->pdata[i]);
  g_ptr_array_unref (flips);
  return sorted;
}

GPtrArray *
gp_access_diff (GpDesign *before,
                GpDesign *after,
                gint64    now)
{
  Comparison self = { .now = now };
  GpDesign *designs[2] = { before, after };

  g_return_val_if_fail (GP_IS_DESIGN (before) && GP_IS_DESIGN (after), NULL);

  for (guint i = 0; i < 2; i++)
    self.sides[i] = (Side) { designs[i], gp_access_new (designs[i]),
                             gp_access_fixtures_new (designs[i]) };
  self.pairs = g_ptr_array_new_with_free_func (pair_free);
  self.callers = g_ptr_array_new_with_free_func (caller_free);
  self.flips = g_ptr_array_new ();
  add_fixtures (&self);
  add_witnesses (&self, 0);
  add_witnesses (&self, 1);
  add_personas (&self);
  add_roles (&self);
  compare_all (&self);

  g_ptr_array_unref (self.pairs);
  g_ptr_array_unref (self.callers);
  for (guint i = 0; i < 2; i++)
    {
      gp_access_fixtures_free (self.sides[i].fixtures);
      gp_access_unref (self.sides[i].access);
    }
  return sort_flips (self.flips);
}
