/*
 * place -- a data directory for one test, and waiting for an answer.
 *
 * Ownership: place_new() makes a folder under TMPDIR; place_gone() removes it.
 */
#ifndef PLACE_H
#define PLACE_H

#include "directory.h"
#include "store.h"
#include "test.h"

#include <ftw.h>
#include <pthread.h>
#include <unistd.h>

static inline str
place_new(void)
{
	const char *tmp = getenv("TMPDIR");
	str base = arena_fmt(T, "%s/tocsin-store-XXXXXX", tmp ? tmp : "/tmp");
	str dir;

	if (mkdtemp((char *)(uintptr_t)base.p) == NULL)
		fail_msg("no folder can be made: %s", base.p);
	dir = arena_fmt(T, "%s/d", base.p);
	CHECK_OK(directory_make(T, dir));
	return dir;
}

static int
place_remove_(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
	(void)st; (void)what; (void)ftw;
	return remove(path);
}

static inline void
place_gone(str dir)
{
	nftw(arena_fmt(T, "%.*s", (int)dir.n - 2, dir.p).p, place_remove_, 16, FTW_DEPTH | FTW_PHYS);
}

struct answer {
	pthread_mutex_t lock;
	pthread_cond_t come;
	bool is_here;
	enum append_answer what;
	enum err_kind kind;
	str why;
};

static inline void
answer_come_(void *ctx, enum append_answer what, err why)
{
	struct answer *x = ctx;

	pthread_mutex_lock(&x->lock);
	x->is_here = true;
	x->what = what;
	x->why = why ? arena_str(T, why->why) : STR("");
	if (why)
		x->kind = why->kind;
	pthread_cond_signal(&x->come);
	pthread_mutex_unlock(&x->lock);
}

/* Append, and wait for what becomes of it. */
static inline struct answer
append(struct store *s, const struct batch *b)
{
	struct answer x = { .lock = PTHREAD_MUTEX_INITIALIZER, .come = PTHREAD_COND_INITIALIZER };

	s->append(s, b, answer_come_, &x);
	pthread_mutex_lock(&x.lock);
	while (!x.is_here)
		pthread_cond_wait(&x.come, &x.lock);
	pthread_mutex_unlock(&x.lock);
	return x;
}

#endif
