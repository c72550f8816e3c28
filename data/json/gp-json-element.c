/* gp-json-element.c — elements, and the headers of files, as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-json-element"
#include "config.h"

#include "gp-json-element.h"

#include "gp-json-value.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define N_WORDS ((GP_N_PROPERTIES + 63) / 64)

void
gp_json_write_properties (GpJsonWriter *writer, const GpElement *element)
{
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      gp_json_writer_key (writer, gp_property_get_info (property)->nick);
      gp_json_write_value (writer, property, value);
    }
}

gboolean
gp_json_expect (
  GpJsonDocument *document, GpJsonNode node, const char *key, GpJsonNode *out, GError **error)
{
  GpJsonNode member = gp_json_find (document, node, key);

  if (member == 0)
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_FORMAT,
                              _("The member “%s” is missing."), key);
  *out = member;
  return TRUE;
}

gboolean
gp_json_expect_header (GpJsonDocument *document, const char *format, gint64 version, GError **error)
{
  GpJsonNode node;
  gint64 found;

  if (gp_json_get_type (document, GP_JSON_ROOT) != GP_JSON_OBJECT)
    return gp_json_set_error (document, GP_JSON_ROOT, error, GP_JSON_ERROR_FORMAT,
                              _("An object with \"format\": \"%s\" is expected here."), format);

  if (!gp_json_expect (document, GP_JSON_ROOT, "format", &node, error))
    return FALSE;
  if (g_strcmp0 (gp_json_get_text (document, node), format) != 0)
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_FORMAT,
                              _("The format should be \"%s\"."), format);

  if (!gp_json_expect (document, GP_JSON_ROOT, "version", &node, error))
    return FALSE;
  if (!gp_json_get_int (document, node, &found) || found < 1)
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_FORMAT,
                              _("The version should be a whole number from 1."));
  if (found > version)
    return gp_json_set_error (
      document, node, error, GP_JSON_ERROR_NEWER,
      _("The text was written by a newer Groundplan (version %" PRId64
                                " of the format, this one knows %" PRId64
                                "). Update Groundplan to open it."),
         found, version);
  return TRUE;
}

gboolean
gp_json_expect_members (GpJsonDocument *document,
                        GpJsonNode node,
                        const char *const *known,
                        GError **error)
{
  guint64 seen = 0;

  for (GpJsonNode member = gp_json_first (document, node); member != 0;
       member = gp_json_next (document, member))
    {
      const char *key = gp_json_get_key (document, member);
      guint i = 0;

      while (known[i] != NULL && !g_str_equal (known[i], key))
        i++;
      if (known[i] == NULL)
        return gp_json_set_error (document, member, error, GP_JSON_ERROR_CONTENT,
                                  _("The member “%s” is unknown here."), key);
      if (seen & (G_GUINT64_CONSTANT (1) << i))
        return gp_json_set_error (document, member, error, GP_JSON_ERROR_CONTENT,
                                  _("The member “%s” is there twice."), key);
      seen |= G_GUINT64_CONSTANT (1) << i;
    }
  return TRUE;
}

gboolean
gp_json_read_kind (GpJsonDocument *document, GpJsonNode node, GpKind *out, GError **error)
{
  const char *nick = gp_json_get_text (document, node);

  if (nick == NULL || !gp_kind_from_nick (nick, out))
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                              _("There is no kind of element “%s”."), nick != NULL ? nick : "?");
  return TRUE;
}

gboolean
gp_json_read_rank (GpJsonDocument *document, GpJsonNode node, double *out, GError **error)
{
  if (!gp_json_get_double (document, node, out))
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                              _("A rank must be a number."));
  return TRUE;
}

static gboolean
read_property (GpJsonDocument *document,
               GpJsonNode member,
               GpElement *element,
               guint64 seen[static N_WORDS],
               GError **error)
{
  GpKind kind = gp_element_get_kind (element);
  const char *key = gp_json_get_key (document, member);
  GpProperty property;
  GpValue value;

  if (!gp_property_from_nick (kind, key, &property))
    return gp_json_set_error (document, member, error, GP_JSON_ERROR_CONTENT,
                              _("An element of kind “%s” has no property “%s”."),
                                 gp_kind_get_info (kind)->nick, key);
  if (seen[property / 64] & (G_GUINT64_CONSTANT (1) << property % 64))
    return gp_json_set_error (document, member, error, GP_JSON_ERROR_CONTENT,
                              _("The property “%s” is there twice."), key);
  if (!gp_json_read_value (document, member, property, &value, error))
    return FALSE;

  seen[property / 64] |= G_GUINT64_CONSTANT (1) << property % 64;
  gp_element_set (element, property, value);
  return TRUE;
}

/* The members that every element has. Each may be there once. */
typedef struct
{
  GpJsonNode kind;
  GpJsonNode id;
  GpJsonNode parent;
  GpJsonNode rank;
  GpJsonNode extra;
} Frame;

static GpJsonNode *
find_slot (Frame *frame, const char *key, const char *extra)
{
  if (g_str_equal (key, "kind"))
    return &frame->kind;
  if (g_str_equal (key, "id"))
    return &frame->id;
  if (g_str_equal (key, "parent"))
    return &frame->parent;
  if (g_str_equal (key, "rank"))
    return &frame->rank;
  return extra != NULL && g_str_equal (key, extra) ? &frame->extra : NULL;
}

static gboolean
read_frame (
  GpJsonDocument *document, GpJsonNode node, const char *extra, Frame *frame, GError **error)
{
  if (gp_json_get_type (document, node) != GP_JSON_OBJECT)
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                              _("An element is expected here."));

  for (GpJsonNode member = gp_json_first (document, node); member != 0;
       member = gp_json_next (document, member))
    {
      const char *key = gp_json_get_key (document, member);
      GpJsonNode *slot = find_slot (frame, key, extra);

      if (slot != NULL && *slot != 0)
        return gp_json_set_error (document, member, error, GP_JSON_ERROR_CONTENT,
                                  _("The member “%s” is there twice."), key);
      if (slot != NULL)
        *slot = member;
    }

  return gp_json_expect (document, node, "kind", &frame->kind, error) &&
         gp_json_expect (document, node, "id", &frame->id, error);
}

GpElement *
gp_json_read_element (GpJsonDocument *document,
                      GpJsonNode node,
                      const GpId *parent,
                      double rank,
                      const char *extra,
                      GError **error)
{
  g_autoptr(GpElement) element = NULL;
  guint64 seen[N_WORDS] = { 0 };
  Frame frame = { 0 };
  GpId id, own_parent;
  GpKind kind;

  if (!read_frame (document, node, extra, &frame, error) ||
      !gp_json_read_kind (document, frame.kind, &kind, error) ||
      !gp_json_read_id (document, frame.id, &id, error))
    return NULL;

  if (frame.parent != 0)
    {
      if (!gp_json_read_id (document, frame.parent, &own_parent, error))
        return NULL;
      parent = &own_parent;
    }
  if (frame.rank != 0 && !gp_json_read_rank (document, frame.rank, &rank, error))
    return NULL;

  element = gp_element_new (kind, &id, parent, rank);
  for (GpJsonNode member = gp_json_first (document, node); member != 0;
       member = gp_json_next (document, member))
    if (find_slot (&frame, gp_json_get_key (document, member), extra) == NULL &&
        !read_property (document, member, element, seen, error))
      return NULL;

  return g_steal_pointer (&element);
}
