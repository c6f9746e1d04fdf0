/* field_write -- records as canonical JSON. */
#include "field_inside.h"

#include "base64.h"

static void
write_refs(struct buf *b, struct refs refs)
{
	buf_byte(b, '[');
	for (size_t i = 0; i < refs.n; i++) {
		canon_put_next(b);
		canon_put_int(b, refs.v[i]);
	}
	buf_byte(b, ']');
}

static void
write_labels(struct buf *b, struct labels labels)
{
	buf_byte(b, '[');
	for (size_t i = 0; i < labels.n; i++) {
		canon_put_next(b);
		canon_put_string(b, labels.v[i]);
	}
	buf_byte(b, ']');
}

static void
write_list(struct buf *b, const struct field *f, const void *rec)
{
	const struct field_table *t = f->record();
	const char *items = IN(const void *, rec, f);

	buf_byte(b, '[');
	for (size_t i = 0; i < field_count(f, rec); i++) {
		canon_put_next(b);
		field_write(b, t, items + i * t->size);
	}
	buf_byte(b, ']');
}

static void
write_money(struct buf *b, struct money m)
{
	buf_put(b, STR("{\"amount\":"));
	canon_put_string(b, m.amount);
	buf_put(b, STR(",\"currency\":"));
	canon_put_string(b, m.currency);
	buf_byte(b, '}');
}

void
field_write_value(struct buf *b, const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_DECIMAL:
		canon_put_string(b, IN(str, rec, f));
		return;
	case FIELD_VALUE: case FIELD_OBJECT:
		buf_put(b, IN(str, rec, f));
		return;
	case FIELD_BYTES:
		canon_put_string(b, b64u(b->a, IN(str, rec, f).p, IN(str, rec, f).n));
		return;
	case FIELD_HASH:
		canon_put_string(b, b64u_hash(b->a, IN(struct hash, rec, f)));
		return;
	case FIELD_MONEY:
		write_money(b, IN(struct money, rec, f));
		return;
	case FIELD_FLAG:
		canon_put_bool(b, IN(bool, rec, f));
		return;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		canon_put_int(b, IN(i64, rec, f));
		return;
	case FIELD_REFS:
		write_refs(b, IN(struct refs, rec, f));
		return;
	case FIELD_LABELS:
		write_labels(b, IN(struct labels, rec, f));
		return;
	case FIELD_WORD:
		canon_put_string(b, str_c(word_text(f->words, IN(int, rec, f))));
		return;
	case FIELD_ONE:
		field_write(b, f->record(), IN(const void *, rec, f));
		return;
	case FIELD_LIST:
		write_list(b, f, rec);
		return;
	}
}

enum { FIELDS_MOST = 64 };              /* of one record */
struct member { str name; const struct field *f; };

/* The fields that are there, in the order of the bytes of their names; how many. */
static size_t
members_in_order(const struct field_table *t, const void *rec, bool plain, struct member *out)
{
	size_t n = 0;

	assert(t->count <= FIELDS_MOST);
	for (const struct field *f = t->fields; f < t->fields + t->count; f++) {
		struct member m = { field_name(f), f };
		size_t at = n;

		if ((plain && field_veiled(f)) || ((f->marks & OPT) && field_absent(f, rec)))
			continue;
		for (; at && str_cmp(m.name, out[at - 1].name) < 0; at--)
			out[at] = out[at - 1];
		out[at] = m;
		n++;
	}
	return n;
}

void
field_write_members(struct buf *b, const struct field_table *t, const void *rec, bool plain, bool comma)
{
	struct member members[FIELDS_MOST];
	size_t n = members_in_order(t, rec, plain, members);

	for (size_t i = 0; i < n; i++) {
		if (comma)
			buf_byte(b, ',');
		comma = true;
		canon_put_string(b, members[i].name);
		buf_byte(b, ':');
		field_write_value(b, members[i].f, rec);
	}
}

void
field_write(struct buf *b, const struct field_table *t, const void *rec)
{
	buf_byte(b, '{');
	field_write_members(b, t, rec, false, false);
	buf_byte(b, '}');
}
