/* api_signin -- enrolling, signing in and out, sessions. */
#include "api.h"

#include "base64.h"
#include "found.h"
#include "six_words.h"

#include <stdio.h>

static const i64 SESSION_SECONDS = SESSION_HOURS * 3600;

static void
reply_request(struct exchange *x, struct request *q, struct house *h, str request, const char *more)
{
	struct buf b = buf_new(&q->arena, KIB);

	buf_put(&b, STR("{\"request\":"));
	canon_put_string(&b, request);
	buf_put(&b, STR(",\"rp\":"));
	canon_put_string(&b, house_rp(h));
	buf_put(&b, str_c(more));
	buf_byte(&b, '}');
	reply_json(x, 200, buf_str(&b));
}

/* ---- signing in ---- */

void
post_signin_start(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;

	reply_request(x, q, api->house, signin_request(api->house, &q->arena), "");
}

struct signing_in { struct signin_order is; struct exchange *x; };

void
api_signed_in(struct exchange *x, err e, str cookie, i64 person)
{
	if (e) {
		reply_err(x, e);
		return;
	}
	reply_cookie(x, STR("tocsin"), cookie, SESSION_SECONDS);
	reply_json(x, 200, arena_fmt(&exchange_request(x)->arena, "{\"person\":%lld}", (long long)person));
}

static void
signin_over(struct order *o, err e)
{
	struct signing_in *s = o->ctx;

	api_signed_in(s->x, e, o->cookie, s->is.person);
}

void
post_signin_finish(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct signing_in *s = NEW(&q->arena, struct signing_in, 1);
	struct rec_body_sign_in body;
	err e = api_body(q, record_body_sign_in_table(), &body);

	if (e) {
		reply_err(x, e);
		return;
	}
	s->x = x;
	s->is.is = (struct signin_answer){ body.request, body.credential, body.client_data, body.auth_data, body.signature, q->origin };
	s->is.order = (struct order){ .stream = STREAM_NONE, .device = api_device(q), .decide = decide_signin, .reply = signin_over, .ctx = s };
	house_order(api->house, &s->is.order);
}

struct recovering { struct recovery_order is; struct exchange *x; };

static void
recovery_signin_over(struct order *o, err e)
{
	struct recovering *r = o->ctx;

	api_signed_in(r->x, e, o->cookie, e ? 0 : o->accounts[0].person);
}

void
post_recovery_signin(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct recovering *r = NEW(&q->arena, struct recovering, 1);
	struct rec_body_code body;
	err e = api_body(q, record_body_code_table(), &body);

	if (e) {
		reply_err(x, e);
		return;
	}
	r->x = x;
	r->is.code = body.code;
	r->is.order = (struct order){ .stream = STREAM_NONE, .device = api_device(q), .decide = decide_recovery_signin, .reply = recovery_signin_over, .ctx = r };
	house_order(api->house, &r->is.order);
}

static void
recovery_over(struct order *o, err e)
{
	struct recovering *r = o->ctx;
	struct buf b;

	if (e) {
		reply_err(r->x, e);
		return;
	}
	b = buf_new(&exchange_request(r->x)->arena, KIB);
	buf_put(&b, STR("{\"codes\":["));
	for (size_t i = 0; i < countof(r->is.codes); i++) {
		canon_put_next(&b);
		canon_put_string(&b, r->is.codes[i]);
	}
	buf_put(&b, STR("]}"));
	reply_json(r->x, 201, buf_str(&b));
}

void
post_recovery(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct recovering *r = NEW(&q->arena, struct recovering, 1);

	r->x = x;
	r->is.order = (struct order){ .stream = STREAM_CHARTER, .actor = api_caller(q)->actor,
	    .decide = decide_recovery_codes, .reply = recovery_over, .ctx = r };
	house_order(api->house, &r->is.order);
}

/* ---- enrolling ---- */

static void
then_enrol(struct later *l)
{
	struct request *q = l->q;
	struct rec_body_secret body;
	const struct person *who;
	struct buf b = buf_new(&q->arena, 256);
	str request;
	err e;

	if ((e = api_body(q, record_body_secret_table(), &body)) ||
	    (e = enrol_request(l->api->house, &q->arena, body.secret, &api_caller(q)->actor, q->origin, &request, &who))) {
		reply_err(l->x, e);
		return;
	}
	buf_fmt(&b, ",\"person\":%lld,\"user\":\"%.*s\",\"algs\":[-7,-8,-257],\"name\":", (long long)who->head.id,
	    STR_ARG(b64u(&q->arena, &who->head.id, sizeof(who->head.id))));
	canon_put_string(&b, who->is.name);
	buf_put(&b, STR(",\"organisation\":"));        /* whoever is invited may know by whom */
	canon_put_string(&b, l->api->house->charter->founded.organisation);
	buf_byte(&b, '\0');
	reply_request(l->x, q, l->api->house, request, b.p);
}

void
post_enrol_start(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_enrol);
}

struct enrolling { struct enrol_order is; struct exchange *x; struct api *api; };

/* The founding key is there: page two of the sealing sheet, for whoever runs the machine and for its person. */
static void
put_page_two(struct enrolling *r, struct buf *b, str words)
{
	struct house *h = r->api->house;
	str checkpoint, page;

	if (h->reader->checkpoint(h->reader, b->a, -1, &checkpoint))
		return;                 /* GET /checkpoint gives it later */
	page = sealing_page_two(b->a, words, checkpoint);
	printf("\n%.*s", STR_ARG(page));
	fflush(stdout);
	buf_put(b, STR("\"page_two\":"));
	canon_put_string(b, page);
	buf_byte(b, ',');
}

static void
enrol_over(struct order *o, err e)
{
	struct enrolling *r = o->ctx;
	struct request *q = exchange_request(r->x);
	struct buf b;
	str words;

	if (e) {
		reply_err(r->x, e);
		return;
	}
	b = buf_new(&q->arena, 2 * KIB);
	words = six_words(&q->arena, charter_credential(r->api->house->charter, r->is.credential)->is.key);
	if (o->cookie.n)
		reply_cookie(r->x, STR("tocsin"), o->cookie, SESSION_SECONDS);
	buf_fmt(&b, "{\"credential\":%lld,", (long long)r->is.credential);
	if (r->is.vouched)
		put_page_two(r, &b, words);
	buf_fmt(&b, "\"vouched\":%s,\"words\":\"%.*s\"}", r->is.vouched ? "true" : "false", STR_ARG(words));
	reply_json(r->x, 201, buf_str(&b));
}

void
post_enrol_finish(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct enrolling *r = NEW(&q->arena, struct enrolling, 1);
	struct rec_body_enrol body;
	err e = api_body(q, record_body_enrol_table(), &body);

	if (e) {
		reply_err(x, e);
		return;
	}
	r->x = x;
	r->api = api;
	r->is.is = (struct enrol_answer){ body.request, body.secret, body.client_data, body.attestation, q->origin };
	r->is.order = (struct order){ .stream = STREAM_CHARTER, .actor = api_caller(q)->actor, .device = api_device(q), .decide = decide_enrol, .reply = enrol_over, .ctx = r };
	house_order(api->house, &r->is.order);
}

/* Whoever enrolled it knows its words; to anybody else there is no such key, and none can be counted. */
static void
then_enrolment(struct later *l)
{
	const struct credential *key = charter_credential(l->api->house->charter, api_id(l->q, STR("credential")));

	if (key == NULL || !str_eq(request_query(l->q, STR("words")), six_words(&l->q->arena, key->is.key)))
		reply_err(l->x, err_new(&l->q->arena, ERR_NO_SUCH, "There is no such passkey."));
	else
		reply_json(l->x, 200, arena_fmt(&l->q->arena, "{\"state\":\"%s\"}", word_text(&credential_state_words, (int)key->state)));
}

void
get_enrolment(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_enrolment);
}

/* ---- sessions ---- */

struct ending { struct order order; struct exchange *x; struct hash id; bool mine; };

static err
decide_ending(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct ending *end = o->ctx;

	(void)h; (void)s;
	out->n = 0;
	session_end(o, end->id);
	return OK;
}

static void
ending_over(struct order *o, err e)
{
	struct ending *end = o->ctx;

	if (e) {
		reply_err(end->x, e);
		return;
	}
	if (end->mine)
		reply_cookie(end->x, STR("tocsin"), STR(""), 0);
	reply_nothing(end->x, 204);
}

static void
end_session(struct api *api, struct exchange *x, struct request *q, struct hash id)
{
	struct ending *end = NEW(&q->arena, struct ending, 1);

	*end = (struct ending){ .x = x, .id = id, .mine = hash_eq(id, api_caller(q)->session.id) };
	end->order = (struct order){ .stream = STREAM_NONE, .decide = decide_ending, .reply = ending_over, .ctx = end };
	house_order(api->house, &end->order);
}

void
post_sign_out(void *ctx, struct exchange *x, struct request *q)
{
	err e = api_session(q);

	if (e)
		reply_err(x, e);
	else
		end_session(ctx, x, q, api_caller(q)->session.id);
}

/* Browsers name themselves by others, too: the first of these that is there is what it is. */
static str
first_named(str agent, const char *const *marks, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memmem(agent.p, agent.n, marks[i], strlen(marks[i])))
			return str_c(names[i]);
	return (str){ NULL, 0 };
}

str
api_device(struct request *q)
{
	static const char *const marks[] = { "Firefox/", "Edg/", "OPR/", "Chrome/", "CriOS/", "Safari/" };
	static const char *const names[] = { "Firefox", "Edge", "Opera", "Chrome", "Chrome", "Safari" };
	static const char *const on_marks[] = { "iPhone", "iPad", "Android", "Windows", "Mac OS X", "CrOS", "Linux" };
	static const char *const on_names[] = { "iPhone", "iPad", "Android", "Windows", "macOS", "ChromeOS", "Linux" };
	str agent = request_header(q, STR("user-agent"));
	str what, on;

	if (agent.n == 0)
		return agent;
	what = first_named(agent, marks, names, countof(marks));
	on = first_named(agent, on_marks, on_names, countof(on_marks));
	return arena_fmt(&q->arena, "%.*s%s%.*s", STR_ARG(what), what.n && on.n ? " on " : "", STR_ARG(on));
}

struct sessions { const struct house *house; struct request *q; struct buf b; size_t n; };
struct sought { struct hash id; bool found; };

static void
put_session(struct sessions *l, const struct session *s)
{
	i64 used = session_used(l->house, s->id);

	canon_put_next(&l->b);
	buf_fmt(&l->b, "{\"current\":%s,\"device\":", hash_eq(s->id, api_caller(l->q)->session.id) ? "true" : "false");
	canon_put_string(&l->b, s->device.p ? s->device : STR(""));
	buf_fmt(&l->b, ",\"id\":\"%.*s\",\"since\":%lld,\"strength\":\"%s\"",
	    STR_ARG(b64u_hash(&l->q->arena, s->id)),
	    (long long)s->since, word_text(&session_strength_words, (int)s->strength));
	if (used)
		buf_fmt(&l->b, ",\"used\":%lld", (long long)used);
	buf_byte(&l->b, '}');
}

/* An older program let there be more. */
static err
list_session(void *ctx, const struct session *s)
{
	struct sessions *l = ctx;

	if (l->n < LIMIT_SESSIONS)
		put_session(l, s);
	l->n++;
	return OK;
}

static err
look_for_session(void *ctx, const struct session *s)
{
	struct sought *sought = ctx;

	sought->found |= hash_eq(s->id, sought->id);
	return OK;
}

void
get_sessions(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct sessions l = { .house = api->house, .q = q, .b = buf_new(&q->arena, KIB) };
	err e;

	buf_put(&l.b, STR("{\"sessions\":["));
	if ((e = api_session(q)) || (e = sessions_of(api->house, &q->arena, api_caller(q)->actor.person, list_session, &l))) {
		reply_err(x, e);
		return;
	}
	buf_put(&l.b, STR("]}"));
	reply_json(x, 200, buf_str(&l.b));
}

/* One's own sessions alone; another's is as if it were not there. */
void
post_session_revoke(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct sought sought = { .found = false };
	err e = api_session(q);

	if (e)
		reply_err(x, e);
	else if (!b64u_decode_hash(request_parameter(q, STR("id")), &sought.id) ||
	    sessions_of(api->house, &q->arena, api_caller(q)->actor.person, look_for_session, &sought) || !sought.found)
		reply_err(x, err_new(&q->arena, ERR_NO_SUCH, "There is no such session of yours."));
	else
		end_session(api, x, q, sought.id);
}
