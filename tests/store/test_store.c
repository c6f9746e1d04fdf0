/* The contract of a store, run on both. */
#include "place.h"

#include <openssl/sha.h>

/* CONTRACT(rule)(s) { ... } is two tests: the rule holds in memory, and in sqlite. */
#define CONTRACT(name)                                                       \
	static void name(struct store *);                                    \
	TEST(memory_##name) { run(STR("memory:"), name); }                   \
	TEST(sqlite_##name) { str d = place_new(); run(arena_fmt(T, "sqlite:%.*s", STR_ARG(d)), name); place_gone(d); } \
	static void name

static str where;       /* of the store under test */

static void
run(str place, void (*rule)(struct store *))
{
	struct store *s;

	where = place;
	CHECK_OK(store_open(T, place, &s));
	rule(s);
	s->close(s);
}

/* What another thread reads through. */
static struct store *
reader_of(struct store *s)
{
	struct store *r = s;

	if (!str_eq(where, STR("memory:")))
		CHECK_OK(store_open_reader(T, where, &r));
	return r;
}

static struct hash
sha(str s)
{
	struct hash h;

	SHA256((const u8 *)s.p, s.n, h.b);
	return h;
}

static struct stored
entry(i64 n, i64 stream, i64 seq)
{
	str leaf = arena_fmt(T, "{\"n\":%lld,\"seq\":%lld}", (long long)n, (long long)seq);

	return (struct stored){ .n = n, .stream = stream, .seq = seq, .at = 1000 + n, .lh = sha(leaf), .leaf = leaf };
}

/* Append `count` entries of a stream from n, seq on; they must go in. */
static void
given(struct store *s, i64 stream, i64 n, i64 seq, i64 count)
{
	struct stored *list = NEW(T, struct stored, (size_t)count);
	struct batch b = { .entries = list, .n_entries = (size_t)count };
	str words = STR("words");

	for (i64 i = 0; i < count; i++) {
		list[i] = entry(n + i, stream, seq + i);
		list[i].disclosures = &words;
		list[i].n_disclosures = 1;
	}
	b.checkpoint = arena_fmt(T, "note over %lld", (long long)(n + count));
	CHECK(append(s, &b).what == APPEND_DONE);
}

static struct answer
append_one(struct store *s, struct stored e)
{
	struct batch b = { .entries = &e, .n_entries = 1, .checkpoint = STR("note") };

	return append(s, &b);
}

static i64
size_of(struct store *s)
{
	i64 n;

	CHECK_OK(s->size(s, &n));
	return n;
}

/* What a reading shows, as text: "n.seq " each. */
static err
put_entry(void *ctx, const struct stored *e)
{
	buf_fmt(ctx, "%lld.%lld ", (long long)e->n, (long long)e->seq);
	return OK;
}

static void
reads(struct store *s, i64 stream, i64 after, const char *want)
{
	struct buf b = buf_new(T, 256);

	CHECK_OK(s->read(s, stream, after, put_entry, &b));
	CHECK_STR(buf_str(&b), str_c(want));
}

/* Entry n's disclosures, as text. */
struct words { i64 n; struct buf b; };

static err
put_words(void *ctx, const struct stored *e)
{
	struct words *w = ctx;

	if (e->n == w->n)
		for (size_t i = 0; i < e->n_disclosures; i++)
			buf_fmt(&w->b, "%.*s ", STR_ARG(e->disclosures[i]));
	return OK;
}

static str
words_of(struct store *s, i64 n)
{
	struct words w = { n, buf_new(T, 256) };

	CHECK_OK(s->read_all(s, 0, put_words, &w));
	return buf_str(&w.b);
}

CONTRACT(new_store_is_empty)(struct store *s)
{
	str note;

	CHECK(size_of(s) == 0);
	CHECK_OK(s->checkpoint(s, T, -1, &note));
	CHECK(note.p == NULL);
	reads(s, STREAM_CHARTER, 0, "");
}

CONTRACT(entries_come_back_in_order_and_byte_for_byte)(struct store *s)
{
	str d[] = { STR("WyJzYWx0Iiwid29yZHMiLCJhIl0"), STR("WyJzYWx0Iiwid2h5IiwiYiJd") };
	struct stored e[] = { entry(2, 2, 1), entry(3, STREAM_JOURNAL, 1), entry(4, 2, 2) };
	struct batch b = { .entries = e, .n_entries = 3, .checkpoint = STR("note over 5") };
	struct buf all = buf_new(T, 64);

	given(s, STREAM_CHARTER, 0, 1, 2);
	e[1].leaf = STR("\x00 any bytes \xff\n");
	e[2].disclosures = d;
	e[2].n_disclosures = 2;
	CHECK(append(s, &b).what == APPEND_DONE);
	reads(s, STREAM_CHARTER, 0, "0.1 1.2 ");
	reads(s, STREAM_JOURNAL, 0, "3.1 ");
	reads(s, 2, 0, "2.1 4.2 ");
	reads(s, 2, 1, "4.2 ");
	CHECK_OK(s->read_all(s, 1, put_entry, &all));
	CHECK_STR(buf_str(&all), STR("1.2 2.1 3.1 4.2 "));
	CHECK_STR(words_of(s, 4), STR("WyJzYWx0Iiwid29yZHMiLCJhIl0 WyJzYWx0Iiwid2h5IiwiYiJd "));
}

static err
same_as(void *want, const struct stored *e)
{
	const struct stored *w = want;

	CHECK(e->n == w->n && e->stream == w->stream && e->seq == w->seq && e->at == w->at);
	CHECK(hash_eq(e->lh, w->lh));
	CHECK_STR(e->leaf, w->leaf);
	return OK;
}

CONTRACT(every_field_of_an_entry_is_kept)(struct store *s)
{
	struct stored e = entry(0, STREAM_JOURNAL, 1);

	e.leaf = STR("\x00\xff not text at all");
	CHECK(append_one(s, e).what == APPEND_DONE);
	CHECK_OK(s->read_all(s, 0, same_as, &e));
}

static err
stop(void *ctx, const struct stored *e)
{
	static const struct err enough = { ERR_TOO_LARGE, STR_INIT("that is enough") };

	++*(int *)ctx;
	return e->n == 1 ? &enough : OK;
}

static err
head_of(void *want, const struct stored *e)
{
	const struct stored *w = want;

	CHECK(e->n == w->n && e->stream == w->stream && e->seq == w->seq && e->at == w->at && hash_eq(e->lh, w->lh));
	CHECK(e->leaf.p == NULL && e->n_disclosures == 0);
	return OK;
}

CONTRACT(a_head_is_an_entry_without_what_it_says)(struct store *s)
{
	struct stored e = entry(1, STREAM_JOURNAL, 1);
	str d[] = { STR("WyJzYWx0Iiwid29yZHMiLCJhIl0") };
	int seen = 0;

	given(s, STREAM_CHARTER, 0, 1, 1);
	e.disclosures = d;
	e.n_disclosures = 1;
	CHECK(append_one(s, e).what == APPEND_DONE);
	CHECK_OK(s->heads(s, 1, head_of, &e));
	given(s, STREAM_CHARTER, 2, 2, 3);
	CHECK_ERR(s->heads(s, 0, stop, &seen), TOO_LARGE, "that is enough");
	CHECK(seen == 2);
}

CONTRACT(a_visit_may_end_the_reading)(struct store *s)
{
	int seen = 0;

	given(s, STREAM_CHARTER, 0, 1, 5);
	CHECK_ERR(s->read_all(s, 0, stop, &seen), TOO_LARGE, "that is enough");
	CHECK(seen == 2);
	reads(s, STREAM_CHARTER, 3, "3.4 4.5 ");
}

CONTRACT(an_index_taken_or_left_out_is_refused)(struct store *s)
{
	struct answer x;

	given(s, STREAM_CHARTER, 0, 1, 3);
	x = append_one(s, entry(2, STREAM_JOURNAL, 1));
	CHECK(x.what == APPEND_REFUSED && x.kind == ERR_CONFLICT);
	CHECK(str_contains(x.why, STR("entry 2, seq 1 of stream -1")));
	CHECK(append_one(s, entry(4, STREAM_JOURNAL, 1)).what == APPEND_REFUSED);
	CHECK(append_one(s, entry(3, STREAM_CHARTER, 3)).what == APPEND_REFUSED);
	CHECK(append_one(s, entry(3, STREAM_CHARTER, 5)).what == APPEND_REFUSED);
	CHECK(append_one(s, entry(3, STREAM_JOURNAL, 2)).what == APPEND_REFUSED);
	CHECK(size_of(s) == 3);
	CHECK(append_one(s, entry(3, STREAM_CHARTER, 4)).what == APPEND_DONE);
}

CONTRACT(a_batch_goes_in_whole_or_not_at_all)(struct store *s)
{
	str d = STR("WyJzIiwidyIsImEiXQ");
	struct stored e[] = { entry(1, STREAM_CHARTER, 2), entry(2, 7, 2) };
	struct receipt r = { .actor = 4, .key = STR("k"), .at = 1 };
	struct account k = { .kind = STR("session"), .person = 4, .expires = 99, .value = STR("{}") };
	struct batch b = { .now = 2, .entries = e, .n_entries = 2, .checkpoint = STR("note"),
	    .receipts = &r, .n_receipts = 1, .accounts = &k, .n_accounts = 1 };
	bool found;
	str note;

	given(s, STREAM_CHARTER, 0, 1, 1);
	e[0].disclosures = &d;
	e[0].n_disclosures = 1;
	CHECK(append(s, &b).what == APPEND_REFUSED);
	CHECK(size_of(s) == 1);
	CHECK_OK(s->receipt(s, T, 4, STR("k"), 2, &r, &found));
	CHECK(!found);
	CHECK_OK(s->account(s, T, STR("session"), k.key, 2, &k, &found));
	CHECK(!found);
	CHECK_OK(s->checkpoint(s, T, -1, &note));
	CHECK_STR(note, STR("note over 1"));
	e[1].seq = 1;                           /* and the same batch, put right, goes in */
	e[1].stream = 2;
	CHECK(append(s, &b).what == APPEND_DONE);
	CHECK_STR(words_of(s, 1), STR("WyJzIiwidyIsImEiXQ "));
}

CONTRACT(hashes_of_a_range)(struct store *s)
{
	struct hash h[4];

	given(s, STREAM_CHARTER, 0, 1, 6);
	CHECK_OK(s->hashes(s, 2, 6, h));
	for (i64 i = 0; i < 4; i++)
		CHECK(hash_eq(h[i], entry(2 + i, STREAM_CHARTER, 3 + i).lh));
	CHECK_OK(s->hashes(s, 3, 3, h));
	CHECK_ERR(s->hashes(s, 4, 8, h), DAMAGED, "missing");
}

CONTRACT(a_checkpoint_by_size_and_the_newest)(struct store *s)
{
	str note;

	given(s, STREAM_CHARTER, 0, 1, 2);
	given(s, STREAM_CHARTER, 2, 3, 3);
	CHECK_OK(s->checkpoint(s, T, 2, &note));
	CHECK_STR(note, STR("note over 2"));
	CHECK_OK(s->checkpoint(s, T, -1, &note));
	CHECK_STR(note, STR("note over 5"));
	CHECK_OK(s->checkpoint(s, T, 3, &note));
	CHECK(note.p == NULL);
}

CONTRACT(a_receipt_is_found_for_two_days)(struct store *s)
{
	const i64 hour = 3600 * (i64)1000000, at = 1000 * hour;
	struct receipt r = { .actor = 4, .key = STR("a key"), .body = sha(STR("body")), .stream = 9, .seq = 3, .count = 2, .at = at }, got;
	struct receipt twice[] = { { .actor = 6, .key = STR("k"), .at = at }, { .actor = 6, .key = STR("k"), .at = at } };
	struct batch b = { .now = at, .receipts = &r, .n_receipts = 1 };
	bool found;

	CHECK(append(s, &b).what == APPEND_DONE);
	CHECK_OK(s->receipt(s, T, 4, STR("a key"), at + 48 * hour - 1, &got, &found));
	CHECK(found && hash_eq(got.body, r.body) && got.stream == 9 && got.seq == 3 && got.count == 2 && got.at == at);
	CHECK_OK(s->receipt(s, T, 4, STR("a key"), at + 48 * hour, &got, &found));
	CHECK(!found);
	CHECK_OK(s->receipt(s, T, 5, STR("a key"), at, &got, &found));
	CHECK(!found);
	CHECK(append(s, &b).what == APPEND_REFUSED);            /* the same key again */
	b = (struct batch){ .now = at, .receipts = twice, .n_receipts = 2 };
	CHECK(append(s, &b).what == APPEND_REFUSED);            /* nor twice in one batch */
	b = (struct batch){ .now = at + 48 * hour, .receipts = &r, .n_receipts = 1 };
	r.at = b.now;
	CHECK(append(s, &b).what == APPEND_DONE);               /* swept by then */
}

static err
count_account(void *ctx, const struct account *k)
{
	*(i64 *)ctx += k->person;
	return OK;
}

CONTRACT(accounts_are_put_replaced_forgotten_and_swept)(struct store *s)
{
	struct account k[] = {
		{ STR("session"),  sha(STR("1")), 10,  500, STR("{\"a\":1}") },
		{ STR("session"),  sha(STR("2")), 200, 900, STR("{}") },
		{ STR("recovery"), sha(STR("1")), 10,  900, STR("{}") },
	}, got;
	struct batch b = { .now = 100, .accounts = k, .n_accounts = 3 };
	bool found;
	i64 sum = 0;

	CHECK(append(s, &b).what == APPEND_DONE);
	CHECK_OK(s->account(s, T, STR("session"), k[0].key, 499, &got, &found));
	CHECK(found && got.person == 10 && got.expires == 500);
	CHECK_STR(got.value, STR("{\"a\":1}"));
	CHECK_OK(s->account(s, T, STR("session"), k[0].key, 500, &got, &found));
	CHECK(!found);
	CHECK_OK(s->accounts(s, STR("session"), -1, count_account, &sum));
	CHECK(sum == 210);
	sum = 0;
	CHECK_OK(s->accounts(s, STR("session"), 10, count_account, &sum));
	CHECK(sum == 10);
	k[1].value = STR("{\"b\":2}");                          /* replaced */
	k[2].value.p = NULL;                                    /* forgotten */
	b = (struct batch){ .now = 600, .accounts = k + 1, .n_accounts = 2 };
	CHECK(append(s, &b).what == APPEND_DONE);
	CHECK_OK(s->account(s, T, STR("session"), k[1].key, 600, &got, &found));
	CHECK(found);
	CHECK_STR(got.value, STR("{\"b\":2}"));
	CHECK_OK(s->account(s, T, STR("recovery"), k[2].key, 600, &got, &found));
	CHECK(!found);
	sum = 0;
	CHECK_OK(s->accounts(s, STR("session"), -1, count_account, &sum));
	CHECK(sum == 200);                                      /* the expired one was swept */
}

CONTRACT(an_erased_disclosure_is_gone_and_the_others_are_not)(struct store *s)
{
	str d[] = { STR("first"), STR("second"), STR("third") };
	struct stored e = entry(0, STREAM_CHARTER, 1);
	struct erasure x = { 0, sha(STR("second")) };
	struct batch b = { .erasures = &x, .n_erasures = 1 };

	e.disclosures = d;
	e.n_disclosures = 3;
	CHECK(append_one(s, e).what == APPEND_DONE);
	CHECK(append(s, &b).what == APPEND_DONE);
	CHECK_STR(words_of(s, 0), STR("first third "));
	CHECK(append(s, &b).what == APPEND_DONE);               /* once more changes nothing */
	CHECK_STR(words_of(s, 0), STR("first third "));
}

struct watcher { struct store *s; bool ok; i64 seen; };

static err
in_order(void *ctx, const struct stored *e)
{
	i64 *next = ctx;
	static const struct err wrong = { ERR_DAMAGED, STR_INIT("out of order, or half a batch") };

	return e->n == (*next)++ && e->n_disclosures == 1 ? OK : &wrong;
}

/* Batches are of five, so a reading always sees a multiple of five. */
static void *
watch(void *arg)
{
	struct watcher *w = arg;

	w->ok = true;
	for (w->seen = 0; w->seen < 500;) {
		i64 next = 0;

		w->ok &= w->s->read_all(w->s, 0, in_order, &next) == OK && next % 5 == 0 && next >= w->seen;
		w->seen = next;
	}
	return NULL;
}

CONTRACT(another_thread_reads_while_one_writes)(struct store *s)
{
	struct watcher w = { .s = reader_of(s) };
	pthread_t t;

	pthread_create(&t, NULL, watch, &w);
	for (i64 i = 0; i < 100; i++)
		given(s, STREAM_CHARTER, i * 5, i * 5 + 1, 5);
	pthread_join(t, NULL);
	CHECK(w.ok);
	if (w.s != s)
		w.s->close(w.s);
}

static void
note_thread(void *ctx, enum append_answer what, err why)
{
	(void)what; (void)why;
	*(pthread_t *)ctx = pthread_self();
}

CONTRACT(closing_waits_for_the_batch_under_way)(struct store *s)
{
	pthread_t me = pthread_self(), by = me;
	struct stored e = entry(0, STREAM_CHARTER, 1);
	struct batch b = { .entries = &e, .n_entries = 1, .checkpoint = STR("note") };
	str other = place_new();
	str at = str_eq(where, STR("memory:")) ? where : arena_fmt(T, "sqlite:%.*s", STR_ARG(other));
	struct store *again;

	(void)s;
	CHECK_OK(store_open(T, at, &again));
	again->append(again, &b, note_thread, &by);
	again->close(again);
	CHECK(!pthread_equal(me, by));
	place_gone(other);
}

TEST(a_place_that_names_no_store_is_refused)
{
	struct store *s;

	CHECK_ERR(store_open(T, STR("oracle:x"), &s), MALFORMED, "names no store");
	CHECK_ERR(store_open_reader(T, STR("memory:"), &s), MALFORMED, "cannot be read by another");
}

TEST_MAIN()
