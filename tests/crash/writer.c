/*
 * writer -- writes batches to a store until it is killed.
 *
 * usage: writer DIR            says the record's size after every batch that is DONE
 *        writer DIR careless   writes a file, syncs it, writes it over, says so, waits
 *
 * What it writes follows from the index alone (batches.h), so that a stranger
 * can tell whether a batch is there and whole.
 */
#include "batches.h"
#include "blob.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct { pthread_mutex_t lock; pthread_cond_t come; bool here; enum append_answer what; } answer =
    { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, APPEND_DONE };

static void
answered(void *ctx, enum append_answer what, err why)
{
	(void)ctx;
	if (why)
		fprintf(stderr, "# %.*s\n", STR_ARG(why->why));
	pthread_mutex_lock(&answer.lock);
	answer.here = true;
	answer.what = what;
	pthread_cond_signal(&answer.come);
	pthread_mutex_unlock(&answer.lock);
}

static enum append_answer
write_one(struct store *s, struct arena a, i64 first)
{
	struct batch b = batch_from(&a, first);

	answer.here = false;
	s->append(s, &b, answered, NULL);
	pthread_mutex_lock(&answer.lock);
	while (!answer.here)
		pthread_cond_wait(&answer.come, &answer.lock);
	pthread_mutex_unlock(&answer.lock);
	return answer.what;
}

static err
write_blob(struct arena a, str dir, i64 first)
{
	str bytes = blob_bytes(&a, first);
	struct upload *u;
	struct blob done;
	err e;

	if ((e = blob_forget(&a, dir, batch_blob(&a, first))))            return e;       /* an orphan of the life before */
	if ((e = blob_begin(&a, dir, batch_blob(&a, first), 1 << 20, &u))) return e;
	if ((e = blob_write(&a, u, bytes)))                              return e;
	return blob_finish(&a, u, &done);
}

static int
die(err e)
{
	fprintf(stderr, "# %.*s\n", STR_ARG(e->why));
	return 5;
}

static int
careless(const char *dir)
{
	char path[4096];
	int fd, folder = open(dir, O_RDONLY | O_DIRECTORY);

	snprintf(path, sizeof(path), "%s/file", dir);
	fd = open(path, O_RDWR | O_CREAT, 0600);
	if (write(fd, "synced", 6) != 6 || fsync(fd) != 0 || fsync(folder) != 0 || pwrite(fd, "loose!!", 7, 0) != 7)
		return 1;
	snprintf(path, sizeof(path), "%s/unsynced", dir);
	close(open(path, O_RDWR | O_CREAT, 0600));
	puts("7");
	fflush(stdout);
	pause();
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena a = arena_open(64 * MIB);
	struct store *s;
	i64 n;
	err e;

	if (argc == 3)
		return careless(argv[1]);
	if ((e = blob_sweep(&a, str_c(argv[1]))))
		return die(e);
	if ((e = store_open(&a, arena_fmt(&a, "sqlite:%s", argv[1]), &s)) || (e = s->size(s, &n)))
		return die(e);
	for (;; n += batch_count(n)) {
		printf("%lld\n", (long long)n);
		fflush(stdout);
		if (has_blob(n) && (e = write_blob(a, str_c(argv[1]), n)))
			return die(e);
		switch (write_one(s, a, n)) {
		case APPEND_DONE:    break;
		case APPEND_REFUSED: return 4;
		case APPEND_UNKNOWN: puts("unknown"); return 3;
		}
	}
}
