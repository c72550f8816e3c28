/* gp-runtime-error.c — what can go wrong in the local backend beside single requests
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-runtime-error"
#include "config.h"
#include "gp-runtime-error.h"

G_DEFINE_QUARK (gp-runtime-error-quark, gp_runtime_error)
