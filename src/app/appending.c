#include "appending.h"

#include <semaphore.h>

struct waiting { struct arena *a; sem_t done; err why; };

/* On the store's thread: its sentence does not outlive this call. */
static void
appended(void *ctx, enum append_answer is, err why)
{
	struct waiting *w = ctx;

	if (is != APPEND_DONE)
		w->why = why ? err_new(w->a, why->kind, "%.*s", STR_ARG(why->why)) :
		    err_new(w->a, ERR_STORE, "the record could not be written");
	sem_post(&w->done);
}

err
append_and_wait(struct arena *a, struct store *store, const struct batch *batch)
{
	struct waiting w = { .a = a };

	sem_init(&w.done, 0, 0);
	store->append(store, batch, appended, &w);
	while (sem_wait(&w.done) != 0)
		;
	sem_destroy(&w.done);
	return w.why;
}
