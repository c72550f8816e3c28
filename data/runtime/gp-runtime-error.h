/* gp-runtime-error.h — what can go wrong in the local backend beside single requests
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpRuntimeError:
 * @GP_RUNTIME_ERROR_LISTEN: the address cannot be listened on. Nothing was started.
 * @GP_RUNTIME_ERROR_DATA: the file is no data of a local backend, or of a newer one. Not modified.
 * @GP_RUNTIME_ERROR_TOKEN: the admin token cannot be read or kept. Nothing was started.
 * @GP_RUNTIME_ERROR_VERIFY: after a deployment the tables are not what they should be; the
 *   transaction is taken back.
 * @GP_RUNTIME_ERROR_OPTIONS: the options contradict each other. Nothing was started.
 */
typedef enum
{
  GP_RUNTIME_ERROR_LISTEN,
  GP_RUNTIME_ERROR_DATA,
  GP_RUNTIME_ERROR_TOKEN,
  GP_RUNTIME_ERROR_VERIFY,
  GP_RUNTIME_ERROR_OPTIONS,
} GpRuntimeError;

#define GP_RUNTIME_ERROR (gp_runtime_error_quark ())
GQuark gp_runtime_error_quark (void);

G_END_DECLS
