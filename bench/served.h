/*
 * served -- `tocsin serve` as a process of its own, and somebody who speaks to it over sockets.
 *
 * Ownership: serve() starts it, served_stop() ends it; whoever is the parent and dies takes it along.
 */
#ifndef SERVED_H
#define SERVED_H

#include "kept.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct served { pid_t pid; int port; double since; };
struct said { int status; const char *body; };

static inline void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* A port that is free now. */
static inline int
free_port(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(any);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(bind(fd, (struct sockaddr *)(void *)&any, n) == 0 && getsockname(fd, (struct sockaddr *)(void *)&any, &n) == 0, "no port is free");
	close(fd);
	return ntohs(any.sin_port);
}

/* -1 while nobody listens there. */
static inline int
try_dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((in_port_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(fd >= 0, "no descriptors are left");
	if (connect(fd, (struct sockaddr *)(void *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

static inline int
dial(int port)
{
	int fd = try_dial(port);

	must(fd >= 0, "the server does not take a connection");
	return fd;
}

/* Run the program with what it says on standard output thrown away. */
static inline struct served
start(const char *program, char *const *argv, int port)
{
	struct served s = { .port = port, .since = seconds_now() };

	fflush(stdout);
	must((s.pid = fork()) >= 0, "cannot fork");
	if (s.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		must(freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr), "no /dev/null");
		execvp(program, argv);
		_exit(9);
	}
	return s;
}

/* Wait until it takes connections. */
static inline void
await(const struct served *s)
{
	int fd;

	while ((fd = try_dial(s->port)) < 0) {
		must(waitpid(s->pid, NULL, WNOHANG) == 0, "the server ended");
		usleep(1000);
	}
	close(fd);
}

/* The program beside the folder that this one is in. */
static inline struct served
serve(str dir)
{
	char self[512], port[16];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 32);
	struct served s = { .port = free_port() };

	must(n > 0, "/proc is not there");
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	strcpy(strrchr(self, '/'), "/tocsin");
	snprintf(port, sizeof(port), "%d", s.port);
	return start(self, (char *[]){ self, (char[]){ "serve" }, (char[]){ "--port" }, port, (char *)(uintptr_t)dir.p, NULL }, s.port);
}

static inline void
served_stop(const struct served *s)
{
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
}

/* ---- speaking ---- */

/* `body` NULL: a GET. */
static inline void
send_request(int fd, int port, str session, const char *path, const char *body)
{
	char b[8192];
	int n = snprintf(b, sizeof(b), "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nCookie: tocsin-%d=%.*s\r\n",
	    body ? "POST" : "GET", path, port, port, port, STR_ARG(session));

	if (body)
		n += snprintf(b + n, sizeof(b) - (size_t)n, "Content-Length: %zu\r\n", strlen(body));
	else
		n += snprintf(b + n, sizeof(b) - (size_t)n, "Accept: text/event-stream\r\n");
	n += snprintf(b + n, sizeof(b) - (size_t)n, "\r\n%s", body ? body : "");
	must(send(fd, b, (size_t)n, MSG_NOSIGNAL) == n, "a request cannot be sent");
}

/* Read into `into` what has come; true once an answer is there as a whole. */
static inline bool
take_answer(int fd, char *into, size_t most, size_t *got)
{
	ssize_t n = read(fd, into + *got, most - 1 - *got);
	const char *body, *length;

	must(n > 0, "the server ended a connection");
	*got += (size_t)n;
	into[*got] = '\0';
	body = strstr(into, "\r\n\r\n");
	length = strstr(into, "Content-Length: ");
	return body && length && *got >= (size_t)(body + 4 - into) + (size_t)atol(length + 16);
}

/* On a connection of its own. */
static inline struct said
ask(int port, str session, const char *path, const char *body)
{
	static char all[8 * MIB];
	size_t got = 0;
	int fd = dial(port);

	send_request(fd, port, session, path, body);
	while (!take_answer(fd, all, sizeof(all), &got))
		;
	close(fd);
	return (struct said){ atoi(all + 9), strstr(all, "\r\n\r\n") + 4 };
}

/* ---- what it takes ---- */

/* So many KiB, by a line of a file of /proc. */
static inline long
kib_of(pid_t pid, const char *file, const char *line)
{
	char path[64], text[256];
	long kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	must((f = fopen(path, "r")) != NULL, "a process is gone");
	while (fgets(text, sizeof(text), f))
		if (strncmp(text, line, strlen(line)) == 0)
			kib = atol(text + strlen(line));
	fclose(f);
	return kib;
}

/* Resident, with the tables by which the kernel finds it. */
static inline long
memory_of(pid_t pid)
{
	return kib_of(pid, "status", "VmRSS:") + kib_of(pid, "status", "VmPTE:");
}

/* Seconds of work so far, on all processors. */
static inline double
work_of(pid_t pid)
{
	char path[64];
	unsigned long user = 0, system = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	must((f = fopen(path, "r")) != NULL, "a process is gone");
	must(fscanf(f, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) == 2, "/proc is not as it was");
	fclose(f);
	return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- summing up ---- */

static inline int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The p-th part (0 to 1) of what was measured; sorts it. */
static inline double
quantile(double *v, size_t n, double p)
{
	qsort(v, n, sizeof(*v), by_size);
	return n ? v[(size_t)((double)(n - 1) * p)] : 0;
}

#endif
