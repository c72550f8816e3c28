/* bench-stalls.c — the longest time that a window of 10 000 entities does not answer
 * SPDX-License-Identifier: Apache-2.0
 *
 * A stall above MOST fails it, as tests/ui/test-stalls.c does. */
#include "gp-test-tables.h"
#include "gp-bench.h"
#include "gp-canvas.h"
#include "gp-edit.h"
#include "gp-test-session.h"
#include "gp-test-turns.h"
#include "gp-test-window.h"

#define TABLES 10000
#define STEPS  40
#define MOST   100      /* ms */

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

  gtk_window_destroy (GTK_WINDOW (fixture.window));
  return n_stalls > 0;
}
