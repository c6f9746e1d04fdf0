/*
 * state -- the charter and a room, as far as the record tells.
 *
 * State is a fold of entries and nothing else (law 1): the same entries give
 * the same state on any machine in any year.  Moments are as utc.h counts
 * them; 0 is none.
 *
 * Invariants (room_check() asserts them after every fold):
 *  R1  places[i] is the entry with seq i + 1;
 *  R2  every list is in ascending order of id, and no id is above seq;
 *  R3  a decision that is taken has an outcome and an option of its own;
 *  R4  no person has two answers that count to one option.
 *
 * Ownership: a charter and a room are each given an arena whole, live in it
 * with everything they point to (the bytes of their entries too), and keep
 * what is left.  Nothing points into another's arena but for the length of a
 * call.
 */
#ifndef STATE_H
#define STATE_H

#include "entry.h"
#include "utc.h"

/* A list in an arena-owner: MANY(struct fact, facts) is facts, n_facts, cap_facts. */
#define MANY(type, name) type *name; size_t n_##name, cap_##name
#define ADD(owner, name) \
	((void)GROW(&(owner)->arena, (owner)->name, (owner)->n_##name, (owner)->cap_##name), \
	 &(owner)->name[(owner)->n_##name++])
#define FIND(owner, name, id) head_find((owner)->name, sizeof(*(owner)->name), (owner)->n_##name, (id))

/*
 * Every object begins so: the seq of the entry that made it, and of the last
 * that changed it; and who may see it (audience.h): in which channel it stands
 * (0: in the room as a whole) and under what label (0: the room's own).  In the
 * charter, which has no channels, it is the person whose alone it is.  Then
 * whose it is: the person (0: a program, or the server) and the token by whom
 * it was made, or opened again.
 */
struct head { i64 id, touched, channel; enum tlp tlp; i64 by, via; };
void *head_find(const void *list, size_t size, size_t n, i64 id);       /* or NULL */

/* An entry of a stream, by its seq; `charter`: how far the charter was then. */
struct place { struct hash lh; i64 n, at, charter; enum event_kind kind; };
struct author { i64 person, via; size_t entries, bytes; };             /* who wrote in a room, by what token if any, and how much */
struct touch { i64 seq, id; enum entity_kind kind; bool aside; };      /* aside: the entry is not about that object */

/* A condition that somebody wrote down, compiled then and there; `is` NULL: it does not compile. */
struct compiled { str text; const struct condition *is; };

/* ---- the charter ---- */

struct person     { struct head head; struct ev_person_added is; bool ejected, ended; i64 owns; };     /* ended: a guest's time is over, and so ejected; owns: the first entry that is theirs alone, or 0 */
struct readiness  { struct head head; struct ev_readiness_noted is; i64 at; };
struct access_review { struct head head; struct ev_access_reviewed is; i64 person, at; };
struct seat       { struct head head; struct rec_seat_terms is; str title; };
struct rule       { struct head head; struct rec_rule_terms is; };      /* id: the entry that set it */
struct service    { struct head head; struct rec_service_terms is; str title; const struct rec_service_words *words; bool removed; };     /* removed: it stands for what was said of it alone */
struct calendar   { struct head head; struct rec_calendar_terms is; str title; };
struct contact {
	struct head head;
	struct rec_contact_terms is;
	str title;
	const struct rec_contact_reach *reach;          /* or NULL; so is the next */
	const struct rec_contact_words *agreed;
	i64 tried, tried_by, reached;   /* when it was last tried, by whom, and when somebody answered; 0: not as it stands now */
	enum call_result result;
	bool removed;
};
struct template {
	struct head head;
	struct rec_template_terms is;
	str title, text;                /* each absent when withheld or erased */
	i64 version, writer;            /* the entry that set it as it stands; who proposed that, or 0 */
	i64 approved, approved_by, until;       /* of that version: when, by whom, until when; 0: nobody has */
	bool removed;
};
struct out_of_band { struct head head; struct rec_out_of_band_terms is; };      /* id: the entry that set it; so is the next */
struct criterion  { struct head head; struct rec_criterion_terms is; str criteria; };
struct invitation { struct head head; struct ev_invitation_issued is; bool used; };
struct credential {
	struct head head;
	struct ev_credential_enrolled is;
	enum credential_state state;
	i64 at;
	i64 voucher;                    /* the key by which the newest officer vouched for it who was not enough, or 0 */
};
struct token      { struct head head; struct ev_token_issued is; bool confirmed, revoked; };
struct recovery   { struct head head; struct ev_recovery_issued is; bool over; };     /* over: a fresh set took its place, or an officer revoked a key of that person */
struct absence    { struct head head; struct ev_absence_set is; };      /* one for each person, as set last; so is the next */
struct reach      { struct head head; struct ev_reach_set is; };
struct device {                         /* a browser that is called, unless ended */
	struct head head;
	struct ev_device_added is;
	enum device_end ended;
	i64 at, test, tested, answered;         /* added; the newest test, when it was asked for and when answered; or 0 */
};
struct delegation { struct head head; struct rec_delegation_terms is; i64 decision, from; bool ended; };        /* from: as said, or when it was written */

struct charter {
	struct arena arena;
	struct room *room;              /* the charter's own matter: the officers' decisions */
	struct ev_log_founded founded;
	str log;                        /* origin: of the newest charter entry */
	i64 founded_at, officers;       /* officers: the built-in seat */
	MANY(struct person, persons);
	MANY(struct seat, seats);
	MANY(struct rule, rules);       /* every version; the newest of a kind is in force */
	MANY(struct compiled, conditions);      /* of its rules, ascending, each text once */
	MANY(struct service, services);
	MANY(struct calendar, calendars);
	MANY(struct contact, contacts);
	MANY(struct template, templates);
	MANY(struct criterion, criteria);       /* every version; the newest of a severity is in force */
	MANY(struct out_of_band, out_of_bands); /* every version; the newest is in force */
	MANY(struct invitation, invitations);
	MANY(struct credential, credentials);
	MANY(struct token, tokens);
	MANY(struct recovery, recoveries);
	MANY(struct absence, absences);
	MANY(struct reach, reaches);
	MANY(struct device, devices);
	MANY(struct delegation, delegations);
	MANY(struct readiness, readinesses);    /* week by week */
	MANY(struct access_review, access_reviews);
};

struct charter *charter_new(struct arena whole, struct arena room);

/* ---- a room ---- */

struct member   { struct head head; i64 person, until, access; bool channels_only, gone; };   /* access: the seq that last changed what they may see */
struct channel  { struct head head; struct ev_channel_opened is; i64 opener, *members; size_t n_members, cap_members; };
struct fact     { struct head head; struct ev_fact_asserted is; i64 person, via, at; bool current; };
struct information_request  { struct head head; struct ev_information_requested is; i64 person, answer; };
struct document { struct head head; struct ev_document_opened is; i64 person, newest; str text; };
struct version  { struct head head; struct ev_document_written is; i64 person, at; };    /* the text stands in its document */
struct report   { struct head head; struct ev_report_issued is; i64 person, at, *read_by; size_t n_read_by, cap_read_by; };
struct attachment { struct head head; struct ev_attachment_added is; i64 person, via, at, described_by, described_at; };    /* is: as said last of how it was collected */
struct custody  { struct head head; struct ev_custody_transferred is; i64 by, at; };
struct message {
	struct head head;
	struct ev_message_posted is;
	i64 person, via, at;
	i64 *answered;                  /* who replied to it or said they have seen it, if somebody is mentioned */
	size_t n_answered, cap_answered;
	bool pinned, retracted;
};
struct clock {
	struct head head;
	struct ev_clock_started is;
	enum clock_state state;
	MANY(struct rec_clock_moment, moments); /* known so far, each name once */
	i64 deadline, met_at, late;             /* 0: not known, not met, in time (else seconds) */
	i64 met;                                /* the entry by which it was met, or 0 */
	i64 timed, was_due;                     /* the entry by which it is as it is timed; what it ended at before that, or 0 */
	i64 missed;                             /* the deadline that passed, while no determination says otherwise; or 0 */
	i64 call;                               /* the newest that is owed for it, or 0 */
	str how, why, retimed;                  /* it was met; it is late, or was lifted; a moment was put right */
};
struct position { struct head head; struct ev_position_stated is; i64 person; };
struct interest { struct head head; struct ev_interest_stated is; i64 person; };
struct sharing  { struct head head; struct ev_interest_shared is; i64 person; };
struct bearing  { struct head head; struct ev_interest_linked is; i64 person; };       /* as said last */
struct change {
	struct head head;
	struct ev_change_proposed is;
	const struct rec_template_terms *template;      /* or NULL; then of `is` the option and the title are its own, */
	str text;                                       /* and this is what it says */
	bool withheld;                                  /* words of it are */
};
struct words    { struct head head; struct ev_erasure_proposed is; };
struct obligation { struct head head; struct ev_obligation_proposed is; i64 clock; };  /* clock: the one that it started, or 0 */
struct deputy   { struct head head; struct ev_deputy_called is; i64 at; bool ended, taken_back; };      /* taken_back: it ended by a word of who holds the seat */
struct escalation { struct head head; struct ev_seat_escalated is; i64 at; };
struct advice   { struct head head; struct ev_advice_given is; i64 person, at; };
struct brief_opening { struct head head; struct ev_brief_opened is; i64 person, at, put_up; };      /* put_up: what was then, by which entry; or 0 */
/* is: as raised last, at `raised`, or as called first, at `at`.  call: the newest that is owed for it, or 0.  over: it met, or was called off; anew: and since then the severity rose, or the room was reopened. */
struct committee { struct head head; struct ev_committee_called is; i64 at, raised, met, call; bool over, anew, late; struct refs present; };
/* How one call was paged in one way: how often, by which page last, what came of that and when; the first that was accepted, and when. */
struct call_way { i64 pages, last, at, accepted, accepted_at; enum page_result result; };
enum { CALL_CHANNELS = BY_PUSH + 1 };
struct call {
	struct head head;
	struct ev_call_owed is;
	i64 before;                     /* the call before it about the same decision, clock, measure or committee, or about none; or 0 */
	i64 at, made;                   /* made: when it was really made, in two ways or until they knew; or 0 */
	i64 known;                      /* when it was first said that they know of it */
	bool acknowledged, own;         /* own: they said so themselves; what somebody else said holds things up for a while, and ends nothing */
	unsigned tried, came;           /* a bit for each way, in vain; for those in which it came there */
	i64 logged;                     /* when somebody logged the last of these ways; or 0 */
	struct call_way ways[CALL_CHANNELS];
};
struct call_page { struct head head; struct ev_page_claimed is; struct ev_page_settled settled; i64 at, settled_at; bool unheard; };
struct page_pace { i64 person; enum call_channel channel; i64 at[LIMIT_PAGES_AN_HOUR]; };      /* when somebody was paged of late in that way, the newest last */
struct call_try { struct head head; struct ev_call_tried is; i64 person, at; };
struct drill    { struct head head; struct ev_drill_started is; i64 person, at, ended; bool interrupted; };      /* in the charter's own room alone */
struct contact_call { struct head head; struct ev_contact_called is; i64 person, at; };

struct duty     { struct head head; i64 seat, person, since, handover, warned; str why; };     /* seat 0: command; warned: so many seconds on were said */
struct shift    { struct head head; struct ev_shift_set is; bool began_late, ended_late, dropped; };
struct handover { struct head head; struct ev_handover_offered is; enum handover_state state; i64 from, at, ended; bool late, is_signed; str why; };

struct objective { struct head head; struct ev_objective_set is; enum objective_state state; i64 number, person, at, ended; str why; };
struct bridge   { struct head head; struct ev_bridge_set is; i64 person, at; };
struct bridge_line { struct head head; struct ev_bridge_logged is; i64 person, at; };
struct link     { struct head head; struct ev_room_linked is; i64 at; bool undone; };
struct affected { struct head head; struct ev_affected_listed is; i64 person, at; str why; };
struct occurrence { struct head head; struct ev_occurrence_recorded is; i64 person, at; bool current; };
struct task {
	struct head head;
	struct ev_task_opened is;
	enum task_state state;
	i64 owner, due;                 /* as said last; so are the next two */
	enum priority priority;
	struct refs needs;
	MANY(i64, people);              /* who is on it, in the order in which they came */
	MANY(i64, helpers);             /* of them, who took it though it was somebody's */
	i64 opener, via;                /* the person, or the token, by whom it was opened; 0: by rule */
	i64 ended_by;                   /* whoever said that it is done, or dropped it; 0: it goes on, or it ended by rule */
	struct ev_task_blocked blocked;
	i64 blocked_since;              /* or 0: it can go on */
	i64 spent;                      /* seconds, as people said */
	bool overdue;                   /* and that was said, of this due */
	i64 escalated;                  /* who was asked to see to it then */
	str result, despite, note;
};
struct task_item { struct head head; struct ev_task_item_added is; bool ticked; i64 person, at; };

struct option {
	struct head head;
	struct ev_option_proposed is;
	i64 person, via;                /* who proposed it, and by what token; neither: the server did */
	str title;                      /* as amended */
	struct ev_option_estimated estimate;
	struct compiled tripwire;       /* the condition that takes up its decision again, or absent */
	i64 then, then_at, review_at;   /* for the meantime: what is decided after it, when; when to look again; or 0 */
	str plan;                       /* which plan says something of it, or absent; that may be withheld, `planned` never is */
	i64 planned;                    /* the entry that said what, or 0 */
	bool departs;                   /* the plan prescribes something else */
	MANY(struct ev_condition_adopted, conditions);
	MANY(struct rec_estimate, estimates);   /* whose each figure of the estimate is */
	i64 *subject;                   /* the seqs an approval binds to, ascending */
	size_t n_subject, cap_subject;
};

struct measure {
	struct head head;
	struct ev_measure_proposed is;
	enum measure_state state;
	i64 decision;                   /* by which it was ordered, or 0; so are those that follow */
	i64 ordered, applied, checked, ended;   /* when */
	i64 applied_seq, expires, applied_by, applied_via, checked_by, task, undo;
	i64 asked, escalated;           /* when it was asked what becomes of it: its owner, then others */
	i64 call;                       /* the newest that is owed for it, or 0 */
	i64 renewed_by, replaced;       /* replaced: the task that asked last what becomes of it, as another decision stands in that one's place */
	bool returned;                  /* it failed, and the question was opened again */
	str tested, why;
};

struct answer {
	struct head head;
	enum answer_kind kind;
	i64 decision, option, person, seat, principal, grounds, credential, at;
	i64 by, request;                /* of a need: by when it is to be met, by the answer to what question; or 0 */
	i64 over;                       /* of a need or a condition: the entry by which it was met, refused or came too late; or 0 */
	bool replaced;                  /* of these: they said another in its place */
	bool is_signed, void_;
	i64 voided_by;                  /* the entry that changed what it binds to, or a fact that the rule names; or 0 */
	bool discredited;               /* set by a verifier alone: the act does not stand */
	str text;
	struct refs sources;            /* what the brief drew upon when it was given */
	enum voice voice;               /* none: they answered themselves; so of the next */
	i64 heard_by, confirm_by, settled;
	bool reminded;
	str code;
};

/* Why all are asked anew: facts or figures changed; what will be done did; or somebody put up something else. */
enum put_off { OFF_FACTS, OFF_CHANGED, OFF_SWAPPED, OFF_COUNT };

struct decision {
	struct head head;
	struct ev_decision_opened is;
	enum decision_state state;
	i64 person, via, opened;        /* who opened it, by what token, when */
	i64 option, put_up, put_up_by, put_up_via;      /* the option put up, by which entry, whom and what */
	MANY(i64, changers);            /* who changed since then what will be done */
	struct ev_option_put_up needs;  /* as the rule gave them for this option */
	i64 deadline;                   /* as put up last or extended, or until when holds what was done alone */
	i64 alone, alone_by;            /* the entry by which a seat acted alone, and its answer; or 0 */
	i64 defaulted;                  /* the entry by which it was taken by default, which `alone` is, too; or 0 */
	i64 call;                       /* the newest that is owed for it, or 0 */
	i64 asked, reminded;            /* when it was put up, or opened before that; and who had not answered then was reminded; or 0 */
	i64 outcome, ended;             /* the entry that took it or let it lapse, and when */
	bool let_go;                    /* undecided, and asked anew or dropped since: nobody is called for it any more */
	str dropped_because;            /* absent: not dropped, or the words were withheld */
	bool changed;                   /* what will be done has, since somebody put it up: all were asked anew */
	int put_off[OFF_COUNT];         /* how often all were asked anew, by reason */
	bool crossed;                   /* its tripwire was, and it was taken up again */
	size_t told;                    /* how many calls were owed to tell of its outcome */
	bool followed, review;          /* what comes after an interim was opened; the time to look again has come */
	size_t consequences;            /* how many changes and erasures were carried out */
};

struct room {
	struct arena arena;
	i64 id, seq;                    /* id: n of its first entry; seq: of its last */
	size_t bytes;                   /* of leaves and disclosures */
	MANY(struct author, authors);
	MANY(struct place, places);
	MANY(struct touch, touches);

	struct head head;               /* of the room as an entity */
	i64 line;                       /* seq of the entry that last changed what stands on a page of it */
	enum room_kind kind;
	enum severity severity;
	enum phase phase;
	str codename, title, hit, watched_because;
	str reported;                   /* what was seen, in the words of whoever reported it; title is that until it is declared */
	i64 since, opened, opener, commander;
	i64 relieved, relieved_by;      /* who lost command last to somebody that took it, by which entry; or 0 */
	i64 look_again, watcher;        /* of a suspicion that is watched: when, and who said so */
	i64 to_look, to_look_from;      /* of a suspicion: the entry since which somebody is to look at it, and its time */
	bool look_late;                 /* nobody did in time, and that was said */
	enum bridge_which bridge_in_use;
	i64 criterion;                  /* the charter's written criteria by which its severity was declared; or 0 */
	bool dismissed, declared, restricted;
	enum tlp tlp;                   /* 0: nobody has said (room_tlp) */
	i64 report_minutes, next_report_at;     /* the rhythm of situation reports, and when the next is owed; 0: none */
	bool report_late, rhythm_by_hand;       /* by_hand: somebody set it, and the severity does not any more */
	MANY(struct member, members);
	MANY(struct channel, channels);

	MANY(struct duty, duties);      /* one for each seat in which somebody was on duty; and of command */
	MANY(struct shift, shifts);
	MANY(struct handover, handovers);
	MANY(struct objective, objectives);
	MANY(struct bridge, bridges);   /* one for each word of bridge_which, as set last */
	MANY(struct bridge_line, bridge_lines);
	MANY(struct link, links);
	MANY(struct affected, affected);
	MANY(struct occurrence, occurrences);
	MANY(struct fact, facts);
	MANY(size_t, current);          /* which of them stand, each name once */
	MANY(struct information_request, requests);
	MANY(struct message, messages);
	MANY(struct document, documents);
	MANY(struct version, versions);
	MANY(struct report, reports);
	MANY(struct attachment, attachments);
	MANY(struct custody, custodies);
	MANY(struct task, tasks);
	MANY(struct task_item, task_items);
	MANY(struct clock, clocks);
	MANY(struct decision, decisions);
	MANY(struct option, options);
	MANY(struct measure, measures);
	MANY(struct change, changes);
	MANY(struct words, words);
	MANY(struct obligation, obligations);
	MANY(struct position, positions);
	MANY(struct interest, interests);
	MANY(struct sharing, sharings);
	MANY(struct bearing, bearings);         /* one for each interest and option */
	MANY(struct answer, answers);
	MANY(struct deputy, deputies);
	MANY(struct escalation, escalations);
	MANY(struct advice, advices);
	MANY(struct brief_opening, brief_openings);
	MANY(struct committee, committees);
	MANY(struct call, calls);
	i64 call;                       /* the newest about none of what has its own, or 0 */
	MANY(struct call_try, call_tries);
	MANY(struct call_page, pages);
	size_t pages_settled;           /* so many of them, from the first on, are settled */
	MANY(struct page_pace, paces);
	MANY(struct contact_call, contact_calls);
	MANY(struct drill, drills);
	MANY(str, nonces);              /* of the acts given here */
};

struct room *room_new(struct arena whole);
/* What was asserted last under that name; or NULL. */
const struct fact *fact_now(const struct room *, str name);
/* The brief of some answers drew upon a fact of that name, and it is another now (B6). */
void touch_answers_on(struct room *, str fact, const struct entry *);

/* What some needed before they could answer is found out: they are asked again. */
void needs_met(struct room *, i64 request, const struct entry *);

/* Remember that this entry changed that object. */
void touch(struct room *, enum entity_kind, struct head *, const struct entry *);
/* The room itself: what everybody let in sees of it, and not only who sees the whole. */
void touch_line(struct room *, const struct entry *);
/* touch() in passing: who may see the entry is not asked of that object. */
void touch_aside(struct room *, enum entity_kind, struct head *, const struct entry *);

#endif
