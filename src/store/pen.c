#include "pen.h"

#include <time.h>

enum { TIDY_AGAIN_SECONDS = 1 };

/* Wait, locked, for a batch; or for the end; or, owing something, a second. */
static void
wait_for_work(struct pen *p, bool owing)
{
	struct timespec until;
	int timed_out = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += TIDY_AGAIN_SECONDS;
	while (p->batch == NULL && !p->stop && !timed_out) {
		if (owing)
			timed_out = pthread_cond_timedwait(&p->wake, &p->lock, &until);
		else
			pthread_cond_wait(&p->wake, &p->lock);
	}
}

static void
write_batch(struct pen *p, struct arena scratch, const struct batch *batch, bool *owing)
{
	store_done *done = p->done;
	void *ctx = p->ctx;
	err why = OK;
	enum append_answer answer = p->write(p->store, &scratch, batch, &why);

	if (p->tidy && answer != APPEND_UNKNOWN)
		*owing = p->tidy(p->store);
	pthread_mutex_lock(&p->lock);
	p->broken = answer == APPEND_UNKNOWN;
	p->batch = NULL;                        /* before done(): it may lead to the next append */
	pthread_mutex_unlock(&p->lock);
	done(ctx, answer, why);
}

static void *
pen_main(void *arg)
{
	struct pen *p = arg;
	struct arena scratch = arena_open(MIB);
	bool owing = false;

	for (;;) {
		const struct batch *batch;

		pthread_mutex_lock(&p->lock);
		wait_for_work(p, owing);
		batch = p->batch;
		pthread_mutex_unlock(&p->lock);
		if (batch)
			write_batch(p, scratch, batch, &owing);
		else if (p->stop)
			break;
		else
			owing = p->tidy(p->store);
	}
	arena_close(scratch, MIB);
	return NULL;
}

void
pen_start(struct pen *p)
{
	int failed;

	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	failed = pthread_create(&p->thread, NULL, pen_main, p);
	assert(!failed);
}

void
pen_append(struct pen *p, const struct batch *batch, store_done *done, void *ctx)
{
	pthread_mutex_lock(&p->lock);
	assert(p->batch == NULL && !p->stop && !p->broken);
	p->batch = batch;
	p->done = done;
	p->ctx = ctx;
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
}

void
pen_stop(struct pen *p)
{
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
}
