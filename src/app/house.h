/*
 * house -- everything that a running server knows, and the one path by which
 * anything in it changes.
 *
 *   an order waits -> the store is free -> decide -> seal -> fold -> react ->
 *   ... for all that wait ... -> one batch -> durable -> tell, reply
 *
 * One thread owns all state; there are no locks.  At most one batch is under
 * way, written by the store's own thread.  Until the store reports, the
 * streams of that batch are unsettled: whatever would read them waits
 * (house_when_settled), so nothing leaves before it is durable (law 4).
 * A room that is not in memory is folded by a worker; its orders, and whatever
 * would read it, wait (house_when_room), and nothing else does.
 *
 * Ownership: a house is opened with an arena whole and lives in it; rooms have
 * arenas of their own; a batch has one that is emptied when it is over.
 */
#ifndef HOUSE_H
#define HOUSE_H

#include "core.h"
#include "derived.h"
#include "note.h"
#include "notice.h"
#include "store.h"
#include "tally.h"
#include "tree.h"
#include "view.h"
#include "waiters.h"

#include <event2/event.h>
#include <stdatomic.h>

/* The clock is a seam, not the machine's: µs since 1970, and µs since some start that never steps. */
struct clock_seam { i64 (*wall)(void *ctx); i64 (*steady)(void *ctx); void *ctx; };

/* The writer's time: from the wall, run by the steady clock, slewed gently, never backwards. */
struct writer_clock {
	struct clock_seam seam;
	i64 base, steady0, last;
	i64 alarmed;                    /* how far off the wall was at its last step by over a minute; it is not followed */
	bool stepped;                   /* until somebody has entered it */
};
struct clock_seam machine_clock(void);
bool zone_known(struct arena *, str zone);      /* is it a time zone of this machine, as Europe/Berlin is */
void writer_clock_start(struct writer_clock *, struct clock_seam, i64 last_at);
/* A step of the wall sets `stepped`. */
i64  writer_now(struct writer_clock *);

/* A room in memory. */
struct loaded {
	struct room *room;
	struct arena whole;             /* as it was opened, to be closed */
	i64 published;                  /* seq up to which its readers were told */
	i64 summed;                     /* and up to which its summary and its work are kept */
	i64 used;                       /* which asking was the last for it, of all */
	size_t watched;                 /* by how many; then it stays in memory */
	bool unsettled;
};

/* A room that a worker folds; and one that cannot be folded. */
struct being_folded { i64 room; bool stale; };          /* stale: words that it may have read were erased since */
struct unfoldable   { i64 room; err why; i64 since; };   /* by the steady clock */

struct house;
struct order;

/*
 * Something that wants to be written: a command, a sign-in, an enrolment, a
 * moment that has come.  `decide` says what happens, once everything before it
 * is folded; `reply` is called when it is durable, or with why it was not.
 * Entries for the charter and the journal go there, all others to `stream`.
 */
enum { STREAM_NEW = -2, STREAM_NONE = -3 };
struct order {
	struct order *next;
	i64 stream;                     /* a room, the charter, STREAM_NEW, or STREAM_NONE (journal and accounts alone) */
	struct actor actor;
	str key; struct hash body;      /* Idempotency-Key and what it was sent with; absent: none */
	err (*decide)(struct house *, struct order *, struct scene *, struct outcome *);
	void (*reply)(struct order *, err);
	void *ctx;
	str device;                     /* of a sign-in: what they sit at, in a few words for themselves; absent: not known */
	/* filled in on the way */
	struct house *house;
	struct account accounts[3]; size_t n_accounts;  /* a sign-in: what was used up, the session, the one that it ends */
	str cookie;                     /* the secret of the session that it begins */
	struct receipt receipt;         /* where and how much was written */
	bool repeated;                  /* it had been done before; the receipt is that of then */
	err failed;
};

/* What is still to be put into the derived file, of the first so many rooms of those that are known. */
struct indexing {
	size_t lines, words;
	i64 at, done, all;              /* entries: of the room whose words are put, over all, and to be done */
	size_t met;                     /* rooms at the beginning */
	struct event *turn;
};

struct house {
	struct arena arena;
	struct event_base *base;
	str dir, host, origin;          /* data directory, public host, log origin */
	struct store *store, *reader;
	struct writer_clock clock;
	i64 returned;                   /* when this process came up */
	i64 hour_begins;                /* the first entry of the hour before */
	struct note_key log_key;
	struct ed25519_secret log_secret;
	str account_key;                /* under which sessions and codes are HMACed */
	str push_key;                   /* for which browsers let themselves be called: a point of P-256; absent: nothing is pushed */
	bool held;                      /* a copy or a restore: effects and timers wait */

	struct charter *charter;
	struct arena charter_whole, charter_room_whole;
	struct room *journal;
	struct loaded charter_loaded;
	MANY(struct loaded, rooms);
	i64 asked;                      /* how often a room was asked for */
	MANY(struct unfoldable, unfoldable);
	struct being_folded folding[LIMIT_FOLDINGS]; size_t n_folding;
	struct waiters wanted;          /* for rooms that are not in memory */
	struct waiters wanted_idly;     /* for such rooms, where only time has passed or the charter changed */
	MANY(i64, known);               /* every room there is */
	struct tree tree;
	struct { i64 size; struct hash root; } roots[1024];     /* of late, for the acts that cite them */
	size_t n_roots;
	struct { struct hash session; i64 at; } used[LIMIT_SESSIONS_SEEN];      /* session.c: when each was last used */

	struct budget *budget;          /* how much each may do; NULL: nobody counts */
	struct order *waiting, **waiting_end;
	struct order *under_way;        /* the orders of the batch under way */
	struct waiters unsettled;       /* for streams of the batch under way */
	struct arena batch_arena;
	struct event *wake, *timer;
	int wake_fd;
	atomic_bool answered;           /* the store's thread has left its answer */
	struct { enum append_answer is; char why[LIMIT_SENTENCE]; } answer;     /* of the store's thread, read after the wake-up */
	struct writing *desk;           /* where batches are made */
	struct writing *writing;        /* the batch being made or under way, or NULL */
	struct derived *derived;
	i64 summed;                     /* how many entries its summaries know of */
	struct indexing indexing;

	struct hub *hub;
	struct outbox *outbox;          /* pages on their way out */
	struct sender *sender;          /* who sends them (send.h); NULL: nobody */

	struct notices notices;
	struct tally tally;
	i64 handed_over;                /* when the batch under way was, by the steady clock */
	bool unwritable;                /* the last batch was refused by the store */
	bool stopping;
	struct event *probe;            /* tries to write while it is unwritable */
};

struct house_config {
	struct event_base *base;
	str dir;                        /* or absent: in memory, for tests */
	struct clock_seam clock;
	struct notices notices;
	const struct carrier *carrier;  /* of pages (outbox.h); or NULL: nothing leaves */
};

/* Open an existing record and fold what is always in memory.  Refused: no record, a damaged or newer one, a second writer. */
err  house_open(struct arena *, const struct house_config *, struct house **out);
/* Waits for the batch under way; writes `server_stopped`. */
void house_close(struct house *);

/* A room in memory, or the charter; NULL and an err if it is not there, or damaged, or nobody saw to it (house_when_room). */
err  house_room(struct house *, struct arena *, i64 id, struct loaded **out);
/* A room in memory, or the charter; or NULL.  It does not count as asked for. */
struct loaded *house_loaded(struct house *, i64 id);
/* Call `then` when the room is in memory, or surely cannot be: at once, or after a worker has folded it. */
void house_when_room(struct house *, i64 id, settled *then, void *ctx);
/* house_when_room(), but after the rooms that somebody waits for. */
void house_when_idle(struct house *, i64 id, settled *then, void *ctx);
/* Must a room be folded before it is there? */
bool house_must_fold(struct house *, i64 id);
/* Folded on the spot, while nobody else waits: at the start. */
err  house_room_now(struct house *, i64 id, struct loaded **out);
i64  house_now(struct house *);
/* Why it is not in order, in a sentence for anybody; absent: it can write, and its timers run. */
str  house_ill(const struct house *);

/* Queue an order; it must live until its reply. */
void house_order(struct house *, struct order *);
/* Call `then` when the stream is settled: at once, or after the batch under way. */
void house_when_settled(struct house *, i64 stream, settled *then, void *ctx);
/* Look at a room because time has passed or the charter changed. */
void house_moment(struct house *, i64 stream);
/* Had the log this root at this size? */
bool house_had_root(struct house *, struct arena *, i64 size, struct hash root);
/* Is there an account of that kind and key, in the store or in the batch being made? */
err  house_account(struct house *, struct arena *, str kind, struct hash key, bool *found);
/* The index of the last entry that an order made, by its receipt; 0 if the record does not say. */
i64  house_index(struct house *, struct arena *, const struct receipt *);
/* Give a fresh random 16 bytes. */
void house_nonce(u8 out[16]);

/* A command as an order's decide: ctx is a struct command_order. */
struct command_order {
	struct order order;
	enum command_kind kind;
	union command_fields fields;
	i64 if_match;                   /* touched seq of the entity, of several the greatest that was seen; or 0 */
	bool sure;                      /* nothing in it is a secret, though something looks like one */
	err malformed;                  /* what is wrong with its form: said only to who may know of the room */
};
err decide_command(struct house *, struct order *, struct scene *, struct outcome *);

/* The summaries of rooms, in memory or not, and when the next one is due. */
err  summaries_open(struct house *);
void summaries_put(struct house *, struct arena scratch, struct loaded **, size_t n);
/* Everything that is derived anew from the record: words were erased. */
void summaries_again(struct house *);
/* Between derived_begin and commit: the room's summary, and its work as far as it was touched after `after`. */
err  summary_put(struct house *, struct arena scratch, const struct room *, i64 after);
/* Let every room with something open look at how things stand. */
void summaries_wake_open(struct house *);
/* Let one room with something open look, whose summary was not there before. */
void summaries_wake(struct house *, i64 room);
/* The rooms that a person is in, as a JSON array of their entities: what is declared and open, then the others, each the newest first; *more: than these. */
err  house_rooms(struct house *, struct arena *, i64 person, str *json_array, bool *more);
/* May they see what stands there?  Answered from the summaries, so the room need not be in memory. */
struct object_place { i64 room, channel; enum tlp tlp; };
err  house_may_see(struct house *, struct arena scratch, i64 person, struct object_place, bool *sees);
/* house_may_see(), from the room's summary. */
bool summary_shows(const struct house *, const struct rec_summary *, i64 person, struct object_place);
/*
 * Of a room that is not in memory: are they surely not in it?  Then nobody
 * folds it for them, which takes a time that tells, and keeps others waiting;
 * nor says what is wrong with it (law 15).  The server itself is person 0.
 */
bool house_keeps_out(struct house *, i64 room, i64 person);
/* Refused: an open room that they are in has that codename already.  One that they are not in may have it, or this would tell of it (law 15). */
err  house_need_own_codename(struct house *, struct arena *, i64 person, i64 room, str codename);
/* The streams that they see whole; the charter is one for whoever is of the house. */
err  house_sees_whole(struct house *, struct arena *, i64 person, struct refs *out);

/* Who is in the rooms that they see whole, the newest first; of the others nothing (law 15). */
err  house_access(struct house *, struct arena *, i64 person, struct rec_access *out);

/* Between derived_begin and commit: what waits for whom in a room, of what was touched after `after` (0: all anew). */
err  work_put(struct house *, struct arena scratch, const struct room *, i64 after);
/* What waits for a person, across rooms, as a JSON array, of the newest room first; *more: than this. */
err  house_work(struct house *, struct arena *, i64 person, str *json_array, bool *more);

/* Between derived_begin and commit: the words of a room, of what was touched after `after` and not after `until`. */
err  search_put(struct house *, struct arena scratch, const struct room *, i64 after, i64 until);

/*
 * Indexing: where the derived file is made anew, what it says of the rooms is
 * put into it while the server answers, a little at a time: the lines of all
 * rooms, then their words, the newest room first.  What is written meanwhile
 * is found at once.
 */
void indexing_owe(struct house *, bool words, bool lines);     /* of all rooms there are; nothing else is owed then */
err  indexing_commit(struct house *);
void indexing_begin(struct house *);
int  indexing_percent(const struct house *);            /* of the entries whose words are owed */
int  indexing_listed(const struct house *);             /* of the rooms whose lines are owed */
/*
 * What a person may see that holds all these words, across rooms, the newest
 * first, as a JSON object; the last word may be the beginning of one.  With
 * `more` comes `next`, before which the search goes on.  While
 * the index is being made it says how many percent of it are, and `older` if it
 * did not look into every room that holds them.  Refused: no word, too many.
 */
struct search { i64 person; str words; i64 before; };   /* before: of what begins with an earlier entry of the log alone */
err  house_search(struct house *, struct arena *, const struct search *, str *json);

/* How the writer is used by house.c. */
void writer_start(struct house *);
void writer_stop(struct house *);
/* The machine's clock stepped: alarmed already, now entered. */
void writer_note_step(struct house *);
err  house_load_charter(struct house *);
/* Words were erased: all that is in memory may hold them.  The charter is folded anew. */
void house_forget(struct house *);
/* Between batches: rooms beyond LIMIT_ROOMS_LOADED that nobody watches leave the memory, the least used first. */
void house_tidy(struct house *);
void house_refold(struct house *, i64 stream);  /* forget the room, or fold the charter anew */
void house_set_timer(struct house *);

#endif
