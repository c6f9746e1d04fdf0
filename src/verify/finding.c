/* finding -- what is wrong, where, in words that are safe on a terminal. */
#include "replay.h"
#include "terminal.h"

static void
add_finding(struct replay *r, enum verdict verdict, const struct spot *at, str sentence)
{
	struct rec_verdicts *v = r->verdicts;
	struct rec_finding *f;

	v->found++;
	if (v->n_findings < VERIFY_FINDINGS)
		f = &r->findings[v->n_findings++];
	else if (verdict_stands(v, verdict))    /* the first of each verdict is always kept */
		f = &r->findings[VERIFY_FINDINGS - 1];
	else
		return;
	*f = (struct rec_finding){ .verdict = verdict, .sentence = terminal_text(r->out, sentence) };
	if (at) {
		f->stream = stream_name(r->out, at->stream);
		f->seq = at->seq;
		f->n = at->n;
	}
}

bool
is_seen(const struct replay *r, i64 stream)
{
	return r->seen == NULL || refs_have(*r->seen, stream);
}

void
found(struct replay *r, enum verdict verdict, err e)
{
	if (e && is_seen(r, r->at_entry.stream)) {
		add_finding(r, verdict, &r->at_entry, e->why);
	} else if (e && !r->told[verdict]) {
		r->told[verdict] = true;
		add_finding(r, verdict, NULL, STR("something that you may not see does not verify; `tocsin verify`, on the server, says what"));
	}
}

void
found_of_all(struct replay *r, enum verdict verdict, err e)
{
	if (e)
		add_finding(r, verdict, NULL, e->why);
}

err
damaged(struct arena *a, const char *sentence)
{
	return err_new(a, ERR_DAMAGED, "%s", sentence);
}
