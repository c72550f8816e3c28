/* bench-stalls.c — what a window of 10 000 entities has people wait for
 * SPDX-License-Identifier: Apache-2.0
 *
 * The longest turns of the main loop: one above MOST fails it, as tests/ui/test-stalls.c does. What
 * the canvas does for a frame, with all that a person sees and a screen reader reads; what GTK and
 * the renderer do with it is not in that. And a new card, until it is painted. */
#include "gp-test-tables.h"
#include "gp-bench.h"
#include "gp-canvas-private.h"
#include "gp-edit.h"
#include "gp-test-session.h"
#include "gp-test-turns.h"
#include "gp-test-window.h"

#define TABLES 10000
#define STEPS  40
#define MOST   100      /* ms */
#define CARDS  9        /* that are added */

typedef struct
{
  GpTestWindow  *fixture;
  GpCanvas      *canvas;
  GpId           entity;
} Bench;

typedef void (*Step) (Bench *bench, guint i);

static guint n_stalls;       /* measures above MOST */

static gboolean
elapsed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the window work for a while: frames, and what workers bring back. */
static void
run_for (guint milliseconds)
{
  gboolean elapsed = FALSE;

  g_timeout_add (milliseconds, elapsed_cb, &elapsed);
  while (!elapsed)
    g_main_context_iteration (NULL, TRUE);
}

static void
report (const char *what)
{
  g_autofree char *name = g_strdup_printf ("longest stall: %s, %u entities", what, TABLES);
  double longest = gp_test_turns_end ();

  gp_bench_report (name, longest, "ms", NULL, 0);
  n_stalls += longest > MOST;
}

static void
measure (Bench      *bench,
         const char *what,
         Step        step,
         guint       n)
{
  run_for (500);
  gp_test_turns_begin ();
  for (guint i = 0; i < n; i++)
    {
      step (bench, i);
      run_for (30);
    }
  run_for (1500);
  report (what);
}

static void
pan (Bench *bench,
     guint  i)
{
  GpViewport view;

  gp_canvas_get_viewport (bench->canvas, &view);
  gp_viewport_pan (&view, 40, 20);
  gp_canvas_set_viewport (bench->canvas, &view);
}

static void
zoom (Bench *bench,
      guint  i)
{
  gp_canvas_set_zoom (bench->canvas, i < STEPS / 2 ? 1.0 / (i + 1) : 2.0 / (STEPS - i));
}

static void
choose (Bench *bench,
        guint  i)
{
  g_autoptr(GPtrArray) all = gp_design_list (bench->fixture->design, GP_KIND_ENTITY);

  bench->entity = *gp_element_get_id (all->pdata[i * 131 % all->len]);
  gp_selection_set (gp_session_get_selection (bench->fixture->session), &bench->entity);
}

static void
edit (Bench       *bench,
      GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  if (taken == NULL
      || !gp_history_do (gp_session_get_history (bench->fixture->session), taken, &error))
    g_error ("The edit failed: %s", error != NULL ? error->message : "it could not be made");
}

static void
rename_entity (Bench *bench,
               guint  i)
{
  g_autofree char *name = g_strdup_printf ("renamed_%u", i);

  edit (bench, gp_edit_rename (bench->fixture->design, &bench->entity, name, NULL));
}

static void
add_field (Bench *bench,
           guint  i)
{
  g_autofree char *name = g_strdup_printf ("added_%u", i);
  GpId id;

  edit (bench, gp_edit_add_field (bench->fixture->design, &bench->entity, name, NULL, &id, NULL));
}

static void
undo (Bench *bench,
      guint  i)
{
  gp_history_undo (gp_session_get_history (bench->fixture->session), NULL);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

typedef struct
{
  GtkWidget *canvas;
  double     seconds;
  gboolean   done;
} Frame;

/* Everything has its place, and GTK has not painted yet. */
static void
laid_out_cb (GdkFrameClock *clock,
             gpointer       user_data)
{
  Frame *frame = user_data;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  double begun = gp_bench_thread_time ();

  if (frame->done)
    return;
  GTK_WIDGET_GET_CLASS (frame->canvas)->snapshot (frame->canvas, snapshot);
  frame->seconds += gp_bench_thread_time () - begun;
  frame->done = TRUE;
}

/* Milliseconds that the canvas needs to say what it looks like, and to whom. */
static double
make_frame (Bench *bench,
            Step   step,
            guint  i)
{
  Frame frame = { GTK_WIDGET (bench->canvas), 0, FALSE };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (frame.canvas);
  gulong handler = g_signal_connect_after (clock, "layout", G_CALLBACK (laid_out_cb), &frame);
  double begun = gp_bench_thread_time ();

  step (bench, i);
  gp_canvas_hover (bench->canvas, 500, 400);
  frame.seconds += gp_bench_thread_time () - begun;
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
  while (!frame.done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);

  begun = gp_bench_thread_time ();
  gp_canvas_update_proxies (bench->canvas);
  return (frame.seconds + gp_bench_thread_time () - begun) * 1000;
}

static void
report_frames (Bench      *bench,
               const char *what,
               Step        step)
{
  g_autofree char *mean = g_strdup_printf ("widget: %s, own CPU a frame, %u entities", what,
                                           TABLES);
  g_autofree char *p95 = g_strdup_printf ("widget: %s, p95 of it, %u entities", what, TABLES);
  double own[STEPS];
  double sum = 0;

  for (guint i = 0; i < STEPS; i++)
    {
      own[i] = make_frame (bench, step, i);
      sum += own[i];
      run_for (20);
    }
  qsort (own, STEPS, sizeof *own, compare_doubles);
  gp_bench_report (mean, sum / STEPS, "ms", NULL, 0);
  gp_bench_report (p95, own[STEPS * 95 / 100], "ms", NULL, 0);
}

static void
painted_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* From the click to the end of the next frame. */
static void
report_new_card (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->canvas));
  g_autofree char *name = g_strdup_printf ("one card more, CPU to the next frame, %u entities",
                                           TABLES);
  double took[CARDS];

  for (guint i = 0; i < CARDS; i++)
    {
      gboolean painted = FALSE;
      gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
      double begun = gp_bench_thread_time ();

      gp_canvas_create (bench->canvas, GP_KIND_ENTITY, bench->canvas->viewport.x + 100,
                        bench->canvas->viewport.y + 60 * i, NULL);
      while (!painted)
        g_main_context_iteration (NULL, TRUE);
      took[i] = (gp_bench_thread_time () - begun) * 1000;
      g_signal_handler_disconnect (clock, handler);
      gp_canvas_stop_editing (bench->canvas, TRUE);
      run_for (1000);
    }
  qsort (took, CARDS, sizeof *took, compare_doubles);
  gp_bench_report (name, took[CARDS / 2], "ms", NULL, 0);
}

int
main (int    argc,
      char **argv)
{
  GpTestWindow fixture = { 0 };
  Bench bench = { .fixture = &fixture };

  gp_test_window_init (&argc, &argv);
  gp_test_window_set_up (&fixture, GINT_TO_POINTER (1));
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 1600, 1000);
  run_for (500);
  g_clear_object (&fixture.session);
  g_clear_object (&fixture.design);
  fixture.design = gp_test_tables_new (TABLES);
  fixture.session = GP_SESSION (gp_test_session_new (fixture.design));

  gp_test_turns_begin ();
  gp_window_set_session (fixture.window, fixture.session);
  run_for (6000);
  report ("open, first lint");
  bench.canvas = GP_CANVAS (gp_test_window_find (GTK_WIDGET (fixture.window), GP_TYPE_CANVAS));

  measure (&bench, "pan", pan, STEPS);
  measure (&bench, "zoom", zoom, STEPS);
  measure (&bench, "select", choose, STEPS);
  measure (&bench, "rename", rename_entity, 5);
  measure (&bench, "add a field", add_field, 5);
  measure (&bench, "undo", undo, 5);
  gp_canvas_set_zoom (bench.canvas, 1);
  report_frames (&bench, "pan at 100 %", pan);
  report_frames (&bench, "zoom to 5 %", zoom);
  gp_canvas_set_zoom (bench.canvas, 1);
  report_new_card (&bench);

  gtk_window_destroy (GTK_WINDOW (fixture.window));
  return n_stalls > 0;
}
