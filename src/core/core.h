/*
 * core -- what is done with the state: folding, deciding, reacting; and what
 * the subject files of src/core share.
 *
 * Nothing in src/core reads a clock, a file, the network, chance or a global,
 * and nothing fails except by refusing a command (laws 2 and 3); `make floors`
 * holds the linker to it.  A subject file holds its decides, folds, reactions
 * and views.
 *
 * Ownership: as state.h says; what a command or a reaction gives is in the
 * scene's arena.
 */
#ifndef CORE_H
#define CORE_H

#include "state.h"

/* ---- folding ---- */

/* The charter, and the room the entry belongs to (the charter's own for its stream). */
struct world { struct charter *charter; struct room *room; };

/*
 * Fold one entry: read it from its bytes (which must live as long as the
 * room) and store what it says.  Refused, and then nothing was folded: what
 * entry_read() refuses, an entry that is not the next of its stream or of a
 * kind that cannot stand in it, and one that names an entry which is not
 * there or is of another kind.  So no fold meets a thing that is not there.
 */
err  fold_bytes(struct world, str leaf, const str *disclosures, size_t n);
void fold(struct world, const struct entry *);
/* Give it its place in the stream and let it say nothing, as a verifier does that found it wanting. */
void fold_silent(struct world, const struct entry *);

/*
 * Can this entry be folded?  A record that nobody forged never fails it: the
 * entry is the next of its stream, its kind belongs there, and everything it
 * refers to is there.  Ask before folding bytes that came from outside.
 */
err  fold_check(struct arena *, struct world, const struct entry *);

#define FOLD_IN_CHARTER(name) void fold_##name(struct charter *, const struct entry *, const struct ev_##name *);
#define FOLD_IN_JOURNAL(name)
#define FOLD_IN_ROOM(name)    void fold_##name(struct room *, const struct entry *, const struct ev_##name *);
#define FOLD_IN_MATTER(name)  FOLD_IN_ROOM(name)
#include "rows_none.h"
#define EVENT(name, stream, part, doc) FOLD_IN_##stream(name)
#include "events.def"

/* ---- deciding ---- */

struct actor {
	i64 person, via;                /* for a token: its owner, the token */
	enum session_strength strength; /* none: the server itself */
	bool may_write;
};

/* A page of the last hour, somewhere. */
struct paged { i64 room, person, at; enum call_channel channel; };
/* By what ways pages leave this server (page.c). */
struct paging {
	unsigned ways;                  /* a bit for each call_channel */
	bool address_known;             /* a verifier's: that there was an address is not asked, for it may be erased since */
	const struct paged *paged;      /* of the last hour, in all rooms, oldest first */
	size_t n_paged;
};

struct scene {
	struct arena *a;
	const struct charter *charter;
	const struct room *room;
	i64 now, returned;              /* returned: when the server came up, or 0 for one that never was down */
	struct actor actor;
	const struct audience *audience;        /* of the actor: decide() puts it there */
	err signature;                  /* of the act in the command: OK, or why it does not stand */
	bool tree_known;                /* the act's tree is one of this log's */
	bool sure;                      /* whoever gives the command says that nothing in it is a secret */
	const struct paging *paging;    /* NULL: nothing leaves */
};

struct emitted { enum event_kind kind; union event_fields as; struct by by; str note_salt; };
struct outcome { struct emitted v[LIMIT_OUTCOME]; size_t n; struct by by; };

/* A new entry of the outcome, by whoever acts. */
struct emitted *emit(struct outcome *, enum event_kind);

/*
 * May this actor do this, here, now; and if so, what happened?  On OK `out`
 * holds the entries to append; else the err says why not and out is empty.
 */
err decide(const struct scene *, enum command_kind, const union command_fields *, struct outcome *out);
/*
 * May this actor give it, as far as is known of it (what is not is absent)?
 * Refused where that is not theirs to do: the sentence says whose it is.
 * Whatever else decide() would refuse is OK here.
 */
err may_give(const struct scene *, enum command_kind, const union command_fields *known, struct outcome *scratch);
/* Was it theirs to give as things stood?  Refused as by may_give(), and where decide() sees nobody there, or nothing of what they name. */
err was_theirs(const struct scene *, enum command_kind, const union command_fields *known, struct outcome *would);
/* What follows from how things stand, as much as one outcome holds: the rest when asked again.  Silent on a settled room. */
void react(const struct scene *, struct outcome *out);
/* May the outcome have had no space for more?  (Some reactions begin nothing in its last half, so as to end what they begin.) */
bool react_left_off(const struct outcome *);
/* When time alone may make react() speak again: µs, or 0 for never. */
i64 due(const struct scene *);

#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc) \
	err decide_##name(const struct scene *, const struct cmd_##name *, struct outcome *);
#include "commands.def"

/* Of two moments the nearer, where 0 is never; the later; and whether it has come. */
i64  sooner(i64 a, i64 b);
i64  later_of(i64 a, i64 b);
bool has_come(const struct scene *, i64 at);

/* Reactions, by subject. */
void react_triage(const struct scene *, struct outcome *);
void react_command(const struct scene *, struct outcome *);
void react_scope(const struct scene *, struct outcome *);
void react_decisions(const struct scene *, struct outcome *);
void react_calls(const struct scene *, struct outcome *);
void react_committee(const struct scene *, struct outcome *);
void react_pages(const struct scene *, struct outcome *);
i64  pages_due(const struct scene *);
i64  committee_due(const struct scene *);
i64  triage_due(const struct scene *);
void react_guests(const struct scene *, struct outcome *);
i64  guests_due(const struct scene *);
void react_drill(const struct scene *, struct outcome *);
i64  drill_due(const struct room *);
void react_readiness(const struct scene *, struct outcome *);   /* of the charter: once a week it is noted */
i64  readiness_due(const struct scene *);
void react_answers(const struct scene *, struct outcome *);
void react_voice(const struct scene *, struct outcome *);
i64  voice_due(const struct room *, const struct answer *);             /* when it is to be confirmed, or reminded of; 0: never */
void react_outcomes(const struct scene *, struct outcome *);
void react_interims(const struct scene *, struct outcome *);
void react_measures(const struct scene *, struct outcome *);
void react_tasks(const struct scene *, struct outcome *);
void react_clocks(const struct scene *, struct outcome *);
void react_doors(const struct scene *, struct outcome *);
void react_reports(const struct scene *, struct outcome *);
void react_access(const struct scene *, struct outcome *);
void react_duty(const struct scene *, struct outcome *);
i64  duty_due(const struct scene *);
void react_authority(const struct scene *, struct outcome *);

/* Guards that several subjects use: OK, or the sentence that says why not. */
/* Of any command: whoever gives it is somebody, in that room, whose sort may give it, and sees what they name. */
err need_giver(const struct scene *, enum command_kind, const union command_fields *, struct audience *);
err need_room_open(const struct scene *);
err need_person(const struct scene *, i64 person);
err need_seat(const struct scene *, i64 seat);
err need_seat_or_none(const struct scene *, i64 seat);
err need_seats(const struct scene *, struct refs seats);               /* each there, and named once */
err need_place(const struct scene *, i64 channel);
err need_label(const struct scene *, enum tlp);                         /* of a single thing; 0: the room's own */
err need_quotable(const struct scene *, i64 message);                   /* before the whole room; 0 quotes nothing */
/* When an officer last looked through who can get in, or else when the record was founded; 0: in a file. */
i64 access_looked(const struct charter *);
err need_officer(const struct scene *);
err need_in_charge(const struct scene *, const char *what);
err need_human(const struct scene *);
err need_no_decision_open(const struct scene *);
err need_future(const struct scene *, i64 when, const char *what);
err need_each_once(const struct scene *, struct refs, const char *what);      /* none is named twice: it would count for two where it cannot (k of n) */
/* The room has space for it, of what is kept for whom and for what (bounds.h). */
err need_space(const struct scene *, struct command_terms);
err need_decision_open(const struct scene *, i64 decision, const struct decision **);
err need_voice(const struct scene *, const struct decision *, i64 seat);        /* may speak for that seat in it; 0: for nobody but oneself */
/* cost_low, cost_likely and cost_high, each of which may be absent: in one currency, none below zero or the one before. */
err need_cost(const struct scene *, struct money low, struct money likely, struct money high);
err need_option_open(const struct scene *, i64 option, const struct option **);
err need_not_acted_upon(const struct scene *, const struct decision *);
bool is_counted(str fact);                                      /* named as Tocsin names what it counts itself */
str  count_named(struct arena *, size_t i);                     /* the i-th such name; absent beyond the last */
err no_such(const struct scene *, const char *what, i64 id);

/* ---- what views and deciders both ask ---- */

const struct person     *charter_person(const struct charter *, i64 id);
const struct seat       *charter_seat(const struct charter *, i64 id);
/* Are they its holder or one of its deputies?  In no seat (NULL) is anybody.  And of any seat? */
bool in_line(const struct seat *, i64 person);
bool in_a_line(const struct charter *, i64 person);
const struct service    *charter_service(const struct charter *, i64 id);       /* NULL for one that was removed; so of a contact and a template */
const struct credential *charter_credential(const struct charter *, i64 id);
const struct seat       *charter_seat_named(const struct charter *, str label);
const struct service    *charter_service_named(const struct charter *, str label);
const struct calendar   *charter_calendar(const struct charter *, i64 id);
const struct calendar   *charter_calendar_named(const struct charter *, str label);
const struct contact    *charter_contact(const struct charter *, i64 id);
const struct contact    *charter_contact_named(const struct charter *, str label);
const struct template   *charter_template(const struct charter *, i64 id);
const struct template   *charter_template_named(const struct charter *, str label);
bool template_approved(const struct template *, i64 now);               /* as it stands, and not expired; and its text is there */
bool is_statement(str kind);                                            /* statement, or statement_to_ somebody */
const struct rule       *charter_rule_for(const struct charter *, str kind);            /* its own, else that of the kind at large */
bool rule_in_force(const struct charter *, const struct rule *);        /* the newest of its kind */
/* A statement to some audience (statement_to_press; or one of the charter's own, statement_to_unions) is a statement; any other kind is itself. */
str  kind_at_large(str kind);
const struct criterion  *charter_criterion_for(const struct charter *, enum severity);
const struct out_of_band *charter_out_of_band(const struct charter *);                  /* NULL: nobody has named any */
enum tlp room_tlp(const struct room *);                                 /* AMBER, unless somebody said otherwise */
bool label_keeps_out(const struct charter *, const struct room *, i64 person);  /* from outside, where the label is for the organisation alone: nobody may let them in */
bool told_to_all(const struct head *);                                  /* to whoever sees the room as a whole, from outside or not */
bool counsel_held_by(const struct charter *, i64 person);                /* sits on a seat of counsel */
bool seat_held_by(const struct charter *, i64 seat, i64 person);
bool person_vouched(const struct charter *, i64 person);                /* has a key that counts (or it is a demo) */
i64  behind(const struct charter *, i64 person, i64 via);               /* the person, or the token's owner */
str  seat_title(const struct charter *, i64 seat);
str  person_name(const struct charter *, i64 person);                   /* or that nobody may read it any more */
str  person_told(const struct scene *, i64 person);                     /* begins a sentence for the actor: from outside, whom they named is "that person" */
i64  stays_until(const struct charter *, i64 person);                   /* when a guest's time is over; 0: it has no end */
bool lets_in(const struct scene *, i64 person);                         /* does the room take in somebody that the charter calls, unasked? */
bool room_has_member(const struct room *, i64 person);
bool sees_room(const struct charter *, const struct room *, i64 person); /* was let into it as a whole; the charter is for everybody */
i64  in_charge(const struct room *);                                     /* whoever commands; while nobody does, who opened it, or the first who sees the whole if they do not */
void end_devices(struct charter *, i64 person, const struct entry *);
const struct member *room_member(const struct room *, i64 person);     /* or NULL */
str  measure_words(const struct measure *);                             /* what is done, or else its kind */
i64  measure_wanted_by(const struct room *, const struct measure *);    /* of one that is ordered: by when, as its option was estimated; else within the hour */
bool measure_in_force(const struct measure *);                         /* tested by somebody else or not */
bool is_shutdown(const struct measure *);                               /* full or partial */
const struct objective  *room_objective(const struct room *);           /* the first that is open, or NULL */
i64  interest_decision(const struct room *, i64 interest);              /* on which it was stated; 0: there is no such interest */
i64  room_access(const struct room *, i64 person);      /* seq of the entry that last changed what they may see; 0: none */

#endif
