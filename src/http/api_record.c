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
	struct verify_options none = { .files = c->dir };

	err e = c->falsified ? falsify(&c->a, reader, c->how, &c->forger, &copy, &c->what) : OK;

	if (e == OK)
		e = verify_record(&c->a, copy, &none, &c->verdicts);
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
	c->api->checks--;
	arena_close(c->whole, ARENA_PROCESS);
	free(c);
}

static struct checking *
checking_new(struct api *api, struct exchange *x)
{
	struct checking *c = calloc(1, sizeof(*c));
	struct house *h = api->house;

	assert(c);
	api->checks++;
	*c = (struct checking){ .api = api, .x = x, .whole = arena_open(ARENA_PROCESS), .forger = { h->origin, h->log_key, h->log_secret } };
	c->a = c->whole;
	c->dir = arena_str(&c->a, h->dir);
	c->where = arena_fmt(&c->a, "sqlite:%.*s", STR_ARG(h->dir));
	return c;
}

static err
need_turn(const struct api *api, struct request *q)
{
	return api->checks < CHECKS_AT_ONCE ? OK :
	    err_new(&q->arena, ERR_TOO_MANY, "The record is being verified already; wait until that is done.");
}

void
post_verify(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	err e = need_turn(api, q);

	if (e)
		reply_err(x, e);
	else
		worker_run(api->house->base, check_work, check_done, checking_new(api, x));
}

void
post_falsify(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct rec_body_falsify body;
	struct checking *c;
	enum falsehood how;
	err e = api_body(q, record_body_falsify_table(), &body);

	if (e == OK && !api_caller(q)->signed_in)
		e = err_new(&q->arena, ERR_NOT_SIGNED_IN, "Sign in first.");
	if (e == OK && !falsehood_named(body.how, &how))
		e = err_new(&q->arena, ERR_MALFORMED, "how: should be byte, cut or forge");
	if (e || (e = need_turn(api, q))) {
		reply_err(x, e);
		return;
	}
	c = checking_new(api, x);
	c->falsified = true;
	c->how = how;
	worker_run(api->house->base, check_work, check_done, c);
}
