/* Answers signed with passkeys, on a record that is no demonstration: whatever is not exactly that is refused, and not written. */
#include "../authenticator.h"
#include "client.h"

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

struct drawn { str act, sources; };

static struct drawn
draw(const struct server *s, const struct someone *who, const char *room, const char *verb, i64 object, i64 option, i64 seat)
{
	struct reply r = CHECK_SAID(post(s, who->cookie, arena_fmt(T, "/api/rooms/%s/acts", room).p, arena_fmt(T,
	    "{\"verb\":\"%s\",\"object\":%lld,\"option\":%lld,\"seat\":%lld}", verb, (long long)object, (long long)option, (long long)seat)), 200, "act");

	return (struct drawn){ said(r, "act"), said(r, "sources") };
}

struct signing { const struct authenticator *with; const char *origin, *rp; u8 flags; str challenge; };

static str
signed_body(const struct server *s, const struct drawn *d, struct signing how)
{
	str client = client_data("get", sha256_of(how.challenge.p ? how.challenge : d->act), how.origin ? how.origin : origin_of(s));
	str data = auth_data(how.rp ? how.rp : "localhost", how.flags ? how.flags : SEEN, 3, STR(""));

	return arena_fmt(T, "{\"act\":%.*s,\"client_data\":\"%s\",\"auth_data\":\"%s\",\"signature\":\"%s\",\"sources\":%.*s}",
	    STR_ARG(d->act), encoded(client), encoded(data), encoded(authenticator_sign(how.with, data, client)), STR_ARG(d->sources));
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
	    d->sources };
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

static i64
vouched(const struct server *s, const struct someone *by, const struct someone *who)
{
	struct drawn d = draw(s, by, "charter", "vouch", who->key, 0, OFFICERS);
	str body = signed_body(s, &d, (struct signing){ .with = &by->passkey });
	str tail = STR(",\"sources\":[]}");

	CHECK(str_ends(body, tail));
	body.n -= tail.n;
	return given(s, by->cookie, "charter", "vouch", arena_fmt(T, "%.*s}", STR_ARG(body)));
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
	CHECK_SAID(sign_in(s, &x.marek), 401, "Nobody has vouched");
	vouched(s, &x.ines, &x.marek);
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
	server_stop(&x->s);
	founded_gone(x->s.dir);
}

static void
refused(const struct stage *x, const char *verb, str body, int status, const char *words)
{
	i64 before = record_size(&x->s);

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

	given(&x.s, x.ines.cookie, x.room, "amend_option", arena_fmt(T, "{\"option\":%lld,\"title\":\"Everything off\"}", (long long)x.option));
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
	refused(&x, "decide", signed_body(&x.s, &by_second, (struct signing){ .with = &second.passkey }), 409, "nobody has vouched");
	given(&x.s, x.ines.cookie, "charter", "revoke_credential", arena_fmt(T, "{\"credential\":%lld,\"why\":\"lost\"}", (long long)second.key));
	refused(&x, "decide", signed_body(&x.s, &by_second, (struct signing){ .with = &second.passkey }), 409, "revoked");
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

TEST_MAIN()
