/* gp-run-clock.c — an alarm at a time of day
 * SPDX-License-Identifier: Apache-2.0
 *
 * A timer of the kernel that follows the time of day, and says so when somebody sets that: what
 * GLib's sources wait for goes on regardless, also while the computer sleeps. */
#define G_LOG_DOMAIN "gp-run-clock"
#include "config.h"
#include "gp-run-clock.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "gp-flow-duration.h"

/* Where nothing is due, the timer still waits, to hear of the clock being set. */
#define FAR_SECONDS (G_GINT64_CONSTANT (4000) * 366 * 24 * 3600)

struct _GpRunClock
{
  GpRunClockFunc func;
  gpointer       user_data;
  gint64         due;
  gint64         held;      /* the time that it is; 0: the real one */
  gint64         steady;    /* what the clock that nobody sets says meanwhile */
  int            fd;
  GSource       *source;
};

static gboolean
came_cb (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  GpRunClock *self = user_data;
  guint64 times;
  gssize n = read (fd, &times, sizeof times);
  gboolean jumped = n < 0 && errno == ECANCELED;

  if (n < 0 && !jumped)
    return G_SOURCE_CONTINUE;
  if (jumped)
    gp_run_clock_set (self, self->due);
  self->func (jumped, self->user_data);

  return G_SOURCE_CONTINUE;
}

GpRunClock *
gp_run_clock_new (GpRunClockFunc func,
                  gpointer       user_data)
{
  GpRunClock *self = g_new0 (GpRunClock, 1);

  self->func = func;
  self->user_data = user_data;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd < 0)
    g_error ("no timer can be made: %s", g_strerror (errno));
  self->source = g_unix_fd_source_new (self->fd, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (came_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  gp_run_clock_set (self, GP_FLOW_NEVER);

  return self;
}

void
gp_run_clock_free (GpRunClock *self)
{
  if (self == NULL)
    return;

  g_source_destroy (self->source);
  g_source_unref (self->source);
  close (self->fd);
  g_free (self);
}

void
gp_run_clock_set (GpRunClock *self,
                  gint64      due)
{
  gint64 seconds = self->held != 0 ? FAR_SECONDS : MIN (due / G_USEC_PER_SEC, FAR_SECONDS);
  struct itimerspec when = {
    .it_value = { .tv_sec = seconds, .tv_nsec = due % G_USEC_PER_SEC * 1000 },
  };

  self->due = due;
  /* Zero would switch it off. */
  if (due <= self->held)
    when.it_value = (struct timespec) { .tv_nsec = 1 };
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL) < 0)
    g_warning ("the timer cannot be set: %s", g_strerror (errno));
}

gint64
gp_run_clock_get_due (GpRunClock *self)
{
  return self->due;
}

gint64
gp_run_clock_now (GpRunClock *self)
{
  return self->held != 0 ? self->held : g_get_real_time ();
}

gint64
gp_run_clock_get_steady (GpRunClock *self)
{
  struct timespec now;

  if (self->held != 0)
    return self->steady;
  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
gp_run_clock_hold (GpRunClock *self,
                   gint64      now)
{
  g_return_if_fail (now > 0);

  self->steady = gp_run_clock_get_steady (self) + now - gp_run_clock_now (self);
  self->held = now;
  gp_run_clock_set (self, self->due);
}

void
gp_run_clock_jump (GpRunClock *self,
                   gint64      now)
{
  g_return_if_fail (self->held != 0 && now > 0);

  self->held = now;
  gp_run_clock_set (self, self->due);
  self->func (TRUE, self->user_data);
}
