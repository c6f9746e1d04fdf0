/* api_record -- verifying the record, and in a demonstration a falsified copy of it. */
#include "api.h"

#include "falsify.h"
#include "verify.h"
#include "worker.h"

#include <stdlib.h>

/* One verification, on a thread of its own with memory of its own. */
enum { CHECKS_AT_ONCE = 2 };            /* each reads the whole record, on a thread of its own */
struct checking {
	struct api *api;
	struct exchange *x;
	struct arena whole, a;
	str where, dir;
	struct forger forger;
	struct refs seen;               /* the streams that whoever asks may see whole */
	i64 person;                     /* who asked */
	bool falsified;
	enum falsehood how;
	str what;
	struct rec_verdicts verdicts;
	err failed;
};

static void
check_store(struct checking *c, struct store *reader)
{
	struct store *copy = reader;
	struct verify_options options = { .files = c->dir, .seen = &c->seen };
	err e = c->falsified ? falsify(&c->a, reader, c->how, &c->forger, &copy, &c->what) : OK;

	if (e == OK)
		e = verify_record(&c->a, copy, &options, &c->verdicts);
	if (e)          /* a store's err does not outlive the store */
		c->failed = err_new(&c->a, e->kind, "%.*s", STR_ARG(e->why));
	if (copy != reader)
		copy->close(copy);
}

static void
check_work(void *ctx)
{
	struct checking *c = ctx;
	struct store *reader;

	if ((c->failed = store_open_reader(&c->a, c->where, &reader)))
		return;
	check_store(c, reader);
	reader->close(reader);
}

/* The verdicts as numbers and lists, and as the lines that the command line prints. */
static void
put_verdicts(struct buf *b, struct checking *c)
{
	buf_fmt(b, "{\"ok\":%s", c->verdicts.found ? "false" : "true");
	field_write_members(b, record_verdicts_table(), &c->verdicts, false, true);
	buf_put(b, STR(",\"text\":"));
	canon_put_string(b, verdicts_text(&c->a, &c->verdicts));
	if (c->what.n) {
		buf_put(b, STR(",\"what\":"));
		canon_put_string(b, c->what);
	}
	buf_byte(b, '}');
}

static void
checking_over(struct checking *c)
{
	arena_close(c->whole, ARENA_PROCESS);
	free(c);
}

static void
check_done(void *ctx)
{
	struct checking *c = ctx;
	struct buf b = buf_new(&c->a, 4 * KIB);

	if (c->failed) {
		reply_err(c->x, c->failed);
	} else {
		put_verdicts(&b, c);
		reply_json(c->x, 200, buf_str(&b));
	}
	api_turn_over(&c->api->checks, c->person);
	checking_over(c);
}

static struct checking *
checking_new(struct api *api, struct exchange *x)
{
	struct checking *c = calloc(1, sizeof(*c));
	struct house *h = api->house;

	assert(c);
	*c = (struct checking){ .api = api, .x = x, .whole = arena_open(ARENA_PROCESS), .forger = { h->origin, h->log_key, h->log_secret, NULL } };
	c->a = c->whole;
	c->dir = arena_str(&c->a, h->dir);
	c->where = arena_fmt(&c->a, "sqlite:%.*s", STR_ARG(h->dir));
	return c;
}

static void
check(struct api *api, struct exchange *x, struct request *q, const enum falsehood *how)
{
	struct checking *c;
	err e;

	if ((e = api_turn(&api->checks, q, CHECKS_AT_ONCE, "verifications are under way"))) {
		reply_err(x, e);
		return;
	}
	c = checking_new(api, x);
	if ((e = house_sees_whole(api->house, &c->a, api_caller(q)->actor.person, &c->seen))) {
		reply_err(x, e);
		checking_over(c);
		return;
	}
	c->forger.seen = &c->seen;
	c->falsified = how != NULL;
	c->how = how ? *how : FALSE_BYTE;
	c->person = api_caller(q)->actor.person;
	api_turn_begin(&api->checks, c->person);
	worker_run(api->house->base, check_work, check_done, c);
}

void
post_verify(void *ctx, struct exchange *x, struct request *q)
{
	check(ctx, x, q, NULL);
}

void
post_falsify(void *ctx, struct exchange *x, struct request *q)
{
	struct rec_body_falsify body;
	enum falsehood how;
	err e = api_body(q, record_body_falsify_table(), &body);

	if (e == OK && !api_caller(q)->signed_in)
		e = err_new(&q->arena, ERR_NOT_SIGNED_IN, "Sign in first.");
	if (e == OK && !falsehood_named(body.how, &how))
		e = err_new(&q->arena, ERR_MALFORMED, "how: should be byte, cut or forge");
	if (e)
		reply_err(x, e);
	else
		check(ctx, x, q, &how);
}
