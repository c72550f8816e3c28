/* gp-type-label.h — a field's type in few letters
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_type_label: (transfer full): as people read it on a card: "→ clinic", "decimal(12,2)",
 * "enum(4)", "text · unique", "timestamp?", "text[]". */
char *gp_type_label (GpDesign *design, const GpElement *field);

G_END_DECLS
