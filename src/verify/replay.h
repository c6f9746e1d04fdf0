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

/* What judges share: judge_entry.c. */
err  no(const struct moment *, const char *sentence);
err  need_taken(const struct moment *, const struct decision *);
/* Does the entry say what it should, field for field? */
bool says(const struct moment *, const void *expected);
/* Does it follow by rule from the same state? */
bool follows(const struct moment *, void react_(const struct scene *, struct outcome *));

/* Acts: judge_act.c. */
bool event_is_act(enum event_kind);
err  no_act(const struct moment *, const char *sentence);
/* The act beside the entry, and the words that it cites. */
err  judge_act(const struct moment *, struct rec_act *out);
/* Beside an entry about a thing: it is an act about that object. */
err  judge_thing(const struct moment *, i64 object, struct rec_act *out);

/* Answers: judge_answer.c. */
err judge_answer(const struct moment *);
err judge_heard(const struct moment *);
err judge_of_heard(const struct moment *, i64 answer);
err judge_unconfirmed(const struct moment *);
err judge_voided(const struct moment *);
err judge_withdrawn(const struct moment *);

/* Decisions: judge_decision.c. */
err judge_opened(const struct moment *);
err judge_put_up(const struct moment *);
err judge_subject(const struct moment *, i64 option);
err judge_taken(const struct moment *);
err judge_lapsed(const struct moment *);
err judge_superseded(const struct moment *);
err judge_rung(const struct moment *, const char *otherwise);
err judge_crossed(const struct moment *);
err judge_extended(const struct moment *);

/* What follows from an outcome: judge_outcome.c. */
err judge_ordered(const struct moment *);
err judge_applied(const struct moment *);
err judge_renewed(const struct moment *);
err judge_change(const struct moment *, i64 decision);
err judge_erased(const struct moment *);

/* Seats: judge_seat.c. */
err judge_taken_back(const struct moment *);
err judge_duty_taken(const struct moment *);
err judge_own(const struct moment *, i64 person);

/* Calls and pages: judge_call.c. */
i64 call_person(const struct room *, i64 call);
err judge_tried(const struct moment *);
err judge_claimed(const struct moment *);
err judge_settled(const struct moment *);
err judge_unheard(const struct moment *);

/* Passkeys: judge_key.c. */
err judge_enrolled(const struct moment *);
err judge_vouched(const struct moment *);

/* The founding: judge_founding.c. */
err judge_invitation(const struct moment *);
err judge_continued(const struct moment *);

#endif
