/*
 * may -- may somebody give a command, before they have said all of it?
 *
 * It is decided as it will be, with what is known of it, and whatever was
 * decided is thrown away.  So no rule of who may do what stands twice; a
 * refusal for anything but whose call it is waits for the whole command.
 */
#include "audience.h"

/* What must be said of it and is not: a word, of which each may be another's call. */
static const struct field *
word_to_choose(const struct field_table *t, const void *known)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->fields[i].type == FIELD_WORD && !(t->fields[i].marks & OPT) && field_absent(&t->fields[i], known))
			return &t->fields[i];
	return NULL;
}

/* Guards look into a record that must be there: an empty one, while it is not. */
static void
with_records(const struct scene *s, const struct field_table *t, union command_fields *known)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->fields[i].type == FIELD_ONE && !(t->fields[i].marks & OPT) && field_absent(&t->fields[i], known))
			*(void **)(void *)((char *)known + t->fields[i].offset) = arena_alloc(s->a, t->fields[i].record()->size, 1);
}

static bool
is_anothers(err e)
{
	return e->kind == ERR_NOT_YOUR_CALL || e->kind == ERR_SESSION_WEAK;
}

/* Of a word that cannot be chosen as things stand, nobody is asked whose it is. */
err
may_give(const struct scene *s, enum command_kind kind, const union command_fields *known, struct outcome *scratch)
{
	const struct field *word = word_to_choose(command_table(kind), known);
	union command_fields tried = *known;
	err no = OK;

	with_records(s, command_table(kind), &tried);
	for (int w = 1; w < (word ? (int)word->words->count : 2); w++) {
		err e;

		if (word)
			*(int *)(void *)((char *)&tried + word->offset) = w;
		if ((e = decide(s, kind, &tried, scratch)) == OK || !(is_anothers(e) || e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
			return OK;
		if (is_anothers(e))
			no = e;
	}
	return no;
}

err
was_theirs(const struct scene *s, enum command_kind kind, const union command_fields *known, struct outcome *would)
{
	struct audience audience;
	err e;

	would->n = 0;
	if ((e = need_giver(s, kind, known, &audience)))
		return e;
	return may_give(s, kind, known, would);
}
