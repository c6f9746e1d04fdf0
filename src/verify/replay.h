/*
 * replay -- a record on its way through the verifier: what verify.c and its judges share.
 *
 * Ownership: a replay has arenas of its own, given back at its end; what is
 * found lives in the arena of the verdicts.
 */
#ifndef REPLAY_H
#define REPLAY_H

#include "authority.h"
#include "tree.h"
#include "verify.h"

/* A stream being folded; `broken` from the entry on that cannot be. */
struct slot { struct head head; struct room *room; struct arena whole; bool broken; };
struct spot { i64 n, stream, seq; };
struct nonce { u8 b[16]; struct spot spot; };
struct missing { struct spot spot; struct hash digest; };       /* a disclosure that is not there */
struct erasing { i64 n; struct hash digest; };                  /* and one that a decision erased */

struct replay {
	struct arena *out;              /* the verdicts' */
	struct rec_verdicts *verdicts;
	str files;                      /* where they lie; or absent */
	const struct refs *seen;        /* or NULL, for all */
	bool told[VERDICT_OUTSIDE + 1]; /* that something unseen speaks against it */
	struct rec_finding *findings;
	struct spot at_entry;           /* the one being judged */

	struct arena arena;             /* of the lists below */
	struct arena scratch;           /* fresh for each entry */
	struct arena whole, scratch_whole, charter_whole;
	struct charter *charter;
	MANY(struct slot, slots);       /* ascending by stream: -1, 0, then rooms as they begin */
	MANY(struct hash, grown);       /* grown[i]: the largest full subtree that ends with leaf i */
	MANY(struct nonce, nonces);
	MANY(struct missing, missing);
	MANY(struct erasing, erasings);
	MANY(str, keys);                /* of the log, in their order; the last signs now */
	struct tree tree;
	str log;
	struct outcome would;           /* what a command or a reaction would have written */
	i64 at, founded_at, started;    /* started: when the server last came up */
	bool founding;                  /* still in the founding batch */
	bool blind;                     /* entries are missing, or the charter is broken: nothing more can be judged */
};

/* An entry about to be folded, and the state before it. */
struct moment {
	struct replay *r;
	struct arena *a;                /* scratch */
	struct charter *charter;
	struct room *room;
	const struct entry *e;
	struct hash digests[LIMIT_VEILED];      /* of an act's words, as the leaf names them */
	size_t n_digests;
};

/* May whoever asked see that stream? */
bool is_seen(const struct replay *, i64 stream);

/* Note down what is wrong with the entry being judged; nothing for OK. */
void found(struct replay *, enum verdict, err);
void found_of_all(struct replay *, enum verdict, err);          /* of the record as a whole */
err  damaged(struct arena *, const char *sentence);

/* Does the newest one cover exactly these entries? */
err check_newest(struct replay *, const struct checkpoint *);
/* Does the record begin with what was kept elsewhere?  Refused only what is no checkpoint, or no sheet. */
err confirm(struct replay *, str note, str what);
err check_sheet(struct replay *, str sheet);

/* The root of the first `size` leaves; size <= tree.size. */
struct hash root_at(const struct replay *, i64 size);

/* Had this entry authority?  The first sentence that says no. */
err judge_entry(const struct moment *);
/* Fold it; what was judged bad counts for nothing. */
void fold_judged(const struct moment *, err judged);

/*
 * Of every kind with a part in authority (events.def): had it any, as things
 * stood before it?  And what it gave is taken back, where it had none: folded,
 * it counts for nothing.  A file for each subject has them, judge_*.c.
 */
#define JUDGED_PLAIN(name)
#define JUDGED_SUBJECT(name)
#define JUDGED_TOLD(name)           err judge_##name(const struct moment *);
#define JUDGED_STRUCK(name)         JUDGED_TOLD(name)
#define JUDGED_UNDONE(name)         JUDGED_TOLD(name) void undo_##name(struct world, const struct entry *);
#define JUDGED_SUBJECT_TOLD(name)   JUDGED_TOLD(name)
#define JUDGED_SUBJECT_UNDONE(name) JUDGED_UNDONE(name)
#include "rows_none.h"
#define EVENT(name, stream, part, doc) JUDGED_##part(name)
#include "events.def"

/* What judges share. */
err  no(const struct moment *, const char *sentence);
err  no_act(const struct moment *, const char *sentence);
err  need_taken(const struct moment *, const struct decision *);
/* Was it theirs to say, or did it follow by rule: of every kind (given.def). */
err  judge_given(const struct moment *);
/* Only that person says so. */
err  judge_own(const struct moment *, i64 person);
/* What an approval binds to may change only while its decision is open; once it is put up, not by anybody. */
err  judge_subject(const struct moment *, i64 option);
/* Does the entry say what it should, field for field? */
bool says(const struct moment *, const void *expected);
/* As a command of whoever the entry is by was decided. */
struct scene given_scene(const struct moment *);
/* As the server looked at it. */
struct scene ruled_scene(const struct moment *);
/* Nobody gave it: by rule, or not at all. */
bool by_server(const struct moment *);
/* One of the several entries that a room begins with, all of one command. */
bool began_with(const struct moment *);
/* Does it follow by rule from the same state? */
bool follows(const struct moment *, void react_(const struct scene *, struct outcome *));

/* Acts: judge_act.c. */
bool event_is_act(enum event_kind);
/* The act beside the entry, and the words that it cites. */
err  judge_act(const struct moment *, struct rec_act *out);
/* Beside an entry about a thing: it is an act about that object; what it says beside may be left out. */
err  judge_thing(const struct moment *, i64 object, struct rec_act *out);
err  judge_object(const struct moment *, i64 object);

#endif
