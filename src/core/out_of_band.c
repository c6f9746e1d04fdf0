/*
 * out_of_band -- on which channels a page says more (F4).
 *
 * A page says codename, severity and deadline, as it may pass through what the
 * adversary reads.  Of a channel that is apart from that the charter officers
 * may say so, by decision; then it says there what is asked, too (page_say).
 */
#include "authority.h"
#include "view.h"

const struct out_of_band *
charter_out_of_band(const struct charter *c)
{
	return c->n_out_of_bands ? &c->out_of_bands[c->n_out_of_bands - 1] : NULL;
}

void
fold_out_of_band_set(struct charter *c, const struct entry *e, const struct ev_out_of_band_set *p)
{
	struct out_of_band *x = ADD(c, out_of_bands);

	x->is = *p->terms;
	touch(c->room, ENT_out_of_band, &x->head, e);
	count_consequence(c->room, p->decision);
}

err
need_out_of_band_terms(const struct scene *s, const struct rec_out_of_band_terms *t)
{
	for (size_t i = 0; i < t->n_ways; i++) {
		const char *way = word_text(&call_channel_words, (int)t->ways[i].channel);

		if (t->ways[i].channel == BY_MESSENGER || t->ways[i].channel == IN_PERSON)
			return err_new(s->a, ERR_REFUSED, "%s: the server sends no page that way; name phone, text_message, mail or push.", way);
		for (size_t k = 0; k < i; k++)
			if (t->ways[k].channel == t->ways[i].channel)
				return err_new(s->a, ERR_MALFORMED, "%s is named twice.", way);
	}
	return OK;
}

const struct head *
see_out_of_band(const struct seeing *v, i64 id, struct ent_out_of_band *out)
{
	const struct out_of_band *x = FIND(v->charter, out_of_bands, id);

	if (x == NULL || x != charter_out_of_band(v->charter))
		return NULL;
	*out = (struct ent_out_of_band){ ID(x), .ways = x->is.ways, .n_ways = x->is.n_ways };
	return &x->head;
}
