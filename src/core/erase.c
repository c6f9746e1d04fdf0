/* erase -- personal words that go for ever, by a decision of the charter officers. */
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
	if (o->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it erases nothing.");
	if (c->n_digests == 0)
		return err_new(s->a, ERR_MALFORMED, "digests: name at least one disclosure of the entry");
	emit(out, EV_erasure_proposed)->as.erasure_proposed =
	    (struct ev_erasure_proposed){ c->option, c->n, c->digests, c->n_digests };
	return OK;
}
