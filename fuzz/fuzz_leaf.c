/*
 * Forged entries: read, folded and judged, they get sentences and never crash.
 *
 * A line is an entry.  One that begins with '{' is a leaf as it stands.  Any
 * other is "SWkind fields": its stream (charter, journal or one of two rooms),
 * who it is by, and its plain fields; its place in the record is made to fit.
 */
#include "authority.h"
#include "base64.h"
#include "verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { LINES = 64 };

struct lines {
	struct store store;
	struct stored v[LINES];
	size_t n;
	struct { i64 stream, seq; struct hash lh; } ends[4];    /* charter, journal, two rooms */
};

/* One digest for each veiled field; the words themselves were withheld. */
static void
put_digests(struct buf *b, const struct field_table *t)
{
	bool any = false;

	for (size_t i = 0; i < t->count; i++)
		if (field_veiled(&t->fields[i])) {
			struct hash h = { { (u8)i } };

			buf_put(b, any ? STR(",") : STR("\"_sd\":["));
			canon_put_string(b, b64u_hash(b->a, h));
			any = true;
		}
	if (any)
		buf_put(b, STR("]"));
}

static str
leaf_of(struct arena *a, struct lines *l, const struct stored *s, str line, struct hash prev)
{
	str fields, name = str_cut(str_from(line, 2), ' ', &fields);
	enum event_kind kind = event_kind(name);
	const struct field_table *t = event_table(kind == EV_none ? EV_message_posted : kind);
	struct buf b = buf_new(a, 1024);
	i64 by = line.p[1] - '0';
	size_t open;

	buf_fmt(&b, "{\"at\":%lld,\"by\":{\"for\":0,\"person\":%lld,\"seat\":%lld,\"via\":0},\"charter\":%lld,\"f\":{",
	    (long long)s->at, (long long)by, (long long)(by ? 5 : 0), (long long)l->ends[0].seq);
	open = b.n;
	put_digests(&b, t);
	if (fields.n && b.n > open)
		buf_byte(&b, ',');
	buf_put(&b, fields);
	buf_fmt(&b, "},\"kind\":\"%s\",\"log\":\"l\",\"n\":%lld,\"prev\":", t->name, (long long)s->n);
	canon_put_string(&b, b64u_hash(a, prev));
	buf_fmt(&b, ",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"seq\":%lld,\"stream\":\"%.*s\",\"v\":1}",
	    (long long)s->seq, STR_ARG(stream_name(a, s->stream)));
	return buf_str(&b);
}

static void
add_line(struct arena *a, struct lines *l, str line)
{
	struct stored *s = &l->v[l->n];
	size_t end = line.n > 2 ? (u8)line.p[0] % 4u : 0;

	if (line.n < 3 || l->n == LINES)
		return;
	if (l->ends[end].seq == 0 && end >= 2)
		l->ends[end].stream = (i64)l->n;
	*s = (struct stored){ .n = (i64)l->n, .stream = l->ends[end].stream, .seq = l->ends[end].seq + 1, .at = 1000000 };
	s->leaf = line.p[0] == '{' ? line : leaf_of(a, l, s, line, l->ends[end].lh);
	if (s->leaf.n > LIMIT_LEAF)
		return;
	l->ends[end].seq++;
	l->ends[end].lh = s->lh = leaf_hash(s->leaf);
	l->n++;
}

static err
read_all(struct store *s, i64 from, store_visit *visit, void *ctx)
{
	struct lines *l = (struct lines *)(void *)s;
	err e = OK;

	for (size_t i = (size_t)from; i < l->n && e == OK; i++)
		e = visit(ctx, &l->v[i]);
	return e;
}

static err
checkpoint(struct store *s, struct arena *a, i64 size, str *out)
{
	(void)s, (void)a, (void)size;
	*out = (str){ NULL, 0 };
	return OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena whole = arena_open(64 * MIB), a = whole;
	str rest = { (const char *)data, size };
	struct lines *l = NEW(&a, struct lines, 1);
	struct verify_options options = { 0 };
	struct rec_verdicts v;
	err e;

	l->store = (struct store){ .name = "lines", .read_all = read_all, .checkpoint = checkpoint };
	l->ends[1].stream = STREAM_JOURNAL;
	while (rest.n)
		add_line(&a, l, str_cut(rest, '\n', &rest));
	e = verify_record(&a, &l->store, &options, &v);
	assert(e == OK && v.entries == (i64)l->n && utf8_valid(verdicts_text(&a, &v)));
	arena_close(whole, 64 * MIB);
	return 0;
}
