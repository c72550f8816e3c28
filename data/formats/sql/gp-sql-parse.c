/* gp-sql-parse.c — runs libpg_query over single statements
 * SPDX-License-Identifier: Apache-2.0
 *
 * libpg_query walks its trees by recursion, as deep as a statement is nested, so a statement has a
 * limit of tokens and the threads have stacks that such a statement cannot exhaust. The trees are
 * unpacked into arenas, one for each thread, which are emptied at the next batch. */

#define G_LOG_DOMAIN "gp-sql-parse"

#include "config.h"

#include "gp-sql-parse.h"

#include <glib/gi18n.h>
#include <pg_query.h>
#include <pthread.h>
#include <string.h>

/* The longest statement in real schemas has about 3 000 tokens; INSERTs never come here. */
#define MAX_TOKENS  30000
#define STACK_SIZE  (256 * 1024 * 1024)
#define MAX_THREADS 8
#define CHUNK       16

struct _GpSqlParser
{
  guint    n_threads;
  GpArena *arenas[MAX_THREADS];
};

typedef struct
{
  const GpSqlScript *script;
  gsize              first;
  gsize              n;
  GpSqlTree         *trees;
  gsize              next;     /* atomic: the first statement that nobody has taken */
} Batch;

typedef struct
{
  Batch   *batch;
  GpArena *arena;
} Worker;

static void *
allocate (void *data, size_t size)
{
  return gp_arena_alloc (data, size);
}

static void
free_nothing (void *data, void *piece)
{
}

void
gp_sql_parse_text (const char *text, gsize length, GpArena *arena, GpSqlTree *out)
{
  ProtobufCAllocator allocator = { allocate, free_nothing, arena };
  char *copy = gp_arena_strndup (arena, text, length);
  PgQueryProtobufParseResult result = pg_query_parse_protobuf (copy);
  PgQuery__ParseResult *tree;

  *out = (GpSqlTree) { NULL };
  if (result.error != NULL)
    {
      out->message = gp_arena_strdup (arena, result.error->message);
      out->at = g_utf8_offset_to_pointer (copy, MAX (result.error->cursorpos, 1) - 1) - copy;
    }
  else
    {
      tree = pg_query__parse_result__unpack (&allocator, result.parse_tree.len,
                                             (const uint8_t *) result.parse_tree.data);
      if (tree != NULL && tree->n_stmts > 0)
        out->node = tree->stmts[0]->stmt;
    }
  pg_query_free_protobuf_parse_result (result);
}

static void *
work (void *data)
{
  Worker *worker = data;
  Batch *batch = worker->batch;
  const char *text = gp_sql_script_get_text (batch->script, NULL);
  gsize i;

  while ((i = __atomic_fetch_add (&batch->next, CHUNK, __ATOMIC_RELAXED)) < batch->n)
    {
      for (gsize stop = MIN (i + CHUNK, batch->n); i < stop; i++)
        {
          const GpSqlStatement *statement = gp_sql_script_get (batch->script, batch->first + i);
          GpSqlTree *tree = &batch->trees[i];

          *tree = (GpSqlTree) { NULL };
          if (statement->type != GP_SQL_STATEMENT_PLAIN)
            continue;
          if (statement->n_tokens > MAX_TOKENS)
            tree->message = _("the statement is too long to be read");
          else
            gp_sql_parse_text (text + statement->start, statement->end - statement->start,
                               worker->arena, tree);
        }
    }
  return NULL;
}

GpSqlParser *
gp_sql_parser_new (guint n_threads)
{
  GpSqlParser *self = g_new0 (GpSqlParser, 1);

  self->n_threads = CLAMP (n_threads, 1, MAX_THREADS);
  for (guint i = 0; i < self->n_threads; i++)
    self->arenas[i] = gp_arena_new ();
  return self;
}

void
gp_sql_parser_free (GpSqlParser *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_threads; i++)
    gp_arena_free (self->arenas[i]);
  g_free (self);
}

void
gp_sql_parser_run (GpSqlParser *self, const GpSqlScript *script, gsize first, gsize n,
                   GpSqlTree *trees)
{
  Batch batch = { script, first, n, trees, 0 };
  Worker workers[MAX_THREADS];
  pthread_t threads[MAX_THREADS];
  guint n_started = 0;
  guint wanted = MIN (self->n_threads, n / CHUNK + 1);
  pthread_attr_t attributes;

  g_return_if_fail (self != NULL);

  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, STACK_SIZE);
  for (guint i = 0; i < wanted; i++)
    {
      gp_arena_reset (self->arenas[i]);
      workers[i] = (Worker) { &batch, self->arenas[i] };
      if (pthread_create (&threads[n_started], &attributes, work, &workers[i]) == 0)
        n_started++;
    }
  pthread_attr_destroy (&attributes);

  for (guint i = 0; i < n_started; i++)
    pthread_join (threads[i], NULL);
  for (gsize i = 0; n_started == 0 && i < n; i++)
    trees[i] = (GpSqlTree) { .message = _("there is not enough memory to read it") };
}
