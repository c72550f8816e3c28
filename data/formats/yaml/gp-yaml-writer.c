/* gp-yaml-writer.c — writes YAML, token by token
 * SPDX-License-Identifier: Apache-2.0
 *
 * libyaml's emitter does the work. What is given to it is in order by the contract of the header,
 * so that it fails for lack of memory alone. */
#define G_LOG_DOMAIN "gp-yaml"
#include "config.h"

#include "gp-yaml-writer.h"

#include <string.h>
#include <yaml.h>

#include "gp-yaml.h"

struct _GpYamlWriter
{
  yaml_emitter_t emitter;
  GString *out;
};

static int
write_cb (void          *data,
          unsigned char *buffer,
          size_t         size)
{
  g_string_append_len (((GpYamlWriter *) data)->out, (const char *) buffer, (gssize) size);
  return 1;
}

static void
emit (GpYamlWriter *self,
      yaml_event_t *event)
{
  if (!yaml_emitter_emit (&self->emitter, event))
    g_error ("YAML cannot be written: %s", self->emitter.problem);
}

GpYamlWriter *
gp_yaml_writer_new (GString *out)
{
  GpYamlWriter *self = g_new0 (GpYamlWriter, 1);
  yaml_event_t event;

  self->out = out;
  if (!yaml_emitter_initialize (&self->emitter))
    g_error ("no memory for a YAML emitter");
  yaml_emitter_set_output (&self->emitter, write_cb, self);
  yaml_emitter_set_unicode (&self->emitter, 1);
  yaml_emitter_set_width (&self->emitter, -1);
  yaml_stream_start_event_initialize (&event, YAML_UTF8_ENCODING);
  emit (self, &event);
  return self;
}

void
gp_yaml_writer_free (GpYamlWriter *self)
{
  yaml_event_t event;

  if (self == NULL)
    return;
  yaml_stream_end_event_initialize (&event);
  emit (self, &event);
  yaml_emitter_delete (&self->emitter);
  g_free (self);
}

void
gp_yaml_writer_begin (GpYamlWriter *self)
{
  yaml_event_t event;

  /* The first document needs no mark before it. */
  yaml_document_start_event_initialize (&event, NULL, NULL, NULL, self->out->len == 0);
  emit (self, &event);
}

void
gp_yaml_writer_end (GpYamlWriter *self)
{
  yaml_event_t event;

  yaml_document_end_event_initialize (&event, 1);
  emit (self, &event);
  yaml_emitter_flush (&self->emitter);
}

void
gp_yaml_writer_begin_map (GpYamlWriter *self)
{
  yaml_event_t event;

  yaml_mapping_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE);
  emit (self, &event);
}

void
gp_yaml_writer_end_map (GpYamlWriter *self)
{
  yaml_event_t event;

  yaml_mapping_end_event_initialize (&event);
  emit (self, &event);
}

void
gp_yaml_writer_begin_list (GpYamlWriter *self)
{
  yaml_event_t event;

  yaml_sequence_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE);
  emit (self, &event);
}

void
gp_yaml_writer_end_list (GpYamlWriter *self)
{
  yaml_event_t event;

  yaml_sequence_end_event_initialize (&event);
  emit (self, &event);
}

static void
scalar (GpYamlWriter        *self,
        const char          *text,
        gboolean             plain,
        yaml_scalar_style_t  style)
{
  yaml_event_t event;

  yaml_scalar_event_initialize (&event, NULL, NULL, (const yaml_char_t *) text, (int) strlen (text),
                                plain, 1, style);
  emit (self, &event);
}

/* What another reader might take for a number, a date, yes or no, by older rules too. */
static gboolean
is_risky (const char *text)
{
  static const char *const words[] = { "",    "~",  "null", "true", "false", "yes", "no",
                                       "on",  "off", "y",   "n",    NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return g_strv_contains (words, lower) || g_ascii_isdigit (*text)
         || (strchr ("+-.=<", *text) != NULL);
}

void
gp_yaml_writer_text (GpYamlWriter *self,
                     const char   *text)
{
  gboolean has_lines = strchr (text, '\n') != NULL;

  scalar (self, text, !is_risky (text),
          has_lines ? YAML_LITERAL_SCALAR_STYLE : YAML_ANY_SCALAR_STYLE);
}

void
gp_yaml_writer_int (GpYamlWriter *self,
                    gint64        value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  scalar (self, text, TRUE, YAML_PLAIN_SCALAR_STYLE);
}

void
gp_yaml_writer_bool (GpYamlWriter *self,
                     gboolean      value)
{
  scalar (self, value ? "true" : "false", TRUE, YAML_PLAIN_SCALAR_STYLE);
}

void
gp_yaml_writer_key (GpYamlWriter *self,
                    const char   *key)
{
  scalar (self, key, !is_risky (key), YAML_ANY_SCALAR_STYLE);
}

void
gp_yaml_writer_member (GpYamlWriter *self,
                       const char   *key,
                       const char   *text)
{
  if (text == NULL)
    return;
  gp_yaml_writer_key (self, key);
  gp_yaml_writer_text (self, text);
}

static void
write_node (GpYamlWriter *self,
            const GpYaml *node)
{
  switch (node->kind)
    {
    case GP_YAML_LIST:
    case GP_YAML_MAP:
      if (node->kind == GP_YAML_LIST)
        gp_yaml_writer_begin_list (self);
      else
        gp_yaml_writer_begin_map (self);
      for (guint i = 0; i < gp_yaml_size (node); i++)
        {
          if (node->kind == GP_YAML_MAP)
            gp_yaml_writer_key (self, gp_yaml_item (node, i)->key);
          write_node (self, gp_yaml_item (node, i));
        }
      if (node->kind == GP_YAML_LIST)
        gp_yaml_writer_end_list (self);
      else
        gp_yaml_writer_end_map (self);
      break;
    case GP_YAML_TEXT:
      gp_yaml_writer_text (self, node->text);
      break;
    default:
      scalar (self, node->text, TRUE, YAML_PLAIN_SCALAR_STYLE);
      break;
    }
}

gboolean
gp_yaml_writer_json (GpYamlWriter *self,
                     const char   *json)
{
  g_autofree char *list = g_strdup_printf ("[%s]", json);
  g_autoptr(GPtrArray) documents = gp_yaml_parse (list, strlen (list), NULL);
  const GpYaml *node = documents != NULL ? gp_yaml_item (documents->pdata[0], 0) : NULL;

  if (node == NULL)
    return FALSE;
  write_node (self, node);
  return TRUE;
}
