/* gp-test-find.h — a small design to look around in
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_test_find_design: (transfer full): the domain "Care" with the entity patient, which refers to
 * clinic; note refers to patient. Texts, expressions and types that nothing else has. */
GpDesign *gp_test_find_design (void);

/** gp_test_find_id: the element at @path, names with dots between them; it must be there. */
GpId      gp_test_find_id     (GpDesign *design, const char *path);

G_END_DECLS
