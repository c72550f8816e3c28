/* gp-finding.h — something that is noticed about a design, as a value
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_SEVERITY_INFO,
  GP_SEVERITY_WARNING,
  GP_SEVERITY_ERROR,
} GpSeverity;

/**
 * GpFinding: reference counted, immutable once shared. Made by lint, importers and plan checks.
 * @code: stable, as "DAT102"; a static string
 * @message: a translated sentence
 */
GpFinding   *gp_finding_new          (const char *code, GpSeverity severity, const char *message);
GpFinding *gp_finding_new_printf (const char *code, GpSeverity severity, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
GpFinding   *gp_finding_ref          (GpFinding *self);
void         gp_finding_unref        (GpFinding *self);

const char  *gp_finding_get_code     (const GpFinding *self);
GpSeverity   gp_finding_get_severity (const GpFinding *self);
const char  *gp_finding_get_message  (const GpFinding *self);

/** gp_finding_get_element: the element that it is about; nil where it is about the whole. */
const GpId  *gp_finding_get_element  (const GpFinding *self);
void         gp_finding_set_element  (GpFinding *self, const GpId *element);

/** gp_finding_get_property: of that element; GP_N_PROPERTIES where it is about none of them, or
 * about several. */
GpProperty   gp_finding_get_property (const GpFinding *self);
void         gp_finding_set_property (GpFinding *self, GpProperty property);

/** gp_finding_get_place: file (may be NULL), line and column from 1; 0 where unknown. */
const char  *gp_finding_get_place    (const GpFinding *self, guint *line, guint *column);
void         gp_finding_set_place    (GpFinding *self, const char *file, guint line, guint column);

/** gp_finding_get_fix: NULL where there is none; borrowed. */
GpChangeSet *gp_finding_get_fix      (const GpFinding *self);
void gp_finding_set_fix (GpFinding *self, GpChangeSet *fix); /* a reference is taken */

const char *gp_severity_to_nick (GpSeverity severity); /* "error", "warning", "info" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFinding, gp_finding_unref)
G_END_DECLS
