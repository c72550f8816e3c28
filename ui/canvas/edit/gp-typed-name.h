/* gp-typed-name.h — whether what somebody typed may become a name
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_typed_name_check: stricter than gp_name_check(): a name that programs use has no white space
 * in it, which gets there by accident. Names that are read from files may have some.
 * @except: the element that is named, or nil for a new one; siblings must have other names
 *
 * FALSE with a GP_DESIGN_ERROR_NAME that says what to write instead.
 */
gboolean gp_typed_name_check (GpDesign    *design,
                              const GpId  *parent,
                              GpKind       kind,
                              const GpId  *except,
                              const char  *name,
                              GError     **error);

G_END_DECLS
