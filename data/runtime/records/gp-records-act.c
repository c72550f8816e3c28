/* gp-records-act.c — actions of the design's own: whether the caller may
 * SPDX-License-Identifier: Apache-2.0
 *
 * What "approve" does is the business of whoever asks; here it is said whether they may. */
#define G_LOG_DOMAIN "gp-records-act"
#include "config.h"
#include "gp-route.h"

#include "gp-record-key.h"
#include "gp-record-store.h"
#include "gp-record.h"

gboolean
gp_handle_records_act (GpRequest  *request,
                       GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  const char *action = request->values[2];
  g_autoptr(GArray) key = NULL;

  if (table == NULL)
    return FALSE;
  /* The four have ways of their own, which do what they say. */
  if (g_strv_contains (gp_access_get_actions (), action))
    return gp_record_refuse_unseen (error);
  key = gp_record_key_parse (table, request->raw_values[1]);
  if (key == NULL)
    return gp_record_refuse_unseen (error);
  if (!gp_record_store_act (request, table, key, action, error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
  return TRUE;
}
