/* gp-access-questions.c — who and what two designs are asked about when they are compared
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records are the example records of both, and the witnesses of every conditional cell of both
 * matrices, so that what either's rules tell apart is among them; where there are none, an empty
 * one, so that no entity and no bucket goes unasked. Callers are the personas of both, somebody
 * with each role alone, and nobody. */
#define G_LOG_DOMAIN "gp-access-diff"
#include "config.h"
#include "gp-access-diff-private.h"

#include "gp-expr-json.h"

static void
pair_free (gpointer data)
{
  GpAccessPair *pair = data;

  gp_access_record_unref (pair->records[0]);
  gp_access_record_unref (pair->records[1]);
  g_free (pair->name);
  g_free (pair);
}

static void
caller_free (gpointer data)
{
  GpAccessCallers *caller = data;

  gp_access_caller_free (caller->callers[0]);
  gp_access_caller_free (caller->callers[1]);
  g_free (caller);
}

/* A record of one side in the world of the other, as far as its fields are there, by their ids. */
static GpAccessRecord *
translate (const GpAccessRecord *record,
           const GpAccessSide   *from,
           const GpAccessSide   *to)
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
add_pair (GpAccessQuestions    *self,
          guint                 side,
          const GpAccessRecord *record,
          const char           *name)
{
  GpAccessPair *pair = g_new0 (GpAccessPair, 1);

  pair->subject = *gp_access_record_get_subject (record);
  pair->name = g_strdup (name);
  pair->records[side] = gp_access_record_ref (record);
  pair->records[!side] = translate (record, &self->sides[side], &self->sides[!side]);
  g_ptr_array_add (self->pairs, pair);
}

/* Example records; those of both designs as each has them. */
static void
add_fixtures (GpAccessQuestions *self)
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
              GpAccessPair *pair = self->pairs->pdata[self->pairs->len - 1];

              gp_access_record_unref (pair->records[side]);
              pair->records[side] = gp_access_record_ref (there);
            }
        }
    }
}

static gboolean
has_pair (const GpAccessQuestions *self,
          const GpId              *subject)
{
  for (guint i = 0; i < self->pairs->len; i++)
    if (gp_id_equal (&((const GpAccessPair *) self->pairs->pdata[i])->subject, subject))
      return TRUE;
  return FALSE;
}

/* What no example and no witness is of is asked with an empty record. */
static void
add_empty (GpAccessQuestions    *self,
           guint                 side,
           const GpAccessMatrix *matrix)
{
  for (guint i = 0; i < gp_access_matrix_n_subjects (matrix); i++)
    {
      const GpId *subject = gp_element_get_id (gp_access_matrix_get_subject (matrix, i));
      g_autoptr(GpAccessRecord) empty = NULL;

      if (has_pair (self, subject))
        continue;
      empty = gp_access_record_new (gp_access_fixtures_get_world (self->sides[side].fixtures),
                                    subject);
      add_pair (self, side, empty, NULL);
    }
}

static void
add_witnesses (GpAccessQuestions *self,
               guint              side)
{
  const GpAccessSide *here = &self->sides[side];
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
  add_empty (self, side, matrix);
}

static GpAccessCallers *
add_caller (GpAccessQuestions *self)
{
  GpAccessCallers *caller = g_new0 (GpAccessCallers, 1);

  g_ptr_array_add (self->callers, caller);
  return caller;
}

/* A persona is who it is in the design where it is; in both, as each has it. */
static void
add_personas (GpAccessQuestions *self)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (self->sides[!side].design, GP_KIND_PERSONA);

      for (guint i = 0; i < all->len; i++)
        {
          const GpId *id = gp_element_get_id (all->pdata[i]);
          const GpElement *there = gp_design_lookup (self->sides[side].design, id);
          GpAccessCallers *caller;

          if (there != NULL && side == 1)
            continue;
          caller = add_caller (self);
          caller->persona = *id;
          caller->callers[!side] = gp_access_caller_new_as (self->sides[!side].access,
                                                            all->pdata[i]);
          caller->callers[side] = gp_access_caller_new_as (
            self->sides[side].access, there != NULL ? there : all->pdata[i]);
        }
    }
}

/* Who a persona is on one side. */
static const GpElement *
find_persona (const GpAccessQuestions *self,
              const GpAccessCallers   *caller,
              guint                    side)
{
  const GpElement *here = gp_design_lookup (self->sides[side].design, &caller->persona);

  return here != NULL ? here : gp_design_lookup (self->sides[!side].design, &caller->persona);
}

/* Whether a persona is somebody with @role and no other: one with more would hide what the role
 * alone gains. A role that all have who are signed in is that of a persona without any. */
static gboolean
has_caller_with_only (const GpAccessQuestions *self,
                      const GpElement         *role)
{
  gboolean is_given = !gp_element_is (role, GP_ROLE_MEMBERSHIP, "signed_in");

  for (guint i = 0; i < self->callers->len; i++)
    {
      const GpAccessCallers *caller = self->callers->pdata[i];
      guint n_sides = 0;

      for (guint side = 0; side < 2 && !gp_id_is_nil (&caller->persona); side++)
        {
          gsize n;
          const GpId *roles = gp_element_get_refs (find_persona (self, caller, side),
                                                   GP_PERSONA_ROLES, &n);

          n_sides += gp_access_caller_is_signed_in (caller->callers[side])
                     && (is_given ? n == 1 && gp_id_equal (roles, gp_element_get_id (role))
                                  : n == 0);
        }
      if (n_sides == 2)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_nobody (const GpAccessQuestions *self)
{
  for (guint i = 0; i < self->callers->len; i++)
    {
      const GpAccessCallers *caller = self->callers->pdata[i];

      if (!gp_access_caller_is_signed_in (caller->callers[0])
          && !gp_access_caller_is_signed_in (caller->callers[1]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_caller_of (const GpAccessQuestions *self,
               const GpId              *role)
{
  for (guint i = 0; i < self->callers->len; i++)
    if (gp_id_equal (&((const GpAccessCallers *) self->callers->pdata[i])->role, role))
      return TRUE;
  return FALSE;
}

/* Somebody with each role alone, where no persona is that; and nobody, who stands for the roles
 * that everyone has. */
static void
add_roles (GpAccessQuestions *self)
{
  const GpAccessUser nobody = { .signed_in = FALSE };
  GpAccessCallers *caller;

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (self->sides[!side].design, GP_KIND_ROLE);

      for (guint i = 0; i < all->len; i++)
        {
          const GpId *id = gp_element_get_id (all->pdata[i]);
          const GpAccessUser user = { .signed_in = TRUE, .id = "somebody", .roles = id,
                                      .n_roles = 1 };

          if (gp_element_is (all->pdata[i], GP_ROLE_MEMBERSHIP, "everyone")
              || has_caller_of (self, id) || has_caller_with_only (self, all->pdata[i]))
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

void
gp_access_questions_init (GpAccessQuestions *self,
                          GpDesign          *before,
                          GpDesign          *after,
                          gint64             now)
{
  GpDesign *designs[2] = { before, after };

  *self = (GpAccessQuestions) { .now = now };
  for (guint i = 0; i < 2; i++)
    self->sides[i] = (GpAccessSide) { designs[i], gp_access_new (designs[i]),
                                      gp_access_fixtures_new (designs[i]) };
  self->pairs = g_ptr_array_new_with_free_func (pair_free);
  self->callers = g_ptr_array_new_with_free_func (caller_free);
  add_fixtures (self);
  add_witnesses (self, 0);
  add_witnesses (self, 1);
  add_personas (self);
  add_roles (self);
}

void
gp_access_questions_clear (GpAccessQuestions *self)
{
  g_ptr_array_unref (self->pairs);
  g_ptr_array_unref (self->callers);
  for (guint i = 0; i < 2; i++)
    {
      gp_access_fixtures_free (self->sides[i].fixtures);
      gp_access_unref (self->sides[i].access);
    }
}
