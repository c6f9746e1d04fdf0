/*
 * erase -- personal words that go for ever, by a decision: under the charter's
 * rule for erase_words, or of its officers, where it has none and in itself.
 */
#include "authority.h"

void
fold_erasure_proposed(struct room *room, const struct entry *e, const struct ev_erasure_proposed *p)
{
	struct words *w = ADD(room, words);

	w->is = *p;
	w->head = (struct head){ .id = e->seq, .touched = e->seq, .by = e->by.person, .via = e->by.via };
}

/* The words themselves are the store's to forget; here only that it was done. */
void
fold_erased(struct room *room, const struct entry *e, const struct ev_erased *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->consequences++;
	touch(room, ENT_decision, &d->head, e);
}

/* What is erased is gone in earnest, whichever entry of the record it stands in; an exercise reaches nothing outside of itself. */
err
need_in_earnest(struct arena *a, const struct room *room, str kind)
{
	if (room->kind == ROOM_EXERCISE && str_eq(kind, STR("erase_words")))
		return err_new(a, ERR_REFUSED, "An exercise erases no words: ask for it in the charter, where it is in earnest.");
	return OK;
}

/* Where a rule says who decides of what was said in a room, it is asked there: neither elsewhere, nor of the officers. */
static err
need_own_words(const struct scene *s, const struct decision *d, i64 n)
{
	bool own = kind_is_officers(s->charter, d->is.kind);

	for (size_t i = 0; i < s->room->n_places && !own; i++)
		own = s->room->places[i].n == n;
	return own ? OK : err_new(s->a, ERR_NOT_YOUR_CALL, "Entry %lld does not stand here: that it be erased is asked for where it does.", (long long)n);
}

err
decide_propose_erasure(const struct scene *s, const struct cmd_propose_erasure *c, struct outcome *out)
{
	const struct option *o;
	const struct decision *d;
	err e;

	if ((e = need_option_open(s, c->option, &o)))   return e;
	d = FIND(s->room, decisions, o->is.decision);
	if (!str_eq(d->is.kind, STR("erase_words")))
		return err_new(s->a, ERR_REFUSED, "Only a decision of the kind erase_words erases words.");
	if ((c->n || c->n_digests) && (e = need_own_words(s, d, c->n)))        /* whether it may be asked at all is asked before any entry is named */
		return e;
	if (o->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it erases nothing.");
	if (c->n_digests == 0)
		return err_new(s->a, ERR_MALFORMED, "digests: name at least one disclosure of the entry");
	emit(out, EV_erasure_proposed)->as.erasure_proposed =
	    (struct ev_erasure_proposed){ c->option, c->n, c->digests, c->n_digests };
	return OK;
}
