/* gp-icon.h — the small pictures on cards, as paths of our own
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GP_ICON_NONE,
  GP_ICON_KEY,
  GP_ICON_REFERENCE,
  GP_ICON_TENANT,
  GP_ICON_SENSITIVE,
  GP_ICON_AUDIT,
  GP_ICON_FLOW,
  GP_ICON_ENTITY,
  GP_ICON_VIEW,
  GP_ICON_EXTERNAL,
  GP_ICON_ROLE,
  GP_ICON_BUCKET,
  GP_ICON_EVENT,
  GP_ICON_DOMAIN,
  GP_ICON_NOTE,
  GP_ICON_CONDITION,
  GP_ICON_CALL,
  GP_ICON_DATA,
  GP_ICON_MAIL,
  GP_ICON_APPROVE,
  GP_ICON_CLOCK,
  GP_ICON_CODE,
  GP_ICON_EDIT,
  GP_ICON_LOOP,
  GP_ICON_FORK,
  GP_ICON_GROUP,
  GP_ICON_ALERT,
  GP_ICON_LISTEN,
  GP_ICON_PLAY,
  GP_ICON_PLUS,
  GP_ICON_MINUS,
  GP_ICON_TILDE,
  GP_ICON_MORE,
  GP_ICON_CHECK,
  GP_ICON_SELECT,
  GP_ICON_RELATION,
  GP_ICON_PIN,
  GP_ICON_UNIQUE,
  GP_ICON_INDEX,
  GP_N_ICONS
} GpIcon;

/* Icons are drawn on a square of this many units, with round lines of GP_ICON_STROKE. */
#define GP_ICON_SIZE    16.0
#define GP_ICON_STROKE  1.3

/** GpIconOp: a step of a path. M: move to x y. L: line to x y. C: curve, three points. Z: close.
 * O: a whole circle around x y with radius r. */
typedef void (*GpIconFunc) (char op, const double *numbers, gpointer user_data);

/** gp_icon_walk: calls @func for each step of the icon's outline. */
void        gp_icon_walk     (GpIcon icon, GpIconFunc func, gpointer user_data);

/** gp_icon_dup_svg: (transfer full): the outline as the "d" of an SVG path. */
char       *gp_icon_dup_svg  (GpIcon icon);

/** gp_icon_get_name: for dumps. */
const char *gp_icon_get_name (GpIcon icon);

G_END_DECLS
