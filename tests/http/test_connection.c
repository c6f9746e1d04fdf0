#include "http/toy.h"

#include "exchange.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>

TEST(a_head_that_drips_is_given_up)
{
	struct toy *t = toy_open((struct server_limits){ .head_ms = 100 });
	int fd = dial(t);
	str head = STR("GET /index.html HTTP/1.1\r\n" H "X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");

	for (size_t i = 0; i < head.n && say(t, fd, (str){ head.p + i, 1 }) && i < 30; i++)
		pump_ms(t, 5);
	CHECK_STATUS(hear(t, fd, NULL), 408);
	close(fd);
	toy_close(t);
}

TEST(a_body_that_drips_is_given_up)
{
	struct toy *t = toy_open((struct server_limits){ .body_ms = 100 });
	int fd = dial(t), up = dial(t);

	say(t, fd, STR("POST /api/open HTTP/1.1\r\n" H O "Content-Length: 1000\r\n\r\nabc"));
	say(t, up, STR("PUT /api/blob HTTP/1.1\r\n" H O "Cookie: session=good\r\nContent-Length: 1000\r\n\r\nabc"));
	CHECK_STATUS(hear(t, fd, NULL), 408);
	CHECK_STATUS(hear(t, up, NULL), 408);
	CHECK(t->uploads_lost == 1 && t->uploads_done == 0);
	close(fd);
	close(up);
	toy_close(t);
}

TEST(a_connection_on_which_nothing_is_asked_is_closed_in_the_end)
{
	struct toy *t = toy_open((struct server_limits){ .idle_ms = 50 });
	int fd = dial(t);

	CHECK(ended(t, fd));
	close(fd);
	toy_close(t);
}

TEST(a_reader_that_does_not_take_its_answer_is_dropped)
{
	struct toy *t = toy_open((struct server_limits){ .write_ms = 100, .connections = 1 });
	int fd = dial(t);
	char *much = memset(NEW(T, char, 16 * MIB), 'x', 16 * MIB);

	say(t, fd, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	pump_ms(t, 20);
	reply_bytes(t->kept[t->n_kept - 1], 200, STR("text/plain"), (str){ much, 16 * MIB });
	CHECK_STATUS(ASK(t, "GET /index.html HTTP/1.1\r\n" H C "\r\n"), 200);      /* there is room again */
	close(fd);
	toy_close(t);
}

TEST(one_more_than_the_bound_waits_until_another_goes)
{
	struct toy *t = toy_open((struct server_limits){ .connections = 2 });
	int a = dial(t), b = dial(t), c;

	say(t, a, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	say(t, b, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	pump_ms(t, 20);
	CHECK(t->n_kept == 2);
	c = dial(t);
	say(t, c, STR("GET /index.html HTTP/1.1\r\n" H C "\r\n"));
	pump_ms(t, 50);
	CHECK(recv(c, &(char){ 0 }, 1, MSG_DONTWAIT) < 0);
	reply_json(t->kept[--t->n_kept], 200, STR("{}"));
	CHECK_STATUS(hear(t, c, NULL), 200);
	reply_json(t->kept[--t->n_kept], 200, STR("{}"));
	pump_ms(t, 20);
	close(a);
	close(b);
	close(c);
	toy_close(t);
}

TEST(whoever_keeps_silent_makes_way_for_whoever_comes)
{
	struct toy *t = toy_open((struct server_limits){ .connections = 4 });
	int busy = dial(t), stream = dial(t), silent[100];

	say(t, busy, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	say(t, stream, STR("GET /api/stream HTTP/1.1\r\n" H "\r\n"));
	pump_ms(t, 20);
	for (size_t i = 0; i < countof(silent); i++) {
		silent[i] = dial(t);
		say(t, silent[i], i % 3 == 0 ? STR("") : i % 3 == 1 ? STR("GET /index") :
		    STR("POST /api/open HTTP/1.1\r\n" H O "Content-Length: 1000\r\n\r\nabc"));
		pump(t);
	}
	CHECK_STATUS(ASK(t, "GET /index.html HTTP/1.1\r\n" H C "\r\n"), 200);
	CHECK(t->server->n_connections <= 4 && ended(t, silent[0]));
	reply_json(t->kept[--t->n_kept], 200, STR("{}"));
	CHECK_STATUS(hear(t, busy, NULL), 200);                 /* and nobody else does */
	CHECK(t->closed == 0);
	for (size_t i = 0; i < countof(silent); i++)
		close(silent[i]);
	close(busy);
	close(stream);
	toy_close(t);
}

TEST(the_end_lets_an_answer_leave_and_takes_no_more)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fd = dial(t), idle = dial(t), stream = dial(t);

	say(t, stream, STR("GET /api/stream HTTP/1.1\r\n" H "\r\n"));
	say(t, fd, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	pump_ms(t, 20);
	reply_json(t->kept[t->n_kept - 1], 200, STR("answered"));
	server_close(t->server);
	event_base_free(t->base);
	CHECK(t->closed == 1);
	CHECK(recv(idle, &(char){ 0 }, 1, 0) == 0);
	CHECK(poll(&(struct pollfd){ fd, POLLIN, 0 }, 1, 1000) == 1);
	{
		char piece[4096];
		ssize_t n = recv(fd, piece, sizeof(piece), 0);

		CHECK(n > 0 && str_ends((str){ piece, (size_t)n }, STR("answered")));
	}
	close(fd);
	close(idle);
	close(stream);
}

static unsigned
chance(unsigned *seed, unsigned n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

/* One random thing that a client does, or the application. */
static void
anything(struct toy *t, int *fd, unsigned *seed)
{
	static const str sayings[] = {
		STR_INIT("GET /index.html HTTP/1.1\r\n" H "\r\n"),
		STR_INIT("GET /api/stream HTTP/1.1\r\n" H "\r\n"),
		STR_INIT("POST /api/later HTTP/1.1\r\n" H O "Content-Length: 3\r\n\r\nabc"),
		STR_INIT("PUT /api/blob HTTP/1.1\r\n" H O "Cookie: session=good\r\nContent-Length: 20\r\n\r\n01234567890123456789"),
		STR_INIT("POST /api/open HTTP/1.1\r\n" H O C "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
		STR_INIT("rubbish\r\n"),
	};
	str saying = sayings[chance(seed, countof(sayings))];
	int i;

	switch (*fd < 0 ? 0 : 1 + chance(seed, 9)) {
	case 0:
		*fd = dial(t);
		break;
	case 1:
		setsockopt(*fd, SOL_SOCKET, SO_LINGER, &(struct linger){ (int)chance(seed, 2), 0 }, sizeof(struct linger));
		close(*fd);
		*fd = -1;
		break;
	case 2:
		shutdown(*fd, SHUT_WR);
		break;
	case 3:
		say(t, *fd, (str){ saying.p, chance(seed, (unsigned)saying.n) });
		break;
	case 4:
		tell_all(t, STR("data: x\n\n"));
		break;
	case 5:
		i = t->n_readers ? (int)chance(seed, (unsigned)t->n_readers) : 0;
		if (t->readers[i].subscriber)
			stream_close(t->readers[i].subscriber);
		t->readers[i].subscriber = NULL;
		break;
	case 6:
		while (t->n_kept)
			reply_json(t->kept[--t->n_kept], 200, STR("{}"));
		break;
	case 7:
		pump(t);
		break;
	default:
		say(t, *fd, saying);
	}
}

TEST(whatever_clients_do_nothing_is_left_behind)
{
	unsigned seed = 20231;

	for (int round = 0; round < 100; round++) {
		struct toy *t = toy_open((struct server_limits){ .head_ms = 20, .body_ms = 30, .heartbeat_ms = 5, .connections = 12 });
		int fds[16];

		memset(fds, -1, sizeof(fds));
		for (int i = 0; i < 400 && t->n_kept < 200 && t->n_readers < 200; i++)
			anything(t, &fds[chance(&seed, countof(fds))], &seed);
		for (size_t i = 0; i < countof(fds); i++)
			if (fds[i] >= 0)
				close(fds[i]);
		while (t->n_kept)
			reply_json(t->kept[--t->n_kept], 200, STR("{}"));
		for (int i = 0; i < 2000 && t->server->n_connections; i++) {
			tell_all(t, STR("data: x\n\n"));       /* a reader who only shut down is noticed by what it does not take */
			pump(t);
			while (t->n_kept)
				reply_json(t->kept[--t->n_kept], 200, STR("{}"));
		}
		CHECK(t->server->n_connections == 0);
		CHECK(LIST_EMPTY(&t->server->exchanges) && LIST_EMPTY(&t->server->subscribers));
		CHECK(t->uploads == t->uploads_done + t->uploads_lost);
		toy_close(t);
	}
}

/* Of this process, in memory. */
static long
resident_kib(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long pages = 0;

	if (f == NULL || fscanf(f, "%*d %ld", &pages) != 1)
		fail_msg("no statm");
	fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

enum { IDLE_CONNECTIONS = 10000 };

/* The other end is a process of its own, so that each has all its descriptors: it dials, asks on every hundredth, says
 * so, and goes when it is told. */
static void
stay_idle(const struct toy *t, int says, int told)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)server_port(t->server)),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	str request = STR("GET /index.html HTTP/1.1\r\n" H "\r\n");
	char answer[4096];

	for (int i = 0; i < IDLE_CONNECTIONS; i++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
			_exit(1);
		if (i % 100 == 99 && (send(fd, request.p, request.n, 0) != (ssize_t)request.n || recv(fd, answer, sizeof(answer), 0) <= 0))
			_exit(2);
	}
	if (write(says, "", 1) != 1 || read(told, answer, 1) != 0)
		_exit(3);
	_exit(0);
}

TEST(ten_thousand_idle_connections_are_cheap_and_the_next_one_is_answered)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	struct rlimit files;
	int says[2], told[2], status;
	long before, each;
	pid_t pid;

	getrlimit(RLIMIT_NOFILE, &files);               /* raised by the server as far as it may be */
	if (files.rlim_cur < IDLE_CONNECTIONS + 512) {
		print_message("# only %lu files may be open here, so ten thousand connections cannot be shown\n", (unsigned long)files.rlim_cur);
		toy_close(t);
		skip();
	}
	CHECK(pipe(says) == 0 && pipe(told) == 0);
	before = resident_kib();
	if ((pid = fork()) == 0) {
		close(told[1]);
		stay_idle(t, says[1], told[0]);
	}
	close(says[1]);
	while (poll(&(struct pollfd){ says[0], POLLIN, 0 }, 1, 0) == 0)
		pump(t);
	CHECK(read(says[0], &(char){ 0 }, 1) == 1);     /* else it did not get through */
	pump_ms(t, 50);
	CHECK(t->server->n_connections == IDLE_CONNECTIONS);
	each = (resident_kib() - before) * 1024 / IDLE_CONNECTIONS;
	print_message("# %d idle connections, %ld bytes each\n", IDLE_CONNECTIONS, each);
	CHECK(each < 8192);                             /* under the sanitizer, too */
	CHECK_STATUS(ASK(t, "GET /index.html HTTP/1.1\r\n" H C "\r\n"), 200);
	close(told[1]);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	pump_ms(t, 50);
	toy_close(t);
}

/* A certificate for localhost, signed by itself, and its key, in two files. */
static void
write_certificate(const char *cert_path, const char *key_path)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);
	FILE *f;

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -60);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	CHECK(X509_sign(cert, key, EVP_sha256()) > 0);
	f = fopen(cert_path, "w");
	CHECK(PEM_write_X509(f, cert) == 1);
	fclose(f);
	f = fopen(key_path, "w");
	CHECK(PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL) == 1);
	fclose(f);
	X509_free(cert);
	EVP_PKEY_free(key);
}

/* A client's handshake and one request over it, pumping. */
static str
ask_tls(struct toy *t, int max_version, str bytes)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	SSL *ssl = SSL_new(context);
	struct buf b = buf_new(T, 4096);
	int fd = dial(t), n = -1;
	char piece[4096];

	SSL_set_security_level(ssl, 0);
	SSL_set_min_proto_version(ssl, TLS1_VERSION);
	SSL_set_max_proto_version(ssl, max_version);
	evutil_make_socket_nonblocking(fd);
	SSL_set_fd(ssl, fd);
	for (int i = 0; i < 1000 && (n = SSL_connect(ssl)) < 0 && SSL_get_error(ssl, n) != SSL_ERROR_SSL; i++)
		pump(t);
	if (n == 1) {
		pump_ms(t, 150);                        /* longer than write_ms: nothing is asked, nothing is dropped */
		SSL_write(ssl, bytes.p, (int)bytes.n);
		for (int i = 0; i < 3000; i++) {
			if ((n = SSL_read(ssl, piece, sizeof(piece))) > 0)
				buf_put(&b, (str){ piece, (size_t)n });
			else if (SSL_get_error(ssl, n) != SSL_ERROR_WANT_READ)
				break;
			else
				pump(t);
		}
		CHECK(SSL_get_error(ssl, n) == SSL_ERROR_ZERO_RETURN);  /* the end was said, not cut */
	}
	SSL_free(ssl);
	SSL_CTX_free(context);
	close(fd);
	return buf_str(&b);
}

TEST(tls_is_spoken_from_1_2_on)
{
	struct toy *t = toy_open((struct server_limits){ .write_ms = 100 });
	const char *tmp = getenv("TMPDIR");
	char *dir = (char *)(uintptr_t)arena_fmt(T, "%s/tocsin-tls-XXXXXX", tmp ? tmp : "/tmp").p;
	const char *cert, *key;
	str a;
	int fd;

	CHECK(mkdtemp(dir) != NULL);
	cert = arena_fmt(T, "%s/cert.pem", dir).p;
	key = arena_fmt(T, "%s/key.pem", dir).p;
	write_certificate(cert, key);
	server_close(t->server);
	t->config.origin = STR("https://room.test");
	t->config.tls_cert = str_c(cert);
	t->config.tls_key = str_c(key);
	CHECK_OK(server_open(T, &t->config, &t->server));
	a = ask_tls(t, TLS1_3_VERSION, STR("GET /index.html HTTP/1.1\r\n" H C "\r\n"));
	CHECK_STATUS(a, 200);
	CHECK(str_contains(a, STR("\r\nStrict-Transport-Security: ")));
	CHECK_STR(body_of(ask_tls(t, TLS1_2_VERSION, STR("GET /api/file HTTP/1.1\r\n" H C "\r\n"))), STR("bytes of a file"));
	CHECK_STATUS(ask_tls(t, TLS1_3_VERSION, STR("GET /index.html HTTP/1.1\r\nHost: evil.test\r\n" C "\r\n")), 400);
	CHECK(ask_tls(t, TLS1_1_VERSION, STR("GET /index.html HTTP/1.1\r\n" H C "\r\n")).n == 0);
	CHECK(!str_starts(ASK(t, "GET /index.html HTTP/1.1\r\n" H C "\r\n"), STR("HTTP/1.1 200")));
	server_close(t->server);
	t->config.limits.head_ms = 100;
	CHECK_OK(server_open(T, &t->config, &t->server));
	fd = dial(t);
	CHECK(ended(t, fd));                            /* no handshake within head_ms */
	close(fd);
	t->config.tls_key = str_c(cert);
	{
		struct server *second;

		CHECK_ERR(server_open(T, &t->config, &second), MALFORMED, "no private key");
		t->config.tls_cert = STR("/nowhere");
		CHECK_ERR(server_open(T, &t->config, &second), MALFORMED, "no certificate");
	}
	unlink(cert);
	unlink(key);
	rmdir(dir);
	toy_close(t);
}

TEST_MAIN()
