/* api_charter -- what would make the charter fail, who would decide what, and who can get in: for the people of the house alone. */
#include "api.h"
#include "lint.h"
#include "outbox.h"
#include "query.h"
#include "rehearse.h"

static err
need_house(struct api *api, struct request *q)
{
	return api_of_house(api, q, "The charter is neither linted nor rehearsed here, nor looked through.");
}

static void
reply_record(struct later *l, const struct field_table *t, const void *rec)
{
	struct buf b = buf_new(&l->q->arena, 4 * KIB);

	field_write(&b, t, rec);
	reply_json(l->x, 200, buf_str(&b));
}

static void
reply_lint(struct later *l, const struct charter *c)
{
	const struct paging *paging = outbox_paging(l->api->house->outbox);
	struct rec_lint found = lint_served(&l->q->arena, c, house_now(l->api->house), paging ? paging->ways : 0);

	reply_record(l, record_lint_table(), &found);
}

static void
tell_supposed(struct later *l, const struct as_of *is)
{
	err e = suppose_taken(&l->q->arena, is->own, query_number(l->q, STR("option"), 0), house_now(l->api->house));

	if (e)
		reply_err(l->x, e);
	else
		reply_lint(l, is->own);
}

static void
then_lint(struct later *l)
{
	err e = need_house(l->api, l->q);

	if (e)
		reply_err(l->x, e);
	else if (request_query(l->q, STR("option")).p)
		api_own_charter(l, tell_supposed);
	else
		reply_lint(l, l->api->house->charter);
}

void
get_lint(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_lint);
}

/* Tokens that may act, and when each did. */
static void
list_tokens(const struct house *h, struct arena *a, struct rec_access *out)
{
	struct rec_access_token *v = NEW(a, struct rec_access_token, h->charter->n_tokens + 1);
	const size_t most = 2000;       /* records.def */

	out->tokens = v;
	for (size_t i = 0; i < h->charter->n_tokens; i++) {
		const struct token *t = &h->charter->tokens[i];

		if (!t->confirmed || t->revoked || t->is.expires <= h->clock.last)
			continue;
		if (out->n_tokens == most)
			out->more = true;
		else
			v[out->n_tokens++] = (struct rec_access_token){ t->head.id, session_used(h, t->is.secret) };
	}
}

static void
then_access(struct later *l)
{
	struct arena whole = arena_open(ARENA_ROOM), a = whole;
	struct house *h = l->api->house;
	struct rec_access found = { 0 };
	err e;

	if ((e = need_house(l->api, l->q)) || (e = api_officer(l->api, l->q, "Who can get in, over all rooms,")) ||
	    (e = house_access(h, &a, api_caller(l->q)->actor.person, &found)))
		reply_err(l->x, e);
	else {
		list_tokens(h, &a, &found);
		found.looked = access_looked(h->charter);
		found.certificate_ends = server_counts(l->api->server).certificate_ends * SECOND;
		api_record(l->x, record_access_table(), &found);
	}
	arena_close(whole, ARENA_ROOM);
}

void
get_access(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_access);
}

static err
asked(struct later *l, struct rehearsal *out)
{
	struct request *q = l->q;

	*out = (struct rehearsal){ .kind = request_query(q, STR("kind")), .at = query_moment(q, STR("at"), house_now(l->api->house)) };
	if (out->kind.n == 0)
		return err_new(&q->arena, ERR_MALFORMED, "kind: is missing, such as partial_shutdown");
	return rehearse_absent(&q->arena, l->api->house->charter, request_query(q, STR("absent")), &out->absent);
}

static void
then_rehearsal(struct later *l)
{
	struct rehearsal is;
	struct rec_rehearsal out;
	err e;

	if ((e = need_house(l->api, l->q)) || (e = asked(l, &is)) || (e = rehearse(&l->q->arena, l->api->house->charter, &is, &out)))
		reply_err(l->x, e);
	else
		reply_record(l, record_rehearsal_table(), &out);
}

void
get_rehearsal(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_rehearsal);
}
