#include "falsify.h"

#include "appending.h"
#include "checkpoint.h"
#include "random.h"

enum { CUT = 3, COPY_MOST = 200000 };

struct copying {
	struct arena *a;
	struct stored *v;
	size_t n, cap;
	struct tree tree;
};

static err
copy_entry(void *ctx, const struct stored *s)
{
	struct copying *c = ctx;
	str *d = NEW(c->a, str, s->n_disclosures + 1);

	if (c->n == COPY_MOST)
		return err_new(c->a, ERR_TOO_LARGE, "The record is too large to falsify a copy of it in memory.");
	for (size_t i = 0; i < s->n_disclosures; i++)
		d[i] = arena_str(c->a, s->disclosures[i]);
	c->v = arena_grown(c->a, c->v, sizeof(*c->v), c->n, &c->cap);
	c->v[c->n] = *s;
	c->v[c->n].leaf = arena_str(c->a, s->leaf);
	c->v[c->n++].disclosures = d;
	return OK;
}

bool
falsehood_named(str name, enum falsehood *out)
{
	static const char *const names[] = { [FALSE_BYTE] = "byte", [FALSE_CUT] = "cut", [FALSE_FORGE] = "forge" };

	for (size_t i = 0; i < countof(names); i++)
		if (str_eq(name, str_c(names[i]))) {
			*out = (enum falsehood)i;
			return true;
		}
	return false;
}

static bool
is_seen(const struct forger *f, const struct stored *s)
{
	return f->seen == NULL || refs_have(*f->seen, s->stream);
}

/* A letter of an entry, about the middle of the record, is another letter. */
static str
change_a_byte(struct copying *c, const struct forger *f)
{
	size_t middle = c->n / 2;
	struct stored *s;
	char *leaf;
	size_t at;

	while (middle > 0 && !is_seen(f, &c->v[middle]))
		middle--;
	s = &c->v[middle];
	leaf = (char *)(uintptr_t)s->leaf.p;
	at = s->leaf.n / 2;
	leaf[at] = leaf[at] == 'a' ? 'b' : 'a';
	return arena_fmt(c->a, "One byte of entry %lld was changed.", (long long)s->n);
}

static str
cut_the_end(struct copying *c)
{
	size_t gone = c->n > CUT ? CUT : 0;

	c->n -= gone;
	return arena_fmt(c->a, "The last %zu entries were removed; the newest checkpoint was left.", gone);
}

/* The newest option, as if it had been decided for. */
static bool
find_option(struct copying *c, const struct forger *f, struct entry *option)
{
	for (size_t i = c->n; i-- > 0;)
		if (is_seen(f, &c->v[i]) && entry_read(c->a, c->v[i].leaf, c->v[i].disclosures, c->v[i].n_disclosures, option) == OK &&
		    option->kind == EV_option_proposed)
			return true;
	return false;
}

static void
fill_forged(const struct copying *c, const struct forger *f, const struct entry *option, struct entry *forged)
{
	*forged = (struct entry){ .n = (i64)c->n, .stream = option->stream, .at = c->v[c->n - 1].at, .log = f->origin,
		.kind = EV_decision_taken,
		.as.decision_taken = { .decision = option->as.option_proposed.decision, .option = option->seq } };
	for (size_t i = 0; i < c->n; i++) {
		if (c->v[i].stream == option->stream) {
			forged->seq = c->v[i].seq + 1;
			forged->prev = c->v[i].lh;
		}
		if (c->v[i].stream == STREAM_CHARTER)
			forged->charter = c->v[i].seq;
	}
}

static err
forge_an_outcome(struct copying *c, const struct forger *f, str *checkpoint, str *what)
{
	u8 salts[SALTS_PER_ENTRY * SALT];
	struct entry option, forged;
	struct checkpoint over;
	struct sealed s;
	err e;

	if (!find_option(c, f, &option))
		return err_new(c->a, ERR_CONFLICT, "There is no option in the record yet that an outcome could be forged for.");
	fill_forged(c, f, &option, &forged);
	random_bytes(salts, sizeof(salts));
	if ((e = entry_seal(c->a, &forged, salts, &s)))
		return e;
	c->v = arena_grown(c->a, c->v, sizeof(*c->v), c->n, &c->cap);
	c->v[c->n++] = (struct stored){ forged.n, forged.stream, forged.seq, forged.at, s.lh, s.leaf, s.disclosures, s.n_disclosures };
	for (size_t i = 0; i < c->n; i++)
		tree_append(&c->tree, c->v[i].lh);
	over = (struct checkpoint){ .origin = f->origin, .size = c->tree.size, .root = tree_root(&c->tree) };
	*checkpoint = note_sign(c->a, checkpoint_text(c->a, &over), &f->key, &f->secret);
	*what = arena_fmt(c->a, "A decision that nobody signed was appended as entry %lld, with the server's real key.", (long long)forged.n);
	return OK;
}

static err
keep(struct copying *c, str checkpoint, struct store **out)
{
	struct batch batch = { .entries = c->v, .n_entries = c->n, .checkpoint = checkpoint, .now = c->v[c->n - 1].at };
	err e = store_open(c->a, STR("memory:"), out);

	if (e == OK && (e = append_and_wait(c->a, *out, &batch)))
		(*out)->close(*out);
	return e;
}

err
falsify(struct arena *a, struct store *reader, enum falsehood how, const struct forger *f, struct store **out, str *what)
{
	struct copying c = { .a = a };
	str checkpoint;
	err e;

	if ((e = reader->read_all(reader, 0, copy_entry, &c)))                  return e;
	if ((e = reader->checkpoint(reader, a, -1, &checkpoint)))               return e;
	switch (how) {
	case FALSE_BYTE:  *what = change_a_byte(&c, f); break;
	case FALSE_CUT:   *what = cut_the_end(&c); break;
	case FALSE_FORGE: if ((e = forge_an_outcome(&c, f, &checkpoint, what))) return e; break;
	}
	return keep(&c, checkpoint, out);
}
