/* Whoever is called is paged by a real server through a real push service, which carries what it cannot read (F4). */
#include "../send/exim.h"
#include "../send/stranger.h"
#include "client.h"
#include "base64.h"
#include "listening.h"
#include "random.h"
#include "send_config.h"

#include "../app/housed.h"
#include "carrying.h"

#define CREATED "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"

static struct listening browser;        /* Ines's */

/* ---- the push service ---- */

static atomic_int pages;                /* that it was sent, whole */

static void
take_page(struct stranger *s)
{
	stranger_hears_request(s);
	pages++;
	stranger_says(s, s->answer, strlen(s->answer));
}

/* It takes the page, and never says so. */
static void
keep_silent(struct stranger *s)
{
	stranger_hears_request(s);
	pages++;
	while (stranger_hears(s))
		;
}

static void
wait_for_pages(int n)
{
	for (int i = 0; i < 3000 && pages < n; i++)
		usleep(10000);
	if (pages != n) fail_msg("%d pages, not %d", pages, n);
}

/* The message of the page that came last. */
static str
opened_page(const struct stranger *s)
{
	const char *end = strstr(s->heard, "\r\n\r\n");

	CHECK(end);
	return listening_open(T, &browser, (str){ end + 4, s->n_heard - (size_t)(end + 4 - s->heard) });
}

/* Ines lets a browser of hers be called. */
static str
device_at(const struct stranger *s)
{
	browser.key = p256_generate();
	random_bytes(browser.auth, WEBPUSH_AUTH);
	return arena_fmt(T, "{\"endpoint\":\"https://localhost:%u/push/ines\",\"p256dh\":\"%.*s\",\"auth\":\"%.*s\"}", s->port,
	    STR_ARG(b64u(T, browser.key.point, P256_POINT)), STR_ARG(b64u(T, browser.auth, WEBPUSH_AUTH)));
}

/* That device, as if its push service were there: at a host, and a port or not. */
static str
elsewhere(const struct stranger *s, str device, const char *where)
{
	str here = arena_fmt(T, "{\"endpoint\":\"https://localhost:%u", s->port);

	CHECK(str_starts(device, here));
	return arena_fmt(T, "{\"endpoint\":\"https://%s%.*s", where, STR_ARG(str_from(device, here.n)));
}

/* ---- a whole server ---- */

struct night { struct server s; struct stranger *push; str ines, marek; const char *room; };

static struct night *
begin_with(const char *answer, struct send_config with)
{
	static struct send_config config;
	struct night *n = NEW(T, struct night, 1);

	pages = 0;
	n->push = stranger_open(take_page, answer, "localhost");
	config = with;
	config.push_loopback_ca = n->push->ca;
	server_send = &config;
	n->s = server_demo();
	n->ines = enter(&n->s);
	n->marek = become(&n->s, n->ines, MAREK);
	given(&n->s, n->ines, "charter", "add_device", device_at(n->push));
	return n;
}

static struct night *
begin(const char *answer)
{
	return begin_with(answer, (struct send_config){ .mail = { { NULL, 0 } } });
}

static void
over(struct night *n)
{
	server_stop(&n->s);
	stranger_close(n->push);
	founded_gone(n->s.dir);
}

/* Marek puts something up; Ines, the owner, must concur. */
static void
she_is_called(struct night *n, const char *kind)
{
	struct reply r = command(&n->s, n->marek, "new", "declare_room",
	    arena_fmt(T, "{\"kind\":\"%s\",\"severity\":\"SEV2\",\"codename\":\"FLOUR\",\"title\":\"Something is in the oven\"}", kind));
	i64 decision, option;

	n->room = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(r, 201, "room"), "room")).p;
	decision = given(&n->s, n->marek, n->room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Shut the shop?\"}"));
	option = given(&n->s, n->marek, n->room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Shut it\"}", (long long)decision));
	given(&n->s, n->marek, n->room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option));
}

/* The room as somebody sees it, once it says so. */
static str
seen_with(const struct night *n, str who, const char *words)
{
	for (int i = 0; i < 300; i++) {
		struct reply r = get(&n->s, who, arena_fmt(T, "/api/rooms/%s", n->room).p);

		if (str_contains(r.body, str_c(words)))
			return r.body;
		usleep(20000);
	}
	fail_msg("nobody saw %s", words);
	return (str){ NULL, 0 };
}

/* The one page of a room. */
static i64
page_in(str room)
{
	const char *at = memmem(room.p, room.n, "\"entity\":\"page\"", 15);

	CHECK(at && (at = memmem(at, room.n - (size_t)(at - room.p), "\"id\":", 5)));
	return strtoll(at + 5, NULL, 10);
}

TEST(whoever_is_called_is_paged_and_only_their_browser_reads_what_it_is_about)
{
	struct night *n = begin(CREATED);
	str said;

	she_is_called(n, "incident");
	wait_for_pages(1);
	seen_with(n, n->marek, "\"result\":\"accepted\"");
	said = opened_page(n->push);
	CHECK(str_contains(said, STR("\"title\":\"FLOUR SEV2, by ")) && str_contains(said, STR("\"text\":\"You are called.\"")));
	CHECK(str_contains(said, arena_fmt(T, "\"url\":\"http://localhost:%d/room/%s/decide/", n->s.port, n->room)));
	CHECK(!str_contains(said, STR("oven")) && !str_contains(said, STR("Shut")) && !str_contains(said, STR("Ines")));
	CHECK(!str_contains(str_c(n->push->heard), STR("FLOUR")));
	over(n);
}

TEST(one_tap_says_that_they_know_of_it)
{
	struct night *n = begin(CREATED);
	i64 page;

	she_is_called(n, "incident");
	page = page_in(seen_with(n, n->ines, "\"result\":\"accepted\""));
	CHECK_SAID(command(&n->s, n->marek, n->room, "acknowledge_page", arena_fmt(T, "{\"page\":%lld}", (long long)page)), 403, "for somebody else");
	CHECK_SAID(command(&n->s, n->ines, n->room, "acknowledge_page", arena_fmt(T, "{\"page\":%lld}", (long long)page)), 201, "seq");
	CHECK_SAID(command(&n->s, n->ines, n->room, "acknowledge_page", arena_fmt(T, "{\"page\":%lld}", (long long)page)), 409, "know of it already");
	over(n);
}

TEST(a_browser_that_its_push_service_knows_no_more_is_called_no_more)
{
	struct night *n = begin("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");

	she_is_called(n, "incident");
	seen_with(n, n->marek, "\"result\":\"gone\"");
	for (int i = 0; i < 100 && !str_contains(get(&n->s, n->ines, "/api/charter").body, STR("\"ended\":\"gone\"")); i++)
		usleep(20000);
	CHECK(str_contains(get(&n->s, n->ines, "/api/charter").body, STR("\"ended\":\"gone\"")));
	over(n);
}

TEST(an_exercise_reaches_no_push_service)
{
	struct night *n = begin(CREATED);

	she_is_called(n, "exercise");
	seen_with(n, n->marek, "\"result\":\"pretended\"");
	CHECK(pages == 0);
	over(n);
}

/* By the same setting as what is sent: of this machine, what a test's push service is given, and nothing else. */
TEST(a_browser_where_nothing_is_ever_sent_is_not_taken)
{
	static const char *const bad[] = { "127.0.0.1", "169.254.169.254", "2130706433", "0x7f.1", "[::1]", "metadata", "foo.internal", "foo.internal:8443", "push.example:8443" };
	struct night *n = begin(CREATED);
	str taken = device_at(n->push);
	struct server *s = &n->s;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_SAID(command(s, n->ines, "charter", "add_device", elsewhere(n->push, taken, bad[i])), 400, "endpoint: a push service ");
	given(s, n->ines, "charter", "add_device", elsewhere(n->push, taken, "push.example"));
	server_stop(s);
	server_send = NULL;
	n->s = server_start(s->dir);
	CHECK_SAID(command(s, n->ines, "charter", "add_device", taken), 400, "endpoint: a push service is asked at port 443 alone");
	CHECK_SAID(command(s, n->ines, "charter", "add_device", elsewhere(n->push, taken, "localhost")), 400, "endpoint: a push service has a name on the open Internet");
	over(n);
}

TEST(the_test_of_a_device_is_told_to_nobody_else)
{
	struct night *n = begin(CREATED);
	i64 device = said_number(CHECK_SAID(command(&n->s, n->ines, "charter", "add_device", device_at(n->push)), 201, "seq"), "seq");
	str said;

	given(&n->s, n->ines, "charter", "test_device", arena_fmt(T, "{\"device\":%lld}", (long long)device));
	wait_for_pages(1);
	said = opened_page(n->push);
	CHECK(str_contains(said, STR("\"title\":\"Test page\"")) && str_contains(said, STR("/account?test=")));
	for (int i = 0; i < 100 && !str_contains(get(&n->s, n->ines, "/api/charter").body, STR("\"accepted\"")); i++)
		usleep(20000);
	CHECK(str_contains(get(&n->s, n->ines, "/api/charter").body, STR("\"accepted\"")));
	CHECK(!str_contains(get(&n->s, n->marek, "/api/charter").body, STR("\"accepted\"")));
	over(n);
}

/* ---- a channel that is apart from what may be hit ---- */

/* The words of the one letter that came. */
static str
letter_to_ines(const struct exim *x)
{
	str letter = exim_letter(x, 1), words;
	const char *at = letter.p ? strstr(letter.p, "\n\n") : NULL;
	struct buf b = buf_new(T, KIB);

	CHECK(at && str_contains(letter, STR("To: ines@private.example")));
	for (at += 2; *at; at++)
		if (*at != '\n')
			buf_byte(&b, *at);
	CHECK(b64_decode(T, buf_str(&b), &words));
	return arena_fmt(T, "%.*s%.*s", STR_ARG(letter), STR_ARG(words));
}

/* What she is told by mail, if the officers have named the channels that `apart` says (NULL: none); her browser is not among them. */
static str
told_by_mail(const char *apart)
{
	struct exim x = exim_open(false);
	struct send_config by_mail = { .mail = { .from = STR("tocsin@example.net") } };
	struct night *n;
	str letter;

	CHECK_OK(mail_read_server(T, arena_fmt(T, "smtp://localhost:%u", x.port), &by_mail.mail));
	n = begin_with(CREATED, by_mail);
	given(&n->s, n->ines, "charter", "set_reach", STR("{\"mail\":\"ines@private.example\"}"));
	if (apart)
		charter_changed(&n->s, n->ines, arena_fmt(T, "\"out_of_band\":{\"ways\":[{\"channel\":\"%s\"}]}", apart).p);
	she_is_called(n, "incident");
	wait_for_pages(1);
	CHECK(!str_contains(opened_page(n->push), STR("oven")) && !str_contains(opened_page(n->push), STR("Shut")));
	letter = letter_to_ines(&x);
	over(n);
	exim_close(&x);
	return letter;
}

TEST(a_letter_says_codename_severity_and_deadline_and_no_more)
{
	str letter = told_by_mail(NULL);

	CHECK(str_contains(letter, STR("Subject: FLOUR SEV2, by ")) && str_contains(letter, STR("You are called.")));
	CHECK(!str_contains(letter, STR("oven")) && !str_contains(letter, STR("Shut")) && !str_contains(letter, STR("Ines")));
	CHECK(!str_contains(told_by_mail("phone"), STR("oven")));
}

TEST(where_the_officers_declared_mail_out_of_band_a_letter_says_what_is_asked_and_a_push_does_not)
{
	str letter = told_by_mail("mail");

	CHECK(str_contains(letter, STR("Subject: FLOUR SEV2, by ")));
	CHECK(str_contains(letter, STR("You are called. Something is in the oven. Shut the shop?")));
}

/* ---- killed between the claim and what came of it ---- */

static struct send_config config;

static struct house *
opened_with(struct carrying *c, str dir, struct hands *t)
{
	struct house *h;

	carrying_ready(c, &config);
	carried_by = &c->carrier;
	h = opened(dir, t);
	CHECK_OK(carrying_open(T, c, h));
	return h;
}

/* It leaves, the push service takes it, and there the process ends. */
static void
page_and_die(str dir, struct hands *t, const struct stranger *push)
{
	struct carrying c;
	struct house *h = opened_with(&c, dir, t);
	i64 room, decision;
	struct told *option;

	done(tell(h, INES, STREAM_CHARTER, "add_device", device_at(push).p));
	room = declared(h);
	decision = decision_in(h, room);
	option = tell(h, MAREK, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Yes\"}", (long long)decision).p);
	done(tell(h, MAREK, room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option->is.order.receipt.seq).p));
	sleep(60);                      /* killed meanwhile */
	_exit(1);
}

TEST(killed_between_a_page_and_its_answer_the_server_sends_exactly_one_more)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct stranger *push = stranger_open(keep_silent, CREATED, "localhost");
	struct event_base *base;
	struct carrying c;
	struct house *h;
	i64 room;
	pid_t pid;

	pages = 0;
	config = (struct send_config){ .push_loopback_ca = push->ca };
	usleep(300000);                 /* who listens waits in accept(): a child born while they hold a lock would wait for it for ever */
	if ((pid = fork()) == 0)
		page_and_die(dir, t, push);
	wait_for_pages(1);
	CHECK(kill(pid, SIGKILL) == 0 && waitpid(pid, NULL, 0) == pid);
	push->talks = take_page;
	pass(t, 2 * 60 * SECONDS);
	h = opened_with(&c, dir, t);
	UNTIL(h, room_of(h, h->known[0])->n_pages == 2 && room_of(h, h->known[0])->pages[1].settled_at);
	room = h->known[0];
	CHECK(room_of(h, room)->pages[0].settled.result == PAGE_LOST && room_of(h, room)->pages[1].settled.result == PAGE_ACCEPTED);
	event_base_loopexit(h->base, &(struct timeval){ 1, 0 });
	event_base_dispatch(h->base);
	CHECK(pages == 2 && room_of(h, room)->n_pages == 2);
	base = h->base;
	house_close(h);
	carrying_close(&c);
	event_base_free(base);
	stranger_close(push);
	founded_gone(dir);
}

TEST_MAIN()
