/* Whatever is sent is answered with a sentence, and what may not be is not written; nor does anybody learn of what is not theirs. */
#include "bodies.h"
#include "client.h"

#include "sha256.h"

/* ---- every command, every field ---- */

static str
too_much(const struct field *f)
{
	struct buf b = buf_new(T, 1024);
	i64 over = f->max + 1;

	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: return quoted(letters((size_t)over));
	case FIELD_LABEL: case FIELD_CONDITION:    return quoted(letters(LIMIT_LABEL * 10));
	case FIELD_BYTES:    return quoted(b64u(T, letters((size_t)over).p, (size_t)over));
	case FIELD_INT: case FIELD_DURATION: return f->max ? arena_fmt(T, "%lld", (long long)over) : STR("9007199254740992");
	case FIELD_TIME: case FIELD_REF: return STR("9007199254740992");
	case FIELD_MONEY:    return STR("{\"amount\":\"1.0000001\",\"currency\":\"EUR\"}");
	case FIELD_HASH:     return STR("\"AAAA\"");
	case FIELD_WORD:     return STR("\"no such word\"");
	case FIELD_REFS: case FIELD_LABELS: case FIELD_LIST:
		buf_byte(&b, '[');
		for (i64 i = 0; i < over; i++) {
			buf_put(&b, i ? STR(",") : STR(""));
			if (f->type == FIELD_LIST)
				put_record(&b, f->record(), NULL, STR(""));
			else
				buf_put(&b, f->type == FIELD_REFS ? STR("1") : STR("\"x\""));
		}
		buf_byte(&b, ']');
		return buf_str(&b);
	case FIELD_VALUE: case FIELD_DECIMAL: return STR("1.5");
	case FIELD_OBJECT: case FIELD_FLAG: case FIELD_ONE: break;
	}
	return STR("[[[[[[[[[[[[[1]]]]]]]]]]]]]");
}

static bool
is_text(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_NAME || f->type == FIELD_LABEL || f->type == FIELD_CONDITION;
}

struct walk { struct server *s; str cookie; const char *room; int n; };

static const char *
room_for(const struct walk *w, enum command_kind kind)
{
	enum command_stream to = command_terms(kind).stream;

	return to == TO_NEW ? "new" : to == TO_CHARTER ? "charter" : w->room;
}

static void
must_be_malformed(struct walk *w, enum command_kind kind, const char *how, str name, str body)
{
	struct arena mark = *T;
	struct reply r = command(w->s, w->cookie, room_for(w, kind), command_table(kind)->name, body);

	if (r.status != 400 || said(r, "detail").n < 8 || !str_eq(said(r, "code"), STR("malformed"))) {
		print_error("%s, %s %.*s: got %d %.*s\n", command_table(kind)->name, how, STR_ARG(name), r.status, STR_ARG(r.body));
		fail();
	}
	w->n++;
	*T = mark;
}

static void
abuse_field(struct walk *w, enum command_kind kind, const struct field *f)
{
	str name = field_name(f);

	if (!(f->marks & OPT) && f->type != FIELD_FLAG)
		must_be_malformed(w, kind, "without", name, body_but(kind, f, (str){ NULL, 0 }));
	must_be_malformed(w, kind, "null", name, body_but(kind, f, STR("null")));
	must_be_malformed(w, kind, "mistyped", name, body_but(kind, f, f->type == FIELD_VALUE ? STR("{\"a\":1}") : is_text(f) ? STR("7") : STR("\"\\u00e9\"")));
	must_be_malformed(w, kind, "too much", name, body_but(kind, f, too_much(f)));
	if (!is_text(f))
		return;
	must_be_malformed(w, kind, "no UTF-8", name, body_but(kind, f, STR("\"a\xc3(\"")));
	must_be_malformed(w, kind, "a surrogate", name, body_but(kind, f, STR("\"\\ud800\"")));
	must_be_malformed(w, kind, "a NUL", name, body_but(kind, f, STR("\"a\\u0000b\"")));
	must_be_malformed(w, kind, "a raw NUL", name, body_but(kind, f, STR("\"a\0b\"")));
}

TEST(every_command_refuses_every_malformed_field_with_a_sentence)
{
	struct server s = server_demo();
	str ines = enter(&s);
	struct walk w = { &s, ines, declared_room(&s, ines), 0 };
	i64 before = record_size(&s);

	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;
		const struct field_table *t = command_table(kind);
		union command_fields fields;
		str good = body_but(kind, NULL, STR("")), canonical;

		CHECK_OK(json_canonical(T, good, LIMIT_DEPTH, &canonical));     /* else the rest proves nothing */
		CHECK_OK(field_read(T, t, canonical, FROM_OUTSIDE, &fields));
		must_be_malformed(&w, kind, "no JSON", STR(""), STR("{"));
		must_be_malformed(&w, kind, "an array", STR(""), STR("[]"));
		must_be_malformed(&w, kind, "one more", STR("field"), arena_fmt(T, "%.*s,\"one_more\":1}", (int)good.n - 1, good.p));
		must_be_malformed(&w, kind, "twice", STR("a field"), arena_fmt(T, "%.*s,%.*s", (int)good.n - 1, good.p, STR_ARG(str_from(good, 1))));
		for (size_t i = 0; i < t->count; i++)
			abuse_field(&w, kind, &t->fields[i]);
	}
	CHECK(record_size(&s) == before);
	print_message("# %d requests\n", w.n);
	CHECK(w.n > 900);
	server_over(&s);
}

TEST(commands_that_are_not_there_and_odd_headers_are_refused)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	const char *path = arena_fmt(T, "/api/rooms/%s/commands/post_message", room).p;
	i64 before = record_size(&s);
	struct asking a = { "POST", path, ines, STR("{\"text\":\"hello\"}"), NULL, false };

	CHECK_SAID(command(&s, ines, room, "make_tea", STR("{}")), 404, "There is no command make_tea");
	CHECK_SAID(command(&s, ines, "charter", "post_message", a.body), 422, "given in a room");
	CHECK_SAID(command(&s, ines, room, "invite_person", body_but(CMD_invite_person, NULL, STR(""))), 422, "given in the charter");
	CHECK_SAID(command(&s, ines, room, "report_suspicion", STR("{\"what\":\"x\"}")), 422, "/api/rooms/new");
	CHECK_SAID(command(&s, ines, "new", "post_message", a.body), 404, "no such room");
	a.more = "If-Match: yesterday\r\n";
	CHECK_SAID(ask(&s, a), 400, "If-Match");
	a.more = "Idempotency-Key: 0123456789012345678901234567890123456789012345678901234567890123456789\r\n";
	CHECK_SAID(ask(&s, a), 400, "Idempotency-Key");
	a.more = NULL;
	a.foreign = true;
	CHECK_SAID(ask(&s, a), 403, "only from a page of");
	CHECK(record_size(&s) == before);
	server_over(&s);
}

TEST(a_stale_if_match_and_a_reused_key_are_refused)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	struct asking a = { "POST", arena_fmt(T, "/api/rooms/%s/commands/set_objective", room).p, ines, STR("{\"text\":\"bread\"}"),
	    "Idempotency-Key: k\r\n", false };
	struct reply first = CHECK_SAID(ask(&s, a), 201, "seq"), again = CHECK_SAID(ask(&s, a), 200, "seq");
	i64 before = record_size(&s);

	CHECK_STR(again.body, first.body);
	a.body = STR("{\"text\":\"cake\"}");
	CHECK_SAID(ask(&s, a), 409, "used for another request");
	a.more = "If-Match: \"1\"\r\n";
	CHECK_SAID(ask(&s, a), 412, "has changed since");
	CHECK(record_size(&s) == before);
	a.more = arena_fmt(T, "If-Match: \"%lld\"\r\n", (long long)said_number(first, "seq")).p;
	CHECK_SAID(ask(&s, a), 201, "seq");
	server_over(&s);
}

/* ---- who may ask ---- */

static const char *
path_of(const struct route *r, const char *room, const char *name)
{
	struct buf b = buf_new(T, 128);
	str rest = r->path;

	while (rest.n) {
		str segment = str_cut(str_from(rest, 1), '/', &rest);

		rest = rest.p ? (str){ rest.p - 1, rest.n + 1 } : STR("");
		buf_byte(&b, '/');
		buf_put(&b, str_eq(segment, STR("{room}")) ? str_c(room) : str_eq(segment, STR("{command}")) ? str_c(name)
		    : *segment.p == '{' ? STR("x") : segment);
	}
	buf_byte(&b, '\0');
	return b.p;
}

TEST(nobody_who_is_not_signed_in_gets_further_than_the_door)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 before = record_size(&s);
	const struct route *routes;
	size_t n, closed = 0;
	str nobodies[] = { STR(""), STR("x"), STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), ines };

	CHECK_SAID(post(&s, ines, "/api/sign-out", STR("")), 204, "");
	routes = api_routes(&n);
	for (size_t i = 0; i < n; i++) {
		if (routes[i].who != WHO_SIGNED_IN)
			continue;
		closed++;
		for (size_t k = 0; k < countof(nobodies); k++)
			CHECK_SAID(ask(&s, (struct asking){ routes[i].method == GET ? "GET" : "POST", path_of(&routes[i], room, "post_message"),
			    nobodies[k], STR("{\"text\":\"hello\"}"), NULL, false }), 401, "Sign in first");
		if (routes[i].method == POST)
			CHECK_SAID(ask(&s, (struct asking){ "POST", path_of(&routes[i], room, "post_message"), STR(""), STR("{}"),
			    "Authorization: Bearer tocsin_nobodys\r\n", false }), 401, "Sign in first");
	}
	CHECK(closed > 10);
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" DOOR_KEY "\"}")), 401, "was used already");
	CHECK_SAID(post(&s, STR(""), "/api/demo/become", STR("{\"person\":2}")), 401, "Enter the demonstration");
	CHECK(record_size(&s) == before);
	server_over(&s);
}

TEST(a_weak_session_reads_and_chats_and_no_more)
{
	struct server s = server_demo();
	str ines = enter(&s), weak, codes, code;
	struct walk w = { &s, ines, declared_room(&s, ines), 0 };
	i64 before;

	codes = said(CHECK_SAID(post(&s, ines, "/api/recovery", STR("{}")), 201, "codes"), "codes");
	code = arena_fmt(T, "{\"code\":\"%.*s\"}", 14, codes.p + 2);
	weak = cookie_of(CHECK_SAID(post(&s, STR(""), "/api/sign-in/recovery", code), 200, "person"));
	CHECK_SAID(post(&s, STR(""), "/api/sign-in/recovery", code), 401, "used already");
	CHECK_SAID(post(&s, STR(""), "/api/sign-in/recovery", STR("{\"code\":\"nonsense\"}")), 401, "not known");
	CHECK_SAID(get(&s, weak, "/api/me"), 200, "\"strength\":\"weak\"");
	CHECK_SAID(post(&s, weak, "/api/recovery", STR("{}")), 403, "session opened with a passkey");
	given(&s, weak, w.room, "post_message", STR("{\"text\":\"I lost my key\"}"));
	before = record_size(&s);
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;

		if (command_terms(kind).session == NEEDS_WEAK)
			continue;
		CHECK_SAID(command(&s, weak, room_for(&w, kind), command_table(kind)->name, body_but(kind, NULL, STR(""))), 403, "session_weak");
		w.n++;
	}
	CHECK(w.n > 30 && record_size(&s) == before);
	CHECK_SAID(post(&s, ines, "/api/recovery", STR("{}")), 201, "codes");
	CHECK_SAID(get(&s, weak, "/api/me"), 200, "\"signed_in\":false");   /* fresh codes end what the older opened */
	server_over(&s);
}

TEST(a_token_acts_as_itself_and_within_its_scope)
{
	struct server s = server_demo();
	str ines = enter(&s);
	struct walk w = { &s, ines, declared_room(&s, ines), 0 };
	struct hash h;
	i64 token, before;
	const char *bearer, *chat = arena_fmt(T, "/api/rooms/%s/commands/post_message", w.room).p;

	sha256("secret", 6, &h);
	token = given(&s, ines, "charter", "issue_token", arena_fmt(T, "{\"secret\":\"%.*s\",\"scope\":\"write\",\"days\":1,\"purpose\":\"probe\"}", STR_ARG(b64u_hash(T, h))));
	bearer = "Authorization: Bearer tocsin_secret\r\n";
	CHECK_SAID(ask(&s, (struct asking){ "POST", chat, STR(""), STR("{\"text\":\"beep\"}"), bearer, false }), 401, "Sign in first");
	act_unsigned(&s, ines, "confirm_token", token, NULL);
	CHECK_SAID(ask(&s, (struct asking){ "POST", chat, STR(""), STR("{\"text\":\"beep\"}"), bearer, false }), 201, "seq");
	CHECK_SAID(get(&s, ines, "/api/charter/access"), 200, arena_fmt(T, "{\"token\":%lld,\"used\":", (long long)token).p);
	CHECK_SAID(ask(&s, (struct asking){ "GET", "/api/charter/access", STR(""), STR(""), bearer, false }), 403, "with a passkey");
	before = record_size(&s);
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;
		struct command_terms terms = command_terms(kind);

		if (!terms.or_token)
			CHECK_SAID(ask(&s, (struct asking){ "POST", arena_fmt(T, "/api/rooms/%s/commands/%s", room_for(&w, kind), command_table(kind)->name).p,
			    STR(""), body_but(kind, NULL, STR("")), bearer, false }), 403, "token");
	}
	CHECK_SAID(ask(&s, (struct asking){ "GET", "/api/sessions", STR(""), STR(""), bearer, false }), 403, "token has no sessions");
	CHECK_SAID(ask(&s, (struct asking){ "POST", "/api/sign-out", STR(""), STR(""), bearer, false }), 403, "token has no sessions");
	CHECK(record_size(&s) == before);
	given(&s, ines, "charter", "revoke_token", arena_fmt(T, "{\"token\":%lld}", (long long)token));
	CHECK_SAID(ask(&s, (struct asking){ "POST", chat, STR(""), STR("{\"text\":\"beep\"}"), bearer, false }), 401, "Sign in first");
	server_over(&s);
}

/* ---- budgets ---- */

TEST(whoever_gives_too_many_commands_waits_and_others_do_not)
{
	struct server s;
	struct reply r;
	str ines, marek;
	const char *room;
	int n = 0;

	server_pace = 5;
	s = server_demo();
	server_pace = 1000000;
	ines = enter(&s);
	marek = become(&s, ines, MAREK);
	room = declared_room(&s, ines);
	do
		r = command(&s, ines, room, "post_message", STR("{\"text\":\"again\"}"));
	while (r.status == 201 && n++ < 12);            /* (a minute may just have begun) */
	CHECK_SAID(r, 429, "More than 5 commands within a minute; wait");
	CHECK(str_contains(r.head, STR("Retry-After: ")) && n >= 2);        /* to come in, to become somebody and to declare were hers, too */
	CHECK_SAID(command(&s, marek, room, "post_message", STR("{\"text\":\"hello\"}")), 201, "seq");
	server_over(&s);
}

TEST(whoever_asks_too_often_how_things_stand_waits_and_others_do_not)
{
	static const char *const looks[] = { "", "?at=1", "/may" };
	struct server s;
	struct reply r;
	str ines, marek;
	const char *room;
	int n = 0;

	server_looks = 40;
	s = server_demo();
	server_looks = 1000000;
	ines = enter(&s);
	marek = become(&s, ines, MAREK);
	room = declared_room(&s, ines);
	do {
		const char *path = arena_fmt(T, "/api/rooms/%s%s", room, looks[n % 3]).p;

		r = n % 3 == 2 ? post(&s, ines, path, STR("{\"asks\":[]}")) : get(&s, ines, path);
	} while (r.status == 200 && n++ < 90);          /* (a minute may just have begun) */
	CHECK_SAID(r, 429, "More than 40 questions within a minute; wait");
	CHECK(str_contains(r.head, STR("Retry-After: ")) && n >= 30);
	CHECK_SAID(get(&s, ines, "/api/impact?services=1"), 429, "More than 40 questions");
	CHECK_SAID(get(&s, ines, "/api/stream?rooms=1"), 429, "More than 40 questions");        /* or one opens it and leaves, again and again */
	CHECK_SAID(command(&s, ines, room, "post_message", STR("{\"text\":\"I am still heard\"}")), 201, "seq");
	CHECK_SAID(get(&s, marek, arena_fmt(T, "/api/rooms/%s", room).p), 200, "entities");
	server_over(&s);
}

/* More than a reader takes at once: it would be let go for it, come back, and be let go, and keep the server busy for ever. */
TEST(whoever_missed_much_looks_anew_and_hears_on)
{
	struct server s = server_demo();
	str ines = enter(&s), words = arena_fmt(T, "{\"text\":\"%.*s\"}", STR_ARG(letters(8000)));
	const char *room = declared_room(&s, ines);
	int fd;

	for (int i = 0; i < 200; i++)
		CHECK_SAID(command(&s, ines, room, "post_message", words), 201, "seq");
	fd = dial(&s);
	ask_begin(fd, &s, &(struct asking){ "GET", arena_fmt(T, "/api/stream?rooms=%s,charter&after=0", room).p, ines, STR(""), NULL, false });
	CHECK(hears(fd, STR("event: reset")));
	CHECK_SAID(command(&s, ines, room, "post_message", STR("{\"text\":\"and this is heard\"}")), 201, "seq");
	CHECK(hears(fd, STR("and this is heard")));
	close(fd);
	server_over(&s);
}

/* A few questions that take long are as many that take none. */
TEST(whose_questions_keep_the_server_busy_waits_and_others_do_not)
{
	struct server s;
	struct reply r;
	str ines, marek;

	server_busy = 1;
	s = server_demo();
	server_busy = 3600 * 1000000ll;
	ines = enter(&s);
	marek = become(&s, ines, MAREK);
	for (int n = 0; (r = get(&s, ines, "/api/search?q=x")).status == 200 && n < 3; n++)     /* (a minute may just have begun) */
		continue;
	CHECK_SAID(r, 429, "Your questions kept the server busy for 0 seconds within a minute; wait");
	CHECK(str_contains(r.head, STR("Retry-After: ")));
	CHECK_SAID(get(&s, marek, "/api/rooms"), 200, "rooms");
	CHECK_SAID(command(&s, ines, "new", "report_suspicion", STR("{\"what\":\"a strange loaf\"}")), 201, "seq");
	server_over(&s);
}

/* The journal is nobody's to read but the verifier's; its files are. */
TEST(refusals_for_want_of_authority_are_counted_in_the_journal)
{
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA);
	str eject = drawn_unsigned(&s, ulla, "eject", MAREK, "I want to");

	for (int i = 0; i < 3; i++)
		CHECK_SAID(command(&s, ulla, "charter", "eject", eject), 403, "not_your_call");
	CHECK_SAID(command(&s, ulla, "charter", "make_tea", STR("{}")), 404, "no command");
	server_stop(&s);
	CHECK(some_file_has(s.dir, arena_fmt(T, "\"f\":{\"count\":3,\"person\":%d},\"kind\":\"refusals_counted\"", ULLA).p));
	s = server_start(s.dir);
	CHECK_SAID(post(&s, enter(&s), "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	server_over(&s);
}

/* ---- law 15: what you may not see does not exist for you ---- */

/* All of a reply but when it was sent. */
static str
without_date(struct reply r)
{
	const char *date = memmem(r.head.p, r.head.n, "Date: ", 6);

	return arena_fmt(T, "%.*s%.*s\n%.*s", (int)(date - r.head.p), r.head.p,
	    (int)(r.head.n - (size_t)(date + 35 - r.head.p)), date + 35, STR_ARG(r.body));
}

struct doors { struct server *s; str cookie; const char *here, *nowhere; int n; };

static void
same_at(struct doors *d, struct asking a, const char *path, const char *name)
{
	struct arena mark = *T;
	str here, nowhere;
	struct route r = { .path = str_c(path) };

	a.cookie = d->cookie;
	a.path = path_of(&r, d->here, name);
	here = without_date(ask(d->s, a));
	a.path = path_of(&r, d->nowhere, name);
	nowhere = without_date(ask(d->s, a));
	if (!str_eq(here, nowhere)) {
		print_error("%s %s: a stranger is told two things:\n%.*s\n---\n%.*s\n", path, name, STR_ARG(here), STR_ARG(nowhere));
		fail();
	}
	d->n++;
	*T = mark;
}

TEST(a_room_that_is_not_yours_is_as_if_it_were_not_there)
{
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA);
	const char *room = declared_room(&s, ines);
	struct doors d = { &s, ulla, room, arena_fmt(T, "%d", atoi(room) + 7000).p, 0 };
	static const char *const gets[] = { "/api/rooms/{room}", "/api/rooms/{room}/entries" };
	static const char *const more[] = { NULL, "If-Match: x\r\n", "If-Match: 1\r\n", "Idempotency-Key: mine\r\n" };
	i64 before;

	CHECK_SAID(ask(&s, (struct asking){ "POST", "/api/rooms/new/commands/report_suspicion", ulla, STR("{\"what\":\"mine\"}"),
	    "Idempotency-Key: mine\r\n", false }), 201, "seq");
	before = record_size(&s);
	for (size_t i = 0; i < countof(gets); i++)
		same_at(&d, (struct asking){ .method = "GET" }, gets[i], "");
	same_at(&d, (struct asking){ .method = "POST", .body = STR("{\"verb\":\"concur\",\"object\":1}") }, "/api/rooms/{room}/acts", "");
	same_at(&d, (struct asking){ .method = "POST", .body = STR("{") }, "/api/rooms/{room}/acts", "");
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++)
		for (size_t i = 0; i < countof(more); i++) {
			const char *name = command_table((enum command_kind)k)->name;

			same_at(&d, (struct asking){ .method = "POST", .body = body_but((enum command_kind)k, NULL, STR("")), .more = more[i] },
			    "/api/rooms/{room}/commands/{command}", name);
			same_at(&d, (struct asking){ .method = "POST", .body = STR("{\"nonsense\":1}"), .more = more[i] },
			    "/api/rooms/{room}/commands/{command}", name);
		}
	CHECK(d.n > 300 && record_size(&s) == before);
	server_over(&s);
}

TEST(nothing_of_a_room_reaches_who_is_not_in_it_by_any_other_door)
{
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA), tove = become(&s, ines, TOVE), heard[2];
	const char *room = declared_room(&s, ines);
	static const char *const doors[] = { "/api/rooms", "/api/work", "/api/charter", "/api/me", "/api/sessions", "/api/record",
	    "/api/search?q=oven" };
	int fds[2] = { dial(&s), dial(&s) };
	struct asking stream = { "GET", arena_fmt(T, "/api/stream?rooms=%s,charter&after=0", room).p, ulla, STR(""), NULL, false };

	given(&s, ines, room, "open_task", STR("{\"title\":\"the hidden oven\"}"));
	for (size_t i = 0; i < countof(doors); i++) {
		struct reply r = CHECK_SAID(get(&s, ulla, doors[i]), 200, "");

		CHECK(!str_contains(r.body, STR("FLOUR")) && !str_contains(r.body, STR("oven")));
	}
	CHECK_SAID(get(&s, tove, "/api/rooms"), 200, "FLOUR");
	ask_begin(fds[0], &s, &stream);
	stream.cookie = tove;
	ask_begin(fds[1], &s, &stream);
	hear(fds[0], 300);
	CHECK(str_contains(hear(fds[1], 300), STR("the hidden oven")));
	given(&s, ines, room, "post_message", STR("{\"text\":\"whisper\"}"));
	given(&s, ines, room, "set_objective", STR("{\"text\":\"whisper\"}"));
	heard[0] = hear(fds[0], 500);
	heard[1] = hear(fds[1], 500);
	CHECK(!str_contains(heard[0], STR("whisper")) && heard[0].n < 10);
	CHECK(str_contains(heard[1], STR("whisper")) && str_contains(heard[1], STR("event: rooms")));
	server_over(&s);
}

TEST(who_is_signed_out_or_ejected_hears_no_more)
{
	struct server s = server_demo();
	str ines = enter(&s), tove = become(&s, ines, TOVE), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	int fds[2] = { dial(&s), dial(&s) };
	struct asking stream = { "GET", arena_fmt(T, "/api/stream?rooms=%s", room).p, tove, STR(""), NULL, false };

	ask_begin(fds[0], &s, &stream);
	stream.cookie = marek;
	ask_begin(fds[1], &s, &stream);
	hear(fds[0], 200);
	hear(fds[1], 200);
	CHECK_SAID(post(&s, tove, "/api/sign-out", STR("")), 204, "");
	act_unsigned(&s, ines, "eject", MAREK, "gone");
	given(&s, ines, room, "post_message", STR("{\"text\":\"whisper\"}"));
	CHECK(!str_contains(hear(fds[0], 500), STR("whisper")));
	CHECK(!str_contains(hear(fds[1], 500), STR("whisper")));
	CHECK_SAID(get(&s, marek, "/api/rooms"), 401, "Sign in first");
	server_over(&s);
}

/* ---- rooms that are not in memory, and rooms as they stood ---- */

TEST(a_room_is_answered_for_after_a_restart_at_every_door)
{
	struct server s = server_demo();
	str ines = enter(&s), tove = become(&s, ines, TOVE);
	const char *room = declared_room(&s, ines), *at = arena_fmt(T, "/api/rooms/%s", room).p;
	i64 task = given(&s, ines, room, "open_task", arena_fmt(T, "{\"title\":\"the hidden oven\",\"owner\":%d}", COUNSEL));
	struct asking stream = { "GET", arena_fmt(T, "/api/stream?rooms=%s&after=0", room).p, tove, STR(""), NULL, false };
	int fd;

	for (int door = 0; door < 5; door++) {          /* each is the first to ask for it */
		server_stop(&s);
		s = server_start(s.dir);
		switch (door) {
		case 0: CHECK_SAID(get(&s, tove, at), 200, "hidden oven"); break;
		case 1: CHECK_SAID(get(&s, tove, arena_fmt(T, "%s/entries", at).p), 200, "task_opened"); break;
		case 2: CHECK_SAID(get(&s, tove, "/api/work"), 200, "hidden oven"); break;
		case 3: CHECK_SAID(command(&s, tove, room, "take_tasks", arena_fmt(T, "{\"tasks\":[%lld]}", (long long)task)), 201, "seq"); break;
		case 4:
			ask_begin(fd = dial(&s), &s, &stream);
			CHECK(str_contains(hear(fd, 300), STR("hidden oven")));
			close(fd);
			break;
		}
	}
	server_over(&s);
}

TEST(what_an_address_does_not_take_after_its_question_mark_is_a_sentence)
{
	static const struct { const char *path, *why; } wrong[] = {
		{ "/api/rooms/%s/entries?limit=-1", "limit: a whole number from 1 to 500 is asked for" },
		{ "/api/rooms/%s/entries?limit=0", "limit: a whole number from 1 to 500 is asked for" },
		{ "/api/rooms/%s/entries?limit=501", "limit: a whole number from 1 to 500 is asked for" },
		{ "/api/rooms/%s/entries?limit=", "limit: a whole number from 1" },
		{ "/api/rooms/%s/entries?after=99999999999999999999", "after: a whole number from 0 to 200000" },
		{ "/api/rooms/%s/entries?after=1x", "after: a whole number" },
		{ "/api/rooms/%s/entries?seqs=1,,2", "seqs: whole numbers with commas between them" },
		{ "/api/rooms/%s/entries?from=1", "from: after its question mark, this address takes after, limit, seqs." },
		{ "/api/rooms/%s?at=0", "at: a whole number from 1" },
		{ "/api/rooms/%s/handover?seat=first", "seat: a whole number from 1 is asked for" },
		{ "/api/stream?rooms=%s,all", "or charter" },
		{ "/api/stream?after=-1", "after: a whole number from 0 is asked for" },
		{ "/api/journal?before=0", "before: a whole number from 1" },
		{ "/api/impact?services=3&help=some", "help: none is asked for" },
		{ "/api/rooms?all=true", "all: this address takes nothing after a question mark" },
	};
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	struct buf many = buf_new(T, KIB);

	for (size_t i = 0; i < countof(wrong); i++)
		CHECK_SAID(get(&s, ines, arena_fmt(T, wrong[i].path, room).p), 400, wrong[i].why);
	CHECK_SAID(post(&s, ines, arena_fmt(T, "/api/rooms/%s/commands/post_message?sure=perhaps", room).p, STR("{\"text\":\"x\"}")), 400, "sure: true or false");
	for (int i = 0; i <= LIMIT_STREAM_ROOMS; i++)
		buf_fmt(&many, "%s%d", i ? "," : "", i + 1);
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/stream?rooms=%.*s", STR_ARG(buf_str(&many))).p), 400, "rooms: at most 64 come at once, and this names 65");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s/entries?after=1&limit=500", room).p), 200, "entries");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s/entries?seqs=1,7", room).p), 200, "entries");
	server_over(&s);
}

static int
status_at(int fd)
{
	str all = hear(fd, 20000);

	close(fd);
	return all.n > 12 ? atoi(all.p + 9) : 0;
}

/* One goes for a room that must be folded first, and is ejected meanwhile.  False: they were answered before. */
static bool
ejected_meanwhile(void)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	struct asking look = { "GET", arena_fmt(T, "/api/rooms/%s", room).p, marek, STR(""), NULL, false };
	struct asking eject = { "POST", "/api/rooms/charter/commands/eject", ines, STR(""), NULL, false };
	int fds[2], looked;

	server_stop(&s);
	s = server_start(s.dir);
	fds[0] = dial(&s);
	fds[1] = dial(&s);
	eject.body = drawn_unsigned(&s, ines, "eject", MAREK, "gone");
	kill(s.pid, SIGSTOP);                           /* both in one moment */
	ask_begin(fds[0], &s, &look);
	ask_begin(fds[1], &s, &eject);
	kill(s.pid, SIGCONT);
	looked = status_at(fds[0]);
	CHECK(looked == 401 || looked == 200);
	CHECK(status_at(fds[1]) == 201);
	server_over(&s);
	return looked == 401;
}

/* On a machine that is busy the worker may be done before the ejection is read; then it is nobody's mistake. */
TEST(who_is_ejected_while_a_room_is_folded_for_them_is_not_answered)
{
	bool meanwhile = false;

	for (int tries = 0; tries < 10 && !meanwhile; tries++)
		meanwhile = ejected_meanwhile();
	CHECK(meanwhile);
}

/* Two ask in turn, twice as often as is shown at once; how many are. */
static int
shown_at_once(const struct server *s, str one, str other, const char *path)
{
	int fds[2 * LIMIT_PASTS], shown = 0, refused = 0;

	for (size_t i = 0; i < countof(fds); i++)
		fds[i] = dial(s);
	get(s, STR(""), "/checkpoint");                 /* all are accepted by now */
	kill(s->pid, SIGSTOP);                          /* so that they ask in one moment */
	for (size_t i = 0; i < countof(fds); i++)
		ask_begin(fds[i], s, &(struct asking){ "GET", path, i % 2 ? other : one, STR(""), NULL, false });
	kill(s->pid, SIGCONT);
	for (size_t i = 0; i < countof(fds); i++) {
		int status = status_at(fds[i]);

		shown += status == 200;
		refused += status == 429;
	}
	CHECK(shown + refused == (int)countof(fds));
	return shown;
}

TEST(a_room_as_it_stood_is_shown_to_so_many_at_once)
{
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines), *at = arena_fmt(T, "/api/rooms/%s?at=1", room).p;
	struct reply r;

	given(&s, ines, room, "set_objective", STR("{\"text\":\"later words\"}"));
	r = CHECK_SAID(get(&s, ines, at), 200, "\"seq\":1");
	CHECK(!str_contains(r.body, STR("later words")) && str_contains(r.body, STR("Something is in the oven")));
	CHECK_SAID(get(&s, ines, "/api/rooms/charter?at=2"), 200, "\"seq\":2");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s?at=1000", room).p), 400, "at: an entry from 1");
	CHECK_SAID(get(&s, ulla, at), 404, "no such room");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s?time=9000-01-01T00:00:00Z", room).p), 200, "later words");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s?time=2001-01-01T00:00:00Z", room).p), 400, "time: it did not exist then; it began at 20");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s?time=tonight", room).p), 400, "time: a moment is written 2026-11-29T03:00:00Z");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s?at=1&time=9000-01-01T00:00:00Z", room).p), 400, "ask for one or the other");
	CHECK_SAID(get(&s, ines, "/api/charter?time=9000-01-01T00:00:00Z"), 200, "\"entities\"");

	CHECK(shown_at_once(&s, ines, marek, at) == LIMIT_PASTS);
	CHECK(shown_at_once(&s, ines, ines, at) == LIMIT_PASTS / 4 * 3);        /* one person leaves the others a turn */
	CHECK_SAID(get(&s, ines, at), 200, "\"seq\":1");
	server_over(&s);
}

/* ---- erasure ---- */

static str
digest_of(const struct server *s, str cookie, const char *room, i64 seq)
{
	struct reply r = get(s, cookie, arena_fmt(T, "/api/rooms/%s/entries?seqs=%lld", room, (long long)seq).p);
	str leaf = said(r, "entries");
	const char *p = memmem(leaf.p, leaf.n, "_sd\\\":[\\\"", 9);

	CHECK(p);
	return (str){ p + 9, 43 };
}

/* With the option it is asked that a room's entry forgets all that it veils. */
static void
propose_forgetting(const struct server *s, str cookie, const char *room, i64 seq, i64 option)
{
	struct reply r = get(s, cookie, arena_fmt(T, "/api/rooms/%s/entries?seqs=%lld", room, (long long)seq).p);
	const char *veiled = digest_of(s, cookie, room, seq).p;
	str all = arena_fmt(T, "{\"digest\":\"%.43s\"}", veiled);

	for (; veiled[45] == ','; veiled += 48)         /* one and the next: DIGEST\",\"DIGEST */
		all = arena_fmt(T, "%.*s,{\"digest\":\"%.43s\"}", STR_ARG(all), veiled + 48);
	given(s, cookie, "charter", "propose_erasure", arena_fmt(T, "{\"option\":%lld,\"n\":%lld,\"digests\":[%.*s]}",
	    (long long)option, atoll((const char *)memmem(r.body.p, r.body.n, "\\\"n\\\":", 6) + 6), STR_ARG(all)));
}

TEST(erased_words_are_in_no_file_and_the_rest_is_as_it_was)
{
	struct server s = server_demo();
	str ines = enter(&s), digest, before[2];
	const char *room = declared_room(&s, ines);
	i64 seq = given(&s, ines, room, "post_message", STR("{\"text\":\"*Bertha* Unforgettable was here\"}")), fact, decision, option;
	i64 line = given(&s, ines, room, "log_bridge", STR("{\"text\":\"Bertha Unforgettable is on the call\"}"));
	struct reply r = command(&s, ines, "new", "report_suspicion", STR("{\"what\":\"Egon Indelible did it\"}"));
	bool found;
	const char *suspicion = arena_fmt(T, "%lld", (long long)said_number(r, "room")).p;

	for (int i = 0; i < 1100; i++)                          /* so many that the index is made anew while the server answers */
		given(&s, ines, room, "post_message", STR("{\"text\":\"between\"}"));
	given(&s, ines, room, "post_message", STR("{\"text\":\"after\"}"));
	fact = given(&s, ines, room, "assert_fact", STR("{\"name\":\"exposure\",\"value\":\"internet\",\"confidence\":\"confirmed\"}"));
	(void)fact;
	digest = digest_of(&s, ines, room, seq);
	CHECK_SAID(get(&s, ines, "/api/rooms"), 200, "Egon Indelible");
	decision = given(&s, ines, "charter", "open_decision", STR("{\"kind\":\"erase_words\",\"question\":\"Forget them?\"}"));
	option = given(&s, ines, "charter", "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Forget\"}", (long long)decision));
	CHECK_SAID(command(&s, ines, "charter", "propose_erasure", arena_fmt(T, "{\"option\":%lld,\"n\":1000000,\"digests\":[{\"digest\":\"%.*s\"}]}",
	    (long long)option, STR_ARG(digest))), 404, "no personal words");
	propose_forgetting(&s, ines, room, seq, option);
	propose_forgetting(&s, ines, room, line, option);
	/* What a suspicion says is confidential: withheld, but never erased. */
	CHECK_SAID(command(&s, ines, "charter", "propose_erasure", arena_fmt(T, "{\"option\":%lld,\"n\":%s,\"digests\":[{\"digest\":\"%.*s\"}]}",
	    (long long)option, suspicion, STR_ARG(digest_of(&s, ines, suspicion, 1)))), 404, "no personal words");
	given(&s, ines, "charter", "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option));
	found = false;
	for (size_t k = 0; k < 3; k++)
		found |= some_file_has(s.dir, arena_cstr(T, b64u(T, &"Unforgettable"[k], 9)));
	CHECK(found && some_file_has(s.dir, "nforgettabl"));     /* else the search proves nothing: in the record, and as a word to be found */
	CHECK_SAID(get(&s, ines, "/api/search?q=unforgettable"), 200, "\"entity\":\"message\"");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p), 200, "\"text_shown\":[[\"paragraph\",[\"em\",\"Bertha\"],\" Unforgettable was here\"]]");
	CHECK_SAID(get(&s, ines, "/api/search?q=unforgettable"), 200, "\"entity\":\"bridge_line\"");
	CHECK_SAID(answer_unsigned(&s, ines, "charter", "decide", decision, option, OFFICERS), 201, "seq");
	r = get(&s, ines, "/api/search?q=unforgettable");
	CHECK_SAID(r, 200, "{\"found\":[],");
	while (str_contains(r.body, STR("\"indexed\":"))) {
		usleep(10 * 1000);
		CHECK_SAID(r = get(&s, ines, "/api/search?q=unforgettable"), 200, "{\"found\":[],");
	}
	CHECK_SAID(get(&s, ines, "/api/search?q=after"), 200, "\"entity\":\"message\"");

	before[0] = get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p).body;
	CHECK(!str_contains(before[0], STR("text_shown")));
	before[1] = get(&s, ines, "/api/rooms").body;
	CHECK(!str_contains(before[0], STR("Unforgettable")) && str_contains(before[0], STR("after")) && str_contains(before[0], STR("internet")));
	sleep(2);                                               /* the log is truncated in a quiet moment */
	CHECK(!some_file_has(s.dir, "Unforgettable") && !some_file_has(s.dir, "nforgettabl"));
	CHECK_SAID(get(&s, ines, "/api/search?q=unforgettable"), 200, "{\"found\":[],");
	for (size_t k = 0; k < 3; k++)                          /* base64url looks differently at each of three offsets */
		CHECK(!some_file_has(s.dir, arena_cstr(T, b64u(T, &"Unforgettable"[k], 9))));
	CHECK_SAID(post(&s, ines, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	server_stop(&s);
	s = server_start(s.dir);
	CHECK_STR(said(get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p), "entities"), said((struct reply){ .body = before[0] }, "entities"));
	CHECK_STR(said(get(&s, ines, "/api/rooms"), "rooms"), said((struct reply){ .body = before[1] }, "rooms"));
	server_over(&s);
}

TEST_MAIN()
