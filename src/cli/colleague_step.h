/*
 * colleague_step -- one step of a demonstration's script, as a colleague takes it.
 *
 * For colleagues.c alone, which knows when it is due and whose it is.
 */
#ifndef COLLEAGUE_STEP_H
#define COLLEAGUE_STEP_H

#include "client.h"
#include "colleagues.h"

enum { NAMES_MAX = 256, VALUE_MAX = 32, COLLEAGUES_MAX = 32 };

/* What others call by its name: the entry of a step, or a score. */
struct named { str name; char value[VALUE_MAX]; };

struct colleague { str name, person; struct client client; };

struct play {
	const struct colleagues_config *config;
	str charter;                    /* its entities */
	struct colleague colleagues[COLLEAGUES_MAX]; size_t n_colleagues;
	struct named names[NAMES_MAX]; size_t n_names;
	bool over;                      /* the colleagues were sent away */
};

/* A step as it is taken.  What it says is set aside when it is over: only names stay. */
struct step { struct play *play; struct arena *a; const struct colleague *by; str name, verb, json; bool of_charter, again; };

/* Take it, or `again`: it is not its turn yet. */
err step_take(struct step *);

/* A person of the charter by their first name, in small letters. */
str person_called(struct arena *, str charter, str called);
i64 now_ms(void);

#endif
