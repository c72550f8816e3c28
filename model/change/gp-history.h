/* gp-history.h — the steps that people took, to be undone and redone
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/** GpHistoryStep: one named step. Borrowed from the history until it changes. */
typedef struct
{
  guint64      number;      /* grows by one; never used again */
  gint64       time;        /* microseconds since 1970, UTC */
  const char  *author;      /* "" where unknown */
  GpChangeSet *changes;
} GpHistoryStep;

typedef enum
{
  GP_HISTORY_DO,        /* a new step; steps that were undone are gone */
  GP_HISTORY_EXTEND,    /* the newest step was replaced by a longer one with the same number */
  GP_HISTORY_UNDO,      /* @step was undone */
  GP_HISTORY_REDO,      /* @step was done again */
} GpHistoryAction;

/**
 * GpHistoryWriter: stores what has just been applied to the design in memory.
 * @applied: the changes that were applied now (for an undo: the inverse; for an extension: the new
 * part)
 * @step: the step as it stands now
 *
 * Returns FALSE with @error where it could not be stored: then the history takes the change back.
 */
typedef gboolean (*GpHistoryWriter) (GpHistoryAction      action,
                                     const GpHistoryStep *step,
                                     GpChangeSet         *applied,
                                     gpointer             user_data,
                                     GError             **error);

/**
 * GpHistory: does no I/O itself. Signals ::changed () after every step, undo and redo.
 */
#define GP_TYPE_HISTORY (gp_history_get_type ())
G_DECLARE_FINAL_TYPE (GpHistory, gp_history, GP, HISTORY, GObject)

GpHistory  *gp_history_new         (GpDesign *design);
GpDesign   *gp_history_get_design  (GpHistory *self);                          /* borrowed */
void        gp_history_set_author  (GpHistory *self, const char *author);
const char *gp_history_get_author  (GpHistory *self);                  /* "" where unknown */
void        gp_history_set_writer  (GpHistory *self, GpHistoryWriter writer, gpointer user_data,
                                    GDestroyNotify destroy);

/** gp_history_restore: takes over what a store has kept. @steps: array of GpHistoryStep, oldest
 * first, borrowed (contents copied); the first @n_done are done, the rest can be redone. */
void gp_history_restore (GpHistory *self, const GpHistoryStep *steps, gsize n, gsize n_done);

/** gp_history_do: applies @changes as a step. An empty change set does nothing and succeeds.
 * Errors: GP_DESIGN_ERROR, or the writer's; the design is then as before. */
gboolean    gp_history_do          (GpHistory *self, GpChangeSet *changes, GError **error);

/** gp_history_do_merged: as gp_history_do(), but where the newest step was made with the same @key
 * less than two seconds ago, it becomes longer instead: typing in one row is one step. */
gboolean    gp_history_do_merged   (GpHistory *self, GpChangeSet *changes, const char *key,
                                    GError **error);

/** gp_history_do_into: as gp_history_do(), but where the newest step is the one with @number, it
 * becomes longer instead and takes the title of @changes: naming what was just drawn is part of
 * drawing it. */
gboolean    gp_history_do_into     (GpHistory *self, GpChangeSet *changes, guint64 number,
                                    GError **error);

/** gp_history_get_newest: the number of the newest step; 0 where there is none or it is undone. */
guint64     gp_history_get_newest  (GpHistory *self);

/** gp_history_break: the next change begins a new step whatever its key. */
void        gp_history_break       (GpHistory *self);

gboolean gp_history_undo (GpHistory *self,
                          GError **error); /* FALSE without error: nothing to undo */
gboolean    gp_history_redo        (GpHistory *self, GError **error);

gboolean    gp_history_can_undo    (GpHistory *self);
gboolean    gp_history_can_redo    (GpHistory *self);
const char *gp_history_get_undo_title (GpHistory *self); /* NULL where there is none */
const char *gp_history_get_redo_title (GpHistory *self);

gsize gp_history_get_size (GpHistory *self); /* steps, undone ones among them */
gsize gp_history_get_done (GpHistory *self); /* steps that are in effect */
void        gp_history_get_step    (GpHistory *self, gsize i, GpHistoryStep *out);

/** gp_history_dup_design_at: (transfer full): the design as it was, or would be, with @n steps in
 * effect; the one of the history stays as it is. */
GpDesign   *gp_history_dup_design_at (GpHistory *self, gsize n, GError **error);

/** gp_history_dup_title_at: (transfer full): what the design with @n steps in effect is called:
 * the title of the last of them, or "The beginning". */
char       *gp_history_dup_title_at  (GpHistory *self, gsize n);

/** gp_history_go_to: undoes or redoes until @n steps are in effect. */
gboolean    gp_history_go_to       (GpHistory *self, gsize n, GError **error);

G_END_DECLS
