#include "confined.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a child finds in its environment: one that took itself for the parent would start another, and so without end. */
#define MARK "TOCSIN_CONFINED"

/* This program anew, its input and output the socket, and nothing else open. */
static int
spawn(const char *job, int socket, pid_t *pid)
{
	char *const argv[] = { (char[]){ "tocsin" }, (char[]){ "confined" }, (char *)job, NULL };
	char *const environment[] = { (char[]){ MARK "=1" }, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int bad;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	bad = posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
	if (!bad)
		bad = posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
	if (!bad)
		bad = posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (!bad)
		bad = posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	if (!bad)
		bad = posix_spawn(pid, "/proc/self/exe", &files, &attr, argv, environment);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return bad;
}

err
confined_start(struct arena *a, const char *job, struct confined *c)
{
	int ends[2], bad = 0;

	c->job = job;
	if (getenv(MARK))
		return err_new(a, ERR_INTERNAL, "%s cannot be started: a confined child starts no other.", job);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return err_new(a, ERR_INTERNAL, "%s cannot be started: %s.", job, strerror(errno));
	c->fd = ends[0];
	if (fcntl(c->fd, F_SETFL, O_NONBLOCK))
		bad = errno;
	if (!bad)
		bad = spawn(job, ends[1], &c->pid);
	close(ends[1]);
	if (!bad)
		return OK;
	close(c->fd);
	return err_new(a, ERR_INTERNAL, "%s cannot be started: %s.", job, strerror(bad));
}

/* The child's own refusal.  Who was fed by strangers is not trusted with a terminal either. */
static err
refusal(struct arena *a, const char *job, str got)
{
	char why[LIMIT_SENTENCE];
	size_t n = got.n ? got.n - 1 : 0;

	if (got.n == 0 || (u8)got.p[0] >= ERR_KINDS)
		return err_new(a, ERR_INTERNAL, "%s ended without a word.", job);
	if (n > sizeof(why))
		n = sizeof(why);
	for (size_t i = 0; i < n; i++)
		why[i] = (u8)got.p[i + 1] < ' ' || got.p[i + 1] == 0x7f ? '?' : got.p[i + 1];
	return err_new(a, (enum err_kind)got.p[0], "%.*s", (int)n, why);
}

err
confined_end(struct arena *a, struct confined *c, str got, bool late, str *out)
{
	bool too_much = got.n > CONFINED_BYTES;
	int status = 0;

	kill(c->pid, SIGKILL);          /* who has closed its end is exiting already, and is not moved by this */
	close(c->fd);
	while (waitpid(c->pid, &status, 0) < 0)
		assert(errno == EINTR);
	if (late)
		return err_new(a, ERR_TOO_LARGE, "%s took longer than %d seconds and was stopped.", c->job, CONFINED_SECONDS);
	if (too_much)
		return err_new(a, ERR_TOO_LARGE, "%s put out more than %lu bytes and was stopped.", c->job, CONFINED_BYTES);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return err_new(a, ERR_TOO_LARGE, "%s took the processor for more than %d seconds and was stopped.",
		    c->job, CONFINED_CPU_SECONDS);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return err_new(a, ERR_INTERNAL, "%s tried what a confined job may not do, and was stopped.", c->job);
	if (WIFSIGNALED(status))
		return err_new(a, ERR_INTERNAL, "%s crashed (signal %d).", c->job, WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return refusal(a, c->job, got);
	*out = got;
	return OK;
}

static i64
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Give what can be given of *in; a child that does not take it will say why. */
static void
give(const struct confined *c, str *in)
{
	ssize_t n = send(c->fd, in->p, in->n, MSG_NOSIGNAL);

	if (n > 0)
		*in = str_from(*in, (size_t)n);
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		in->n = 0;
	if (in->n == 0)
		shutdown(c->fd, SHUT_WR);
}

/* Take what there is; false at the end of it. */
static bool
take(const struct confined *c, struct buf *got)
{
	char piece[16 * 1024];
	ssize_t n = recv(c->fd, piece, sizeof(piece), 0);

	if (n > 0)
		buf_put(got, (str){ piece, (size_t)n });
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

err
confined_run(struct arena *a, const char *job, str in, str *out)
{
	struct confined c;
	struct buf got = buf_new(a, 64 * KIB);
	i64 until = milliseconds() + CONFINED_SECONDS * 1000, left = until;
	bool more = true;
	err e;

	if ((e = confined_start(a, job, &c)))
		return e;
	if (in.n == 0)
		shutdown(c.fd, SHUT_WR);
	while (more && got.n <= CONFINED_BYTES && (left = until - milliseconds()) > 0) {
		struct pollfd fd = { .fd = c.fd, .events = (short)(in.n ? POLLIN | POLLOUT : POLLIN) };

		if (poll(&fd, 1, (int)left) <= 0)
			continue;
		if (fd.revents & POLLOUT)
			give(&c, &in);
		if (fd.revents & ~POLLOUT)
			more = take(&c, &got);
	}
	return confined_end(a, &c, buf_str(&got), more && left <= 0, out);
}
