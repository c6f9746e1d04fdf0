/*
 * authority -- who may answer, what still misses, and whether a decision is taken.
 *
 * The one place that judges it: decide asks before an answer is written, react
 * asks whether it was the last one needed, the brief shows what is missing,
 * and verify asks all of it again from the entries alone.
 */
#ifndef AUTHORITY_H
#define AUTHORITY_H

#include "condition.h"
#include "core.h"

/* What a kind of decision takes, by the rule in force; built in for the officers' own kinds. */
struct needs {
	i64 rule;                               /* the entry that set it */
	i64 accountable;
	const struct rec_concur_group *concur;
	size_t n_concur;
	bool requester_excluded, objection_blocks;
	i64 within;                             /* seconds */
	str currency;                           /* of its limits by cost, or absent */
	struct labels voids_on;
};

/* Refused: there is no rule for that kind. */
err needs_of(const struct scene *, str kind, struct needs *out);
/* What that kind does cannot be rehearsed: words are not erased in an exercise.  Asked where it is opened, put up and carried out, and by verify. */
err need_in_earnest(struct arena *, const struct room *, str kind);
/* The seat that answers for it, whether or not an option is put up. */
i64 accountable_of(const struct charter *, const struct decision *);
/* The rule that governs a decision, as it stood when that was opened; NULL for what the officers decide. */
const struct rec_rule_terms *rule_of(const struct charter *, const struct decision *);
/* In which currency its limits by cost are; absent: it has none, or does not say. */
str limit_currency(const struct charter *, const struct decision *);
/*
 * What an option would be put up as, now: of those that must concur, the
 * groups whose condition holds or is not known.  A condition sees the room's
 * facts that are at least probable, option.cost_per_hour.low, .likely and
 * .high in the rule's currency, option.takes_effect and option.undo in seconds,
 * option.risk, option.measures (a list of kinds), service.criticality (the
 * highest of the services that it touches and of those that stop with them)
 * and severity.
 */
err put_up_as(const struct scene *, const struct decision *, const struct option *, struct ev_option_put_up *out);
/* Why all would be asked anew, if that were put up now, once something is: by the server, or by somebody. */
enum put_off put_off_by(const struct room *, const struct decision *, const struct option *, bool by_server);
/* The rules that hold beside its own, as a measure in the option is of their kind, as they were when it was opened; one that lacks. */
struct beside { const struct rule *v[5]; size_t n; enum standard_kind lacks; };
struct beside rules_beside(const struct charter *, const struct room *, const struct decision *, const struct option *);
err no_rule_beside(struct arena *, enum standard_kind);
err not_officers(struct arena *);
/* A measure of that kind may be added to that option, as far as it was put up already. */
err need_rule_beside(const struct scene *, const struct option *, enum measure_kind);
/* Was the option put up under all of them?  (A measure may have been added since.) */
bool asks_of_measures(const struct charter *, const struct room *, const struct decision *);
/*
 * The rules that bind a decision: its own, and those beside it under which its
 * option was put up.  That was settled then: neither a change of the charter
 * nor of what it is about alters whom an outcome concerned.
 */
struct binding { const struct rec_rule_terms *v[6]; size_t n; };
struct binding rules_binding(const struct charter *, const struct decision *);
/* Whose advice they ask, and who is told of the outcome by any of them; each seat once. */
struct concerned { struct refs consulted, informed; };
struct concerned concerned_in(struct arena *, const struct charter *, const struct decision *);
/* ---- steps that are no decision, and are done by whoever has the say (say.c); asked by decide and by verify ---- */

/* Holds a seat, or is in the line of one, and is of the house; or commands the room. */
err need_some_seat(const struct scene *, const char *what);
/* The first of these: whoever takes command, or has it handed to them. */
err need_commanding(const struct scene *, i64 person);
/* Keeps the record of the room: the scribe, who stands in for them, whoever is in charge. */
bool keeps_record(const struct scene *);
/* May whoever acts write down what that person said: as they keep the record, or stand in for them? */
err need_speaking_for(const struct scene *, i64 person);
/* Was that person called to that committee? */
bool is_of_committee(const struct room *, i64 committee, i64 person);
/* The steps of a room's life (life.c): where nobody must concur, for whoever commands or the accountable seat of that step's rule; else under a decision taken since. */
err need_severity(const struct scene *, enum severity);
err need_phase(const struct scene *, enum phase);
err need_closing(const struct scene *);
err need_reopening(const struct scene *);
/* What was reported becomes no exercise. */
err need_meant(const struct scene *, enum room_kind);
/* Neither a measure is in force, nor a clock not ended, nor a decision left undecided: what it is about may be dismissed. */
err need_nothing_holds(const struct scene *);
/* That a measure is in force is said by the seat that carries it out, one that decided it, whoever commands; and by whoever is on its task, or in the line of its seat. */
err need_applying(const struct scene *, const struct measure *);
/*
 * To give a task, to change and to end it.  A measure's is theirs alone, as being on it gives that say; any other is for who
 * was put on it, opened it, sits in the seat that owns it or stands in for it, or is in charge; one that is nobody's, for all.
 */
err need_task_theirs(const struct scene *, const struct task *);
/* Anybody of the house takes what is no measure's and no review; who took it though it was somebody's, gives it to nobody. */
err need_taking(const struct scene *, const struct task *);
err need_handing_on(const struct scene *, const struct task *);
/* So whoever is on it finishes it; but what was done by breaking the glass is reviewed in its seat, and never by whoever broke it. */
err need_finishing(const struct scene *, const struct task *);
/* Whoever acted alone, and was not ratified, undoes it; they do not say that it stays. */
err need_dropping(const struct scene *, const struct task *);
/* That it failed is said by the same as that it is in force, and by whoever applied it. */
err need_failing(const struct scene *, const struct measure *);
/* The seat that carries it out and those that decided it lift it, and until it was in force whoever commands; a shutdown that was, whoever may return it to service. */
err need_lifting(const struct scene *, const struct measure *);

/* Whosever it is: what is owed here is theirs to say. */
bool says_what_is_owed(const struct scene *);
/* Whoever answers for what a clock asks: the seat that owes it, or was called for it in its stead; the one that answers for determinations; whoever commands. */
err need_owing(const struct scene *, const struct rec_clock_terms *, i64 clock, const char *what);
/* One label is one obligation: what a seat owes already under it, no other says that it owes as well, but who answers for all. */
err need_owed_once(const struct scene *, const struct rec_clock_terms *);
/* May whoever acts say so of its moment, so that it ends then?  Then `decision` is the determination by which it is later, or late no more; or 0. */
err need_timing(const struct scene *, const struct clock *, str moment, i64 deadline, i64 *decision);
/* Its seat is there, and every limit can be counted. */
err need_clock_terms(const struct scene *, const struct rec_clock_terms *);
/* One that asks this, of which so much is known: all of its entry but what it is called, and whether it is only proposed. */
struct ev_clock_started clock_from(const struct scene *, const struct rec_clock_terms *, const struct rec_clock_moment *, size_t n);
/* What is owed once an option is decided: is there any; what was decided by whom started it (0: nothing); it did. */
bool option_owes(const struct room *, i64 option);
i64  obligation_decision(const struct room *, i64 obligation);
void obligation_started(struct room *, i64 obligation, const struct entry *);
/* What is owed by the option of a decision that was taken, or upon which a seat acts alone: its clocks start. */
void start_obligations(const struct scene *, struct outcome *, const struct decision *);
bool clock_knows(const struct clock *, str moment);
bool clock_is_owed(const struct clock *);                                /* neither met nor lifted; one that is proposed, too */
/* May they say that it does not apply? */
err need_clock_lifting(const struct scene *, const struct clock *);

/* Is it what Tocsin says itself, or named like that; and no fact of the room? */
bool figure_is_ours(str name);
/* Is it a figure in some currency? */
bool figure_is_cost(str name);
/*
 * The name that is meant, where none is called so: what begins like one that Tocsin says itself (option., service., affected.) and
 * is none, or is one letter from it.  Absent for those, and for a fact of the room.
 */
str figure_meant(struct arena *, str name);
/* What kind of thing it is; false for a fact of the room. */
bool figure_kind(str name, struct fact_kind *);
/* Nobody asserts what Tocsin says itself. */
err need_assertable(const struct scene *, str name);
/* The words that a figure can be, such as service.criticality; NULL if it is no word, or a fact of the room. */
const struct word_list *figure_words(str name);
/* What is wrong with a condition whatever the facts are, where limits by cost are in that currency (or in none): `why` goes on from "it". */
struct fault { enum { FAULT_NONE, FAULT_UNLIKE, FAULT_NO_FIGURE, FAULT_NO_WORD, FAULT_NEVER, FAULT_NO_CURRENCY } is; str why; };
struct fault condition_fault(struct arena *, const struct condition *, str currency);
/* For folds: a condition is compiled when it is written down, so that a look at it only reckons.  Those of a rule the charter keeps. */
struct compiled compile_once(struct arena *, str text);
void keep_conditions(struct charter *, const struct rec_rule_terms *);
/* Of a rule's; NULL: there is none, or it does not compile. */
const struct condition *condition_kept(const struct charter *, str text);
/* What a condition of a rule whose limits by cost are in that currency says of that option now; one that cannot be reckoned is unknown. */
int rule_condition(const struct scene *, const struct option *, str currency, str when);
/* The facts and figures that would settle it, where that is unknown; else none. */
struct names rule_unknowns(const struct scene *, const struct option *, str currency, str when);
/*
 * The question of a decision that stands is asked again under the rule of
 * today, unless it is already: `as` says why, and the deadline if it is not
 * the rule's.
 */
void open_anew(const struct scene *, struct outcome *, const struct decision *, struct ev_decision_opened as);
/* Did it end undecided, and was neither asked anew nor dropped since? */
bool is_left_undecided(const struct decision *);
/* May this person say that it is not asked any more?  Asked by decide and by verify. */
err  need_droppable(struct arena *, const struct charter *, const struct room *, const struct decision *, i64 person);
/* May this person ask for one of that kind in its place?  Asked by both, too. */
err  need_replaceable(struct arena *, const struct charter *, const struct room *, const struct decision *, str kind, i64 person);
/* A decision was opened in its place. */
void was_asked_anew(struct room *, i64 decision, const struct entry *);
/* Its figures as they stand, to be said of another option: whoever said them has said so there, too. */
struct ev_option_estimated estimate_over(struct arena *, const struct option *, i64 to);
/* The plan goes on to apply to an option that was put forward after it was named: it departs (plan.c). */
void inherit_plan(const struct scene *, struct outcome *, i64 decision, i64 option);
/* Why whoever decided departed from the plan, in their own words; absent if nobody has, it ended undecided, or these were erased. */
str departs_because(const struct room *, const struct decision *);
/* Is that what this one is to replace, or what that one was to replace, and so on? */
bool replaces(const struct room *, const struct decision *later, i64 decision);
/* Is a decision open that is to replace it, or to stand where it was to? */
bool asked_again(const struct room *, const struct decision *);
/* Can an option be for the meantime, until another of its decision is decided at that moment (interim.c)?  0, 0: it is not. */
err  need_interim(const struct scene *, const struct option *, i64 then, i64 at);
/* What is to be decided after what was chosen: 0 if that was not for the meantime, or it was opened already. */
i64  then_of(const struct room *, const struct decision *);
/* When time alone does something about a decision that was taken, or a measure; 0 for never. */
i64  interim_due(const struct scene *, const struct decision *);
i64  measure_due(const struct scene *, const struct measure *);
/* Has come to hold what a decision that was taken was not to outlive? */
bool tripwire_holds(const struct scene *, const struct decision *);
/* By what this seat may act alone for the option put up, now (alone.c); NULL if by nothing. */
const struct rec_standing *standing_authority(const struct scene *, const struct decision *, i64 seat, bool emergency);
/* The seats that may. */
struct refs seats_alone(const struct scene *, const struct decision *, bool emergency);
/* Somebody who may acted alone: that follows. */
bool react_alone(const struct scene *, struct outcome *, const struct decision *);
/* Is this seat asked for an answer to the option put up? */
bool seat_asked(const struct decision *, i64 seat);
/* Was this person called for its advice, who holds it or stood in? */
bool was_asked_for_advice(const struct room *, const struct decision *, i64 seat, i64 person);
/* An answer enters the room: by whoever the entry says, in their seat. */
struct answer *add_answer(struct room *, const struct entry *, enum answer_kind, i64 option);
/* Distinct humans: one person answers once, whatever seats they hold (B3). */
err  need_unanswered(const struct scene *, i64 option, i64 person);
/* The fact that is another now than when it was given, of those whose change voids it by the rule; NULL: none, or it is being carried out. */
const struct fact *fact_that_voids(const struct charter *, const struct room *, const struct decision *, const struct answer *);
/* Is it this seat's turn to concur?  Else the sentence says who comes before. */
err  need_turn(struct arena *, const struct charter *, const struct room *, const struct decision *, i64 seat);
/* When that seat was asked for the option put up: then, or when those before it in turn had answered. */
i64  asked_at(const struct room *, const struct decision *, i64 seat);
/* Does it count towards the option put up: in time, signed, by who may still sit there? */
bool answer_counts(const struct charter *, const struct room *, const struct decision *, const struct answer *);
/* May these become the terms of a rule? */
err need_rule_terms(const struct scene *, const struct rec_rule_terms *);
/* What no ladder may be, in a few words; NULL if it is none of that. */
const char *ladder_wrong(const struct rec_ladder *, i64 within);
/* One officer alone while only one has a vouched key, then any two (law 8): how many groups concur, and that one. */
size_t officers_concur(struct arena *, const struct charter *, const struct rec_concur_group **out);
/* What is so of some standard kinds, whatever a rule says (kind.c). */
enum kind_mark {
	OF_CHARTER  = 1,        /* decided in the charter, too, and there by its officers */
	BY_KEYS     = 2,        /* decided by passkeys alone: no answer to it is heard by voice */
	ASKS_LEAVE  = 4,        /* where that was not given, it is not granted */
	MAY_DEFAULT = 8,        /* consists of measures, so that it may be authorised in advance */
	MAY_LACK    = 16,       /* where the charter has no rule for it, there is none that another kind could go round */
	STOPS       = 32,       /* stops a service, or a part of it: whoever may do that contains by the same rule */
	TAKES_TWO   = 64,       /* cannot be taken back, and is nothing for one person alone */
};
bool kind_is(str kind, enum kind_mark);
/* Those that the officers decide in a room, too: no rule says who does. */
bool kind_is_officers(const struct charter *, str kind);
/* Is it theirs, as things stood when it was opened? */
bool by_officers(const struct charter *, const struct decision *);
/* Why no rule, or none by which so many seats act alone, may say who decides that kind, in words that go on from its name; NULL: one may. */
const char *rule_of_kind_wrong(str kind, size_t n_alone);

/* May these become what the officers say of somebody; the terms of a service, of a calendar, of a contact? */
err need_absence_terms(const struct scene *, const struct rec_absence_terms *);
err need_service_terms(const struct scene *, const struct rec_service_terms *);
err need_calendar_terms(const struct scene *, const struct rec_calendar_terms *);
err need_out_of_band_terms(const struct scene *, const struct rec_out_of_band_terms *);
err need_contact_terms(const struct scene *, const struct rec_contact_terms *);
err need_template_terms(const struct scene *, const struct rec_template_terms *);
/* Until so far may an approval of one last? */
err need_template_until(const struct scene *, i64 until);
/* The drill that is under way, or NULL; the last that was, and was not interrupted, or NULL; is the drill over that this call is of? */
const struct drill *drill_running(const struct room *);
const struct drill *drill_last(const struct charter *);
bool drill_over(const struct room *, const struct call *);
/* Who was called and answered, after how many seconds the one in the middle of those; and the seats for which nobody did. */
struct drill_result { size_t called, answered; i64 median; struct refs silent; };
struct drill_result drill_result(struct arena *, const struct charter *, const struct drill *);
/* A change that a decision made is one of its consequences. */
void count_consequence(struct room *, i64 decision);

/* Could the changes of the charter that this option makes be written as things stand now? */
err need_changes_stand(const struct scene *, i64 option);

/*
 * May this person (or with `key`, this key of theirs) go, without an officer
 * coming to decide alone (law 8)?  One who can sign must be left; two, where
 * two can now.  Whoever ejects or revokes signs it, alone; and nobody may get
 * authority over authority by what they sign alone.
 */
err officers_left(struct arena *, const struct charter *, i64 person, i64 key);

/* May this person answer in this seat: as holder (`grounds` 0), as deputy called, or for the next authority, by that entry? */
bool may_sit(const struct charter *, const struct room *, const struct decision *, i64 seat, i64 person, i64 grounds);
/* May they by whatever entry there is?  `grounds`: which, 0 for a holder's own seat. */
bool may_sit_by(const struct charter *, const struct room *, const struct decision *, i64 seat, i64 person, i64 *grounds);

/* The next authority that may answer for that seat, as it was silent to what is put up; NULL: none yet. */
const struct escalation *escalation_of(const struct room *, const struct decision *, i64 seat);
bool is_escalated_to(const struct decision *, const struct escalation *);

/* Of one rule the condition tells its groups apart: was the one of that rule, under that condition, asked? */
bool asks_group(const struct ev_option_put_up *, const struct rec_concur_group *);
/* What happens while answers are missing (ladder.c): the next of it, and when. */
enum next_step next_of(struct arena *, const struct charter *, const struct room *, const struct decision *, i64 *at);
/* Is this person away now? */
bool is_absent(const struct charter *, i64 person, i64 now);
/* Did this person agree with the option put up, or object?  Of several in a seat each answers for themselves. */
bool has_spoken(const struct room *, const struct decision *, i64 person);
/* Is it a condition, or a need: what does not count (reservation.c)? */
bool is_unsigned(const struct answer *);
/*
 * Did they say of what is put up what they need first, or under which condition they would concur, and is that open, and the
 * last that they said?  No silence, and no answer yet.
 */
bool is_asking(const struct charter *, const struct room *, const struct decision *, const struct answer *);
/* Until when: the nearest time by which somebody needs something, or the deadline; 0: nobody does. */
i64  needs_until(const struct charter *, const struct room *, const struct decision *);
/* Does a condition of that seat wait to be adopted or refused? */
bool condition_waits(const struct charter *, const struct room *, const struct decision *, i64 seat);
/* What did not come in time: whoever needs it is asked as things are. */
bool react_needs(const struct scene *, struct outcome *, const struct decision *);
/* Did this person say of that decision and seat: not mine?  They answer no more there, whatever is put up later. */
bool has_recused(const struct room *, const struct decision *, i64 seat, i64 person);
/* Nobody counts twice: did they answer in another seat (not mine is none there), or hear somebody; or ask for it, where the rule leaves the answer to others? */
bool is_barred(const struct charter *, const struct room *, const struct decision *, i64 seat, i64 person);
/*
 * In how many different ways a call was tried in vain.  Of a call to answer nothing counts that whoever asks logged, and of
 * what others log a second way only when a minute lies between.  What the server sent, and nobody answered, counts always.
 */
int  ways_tried(const struct call *);
static const i64 BETWEEN_WAYS = MINUTE;
/* In how many ways somebody is called in vain before their deputy is. */
enum { CALL_WAYS = 2 };
/* Has what this call was for begun again since, so that it is made anew? */
bool is_asked_anew(const struct room *, const struct call *);
/* Is this very call owed, and not to be made anew? */
bool call_is_owed(const struct room *, const struct ev_call_owed *);
/* A decision has its outcome, a committee has met: nobody need be reached for it any more. */
void end_calls(struct room *, i64 what, const struct entry *);
/* The calls that hang on such a thing may be over, all of them, by this entry. */
void end_calls_on(struct room *, enum call_on, const struct entry *);
/* A suspicion that is neither declared, nor watched, nor dismissed; and the seat whose work that is. */
bool room_untriaged(const struct room *);
i64  triage_by(const struct charter *, const struct room *);    /* by when it is to be looked at */
/* A seat that this person sits in, or stands in for: one may look at suspicions then; NULL: none. */
const struct seat *seat_to_look(const struct charter *, i64 person);
const struct seat *triage_seat(const struct charter *);         /* whoever would declare it; where nobody would, the charter officers */
void asked_to_look(struct room *, const struct entry *);        /* from this entry on somebody is to look at it, anew */
/* Who is asked when whoever would declare a matter is silent: the next authority of that rule's ladder, else the charter officers. */
const struct seat *above_triage(const struct charter *);
/* Nobody need be reached any more for what is decided, put up anew, or met; but of an outcome some are to know. */
bool call_is_over(const struct room *, const struct call *);
/* Is somebody called about the same who is not in the room? (door.c) */
bool door_is_wanted(const struct room *, const struct ev_call_owed *);
/* The open decision for which this person is called to answer, or 0. */
i64  asked_in(const struct room *, i64 person);
/* What this person is called for here and must see until it is over: nobody else puts them out, or shows them less; NULL: nothing. */
const struct call *call_that_holds(const struct room *, i64 person);
/* When a member goes by time, 0 for never: somebody of the house who is called stays until that is over. */
i64  member_until(const struct scene *, const struct member *);
/* May whoever acts say what came of calling them?  Asked by decide and by verify. */
err  need_may_log(const struct scene *, const struct call *, enum call_result);
/* By when they are needed; 0: it has no hurry. */
i64  call_needed_by(const struct charter *, const struct room *, const struct call *);
/* In that way it was. */
void call_tried_in_vain(struct room *, struct call *, enum call_channel, const struct entry *);
/* From here on whoever was called knows of it. */
void call_known(struct call *, const struct entry *);
/* Something of it changed: with it changes what comes next for what it is about. */
void touch_call(struct room *, struct call *, const struct entry *);
/* There is that call, and it is not over. */
err  need_call(const struct scene *, i64 id, const struct call **out);
/* Is there a deadline for which people are called: of what is owed, or proposed? */
bool clock_calls(const struct clock *);
/* Whoever is to know that a clock's end is near, or past, is called; and when time alone calls the next, 0 for never (clock_call.c). */
void call_for_clock(const struct scene *, struct outcome *, const struct clock *);
i64  clock_due(const struct scene *, const struct clock *);
/* Are these one call, to the same person for the same thing? */
bool same_call(const struct ev_call_owed *, const struct ev_call_owed *);
/* That call; NULL if it is not owed. */
const struct call *call_of(const struct room *, const struct ev_call_owed *);
/* The last that is owed about the same decision, clock, measure or committee, or NULL; `before` leads on from it. */
const struct call *newest_call(const struct room *, const struct ev_call_owed *about);

/* May this person take their seat back from that deputy?  Asked by decide and by verify; so is the next. */
err  need_takes_back(struct arena *, const struct charter *, const struct room *, const struct deputy *, i64 person);
/* Does this person (0: a program) answer for what the decision puts to people?  And must they, if an entry of that kind, about
 * the option, voids what they answered; or says first what is put up, or what an option is called. */
err  need_answers_for(struct arena *, const struct charter *, const struct room *, const struct decision *, i64 person);
/* Who asked it, who answers for it, and who commands say what is put up first, and what becomes of a question that has ended. */
err  need_concerned(struct arena *, const struct charter *, const struct room *, const struct decision *, i64 person, const char *what);
err  need_asks_anew(struct arena *, const struct charter *, const struct room *, const struct option *, enum event_kind, i64 person);
/* What a person said of an option, no program says otherwise: who asks for a program. */
err  need_no_persons_figure(struct arena *, const struct option *, struct labels figures);
/* May this person take that answer back? */
err  need_withdrawable(struct arena *, const struct room *, const struct answer *, i64 person);

/* ---- answers by voice (voice.c) ---- */

/* Within how many seconds an answer by voice is to be confirmed; 0: the rule takes none. */
i64  voice_within(const struct charter *, const struct decision *);
/* The four digits of what an answer binds to: its first four bytes, as a number, modulo 10000. */
str  voice_code(struct arena *, struct hash subject);
/* What an answer in that seat says, heard by that verb. */
enum answer_kind voice_says(const struct decision *, i64 seat, str verb);
/* Whose signature an answer rests on: that of whoever heard it, until it is confirmed. */
i64  signer_of(const struct answer *);
/* Was it heard, and is still to be confirmed? */
bool is_unconfirmed(const struct answer *);
err  need_unconfirmed(struct arena *, const struct room *, i64 answer);
/* Did this person hear an answer to the option put up that is not confirmed? */
bool has_heard(const struct room *, const struct decision *, i64 person);
/*
 * May whoever signs this act say that they heard whom it names?  They asked
 * for nothing, answer nothing and have heard nobody else for that option;
 * and who was heard can confirm it.
 */
err  need_may_hear(struct arena *, const struct charter *, const struct room *, const struct decision *, const struct rec_act *);
/* Nobody need confirm that answer any more, or doubt it. */
bool call_by_voice_is_over(const struct room *, const struct ev_call_owed *);
/* By when what was heard of them is to be confirmed; 0: nothing is. */
i64  call_confirm_by(const struct room *, const struct ev_call_owed *);

/* How many of the charter officers, apart from this person, have a key that counts. */
size_t officers_able(const struct charter *, i64 apart);
/* Would this person be the last who must vouch for that pending key? */
bool vouching_suffices(const struct charter *, const struct credential *key, i64 person);

enum { OFFICERS_WITHIN = 3 * 24 * 3600 };       /* seconds: they are reminded after half of it */
enum { COUNTED_MAX = 64 };              /* acts an outcome can cite (decision_taken in events.def) */

/* Who opened it, put it up, or changed since then what will be done, by their own hand. */
bool has_asked_for(const struct decision *, i64 person);
/* Did this person open it or put it up, by own hand or through a token? */
bool is_requester(const struct charter *, const struct decision *, i64 person);

/*
 * How a decision stands now.  A person, a key and a seat count once in all,
 * whoever heard an answer by voice like whoever gave one
 * (but the officers' seat, once for each of its people), and an answer fills
 * one place in one group of those that must concur.  What the officers decide
 * takes two of them as soon as two can sign, whenever it was put up (law 8).
 * A seat whose holder objects has answered, and so nobody agrees in its place; a
 * deputy's no stands likewise before the next authority, but not before the holder.
 */
struct standing {
	bool put_up, met, blocked;
	struct refs answers, dissent;           /* entries */
	struct refs by_voice;                   /* of the answers, those heard and not confirmed yet */
	struct refs missing;                    /* seats that are silent, and whose answer still lacks; the accountable one while nothing is put up */
	struct refs asking;                     /* seats that said what they need first (is_asking): they are not silent */
	struct refs later;                      /* seats whose answer will lack once those before them in turn have concurred */
	struct refs objecting;                  /* seats without whose no it would go on: they have answered */
};
void standing_of(struct arena *, const struct charter *, const struct room *, const struct decision *, struct standing *out);

/*
 * The entries that an approval of this option binds to, ascending, up to and with `head`: the decision's, its own, and, where it
 * is for the meantime, those of what is decided after it.
 */
struct refs subject_of(struct arena *, const struct room *, const struct option *, i64 head);
/* SHA-256 over their hashes. */
struct hash subject_hash(struct arena *, const struct room *, const struct option *, i64 head);
/* The one of them with the highest seq. */
i64 subject_newest(const struct room *, const struct option *);
/* Was something put up, and has what will be done by this option changed since? */
bool changed_since_put_up(const struct room *, const struct decision *, const struct option *);
/* SHA-256 over the hashes of these entries; false if one is not there or they do not ascend. */
bool brief_hash(struct arena *, const struct room *, struct refs sources, struct hash *out);
/* The entries that the brief of this decision draws upon, ascending, at most 256 (sources.c). */
struct refs brief_sources(struct arena *, const struct charter *, const struct room *, const struct decision *);

/*
 * The checks of an act that need no cryptography (evidence format, CHECKS
 * 1-4, 8, 9), against the state before its entry.  `person` is who the entry
 * says acted; `at` its time.  The first failure is the sentence.
 */
struct act_claim { str act; struct refs sources; str verb; i64 person, at; bool is_signed; };
/* From its issue to its expiry an act lasts so long at most: µs. */
#define ACT_LASTS (10 * MINUTE)
err act_stands(struct arena *, const struct charter *, const struct room *, const struct act_claim *, struct rec_act *out);

/* Verbs about a passkey, a person or a token of the charter, not about an option: vouch, revoke, eject, confirm_token. */
bool verb_is_charters(str verb);
/* Those, and the one about a handover of a room: accept_handover. */
bool verb_is_of_thing(str verb);
/* Verbs by which somebody says what another answered: hear_answer, hear_objection. */
bool verb_hears(str verb);
/* Verbs about an answer that was heard, of whom it was heard from: confirm_heard, disown_heard. */
bool verb_is_of_heard(str verb);
/* The subject of such an act: SHA-256 of the key (COSE), or of the hash of the entry that made the object; false if there is none. */
bool thing_hash(const struct charter *, const struct room *, str verb, i64 object, struct hash *out);

/* An act as a command gives it: what came with it, and the signer's own words. */
struct act_given { str verb, act, client_data, auth_data, signature, note, note_salt; struct refs sources; };
/* As a command gives an answer: those that are signed have the same fields. */
#define ANSWER_GIVEN(c, verb_) { .verb = STR(verb_), .act = (c)->act, .client_data = (c)->client_data, .auth_data = (c)->auth_data, \
	.signature = (c)->signature, .note = (c)->note, .note_salt = (c)->note_salt, .sources = (c)->sources }
/* As a command gives one about a thing; most have no words beside them. */
#define THING_GIVEN(c, verb_, note_, salt_) { .verb = STR(verb_), .act = (c)->act, .client_data = (c)->client_data, \
	.auth_data = (c)->auth_data, .signature = (c)->signature, .note = note_, .note_salt = salt_ }
#define NO_WORDS (str){ NULL, 0 }

/* Does it stand, for who acts here and now? */
err  need_stands(const struct scene *, const struct act_given *, struct rec_act *out);
/* Are the words those that it cites, is its tree one of ours, and did its passkey sign it?  Asked last. */
err  need_signed(const struct scene *, const struct act_given *, const struct rec_act *);
/* Its entry: in the seat, and for the principal, that it names. */
struct emitted *emit_act(struct outcome *, enum event_kind, const struct act_given *, const struct rec_act *);
/* The act was checked when it was given; a fold reads it and keeps its nonce (law 3).  False: it cannot be read. */
bool keep_act(struct room *, str bytes, struct rec_act *out);

#endif
