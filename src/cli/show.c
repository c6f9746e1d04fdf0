#include "show.h"

#include "client.h"
#include "model.h"
#include "terminal.h"
#include "utc.h"

/* ---- names ---- */

struct names
names_read(struct arena *a, str view)
{
	struct canon c = canon_open(a, client_member(a, view, "entities"));
	struct names names = { NULL, 0 };
	size_t cap = 0;

	canon_array(&c);
	while (canon_next(&c)) {
		str thing = canon_raw(&c), name = client_member(a, thing, "name");

		if (name.p == NULL)
			name = client_member(a, thing, "title");
		if (name.p == NULL)
			continue;
		GROW(a, names.v, names.n, cap);
		names.v[names.n++] = (struct called){ client_number(a, thing, "id"), name };
	}
	return names;
}

str
name_of(struct arena *a, struct names names, i64 id)
{
	for (size_t i = 0; i < names.n; i++)
		if (names.v[i].id == id)
			return terminal_text(a, names.v[i].name);
	return arena_fmt(a, "%lld", (long long)id);
}

/* ---- fields ---- */

static i64
number_in(const struct field *f, const void *rec)
{
	return *(const i64 *)(const void *)((const char *)rec + f->offset);
}

static bool
of_charter(const struct field *f)
{
	return f->target && (strcmp(f->target, "person_added") == 0 || strcmp(f->target, "seat_set") == 0 ||
	    strcmp(f->target, "service_set") == 0);
}

static void
show_value(struct buf *b, struct names names, const struct field *f, const void *rec)
{
	struct buf json = buf_new(b->a, 64);
	struct canon c;
	i64 x;

	if (f->type == FIELD_TIME && (x = number_in(f, rec)) >= UTC_MIN && x <= UTC_MAX) {
		buf_put(b, utc_text(b->a, x / SECOND * SECOND));
	} else if (f->type == FIELD_REF && of_charter(f)) {
		buf_put(b, name_of(b->a, names, number_in(f, rec)));
	} else {
		field_write_value(&json, f, rec);
		c = canon_open(b->a, buf_str(&json));
		buf_put(b, terminal_text(b->a, canon_peek(&c) == CANON_STRING ? canon_string(&c) : buf_str(&json)));
	}
}

void
show_fields(struct buf *b, struct names names, const struct field_table *t, const void *rec)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (field_absent(f, rec) || strcmp(f->name, "id") == 0 || strcmp(f->name, "touched") == 0)
			continue;
		buf_fmt(b, ", %.*s: ", STR_ARG(field_name(f)));
		show_value(b, names, f, rec);
	}
}

/* ---- entities ---- */

static const struct field_table *
table_named(str kind)
{
	for (int k = ENT_none + 1; k < ENTITY_KINDS; k++)
		if (str_eq(kind, str_c(entity_table((enum entity_kind)k)->name)))
			return entity_table((enum entity_kind)k);
	return NULL;
}

/* What a newer server sends and this program does not know is left out. */
static void *
read_entity(struct arena *a, const struct field_table *t, str json)
{
	struct canon c = canon_open(a, json);
	char *rec = NEW(a, char, t->size);
	const struct field *f;
	str key;

	canon_object(&c);
	while (canon_key(&c, &key))
		if ((f = field_find(t, key)) == NULL || field_read_value(&c, f, FROM_RECORD, rec))
			canon_skip(&c);
	return rec;
}

void
show_entities(struct buf *b, struct names names, str entities)
{
	struct canon c = canon_open(b->a, entities);

	canon_array(&c);
	while (canon_next(&c)) {
		str json = canon_raw(&c), kind = client_member(b->a, json, "entity");
		const struct field_table *t = table_named(kind);

		buf_fmt(b, "%.*s %lld", STR_ARG(terminal_text(b->a, kind)), (long long)client_number(b->a, json, "id"));
		if (t)
			show_fields(b, names, t, read_entity(b->a, t, json));
		buf_byte(b, '\n');
	}
}
