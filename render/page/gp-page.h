/* gp-page.h — a design as one HTML page that needs nothing else
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpPageOptions:
 * @view: the one view that is shown; nil: each view that shows something
 * @story: the one story that is told; nil: all of them, or none where @view is set
 */
typedef struct
{
  GpId view;
  GpId story;
} GpPageOptions;

#define GP_PAGE_OPTIONS_INIT { .view = { { 0 } } }

/**
 * gp_page_render: (transfer full): the page as UTF-8: drawings with pan, zoom and search, tables of
 * fields and of who may do what, stories. Loads nothing from anywhere and says so in its
 * content security policy. The same design gives the same bytes. GP_PICTURE_ERROR where there is
 * nothing to show. Any thread that no other one uses @design in; what has no place is laid out.
 */
GBytes *gp_page_render (GpDesign *design, const GpPageOptions *options, GCancellable *cancellable,
                        GError **error);

G_END_DECLS
