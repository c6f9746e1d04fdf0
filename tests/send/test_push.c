/* Web Push, as a push service sees it: a real one over TLS on this machine, that decrypts; and such as nobody wishes for. */
#include "listening.h"
#include "sending.h"

#include "random.h"

static struct listening browser;

static struct parcel
page_to(str endpoint)
{
	browser.key = p256_generate();
	random_bytes(browser.auth, WEBPUSH_AUTH);
	return (struct parcel){ .way = SEND_PUSH, .to = endpoint, .p256dh = b64u(T, browser.key.point, P256_POINT),
		.auth = b64u(T, browser.auth, WEBPUSH_AUTH), .title = STR("STORM LANTERN"), .text = STR("severity 1, by 03:40"),
		.url = STR("https://crisis.example.net/#/calls/7"), .tag = STR("room-7"), .ttl = 600 };
}

static str
endpoint_at(const struct stranger *s)
{
	return arena_fmt(T, "https://localhost:%u/abc", s->port);
}

static str
header(const struct stranger *s, const char *name)
{
	const char *at = strcasestr(s->heard, arena_fmt(T, "\r\n%s: ", name).p), *end = at ? strstr(at + 2, "\r\n") : NULL;

	return at ? (str){ at + strlen(name) + 4, (size_t)(end - at) - strlen(name) - 4 } : (str){ NULL, 0 };
}

static str body;

static void
hear_page(struct stranger *s)
{
	body = arena_str(T, stranger_hears_request(s));
	stranger_says(s, s->answer, strlen(s->answer));
}

#define CREATED "HTTP/1.1 201 Created\r\nContent-Length: 0\r\nLocation: https://elsewhere.example/\r\n\r\n"

TEST(a_page_arrives_and_only_its_browser_reads_it)
{
	struct stranger *s = stranger_open(hear_page, CREATED, "localhost");
	struct sending *sending = sending_open((struct send_config){ .push_loopback_ca = s->ca });
	str claims, topic;

	CHECK(sending_give(sending, page_to(endpoint_at(s))) == SEND_ACCEPTED);
	CHECK_STR(str_c(sending->sentence), STR("the push service answered 201"));
	CHECK_STR(listening_open(T, &browser, body), STR("{\"tag\":\"room-7\",\"text\":\"severity 1, by 03:40\",\"title\":\"STORM LANTERN\",\"url\":\"https://crisis.example.net/#/calls/7\"}"));
	CHECK(str_starts(str_c(s->heard), STR("POST /abc ")));
	CHECK(!str_contains(str_c(s->heard), STR("STORM")) && !str_contains(str_c(s->heard), STR("room-7")));
	CHECK_STR(header(s, "TTL"), STR("600"));
	CHECK_STR(header(s, "Urgency"), STR("high"));
	CHECK_STR(header(s, "Content-Encoding"), STR("aes128gcm"));
	CHECK((topic = arena_str(T, header(s, "Topic"))).n == 32);
	CHECK(listening_vapid(T, header(s, "Authorization"), &claims));
	CHECK(str_starts(claims, arena_fmt(T, "{\"aud\":\"https://localhost:%u\",\"exp\":", s->port)));
	CHECK(str_ends(claims, STR(",\"sub\":\"mailto:ops@example.net\"}")));
	CHECK(strtoll(strstr(claims.p, "\"exp\":") + 6, NULL, 10) - time(NULL) <= 24 * 3600);
	CHECK(sending_give(sending, page_to(endpoint_at(s))) == SEND_ACCEPTED);
	CHECK_STR(header(s, "Topic"), topic);           /* the next takes its place */
	CHECK(s->connections == 2);
	CHECK(send_counts(sending->sender).ended[SEND_PUSH][SEND_ACCEPTED] == 2);
	sending_close(sending);
	stranger_close(s);
}

static enum send_result
answered(void (*talks)(struct stranger *), const char *answer, const char *sentence)
{
	struct stranger *s = stranger_open(talks, answer, "localhost");
	struct sending *sending = sending_open((struct send_config){ .push_loopback_ca = s->ca });
	enum send_result result = sending_give(sending, page_to(endpoint_at(s)));

	if (!str_contains(str_c(sending->sentence), str_c(sentence)))
		fail_msg("%s", sending->sentence);
	sending_close(sending);
	stranger_close(s);
	return result;
}

TEST(what_a_push_service_answers_is_judged_by_its_status_alone)
{
	CHECK(answered(hear_page, "HTTP/1.1 200 OK\r\n\r\nnoise", "answered 200") == SEND_ACCEPTED);
	CHECK(answered(hear_page, "HTTP/1.1 404 Not Found\r\n\r\n", "no more") == SEND_GONE);
	CHECK(answered(hear_page, "HTTP/1.1 410 Gone\r\n\r\nsecret words", "no more") == SEND_GONE);
	CHECK(answered(hear_page, "HTTP/1.1 403 Forbidden\r\n\r\n", "answered 403") == SEND_REFUSED);
	CHECK(answered(hear_page, "HTTP/1.1 413 Too Large\r\n\r\n", "answered 413") == SEND_REFUSED);
	CHECK(answered(hear_page, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n\r\n", "answered 429") == SEND_FAILED);
	CHECK(answered(hear_page, "HTTP/1.1 503 Later\r\n\r\n", "answered 503") == SEND_FAILED);
}

TEST(whoever_sends_us_elsewhere_is_not_followed)
{
	struct stranger *inside = stranger_open(stranger_answers, "HTTP/1.1 200 OK\r\n\r\n", NULL);
	str redirect = arena_fmt(T, "HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:%u/admin\r\nContent-Length: 0\r\n\r\n", inside->port);

	CHECK(answered(hear_page, redirect.p, "answered 307") == SEND_REFUSED);
	CHECK(inside->connections == 0);
	stranger_close(inside);
}

static void
hang_up(struct stranger *s)
{
	stranger_hears_request(s);
}

static void
keep_silent(struct stranger *s)
{
	stranger_hears_request(s);
	stranger_waits(s, 8000);
}

static void
drip(struct stranger *s)
{
	stranger_hears_request(s);
	for (size_t i = 0; i < 80 && stranger_says(s, &s->answer[i % strlen(s->answer)], 1); i++)
		stranger_waits(s, 100);
}

static void
pour(struct stranger *s)
{
	char *much = malloc(1 << 16);

	stranger_hears_request(s);
	memset(much, 'x', 1 << 16);
	stranger_says(s, s->answer, strlen(s->answer));
	for (int i = 0; i < 4000 && stranger_says(s, much, 1 << 16); i++)
		;
	free(much);
}

TEST(who_is_slow_silent_or_lies_is_given_up)
{
	CHECK(answered(hang_up, "", "gave no answer") == SEND_FAILED);
	CHECK(answered(keep_silent, "", "gave no answer: Timeout was reached") == SEND_FAILED);
	CHECK(answered(drip, "HTTP/1.1 200 O", "gave no answer: Timeout was reached") == SEND_FAILED);
	CHECK(answered(hear_page, "SSH-2.0-OpenSSH_9.2\r\n", "gave no answer") == SEND_FAILED);
	CHECK(answered(hear_page, "HTTP/1.1 099 What\r\n\r\n", "gave no answer") == SEND_FAILED);
	CHECK(answered(hear_page, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n", "gave no answer") == SEND_FAILED);
}

TEST(who_answers_without_end_is_not_listened_to)
{
	CHECK(answered(pour, "HTTP/1.1 201 Created\r\nContent-Length: 900000000\r\n\r\n", "answered 201") == SEND_ACCEPTED);
	CHECK(answered(pour, "HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\n\r\n", "answered 500") == SEND_FAILED);
	CHECK(answered(pour, "HTTP/1.1 ", "gave no answer") == SEND_FAILED);
	CHECK(answered(pour, "", "gave no answer") == SEND_FAILED);
}

TEST(a_certificate_for_another_name_or_of_nobody_is_none)
{
	struct stranger *other = stranger_open(hear_page, CREATED, "elsewhere.example"), *mine = stranger_open(hear_page, CREATED, "localhost");
	struct sending *sending = sending_open((struct send_config){ .push_loopback_ca = other->ca });

	CHECK(sending_give(sending, page_to(endpoint_at(other))) == SEND_FAILED);
	CHECK(str_contains(str_c(sending->sentence), STR("SSL")));
	CHECK(sending_give(sending, page_to(endpoint_at(mine))) == SEND_FAILED);
	CHECK(str_contains(str_c(sending->sentence), STR("SSL")));
	CHECK(other->n_heard == 0 && mine->n_heard == 0);
	sending_close(sending);
	stranger_close(other);
	stranger_close(mine);
}

TEST(nothing_goes_to_this_machine_unless_it_was_said_for_tests)
{
	struct stranger *s = stranger_open(hear_page, CREATED, "localhost");
	struct sending *sending = sending_open((struct send_config){ 0 });

	CHECK(sending_give(sending, page_to(endpoint_at(s))) == SEND_REFUSED);
	CHECK(sending_give(sending, page_to(arena_fmt(T, "https://127.0.0.1:%u/", s->port))) == SEND_REFUSED);
	CHECK(sending_give(sending, page_to(STR("https://169.254.169.254/latest/meta-data"))) == SEND_REFUSED);
	CHECK(sending_give(sending, page_to(STR("http://push.example.net/"))) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("a push service is asked over https alone"));
	CHECK(s->connections == 0);
	sending_close(sending);
	stranger_close(s);
}

/* A name server that says one thing when asked and another a moment later: what counts is where the socket would go. */
TEST(a_name_that_leads_inside_is_answered_like_one_that_leads_nowhere)
{
	struct stranger *s = stranger_open(hear_page, CREATED, "localhost");
	struct arena a = *T;
	struct guard g;
	CURL *curl = curl_easy_init();
	struct curl_slist *names = curl_slist_append(NULL, "rebinding.example:443:127.0.0.1,10.0.0.1,[::1],[::ffff:127.0.0.1],[64:ff9b::7f00:1]");

	CHECK_OK(guard_judge(&a, STR("https://rebinding.example/x"), true, &g));
	guard_transfer(curl, &g);
	curl_easy_setopt(curl, CURLOPT_RESOLVE, names);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
	CHECK(curl_easy_perform(curl) != CURLE_OK);
	CHECK(g.stopped && s->connections == 0);
	curl_easy_cleanup(curl);
	curl_slist_free_all(names);
	guard_end(&g);
	stranger_close(s);
}

/* Of a name that leads to several addresses. */
static enum send_result
judged_at(const struct stranger *s, const char *addresses)
{
	struct send_config config = { .push_loopback_ca = s->ca, .push_key = p256_generate(), .push_contact = STR("mailto:ops@example.net") };
	char *own = NEW(T, char, 64 * KIB);
	struct shipment ship = { .a = { own, own + 64 * KIB }, .config = &config, .parcel = page_to(endpoint_at(s)), .curl = curl_easy_init() };
	struct curl_slist *names = curl_slist_append(NULL, arena_fmt(T, "localhost:%u:%s", s->port, addresses).p);
	struct ending ending;

	CHECK_OK(send_push.ready(&ship));
	curl_easy_setopt(ship.curl, CURLOPT_RESOLVE, names);
	curl_easy_setopt(ship.curl, CURLOPT_TIMEOUT, 5L);
	ending = send_push.judge(&ship, curl_easy_perform(ship.curl));
	CHECK(ship.guard.stopped);
	curl_easy_cleanup(ship.curl);
	curl_slist_free_all(ship.list);
	curl_slist_free_all(names);
	guard_end(&ship.guard);
	return ending.result;
}

TEST(one_address_that_is_refused_undoes_nothing_that_another_took)
{
	struct stranger *s = stranger_open(hear_page, CREATED, "localhost");

	CHECK(judged_at(s, "10.0.0.1,127.0.0.1") == SEND_ACCEPTED);
	CHECK(judged_at(s, "10.0.0.1,10.0.0.2") == SEND_FAILED);
	CHECK(s->connections == 1);
	stranger_close(s);
}

TEST(what_is_no_subscription_or_too_long_is_refused_with_a_sentence)
{
	struct sending *sending = sending_open((struct send_config){ 0 });
	struct parcel p = page_to(STR("https://push.example.net/x"));

	p.auth.n = 20;
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("the subscription's keys are none"));
	p.auth.n = 22;
	p.text = (str){ memset(NEW(T, char, MIB), 'x', MIB), MIB };
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("what is sent has a text of at most 2000 bytes"));
	p.text = (str){ memset(NEW(T, char, 2000), 1, 2000), 2000 };
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("it is longer than a push service takes"));
	p.text = (str){ NULL, 0 };
	p.title = STR("two\nlines");
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	p.title = STR("");
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("what is sent has a title of one line, at most 200 bytes long"));
	p.title = STR("x");
	p.url = STR("https://crisis.example.net/\r\nX: y");
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("an address is one line"));
	p.title = STR("x\xff");
	CHECK(sending_give(sending, p) == SEND_REFUSED);
	sending_close(sending);
}

TEST(too_many_that_wait_are_not_taken_and_another_way_is_not_held_up)
{
	struct stranger *silent = stranger_open(keep_silent, "", "localhost");
	struct sending *sending = sending_open((struct send_config){ .push_loopback_ca = silent->ca, .seconds = 8 });
	struct parcel p = page_to(endpoint_at(silent));
	int taken = 0;

	while (send_give(sending->sender, &p) && taken < 2 * LIMIT_SENDS_WAITING)
		taken++;
	CHECK(taken >= LIMIT_SENDS_WAITING && taken <= LIMIT_SENDS_WAITING + LIMIT_SENDS_AT_ONCE);
	CHECK(sending_give(sending, (struct parcel){ .way = SEND_MAIL, .title = STR("x"), .to = STR("a@b.example") }) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("no mail server is configured"));
	sending_close(sending);                         /* and who waits is not told any more */
	stranger_close(silent);
	CHECK(sending->told == 1);
}

TEST_MAIN()
