#include "worker.h"

#include "base.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct job {
	void (*work)(void *ctx);
	void (*done)(void *ctx);
	void *ctx;
	struct event *over;
	int fd;
	pthread_t thread;
};

static void *
run(void *arg)
{
	struct job *job = arg;
	u64 one = 1;
	ssize_t n;

	job->work(job->ctx);
	n = write(job->fd, &one, sizeof(one));
	assert(n == sizeof(one));
	return NULL;
}

static void
on_over(evutil_socket_t fd, short what, void *arg)
{
	struct job *job = arg;

	(void)fd; (void)what;
	pthread_join(job->thread, NULL);
	event_free(job->over);
	close(job->fd);
	job->done(job->ctx);
	free(job);
}

void
worker_run(struct event_base *base, void (*work)(void *ctx), void (*done)(void *ctx), void *ctx)
{
	struct job *job = calloc(1, sizeof(*job));
	int failed;

	assert(job);
	*job = (struct job){ .work = work, .done = done, .ctx = ctx, .fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
	assert(job->fd >= 0);
	job->over = event_new(base, job->fd, EV_READ, on_over, job);
	event_add(job->over, NULL);
	failed = pthread_create(&job->thread, NULL, run, job);
	assert(failed == 0);
}
