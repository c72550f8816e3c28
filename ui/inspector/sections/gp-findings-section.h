/* gp-findings-section.h — what lint says about the selected elements
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-section.h"

G_BEGIN_DECLS

#define GP_TYPE_FINDINGS_SECTION (gp_findings_section_get_type ())
G_DECLARE_FINAL_TYPE (GpFindingsSection, gp_findings_section, GP, FINDINGS_SECTION, GpSection)

/** gp_findings_section_new: hidden as long as there is nothing to say. */
GtkWidget *gp_findings_section_new  (GpSession *session);

/** gp_findings_section_pick: (transfer full): those of @findings that are about the elements or
 * about anything inside of them; of the design itself, those about itself alone. */
GPtrArray *gp_findings_section_pick (GpDesign *design, GPtrArray *findings, const GpId *ids,
                                     gsize n);

G_END_DECLS
