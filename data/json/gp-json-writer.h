/* gp-json-writer.h — writes JSON text, token by token
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-document.h"

G_BEGIN_DECLS

typedef enum
{
  GP_JSON_PRETTY,    /* a line for each item and member, ends with a line break */
  GP_JSON_COMPACT,   /* no white space at all */
} GpJsonStyle;

/** GpJsonWriter: keeps the commas and the indent. The caller opens and closes in pairs, and gives a
 * key before each value within an object. */
typedef struct
{
  GString     *out;
  GpJsonStyle  style;
  guint        depth;
  gboolean     is_first;     /* nothing was written yet in the innermost array or object */
  gboolean     has_key;      /* a key was written, its value comes next */
  guint        in_line;      /* open containers that are kept in one line */
} GpJsonWriter;

/** gp_json_writer_init: @out: borrowed, appended to. */
void  gp_json_writer_init          (GpJsonWriter *self, GString *out, GpJsonStyle style);

void  gp_json_writer_begin_object  (GpJsonWriter *self);
void  gp_json_writer_end_object    (GpJsonWriter *self);
void  gp_json_writer_begin_array   (GpJsonWriter *self);
void  gp_json_writer_end_array     (GpJsonWriter *self);

/** gp_json_writer_begin_line: an array that stays in one line, with all that is in it. */
void  gp_json_writer_begin_line    (GpJsonWriter *self);
void  gp_json_writer_end_line      (GpJsonWriter *self);

void  gp_json_writer_key           (GpJsonWriter *self, const char *key);
void  gp_json_writer_string        (GpJsonWriter *self, const char *text);   /* valid UTF-8 */
void  gp_json_writer_int           (GpJsonWriter *self, gint64 value);
void  gp_json_writer_double        (GpJsonWriter *self, double value);    /* finite; exact */
void  gp_json_writer_bool          (GpJsonWriter *self, gboolean value);
void  gp_json_writer_null          (GpJsonWriter *self);

/** gp_json_writer_member: a key and a text, which is valid UTF-8; null for NULL. */
void  gp_json_writer_member        (GpJsonWriter *self, const char *key, const char *text);

/** gp_json_writer_node: copies a value from a parsed text: strings and numbers as they are spelled,
 * the order of members kept, white space as the writer's style wants it. Recurses. */
void  gp_json_writer_node          (GpJsonWriter *self, const GpJsonDocument *document,
                                    GpJsonNode node);

/** gp_json_writer_raw: @json: a whole value that is JSON already, taken as it is. */
void  gp_json_writer_raw           (GpJsonWriter *self, const char *json);

/** gp_json_writer_finish: ends the text. */
void  gp_json_writer_finish        (GpJsonWriter *self);

G_END_DECLS
