/* gp-types.h — forward typedefs, so that headers need not include one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _GpId         GpId;
typedef struct _GpPoint      GpPoint;
typedef struct _GpValue      GpValue;
typedef struct _GpElement    GpElement;
typedef struct _GpDesign     GpDesign;
typedef struct _GpChange     GpChange;
typedef struct _GpChangeSet  GpChangeSet;
typedef struct _GpHistory    GpHistory;
typedef struct _GpFinding    GpFinding;

G_END_DECLS
