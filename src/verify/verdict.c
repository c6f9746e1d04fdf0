/* verdict -- the five verdicts in words that claim no more than was found. */
#include "verify.h"

bool
verdict_stands(const struct rec_verdicts *v, enum verdict verdict)
{
	for (size_t i = 0; i < v->n_findings; i++)
		if (v->findings[i].verdict == verdict)
			return false;
	return true;
}

static const char *
said(const struct rec_verdicts *v, enum verdict verdict, const char *yes, const char *no)
{
	return verdict_stands(v, verdict) ? yes : no;
}

static void
put_outside(struct buf *b, const struct rec_verdicts *v)
{
	if (!verdict_stands(v, VERDICT_OUTSIDE))
		buf_put(b, STR("outside    CONTRADICTED by what was kept elsewhere\n"));
	else if (v->confirmed == 0)
		buf_put(b, STR("outside    nothing kept elsewhere was given to compare with\n"));
	else
		buf_fmt(b, "outside    the first %lld entries are confirmed by %.*s\n", (long long)v->confirmed, STR_ARG(v->confirmed_by));
	if (v->confirmed == v->entries)
		return;
	buf_fmt(b, v->confirmed ? "beyond     after these, " : "beyond     ");
	buf_put(b, STR("nothing outside this directory speaks for it\n"));
}

static void
put_finding(struct buf *b, const struct rec_finding *f)
{
	if (f->stream.p)
		buf_fmt(b, "entry %lld (%.*s, seq %lld): ", (long long)f->n, STR_ARG(f->stream), (long long)f->seq);
	buf_put(b, f->sentence);
	buf_byte(b, '\n');
}

str
verdicts_text(struct arena *a, const struct rec_verdicts *v)
{
	struct buf b = buf_new(a, 1024);

	if (v->demo)
		buf_put(&b, STR("DEMO       unsigned acts count here; this is no record of real decisions\n"));
	buf_fmt(&b, "whole      %s: %lld entries, %lld rooms\n", said(v, VERDICT_WHOLE, "yes", "NO"),
	    (long long)v->entries, (long long)v->rooms);
	buf_fmt(&b, "signed     %s: %.*s%s\n", said(v, VERDICT_SIGNED, "yes", "NO"), STR_ARG(v->key),
	    v->continued ? ", after a restore" : v->key_known ? ", as on the sealing sheet" : "; whether this is the right key, only the sealing sheet can tell");
	buf_fmt(&b, "authority  %s: %lld outcomes, %lld acts, %lld of them unsigned, %lld by keys nobody vouched for\n",
	    said(v, VERDICT_AUTHORITY, "yes", "NO"), (long long)v->outcomes, (long long)v->acts,
	    (long long)v->unsigned_acts, (long long)v->unvouched_acts);
	put_outside(&b, v);
	for (size_t i = 0; i < v->n_findings; i++)
		put_finding(&b, &v->findings[i]);
	if (v->found > (i64)v->n_findings)
		buf_fmt(&b, "and %lld more findings\n", (long long)(v->found - (i64)v->n_findings));
	return buf_str(&b);
}
