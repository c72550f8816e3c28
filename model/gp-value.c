/* gp-value.c — one value of a property
 * SPDX-License-Identifier: Apache-2.0
 *
 * Booleans and integers lie in the struct. Everything else is one reference-counted block: a text
 * as GRefString, a point and an id as themselves, a list as a count and its items. Texts of a list
 * follow their pointers in the same block, so a list is freed in one go. */
#define G_LOG_DOMAIN "gp-value"

#include "config.h"

#include "gp-value.h"

#include <math.h>
#include <string.h>

typedef struct
{
  gsize n;
  GpId  ids[];
} IdList;

typedef struct
{
  gsize       n;
  const char *texts[];      /* NULL-terminated; the bytes follow */
} TextList;

static const char *const no_texts[] = { NULL };

GpValue
gp_value_none (void)
{
  return (GpValue) GP_VALUE_INIT;
}

GpValue
gp_value_bool (gboolean boolean)
{
  return (GpValue) { .type = GP_VALUE_BOOL, .boolean = boolean != FALSE };
}

GpValue
gp_value_int (gint64 integer)
{
  return (GpValue) { .type = GP_VALUE_INT, .integer = integer };
}

GpValue
gp_value_text (const char *text)
{
  return text == NULL ? gp_value_none () : gp_value_text_len (text, strlen (text));
}

GpValue
gp_value_text_len (const char *text,
                   gsize       length)
{
  g_return_val_if_fail (text != NULL && length <= G_MAXSSIZE, gp_value_none ());

  return (GpValue) { .type = GP_VALUE_TEXT, .box = g_ref_string_new_len (text, (gssize) length) };
}

GpValue
gp_value_id (const GpId *id)
{
  GpId *box;

  if (id == NULL || gp_id_is_nil (id))
    return gp_value_none ();
  box = g_atomic_rc_box_new (GpId);
  *box = *id;
  return (GpValue) { .type = GP_VALUE_ID, .box = box };
}

GpValue
gp_value_point (double x,
                double y)
{
  /* Minus zero would be a second spelling of the same point. */
  GpPoint point = { x + 0.0, y + 0.0 };

  g_return_val_if_fail (isfinite (x) && isfinite (y), gp_value_none ());

  return (GpValue) { .type = GP_VALUE_POINT, .box = g_atomic_rc_box_dup (sizeof point, &point) };
}

GpValue
gp_value_texts (const char *const *texts,
                gsize              n)
{
  TextList *list;
  gsize size = sizeof *list + (n + 1) * sizeof (char *);
  char *to;

  if (n == 0)
    return gp_value_none ();

  for (gsize i = 0; i < n; i++)
    size += strlen (texts[i]) + 1;
  list = g_atomic_rc_box_alloc (size);
  list->n = n;
  list->texts[n] = NULL;
  to = (char *) (list->texts + n + 1);
  for (gsize i = 0; i < n; i++)
    {
      list->texts[i] = to;
      to = g_stpcpy (to, texts[i]) + 1;
    }
  return (GpValue) { .type = GP_VALUE_TEXTS, .box = list };
}

GpValue
gp_value_ids (const GpId *ids,
              gsize       n)
{
  IdList *list;

  if (n == 0)
    return gp_value_none ();

  list = g_atomic_rc_box_alloc (sizeof *list + n * sizeof *ids);
  list->n = n;
  memcpy (list->ids, ids, n * sizeof *ids);
  return (GpValue) { .type = GP_VALUE_IDS, .box = list };
}

GpValue
gp_value_copy (const GpValue *value)
{
  if (value->type == GP_VALUE_TEXT)
    g_ref_string_acquire (value->box);
  else if (value->type > GP_VALUE_TEXT)
    g_atomic_rc_box_acquire (value->box);
  return *value;
}

void
gp_value_clear (GpValue *value)
{
  if (value == NULL)
    return;
  if (value->type == GP_VALUE_TEXT)
    g_ref_string_release (value->box);
  else if (value->type > GP_VALUE_TEXT)
    g_atomic_rc_box_release (value->box);
  *value = gp_value_none ();
}

gboolean
gp_value_get_bool (const GpValue *value)
{
  return value->type == GP_VALUE_BOOL && value->boolean;
}

gint64
gp_value_get_int (const GpValue *value)
{
  return value->type == GP_VALUE_INT ? value->integer : 0;
}

const char *
gp_value_get_text (const GpValue *value)
{
  return value->type == GP_VALUE_TEXT ? value->box : NULL;
}

const GpId *
gp_value_get_id (const GpValue *value)
{
  return value->type == GP_VALUE_ID ? value->box : NULL;
}

const GpPoint *
gp_value_get_point (const GpValue *value)
{
  return value->type == GP_VALUE_POINT ? value->box : NULL;
}

const char *const *
gp_value_get_texts (const GpValue *value,
                    gsize         *n)
{
  const TextList *list = value->box;

  *n = value->type == GP_VALUE_TEXTS ? list->n : 0;
  return value->type == GP_VALUE_TEXTS ? list->texts : no_texts;
}

const GpId *
gp_value_get_ids (const GpValue *value,
                  gsize         *n)
{
  const IdList *list = value->box;

  *n = value->type == GP_VALUE_IDS ? list->n : 0;
  return value->type == GP_VALUE_IDS ? list->ids : &gp_id_nil;
}

gboolean
gp_value_is_none (const GpValue *value)
{
  return value->type == GP_VALUE_NONE;
}

gboolean
gp_value_equal (const GpValue *a,
                const GpValue *b)
{
  if (a->type == b->type && a->type >= GP_VALUE_TEXT && a->box == b->box)
    return TRUE;
  return gp_value_compare (a, b) == 0;
}

static int
compare_texts (const GpValue *a,
               const GpValue *b)
{
  gsize n_a, n_b;
  const char *const *texts_a = gp_value_get_texts (a, &n_a);
  const char *const *texts_b = gp_value_get_texts (b, &n_b);

  for (gsize i = 0; i < MIN (n_a, n_b); i++)
    {
      int order = strcmp (texts_a[i], texts_b[i]);
      if (order != 0)
        return order;
    }
  return (n_a > n_b) - (n_a < n_b);
}

static int
compare_ids (const GpValue *a,
             const GpValue *b)
{
  gsize n_a, n_b;
  const GpId *ids_a = gp_value_get_ids (a, &n_a);
  const GpId *ids_b = gp_value_get_ids (b, &n_b);
  int order = memcmp (ids_a, ids_b, MIN (n_a, n_b) * sizeof (GpId));

  return order != 0 ? order : (n_a > n_b) - (n_a < n_b);
}

int
gp_value_compare (const GpValue *a,
                  const GpValue *b)
{
  const GpPoint *p, *q;

  if (a->type != b->type)
    return a->type < b->type ? -1 : 1;

  switch (a->type)
    {
    case GP_VALUE_BOOL:
      return (a->boolean != FALSE) - (b->boolean != FALSE);
    case GP_VALUE_INT:
      return (a->integer > b->integer) - (a->integer < b->integer);
    case GP_VALUE_TEXT:
      return strcmp (a->box, b->box);
    case GP_VALUE_ID:
      return gp_id_compare (a->box, b->box);
    case GP_VALUE_POINT:
      p = a->box;
      q = b->box;
      return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
    case GP_VALUE_TEXTS:
      return compare_texts (a, b);
    case GP_VALUE_IDS:
      return compare_ids (a, b);
    case GP_VALUE_NONE:
    default:
      return 0;
    }
}
