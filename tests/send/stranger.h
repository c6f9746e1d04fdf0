/*
 * stranger -- the other side, as it may be: a listener on this machine that
 * hears what comes and answers as it likes, slowly, with lies, or not at all.
 *
 * Ownership: stranger_open() is answered by stranger_close().
 */
#ifndef STRANGER_H
#define STRANGER_H

#include "self_signed.h"
#include "test.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

struct stranger {
	unsigned port;
	str ca;                         /* a file with its certificate, if it speaks TLS */
	char heard[256 * 1024];         /* on the last connection */
	size_t n_heard;
	int connections;
	/* how it talks on one connection; say() and hear() are for it */
	void (*talks)(struct stranger *);
	const char *answer;
	int fd, listener;
	SSL_CTX *ctx;
	SSL *tls;
	pthread_t thread;
	int stop[2];
};

static __attribute__((unused)) bool
stranger_says(struct stranger *s, const char *bytes, size_t n)
{
	return s->tls ? SSL_write(s->tls, bytes, (int)n) > 0 : send(s->fd, bytes, n, MSG_NOSIGNAL) > 0;
}

/* More of what comes, or false: it ended, or ten seconds are over, or the test is. */
static __attribute__((unused)) bool
stranger_hears(struct stranger *s)
{
	char *to = s->heard + s->n_heard;
	size_t left = sizeof(s->heard) - 1 - s->n_heard;
	struct pollfd fds[] = { { .fd = s->fd, .events = POLLIN }, { .fd = s->stop[0], .events = POLLIN } };
	ssize_t n;

	if ((s->tls == NULL || SSL_pending(s->tls) == 0) && (poll(fds, 2, 10000) < 1 || fds[1].revents))
		return false;
	n = s->tls ? SSL_read(s->tls, to, (int)left) : recv(s->fd, to, left, 0);
	if (n <= 0)
		return false;
	s->n_heard += (size_t)n;
	s->heard[s->n_heard] = 0;
	return true;
}

static __attribute__((unused)) void
stranger_waits(struct stranger *s, int ms)
{
	struct pollfd fd = { .fd = s->stop[0], .events = POLLIN };

	poll(&fd, 1, ms);
}

/* A whole request, by its Content-Length. */
static __attribute__((unused)) str
stranger_hears_request(struct stranger *s)
{
	char *end, *length;
	size_t body;

	while ((end = strstr(s->heard, "\r\n\r\n")) == NULL)
		if (!stranger_hears(s))
			return (str){ NULL, 0 };
	length = strcasestr(s->heard, "\r\ncontent-length:");
	body = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
	end += 4;
	while (s->n_heard < (size_t)(end - s->heard) + body)
		if (!stranger_hears(s))
			return (str){ NULL, 0 };
	return (str){ end, body };
}

/* The usual manners over HTTP: `answer`, and an end. */
static __attribute__((unused)) void
stranger_answers(struct stranger *s)
{
	stranger_hears_request(s);
	stranger_says(s, s->answer, strlen(s->answer));
}

static void *
stranger_main(void *arg)
{
	struct stranger *s = arg;

	for (;;) {
		struct pollfd fds[] = { { .fd = s->listener, .events = POLLIN }, { .fd = s->stop[0], .events = POLLIN } };

		poll(fds, 2, -1);
		if (fds[1].revents)
			return NULL;
		s->fd = accept(s->listener, NULL, NULL);
		s->connections++;
		s->n_heard = 0;
		s->heard[0] = 0;
		s->tls = s->ctx ? SSL_new(s->ctx) : NULL;
		if (s->tls)
			SSL_set_fd(s->tls, s->fd);
		if (s->tls == NULL || SSL_accept(s->tls) == 1)
			s->talks(s);
		if (s->tls)
			SSL_free(s->tls);
		shutdown(s->fd, SHUT_RDWR);
		close(s->fd);
	}
}

static inline void
stranger_certify(struct stranger *s, const char *name)
{
	static int made;
	struct self_signed cert;
	BIO *bio;
	X509 *x;
	EVP_PKEY *key;
	FILE *f;

	CHECK_OK(self_signed(T, str_c(name), &cert));
	bio = BIO_new_mem_buf(cert.certificate.p, (int)cert.certificate.n);
	x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	BIO_free(bio);
	bio = BIO_new_mem_buf(cert.key.p, (int)cert.key.n);
	key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	BIO_free(bio);
	s->ctx = SSL_CTX_new(TLS_server_method());
	CHECK(SSL_CTX_use_certificate(s->ctx, x) == 1 && SSL_CTX_use_PrivateKey(s->ctx, key) == 1);
	X509_free(x);
	EVP_PKEY_free(key);
	s->ca = arena_fmt(T, "%s/stranger-%d-%d.pem", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (int)getpid(), made++);
	f = fopen(s->ca.p, "w");
	CHECK(f && fwrite(cert.certificate.p, 1, cert.certificate.n, f) == cert.certificate.n && fclose(f) == 0);
}

/* `certified` for a name, or NULL: without TLS. */
static __attribute__((unused)) struct stranger *
stranger_open(void (*talks)(struct stranger *), const char *answer, const char *certified)
{
	struct stranger *s = NEW(T, struct stranger, 1);
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);

	signal(SIGPIPE, SIG_IGN);
	s->talks = talks;
	s->answer = answer;
	if (certified)
		stranger_certify(s, certified);
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(bind(s->listener, (struct sockaddr *)&at, n) == 0 && listen(s->listener, 64) == 0);
	CHECK(getsockname(s->listener, (struct sockaddr *)&at, &n) == 0 && pipe(s->stop) == 0);
	s->port = ntohs(at.sin_port);
	CHECK(pthread_create(&s->thread, NULL, stranger_main, s) == 0);
	return s;
}

static __attribute__((unused)) void
stranger_close(struct stranger *s)
{
	CHECK(write(s->stop[1], "x", 1) == 1);
	pthread_join(s->thread, NULL);
	close(s->listener);
	close(s->stop[0]);
	close(s->stop[1]);
	SSL_CTX_free(s->ctx);
	if (s->ca.p)
		unlink(s->ca.p);
}

#endif
