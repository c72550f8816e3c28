/* gp-target-factory.h — from what people write to a target
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/**
 * gp_target_new_for: (transfer full):
 * @design: (nullable): where targets are looked up by name
 * @text: the name of a target of @design, or "TYPE:URL", as "local:http://127.0.0.1:8090"
 * @token: the secret for it, or NULL
 *
 * NULL with GP_TARGET_ERROR_ADDRESS.
 */
GpTarget *gp_target_new_for         (GpDesign *design, const char *text, const char *token,
                                     GError **error);

/** gp_target_is_named: whether gp_target_new_for() is meant by @text: the name of a target of
 * @design (nullable), or "TYPE:URL" with a type that can be deployed to. */
gboolean  gp_target_is_named        (GpDesign *design, const char *text);

/** gp_target_new_for_element: (transfer full): @element: of kind target. */
GpTarget *gp_target_new_for_element (const GpElement *element, const char *token, GError **error);

G_END_DECLS
