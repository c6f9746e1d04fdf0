/*
 * push_service -- a push service on this machine and the browser behind it, for tests.
 *
 * Prints one line of JSON, {endpoint, p256dh, auth, ca}, what a browser would
 * say of its subscription and the file of the service's certificate; then a
 * line for each page that arrives, decrypted.  Runs until it is ended.
 */
#include "listening.h"
#include "send/stranger.h"

#include "random.h"

static struct listening browser;

static void
hear_page(struct stranger *s)
{
	str body = stranger_hears_request(s), page = listening_open(T, &browser, body);

	printf("%.*s\n", STR_ARG(page.p ? page : STR("{}")));
	fflush(stdout);
	stranger_says(s, s->answer, strlen(s->answer));
}

int
main(void)
{
	struct stranger *s;
	str point, auth;

	test_arena_ = arena_open(GIB);
	browser.key = p256_generate();
	random_bytes(browser.auth, WEBPUSH_AUTH);
	point = b64u(T, browser.key.point, P256_POINT);
	auth = b64u(T, browser.auth, WEBPUSH_AUTH);
	s = stranger_open(hear_page, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", "localhost");
	printf("{\"endpoint\":\"https://localhost:%u/push/me\",\"p256dh\":\"%.*s\",\"auth\":\"%.*s\",\"ca\":\"%.*s\"}\n", s->port,
	    STR_ARG(point), STR_ARG(auth), STR_ARG(s->ca));
	fflush(stdout);
	pause();
	return 0;
}
