#include "field_inside.h"

size_t
field_count(const struct field *f, const void *rec)
{
	return *(const size_t *)(const void *)((const char *)rec + f->offset_n);
}

/* The name outside: a trailing underscore only keeps C's keywords away. */
str
field_name(const struct field *f)
{
	str s = str_c(f->name);

	if (str_ends(s, STR("_")))
		s.n--;
	return s;
}

bool
field_veiled(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_NAME || (f->marks & (CONFIDENTIAL | PERSONAL));
}

const char *
word_text(const struct word_list *list, int w)
{
	return w >= 0 && (size_t)w < list->count ? list->words[w].text : "";
}

int
word_find(const struct word_list *list, str text)
{
	for (size_t w = 1; w < list->count; w++)
		if (str_eq(text, str_c(list->words[w].text)))
			return (int)w;
	return 0;
}

str
word_names(struct arena *a, const struct word_list *list)
{
	str all = str_c(list->words[1].text);

	for (size_t w = 2; w < list->count; w++)
		all = arena_fmt(a, "%.*s, %s", STR_ARG(all), list->words[w].text);
	return all;
}

bool
field_absent(const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_VALUE:
	case FIELD_DECIMAL: case FIELD_BYTES: case FIELD_OBJECT:
		return IN(str, rec, f).p == NULL;
	case FIELD_MONEY:
		return IN(struct money, rec, f).amount.p == NULL;
	case FIELD_HASH:
		return hash_zero(IN(struct hash, rec, f));
	case FIELD_FLAG:
		return !IN(bool, rec, f);
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		return IN(i64, rec, f) == 0;
	case FIELD_REFS:
		return IN(struct refs, rec, f).n == 0;
	case FIELD_LABELS:
		return IN(struct labels, rec, f).n == 0;
	case FIELD_WORD:
		return IN(int, rec, f) == 0;
	case FIELD_ONE:
		return IN(const void *, rec, f) == NULL;
	case FIELD_LIST:
		return field_count(f, rec) == 0;
	}
	return true;
}

bool
field_in_place(const struct field *f)
{
	return f->type == FIELD_HASH || f->type == FIELD_FLAG || f->type == FIELD_INT || f->type == FIELD_TIME || f->type == FIELD_DURATION ||
	    f->type == FIELD_REF || f->type == FIELD_WORD;
}

size_t
field_size(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_VALUE:
	case FIELD_DECIMAL: case FIELD_BYTES: case FIELD_OBJECT:
		return sizeof(str);
	case FIELD_MONEY:
		return sizeof(struct money);
	case FIELD_HASH:
		return sizeof(struct hash);
	case FIELD_FLAG:
		return sizeof(bool);
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		return sizeof(i64);
	case FIELD_REFS:
		return sizeof(struct refs);
	case FIELD_LABELS:
		return sizeof(struct labels);
	case FIELD_WORD:
		return sizeof(int);
	case FIELD_ONE: case FIELD_LIST:
		return sizeof(void *);
	}
	return 0;
}

void
field_copy(const struct field *f, void *to, const void *from)
{
	memcpy((char *)to + f->offset, (const char *)from + f->offset, field_size(f));
	if (f->type == FIELD_LIST)
		memcpy((char *)to + f->offset_n, (const char *)from + f->offset_n, sizeof(size_t));
}

/* Asked for every key that is read, so without measuring the name first. */
static bool
is_named(const struct field *f, str key)
{
	const char *rest = f->name + key.n;

	if (key.n == 0 || *f->name != *key.p || key.p[key.n - 1] == '_' || strncmp(f->name, key.p, key.n) != 0)
		return false;
	return rest[0] == '\0' || (rest[0] == '_' && rest[1] == '\0');
}

const struct field *
field_find(const struct field_table *t, str key)
{
	for (size_t i = 0; i < t->count; i++)
		if (is_named(&t->fields[i], key))
			return &t->fields[i];
	return NULL;
}
