/* api_demo -- the demonstration: its door, who the visitor is, what the colleagues may do, an empty organisation. */
#include "api.h"

static const struct timeval REPLY_LEAVES = { 0, 300000 };       /* before the server ends */

/* ---- sessions ---- */

struct entering { struct order order; struct exchange *x; struct demo *visited; i64 person; };

static err
decide_entering(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct entering *in = o->ctx;
	const struct person *who = charter_person(s->charter, in->person);

	out->n = 0;
	if (!h->charter->founded.demo || who == NULL)
		return err_new(s->a, ERR_NO_SUCH, "There is no such person.");
	if (who->ejected)
		return err_new(s->a, ERR_CONFLICT, "They were ejected, and whoever was them could do nothing any more.");
	return session_begin(h, o, out, in->person, 0, SESSION_DEMO, s->now);
}

static void
entering_over(struct order *o, err e)
{
	struct entering *in = o->ctx;

	if (e == OK && in->visited) {
		in->visited->visitor = in->person;
		in->visited->awaited = 0;
	}
	api_signed_in(in->x, e, o->cookie, in->person);
}

/* A session as this person; the visitor's, where one is `visited`. */
static void
enter(struct api *api, struct exchange *x, struct request *q, i64 person, struct demo *visited)
{
	struct entering *in = NEW(&q->arena, struct entering, 1);

	*in = (struct entering){ .x = x, .person = person, .visited = visited };
	in->order = (struct order){ .stream = STREAM_NONE, .device = api_device(q), .decide = decide_entering, .reply = entering_over, .ctx = in };
	house_order(api->house, &in->order);
}

/* Of the seat with this label; of the officers' if there is none. */
static i64
seat_holder(const struct charter *c, str label)
{
	const struct seat *s = label.n ? charter_seat_named(c, label) : charter_seat(c, c->officers);

	return s && s->is.holders.n ? s->is.holders.v[0] : 0;
}

void
post_demo_enter(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	const struct charter *c = api->house->charter;
	struct demo *d = api->demo;
	struct rec_body_enter body;
	err e = api_body(q, record_body_enter_table(), &body);

	if (e) {
		reply_err(x, e);
	} else if (d && d->key.n && str_eq(body.key, d->key)) {
		d->key = (str){ NULL, 0 };
		enter(api, x, q, seat_holder(c, d->seat), d);
	} else if (d && d->colleagues_key.n && str_eq(body.key, d->colleagues_key)) {
		enter(api, x, q, body.person ? body.person : seat_holder(c, (str){ NULL, 0 }), NULL);
	} else {
		reply_err(x, err_new(&q->arena, ERR_NOT_SIGNED_IN, "This key is not the demonstration's, or was used already."));
	}
}

/* Whoever came in by a key of the demonstration: no program, and no passkey's session. */
static err
need_inside(struct request *q)
{
	if (!api_caller(q)->signed_in)
		return err_new(&q->arena, ERR_NOT_SIGNED_IN, "Enter the demonstration by its key first.");
	if (api_caller(q)->actor.strength != SESSION_DEMO)
		return err_new(&q->arena, ERR_NOT_YOUR_CALL, "This is for a session that entered the demonstration by its key.");
	return OK;
}

void
post_demo_become(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct rec_body_become body;
	err e = api_body(q, record_body_become_table(), &body);

	if (e || (e = need_inside(q)))
		reply_err(x, e);
	else
		enter(api, x, q, body.person, api->demo);
}

/* ---- the colleagues ---- */

static err
need_played(struct api *api, struct request *q)
{
	err e = need_inside(q);

	if (e == OK && (api->demo == NULL || api->demo->colleagues_key.n == 0))
		e = err_new(&q->arena, ERR_CONFLICT, "There are no colleagues here; you play everybody.");
	return e;
}

/* Whom the visitor may be.  As a guest they would not know of the others (law 15), and could be nobody else any more. */
static void
put_people(struct buf *b, const struct charter *c)
{
	bool any = false;

	for (size_t i = 0; i < c->n_persons; i++) {
		const struct person *p = &c->persons[i];

		if (p->ejected)
			continue;
		buf_fmt(b, "%s{\"id\":%lld,\"name\":", any ? "," : "", (long long)p->head.id);
		canon_put_string(b, p->is.name);
		buf_put(b, STR(",\"organisation\":"));
		canon_put_string(b, p->is.outside ? p->is.organisation : STR(""));
		buf_byte(b, '}');
		any = true;
	}
}

void
get_demo(void *ctx, struct exchange *x, struct request *q)
{
	static const struct demo unplayed;
	struct api *api = ctx;
	const struct demo *d = api->demo ? api->demo : &unplayed;
	struct buf b = buf_new(&q->arena, 4 * KIB);
	err e = need_inside(q);

	buf_fmt(&b, "{\"anew\":%s,\"awaited\":%lld,\"colleagues\":\"%s\",\"visitor\":%lld,\"people\":[", d->anew_key.n ? "true" : "false",
	    (long long)d->awaited, word_text(&colleagues_words, (int)(d->colleagues_key.n ? d->colleagues : COLLEAGUES_GONE)), (long long)d->visitor);
	put_people(&b, api->house->charter);
	buf_put(&b, STR("]}"));
	if (e)
		reply_err(x, e);
	else
		reply_json(x, 200, buf_str(&b));
}

/* May a colleague do the next thing as this person?  What is `needed` is not left out but waited for. */
static enum turn
turn_of(struct demo *d, i64 person, bool needed)
{
	bool theirs = person == d->visitor;

	if (d->colleagues == COLLEAGUES_PLAY && theirs && needed)
		d->awaited = person;
	if (d->colleagues == COLLEAGUES_GONE)
		return TURN_END;
	if (d->colleagues == COLLEAGUES_PAUSE || (theirs && needed))
		return TURN_WAIT;
	return theirs ? TURN_SKIP : TURN_TAKE;
}

void
post_demo_turn(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct rec_body_turn body;
	err e = api_body(q, record_body_turn_table(), &body);

	if (e || (e = need_played(api, q)))
		reply_err(x, e);
	else
		reply_json(x, 200, arena_fmt(&q->arena, "{\"turn\":\"%s\"}",
		    word_text(&turn_words, (int)turn_of(api->demo, body.person, body.needed))));
}

void
post_demo_colleagues(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct rec_body_colleagues body;
	err e = api_body(q, record_body_colleagues_table(), &body);

	if (e == OK && (e = need_played(api, q)) == OK && api->demo->colleagues == COLLEAGUES_GONE)
		e = err_new(&q->arena, ERR_CONFLICT, "The colleagues have left for good; you play everybody.");
	if (e) {
		reply_err(x, e);
		return;
	}
	api->demo->colleagues = body.are;
	api->demo->awaited = 0;
	reply_nothing(x, 204);
}

/* ---- an empty organisation ---- */

static void
keep(char *name, str s)
{
	size_t n = s.n < DEMO_NAME ? s.n : DEMO_NAME - 1;

	memcpy(name, s.p, n);
	name[n] = '\0';
}

/* Whoever serves begins it, when this server has ended. */
void
post_demo_anew(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct rec_body_anew body;
	err e = api_body(q, record_body_anew_table(), &body);

	if (e == OK && (e = need_inside(q)) == OK && (api->demo == NULL || api->demo->anew_key.n == 0))
		e = err_new(&q->arena, ERR_CONFLICT, "Only what `tocsin demo` serves can begin an empty organisation.");
	if (e) {
		reply_err(x, e);
		return;
	}
	keep(api->demo->organisation, body.organisation);
	keep(api->demo->name, body.name);
	api->house->stopping = true;
	event_base_loopexit(api->house->base, &REPLY_LEAVES);
	reply_json(x, 200, arena_fmt(&q->arena, "{\"key\":\"%.*s\"}", STR_ARG(api->demo->anew_key)));
}
