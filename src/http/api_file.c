/* api_file -- files that are brought into a room, and given out again. */
#include "api.h"

#include "base64.h"
#include "blob.h"
#include "json.h"
#include "upload.h"
#include "worker.h"

#include <stdio.h>
#include <unistd.h>

enum { BLOB_NAME = 16, UPLOADS_AT_ONCE = LIMIT_TURNS };        /* uploads: each may hold LIMIT_BLOB on the disk */

struct bringing {
	struct command_order is;
	struct api *api;
	struct exchange *x;
	struct request *q;
	struct rec_file file;
	struct upload *upload;
	struct blob blob;
	str name;                       /* under which it lies */
	err failed;
};

/* ---- what is said of it ---- */

static bool
is_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n < 17 && (s.n == 1 || s.p[0] != '0');
}

static void
put_parameter(struct buf *b, const struct field *f, str value)
{
	bool plain = f->type == FIELD_FLAG ? str_eq(value, STR("true")) || str_eq(value, STR("false")) :
	    (f->type == FIELD_REF || f->type == FIELD_TIME) && is_number(value);

	canon_put_key(b, field_name(f));
	if (plain)
		buf_put(b, value);
	else
		canon_put_string(b, value);
}

/* The command as if it had been sent, but for what only the bytes can tell. */
static err
put_query(struct request *q, str blob, struct buf *b)
{
	str name = request_query(q, STR("name")), type = request_query(q, STR("type"));

	buf_put(b, STR("{\"blob\":"));
	canon_put_string(b, b64u(&q->arena, blob.p, blob.n));
	buf_put(b, STR(",\"file\":{\"name\":"));
	canon_put_string(b, name);
	buf_put(b, STR(",\"sha256\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"size\":0,\"type\":"));
	canon_put_string(b, type.n ? type : STR("application/octet-stream"));
	buf_byte(b, '}');
	for (size_t i = 0; i < q->n_query; i++) {
		const struct pair *p = &q->query[i];
		const struct field *f = field_find(command_table(CMD_add_attachment), p->name);

		if (str_eq(p->name, STR("name")) || str_eq(p->name, STR("type")) || str_eq(p->name, STR("sure")))
			continue;
		if (f == NULL || f->type == FIELD_ONE || f->type == FIELD_BYTES)
			return err_new(&q->arena, ERR_MALFORMED, "%.*s: there is no such parameter here", STR_ARG(p->name));
		put_parameter(b, f, p->value);
	}
	buf_byte(b, '}');
	return OK;
}

static err
read_query(struct bringing *g)
{
	struct arena *a = &g->q->arena;
	struct buf b = buf_new(a, KIB);
	u8 *fresh = NEW(a, u8, BLOB_NAME);
	str json;
	err e;

	house_nonce(fresh);
	g->is.sure = str_eq(request_query(g->q, STR("sure")), STR("true"));
	g->name = blob_name(a, (str){ (const char *)fresh, BLOB_NAME });
	if ((e = put_query(g->q, (str){ (const char *)fresh, BLOB_NAME }, &b)))                 return e;
	if ((e = json_canonical(a, buf_str(&b), LIMIT_DEPTH, &json)))                           return e;
	if ((e = field_read(a, command_table(CMD_add_attachment), json, FROM_OUTSIDE, &g->is.fields)))
		return e;
	g->file = *g->is.fields.add_attachment.file;
	g->is.fields.add_attachment.file = &g->file;
	return OK;
}

/* ---- the bytes, then the entry ---- */

/* What a disk says names folders of the machine: that is for whoever runs it. */
static err
kept(struct request *q, err e)
{
	if (e == OK || e->kind == ERR_TOO_LARGE)
		return e;
	fprintf(stderr, "tocsin: a file that was brought could not be kept: %.*s\n", STR_ARG(e->why));
	return err_new(&q->arena, ERR_STORE, "The file could not be kept: the server's disk is full, or fails. Nothing has changed.");
}

static err
take(void *ctx, str bytes)
{
	struct bringing *g = ctx;

	err e = budget_bytes(g->api->budget, &g->q->arena, &api_caller(g->q)->actor, bytes.n);

	return e ? e : kept(g->q, blob_write(&g->q->arena, g->upload, bytes));
}

/* Refused, or said before: nothing cites the bytes. */
static void
brought(struct order *o, err e)
{
	struct bringing *g = (struct bringing *)o->ctx;
	err left = e || o->repeated ? blob_forget(&g->q->arena, g->api->house->dir, g->name) : OK;

	(void)left;                     /* then the next start forgets it */
	api_turn_over(&g->api->uploads, api_caller(g->q)->actor.person);
	api_receipt(g->api, g->x, o, e);
}

/* Whoever brought it learns so while the original is at hand. */
static err
need_bytes(struct request *q, const struct rec_file *f)
{
	return f->size ? OK : err_new(&q->arena, ERR_MALFORMED, "%.*s is empty: look whether it was copied whole.", STR_ARG(f->name));
}

/* On a thread of its own: a large file takes long to become durable. */
static void
finish(void *ctx)
{
	struct bringing *g = ctx;

	g->failed = blob_finish(&g->q->arena, g->upload, &g->blob);
}

static void
finished(void *ctx)
{
	struct bringing *g = ctx;
	struct order *o = &g->is.order;
	err e = kept(g->q, g->failed);

	g->file.size = (i64)g->blob.size;
	g->file.sha256 = g->blob.sha256;
	if (e == OK)
		e = need_bytes(g->q, &g->file);
	if (e == OK)
		e = api_key(g->q, STR("add_attachment"), arena_fmt(&g->q->arena, "%.*s\n%.*s", STR_ARG(g->q->target),
		    STR_ARG(b64u_hash(&g->q->arena, g->file.sha256))), o);
	o->actor = api_caller(g->q)->actor;
	o->decide = decide_command;
	o->reply = brought;
	o->ctx = &g->is;
	if (e)
		brought(o, e);
	else
		house_order(g->api->house, o);
}

static void
arrived(void *ctx, struct exchange *x, err e)
{
	struct bringing *g = ctx;

	if (e) {
		blob_abandon(g->upload);
		api_turn_over(&g->api->uploads, api_caller(g->q)->actor.person);
		return;
	}
	g->x = x;
	worker_run(g->api->house->base, finish, finished, g);
}

/* Whose call it is, is known before the bytes are; what else is wrong is said when the command is decided. */
static err
need_their_call(struct bringing *g, const struct room *room)
{
	struct house *h = g->api->house;
	struct scene s = { .a = &g->q->arena, .charter = h->charter, .room = room, .now = house_now(h), .returned = h->returned,
	    .actor = api_caller(g->q)->actor };

	return may_give(&s, CMD_add_attachment, &g->is.fields, NEW(s.a, struct outcome, 1));
}

static err
need_bringing(struct bringing *g)
{
	struct audience audience;
	struct loaded *room;
	err e;

	if ((e = api_stream(g->q, false, &g->is.order.stream)))                                 return e;
	if ((e = api_room(g->api, g->q, g->is.order.stream, &room, &audience)))                 return e;
	if ((e = read_query(g)))                                                                return e;
	if ((e = need_their_call(g, room->room)))                                               return e;
	if ((e = api_turn(&g->api->uploads, g->q, UPLOADS_AT_ONCE, "files are arriving")))
		return e;
	if ((e = budget_file(g->api->budget, &g->q->arena, &api_caller(g->q)->actor, g->q->length, &g->q->wait)))
		return e;
	return kept(g->q, blob_begin(&g->q->arena, g->api->house->dir, g->name, LIMIT_BLOB, &g->upload));
}

static void
then_bring(struct later *l)
{
	struct bringing *g = NEW(&l->q->arena, struct bringing, 1);
	err e;

	g->is.kind = CMD_add_attachment;
	g->api = l->api;
	g->q = l->q;
	if ((e = need_bringing(g))) {
		reply_err(l->x, e);
		return;
	}
	api_turn_begin(&g->api->uploads, api_caller(g->q)->actor.person);
	upload_open(l->x, (struct sink){ take, arrived, g });
}

/* Who may bring a file is asked before a byte of it is taken. */
void
post_attachment(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_bring);
}

/* ---- giving out ---- */

static err
find_attachment(struct later *l, const struct attachment **out)
{
	struct audience audience;
	struct loaded *room;
	err e;

	if ((e = api_room_here(l, &room, &audience)))
		return e;
	*out = FIND(room->room, attachments, api_id(l->q, STR("id")));
	if (*out == NULL || !audience_sees(&audience, room->room, &(*out)->head))
		return err_new(&l->q->arena, ERR_NO_SUCH, "There is no such file in this room.");
	if ((*out)->is.file == NULL)
		return err_new(&l->q->arena, ERR_NO_SUCH, "The file was erased by a decision.");
	return OK;
}

/* What may do harm gets a name that nothing opens by itself. */
static str
name_outside(struct request *q, const struct attachment *x)
{
	return x->is.suspicious ? arena_fmt(&q->arena, "%.*s.suspicious", STR_ARG(x->is.file->name)) : x->is.file->name;
}

static void
then_give(struct later *l)
{
	struct arena *a = &l->q->arena;
	const struct attachment *x;
	err e = find_attachment(l, &x);
	u64 size = 0;
	int fd = -1;

	if (e == OK && (blob_open(a, l->api->house->dir, blob_name(a, x->is.blob), &fd, &size) || size != (u64)x->is.file->size))
		e = err_new(a, ERR_DAMAGED, "The file is not there as it was brought; `tocsin verify` says more.");
	if (e == OK) {
		reply_file(l->x, name_outside(l->q, x), fd, (i64)size);
		return;
	}
	if (fd >= 0)
		close(fd);
	reply_err(l->x, e);
}

void
get_attachment(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_give);
}
