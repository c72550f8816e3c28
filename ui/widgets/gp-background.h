/* gp-background.h — one question at a time, answered by a worker thread
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpBackgroundWork: what is asked and who answers. A static table.
 *
 * @pause_ms: a question waits until nobody has asked for so long; 0: it does not wait
 * @ask: main thread: (transfer full) (nullable): the question: values of its own, which nobody else
 *   changes. NULL: there is nothing to ask
 * @answer: worker thread: (transfer full), never NULL; dropped where the question is cancelled
 * @take: main thread: @question: (transfer none); @answer: (transfer full)
 * @question_free, @answer_free: any thread, so that nobody waits for them
 */
typedef struct
{
  guint           pause_ms;
  gpointer      (*ask)    (gpointer owner);
  gpointer      (*answer) (gpointer question, GCancellable *cancellable);
  void          (*take)   (gpointer owner, gpointer question, gpointer answer);
  GDestroyNotify  question_free;
  GDestroyNotify  answer_free;
} GpBackgroundWork;

/**
 * GpBackground: asks on behalf of its owner. The latest question alone is answered: one that is
 * asked cancels the one before it. After _free() no function of the table is called for the owner
 * any more, so the owner frees it in its dispose and needs no reference. Main thread only.
 */
typedef struct _GpBackground GpBackground;

/** gp_background_new: @owner: not owned; @work: borrowed. */
GpBackground *gp_background_new     (gpointer owner, const GpBackgroundWork *work);
void          gp_background_free    (GpBackground *self);     /* NULL is fine */

/** gp_background_ask: the answer comes from the main loop, also where there is no pause. */
void          gp_background_ask     (GpBackground *self);

/** gp_background_stop: what waits or is under way is not answered. */
void          gp_background_stop    (GpBackground *self);

/** gp_background_is_busy: a question waits or is under way. Not while its answer is taken. */
gboolean      gp_background_is_busy (const GpBackground *self);

/** gp_background_drop: @free is called for @value in a worker thread: letting go of the copy of a
 * large design takes as long as making it. NULL is fine. */
void          gp_background_drop    (gpointer value, GDestroyNotify free);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpBackground, gp_background_free)
G_END_DECLS
