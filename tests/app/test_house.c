/* The one write path, in this process: a house on a directory of its own, with a clock that the test turns. */
#include "housed.h"

#include "authority.h"
#include "base64.h"
#include "directory.h"
#include "sha256.h"
#include "signin.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- a store between the house and its own ---- */

struct fake {
	struct store store, *real;
	int appends, refuse;
	size_t entries[64];
	bool hold;                      /* keep the next batch until let_go() */
	const struct batch *held; store_done *done; void *ctx;
};

static void
fake_append(struct store *s, const struct batch *b, store_done *d, void *ctx)
{
	static const struct err full = { ERR_STORE, STR_INIT("the disk is full") };
	struct fake *f = (struct fake *)(void *)s;

	f->entries[f->appends++ % 64] = b->n_entries;
	if (f->refuse > 0 && f->refuse--)
		d(ctx, APPEND_REFUSED, &full);
	else if (f->hold)
		f->held = b, f->done = d, f->ctx = ctx;
	else
		f->real->append(f->real, b, d, ctx);
}

static void
fake_close(struct store *s)
{
	struct fake *f = (struct fake *)(void *)s;

	f->real->close(f->real);
}

static void
let_go(struct fake *f)
{
	f->hold = false;
	f->real->append(f->real, f->held, f->done, f->ctx);
}

static struct fake *
between(struct house *h)
{
	struct fake *f = NEW(T, struct fake, 1);

	f->real = h->store;
	f->store = *h->store;
	f->store.append = fake_append;
	f->store.close = fake_close;
	h->store = &f->store;
	return f;
}

/* ---- writing ---- */

static bool more;      /* than a list holds */

TEST(all_that_waits_is_one_batch)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	struct fake *f = between(h);
	struct told *all[100];

	for (size_t i = 0; i < countof(all); i++) {
		all[i] = order(h, MAREK, room, "post_message", "{\"text\":\"hello\"}");
		house_order(h, &all[i]->is.order);
	}
	for (size_t i = 0; i < countof(all); i++) {
		wait_for(h, all[i]);
		done(all[i]);
		CHECK(i == 0 || all[i]->is.order.receipt.seq == all[i - 1]->is.order.receipt.seq + 1);
	}
	CHECK(f->appends == 1 && f->entries[0] == countof(all));
	closed(h);
	founded_gone(dir);
}

TEST(a_refused_command_says_why_and_writes_nothing)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), size = (i64)h->tree.size;

	CHECK_TOLD(tell(h, MAREK, room, "set_severity", "{\"severity\":\"SEV2\",\"why\":\"again\"}"), CONFLICT, "SEV2 already");
	CHECK_TOLD(tell(h, ULLA, room, "post_message", "{\"text\":\"let me in\"}"), NO_SUCH, "There is no such room.");
	CHECK_TOLD(tell(h, ULLA, room + 1000, "post_message", "{\"text\":\"let me in\"}"), NO_SUCH, "There is no such room.");
	CHECK((i64)h->tree.size == size);
	closed(h);
	founded_gone(dir);
}

TEST(a_repeated_command_is_answered_and_not_done_again)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), seq;
	struct told *told[4];

	for (size_t i = 0; i < 4; i++) {
		told[i] = order(h, i == 3 ? TOVE : MAREK, room, "post_message", "{\"text\":\"once\"}");
		told[i]->is.order.key = STR("k");
		told[i]->is.order.body.b[0] = i == 2 ? 2 : 1;
	}
	house_order(h, &told[0]->is.order);
	house_order(h, &told[1]->is.order);             /* in the same batch */
	wait_for(h, told[1]);
	seq = room_of(h, room)->seq;
	CHECK(told[1]->is.order.repeated && done(told[1]) == room);
	CHECK(told[0]->is.order.receipt.seq == told[1]->is.order.receipt.seq);

	closed(h);                                      /* and after a restart */
	h = opened(dir, t);
	told[1]->over = false;
	told[1]->is.order.repeated = false;
	told[1]->is.order.receipt = (struct receipt){ 0 };
	house_order(h, &told[1]->is.order);
	wait_for(h, told[1]);
	CHECK(told[1]->is.order.repeated && told[1]->is.order.receipt.seq == seq && room_of(h, room)->seq == seq);
	CHECK(house_index(h, T, &told[1]->is.order.receipt) == room_of(h, room)->places[seq - 1].n);

	house_order(h, &told[2]->is.order);
	wait_for(h, told[2]);
	CHECK_TOLD(told[2], CONFLICT, "used for another request");
	house_order(h, &told[3]->is.order);             /* somebody else's key is another key */
	wait_for(h, told[3]);
	done(told[3]);
	closed(h);
	founded_gone(dir);
}

TEST(if_match_refuses_what_has_changed_since)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), seen = room_of(h, room)->seq, task, also;
	struct told *a = tell(h, MAREK, room, "open_task", "{\"title\":\"look\"}"), *b;

	task = a->is.order.receipt.seq;
	b = order(h, TOVE, room, "take_tasks", arena_fmt(T, "{\"tasks\":[%lld]}", (long long)task).p);
	b->is.if_match = task;
	house_order(h, &b->is.order);
	wait_for(h, b);
	done(b);
	b = order(h, MAREK, room, "finish_task", arena_fmt(T, "{\"task\":%lld}", (long long)task).p);
	b->is.if_match = task;
	house_order(h, &b->is.order);
	wait_for(h, b);
	CHECK_TOLD(b, STALE, "has changed since");

	/* What names several speaks of each of them: those that changed are named, and nothing is done. */
	a = tell(h, MAREK, room, "open_task", "{\"title\":\"listen\"}");
	also = a->is.order.receipt.seq;
	done(tell(h, MAREK, room, "block_task", arena_fmt(T, "{\"task\":%lld,\"outside\":\"the vendor\",\"why\":\"no key\"}", (long long)task).p));
	b = order(h, MAREK, room, "drop_tasks", arena_fmt(T, "{\"tasks\":[%lld,%lld],\"why\":\"enough\"}", (long long)task, (long long)also).p);
	b->is.if_match = also;
	house_order(h, &b->is.order);
	wait_for(h, b);
	CHECK_TOLD(b, STALE, arena_fmt(T, "since you looked: %lld (entry %lld); look again", (long long)task, (long long)also + 1).p);
	CHECK(room_of(h, room)->seq == also + 1);
	b->is.if_match = also + 1;
	b->over = false;
	house_order(h, &b->is.order);
	wait_for(h, b);
	done(b);

	/* What names no entity of the room speaks of the room itself; people are not of the room. */
	done(tell(h, TOVE, room, "set_objective", "{\"text\":\"bread\"}"));
	b = order(h, MAREK, room, "set_severity", "{\"severity\":\"SEV1\",\"why\":\"worse\"}");
	b->is.if_match = seen;
	house_order(h, &b->is.order);
	wait_for(h, b);
	CHECK_TOLD(b, STALE, "has changed since");
	b = order(h, MAREK, room, "add_member", arena_fmt(T, "{\"person\":%d}", ULLA).p);
	b->is.if_match = room_of(h, room)->seq;
	house_order(h, &b->is.order);
	wait_for(h, b);
	done(b);
	closed(h);
	founded_gone(dir);
}

TEST(it_is_ill_while_the_record_cannot_be_written_and_finds_out_by_itself_when_it_can)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	struct fake *f = between(h);
	u64 size = h->tree.size;

	CHECK(house_ill(h).p == NULL);
	f->refuse = 1;
	CHECK_TOLD(tell(h, MAREK, room, "post_message", "{\"text\":\"lost\"}"), STORE, "disk is full");
	CHECK(str_starts(house_ill(h), STR("The record cannot be written")));
	CHECK(h->tally.orders[ENDED_UNWRITTEN] == 1 && h->tally.batches_refused == 1);
	event_active(h->probe, 0, 0);           /* its seconds are over */
	while (h->unwritable)
		event_base_loop(h->base, EVLOOP_ONCE);
	CHECK(house_ill(h).p == NULL && h->tree.size == size);
	closed(h);
	founded_gone(dir);
}

TEST(a_refused_batch_takes_nothing_with_it)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	struct fake *f = between(h);
	str before = all_views(h);
	struct hash root = tree_root(&h->tree);
	size_t journal = h->journal->n_places;
	struct told *a, *b, *c;

	f->refuse = 1;
	a = order(h, MAREK, room, "post_message", "{\"text\":\"lost\"}");
	b = order(h, MAREK, STREAM_NEW, "report_suspicion", "{\"what\":\"lost too\"}");
	c = order(h, INES, STREAM_CHARTER, "invite_person",
	    "{\"name\":\"Lost\",\"secret\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}");
	house_order(h, &a->is.order);
	house_order(h, &b->is.order);
	house_order(h, &c->is.order);
	wait_for(h, c);
	CHECK_TOLD(a, STORE, "nothing has changed: the disk is full");
	CHECK_TOLD(b, STORE, "disk is full");
	CHECK_TOLD(c, STORE, "disk is full");
	CHECK_STR(all_views(h), before);
	CHECK(hash_eq(tree_root(&h->tree), root) && h->n_known == 1 && h->journal->n_places == journal);

	done(tell(h, MAREK, room, "post_message", "{\"text\":\"kept\"}"));
	CHECK(declared(h) > room);
	before = all_views(h);
	closed(h);
	h = opened(dir, t);
	CHECK_STR(all_views(h), before);
	closed(h);
	founded_gone(dir);
}

/* ---- who is let in ---- */

static err
let_in(struct house *h)
{
	struct actor who;

	return token_find(h, T, STR("tocsin_secret"), &who);
}

/* An act about a person or a token, with words or (NULL) without; in a demonstration it takes no signature. */
static struct told *
act_about(struct house *h, i64 who, const char *verb, i64 object, const char *words)
{
	const struct room *charter = h->charter->room;
	struct rec_leaf_place head = { charter->places[charter->seq - 1].lh, charter->seq };
	struct rec_tree_place tree = { tree_root(&h->tree), (i64)h->tree.size };
	str salt = STR("sixteen bytes of"), nonce = arena_fmt(T, "an act at %6lld", (long long)charter->seq);
	struct rec_act act = {
		.type = STR("tocsin/act/1"), .log = h->origin, .rp = house_rp(h), .verb = str_c(verb), .stream = STR("charter"),
		.object = object, .person = who, .charter = &head, .head = &head, .tree = &tree, .nonce = nonce,
		.issued = house_now(h), .expires = house_now(h) + SECONDS,
	};
	struct buf text = buf_new(T, 1024);
	str note = STR("");

	if (words) {
		note = arena_fmt(T, ",\"note\":\"%s\",\"note_salt\":\"%.*s\"", words, STR_ARG(b64u(T, salt.p, salt.n)));
		act.note = disclosure_digest(T, disclosure_make(T, (const u8 *)salt.p, STR("note"), arena_fmt(T, "\"%s\"", words)));
	}
	CHECK(thing_hash(h->charter, charter, act.verb, act.object, &act.subject));
	field_write(&text, record_act_table(), &act);
	return order(h, who, STREAM_CHARTER, verb, arena_fmt(T, "{\"act\":%.*s%.*s}", STR_ARG(buf_str(&text)), STR_ARG(note)).p);
}

static struct told *
ejection(struct house *h)
{
	return act_about(h, INES, "eject", MAREK, "gone");
}

static struct told *
given(struct house *h, struct told *told)
{
	house_order(h, &told->is.order);
	wait_for(h, told);
	return told;
}

/* A token that its owner has still to confirm; its number. */
static i64
a_token(struct house *h)
{
	struct hash secret;

	sha256("secret", 6, &secret);
	done(tell(h, MAREK, STREAM_CHARTER, "issue_token", arena_fmt(T,
	    "{\"secret\":\"%.*s\",\"scope\":\"write\",\"days\":1,\"purpose\":\"pipeline\"}", STR_ARG(b64u_hash(T, secret))).p));
	return h->charter->tokens[h->charter->n_tokens - 1].head.id;
}

TEST(who_is_let_in_by_what_is_not_durable_is_not_in_and_who_is_shut_out_by_it_is_out)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	struct fake *f = between(h);
	struct told *confirmed, *revoked;
	i64 token = a_token(h);

	f->hold = true;
	confirmed = act_about(h, MAREK, "confirm_token", token, NULL);
	house_order(h, &confirmed->is.order);
	UNTIL(h, f->held);
	CHECK(h->charter->tokens[0].confirmed);         /* folded ahead, and not written */
	CHECK_ERR(let_in(h), NOT_SIGNED_IN, "Sign in first");
	let_go(f);
	wait_for(h, confirmed);
	CHECK_OK(let_in(h));

	f->hold = true;
	f->held = NULL;
	revoked = order(h, MAREK, STREAM_CHARTER, "revoke_token", arena_fmt(T, "{\"token\":%lld}", (long long)token).p);
	house_order(h, &revoked->is.order);
	UNTIL(h, f->held);
	CHECK_ERR(let_in(h), NOT_SIGNED_IN, "Sign in first");
	let_go(f);
	wait_for(h, revoked);
	closed(h);
	founded_gone(dir);
}

TEST(a_refused_batch_shuts_nobody_out)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	struct fake *f = between(h);

	done(given(h, act_about(h, MAREK, "confirm_token", a_token(h), NULL)));
	f->refuse = 1;
	CHECK_TOLD(given(h, ejection(h)), STORE, "disk is full");
	CHECK_OK(let_in(h));
	closed(h);
	founded_gone(dir);
}

/* ---- rooms that are not in memory ---- */

TEST(only_the_orders_of_a_room_that_is_being_folded_wait_and_they_keep_their_order)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), last;
	struct told *mine[3], *other;

	closed(h);
	h = opened(dir, t);
	CHECK(h->n_rooms == 0 && house_must_fold(h, room));
	for (size_t i = 0; i < countof(mine); i++) {
		mine[i] = order(h, MAREK, room, "post_message", "{\"text\":\"hello\"}");
		house_order(h, &mine[i]->is.order);
	}
	other = order(h, ULLA, STREAM_NEW, "report_suspicion", "{\"what\":\"x\"}");
	house_order(h, &other->is.order);
	wait_for(h, other);
	wait_for(h, mine[2]);
	last = done(other);
	for (size_t i = 0; i < countof(mine); i++) {
		done(mine[i]);
		CHECK(house_index(h, T, &mine[i]->is.order.receipt) > last);
		last = house_index(h, T, &mine[i]->is.order.receipt);
	}
	closed(h);
	founded_gone(dir);
}

TEST(so_many_rooms_are_folded_at_once_and_each_once)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	bool here[3 * LIMIT_FOLDINGS] = { false };
	i64 rooms[countof(here)];

	for (size_t i = 0; i < countof(rooms); i++)
		rooms[i] = declared(h);
	closed(h);
	h = opened(dir, t);
	for (size_t i = 0; i < countof(rooms); i++)
		house_when_room(h, rooms[i], arrived, &here[i]);
	house_when_room(h, rooms[0], nothing, NULL);
	CHECK(h->n_folding == LIMIT_FOLDINGS);
	for (size_t i = 0; i < countof(rooms); i++)
		UNTIL(h, here[i]);
	CHECK(h->n_folding == 0 && h->n_rooms == countof(rooms));
	closed(h);
	founded_gone(dir);
}

TEST(what_a_worker_read_before_words_were_erased_is_not_kept)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	bool here = false;

	closed(h);
	h = opened(dir, t);
	house_when_room(h, room, arrived, &here);
	house_forget(h);
	while (h->folding[0].stale)
		event_base_loop(h->base, EVLOOP_ONCE);
	CHECK(!here && h->n_folding == 1);              /* once more, from the beginning */
	UNTIL(h, here);
	CHECK(room_has_member(room_of(h, room), MAREK));
	closed(h);
	founded_gone(dir);
}

TEST(a_room_that_cannot_be_read_says_why_to_who_waits_for_it_and_is_tried_again)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);

	closed(h);
	h = opened(dir, t);
	h->dir = STR("/nowhere");
	CHECK_TOLD(tell(h, MAREK, room, "post_message", "{\"text\":\"hello\"}"), STORE, "cannot be opened");
	h->dir = dir;
	pass(t, 2 * SECONDS);
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"hello again\"}"));
	closed(h);
	founded_gone(dir);
}

/* Nor do they learn by its time, or by what ails it, that there is one (law 15). */
TEST(a_room_is_folded_for_nobody_who_is_not_in_it)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = done(tell(h, MAREK, STREAM_NEW, "report_suspicion", "{\"what\":\"x\",\"restricted\":true}"));

	closed(h);
	h = opened(dir, t);
	CHECK(house_keeps_out(h, room, TOVE) && !house_keeps_out(h, room, MAREK));
	CHECK_TOLD(tell(h, TOVE, room, "post_message", "{\"text\":\"hello\"}"), NO_SUCH, "There is no such room.");
	CHECK(house_must_fold(h, room));
	h->dir = STR("/nowhere");
	CHECK_TOLD(tell(h, MAREK, room, "post_message", "{\"text\":\"hello\"}"), STORE, "cannot be opened");
	CHECK_TOLD(tell(h, TOVE, room, "post_message", "{\"text\":\"hello\"}"), NO_SUCH, "There is no such room.");
	h->dir = dir;
	pass(t, 2 * SECONDS);
	done(tell(h, MAREK, room, "add_member", arena_fmt(T, "{\"person\":%lld}", (long long)TOVE).p));
	done(tell(h, TOVE, room, "post_message", "{\"text\":\"hello\"}"));
	closed(h);
	founded_gone(dir);
}

TEST(a_server_that_stops_waits_for_the_rooms_being_folded)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	struct told *o;

	closed(h);
	h = opened(dir, t);
	o = order(h, MAREK, room, "post_message", "{\"text\":\"at the last moment\"}");
	house_order(h, &o->is.order);
	closed(h);
	done(o);
	founded_gone(dir);
}

/* ---- summaries ---- */

TEST(an_open_room_that_one_is_in_has_its_codename_for_itself)
{
	static const char again[] = "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"flour\",\"title\":\"Again\"}";
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);

	CHECK_TOLD(tell(h, MAREK, STREAM_NEW, "declare_room", again), CONFLICT, "an open room that you are in is called flour");
	done(tell(h, MAREK, STREAM_NEW, "declare_room", "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"OWL\",\"title\":\"Hush\",\"restricted\":true}"));
	done(tell(h, TOVE, STREAM_NEW, "declare_room",          /* of one that she is not in, nothing tells her */
	    "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"OWL\",\"title\":\"A bird\"}"));
	done(tell(h, MAREK, room, "close_room", "{\"why\":\"It was nothing\"}"));
	done(tell(h, MAREK, STREAM_NEW, "declare_room", again));
	closed(h);
	founded_gone(dir);
}

TEST(summaries_that_could_not_be_written_are_written_with_the_next)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), list;
	struct house *h = opened(dir, t);
	i64 a = declared(h), b = declared(h);
	sqlite3 *db;

	CHECK(sqlite3_open(arena_fmt(T, "%s/derived.db", dir.p).p, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK);
	done(tell(h, MAREK, a, "set_objective", "{\"text\":\"bread\"}"));
	CHECK(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
	CHECK_OK(house_rooms(h, T, MAREK, &list, &more));
	CHECK(!str_contains(list, STR("bread")));
	done(tell(h, MAREK, b, "set_objective", "{\"text\":\"rolls\"}"));
	CHECK_OK(house_rooms(h, T, MAREK, &list, &more));
	CHECK(str_contains(list, STR("bread")) && str_contains(list, STR("rolls")));
	closed(h);
	founded_gone(dir);
}

/* A room that nobody founded: it is in the lists alone. */
static void
put_listed(struct house *h, i64 room, const char *codename, size_t n)
{
	str line = arena_fmt(T, "{\"id\":%lld,\"long\":\"%0*d\"}", (long long)room, (int)n, 0);
	struct rec_summary is = { .codename = str_c(codename), .line = line, .room = line, .whole = { (i64[]){ MAREK }, 1 } };
	struct buf b = buf_new(T, KIB);

	field_write(&b, record_summary_table(), &is);
	CHECK_OK(derived_put_room(h->derived, &(struct room_summary){ .room = room, .json = buf_str(&b) }));
	CHECK_OK(derived_put_work(h->derived, &(struct work){ .whose = MAREK, .room = room, .object = 1, .json = line }));
	CHECK_OK(derived_put_text(h->derived, &(struct text){ .room = room, .object = 1, .at = room, .n = room, .kind = STR("room"), .text = STR("sesame") }));
}

TEST(a_list_that_is_too_long_is_cut_and_says_so_and_what_is_declared_stays_in_it)
{
	enum { FLOOD = 1000 };
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), list;
	struct house *h = opened(dir, t);

	CHECK_OK(derived_begin(h->derived));
	put_listed(h, FLOOD, "BREAD", 1);
	for (i64 i = 1; i <= LIMIT_LISTED + 1; i++)
		put_listed(h, FLOOD + i, "", 1);
	CHECK_OK(derived_commit(h->derived, (i64)h->tree.size));
	CHECK_OK(house_rooms(h, T, MAREK, &list, &more));
	CHECK(more && str_starts(list, STR("[{\"id\":1000,")) && !str_contains(list, STR("\"id\":1001,")) && str_contains(list, STR("\"id\":1002,")));
	CHECK_OK(house_work(h, T, MAREK, &list, &more));
	CHECK(more && !str_contains(list, STR("\"id\":1001,")) && str_contains(list, STR("\"id\":2001,")));
	CHECK_OK(house_search(h, T, &(struct search){ MAREK, STR("sesame"), INT64_MAX }, &list));
	CHECK(str_contains(list, arena_fmt(T, "\"more\":true,\"next\":%d,\"older\":true}", FLOOD + LIMIT_LISTED + 1 - (LIMIT_FOUND - 1))));
	CHECK_OK(house_search(h, T, &(struct search){ MAREK, STR("sesame"), FLOOD + 1 }, &list));
	CHECK(str_contains(list, STR("BREAD")) && str_contains(list, STR("],\"more\":false}")));
	CHECK_OK(house_search(h, T, &(struct search){ ULLA, STR("sesame"), INT64_MAX }, &list));
	CHECK_STR(list, STR("{\"found\":[],\"more\":false}"));         /* rooms that she does not see count for nothing */
	closed(h);
	founded_gone(dir);
}

TEST(a_list_of_long_lines_is_cut_before_it_fills_what_an_answer_has)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), list;
	struct house *h = opened(dir, t);

	CHECK_OK(derived_begin(h->derived));
	for (i64 i = 1; i <= 20; i++)
		put_listed(h, 1000 + i, i % 2 ? "BREAD" : "", MIB);
	CHECK_OK(derived_commit(h->derived, (i64)h->tree.size));
	CHECK_OK(house_rooms(h, T, MAREK, &list, &more));
	CHECK(more && list.n > 5 * MIB && list.n < LIMIT_LIST);
	CHECK_OK(house_work(h, T, MAREK, &list, &more));
	CHECK(more && list.n > 5 * MIB && list.n < LIMIT_LIST + 10);
	closed(h);
	founded_gone(dir);
}

static void
rooms_up_to(struct house *h, size_t n)
{
	while (h->n_known < n)
		*ADD(h, known) = 1;     /* nobody looks for them */
}

TEST(no_more_rooms_are_opened_than_are_verified_at_once_and_the_last_are_for_what_is_declared)
{
	static const char report[] = "{\"what\":\"a strange loaf\"}";
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);

	rooms_up_to(h, LIMIT_ROOMS - LIMIT_ROOMS_KEPT - 1);
	done(tell(h, ULLA, STREAM_NEW, "report_suspicion", report));
	CHECK_TOLD(tell(h, ULLA, STREAM_NEW, "report_suspicion", report), TOO_LARGE, "There are 18000 rooms, and one record holds 20000, of which the last are kept");
	declared(h);
	rooms_up_to(h, LIMIT_ROOMS - 1);
	declared(h);
	CHECK_TOLD(tell(h, MAREK, STREAM_NEW, "declare_room", "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"RYE\",\"title\":\"More\"}"),
	    TOO_LARGE, "There are 20000 rooms, and one record holds 20000. Write in one that there is");
	closed(h);
	founded_gone(dir);
}

struct codes { struct recovery_order is; bool over; err e; };

static void
codes_over(struct order *o, err e)
{
	struct codes *c = o->ctx;

	c->over = true;
	c->e = e ? err_new(T, e->kind, "%.*s", STR_ARG(e->why)) : OK;
}

static err
fresh_codes(struct house *h, i64 person)
{
	struct codes *c = NEW(T, struct codes, 1);

	c->is.order = (struct order){ .stream = STREAM_CHARTER, .decide = decide_recovery_codes, .reply = codes_over, .ctx = c,
	    .actor = { .person = person, .strength = SESSION_DEMO } };
	house_order(h, &c->is.order);
	UNTIL(h, c->over);
	return c->e;
}

TEST(nobody_fills_the_charter_with_recovery_codes)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);

	CHECK_OK(fresh_codes(h, ULLA));
	h->charter->room->bytes = LIMIT_ROOM_BYTES / 100 * LIMIT_FULL;
	CHECK_ERR(fresh_codes(h, ULLA), TOO_LARGE, "The charter is full");
	closed(h);
	founded_gone(dir);
}

/* ---- time ---- */

static err
count_step(void *ctx, const struct stored *s)
{
	*(size_t *)ctx += str_contains(s->leaf, STR("\"clock_stepped\""));
	return OK;
}

static size_t
steps_entered(struct house *h)
{
	size_t n = 0;

	CHECK_OK(h->reader->read(h->reader, STREAM_JOURNAL, 0, count_step, &n));
	return n;
}

TEST(each_step_of_the_machines_clock_is_entered_once)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);

	t->wall += HOURS;
	for (int i = 0; i < 3; i++) {
		pass(t, SECONDS);
		done(tell(h, MAREK, room, "post_message", "{\"text\":\"x\"}"));
	}
	UNTIL(h, steps_entered(h) == 1);
	t->wall -= HOURS;                               /* put right */
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"x\"}"));
	UNTIL(h, steps_entered(h) == 2);
	t->wall += 50 * SECONDS;                        /* a little off is no step */
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"x\"}"));
	closed(h);
	t->wall -= 2 * HOURS;                           /* a machine that starts again two hours slow */
	h = opened(dir, t);
	UNTIL(h, steps_entered(h) == 3);
	closed(h);
	founded_gone(dir);
}

TEST(a_deadline_that_passes_lets_the_decision_lapse_by_itself)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), decision = decision_in(h, room);
	struct told *c = tell(h, MAREK, room, "start_clock",
	    "{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"gdpr_33\","
	    "\"limits\":[{\"amount\":1,\"from\":\"aware\",\"unit\":\"hours\"}],\"owner\":3},\"title\":\"Tell them\"}");

	done(c);
	pass(t, HOURS + SECONDS);
	house_set_timer(h);
	UNTIL(h, ((struct decision *)FIND(room_of(h, room), decisions, decision))->state == DECISION_UNDECIDED);
	UNTIL(h, ((struct clock *)FIND(room_of(h, room), clocks, c->is.order.receipt.seq))->state == CLOCK_LATE);
	closed(h);
	founded_gone(dir);
}

static bool
has_work(struct house *h, i64 person, const char *what)
{
	str json;

	CHECK_OK(house_work(h, T, person, &json, &more));
	return str_contains(json, str_c(what));
}

TEST(readiness_that_fell_waits_for_the_officers_until_it_is_noted_again)
{
	static const i64 away[] = { INES, MAREK, TOVE };
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 week = 7 * 24 * HOURS;

	for (size_t n = 1; n <= 3; n++) {
		for (size_t i = 0; n == 2 && i < countof(away); i++)
			done(tell(h, away[i], STREAM_CHARTER, "set_absence", arena_fmt(T, "{\"until\":%lld}", (long long)(house_now(h) + 8 * 24 * HOURS)).p));
		CHECK(has_work(h, INES, "readiness") == (n == 3));
		pass(t, week + SECONDS);
		house_set_timer(h);
		UNTIL(h, h->charter->n_readinesses == n);
		UNTIL(h, has_work(h, INES, "Readiness fell from") == (n == 2));         /* (lists follow) */
		CHECK(!has_work(h, ULLA, "readiness"));
	}
	closed(h);
	founded_gone(dir);
}

TEST(of_a_handover_that_is_not_answered_whoever_offers_it_and_whoever_commands_are_told_by_itself)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);

	done(tell(h, INES, room, "offer_handover", arena_fmt(T, "{\"seat\":%d,\"to\":%d,\"words\":\"it is quiet\"}", OWNER, TOVE).p));
	CHECK(has_work(h, TOVE, "handover") && !has_work(h, INES, "handover") && !has_work(h, MAREK, "handover"));
	pass(t, 15 * 60 * SECONDS);
	house_set_timer(h);
	UNTIL(h, has_work(h, INES, "handover"));
	CHECK(has_work(h, TOVE, "handover") && has_work(h, MAREK, "handover"));
	closed(h);
	founded_gone(dir);
}

TEST(what_nobody_puts_up_and_what_then_ends_undecided_is_work_of_who_answers_for_it_and_who_asked)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), decision;
	struct told *opened_by = tell(h, INES, room, "open_decision", "{\"kind\":\"partial_shutdown\",\"question\":\"Off?\"}");

	done(opened_by);
	decision = opened_by->is.order.receipt.seq;
	CHECK(has_work(h, INES, "put_up") && has_work(h, MAREK, "put_up") && !has_work(h, TOVE, "put_up"));
	for (int i = 0; i < 12 && !has_work(h, INES, "undecided"); i++) {
		pass(t, 15 * 60 * SECONDS);
		house_set_timer(h);
		event_base_loopexit(h->base, &(struct timeval){ 0, 100000 });
		event_base_dispatch(h->base);
	}
	CHECK(has_work(h, INES, "undecided") && has_work(h, MAREK, "undecided") && !has_work(h, INES, "put_up"));
	done(tell(h, MAREK, room, "drop_decision", arena_fmt(T, "{\"decision\":%lld,\"why\":\"it is over\"}", (long long)decision).p));
	CHECK(!has_work(h, INES, "undecided") && !has_work(h, MAREK, "undecided"));
	closed(h);
	founded_gone(dir);
}

/* The machine's timer and the record's clock do not run alike. */
TEST(a_timer_that_comes_too_early_comes_again)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h);
	struct told *c = tell(h, MAREK, room, "start_clock",
	    "{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"gdpr_33\","
	    "\"limits\":[{\"amount\":1,\"from\":\"aware\",\"unit\":\"hours\"}],\"owner\":3},\"title\":\"Tell them\"}");

	done(c);
	pass(t, HOURS - SECONDS / 10);
	house_set_timer(h);
	event_base_loopexit(h->base, &(struct timeval){ 0, 300000 });
	event_base_dispatch(h->base);
	CHECK(((struct clock *)FIND(room_of(h, room), clocks, c->is.order.receipt.seq))->state == CLOCK_RUNNING);
	pass(t, SECONDS);
	UNTIL(h, ((struct clock *)FIND(room_of(h, room), clocks, c->is.order.receipt.seq))->state == CLOCK_LATE);
	closed(h);
	founded_gone(dir);
}

TEST(what_fell_due_while_nobody_served_is_late_at_the_start_and_lapses_ten_minutes_after)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), decision = decision_in(h, room), next;
	struct told *c = tell(h, MAREK, room, "start_clock",
	    "{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"gdpr_33\","
	    "\"limits\":[{\"amount\":1,\"from\":\"aware\",\"unit\":\"hours\"}],\"owner\":3},\"title\":\"Tell them\"}");

	done(c);
	closed(h);
	pass(t, 2 * HOURS);
	h = opened(dir, t);
	UNTIL(h, ((struct clock *)FIND(room_of(h, room), clocks, c->is.order.receipt.seq))->state == CLOCK_LATE);
	CHECK(((struct decision *)FIND(room_of(h, room), decisions, decision))->state == DECISION_OPEN);
	UNTIL(h, derived_next_due(h->derived, &next) == OK && next == h->returned + HOURS / 6);        /* and nobody looks again and again */
	pass(t, HOURS / 6);
	house_set_timer(h);
	UNTIL(h, ((struct decision *)FIND(room_of(h, room), decisions, decision))->state == DECISION_UNDECIDED);
	closed(h);
	founded_gone(dir);
}

/* Sixty-four measures of the option in o->ctx, in force for an hour. */
static err
decide_measures(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	(void)h;
	out->n = 0;
	out->by = (struct by){ .person = MAREK };
	for (i64 i = 0; i < LIMIT_OUTCOME / 2; i++) {
		emit(out, EV_measure_proposed)->as.measure_proposed = (struct ev_measure_proposed){
			.option = *(i64 *)o->ctx, .kind = ISOLATION, .lasts = 3600, .text = STR("cut it off") };
		emit(out, EV_measure_applied)->as.measure_applied = (struct ev_measure_applied){ s->room->seq + 1 + 2 * i, s->now + HOURS };
	}
	return OK;
}

static void
order_freed(struct order *o, err e)
{
	CHECK_OK(e);
	free(o);
}

/* More measures than one batch can say the end of. */
static i64
many_measures(struct house *h)
{
	i64 room = declared(h);
	struct told *o = tell(h, MAREK, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Off\"}", (long long)decision_in(h, room)).p);

	done(o);
	for (int i = 0; i < 100; i++) {
		struct order *many = calloc(1, sizeof(*many));

		*many = (struct order){ .stream = room, .decide = decide_measures, .reply = order_freed, .ctx = &o->is.order.receipt.seq };
		house_order(h, many);
	}
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"all of it\"}"));
	CHECK(room_of(h, room)->n_measures == 6400);
	return room;
}

static bool
all_expired(const struct room *room)
{
	for (size_t i = 0; i < room->n_measures; i++)
		if (room->measures[i].state != MEASURE_EXPIRED)
			return false;
	return true;
}

TEST(what_falls_due_is_said_in_the_next_batch_where_one_does_not_hold_it_and_before_anybody_else_is_heard)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = many_measures(h);
	struct fake *f = between(h);
	struct told *word;

	pass(t, 2 * HOURS);
	house_moment(h, room);
	word = tell(h, MAREK, room, "post_message", "{\"text\":\"and now?\"}");
	CHECK(f->appends == 3 && f->entries[0] > 4096 && f->entries[1] > LIMIT_BATCH && f->entries[2] == 1);
	CHECK(all_expired(room_of(h, room)) && word->is.order.receipt.seq == room_of(h, room)->seq);
	closed(h);
	founded_gone(dir);
}

TEST(a_server_starts_after_a_year_in_which_more_fell_due_than_one_batch_holds)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = many_measures(h);

	closed(h);
	pass(t, 365 * 24 * HOURS);
	h = opened(dir, t);
	UNTIL(h, all_expired(room_of(h, room)));
	closed(h);
	founded_gone(dir);
}

TEST(a_copy_holds_its_timers)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), copy = arena_fmt(T, "%.*s/c", (int)dir.n - 2, dir.p);
	struct house *h = opened(dir, t);
	i64 room = declared(h), decision = decision_in(h, room), seq;

	closed(h);
	CHECK(system(arena_fmt(T, "cp -a %s %s", dir.p, copy.p).p) == 0);
	pass(t, 2 * HOURS);
	h = opened(copy, t);
	seq = room_of(h, room)->seq;
	CHECK(h->held);
	event_base_loopexit(h->base, &(struct timeval){ 0, 300000 });
	event_base_dispatch(h->base);
	CHECK(room_of(h, room)->seq == seq);
	CHECK(((struct decision *)FIND(room_of(h, room), decisions, decision))->state == DECISION_OPEN);
	closed(h);
	founded_gone(dir);
}

/* A room with an option put up. */
static i64
put_up_in(struct house *h)
{
	i64 room = declared(h), decision = decision_in(h, room);
	struct told *o = tell(h, MAREK, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Off\"}", (long long)decision).p);

	done(tell(h, MAREK, room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)o->is.order.receipt.seq).p));
	return room;
}

static void
die(struct order *o, err e)
{
	(void)o;
	_exit(e ? 1 : 0);
}

TEST(what_a_seat_needs_first_is_work_of_who_put_the_option_up)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), decision, option;
	struct told *d = tell(h, TOVE, room, "open_decision", "{\"kind\":\"partial_shutdown\",\"question\":\"Off?\"}"), *o;

	decision = d->is.order.receipt.seq;
	o = tell(h, TOVE, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Off\"}", (long long)decision).p);
	option = o->is.order.receipt.seq;
	done(tell(h, TOVE, room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option).p));
	done(tell(h, INES, room, "state_need", arena_fmt(T, "{\"option\":%lld,\"seat\":%d,\"text\":\"the logs\"}", (long long)option, OWNER).p));
	CHECK(has_work(h, TOVE, "need") && !has_work(h, INES, "need"));
	closed(h);
	founded_gone(dir);
}

TEST(a_change_of_the_charter_is_felt_in_rooms_with_something_open)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = put_up_in(h), seq = room_of(h, room)->seq;
	struct told *told = ejection(h);

	house_order(h, &told->is.order);
	wait_for(h, told);
	done(told);
	UNTIL(h, room_of(h, room)->n_deputies == 1);
	CHECK(room_of(h, room)->deputies[0].is.person == TOVE && room_of(h, room)->seq > seq);
	closed(h);
	founded_gone(dir);
}

TEST(a_room_looks_again_when_the_charter_changed_and_not_when_another_room_did)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = put_up_in(h), other = declared(h);

	closed(h);
	h = opened(dir, t);             /* after an orderly end nothing was missed */
	done(tell(h, MAREK, other, "post_message", "{\"text\":\"x\"}"));
	event_base_loopexit(h->base, &(struct timeval){ 0, 100000 });
	event_base_dispatch(h->base);
	CHECK(h->n_rooms == 1 && house_must_fold(h, room));
	done(given(h, ejection(h)));
	UNTIL(h, h->n_rooms == 2 && room_of(h, room)->n_deputies == 1);
	closed(h);
	founded_gone(dir);
}

TEST(a_copy_looks_at_every_open_room_when_it_is_released_though_it_was_closed_in_order)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), copy = arena_fmt(T, "%.*s-copy", STR_ARG(dir));
	struct house *h = opened(dir, t);
	bool held;

	put_up_in(h);
	closed(h);
	CHECK(system(arena_fmt(T, "cp -a %s %s", dir.p, copy.p).p) == 0);
	h = opened(copy, t);
	CHECK(h->held);
	closed(h);
	CHECK_OK(directory_release(T, copy));
	CHECK_OK(directory_held(T, copy, &held));
	CHECK(!held);
	h = opened(copy, t);
	UNTIL(h, h->n_rooms == 1);
	closed(h);
	founded_gone(copy);
	founded_gone(dir);
}

/* Marek is ejected, and the server dies as soon as that is durable. */
static void
eject_and_die(str dir, struct hands *t)
{
	struct house *h = opened(dir, t);
	struct told *o = ejection(h);

	o->is.order.reply = die;
	house_order(h, &o->is.order);
	event_base_dispatch(h->base);
	_exit(1);
}

TEST(a_change_of_the_charter_is_felt_after_a_crash)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = put_up_in(h);
	int status;
	pid_t pid;

	closed(h);
	if ((pid = fork()) == 0)
		eject_and_die(dir, t);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	h = opened(dir, t);
	UNTIL(h, room_of(h, room)->n_deputies == 1);
	closed(h);
	founded_gone(dir);
}

TEST(time_never_goes_back_and_a_leap_is_not_followed)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 room = declared(h), start = house_now(h), before;
	const struct place *p;

	t->wall -= HOURS;
	t->steady += SECONDS;
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"an hour back\"}"));
	CHECK(house_now(h) >= start + SECONDS && house_now(h) < start + 2 * SECONDS);
	t->wall += 2 * HOURS;
	t->steady += SECONDS;
	done(tell(h, MAREK, room, "post_message", "{\"text\":\"an hour forward\"}"));
	CHECK(house_now(h) >= start + 2 * SECONDS && house_now(h) < start + 3 * SECONDS);
	p = room_of(h, room)->places;
	for (i64 i = 1; i < room_of(h, room)->seq; i++)
		CHECK(p[i].at >= p[i - 1].at);

	before = house_now(h);
	closed(h);                                      /* a machine that starts again an hour slow */
	t->wall = before - HOURS;
	h = opened(dir, t);
	CHECK(house_now(h) >= before && house_now(h) < before + SECONDS);
	closed(h);
	founded_gone(dir);
}

TEST(a_clock_a_little_off_is_slewed_gently)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 start = house_now(h);

	t->wall += 30 * SECONDS;
	pass(t, 100 * SECONDS);
	CHECK(house_now(h) > start + 100 * SECONDS && house_now(h) <= start + 100 * SECONDS + SECONDS / 10);
	closed(h);
	founded_gone(dir);
}

/* ---- starting ---- */

TEST(a_restart_folds_to_the_same_views)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), before, rooms[2];
	struct house *h = opened(dir, t);

	for (int i = 0; i < 5; i++) {
		i64 room = declared(h);

		for (int k = 0; k <= i; k++) {
			pass(t, 7 * SECONDS);
			done(tell(h, TOVE, room, "assert_fact", "{\"name\":\"exposure\",\"value\":\"internet\",\"confidence\":\"confirmed\",\"note\":\"seen\"}"));
			decision_in(h, room);
		}
	}
	done(tell(h, ULLA, STREAM_NEW, "report_suspicion", "{\"what\":\"a strange loaf\"}"));
	before = all_views(h);
	CHECK_OK(house_rooms(h, T, TOVE, &rooms[0], &more));
	CHECK(str_contains(rooms[0], STR("FLOUR")) && str_contains(rooms[0], STR("a strange loaf")));
	closed(h);

	CHECK(unlink(arena_fmt(T, "%s/derived.db", dir.p).p) == 0);     /* deleting it is always allowed */
	h = opened(dir, t);
	CHECK_STR(all_views(h), before);
	CHECK_OK(house_rooms(h, T, TOVE, &rooms[1], &more));
	CHECK_STR(rooms[1], rooms[0]);
	CHECK_OK(house_rooms(h, T, ULLA, &rooms[1], &more));
	CHECK(!str_contains(rooms[1], STR("FLOUR")) && str_contains(rooms[1], STR("a strange loaf")));
	closed(h);
	founded_gone(dir);
}

TEST(lists_are_made_anew_little_by_little_and_end_as_they_were)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), before, now;
	struct house *h = opened(dir, t);
	i64 rooms[3], next;

	for (size_t i = 0; i < countof(rooms); i++)
		rooms[i] = declared(h);
	done(tell(h, MAREK, rooms[0], "open_task", "{\"title\":\"a strange loaf\"}"));
	CHECK_OK(house_rooms(h, T, MAREK, &before, &more));
	CHECK_OK(derived_anew(h->derived));
	indexing_owe(h, true, true);
	CHECK_OK(derived_begin(h->derived));
	CHECK_OK(indexing_commit(h));
	CHECK(derived_current(h->derived, &next) == OK && next == 0 && indexing_listed(h) == 0);        /* who is killed now begins anew */
	CHECK_OK(house_rooms(h, T, MAREK, &now, &more));
	CHECK_STR(now, STR("[]"));
	done(tell(h, MAREK, rooms[1], "set_objective", "{\"text\":\"rolls\"}"));
	CHECK_OK(house_rooms(h, T, MAREK, &now, &more));
	CHECK(str_contains(now, STR("rolls")));         /* what changes meanwhile is there at once */
	indexing_begin(h);
	UNTIL(h, h->indexing.lines == 0 && h->indexing.words == 0);
	CHECK_OK(house_rooms(h, T, MAREK, &now, &more));
	CHECK(now.n > before.n && str_contains(now, STR("rolls")));
	CHECK_OK(house_search(h, T, &(struct search){ MAREK, STR("strange"), INT64_MAX }, &now));
	CHECK(str_contains(now, STR("\"entity\":\"task\"")) && !str_contains(now, STR("indexed")));
	CHECK(derived_current(h->derived, &next) == OK && next == (i64)h->tree.size);
	closed(h);
	founded_gone(dir);
}

TEST(rooms_beyond_the_bound_leave_the_memory_and_come_back_when_asked_for)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	struct told *told[LIMIT_ROOMS_LOADED + 10];

	for (size_t i = 0; i < countof(told); i++) {
		told[i] = order(h, MAREK, STREAM_NEW, "report_suspicion", "{\"what\":\"x\"}");
		house_order(h, &told[i]->is.order);
	}
	for (size_t i = 0; i < countof(told); i++)
		wait_for(h, told[i]);
	CHECK(h->n_rooms <= LIMIT_ROOMS_LOADED);
	CHECK(h->n_known == countof(told));
	for (size_t i = 0; i < countof(told); i++)
		CHECK(room_has_member(room_of(h, done(told[i])), MAREK));
	CHECK(h->n_rooms <= LIMIT_ROOMS_LOADED);
	closed(h);
	founded_gone(dir);
}

TEST(a_room_that_somebody_watches_stays_in_memory)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	struct listener marek = { .actor = { .person = MAREK, .strength = SESSION_DEMO } };
	i64 room = declared(h);
	struct watcher *w = hub_watch(h->hub, NULL, &marek, &room, 1);

	for (int again = 0; again < 2; again++) {
		struct told *o = NULL;

		for (int i = 0; i < LIMIT_ROOMS_LOADED; i++)
			house_order(h, &(o = order(h, MAREK, STREAM_NEW, "report_suspicion", "{\"what\":\"x\"}"))->is.order);
		wait_for(h, o);
		CHECK(house_must_fold(h, room) == (again == 1));
		if (again == 0)
			hub_forget(h->hub, w);
	}
	closed(h);
	founded_gone(dir);
}

TEST(there_is_only_one_writer)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t), *other;

	CHECK_ERR(try_open(dir, t, &other), CONFLICT, "another process is the writer");
	closed(h);
	h = opened(dir, t);                             /* who was refused holds nothing */
	closed(h);
	founded_gone(dir);
}

TEST(what_is_no_record_is_refused_with_a_sentence)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL), key = arena_fmt(T, "%s/keys/log", dir.p);
	struct house *h;
	int fd;

	CHECK_ERR(try_open(STR("/nowhere/at/all"), t, &h), NO_SUCH, "not there");
	CHECK(chmod(dir.p, 0755) == 0);
	CHECK_ERR(try_open(dir, t, &h), FORBIDDEN, "chmod 700");
	CHECK(chmod(dir.p, 0700) == 0 && chmod(key.p, 0644) == 0);
	CHECK_ERR(try_open(dir, t, &h), FORBIDDEN, "chmod 600");
	CHECK(chmod(key.p, 0600) == 0 && (fd = open(key.p, O_WRONLY)) >= 0 && pwrite(fd, "another", 7, 0) == 7 && close(fd) == 0);
	CHECK_ERR(try_open(dir, t, &h), DAMAGED, "not the one the record names");
	founded_gone(dir);
}

static void
sql(str dir, const char *statements)
{
	sqlite3 *db;

	CHECK(sqlite3_open(arena_fmt(T, "%s/record.db", dir.p).p, &db) == SQLITE_OK);
	if (sqlite3_exec(db, statements, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

TEST(a_damaged_charter_is_refused_and_a_damaged_room_says_so)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);
	i64 sick = declared(h), well = declared(h);

	closed(h);
	sql(dir, arena_fmt(T, "UPDATE entry SET leaf = CAST(replace(leaf, 'SEV2', 'SEV3') AS BLOB) WHERE n = %lld", (long long)sick).p);
	h = opened(dir, t);
	CHECK_TOLD(tell(h, MAREK, sick, "post_message", "{\"text\":\"hello\"}"), DAMAGED, "not the ones that were hashed");
	done(tell(h, MAREK, well, "post_message", "{\"text\":\"hello\"}"));
	closed(h);

	sql(dir, "UPDATE entry SET leaf = CAST(replace(leaf, 'person_added', 'person_addex') AS BLOB) WHERE n = 1");
	CHECK_ERR(try_open(dir, t, &h), DAMAGED, "entry 1 of the record");
	founded_gone(dir);
}

TEST(entries_cut_or_swapped_are_refused)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h = opened(dir, t);

	declared(h);
	closed(h);
	sql(dir, "UPDATE entry SET seq = 1000 WHERE n = 4; UPDATE entry SET seq = 5 WHERE n = 5; UPDATE entry SET seq = 6 WHERE n = 4");
	CHECK_ERR(try_open(dir, t, &h), DAMAGED, "entry 5 of the record");
	sql(dir, "UPDATE entry SET seq = 1000 WHERE n = 4; UPDATE entry SET seq = 6 WHERE n = 5; UPDATE entry SET seq = 5 WHERE n = 4;"
	    "DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)");
	CHECK_ERR(try_open(dir, t, &h), DAMAGED, "the newest checkpoint covers");
	founded_gone(dir);
}

TEST(a_record_written_by_a_newer_program_is_refused)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	struct house *h;

	sql(dir, "PRAGMA user_version = 99");
	CHECK_ERR(try_open(dir, t, &h), STORE, "newer program");
	founded_gone(dir);
}

/* Root may write anywhere, so somebody else tries. */
TEST(a_directory_that_may_not_be_written_is_refused)
{
	struct hands *t = new_hands();
	str dir = founded(true, clock_of(t), NULL);
	int status;
	pid_t pid;

	CHECK(system(arena_fmt(T, "chmod a+rx %.*s && chown -R 65534 %s && chmod 500 %s && chmod -w %s/*", (int)dir.n - 2, dir.p, dir.p, dir.p, dir.p).p) == 0);
	if ((pid = fork()) == 0) {
		struct house *h;
		err e = setuid(65534) == 0 || geteuid() ? try_open(dir, t, &h) : OK;

		_exit(e && e->kind == ERR_STORE && str_contains(e->why, STR("cannot be written")) ? 0 : 1);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	founded_gone(dir);
}

TEST_MAIN()
