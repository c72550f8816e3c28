/* gp-test-canvas.h — a canvas in a window that draws the small design of gp-test-scene.h
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-private.h"

G_BEGIN_DECLS

/** GpTestCanvas: a fixture for g_test_add(). @reports: how often the canvas had to say why not. */
typedef struct
{
  GpDesign  *design;
  GpHistory *history;
  GtkWidget *window;
  GpCanvas  *canvas;
  guint      reports;
} GpTestCanvas;

void gp_test_canvas_set_up    (GpTestCanvas *fixture, gconstpointer user_data);
void gp_test_canvas_tear_down (GpTestCanvas *fixture, gconstpointer user_data);

/* The entity, or what draws it, by name; fails the test where there is none. */
const GpElement   *gp_test_canvas_entity (GpTestCanvas *fixture, const char *name);
const GpSceneItem *gp_test_canvas_card   (GpTestCanvas *fixture, const char *name);

/* Where a card's header, or a row of it, is on the screen: view pixels. */
void gp_test_canvas_header_of (GpTestCanvas *fixture, const char *name, double *x, double *y);
void gp_test_canvas_row_of    (GpTestCanvas *fixture, const char *name, const char *field,
                               double *x, double *y);

/** gp_test_canvas_drag: presses at @x, @y, moves by @dx, @dy in two steps and lets go. */
void gp_test_canvas_drag      (GpTestCanvas *fixture, double x, double y, double dx, double dy,
                               GdkModifierType state);

/** gp_test_canvas_enter_flow: shows the inside of the flow "ship", laid out, at 100 %. */
void gp_test_canvas_enter_flow (GpTestCanvas *fixture);

/** gp_test_canvas_type: into the entry that is open on a card, and takes it. */
void gp_test_canvas_type      (GpTestCanvas *fixture, const char *text);

G_END_DECLS
