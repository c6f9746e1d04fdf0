/* Mail: through a real server on this machine, and to such as nobody wishes for. */
#include "exim.h"
#include "sending.h"

#include "address.h"
#include "base64.h"

static const struct parcel page = { .way = SEND_MAIL, .to = STR_INIT("ada@private.example"), .title = STR_INIT("STORM LANTERN"),
	.text = STR_INIT("severity 1, by 03:40\n.\n.."), .url = STR_INIT("https://crisis.example.net/#/calls/7"), .ticket = 41 };

static struct mail_config
mail_at(const char *scheme, unsigned port)
{
	struct mail_config m = { .from = STR("tocsin@example.net") };

	CHECK_OK(mail_read_server(T, arena_fmt(T, "%s://localhost:%u", scheme, port), &m));
	return m;
}

/* As if the server were not on this machine: STARTTLS is a must. */
static struct mail_config
mail_afar(const struct exim *x)
{
	struct mail_config m = mail_at("smtp", x->port);

	m.plain = false;
	m.ca = x->ca;
	CHECK_OK(mail_read_login(T, STR("tocsin\na secret\n"), &m));
	return m;
}

static str
field(str letter, const char *name)
{
	const char *at = strstr(letter.p, arena_fmt(T, "\n%s: ", name).p), *end;

	if (at == NULL)
		return (str){ NULL, 0 };
	end = strchr(at + 1, '\n');
	return (str){ at + strlen(name) + 3, (size_t)(end - at) - strlen(name) - 3 };
}

static str
text_of(str letter)
{
	const char *at = strstr(letter.p, "\n\n") + 2;
	struct buf b = buf_new(T, KIB);
	str out;

	for (; *at; at++)
		if (*at != '\n')
			buf_byte(&b, *at);
	CHECK(b64_decode(T, buf_str(&b), &out));
	return out;
}

static enum send_result
given(struct mail_config mail, struct parcel p, const char *sentence)
{
	struct sending *s = sending_open((struct send_config){ .mail = mail, .seconds = 3 });
	enum send_result result = sending_give(s, p);

	if (!str_contains(str_c(s->sentence), str_c(sentence)))
		fail_msg("%s", s->sentence);
	sending_close(s);
	return result;
}

TEST(a_letter_arrives_through_a_real_server_under_tls_and_with_a_login)
{
	struct exim x = exim_open(true);
	str letter;

	CHECK(given(mail_afar(&x), page, "took it") == SEND_ACCEPTED);
	CHECK((letter = exim_letter(&x, 1)).p != NULL);
	CHECK_STR(field(letter, "From"), STR("tocsin@example.net"));
	CHECK_STR(field(letter, "To"), STR("ada@private.example"));
	CHECK_STR(field(letter, "Subject"), STR("STORM LANTERN"));
	CHECK_STR(field(letter, "Auto-Submitted"), STR("auto-generated"));
	CHECK(str_starts(field(letter, "Message-ID"), STR("<41.")) && str_ends(field(letter, "Message-ID"), STR("@example.net>")));
	CHECK(str_contains(letter, STR("TLS1.")) && str_contains(letter, STR("helo=example.net")) && str_contains(letter, STR("esmtpsa")));
	CHECK_STR(text_of(letter), STR("severity 1, by 03:40\r\n.\r\n..\r\n\r\nhttps://crisis.example.net/#/calls/7\r\n"));
	exim_close(&x);
}

TEST(a_server_on_this_machine_is_spoken_to_plainly)
{
	struct exim x = exim_open(false);
	struct parcel p = page;
	str letter;

	p.title = STR("L\xc3\xb6sch LANTERN =?UTF-8?B?x?= \xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c\xe5\xa4\x9c");
	CHECK(given(mail_at("smtp", x.port), p, "took it") == SEND_ACCEPTED);
	CHECK((letter = exim_letter(&x, 1)).p != NULL);
	CHECK(str_contains(letter, STR("\nSubject: =?UTF-8?B?TMO2c2NoIExBTlRFUk4gPT9VVEYtOD9CP3g/PSDlpJzlpJzlpJzlpJzlpJw=?=\n =?UTF-8?B?5aSc5aSc5aSc5aSc?=\n")));
	exim_close(&x);
}

TEST(the_same_message_sent_again_has_the_same_name)
{
	struct parcel other = page;
	str one = mail_letter(T, STR("t@example.net"), STR("log/a"), 0, &page), again = mail_letter(T, STR("t@example.net"), STR("log/a"), 99, &page);

	CHECK_STR(field(one, "Message-ID"), field(again, "Message-ID"));
	CHECK_STR(field(one, "Date"), STR("Thu, 01 Jan 1970 00:00:00 +0000\r"));
	CHECK(!str_eq(field(one, "Message-ID"), field(mail_letter(T, STR("t@example.net"), STR("log/b"), 0, &page), "Message-ID")));
	other.ticket = 42;
	CHECK(!str_eq(field(one, "Message-ID"), field(mail_letter(T, STR("t@example.net"), STR("log/a"), 0, &other), "Message-ID")));
}

TEST(what_a_real_server_refuses_is_refused_or_not_yet)
{
	struct exim x = exim_open(true);
	struct mail_config m = mail_afar(&x);
	struct parcel p = page;

	p.to = STR("unknown@private.example");
	CHECK(given(m, p, "refused it with 550") == SEND_REFUSED);
	p.to = STR("ada@elsewhere.example");
	CHECK(given(m, p, "refused it with 550") == SEND_REFUSED);
	p.to = STR("later@private.example");
	CHECK(given(m, p, "did not take it, with 451") == SEND_FAILED);
	p = page;
	p.title = STR("SPAM");
	CHECK(given(m, p, "refused it with 550") == SEND_REFUSED);
	m.password = STR("another");
	CHECK(given(m, page, "with 535") == SEND_FAILED);
	m = mail_afar(&x);
	m.ca = STR("/dev/null");
	CHECK(given(m, page, "could not be handed in") == SEND_FAILED);
	m.ca = (str){ NULL, 0 };
	CHECK(given(m, page, "SSL") == SEND_FAILED);
	exim_close(&x);
}

TEST(without_tls_nothing_is_said_to_a_server_elsewhere)
{
	struct exim x = exim_open(false);
	struct mail_config m = mail_afar(&x);

	CHECK(given(m, page, "SSL") == SEND_FAILED);
	CHECK(given(mail_at("smtps", x.port), page, "SSL") == SEND_FAILED);
	exim_close(&x);
}

/* ---- servers as nobody wishes for ---- */

static bool
hears_whole(struct stranger *s)
{
	while (strstr(s->heard, "\r\n.\r\n") == NULL)
		if (!stranger_hears(s))
			return false;
	return true;
}

/* `answer` is a script, a line for each thing that was said to it, the greeting first.  One that begins
 * with a full stop is for the whole text; "-" hangs up, and "*" keeps silent. */
static void
follow_script(struct stranger *s)
{
	const char *line = s->answer;

	for (; *line; line = strchr(line, '\n') + 1) {
		size_t n = (size_t)(strchr(line, '\n') - line);

		if (*line == '*')
			stranger_waits(s, 8000);
		if (*line == '*' || *line == '-' || (line > s->answer && !(*line == '.' ? hears_whole(s) : stranger_hears(s))))
			return;
		stranger_says(s, *line == '.' ? line + 1 : line, *line == '.' ? n - 1 : n);
		stranger_says(s, "\r\n", 2);
	}
}

static enum send_result
scripted(const char *script, const char *sentence)
{
	struct stranger *s = stranger_open(follow_script, script, NULL);
	enum send_result result = given(mail_at("smtp", s->port), page, sentence);

	stranger_close(s);
	return result;
}

TEST(a_server_that_takes_it_says_so_at_the_end)
{
	CHECK(scripted("220 hello\n250 hello\n250 from\n250 to\n354 go on\n.250 taken\n221 bye\n", "took it") == SEND_ACCEPTED);
	CHECK(scripted("220 hello\n502 what\n250 helo\n250 from\n250 to\n354 go on\n.250 taken\n-\n", "took it") == SEND_ACCEPTED);
}

TEST(a_no_to_this_letter_is_final_and_any_other_is_not)
{
	CHECK(scripted("220 hello\n250 hello\n550 no such sender\n221 bye\n", "refused it with 550") == SEND_REFUSED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n550 nobody\n221 bye\n", "refused it with 550") == SEND_REFUSED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n450 later\n221 bye\n", "with 450") == SEND_FAILED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n250 to\n354 go on\n.554 spam\n221 bye\n", "refused it with 554") == SEND_REFUSED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n250 to\n354 go on\n.451 later\n221 bye\n", "with 451") == SEND_FAILED);
	CHECK(scripted("554 nobody is served here\n", "with 554") == SEND_FAILED);
	CHECK(scripted("220 hello\n250 hello\n530 authenticate first\n221 bye\n", "with 530") == SEND_FAILED);
}

TEST(whoever_hangs_up_or_falls_silent_leaves_it_uncertain)
{
	CHECK(scripted("-\n", "could not be handed in") == SEND_FAILED);
	CHECK(scripted("*\n", "could not be handed in") == SEND_FAILED);
	CHECK(scripted("220 hello\n502 what\n250 hello\n250 from\n250 to\n354 go on\n-\n", "could not be handed in") == SEND_FAILED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n250 to\n354 go on\n*\n", "could not be handed in: Timeout") == SEND_FAILED);
	CHECK(scripted("220 hello\n250 hello\n250 from\n-\n", "could not be handed in") == SEND_FAILED);
}

static double
elapsed(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - since->tv_sec) + (double)(now.tv_nsec - since->tv_nsec) / 1e9;
}

TEST(whoever_does_not_say_goodbye_holds_nobody_up)
{
	static const char *const scripts[] = { "220 hello\n250 hello\n250 from\n250 to\n354 go on\n.250 taken\n*\n", "220 hello\n250 hello\n250 from\n550 nobody\n*\n" };

	for (size_t i = 0; i < countof(scripts); i++) {
		struct stranger *s = stranger_open(follow_script, scripts[i], NULL);
		struct sending *sending = sending_open((struct send_config){ .mail = mail_at("smtp", s->port), .seconds = 10 });
		struct timespec begun;

		clock_gettime(CLOCK_MONOTONIC, &begun);
		CHECK(sending_give(sending, page) == (i ? SEND_REFUSED : SEND_ACCEPTED));
		CHECK(elapsed(&begun) < 5);
		sending_close(sending);
		stranger_close(s);
	}
}

static void
babble(struct stranger *s)
{
	while (stranger_says(s, s->answer, strlen(s->answer)))
		;
}

TEST(whoever_speaks_without_end_or_no_such_language_is_given_up)
{
	struct stranger *s = stranger_open(babble, "220-and more\r\n", NULL), *other = stranger_open(babble, "x", NULL);

	CHECK(given(mail_at("smtp", s->port), page, "could not be handed in") == SEND_FAILED);
	CHECK(given(mail_at("smtp", other->port), page, "could not be handed in") == SEND_FAILED);
	CHECK(scripted("HTTP/1.1 200 OK\n", "could not be handed in") == SEND_FAILED);
	stranger_close(s);
	stranger_close(other);
}

/* ---- what is said of mail ---- */

TEST(an_address_is_one_and_plain)
{
	static const char *const good[] = { "a@b.example", "ada.example+night@sub.host.example", "o'neil@host.example", "a@localhost" };
	static const char *const bad[] = { "", "a", "@", "a@", "@b.example", "a@b@c.example", "a b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example,c@d.example",
		"<a@b.example>", "\"a b\"@c.example", "a@[127.0.0.1]", ".a@b.example", "a.@b.example", "a..b@c.example", "a@b..example", "a@.example", "a@b.example.",
		"\xc3\xbc@b.example", "a@b\xc3\xbc.example", "a@b.example>", "Ada <a@b.example>" };
	char *lengthy = memset(NEW(T, char, 70), 'x', 70);

	for (size_t i = 0; i < countof(good); i++)
		CHECK(is_mail_address(str_c(good[i])));
	for (size_t i = 0; i < countof(bad); i++)
		if (is_mail_address(str_c(bad[i])))
			fail_msg("%s is taken", bad[i]);
	CHECK(!is_mail_address(arena_fmt(T, "%.65s@b.example", lengthy)));
	CHECK(is_mail_address(arena_fmt(T, "%.64s@b.example", lengthy)));
	CHECK(given(mail_at("smtp", 9), (struct parcel){ .way = SEND_MAIL, .title = STR("x"), .to = STR("a@b.example,c@d.example") }, "and this is none") == SEND_REFUSED);
}

TEST(a_server_is_named_with_its_port_and_is_plain_only_here)
{
	struct mail_config m = { 0 };

	CHECK_OK(mail_read_server(T, STR("smtps://mail.example.net:465"), &m));
	CHECK(!m.plain);
	CHECK_OK(mail_read_server(T, STR("smtp://mail.example.net:587"), &m));
	CHECK(!m.plain);
	CHECK_STR(m.server, STR("smtp://mail.example.net:587"));
	CHECK_OK(mail_read_server(T, STR("smtp://127.0.0.1:25"), &m));
	CHECK(m.plain);
	CHECK_OK(mail_read_server(T, STR("smtp://[::1]:25/"), &m));
	CHECK(m.plain);
	CHECK_OK(mail_read_server(T, STR("smtps://localhost:465"), &m));
	CHECK(!m.plain);
	CHECK_ERR(mail_read_server(T, STR("mail.example.net:465"), &m), MALFORMED, "is an address such as smtps://");
	CHECK_ERR(mail_read_server(T, STR("smtp://user:pw@mail.example.net:465"), &m), MALFORMED, "is an address such as smtps://");
	CHECK_ERR(mail_read_server(T, STR("https://mail.example.net:465"), &m), MALFORMED, "begins with smtps://");
	CHECK_ERR(mail_read_server(T, STR("smtp://mail.example.net"), &m), MALFORMED, "names the port, too");
	CHECK_ERR(mail_read_server(T, STR("smtp://mail.example.net:587/x"), &m), MALFORMED, "ends with the port");
	CHECK_ERR(mail_read_server(T, STR("smtp://mail.example.net:587?x"), &m), MALFORMED, "ends with the port");
}

TEST(a_login_is_two_lines)
{
	struct mail_config m = { 0 };

	CHECK_OK(mail_read_login(T, STR("tocsin\r\na secret\r\n"), &m));
	CHECK_STR(m.user, STR("tocsin"));
	CHECK_STR(m.password, STR("a secret"));
	CHECK_ERR(mail_read_login(T, STR(""), &m), MALFORMED, "a login is two lines");
	CHECK_ERR(mail_read_login(T, STR("tocsin"), &m), MALFORMED, "a login is two lines");
	CHECK_ERR(mail_read_login(T, STR("tocsin\n\n"), &m), MALFORMED, "a login is two lines");
	CHECK_ERR(mail_read_login(T, STR("tocsin\nx\ny\n"), &m), MALFORMED, "a login is two lines");
}

TEST_MAIN()
