/* gp-test-watch.c — a page about access in a window of its own
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-watch.h"

#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"

static void
seen_cb (GpTestWatch *self)
{
  self->views++;
}

void
gp_test_watch_set_up (GpTestWatch *self,
                      GpDesign    *design)
{
  self->design = design;
  self->session = GP_SESSION (gp_test_session_new (design));
  self->watch = gp_access_watch_new (self->session);
  self->views = 0;
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (seen_cb), self);
}

void
gp_test_watch_show (GpTestWatch *self,
                    GtkWidget   *page,
                    int          width,
                    int          height)
{
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_set_child (GTK_WINDOW (self->window), page);
  gtk_window_present (GTK_WINDOW (self->window));
  gp_test_watch_wait (self);
}

void
gp_test_watch_wait (GpTestWatch *self)
{
  guint before = self->views;

  gp_test_wait_until (self->views != before);
}

void
gp_test_watch_tear_down (GpTestWatch *self)
{
  g_signal_handlers_disconnect_by_data (self->watch, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->watch);
  gp_test_window_settle ();
  g_clear_object (&self->session);
  g_clear_object (&self->design);
}
