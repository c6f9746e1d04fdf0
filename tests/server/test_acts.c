/* Answers signed with passkeys, on a record that is no demonstration: whatever is not exactly that is refused, and not written. */
#include "../authenticator.h"
#include "client.h"

#include "authority.h"
#include "webauthn.h"

enum { SEEN = WEBAUTHN_UP | WEBAUTHN_UV, MADE = SEEN | WEBAUTHN_AT };

struct someone { i64 person, key; struct authenticator passkey; str cookie; };

static const char *
origin_of(const struct server *s)
{
	return arena_fmt(T, "http://localhost:%d", s->port).p;
}

/* The bytes of a request, back as the JSON string that they came in. */
static str
as_json(str text)
{
	struct buf b = buf_new(T, text.n + 64);

	canon_put_string(&b, text);
	return buf_str(&b);
}

static const char *
encoded(str bytes)
{
	return arena_cstr(T, b64u(T, bytes.p, bytes.n));
}

static str
with_pluses(str words)
{
	char *p = (char *)(uintptr_t)arena_cstr(T, words);

	for (size_t i = 0; i < words.n; i++)
		p[i] = p[i] == ' ' ? '+' : p[i];
	return (str){ p, words.n };
}

static struct someone
enrolled(const struct server *s, i64 person, str secret, const char *id)
{
	struct someone who = { .person = person, .passkey = authenticator_new(COSE_ES256) };
	struct reply asked, done;
	str client, object;

	who.passkey.id = str_c(id);
	asked = CHECK_SAID(post(s, STR(""), "/api/enrol/start", arena_fmt(T, "{\"secret\":\"%.*s\"}", STR_ARG(secret))), 200, "request");
	client = client_data("create", sha256_of(said(asked, "request")), origin_of(s));
	object = attestation_object("none", STR("\xa0"), auth_data("localhost", MADE, 1, attested(&who.passkey)));
	done = CHECK_SAID(post(s, STR(""), "/api/enrol/finish", arena_fmt(T,
	    "{\"secret\":\"%.*s\",\"request\":%.*s,\"client_data\":\"%s\",\"attestation\":\"%s\"}", STR_ARG(secret),
	    STR_ARG(as_json(said(asked, "request"))), encoded(client), encoded(object))), 201, "credential");
	who.key = said_number(done, "credential");
	CHECK_SAID(get(s, STR(""), arena_fmt(T, "/api/enrol/%lld", (long long)who.key).p), 404, "There is no such passkey.");      /* nobody counts keys */
	CHECK_SAID(get(s, STR(""), arena_fmt(T, "/api/enrol/%lld?words=%.*s", (long long)who.key, STR_ARG(with_pluses(said(done, "words")))).p), 200, "\"state\"");
	if (str_eq(said(done, "vouched"), STR("true")) || str_contains(done.body, STR("\"vouched\":true")))
		who.cookie = cookie_of(done);
	return who;
}

static str
signin_body(const struct server *s, const struct someone *who, str request)
{
	str client = client_data("get", sha256_of(request), origin_of(s)), data = auth_data("localhost", SEEN, 2, STR(""));

	return arena_fmt(T, "{\"request\":%.*s,\"credential\":\"%s\",\"client_data\":\"%s\",\"auth_data\":\"%s\",\"signature\":\"%s\"}",
	    STR_ARG(as_json(request)), encoded(who->passkey.id), encoded(client), encoded(data), encoded(authenticator_sign(&who->passkey, data, client)));
}

static struct reply
sign_in(const struct server *s, const struct someone *who)
{
	str request = said(CHECK_SAID(post(s, STR(""), "/api/sign-in/start", STR("{}")), 200, "request"), "request");

	return post(s, STR(""), "/api/sign-in/finish", signin_body(s, who, request));
}

/* ---- acts ---- */

struct drawn { str act, sources, note_salt; };

static struct drawn
drawn(const struct server *s, const struct someone *who, const char *room, str what)
{
	struct reply r = CHECK_SAID(post(s, who->cookie, arena_fmt(T, "/api/rooms/%s/acts", room).p, what), 200, "act");

	return (struct drawn){ said(r, "act"), said(r, "sources"), said(r, "note_salt") };
}

static struct drawn
draw(const struct server *s, const struct someone *who, const char *room, const char *verb, i64 object, i64 option, i64 seat)
{
	return drawn(s, who, room, arena_fmt(T, "{\"verb\":\"%s\",\"object\":%lld,\"option\":%lld,\"seat\":%lld}",
	    verb, (long long)object, (long long)option, (long long)seat));
}

/* That somebody heard whose answer it is. */
static struct drawn
draw_heard(const struct server *s, const struct someone *who, const char *room, i64 object, i64 option, i64 seat, i64 person)
{
	return drawn(s, who, room, arena_fmt(T, "{\"verb\":\"hear_answer\",\"object\":%lld,\"option\":%lld,\"seat\":%lld,\"person\":%lld}",
	    (long long)object, (long long)option, (long long)seat, (long long)person));
}

/* draw() about a passkey, a person or a token; the note may be none. */
static struct drawn
draw_on(const struct server *s, const struct someone *who, const char *verb, i64 object, const char *note)
{
	return drawn(s, who, "charter", arena_fmt(T, "{\"verb\":\"%s\",\"object\":%lld,\"note\":\"%s\"}", verb, (long long)object, note));
}

struct signing { const struct authenticator *with; const char *origin, *rp; u8 flags; str challenge; };

/* What comes with any act, as members of a command. */
static str
proof(const struct server *s, const struct drawn *d, struct signing how)
{
	str client = client_data("get", sha256_of(how.challenge.p ? how.challenge : d->act), how.origin ? how.origin : origin_of(s));
	str data = auth_data(how.rp ? how.rp : "localhost", how.flags ? how.flags : SEEN, 3, STR(""));

	return arena_fmt(T, "\"act\":%.*s,\"client_data\":\"%s\",\"auth_data\":\"%s\",\"signature\":\"%s\"",
	    STR_ARG(d->act), encoded(client), encoded(data), encoded(authenticator_sign(how.with, data, client)));
}

static str
signed_body(const struct server *s, const struct drawn *d, struct signing how)
{
	str given = proof(s, d, how);           /* once: no two signatures are alike */

	return arena_fmt(T, "{%.*s,\"sources\":%.*s}", STR_ARG(given), STR_ARG(d->sources));
}

static str
signed_thing(const struct server *s, const struct drawn *d, struct signing how, const char *note)
{
	str words = *note ? arena_fmt(T, ",\"note\":\"%s\",\"note_salt\":\"%.*s\"", note, STR_ARG(d->note_salt)) : STR("");

	str given = proof(s, d, how);

	return arena_fmt(T, "{%.*s%.*s}", STR_ARG(given), STR_ARG(words));
}

/* The act with one of its members saying something else. */
static struct drawn
with_member(const struct drawn *d, const char *key, const char *value)
{
	str at = arena_fmt(T, "\"%s\":", key);
	const char *p = memmem(d->act.p, d->act.n, at.p, at.n), *end;

	CHECK(p);
	p += at.n;
	for (end = p + 1; *end != ',' && *end != '}'; end++)
		;
	return (struct drawn){ arena_fmt(T, "%.*s%s%.*s", (int)(p - d->act.p), d->act.p, value, (int)(d->act.n - (size_t)(end - d->act.p)), end),
	    d->sources, d->note_salt };
}

static i64
member(const struct drawn *d, const char *key)
{
	str at = arena_fmt(T, "\"%s\":", key);
	const char *p = memmem(d->act.p, d->act.n, at.p, at.n);

	CHECK(p);
	return atoll(p + at.n);
}

/* ---- a room with a question ---- */

struct stage {
	struct server s;
	struct someone ines, marek;
	const char *room;
	i64 decision, option, other;
};

static str
hash_of(const char *secret)
{
	struct hash h;

	sha256(secret, strlen(secret), &h);
	return b64u_hash(T, h);
}

/* They do that, by a signed act, with a note or ("") without; its entry's seq. */
static i64
acted(const struct server *s, const struct someone *by, const char *verb, i64 object, const char *note)
{
	struct drawn d = draw_on(s, by, verb, object, note);

	return given(s, by->cookie, "charter", verb, signed_thing(s, &d, (struct signing){ .with = &by->passkey }, note));
}

static struct stage
staged(void)
{
	struct founded is;
	str dir = founded(false, machine_clock(), &is);
	struct stage x = { .s = server_start(dir) };
	const struct server *s = &x.s;

	x.ines = enrolled(s, INES, is.secret, "the key of Ines");
	CHECK(x.ines.cookie.n);
	given(s, x.ines.cookie, "charter", "invite_again", arena_fmt(T, "{\"person\":%d,\"secret\":\"%.*s\"}", MAREK, STR_ARG(hash_of("for Marek"))));
	x.marek = enrolled(s, MAREK, STR("for Marek"), "the key of Marek");
	CHECK(x.marek.cookie.n == 0);
	CHECK_SAID(sign_in(s, &x.marek), 401, "not vouched for yet");
	acted(s, &x.ines, "vouch", x.marek.key, "");
	x.marek.cookie = cookie_of(CHECK_SAID(sign_in(s, &x.marek), 200, "person"));
	x.room = declared_room(s, x.marek.cookie);
	x.decision = given(s, x.marek.cookie, x.room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Off?\"}"));
	x.option = given(s, x.marek.cookie, x.room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Off\"}", (long long)x.decision));
	x.other = given(s, x.marek.cookie, x.room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"On\"}", (long long)x.decision));
	given(s, x.marek.cookie, x.room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)x.option));
	return x;
}

static void
struck(struct stage *x)
{
	server_over(&x->s);
}

static void
refused(const struct stage *x, const char *verb, str body, int status, const char *words)
{
	i64 before = settled_size(&x->s);

	check_said_(__FILE__, __LINE__, command(&x->s, x->marek.cookie, x->room, verb, body), status, words);
	CHECK(record_size(&x->s) == before);
}

TEST(an_act_counts_only_as_its_own_passkey_signed_it_here_and_now)
{
	struct stage x = staged();
	const struct authenticator *key = &x.marek.passkey;
	struct drawn d = draw(&x.s, &x.marek, x.room, "decide", x.decision, x.option, IT_LEAD), other;
	str good = signed_body(&x.s, &d, (struct signing){ .with = key });
	i64 issued = member(&d, "issued");

	refused(&x, "decide", arena_fmt(T, "{\"act\":%.*s,\"sources\":%.*s}", STR_ARG(d.act), STR_ARG(d.sources)), 409, "it is not signed");
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = &x.ines.passkey }), 422, "");
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = key, .origin = "https://evil.example" }), 403, "");
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = key, .rp = "evil.example" }), 403, "");
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = key, .flags = WEBAUTHN_UP }), 422, "");
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = key, .challenge = STR("another act") }), 422, "");
	refused(&x, "concur", good, 409, "its verb is another one");

	/* Drawn up for the option put up, then said of another; signed all the same. */
	other = with_member(&d, "option", arena_fmt(T, "%lld", (long long)x.other).p);
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "not the one put up");
	other = with_member(&d, "person", "2");
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "another person");
	other = with_member(&d, "seat", arena_fmt(T, "%d", OWNER).p);
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 403, "do not hold the seat");
	other = with_member(&d, "live", "false");
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "live is true");
	other = with_member(&d, "expires", arena_fmt(T, "%lld", (long long)issued + 1).p);
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "has expired");
	other = with_member(&d, "expires", arena_fmt(T, "%lld", (long long)issued + 3600 * 1000000ll).p);
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "ten minutes at most");
	other = with_member(&d, "nonce", "\"short\"");
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 400, "nonce");
	other = with_member(&d, "size", "1");
	refused(&x, "decide", signed_body(&x.s, &other, (struct signing){ .with = key }), 409, "tree");

	CHECK_SAID(command(&x.s, x.marek.cookie, x.room, "decide", good), 201, "seq");
	refused(&x, "decide", good, 409, "");
	struck(&x);
}

TEST(an_act_is_void_when_what_it_approves_has_changed)
{
	struct stage x = staged();
	struct drawn d = draw(&x.s, &x.marek, x.room, "decide", x.decision, x.option, IT_LEAD);

	given(&x.s, x.marek.cookie, x.room, "amend_option", arena_fmt(T, "{\"option\":%lld,\"title\":\"Everything off\"}", (long long)x.option));
	refused(&x, "decide", signed_body(&x.s, &d, (struct signing){ .with = &x.marek.passkey }), 409, "has changed since");
	struck(&x);
}

TEST(a_pending_key_and_a_revoked_one_sign_nothing)
{
	struct stage x = staged();
	struct someone second;
	struct drawn d, by_second;

	given(&x.s, x.ines.cookie, "charter", "invite_again", arena_fmt(T, "{\"person\":%d,\"secret\":\"%.*s\"}", MAREK, STR_ARG(hash_of("again"))));
	second = enrolled(&x.s, MAREK, STR("again"), "another key of Marek");
	d = draw(&x.s, &x.marek, x.room, "decide", x.decision, x.option, IT_LEAD);
	by_second = with_member(&d, "credential", arena_fmt(T, "%lld", (long long)second.key).p);
	refused(&x, "decide", signed_body(&x.s, &by_second, (struct signing){ .with = &second.passkey }), 409, "not vouched for yet");
	acted(&x.s, &x.ines, "revoke", second.key, "lost");
	refused(&x, "decide", signed_body(&x.s, &by_second, (struct signing){ .with = &second.passkey }), 409, "revoked");
	struck(&x);
}

static void
refused_thing(const struct stage *x, const struct someone *who, const char *verb, str body, int status, const char *words)
{
	i64 before = settled_size(&x->s);

	check_said_(__FILE__, __LINE__, command(&x->s, who->cookie, "charter", verb, body), status, words);
	CHECK(record_size(&x->s) == before);
}

TEST(a_person_is_ejected_by_one_officers_signature_and_by_nothing_less)
{
	struct stage x = staged();
	struct signing mine = { .with = &x.ines.passkey };
	struct drawn d = draw_on(&x.s, &x.ines, "eject", MAREK, "stolen"), other;
	str good = signed_thing(&x.s, &d, mine, "stolen");

	refused_thing(&x, &x.ines, "eject", arena_fmt(T, "{\"act\":%.*s,\"note\":\"stolen\",\"note_salt\":\"%.*s\"}",
	    STR_ARG(d.act), STR_ARG(d.note_salt)), 409, "it is not signed");
	refused_thing(&x, &x.ines, "eject", signed_thing(&x.s, &d, (struct signing){ .with = &x.marek.passkey }, "stolen"), 422, "");
	refused_thing(&x, &x.ines, "eject", signed_thing(&x.s, &d, (struct signing){ .with = mine.with, .origin = "https://evil.example" }, "stolen"), 403, "");
	refused_thing(&x, &x.ines, "eject", signed_thing(&x.s, &d, mine, "bored"), 409, "not the words that the act cites");
	refused_thing(&x, &x.ines, "revoke", good, 409, "its verb is another one");
	refused_thing(&x, &x.marek, "eject", good, 403, "for charter officers");
	other = with_member(&d, "object", arena_fmt(T, "%d", TOVE).p);
	refused_thing(&x, &x.ines, "eject", signed_thing(&x.s, &other, mine, "stolen"), 409, "not the hash of an object that is here");
	other = with_member(&d, "credential", arena_fmt(T, "%lld", (long long)x.marek.key).p);
	refused_thing(&x, &x.ines, "eject", signed_thing(&x.s, &other, mine, "stolen"), 409, "not this person's");
	CHECK_SAID(get(&x.s, x.marek.cookie, "/api/rooms"), 200, "");
	given(&x.s, x.ines.cookie, "charter", "eject", good);
	CHECK_SAID(get(&x.s, x.marek.cookie, "/api/rooms"), 401, "Sign in first");
	refused_thing(&x, &x.ines, "eject", good, 409, "it was given already");
	CHECK_SAID(post(&x.s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

TEST(whoever_has_a_key_revokes_it_themselves)
{
	struct stage x = staged();
	struct drawn d = draw_on(&x.s, &x.marek, "revoke", x.ines.key, "spite");

	refused_thing(&x, &x.marek, "revoke", signed_thing(&x.s, &d, (struct signing){ .with = &x.marek.passkey }, "spite"), 403, "for charter officers");
	acted(&x.s, &x.marek, "revoke", x.marek.key, "sold");
	CHECK_SAID(get(&x.s, x.marek.cookie, "/api/rooms"), 401, "Sign in first");
	CHECK_SAID(sign_in(&x.s, &x.marek), 401, "no longer counts");
	CHECK_SAID(post(&x.s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

TEST(a_token_lives_once_its_owner_signed_for_it)
{
	struct stage x = staged();
	struct asking me = { "GET", "/api/rooms", STR(""), STR(""), "Authorization: Bearer tocsin_secret\r\n", false };
	i64 token = given(&x.s, x.marek.cookie, "charter", "issue_token",
	    arena_fmt(T, "{\"secret\":\"%.*s\",\"scope\":\"read\",\"days\":1,\"purpose\":\"probe\"}", STR_ARG(hash_of("secret"))));
	struct drawn d = draw_on(&x.s, &x.ines, "confirm_token", token, "");

	CHECK_SAID(ask(&x.s, me), 401, "Sign in first");
	refused_thing(&x, &x.ines, "confirm_token", signed_thing(&x.s, &d, (struct signing){ .with = &x.ines.passkey }, ""), 403, "by its owner");
	acted(&x.s, &x.marek, "confirm_token", token, "");
	CHECK_SAID(ask(&x.s, me), 200, "");
	CHECK_SAID(post(&x.s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

TEST(an_assertion_opens_one_session_and_a_secret_enrols_one_key)
{
	struct stage x = staged();
	str request = said(CHECK_SAID(post(&x.s, STR(""), "/api/sign-in/start", STR("{}")), 200, "request"), "request");
	str body = signin_body(&x.s, &x.ines, request);
	int fds[8], opened = 0;

	/* All at once, so that they meet in one batch. */
	for (size_t i = 0; i < countof(fds); i++)
		ask_begin(fds[i] = dial(&x.s), &x.s, &(struct asking){ "POST", "/api/sign-in/finish", STR(""), body, NULL, false });
	for (size_t i = 0; i < countof(fds); i++) {
		opened += str_starts(hear(fds[i], 5000), STR("HTTP/1.1 200"));
		close(fds[i]);
	}
	CHECK(opened == 1);
	CHECK_SAID(post(&x.s, STR(""), "/api/enrol/start", STR("{\"secret\":\"for Marek\"}")), 404, "was used");
	struck(&x);
}

TEST(two_signatures_make_a_decision_that_verifies)
{
	struct stage x = staged();
	struct drawn d = draw(&x.s, &x.marek, x.room, "decide", x.decision, x.option, IT_LEAD), c;

	CHECK_SAID(command(&x.s, x.marek.cookie, x.room, "decide", signed_body(&x.s, &d, (struct signing){ .with = &x.marek.passkey })), 201, "seq");
	c = draw(&x.s, &x.ines, x.room, "concur", x.decision, x.option, OWNER);
	CHECK_SAID(command(&x.s, x.ines.cookie, x.room, "concur", signed_body(&x.s, &c, (struct signing){ .with = &x.ines.passkey })), 201, "seq");
	CHECK_SAID(get(&x.s, x.ines.cookie, arena_fmt(T, "/api/rooms/%s", x.room).p), 200, "\"state\":\"taken\"");
	CHECK_SAID(post(&x.s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

/* Why they act alone in that seat, drawn up. */
static struct drawn
drawn_glass(const struct stage *x, const struct someone *who, i64 seat)
{
	return drawn(&x->s, who, x->room, arena_fmt(T, "{\"verb\":\"break_glass\",\"object\":%lld,\"option\":%lld,\"seat\":%lld,\"note\":\"it spreads\"}",
	    (long long)x->decision, (long long)x->option, (long long)seat));
}

static struct reply
broken(const struct stage *x, const struct someone *who, const struct drawn *d, const struct someone *signer, const char *why)
{
	str given = proof(&x->s, d, (struct signing){ .with = &signer->passkey });

	return command(&x->s, who->cookie, x->room, "break_glass", arena_fmt(T, "{%.*s,\"sources\":%.*s,\"note\":\"%s\",\"note_salt\":\"%.*s\"}",
	    STR_ARG(given), STR_ARG(d->sources), why, STR_ARG(d->note_salt)));
}

TEST(whoever_breaks_the_glass_signs_why_and_it_is_carried_out_at_once)
{
	struct stage x = staged();
	struct drawn d = drawn_glass(&x, &x.marek, IT_LEAD);
	i64 before = settled_size(&x.s);

	CHECK_SAID(broken(&x, &x.marek, &d, &x.marek, "it spreads"), 403, "does not ask the seat IT lead to break_glass");
	d = drawn_glass(&x, &x.ines, OWNER);
	CHECK_SAID(broken(&x, &x.ines, &d, &x.ines, ""), 400, "note");
	CHECK_SAID(broken(&x, &x.ines, &d, &x.ines, "I like to"), 409, "not the words that the act cites");
	CHECK_SAID(broken(&x, &x.ines, &d, &x.marek, "it spreads"), 422, "signature");
	CHECK(record_size(&x.s) == before);
	CHECK_SAID(broken(&x, &x.ines, &d, &x.ines, "it spreads"), 201, "seq");
	CHECK_SAID(broken(&x, &x.ines, &d, &x.ines, "it spreads"), 409, "");
	CHECK_SAID(get(&x.s, x.marek.cookie, arena_fmt(T, "/api/rooms/%s", x.room).p), 200, "\"reason\":\"alarm\"");
	CHECK_SAID(get(&x.s, x.marek.cookie, "/api/work"), 200, "\"kind\":\"alarm\"");
	CHECK_SAID(post(&x.s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

/* signed_body() of hear_answer, with the digits that were read back. */
static str
heard_body(const struct server *s, const struct drawn *d, const struct someone *by, const char *code)
{
	str given = proof(s, d, (struct signing){ .with = &by->passkey });

	return arena_fmt(T, "{%.*s,\"sources\":%.*s,\"code\":\"%s\"}", STR_ARG(given), STR_ARG(d->sources), code);
}

/* The four digits of the subject that an act names. */
static str
code_of(const struct drawn *d)
{
	struct rec_act act;

	CHECK_OK(act_read(T, d->act, &act));
	return voice_code(T, act.subject);
}

TEST(whoever_heard_an_answer_signs_that_and_whoever_was_heard_confirms_it)
{
	struct stage x = staged();
	const struct server *s = &x.s;
	struct someone tove;
	struct drawn d;
	str code;
	i64 heard;

	given(s, x.ines.cookie, "charter", "invite_again", arena_fmt(T, "{\"person\":%d,\"secret\":\"%.*s\"}", TOVE, STR_ARG(hash_of("for Tove"))));
	tove = enrolled(s, TOVE, STR("for Tove"), "the key of Tove");
	acted(s, &x.ines, "vouch", tove.key, "");
	tove.cookie = cookie_of(CHECK_SAID(sign_in(s, &tove), 200, "person"));

	d = draw_heard(s, &tove, x.room, x.decision, x.option, OWNER, INES);
	code = code_of(&d);
	CHECK_SAID(command(s, tove.cookie, x.room, "hear_answer", heard_body(s, &d, &tove, str_eq(code, STR("1234")) ? "4321" : "1234")), 403, "these are not the digits");
	CHECK_SAID(command(s, tove.cookie, x.room, "hear_answer", heard_body(s, &d, &x.ines, arena_cstr(T, code))), 422, "");
	heard = given(s, tove.cookie, x.room, "hear_answer", heard_body(s, &d, &tove, arena_cstr(T, code)));
	d = draw(s, &x.marek, x.room, "decide", x.decision, x.option, IT_LEAD);
	CHECK_SAID(command(s, x.marek.cookie, x.room, "decide", signed_body(s, &d, (struct signing){ .with = &x.marek.passkey })), 201, "seq");
	CHECK_SAID(get(s, x.ines.cookie, arena_fmt(T, "/api/rooms/%s", x.room).p), 200, "\"state\":\"taken\"");
	CHECK_SAID(get(s, x.ines.cookie, "/api/work"), 200, "\"kind\":\"voice\"");
	CHECK_SAID(get(s, x.marek.cookie, "/api/work"), 200, "\"kind\":\"heard\"");

	d = draw(s, &x.ines, x.room, "confirm_heard", heard, 0, 0);
	CHECK_SAID(command(s, x.ines.cookie, x.room, "confirm_heard", signed_thing(s, &d, (struct signing){ .with = &x.marek.passkey }, "")), 422, "");
	CHECK_SAID(command(s, x.ines.cookie, x.room, "confirm_heard", signed_thing(s, &d, (struct signing){ .with = &x.ines.passkey }, "")), 201, "seq");
	CHECK(!str_contains(CHECK_SAID(get(s, x.ines.cookie, "/api/work"), 200, "items").body, STR("\"kind\":\"voice\"")));
	CHECK(!str_contains(CHECK_SAID(get(s, x.marek.cookie, "/api/work"), 200, "items").body, STR("\"kind\":\"heard\"")));
	CHECK_SAID(post(s, x.ines.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	struck(&x);
}

TEST_MAIN()
