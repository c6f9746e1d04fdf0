#include "confined.h"

#include "confine.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* Addresses in use: pages, the first number of /proc/self/statm. */
static size_t
addresses_used(void)
{
	char line[64] = { 0 };
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof(line) - 1);

	if (fd >= 0)
		close(fd);
	return n > 0 ? strtoul(line, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static err
limit(struct arena *a)
{
	/* An arena reserves addresses, and so do sanitizers: the bound is above what there is. */
	const struct { __rlimit_resource_t what; rlim_t soft, hard; } limits[] = {
		{ RLIMIT_CPU,    CONFINED_CPU_SECONDS, CONFINED_CPU_SECONDS + 1 },
		{ RLIMIT_AS,     addresses_used() + CONFINED_MEMORY, addresses_used() + CONFINED_MEMORY },
		{ RLIMIT_FSIZE,  0, 0 },
		{ RLIMIT_CORE,   0, 0 },
		{ RLIMIT_NOFILE, 8, 8 },        /* libseccomp and Landlock open some yet */
		{ RLIMIT_NPROC,  0, 0 },
	};

	for (size_t i = 0; i < countof(limits); i++)
		if (setrlimit(limits[i].what, &(struct rlimit){ limits[i].soft, limits[i].hard }))
			return err_new(a, ERR_INTERNAL, "this process cannot be limited.");
	return OK;
}

static err
read_input(struct arena *a, str *in)
{
	struct buf b = buf_new(a, 64 * KIB);
	char piece[4096];
	ssize_t n;

	while ((n = read(STDIN_FILENO, piece, sizeof(piece))) > 0) {
		buf_put(&b, (str){ piece, (size_t)n });
		if (b.n > CONFINED_BYTES)
			return err_new(a, ERR_TOO_LARGE, "there are more than %lu bytes.", CONFINED_BYTES);
	}
	if (n < 0)
		return err_new(a, ERR_INTERNAL, "the input could not be read.");
	*in = buf_str(&b);
	return OK;
}

static bool
write_output(str s)
{
	while (s.n) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.n);

		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

static err
run(struct arena *a, const struct confined_job *jobs, size_t n, const char *name, str *out)
{
	str in;
	err e;

	if ((e = limit(a)))                  return e;
	if ((e = confine(a, CONFINE_JOB)))   return e;
	if ((e = read_input(a, &in)))        return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(jobs[i].name, name) == 0)
			return jobs[i].run(a, in, out);
	return err_new(a, ERR_INTERNAL, "there is no such job.");
}

/* Exit 0: what was written is the output.  Exit 1: its kind of error, as one byte, and the sentence. */
_Noreturn void
confined_child(const struct confined_job *jobs, size_t n, const char *name)
{
	struct arena a = arena_open(CONFINED_ARENA);
	str out = STR("");
	err e = run(&a, jobs, n, name, &out);
	char kind;

	if (e == OK)
		_exit(write_output(out) ? 0 : 2);
	kind = (char)e->kind;
	_exit(write_output((str){ &kind, 1 }) && write_output(e->why) ? 1 : 2);
}
