/*
 * found -- how a record begins: one batch by nobody, before there is a server.
 *
 * Ownership: nothing is kept; texts live in the arena.
 */
#ifndef FOUND_H
#define FOUND_H

#include "charter_file.h"
#include "house.h"

/* A room that is there from the first minute: everybody is in it, and nobody in command. */
struct founding_room {
	str codename, title;
	const str *tasks; size_t n_tasks;               /* for the charter officers, by tomorrow */
};

struct founding_config {
	str dir, host, organisation, first_officer;
	bool demo, provisional;
	const struct rec_charter_file *charter;         /* NULL: none */
	bool invite;                                    /* everybody, at once: not the first officer alone */
	const struct founding_room *room;               /* NULL: none */
	struct clock_seam clock;
};

struct invited { str name, secret; };

struct founded {
	str host;                       /* as asked for, in small letters */
	str origin, log_key;            /* the log, and the verifier key of its checkpoints */
	str secret;                     /* of the first officer's link; nothing else has it */
	str checkpoint;                 /* the signed note over the founding */
	struct invited *invited; size_t n_invited;      /* the others */
	i64 first_officer;
};

/* Lay out the directory, make the keys, write the founding.  Refused: a directory that holds something, bad values. */
err found_record(struct arena *, const struct founding_config *, struct founded *);

/* The first page of the sealing sheet: what to keep outside, on paper. */
str sealing_sheet(struct arena *, const struct founded *);
/* The second, when the founding key is there: its six words, and the checkpoint after it. */
str sealing_page_two(struct arena *, str words, str checkpoint);

#endif
