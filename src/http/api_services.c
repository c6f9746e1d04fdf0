/* api_services -- the register of services, as a table to take away and to bring back. */
#include "api.h"

#include "services_csv.h"
#include "upload.h"
#include "worker.h"

enum { TABLES_AT_ONCE = 2 };            /* each is read in a process of its own */

static err
need_register(struct api *api, struct request *q)
{
	return api_of_house(api, q, "There is no register of services here.");
}

/* ---- taken away ---- */

static void
then_services(struct later *l)
{
	err e = need_register(l->api, l->q);
	struct rec_charter_file f;

	if (e) {
		reply_err(l->x, e);
		return;
	}
	f = charter_file_of(&l->q->arena, l->api->house->charter);
	reply_bytes(l->x, 200, STR("text/csv; charset=utf-8"), services_csv_write(&l->q->arena, &f));
}

void
get_services_csv(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_services);
}

/* ---- brought back: what would change is said, and nothing is changed ---- */

struct table {
	struct api *api;
	struct exchange *x;
	struct request *q;
	struct buf bytes;
	struct charter_file read;
	err failed;
};

static void
put_changes(struct buf *b, const struct charter_changes *changes)
{
	buf_put(b, STR("{\"changes\":["));
	for (size_t i = 0; i < changes->n; i++) {
		canon_put_next(b);
		field_write(b, command_table(CMD_propose_change), &changes->v[i]);
	}
	buf_put(b, STR("],\"later\":["));
	for (size_t i = 0; i < changes->n_later; i++) {
		canon_put_next(b);
		canon_put_string(b, changes->later[i]);
	}
	buf_put(b, STR("]}"));
}

static err
compare(struct table *t, struct buf *b)
{
	struct arena *a = &t->q->arena;
	const struct charter *charter = t->api->house->charter;
	struct charter_changes changes;
	err e = t->failed;

	if (e == OK && !may_act(t->api->house, &api_caller(t->q)->actor))
		e = err_new(a, ERR_NOT_SIGNED_IN, "Sign in first; your session has ended.");
	if (e || (e = need_register(t->api, t->q)) || (e = services_join(a, &t->read, charter)))
		return e;
	changes = charter_file_changes(a, &t->read.is, charter);
	put_changes(b, &changes);
	return OK;
}

static void
settled_table(void *ctx)
{
	struct table *t = ctx;
	struct buf b = buf_new(&t->q->arena, 4 * KIB);
	err e = compare(t, &b);

	api_turn_over(&t->api->tables, api_caller(t->q)->actor.person);
	if (e)
		reply_err(t->x, e);
	else
		reply_json(t->x, 200, buf_str(&b));
}

static void
read_table(void *ctx)
{
	struct table *t = ctx;

	t->failed = services_csv_read(&t->q->arena, STR("services.csv"), buf_str(&t->bytes), &t->read);
}

static void
table_read(void *ctx)
{
	struct table *t = ctx;

	house_when_settled(t->api->house, STREAM_CHARTER, settled_table, t);
}

static err
take(void *ctx, str bytes)
{
	struct table *t = ctx;

	if (t->bytes.n + bytes.n > LIMIT_YAML)
		return err_new(&t->q->arena, ERR_TOO_LARGE, "A table is at most %lu KiB long.", LIMIT_YAML / KIB);
	buf_put(&t->bytes, bytes);
	return OK;
}

static void
arrived(void *ctx, struct exchange *x, err e)
{
	struct table *t = ctx;

	t->x = x;
	if (e)
		api_turn_over(&t->api->tables, api_caller(t->q)->actor.person);
	else
		worker_run(t->api->house->base, read_table, table_read, t);
}

static err
need_turn(struct api *api, struct request *q)
{
	i64 wait;
	err e;

	if ((e = need_register(api, q)))
		return e;
	if ((e = api_turn(&api->tables, q, TABLES_AT_ONCE, "tables are being read")))
		return e;
	return budget_take(api->budget, &q->arena, &api_caller(q)->actor, &wait);
}

static void
then_table(struct later *l)
{
	struct table *t = NEW(&l->q->arena, struct table, 1);
	err e = need_turn(l->api, l->q);

	if (e) {
		reply_err(l->x, e);
		return;
	}
	*t = (struct table){ .api = l->api, .q = l->q, .bytes = buf_new(&l->q->arena, 16 * KIB) };
	api_turn_begin(&l->api->tables, api_caller(l->q)->actor.person);
	upload_open(l->x, (struct sink){ take, arrived, t });
}

void
post_services_csv(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_table);
}
