/* checkpoints -- what the log's key signed, here and elsewhere, against the entries. */
#include "replay.h"

#include "note.h"
#include "six_words.h"

err
open_checkpoint(struct arena *a, str bytes, str vkey, struct checkpoint *out)
{
	struct note_key key;
	struct note note;
	err e;

	if ((e = note_key_parse(a, vkey, &key)))        return e;
	if ((e = note_open(a, bytes, &key, &note)))     return e;
	if ((e = checkpoint_parse(a, note.text, out)))  return e;
	if (!str_eq(out->origin, key.name))
		return err_new(a, ERR_DAMAGED, "its origin is not the name of the key that signed it");
	return OK;
}

err
check_newest(struct replay *r, const struct checkpoint *c)
{
	struct arena *a = &r->scratch;
	i64 size = (i64)c->size, here = r->verdicts->entries;

	if (!str_eq(c->origin, r->log))
		return damaged(a, "the newest checkpoint is of another log");
	if (size > here)
		return err_new(a, ERR_DAMAGED, "the newest checkpoint covers %lld entries; only %lld are here",
		    (long long)size, (long long)here);
	if (size < here)
		return err_new(a, ERR_DAMAGED, "no checkpoint covers the entries from %lld on", (long long)size);
	if ((i64)r->tree.size != here || !hash_eq(root_at(r, size), c->root))
		return damaged(a, "the tree of the entries has not the root that the newest checkpoint signs");
	return OK;
}

err
confirm(struct replay *r, str bytes, str what)
{
	struct arena *a = &r->scratch;
	struct checkpoint c;
	err e = damaged(a, "there is no key to check it with");

	for (size_t i = r->n_keys; i-- > 0 && e;)
		if ((e = open_checkpoint(a, bytes, r->keys[i], &c)) && e->kind == ERR_MALFORMED)
			return err_at(r->out, what, err_new(a, e->kind, "%.*s", STR_ARG(e->why)));
	if (e == OK && (i64)c.size > (i64)r->tree.size)
		e = err_new(a, ERR_DAMAGED, "it covers %lld entries; only %lld are here",
		    (long long)c.size, (long long)r->tree.size);
	else if (e == OK && !hash_eq(root_at(r, (i64)c.size), c.root))
		e = err_new(a, ERR_DAMAGED, "the first %lld entries here are not those that it signs: the record was rewritten",
		    (long long)c.size);
	found_of_all(r, VERDICT_OUTSIDE, err_at(a, what, e));
	if (e == OK && (i64)c.size > r->verdicts->confirmed) {
		r->verdicts->confirmed = (i64)c.size;
		r->verdicts->confirmed_by = what;
	}
	return OK;
}

/* The next note, from the line that is the key's name on: it stands between other words. */
static str
note_on_sheet(str *rest, str name)
{
	str line, from = { NULL, 0 };

	while (rest->n) {
		const char *start = rest->p;

		line = str_cut(*rest, '\n', rest);
		if (from.p == NULL && str_eq(line, name))
			from = (str){ start, 0 };
		else if (from.p && str_starts(line, STR("\xe2\x80\x94 ")))
			return (str){ from.p, (size_t)(line.p + line.n + 1 - from.p) };
	}
	return (str){ NULL, 0 };
}

/* What follows those words at the beginning of a line, or nothing. */
static str
line_on_sheet(str sheet, str begins)
{
	while (sheet.n) {
		str line = str_cut(sheet, '\n', &sheet);

		if (str_starts(line, begins))
			return str_from(line, begins.n);
	}
	return (str){ NULL, 0 };
}

/* Page two names the founding key by its six words. */
static void
check_founding_key(struct replay *r, str words)
{
	const struct charter *c = r->charter;

	for (size_t i = 0; i < c->n_credentials; i++) {
		const struct invitation *link = FIND(c, invitations, c->credentials[i].is.link);

		if (link && link->is.founding && str_eq(six_words(&r->scratch, c->credentials[i].is.key), words))
			return;
	}
	found_of_all(r, VERDICT_OUTSIDE, damaged(&r->scratch, "the founding key is not the one whose six words stand on the sealing sheet"));
}

err
check_sheet(struct replay *r, str sheet)
{
	str whole = arena_fmt(r->out, "%.*s\n", STR_ARG(sheet)), rest = whole, after;        /* its last line ends, too */
	str key = line_on_sheet(whole, STR("key: ")), words = line_on_sheet(whole, STR("founding key: "));
	str name = str_cut(key, '+', &after), note = note_on_sheet(&rest, name);
	err e;

	if (key.p == NULL || note.p == NULL)
		return err_new(r->out, ERR_MALFORMED, "this is no sealing sheet: it has no line \"key: …\", or no checkpoint");
	r->verdicts->key_known = r->n_keys && str_eq(key, r->keys[0]);
	if (!r->verdicts->key_known) {
		found_of_all(r, VERDICT_OUTSIDE, damaged(&r->scratch, "the key on the sealing sheet is not the one this record was founded with"));
		return OK;
	}
	if (words.p)
		check_founding_key(r, words);
	for (e = OK; note.p && e == OK; note = note_on_sheet(&rest, name))
		e = confirm(r, note, STR("the sealing sheet"));
	return e;
}
