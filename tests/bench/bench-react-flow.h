/* bench-react-flow.h — React Flow in a headless Chromium, as a peer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-scene.h"
#include "gp-viewport.h"

G_BEGIN_DECLS

/**
 * BenchReactFlow: milliseconds of processor time per frame of 1920 × 1080.
 * @own: of the page's main thread: scripts, styles and layout, without pictures
 * @whole: of all processes of the browser
 */
typedef struct
{
  struct
  {
    double own;
    double whole;
  } pan, zoom;
} BenchReactFlow;

/**
 * bench_react_flow:
 * @steps: pixels to the left that each frame of the pan moves; half of it upwards
 * @frames: how many frames each movement has
 * @least_zoom: where the zoom from 1 ends
 *
 * Draws the cards and relations of @scene with @xyflow/react, which has only those in view in the
 * page, looks at the same place as our own frames do and moves in the same way.
 *
 * Returns: FALSE where GP_REACT_FLOW_SCRIPT names no script, since it is not on this machine
 */
gboolean bench_react_flow (GpDesign         *design,
                           GpScene          *scene,
                           const GpViewport *view,
                           double            step,
                           guint             frames,
                           double            least_zoom,
                           BenchReactFlow   *out);

G_END_DECLS
