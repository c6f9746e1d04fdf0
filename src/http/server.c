#include "exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <openssl/x509.h>
#include <sys/resource.h>
#include <time.h>

enum {
	BACKLOG = 1024,                 /* connections the kernel keeps for us to take */
	OTHER_FILES = 256,              /* descriptors that are not connections: store, blobs, children */
	CLOSE_MS = 2000,                /* for answers under way at the end */
	DAYS_TO_RENEW = 10,             /* a certificate that ends sooner is said to */
};

static bool
is_loopback(const struct sockaddr *address)
{
	const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;

	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
}

static void
on_accept(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address, int n, void *server)
{
	struct server *s = server;

	(void)listener, (void)n;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	connection_open(s, fd, is_loopback(address));
	if (s->n_connections < s->limits.connections)
		return;
	if (!s->full)
		notice(s->config->notices, NOTICE_connections_full, s->n_connections, STR(""));
	s->full = true;
	if (s->n_connections > s->limits.connections)
		connection_drop(TAILQ_FIRST(&s->silent));       /* there was one, or none had been taken */
}

void
server_listen(struct server *s)
{
	bool may = s->n_connections < s->limits.connections || !TAILQ_EMPTY(&s->silent);

	if (s->listener && s->listening != may)
		(may ? evconnlistener_enable : evconnlistener_disable)(s->listener);
	s->listening = may;
}

/* Out of descriptors: to try again at once would spin; the next heartbeat does. */
static void
on_accept_failed(struct evconnlistener *listener, void *server)
{
	struct server *s = server;

	notice(s->config->notices, NOTICE_descriptors_out, s->n_connections, str_c(strerror(errno)));
	evconnlistener_disable(listener);
	s->listening = false;
}

static void
on_heartbeat(evutil_socket_t fd, short what, void *server)
{
	struct server *s = server;

	(void)fd, (void)what;
	s->full = false;
	stream_heartbeat(s);
	server_listen(s);
}

static err
read_certificate(struct arena *a, const struct server_config *config, SSL_CTX *tls)
{
	const char *cert = arena_cstr(a, config->tls_cert), *key = arena_cstr(a, config->tls_key);

	SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
	SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_options(tls, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
	if (SSL_CTX_use_certificate_chain_file(tls, cert) != 1)
		return err_new(a, ERR_MALFORMED, "%s: no certificate in PEM can be read from it", cert);
	if (SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1)
		return err_new(a, ERR_MALFORMED, "%s: no private key in PEM that fits the certificate can be read from it", key);
	return OK;
}

/* When it ends, and whoever runs the machine is told. */
static void
note_certificate(struct server *s)
{
	struct tm tm = { 0 };
	i64 days;

	ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(s->tls)), &tm);
	s->counts.certificate_ends = (i64)timegm(&tm);
	days = (s->counts.certificate_ends - (i64)time(NULL)) / (24 * 3600);
	notice(s->config->notices, days < DAYS_TO_RENEW ? NOTICE_certificate_ends : NOTICE_certificate_loaded, days, s->config->tls_cert);
}

err
server_certificate(struct arena *a, str cert, str key)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
	err e;

	assert(tls);
	e = read_certificate(a, &(struct server_config){ .tls_cert = cert, .tls_key = key }, tls);
	SSL_CTX_free(tls);
	return e;
}

err
server_renew(struct arena *a, struct server *s)
{
	SSL_CTX *fresh;
	err e;

	if (s->config->tls_cert.p == NULL)
		return OK;
	fresh = SSL_CTX_new(TLS_server_method());
	assert(fresh);
	if ((e = read_certificate(a, s->config, fresh))) {
		SSL_CTX_free(fresh);
		return e;
	}
	SSL_CTX_free(s->tls);           /* connections hold it as long as they need it */
	s->tls = fresh;
	note_certificate(s);
	return OK;
}

/* What a browser may have in its address line when it reaches us. */
static err
set_ours(struct arena *a, struct server *s)
{
	static const char *const loopback[] = { "localhost", "127.0.0.1", "[::1]" };
	str origin = s->config->origin;

	s->secure = s->tls || str_starts(origin, STR("https://"));
	if (origin.p) {
		str host = str_from(origin, str_starts(origin, STR("https://")) ? 8 : str_starts(origin, STR("http://")) ? 7 : origin.n);

		if (host.n == 0 || str_contains(host, STR("/")))
			return err_new(a, ERR_MALFORMED, "\"%.*s\" is not an origin; https://room.example would be", STR_ARG(origin));
		s->ours[s->n_ours++] = (struct ours){ host, origin };
	}
	for (size_t i = 0; i < countof(loopback) && (s->config->loopback || !origin.p); i++) {
		str host = arena_fmt(a, "%s:%u", loopback[i], s->port);

		s->ours[s->n_ours++] = (struct ours){ host, arena_fmt(a, "%s://%.*s", s->tls ? "https" : "http", STR_ARG(host)) };
	}
	return OK;
}

/* Both families have the port at the same place. */
static in_port_t *
port_of(struct sockaddr *sa)
{
	_Static_assert(offsetof(struct sockaddr_in, sin_port) == offsetof(struct sockaddr_in6, sin6_port), "the same place");
	return &((struct sockaddr_in *)sa)->sin_port;
}

static err
read_address(struct arena *a, const char *where, unsigned port, struct sockaddr *sa, int *n)
{
	*n = sizeof(struct sockaddr_storage);
	if (evutil_parse_sockaddr_port(where, sa, n) != 0 || *port_of(sa) || port > 65535)
		return err_new(a, ERR_MALFORMED, "\"%s\" port %u is not an address to listen on; 127.0.0.1 port 8080 would be", where, port);
	*port_of(sa) = htons((in_port_t)port);
	return OK;
}

static err
refused_by_machine(struct arena *a, const char *where, unsigned port)
{
	return err_new(a, ERR_MALFORMED, "%s port %u: %s", where, port, strerror(errno));
}

err
server_address(struct arena *a, str address, unsigned port)
{
	struct sockaddr_storage storage = { 0 };
	struct sockaddr *sa = (struct sockaddr *)&storage;
	const char *where = arena_cstr(a, address);
	int fd, n;
	err e = read_address(a, where, port, sa, &n);

	if (e)
		return e;
	fd = socket(sa->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || evutil_make_listen_socket_reuseable(fd) != 0 || bind(fd, sa, (socklen_t)n) != 0)
		e = refused_by_machine(a, where, port);
	if (fd >= 0)
		close(fd);
	return e;
}

static err
open_listener(struct arena *a, struct server *s)
{
	struct sockaddr_storage address = { 0 };
	struct sockaddr *sa = (struct sockaddr *)&address;
	int n;
	socklen_t bound = sizeof(address);
	const char *where = arena_cstr(a, s->config->address);
	err e = read_address(a, where, s->config->port, sa, &n);

	if (e)
		return e;
	if (s->config->private && !is_loopback(sa))
		return err_new(a, ERR_MALFORMED, "\"%s\" is not this machine alone; 127.0.0.1 and ::1 are", where);
	s->listener = evconnlistener_new_bind(s->config->base, on_accept, s,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC, BACKLOG, sa, n);
	if (s->listener == NULL)
		return refused_by_machine(a, where, s->config->port);
	evconnlistener_set_error_cb(s->listener, on_accept_failed);
	s->listening = true;
	getsockname(evconnlistener_get_fd(s->listener), sa, &bound);
	s->port = ntohs(*port_of(sa));
	return OK;
}

static int
or_default(int x, int standard)
{
	return x ? x : standard;
}

/* As many connections as bounds.h says, if the machine can be talked into it. */
static int
allowed_connections(int wanted)
{
	struct rlimit files;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	if (files.rlim_cur < (rlim_t)wanted + OTHER_FILES)
		return (int)files.rlim_cur / 2;
	return wanted;
}

static void
set_limits(struct server *s)
{
	const struct server_limits *l = &s->config->limits;

	s->limits = (struct server_limits){
		.head_ms      = or_default(l->head_ms, LIMIT_HEAD_SECONDS * 1000),
		.body_ms      = or_default(l->body_ms, LIMIT_BODY_SECONDS * 1000),
		.idle_ms      = or_default(l->idle_ms, 120 * 1000),
		.write_ms     = or_default(l->write_ms, 30 * 1000),
		.heartbeat_ms = or_default(l->heartbeat_ms, 20 * 1000),
		.connections  = allowed_connections(or_default(l->connections, LIMIT_CONNECTIONS)),
		.backlog      = l->backlog ? l->backlog : LIMIT_BACKLOG,
		.max_upload   = l->max_upload ? l->max_upload : LIMIT_BLOB,
	};
}

err
server_open(struct arena *a, const struct server_config *config, struct server **out)
{
	struct server *s = NEW(a, struct server, 1);
	int beat;
	err e;

	s->config = config;
	LIST_INIT(&s->connections);
	TAILQ_INIT(&s->silent);
	LIST_INIT(&s->exchanges);
	LIST_INIT(&s->subscribers);
	set_limits(s);
	signal(SIGPIPE, SIG_IGN);               /* a client that is gone is told of by write() */
	e = server_renew(a, s);
	if (e == OK)
		e = open_listener(a, s);
	if (e == OK)
		e = set_ours(a, s);
	if (e) {
		server_close(s);
		return e;
	}
	beat = s->limits.heartbeat_ms;
	s->heartbeat = event_new(config->base, -1, EV_PERSIST, on_heartbeat, s);
	event_add(s->heartbeat, &(struct timeval){ beat / 1000, beat % 1000 * 1000 });
	*out = s;
	return OK;
}

unsigned
server_port(const struct server *s)
{
	return s->port;
}

struct server_counts
server_counts(const struct server *s)
{
	struct server_counts counts = s->counts;
	const struct subscriber *reader;

	counts.connections = s->n_connections;
	LIST_FOREACH(reader, &s->subscribers, all)
		counts.streams++;
	return counts;
}

/* Those that only wait are dropped; true if somebody still works on an answer, or one still leaves. */
static bool
answers_under_way(struct server *s)
{
	struct connection *c, *next;
	bool some = false;

	for (c = LIST_FIRST(&s->connections); c; c = next) {
		next = LIST_NEXT(c, all);
		if (c->phase == WAITING || c->phase == SENDING)
			some = c->closing = true;
		else
			connection_drop(c);
	}
	return some || !LIST_EMPTY(&s->exchanges);
}

void
server_close(struct server *s)
{
	if (s->listener)
		evconnlistener_free(s->listener);
	s->listener = NULL;
	if (s->heartbeat)
		event_free(s->heartbeat);
	for (int ms = 0; ms < CLOSE_MS && answers_under_way(s); ms += 10) {
		event_base_loopexit(s->config->base, &(struct timeval){ 0, 10 * 1000 });
		event_base_loop(s->config->base, EVLOOP_NO_EXIT_ON_EMPTY);
	}
	while (!LIST_EMPTY(&s->connections))
		connection_drop(LIST_FIRST(&s->connections));
	/* Exchanges that are left belong to who will answer them: exchange.h, 2. */
	while (s->n_spare)
		arena_close((struct arena){ NULL, (char *)s->spare[--s->n_spare] + ARENA_REQUEST }, ARENA_REQUEST);
	SSL_CTX_free(s->tls);
}
