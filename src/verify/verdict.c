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
said(const struct rec_verdicts *v, enum verdict verdict)
{
	return verdict_stands(v, verdict) ? "yes" : "NO";
}

static str
counted(struct arena *a, i64 n, const char *one, const char *many)
{
	return arena_fmt(a, "%lld %s", (long long)n, n == 1 ? one : many);
}

static void
put_signed(struct buf *b, const struct rec_verdicts *v)
{
	buf_fmt(b, "signed by  %s: ", said(v, VERDICT_SIGNED));
	buf_put(b, v->key);
	buf_put(b, v->continued ? STR(", after a backup was restored") : STR(""));
	buf_put(b, v->key_known ? STR(", founded with the key on the sealing sheet\n") :
	    STR("; whether it is the right key, the sealing sheet can tell\n"));
}

/* The new key stands in an entry that it covers itself: what ties it to the old log is paper, or whoever signs under it. */
static void
put_continued(struct buf *b, const struct rec_verdicts *v)
{
	if (v->continued == 0)
		return;
	if (v->officers_signed)
		buf_fmt(b, "           restored by whoever held a backup; charter officers have signed %.*s since\n",
		    STR_ARG(counted(b->a, v->officers_signed, "act", "acts")));
	else
		buf_put(b, STR("           restored by whoever held a backup; no charter officer has signed anything since\n"));
	if (v->lost)
		buf_fmt(b, "           %.*s of an old log, known elsewhere, %s not in a backup restored\n",
		    STR_ARG(counted(b->a, v->lost, "entry", "entries")), v->lost == 1 ? "was" : "were");
}

static void
put_authority(struct buf *b, const struct rec_verdicts *v)
{
	buf_fmt(b, "authority  %s: %.*s, %.*s (%lld unsigned, %lld unvouched); how the briefs looked is not proved\n",
	    said(v, VERDICT_AUTHORITY), STR_ARG(counted(b->a, v->outcomes, "outcome", "outcomes")), STR_ARG(counted(b->a, v->acts, "act", "acts")),
	    (long long)v->unsigned_acts, (long long)v->unvouched_acts);
}

static void
put_outside(struct buf *b, const struct rec_verdicts *v)
{
	if (!verdict_stands(v, VERDICT_OUTSIDE))
		buf_put(b, STR("outside    NO: what was kept elsewhere speaks against it\n"));
	else if (v->confirmed)
		buf_fmt(b, "outside    confirmed up to %lld by %.*s\n", (long long)v->confirmed, STR_ARG(v->confirmed_by));
	else
		buf_put(b, STR("outside    not confirmed: nothing kept elsewhere was given, so nothing outside this directory speaks for it\n"));
	if (v->confirmed)
		buf_fmt(b, "after %-4lld nothing outside this directory speaks for it\n", (long long)v->confirmed);
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
	buf_fmt(&b, v->as_seen ? "whole      %s: %.*s, of which you see %.*s\n" : "whole      %s: %.*s in %.*s\n", said(v, VERDICT_WHOLE),
	    STR_ARG(counted(a, v->entries, "entry", "entries")), STR_ARG(counted(a, v->rooms, "room", "rooms")));
	put_signed(&b, v);
	put_continued(&b, v);
	put_authority(&b, v);
	put_outside(&b, v);
	if (v->as_seen)
		buf_put(&b, STR("           rooms, acts and outcomes are counted as far as you may see them; all of it was verified\n"));
	for (size_t i = 0; i < v->n_findings; i++)
		put_finding(&b, &v->findings[i]);
	if (v->found > (i64)v->n_findings)
		buf_fmt(&b, "and %lld more\n", (long long)(v->found - (i64)v->n_findings));
	return buf_str(&b);
}
