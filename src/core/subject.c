/* subject -- what an approval binds to: the entries of what is decided, those of the brief, and the hashes over them. */
#include "authority.h"

#include "sha256.h"

/* Who approves what is for the meantime approves what is decided after it, as it is: NULL, where nothing is. */
static const struct option *
comes_after(const struct room *room, const struct option *o)
{
	return FIND(room, options, o->then);
}

static i64
own_newest(const struct option *o)
{
	return o->n_subject ? o->subject[o->n_subject - 1] : o->head.id;
}

i64
subject_newest(const struct room *room, const struct option *o)
{
	const struct option *then = comes_after(room, o);

	return then ? later_of(own_newest(o), own_newest(then)) : own_newest(o);
}

bool
changed_since_put_up(const struct room *room, const struct decision *d, const struct option *o)
{
	return d->put_up && subject_newest(room, o) > d->put_up;
}

static struct hash
hash_of(struct arena *a, const struct room *room, const i64 *seqs, size_t n)
{
	struct hash *all = NEW(a, struct hash, n ? n : 1), h;

	for (size_t i = 0; i < n; i++)
		all[i] = room->places[seqs[i] - 1].lh;
	sha256(all, n * sizeof(*all), &h);
	return h;
}

/* Of what an option consists of itself, ascending; past its end, what comes after everything. */
static i64
part_of(const struct option *o, size_t i)
{
	return i == 0 ? o->head.id : i <= o->n_subject ? o->subject[i - 1] : INT64_MAX;
}

struct refs
subject_of(struct arena *a, const struct room *room, const struct option *o, i64 head)
{
	const struct option *then = comes_after(room, o);
	i64 *seqs = NEW(a, i64, 2 + o->n_subject + (then ? 1 + then->n_subject : 0));
	size_t n = 0, own = 0, after = 0;
	i64 next;

	seqs[n++] = o->is.decision;
	for (;;) {
		next = part_of(o, own);
		if (then && part_of(then, after) < next)
			next = part_of(then, after++);
		else
			own++;
		if (next > head)
			return (struct refs){ seqs, n };
		seqs[n++] = next;
	}
}

struct hash
subject_hash(struct arena *a, const struct room *room, const struct option *o, i64 head)
{
	struct refs seqs = subject_of(a, room, o, head);

	return hash_of(a, room, seqs.v, seqs.n);
}

bool
brief_hash(struct arena *a, const struct room *room, struct refs sources, struct hash *out)
{
	for (size_t i = 0; i < sources.n; i++)
		if (sources.v[i] < 1 || sources.v[i] > room->seq || (i && sources.v[i] <= sources.v[i - 1]))
			return false;
	*out = hash_of(a, room, sources.v, sources.n);
	return true;
}
