/* gp-findings-section.h — what lint says about the selected elements
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-section.h"

G_BEGIN_DECLS

#define GP_TYPE_FINDINGS_SECTION (gp_findings_section_get_type ())
G_DECLARE_FINAL_TYPE (GpFindingsSection, gp_findings_section, GP, FINDINGS_SECTION, GpSection)

/** gp_findings_section_new: hidden as long as there is nothing to say. */
GtkWidget *gp_findings_section_new (GpSession *session);

G_END_DECLS
