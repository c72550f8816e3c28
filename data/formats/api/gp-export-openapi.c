/* gp-export-openapi.c — the flows that a request starts as OpenAPI 3.1
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-export-openapi"
#include "config.h"

#include "gp-export-openapi.h"

#include "gp-json-value.h"
#include "gp-openapi.h"

#define COMPONENTS \
  "{\"securitySchemes\":{\"user\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":" \
  "\"The token of an account\"}," GP_OPENAPI_SIGNATURE "},\"schemas\":{\"gp-problem\":{" \
  "\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":" \
  "\"string\"},\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"}}}}}"

static void
write_info (GpDesign     *design,
            GpJsonWriter *writer)
{
  const GpElement *root = gp_design_get_root (design);
  const char *name = gp_element_get_name (root);

  gp_json_writer_key (writer, "info");
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "title", *name != '\0' ? name : "Groundplan");
  if (gp_element_has (root, GP_DESIGN_DESCRIPTION))
    gp_json_writer_member (writer, "description",
                           gp_element_get_text (root, GP_DESIGN_DESCRIPTION));
  gp_json_writer_member (writer, "version", "1");
  gp_json_writer_end_object (writer);
}

void
gp_export_openapi_write (GpDesign  *design,
                         GString   *out,
                         GPtrArray *findings)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *pretty = NULL;
  GpJsonWriter writer;

  gp_json_writer_init (&writer, text, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "openapi", "3.1.0");
  write_info (design, &writer);
  gp_json_writer_key (&writer, "servers");
  gp_json_writer_raw (&writer, "[{\"url\":\"/\"}]");
  gp_json_writer_key (&writer, "paths");
  gp_json_writer_begin_object (&writer);
  gp_openapi_write_flows (design, &writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_key (&writer, "components");
  gp_json_writer_raw (&writer, COMPONENTS);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);
  pretty = gp_json_value_pretty (text->str, NULL);
  g_string_append (out, pretty != NULL ? pretty : text->str);
}
