/*
 * memory -- a store for tests: the same contract, nothing kept.
 *
 * What was shown once is never overwritten: a forgotten disclosure leaves the
 * list by a new list.  So a reader needs the lock only to look an item up.
 */
#include "pen.h"
#include "sha256.h"

struct note { i64 size; str text; };

struct memory_store {
	struct store store;             /* first: a store is cast to this */
	struct pen pen;
	pthread_mutex_t lock;           /* over all below */
	struct arena arena;
	struct stored  *entries;  size_t n_entries,  cap_entries;
	struct note    *notes;    size_t n_notes,    cap_notes;
	struct receipt *receipts; size_t n_receipts, cap_receipts;
	struct account *accounts; size_t n_accounts, cap_accounts;
};

static struct memory_store *
self(struct store *s)
{
	return (struct memory_store *)s;
}

/* ---- writing ---- */

/* Would entry i of the batch stand next in its stream? */
static bool
follows(const struct memory_store *s, const struct batch *b, size_t i)
{
	const struct stored *e = &b->entries[i];

	if (e->n != (i64)(s->n_entries + i))
		return false;
	while (i-- > 0)
		if (b->entries[i].stream == e->stream)
			return e->seq == b->entries[i].seq + 1;
	for (size_t k = s->n_entries; k-- > 0;)
		if (s->entries[k].stream == e->stream)
			return e->seq == s->entries[k].seq + 1;
	return e->seq == 1;
}

static bool
has_receipt(const struct receipt *list, size_t n, const struct receipt *r, i64 now)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].actor == r->actor && str_eq(list[i].key, r->key) && list[i].at > now - RECEIPT_LIFE)
			return true;
	return false;
}

static err
refusal(const struct memory_store *s, struct arena *a, const struct batch *b)
{
	for (size_t i = 0; i < b->n_entries; i++)
		if (!follows(s, b, i))
			return err_new(a, ERR_CONFLICT, "entry %lld, seq %lld of stream %lld, does not follow what the record holds",
			    (long long)b->entries[i].n, (long long)b->entries[i].seq, (long long)b->entries[i].stream);
	for (size_t i = 0; i < b->n_receipts; i++)
		if (has_receipt(b->receipts, i, &b->receipts[i], b->now) || has_receipt(s->receipts, s->n_receipts, &b->receipts[i], b->now))
			return err_new(a, ERR_CONFLICT, "this is there already: a receipt of that actor under that key");
	return OK;
}

static void
put_entry(struct memory_store *s, const struct stored *e)
{
	str *list = e->n_disclosures ? NEW(&s->arena, str, e->n_disclosures) : NULL;
	struct stored *mine;

	GROW(&s->arena, s->entries, s->n_entries, s->cap_entries);
	mine = &s->entries[s->n_entries++];
	*mine = *e;
	mine->leaf = arena_str(&s->arena, e->leaf);
	for (size_t i = 0; i < e->n_disclosures; i++)
		list[i] = arena_str(&s->arena, e->disclosures[i]);
	mine->disclosures = list;
}

static void
erase(struct memory_store *s, const struct erasure *x)
{
	struct stored *e;
	str *left;
	size_t n = 0;

	if (x->n < 0 || x->n >= (i64)s->n_entries || s->entries[x->n].n_disclosures == 0)
		return;
	e = &s->entries[x->n];
	left = NEW(&s->arena, str, e->n_disclosures);
	for (size_t i = 0; i < e->n_disclosures; i++) {
		struct hash h;

		sha256(e->disclosures[i].p, e->disclosures[i].n, &h);
		if (!hash_eq(h, x->digest))
			left[n++] = e->disclosures[i];
	}
	e->disclosures = left;
	e->n_disclosures = n;
}

static void
put_account(struct memory_store *s, const struct account *k)
{
	size_t i = 0;

	while (i < s->n_accounts && !(str_eq(s->accounts[i].kind, k->kind) && hash_eq(s->accounts[i].key, k->key)))
		i++;
	if (k->value.p == NULL) {
		if (i < s->n_accounts)
			s->accounts[i] = s->accounts[--s->n_accounts];
		return;
	}
	if (i == s->n_accounts) {
		GROW(&s->arena, s->accounts, s->n_accounts, s->cap_accounts);
		s->n_accounts++;
	}
	s->accounts[i] = *k;
	s->accounts[i].kind = arena_str(&s->arena, k->kind);
	s->accounts[i].value = arena_str(&s->arena, k->value);
}

static void
sweep(struct memory_store *s, i64 now)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_receipts; i++)
		if (s->receipts[i].at > now - RECEIPT_LIFE)
			s->receipts[n++] = s->receipts[i];
	s->n_receipts = n;
	n = 0;
	for (size_t i = 0; i < s->n_accounts; i++)
		if (s->accounts[i].expires > now)
			s->accounts[n++] = s->accounts[i];
	s->n_accounts = n;
}

static void
put_all(struct memory_store *s, const struct batch *b)
{
	for (size_t i = 0; i < b->n_entries; i++)
		put_entry(s, &b->entries[i]);
	if (b->n_entries) {
		GROW(&s->arena, s->notes, s->n_notes, s->cap_notes);
		s->notes[s->n_notes++] = (struct note){ (i64)s->n_entries, arena_str(&s->arena, b->checkpoint) };
	}
	for (size_t i = 0; i < b->n_erasures; i++)
		erase(s, &b->erasures[i]);
	sweep(s, b->now);
	for (size_t i = 0; i < b->n_receipts; i++) {
		GROW(&s->arena, s->receipts, s->n_receipts, s->cap_receipts);
		s->receipts[s->n_receipts] = b->receipts[i];
		s->receipts[s->n_receipts++].key = arena_str(&s->arena, b->receipts[i].key);
	}
	for (size_t i = 0; i < b->n_accounts; i++)
		put_account(s, &b->accounts[i]);
}

static enum append_answer
write_batch(struct store *store, struct arena *a, const struct batch *b, err *why)
{
	struct memory_store *s = self(store);

	pthread_mutex_lock(&s->lock);
	if ((*why = refusal(s, a, b)) == OK)
		put_all(s, b);
	pthread_mutex_unlock(&s->lock);
	return *why ? APPEND_REFUSED : APPEND_DONE;
}

static void
memory_append(struct store *s, const struct batch *b, store_done *done, void *ctx)
{
	pen_append(&self(s)->pen, b, done, ctx);
}

/* ---- reading ---- */

static bool
entry_at(struct memory_store *s, size_t n, struct stored *out)
{
	bool there;

	pthread_mutex_lock(&s->lock);
	if ((there = n < s->n_entries))
		*out = s->entries[n];
	pthread_mutex_unlock(&s->lock);
	return there;
}

static err
memory_read(struct store *store, i64 stream, i64 after, store_visit *visit, void *ctx)
{
	struct stored entry;
	err e = OK;

	for (size_t n = 0; e == OK && entry_at(self(store), n, &entry); n++)
		if (entry.stream == stream && entry.seq > after)
			e = visit(ctx, &entry);
	return e;
}

static err
memory_read_all(struct store *store, i64 from, store_visit *visit, void *ctx)
{
	struct stored entry;
	err e = OK;

	for (size_t n = (size_t)from; e == OK && entry_at(self(store), n, &entry); n++)
		e = visit(ctx, &entry);
	return e;
}

static err
memory_heads(struct store *store, i64 from, store_visit *visit, void *ctx)
{
	struct stored entry;
	err e = OK;

	for (size_t n = (size_t)from; e == OK && entry_at(self(store), n, &entry); n++) {
		entry.leaf = (str){ NULL, 0 };
		entry.disclosures = NULL;
		entry.n_disclosures = 0;
		e = visit(ctx, &entry);
	}
	return e;
}

static err
memory_hashes(struct store *store, i64 from, i64 to, struct hash *out)
{
	static const struct err missing = { ERR_DAMAGED, STR_INIT("an entry is missing") };
	struct stored entry;

	for (i64 n = from; n < to; n++) {
		if (!entry_at(self(store), (size_t)n, &entry))
			return &missing;
		out[n - from] = entry.lh;
	}
	return OK;
}

static err
memory_size(struct store *store, i64 *out)
{
	struct memory_store *s = self(store);

	pthread_mutex_lock(&s->lock);
	*out = (i64)s->n_entries;
	pthread_mutex_unlock(&s->lock);
	return OK;
}

static err
memory_checkpoint(struct store *store, struct arena *a, i64 size, str *out)
{
	struct memory_store *s = self(store);

	*out = (str){ NULL, 0 };
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->n_notes; i++)
		if (size < 0 || s->notes[i].size == size)
			*out = s->notes[i].text;
	pthread_mutex_unlock(&s->lock);
	*out = arena_str(a, *out);
	return OK;
}

static err
memory_receipt(struct store *store, struct arena *a, i64 actor, str key, i64 now, struct receipt *out, bool *found)
{
	struct memory_store *s = self(store);

	*found = false;
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->n_receipts && !*found; i++) {
		*out = s->receipts[i];
		*found = out->actor == actor && str_eq(out->key, key) && out->at > now - RECEIPT_LIFE;
	}
	pthread_mutex_unlock(&s->lock);
	if (*found)
		out->key = arena_str(a, out->key);
	return OK;
}

static err
memory_account(struct store *store, struct arena *a, str kind, struct hash key, i64 now, struct account *out, bool *found)
{
	struct memory_store *s = self(store);

	*found = false;
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->n_accounts && !*found; i++) {
		*out = s->accounts[i];
		*found = str_eq(out->kind, kind) && hash_eq(out->key, key) && out->expires > now;
	}
	pthread_mutex_unlock(&s->lock);
	if (*found) {
		out->kind = arena_str(a, out->kind);
		out->value = arena_str(a, out->value);
	}
	return OK;
}

static bool
account_at(struct memory_store *s, size_t i, struct account *out)
{
	bool there;

	pthread_mutex_lock(&s->lock);
	if ((there = i < s->n_accounts))
		*out = s->accounts[i];
	pthread_mutex_unlock(&s->lock);
	return there;
}

static err
memory_accounts(struct store *store, str kind, i64 person, account_visit *visit, void *ctx)
{
	struct account k;
	err e = OK;

	for (size_t i = 0; e == OK && account_at(self(store), i, &k); i++)
		if (str_eq(k.kind, kind) && (person == -1 || k.person == person))
			e = visit(ctx, &k);
	return e;
}

/* ---- opening and closing ---- */

static void
memory_close(struct store *store)
{
	struct memory_store *s = self(store);

	pen_stop(&s->pen);
	pthread_mutex_destroy(&s->lock);
	arena_close(s->arena, GIB);
}

err
memory_open(struct arena *a, struct store **out)
{
	struct memory_store *s = NEW(a, struct memory_store, 1);

	s->store = (struct store){
		.name     = "memory",        .append     = memory_append,
		.read     = memory_read,     .read_all   = memory_read_all,   .heads   = memory_heads,
		.hashes   = memory_hashes,
		.size     = memory_size,     .checkpoint = memory_checkpoint, .receipt = memory_receipt,
		.account  = memory_account,  .accounts   = memory_accounts,   .close   = memory_close,
	};
	s->arena = arena_open(GIB);
	s->pen = (struct pen){ .store = &s->store, .write = write_batch };
	pthread_mutex_init(&s->lock, NULL);
	pen_start(&s->pen);
	*out = &s->store;
	return OK;
}
