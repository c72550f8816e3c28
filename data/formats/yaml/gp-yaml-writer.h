/* gp-yaml-writer.h — writes YAML, token by token
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** GpYamlWriter: the caller opens and closes in pairs, and gives a key before each value within a
 * map. */
typedef struct _GpYamlWriter GpYamlWriter;

/** gp_yaml_writer_new: @out: borrowed, appended to. */
GpYamlWriter *gp_yaml_writer_new       (GString *out);

/** gp_yaml_writer_free: ends the text. NULL is fine. */
void          gp_yaml_writer_free      (GpYamlWriter *self);

/** Several documents are parted by "---". */
void          gp_yaml_writer_begin     (GpYamlWriter *self);
void          gp_yaml_writer_end       (GpYamlWriter *self);

void          gp_yaml_writer_begin_map  (GpYamlWriter *self);
void          gp_yaml_writer_end_map    (GpYamlWriter *self);
void          gp_yaml_writer_begin_list (GpYamlWriter *self);
void          gp_yaml_writer_end_list   (GpYamlWriter *self);

/** A text is in quotes where it would be read as something else; lines stay lines. Valid UTF-8. */
void          gp_yaml_writer_text      (GpYamlWriter *self, const char *text);
void          gp_yaml_writer_int       (GpYamlWriter *self, gint64 value);
void          gp_yaml_writer_bool      (GpYamlWriter *self, gboolean value);

/** gp_yaml_writer_key: the next value's. gp_yaml_writer_member: a key and a text; nothing for
 * NULL. */
void          gp_yaml_writer_key       (GpYamlWriter *self, const char *key);
void          gp_yaml_writer_member    (GpYamlWriter *self, const char *key, const char *text);

/** gp_yaml_writer_json: @json: a whole value; nothing is written, and FALSE given, where it is
 * none. */
gboolean      gp_yaml_writer_json      (GpYamlWriter *self, const char *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpYamlWriter, gp_yaml_writer_free)
G_END_DECLS
