#include "entry.h"

#include "base64.h"
#include "sha256.h"

struct hash
leaf_hash(str leaf)
{
	struct sha256_run run = sha256_begin();

	sha256_add(&run, "\0", 1);
	sha256_add(&run, leaf.p, leaf.n);
	return sha256_end(run);
}

str
disclosure_digest(struct arena *a, str d)
{
	struct hash h;

	sha256(d.p, d.n, &h);
	return b64u_hash(a, h);
}

str
disclosure_make(struct arena *a, const u8 salt[SALT], str field, str value)
{
	struct buf b = buf_new(a, 64 + value.n);

	buf_byte(&b, '[');
	canon_put_string(&b, b64u(a, salt, SALT));
	buf_byte(&b, ',');
	canon_put_string(&b, field);
	buf_byte(&b, ',');
	buf_put(&b, value);
	buf_byte(&b, ']');
	return b64u(a, b.p, b.n);
}

str
disclosure_field(struct arena *a, str d)
{
	str json, field = { NULL, 0 };
	struct canon c;

	if (!b64u_decode(a, d, &json))
		return field;
	c = canon_open(a, json);
	canon_array(&c);
	if (canon_next(&c))
		canon_skip(&c);
	if (canon_next(&c) && canon_peek(&c) == CANON_STRING)
		field = canon_string(&c);
	return c.failed ? (str){ NULL, 0 } : field;
}

str
stream_name(struct arena *a, i64 stream)
{
	if (stream == 0)
		return STR("charter");
	if (stream < 0)
		return STR("journal");
	return arena_fmt(a, "room/%lld", (long long)stream);
}

bool
stream_parse(str name, i64 *stream)
{
	str digits = str_from(name, 5);

	if (str_eq(name, STR("charter")))
		return *stream = 0, true;
	if (str_eq(name, STR("journal")))
		return *stream = -1, true;
	return str_starts(name, STR("room/")) && !str_starts(digits, STR("0")) && str_number(digits, stream);
}

/* ---- sealing ---- */

static str
veiled_value(struct arena *a, const struct field *f, const void *rec)
{
	struct buf b = buf_new(a, 256);

	if (field_absent(f, rec))
		return STR("null");
	field_write_value(&b, f, rec);
	return buf_str(&b);
}

/* The disclosures of an entry, one per veiled field of its kind. */
static err
veil(struct arena *a, const struct entry *e, const struct field_table *t, const u8 *salts, struct sealed *out)
{
	str *d = NEW(a, str, LIMIT_VEILED);

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const u8 *salt = salts + (1 + out->n_disclosures) * SALT;

		if (!field_veiled(f))
			continue;
		assert(out->n_disclosures < LIMIT_VEILED);
		if (e->note_salt.n == SALT && str_eq(field_name(f), STR("note")))
			salt = (const u8 *)e->note_salt.p;
		d[out->n_disclosures] = disclosure_make(a, salt, field_name(f), veiled_value(a, f, &e->as));
		if (d[out->n_disclosures++].n > LIMIT_DISCLOSURE)
			return err_new(a, ERR_TOO_LARGE, "%s is longer than the record can hold in one entry", f->name);
	}
	out->disclosures = d;
	return OK;
}

static void
put_digests(struct buf *b, const struct sealed *s)
{
	str sorted[LIMIT_VEILED];
	size_t n = 0;

	for (; n < s->n_disclosures; n++) {
		size_t at = n;
		str digest = disclosure_digest(b->a, s->disclosures[n]);

		for (; at > 0 && str_cmp(sorted[at - 1], digest) > 0; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = digest;
	}
	buf_put(b, STR("\"_sd\":["));
	for (size_t i = 0; i < n; i++) {
		canon_put_next(b);
		canon_put_string(b, sorted[i]);
	}
	buf_byte(b, ']');
}

static void
put_number(struct buf *b, const char *key, i64 x)
{
	canon_put_key(b, str_c(key));
	canon_put_int(b, x);
}

static void
put_text(struct buf *b, const char *key, str s)
{
	canon_put_key(b, str_c(key));
	canon_put_string(b, s);
}

static void
put_by(struct buf *b, const struct by *by)
{
	canon_put_key(b, STR("by"));
	buf_byte(b, '{');
	put_number(b, "for", by->principal);
	put_number(b, "person", by->person);
	put_number(b, "seat", by->seat);
	put_number(b, "via", by->via);
	buf_byte(b, '}');
}

static str
write_leaf(struct arena *a, const struct entry *e, const struct field_table *t, const u8 *salts, const struct sealed *s)
{
	struct buf b = buf_new(a, 1024);

	buf_byte(&b, '{');
	put_number(&b, "at", e->at);
	put_by(&b, &e->by);
	put_number(&b, "charter", e->charter);
	canon_put_key(&b, STR("f"));
	buf_byte(&b, '{');
	if (s->n_disclosures)
		put_digests(&b, s);
	field_write_members(&b, t, &e->as, true, s->n_disclosures > 0);
	buf_byte(&b, '}');
	put_text(&b, "kind", str_c(t->name));
	put_text(&b, "log", e->log);
	put_number(&b, "n", e->n);
	put_text(&b, "prev", b64u_hash(a, e->prev));
	put_text(&b, "salt", b64u(a, salts, SALT));
	put_number(&b, "seq", e->seq);
	put_text(&b, "stream", stream_name(a, e->stream));
	put_number(&b, "v", 1);
	buf_byte(&b, '}');
	return buf_str(&b);
}

err
entry_seal(struct arena *a, const struct entry *e, const u8 *salts, struct sealed *out)
{
	const struct field_table *t = event_table(e->kind);
	err bad;

	*out = (struct sealed){ 0 };
	if ((bad = field_check(a, t, &e->as)) || (bad = veil(a, e, t, salts, out)))
		return bad;
	out->leaf = write_leaf(a, e, t, salts, out);
	if (out->leaf.n > LIMIT_LEAF)
		return err_new(a, ERR_TOO_LARGE, "%s is longer than the record can hold in one entry", t->name);
	out->lh = leaf_hash(out->leaf);
	return OK;
}

/* ---- reading ---- */

struct reading {
	struct canon c;
	struct entry *e;
	const struct field_table *t;
	str sd[LIMIT_VEILED];
	size_t n_sd;
	u64 plain;                      /* which plain fields were there */
	err failed;
};

static err
unreadable(struct arena *a, const char *what)
{
	return err_new(a, ERR_DAMAGED, "the entry %s", what);
}

static void
read_digests(struct reading *r, struct canon *c)
{
	canon_array(c);
	while (canon_next(c)) {
		str d = canon_string(c);

		if (r->n_sd == LIMIT_VEILED || (r->n_sd && str_cmp(r->sd[r->n_sd - 1], d) >= 0)) {
			r->failed = unreadable(c->a, "has _sd that is too long or not ascending");
			return;
		}
		r->sd[r->n_sd++] = d;
	}
}

static void
read_field(struct reading *r, struct canon *c, str key)
{
	const struct field *f = field_find(r->t, key);

	if (f == NULL || field_veiled(f)) {
		r->failed = err_new(c->a, ERR_DAMAGED,
		    "the entry has a field %.*s that this program does not know in %s; a newer one wrote it",
		    STR_ARG(key), r->t->name);
		return;
	}
	r->failed = err_at(c->a, key, field_read_value(c, f, FROM_RECORD, &r->e->as));
	r->plain |= (u64)1 << (f - r->t->fields);
}

/* `f` stands before `kind` in the leaf, so it is kept and read when the kind is known. */
static void
read_fields(struct reading *r, str bytes)
{
	struct canon c = canon_open(r->c.a, bytes);
	str key;

	canon_object(&c);
	while (r->failed == OK && canon_key(&c, &key))
		if (str_eq(key, STR("_sd")))
			read_digests(r, &c);
		else
			read_field(r, &c, key);
	if (r->failed == OK)
		r->failed = canon_end(&c);
}

static void
fail_by(struct canon *c)
{
	canon_fail(c, STR("\"by\" has for, person, seat and via, and nothing else"));
}

static i64
read_by_part(struct canon *c, str key)
{
	str other;

	if (canon_key_is(c, key))
		return canon_int(c);
	canon_key(c, &other);           /* what is no key at all says so itself */
	fail_by(c);
	return 0;
}

static struct by
read_by(struct canon *c)
{
	struct by by;
	str key;

	canon_object(c);
	by.principal = read_by_part(c, STR("for"));
	by.person = read_by_part(c, STR("person"));
	by.seat = read_by_part(c, STR("seat"));
	by.via = read_by_part(c, STR("via"));
	if (canon_key(c, &key))
		fail_by(c);
	return by;
}

static void
read_kind(struct reading *r)
{
	str name = canon_string(&r->c);

	r->e->kind = event_kind(name);
	if (r->e->kind == EV_none && r->c.failed == OK)
		r->failed = err_new(r->c.a, ERR_DAMAGED,
		    "the entry is of kind %.*s, which this program does not know; a newer one wrote it", STR_ARG(name));
}

static struct hash
read_hash(struct canon *c)
{
	struct hash h = { { 0 } };

	if (!b64u_decode_hash(canon_string(c), &h))
		canon_fail(c, STR("a hash is 43 characters of base64url"));
	return h;
}

static void
read_salt(struct canon *c)
{
	u8 salt[SALT];

	if (!b64u_decode_n(canon_string(c), salt, SALT))
		canon_fail(c, STR("a salt is 22 characters of base64url"));
}

static i64
read_stream(struct canon *c)
{
	i64 stream = 0;

	if (!stream_parse(canon_string(c), &stream))
		canon_fail(c, STR("a stream is charter, journal or room/<number>"));
	return stream;
}

static void
read_version(struct reading *r)
{
	if (canon_int(&r->c) != 1)
		r->failed = unreadable(r->c.a, "is of a version this program does not know; a newer one wrote it");
}

/* Is this the leaf's next key?  It has each exactly once, in canonical order. */
static bool
leaf_key(struct reading *r, str want)
{
	str other;

	if (r->failed)
		return false;
	if (canon_key_is(&r->c, want))
		return true;
	if (canon_key(&r->c, &other) || r->c.failed == OK)
		r->failed = unreadable(r->c.a, "does not have exactly the keys of a leaf");
	else
		r->failed = r->c.failed;
	return false;
}

static void
read_leaf(struct reading *r)
{
	struct canon *c = &r->c;
	struct entry *e = r->e;
	str fields = { NULL, 0 }, more;

	canon_object(c);
	if (leaf_key(r, STR("at")))      e->at = canon_int(c);
	if (leaf_key(r, STR("by")))      e->by = read_by(c);
	if (leaf_key(r, STR("charter"))) e->charter = canon_int(c);
	if (leaf_key(r, STR("f")))       fields = canon_raw(c);
	if (leaf_key(r, STR("kind")))    read_kind(r);
	if (leaf_key(r, STR("log")))     e->log = canon_string(c);
	if (leaf_key(r, STR("n")))       e->n = canon_int(c);
	if (leaf_key(r, STR("prev")))    e->prev = read_hash(c);
	if (leaf_key(r, STR("salt")))    read_salt(c);
	if (leaf_key(r, STR("seq")))     e->seq = canon_int(c);
	if (leaf_key(r, STR("stream")))  e->stream = read_stream(c);
	if (leaf_key(r, STR("v")))       read_version(r);
	if (r->failed == OK && canon_key(c, &more))
		r->failed = unreadable(c->a, "does not have exactly the keys of a leaf");
	if (r->failed == OK)
		r->failed = canon_end(c);
	if (r->failed == OK && (e->n < 0 || e->seq < 1 || e->charter < 0 || e->by.person < 0 ||
	    e->by.seat < 0 || e->by.principal < 0 || e->by.via < 0))
		r->failed = unreadable(c->a, "counts below where counting begins");
	if (r->failed)
		return;
	r->t = event_table(e->kind);
	read_fields(r, fields);
}

/* Every plain field that must be there is, and there are as many digests as veiled fields. */
static void
check_complete(struct reading *r)
{
	for (size_t i = 0; i < r->t->count; i++) {
		const struct field *f = &r->t->fields[i];

		if (field_veiled(f))
			r->e->veiled++;
		else if (!(f->marks & OPT) && !(r->plain >> i & 1))
			r->failed = err_new(r->c.a, ERR_DAMAGED, "the entry lacks the field %s", f->name);
	}
	if (r->failed == OK && (size_t)r->e->veiled != r->n_sd)
		r->failed = unreadable(r->c.a, "has not one digest for each of its veiled fields");
}

static void
read_disclosure(struct reading *r, str d)
{
	struct arena *a = r->c.a, scratch = *a;
	str digest = disclosure_digest(&scratch, d), json, salt = { NULL, 0 };
	u8 raw[SALT];
	const struct field *f = NULL;
	struct canon c;
	size_t i = 0;

	while (i < r->n_sd && !str_eq(r->sd[i], digest))
		i++;
	if (i == r->n_sd || !b64u_decode(a, d, &json)) {
		r->failed = unreadable(a, "has beside it words that it does not name");
		return;
	}
	c = canon_open(a, json);
	canon_array(&c);
	if (canon_next(&c))
		salt = canon_string(&c);
	if (salt.n && canon_next(&c))
		f = field_find(r->t, canon_string(&c));
	if (f == NULL || !field_veiled(f) || !field_absent(f, &r->e->as) || !canon_next(&c)) {
		r->failed = unreadable(a, "has beside it words for a field that it does not veil, or veils twice");
		return;
	}
	if (canon_peek(&c) == CANON_NULL)
		canon_null(&c);
	else
		r->failed = field_read_value(&c, f, FROM_RECORD, &r->e->as);
	if (r->failed == OK && (canon_next(&c) || canon_end(&c)))
		r->failed = unreadable(a, "has beside it words that are not [salt, field, value]");
	if (r->failed == OK && !b64u_decode_n(salt, raw, SALT))
		r->failed = unreadable(a, "has beside it words whose salt is not 16 bytes");
	r->e->disclosed++;
}

err
entry_read(struct arena *a, str leaf, const str *disclosures, size_t n, struct entry *out)
{
	struct reading r = { .c = canon_open(a, leaf), .e = out };

	memset(out, 0, sizeof(*out));
	if (leaf.n > LIMIT_LEAF)
		return unreadable(a, "is longer than a leaf can be");
	out->lh = leaf_hash(leaf);
	read_leaf(&r);
	if (r.failed == OK)
		check_complete(&r);
	for (size_t i = 0; r.failed == OK && i < n; i++)
		read_disclosure(&r, disclosures[i]);
	return r.failed;
}

/* ---- acts ---- */

struct hash
act_challenge(str act)
{
	struct hash h;

	sha256(act.p, act.n, &h);
	return h;
}

err
act_read(struct arena *a, str act, struct rec_act *out)
{
	return err_at(a, STR("act"), field_read(a, record_act_table(), act, FROM_OUTSIDE, out));
}
