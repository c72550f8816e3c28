/* gp-access-diff.c — who may do more, and who less, in one design than in another
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both designs are asked the same questions: the callers of both, on pairs of one record as each
 * design sees it. A write that both allow is asked thrice: for the record as it stands, for the
 * fields that may be written, and with what the caller could write instead. */
#define G_LOG_DOMAIN "gp-access-diff"
#include "config.h"
#include "gp-access-diff-private.h"

#define MAX_OTHERS 8    /* records whose values an update tries */

/* One caller, one action, one subject. */
typedef struct
{
  const GpAccessQuestions *questions;
  const GpAccessCallers   *caller;
  const GpId              *subject;
  const char              *action;
  gboolean                 creates;
  gboolean                 writes;
  GpAccessFlip            *flips[2];    /* losses, gains; NULL where there are none yet */
  const GpAccessPair      *counted[2];  /* the last record that each counts */
} Cell;

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

/* (transfer full): NULL where there is no such record.
 * @written: the fields that are written; NULL: @new_record is the record as it stands */
static GpAccessDecision *
decide (const Cell           *self,
        guint                 side,
        const GpAccessPair   *pair,
        const GpAccessRecord *new_record,
        const GArray         *written)
{
  const GpAccessRecord *record = pair->records[side];
  GpAccessQuestion question = {
    .caller = self->caller->callers[side], .action = self->action, .subject = self->subject,
    .record = self->creates ? NULL : record, .new_record = self->writes ? new_record : NULL,
    .written = written, .now = self->questions->now,
  };

  return record != NULL ? gp_access_decide (self->questions->sides[side].access, &question) : NULL;
}

static gboolean
grants (const GpAccessDecision *decision)
{
  return decision != NULL && decision->verdict == GP_ACCESS_GRANTED;
}

/* Counts @pair, once. */
static GpAccessFlip *
note (Cell               *self,
      const GpAccessPair *pair,
      gboolean            gains)
{
  GpAccessFlip *flip = self->flips[gains];

  if (flip == NULL)
    {
      const GpAccessRecord *here = pair->records[gains];

      flip = g_new0 (GpAccessFlip, 1);
      flip->persona = self->caller->persona;
      flip->role = self->caller->role;
      flip->subject = *self->subject;
      flip->action = g_strdup (self->action);
      flip->gains = gains;
      flip->record = gp_access_record_to_json (here != NULL ? here : pair->records[!gains]);
      flip->name = g_strdup (pair->name);
      self->flips[gains] = flip;
    }
  flip->n_records += self->counted[gains] != pair;
  self->counted[gains] = pair;
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

static gboolean
has_field (const Cell             *self,
           guint                   side,
           const GpAccessDecision *decision,
           const GpId             *field)
{
  return gp_design_lookup (self->questions->sides[side].design, field) != NULL
         && gp_access_decision_has_field (decision, field);
}

/* Fields of a record that only one side allows to read or to write. */
static void
compare_fields (Cell               *self,
                const GpAccessPair *pair,
                GpAccessDecision  **decisions)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GPtrArray) fields = gp_design_list_children (
        self->questions->sides[side].design, self->subject, GP_KIND_FIELD);

      for (guint i = 0; i < fields->len; i++)
        {
          const GpId *id = gp_element_get_id (fields->pdata[i]);

          if (has_field (self, side, decisions[side], id)
              && !has_field (self, !side, decisions[!side], id))
            note_field (note (self, pair, side == 1), id);
        }
    }
}

/* (transfer full): what a caller could write instead into each side's record: @with's values in the
 * fields that both let be written. Returns these fields. */
static GArray *
make_write (const Cell         *self,
            const GpAccessPair *pair,
            const GpAccessPair *with,
            GpAccessDecision  **decisions,
            GpAccessRecord     *out_records[2])
{
  const GpAccessSide *sides = self->questions->sides;
  g_autoptr(GPtrArray) fields = gp_design_list_children (sides[1].design, self->subject,
                                                         GP_KIND_FIELD);
  GArray *written = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint side = 0; side < 2; side++)
    out_records[side] =
      self->creates ? gp_access_record_new (gp_access_fixtures_get_world (sides[side].fixtures),
                                            self->subject)
                    : gp_access_record_copy (pair->records[side]);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *field = gp_element_get_id (fields->pdata[i]);

      if (!has_field (self, 0, decisions[0], field) || !has_field (self, 1, decisions[1], field)
          || gp_expr_value_equal (gp_access_record_get (with->records[1], field),
                                  gp_access_record_get (out_records[1], field)))
        continue;
      g_array_append_val (written, *field);
      for (guint side = 0; side < 2; side++)
        gp_access_record_set (out_records[side], field, gp_expr_value_ref (
                                gp_access_record_get (with->records[side], field)));
    }
  return written;
}

/* One write that the fields of both sides allow: what differs is a check, or a preset that is no
 * more. */
static gboolean
compare_write (Cell               *self,
               const GpAccessPair *pair,
               const GpAccessPair *with,
               GpAccessDecision  **decisions)
{
  GpAccessRecord *records[2];
  g_autoptr(GArray) written = make_write (self, pair, with, decisions, records);
  gboolean allowed[2] = { FALSE, FALSE };

  for (guint side = 0; side < 2; side++)
    {
      if (written->len > 0)
        {
          g_autoptr(GpAccessDecision) decision = decide (self, side, pair, records[side], written);

          allowed[side] = grants (decision);
        }
      gp_access_record_unref (records[side]);
    }
  if (allowed[0] != allowed[1])
    note (self, pair, allowed[1]);
  return allowed[0] != allowed[1];
}

/* A write that both allow for the record as it stands: with other values, one may not. */
static void
compare_writes (Cell               *self,
                const GpAccessPair *pair,
                GpAccessDecision  **decisions)
{
  const GPtrArray *pairs = self->questions->pairs;
  guint n_others = 0;

  if (self->creates)
    {
      compare_write (self, pair, pair, decisions);
      return;
    }
  for (guint i = 0; i < pairs->len && n_others < MAX_OTHERS; i++)
    {
      const GpAccessPair *with = pairs->pdata[i];

      if (with == pair || !gp_id_equal (&with->subject, self->subject)
          || with->records[0] == NULL || with->records[1] == NULL)
        continue;
      n_others++;
      if (compare_write (self, pair, with, decisions))
        return;
    }
}

static void
compare_record (Cell               *self,
                const GpAccessPair *pair)
{
  GpAccessDecision *decisions[2];
  gboolean allowed[2];

  for (guint side = 0; side < 2; side++)
    {
      decisions[side] = decide (self, side, pair, pair->records[side], NULL);
      allowed[side] = grants (decisions[side]);
    }
  if (allowed[0] != allowed[1])
    note (self, pair, allowed[1]);
  else if (allowed[0] && (self->writes || g_str_equal (self->action, "read")))
    compare_fields (self, pair, decisions);
  if (allowed[0] && allowed[1] && self->writes)
    compare_writes (self, pair, decisions);
  gp_access_decision_free (decisions[0]);
  gp_access_decision_free (decisions[1]);
}

static void
compare_cell (const GpAccessQuestions *questions,
              const GpAccessCallers   *caller,
              const GpId              *subject,
              const char              *action,
              GPtrArray               *flips)
{
  Cell self = { .questions = questions, .caller = caller, .subject = subject, .action = action,
                .creates = g_str_equal (action, "create"),
                .writes = gp_access_action_writes (action) };
  guint n_tried = 0;

  for (guint i = 0; i < questions->pairs->len; i++)
    {
      const GpAccessPair *pair = questions->pairs->pdata[i];

      if (!gp_id_equal (&pair->subject, subject))
        continue;
      n_tried++;
      compare_record (&self, pair);
    }
  for (guint i = 0; i < 2; i++)
    if (self.flips[i] != NULL)
      {
        self.flips[i]->n_tried = n_tried;
        g_ptr_array_add (flips, self.flips[i]);
      }
}

static GPtrArray *
compare_all (const GpAccessQuestions *questions)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_auto(GStrv) before = gp_access_dup_actions (questions->sides[0].access);
  g_auto(GStrv) after = gp_access_dup_actions (questions->sides[1].access);
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();
  GPtrArray *flips = g_ptr_array_new ();

  for (char **action = after; *action != NULL; action++)
    g_ptr_array_add (actions, *action);
  for (char **action = before; *action != NULL; action++)
    if (!g_strv_contains ((const char *const *) after, *action))
      g_ptr_array_add (actions, *action);

  for (guint c = 0; c < questions->callers->len; c++)
    {
      g_hash_table_remove_all (seen);
      for (guint i = 0; i < questions->pairs->len; i++)
        {
          GpAccessPair *pair = questions->pairs->pdata[i];

          if (!g_hash_table_add (seen, &pair->subject))
            continue;
          for (guint j = 0; j < actions->len; j++)
            compare_cell (questions, questions->callers->pdata[c], &pair->subject,
                          actions->pdata[j], flips);
        }
    }
  return flips;
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
  GpAccessQuestions questions;
  GPtrArray *flips;

  g_return_val_if_fail (GP_IS_DESIGN (before) && GP_IS_DESIGN (after), NULL);

  gp_access_questions_init (&questions, before, after, now);
  flips = compare_all (&questions);
  gp_access_questions_clear (&questions);
  return sort_flips (flips);
}
