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

/* The field whose name follows `after` (absent: the first), in the order of bytes. */
static const struct field *
next_in_order(const struct field_table *t, str after)
{
	const struct field *best = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if ((after.p == NULL || str_cmp(field_name(f), after) > 0) &&
		    (best == NULL || str_cmp(field_name(f), field_name(best)) < 0))
			best = f;
	}
	return best;
}

void
field_write_members(struct buf *b, const struct field_table *t, const void *rec, bool plain, bool comma)
{
	str after = { NULL, 0 };
	const struct field *f;

	for (; (f = next_in_order(t, after)); after = field_name(f)) {
		if ((plain && field_veiled(f)) || ((f->marks & OPT) && field_absent(f, rec)))
			continue;
		if (comma)
			buf_byte(b, ',');
		comma = true;
		canon_put_string(b, field_name(f));
		buf_byte(b, ':');
		field_write_value(b, f, rec);
	}
}

void
field_write(struct buf *b, const struct field_table *t, const void *rec)
{
	buf_byte(b, '{');
	field_write_members(b, t, rec, false, false);
	buf_byte(b, '}');
}
