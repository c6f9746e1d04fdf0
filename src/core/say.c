/*
 * say -- who has the say over a step that the charter knows as a kind of decision, and that is done by one command.
 *
 * Where the rule of that kind lets one seat decide without anybody else, its
 * step is that seat's; else it takes a decision of that kind in the room.
 * Reopening is always that seat's: where a room is closed nothing is decided.
 */
#include "authority.h"

#include "delegation.h"
#include "duty.h"

static bool
is_of_house(const struct scene *s)
{
	const struct person *p = charter_person(s->charter, s->actor.person);

	return p && !p->ejected && !p->is.outside;
}

static bool
is_in_command(const struct scene *s)
{
	return s->room->commander && s->room->commander == s->actor.person;
}

/* Holds it, is lent it, is on duty in it, or is in its line while all who hold it are away. */
static bool
sits_in(const struct scene *s, const struct seat *seat, str kind)
{
	i64 person = s->actor.person;
	bool away = true;

	for (size_t i = 0; i < s->charter->n_delegations; i++) {
		const struct delegation *x = &s->charter->delegations[i];

		if (x->is.seat == seat->head.id && x->is.person == person && delegation_lasts(x, kind, s->now))
			return true;
	}
	for (size_t i = 0; i < seat->is.holders.n; i++)
		away &= is_absent(s->charter, seat->is.holders.v[i], s->now);
	return refs_have(seat->is.holders, person) || on_duty(s->charter, s->room, seat->head.id) == person ||
	    (away && refs_have(seat->is.deputies, person));
}

/* In it, or in its line. */
static bool
is_of_seat(const struct scene *s, const struct seat *seat)
{
	return refs_have(seat->is.deputies, s->actor.person) || sits_in(s, seat, (str){ NULL, 0 });
}

static bool
has_some_seat(const struct scene *s)
{
	for (size_t i = 0; i < s->charter->n_seats; i++)
		if (is_of_seat(s, &s->charter->seats[i]))
			return is_of_house(s);
	return false;
}

err
need_some_seat(const struct scene *s, const char *what)
{
	if (has_some_seat(s) || (is_in_command(s) && is_of_house(s)))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for people of the organisation who hold a seat or stand in for one, and for whoever commands the room.", what);
}

bool
keeps_record(const struct scene *s)
{
	const struct seat *scribe = charter_seat_named(s->charter, STR("scribe"));

	return is_of_house(s) && (s->actor.person == in_charge(s->room) || (scribe && is_of_seat(s, scribe)));
}

err
need_speaking_for(const struct scene *s, i64 person)
{
	bool may = person == s->actor.person || keeps_record(s);

	for (size_t i = 0; !may && i < s->charter->n_seats; i++)
		may = refs_have(s->charter->seats[i].is.holders, person) && is_of_seat(s, &s->charter->seats[i]) && is_of_house(s);
	return may ? OK : err_new(s->a, ERR_NOT_YOUR_CALL,
	    "Writing down what somebody else said is for the scribe, for who holds their seat or stands in for it, and for whoever commands the room.");
}

err
need_commanding(const struct scene *s, i64 person)
{
	struct scene theirs = *s;

	theirs.actor.person = person;
	if (has_some_seat(&theirs))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat or stand in for one.");
}

/* ---- a step of a kind ---- */

/* A step that is decided as that kind: where nobody must concur, by its accountable seat or whoever commands; else under a decision, taken since; of one service, or to one severity, by one that names it. */
struct step { enum standard_kind kind; const char *what; const struct option *option; i64 since, service; enum severity severity; };

/* Does nobody have to concur, as things stand?  Without an option nothing is known of one (law 7). */
static bool
one_decides(const struct scene *s, const struct rule *rule, const struct option *o)
{
	static const struct option none = { .then = 0 };

	for (size_t i = 0; i < rule->is.n_concur; i++)
		if (rule_condition(s, o ? o : &none, rule->is.currency, rule->is.concur[i].when) != TRUTH_FALSE)
			return false;
	return true;
}

/* A decision for what is to be done now; of a severity, for that one.  0: none. */
static i64
decided_since(const struct scene *s, const struct step *step)
{
	str kind = str_c(word_text(&standard_kind_words, (int)step->kind));

	for (size_t i = 0; i < s->room->n_decisions; i++) {
		const struct decision *d = &s->room->decisions[i];
		const struct option *o = FIND(s->room, options, d->option);

		if (d->state == DECISION_TAKEN && d->outcome > step->since && !o->is.nothing && str_eq(d->is.kind, kind) &&
		    o->is.severity == step->severity && (step->service == 0 || refs_have(o->is.returns, step->service)))
			return d->head.id;
	}
	return 0;
}

static str
seats_concurring(const struct scene *s, const struct rule *rule)
{
	str all = STR("");

	for (size_t g = 0; g < rule->is.n_concur; g++)
		for (size_t i = 0; i < rule->is.concur[g].seats.n; i++)
			all = arena_fmt(s->a, "%.*s%s%.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(seat_title(s->charter, rule->is.concur[g].seats.v[i])));
	return all;
}

static err
need_say(const struct scene *s, const struct step *step)
{
	str kind = str_c(word_text(&standard_kind_words, (int)step->kind));
	const struct rule *rule = charter_rule_for(s->charter, kind);
	bool alone = rule == NULL || step->kind == KIND_REOPEN || one_decides(s, rule, step->option);     /* no decision opens in a closed room */
	const struct seat *seat = rule ? charter_seat(s->charter, rule->is.accountable) : NULL;
	err e = need_some_seat(s, step->what);

	if (e || decided_since(s, step))
		return e;
	if (alone && seat && sits_in(s, seat, kind))
		return OK;
	if (alone && is_in_command(s) && (rule == NULL || step->kind != KIND_RETURN_TO_SERVICE))
		return OK;
	if (rule == NULL)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for whoever commands the room: the charter has no rule for %.*s.", step->what, STR_ARG(kind));
	if (alone)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for %.*s%s; or open a decision of the kind %.*s.", step->what,
		    STR_ARG(seat_title(s->charter, rule->is.accountable)),
		    step->kind == KIND_RETURN_TO_SERVICE ? "" : ", or whoever commands the room", STR_ARG(kind));
	return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is decided by %.*s with %.*s: open a decision of the kind %.*s%s.", step->what,
	    STR_ARG(seat_title(s->charter, rule->is.accountable)), STR_ARG(seats_concurring(s, rule)), STR_ARG(kind),
	    step->service ? " that names it" : "");
}

/* ---- the life of a room ---- */

/* The last entry of these kinds; 0: none.  A decision that is older was about another step. */
static i64
last_of(const struct room *room, enum event_kind a, enum event_kind b)
{
	for (i64 seq = room->seq; seq > 0; seq--)
		if (room->places[seq - 1].kind == a || room->places[seq - 1].kind == b)
			return seq;
	return 0;
}

err
need_severity(const struct scene *s, enum severity severity)
{
	if (severity < s->room->severity)
		return need_some_seat(s, "Raising the severity");
	return need_say(s, &(struct step){ KIND_DECLARE, "Lowering the severity", NULL, last_of(s->room, EV_severity_set, EV_room_declared), 0, severity });
}

err
need_phase(const struct scene *s, enum phase phase)
{
	if (phase < PHASE_STOOD_DOWN || s->room->phase >= PHASE_STOOD_DOWN)
		return need_some_seat(s, "Moving the matter on");
	return need_say(s, &(struct step){ KIND_STAND_DOWN, "Standing down", NULL, last_of(s->room, EV_phase_set, EV_phase_set), 0, severity_none });
}

err
need_closing(const struct scene *s)
{
	return need_say(s, &(struct step){ KIND_CLOSE, "Closing", NULL, last_of(s->room, EV_room_closed, EV_room_reopened), 0, severity_none });
}

err
need_reopening(const struct scene *s)
{
	if (s->room->dismissed)         /* it was nobody's matter yet, and is looked at again */
		return need_some_seat(s, "Opening it again");
	return need_say(s, &(struct step){ KIND_REOPEN, "Opening it again", NULL, last_of(s->room, EV_room_closed, EV_room_reopened), 0, severity_none });
}

/* ---- measures ---- */

static bool
answers_for(const struct scene *s, const struct measure *m, const struct decision *d, const struct seat *seat)
{
	const struct rec_rule_terms *rule = d ? rule_of(s->charter, d) : NULL;
	i64 id = seat->head.id;

	return (id == m->is.owner || (rule && id == rule->responsible) || (d && seat_asked(d, id))) &&
	    sits_in(s, seat, d ? d->is.kind : (str){ NULL, 0 });
}

static bool
is_in_its_seats(const struct scene *s, const struct measure *m, const struct decision *d)
{
	bool any = false;

	for (size_t i = 0; i < s->charter->n_seats && !any; i++)
		any = answers_for(s, m, d, &s->charter->seats[i]);
	return any && is_of_house(s);
}

/* What is said of a measure by the seat that carries it out, one that decided it, or whoever commands. */
static err
need_measures_seat(const struct scene *s, const struct measure *m, const char *what)
{
	const struct decision *d = FIND(s->room, decisions, m->decision);

	if (is_in_its_seats(s, m, d) || (is_in_command(s) && is_of_house(s)))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for the seat that carries it out, for those that decided it%s%.*s, and for whoever commands the room.", what,
	    d ? ", first " : "", STR_ARG(d ? seat_title(s->charter, d->needs.accountable) : STR("")));
}

static err
need_carrying_out(const struct scene *s, const struct measure *m, const char *what)
{
	const struct task *t = FIND(s->room, tasks, m->task);
	const struct seat *owner = charter_seat(s->charter, m->is.owner);
	bool works = (t && refs_have((struct refs){ t->people, t->n_people }, s->actor.person)) ||
	    (owner && refs_have(owner->is.deputies, s->actor.person));

	if (works && is_of_house(s))
		return OK;
	return need_measures_seat(s, m, what);
}

err
need_applying(const struct scene *s, const struct measure *m)
{
	return need_carrying_out(s, m, "Saying that a measure is in force");
}

/* In the seat that the review was given to, whomever it was handed on to. */
static err
need_reviewing(const struct scene *s, const struct task *t)
{
	const struct answer *glass = FIND(s->room, answers, t->is.reviews);
	const struct seat *seat = charter_seat(s->charter, t->is.owner);

	if (glass && glass->person == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You broke the glass; somebody else reviews that.");
	if (is_of_house(s) && in_line(seat, s->actor.person))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "The review of what was done by breaking the glass is for %.*s.", STR_ARG(seat_title(s->charter, t->is.owner)));
}

static bool
is_on(const struct scene *s, const struct task *t)
{
	return refs_have((struct refs){ t->people, t->n_people }, s->actor.person);
}

static bool
helps_with(const struct scene *s, const struct task *t)
{
	return refs_have((struct refs){ t->helpers, t->n_helpers }, s->actor.person);
}

static bool
is_in_charge(const struct scene *s)
{
	return s->room == s->charter->room ? seat_held_by(s->charter, s->charter->officers, s->actor.person) : s->actor.person == in_charge(s->room);
}

/* What a measure and broken glass do not give, is whose it was made; what is nobody's, is everybody's. */
static bool
is_theirs(const struct scene *s, const struct task *t)
{
	const struct seat *owner = charter_seat(s->charter, t->owner);

	if ((is_on(s, t) && !helps_with(s, t)) || (owner && is_of_seat(s, owner)))
		return true;
	return is_of_house(s) &&
	    ((owner == NULL && t->n_people == 0) || behind(s->charter, t->opener, t->via) == s->actor.person || is_in_charge(s));
}

static err
need_theirs(const struct scene *s, const struct task *t)
{
	const struct seat *owner = charter_seat(s->charter, t->owner);

	if (is_theirs(s, t))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "To give task %lld to others, to change or to end it is for who was put on it, who opened it, %.*s%swhoever commands the room; "
	    "who takes it may finish it.", (long long)t->head.id, STR_ARG(owner ? seat_title(s->charter, t->owner) : STR("")), owner ? " and " : "");
}

err
need_task_theirs(const struct scene *s, const struct task *t)
{
	const struct measure *m = FIND(s->room, measures, t->is.measure);

	if (t->is.reviews)
		return need_reviewing(s, t);
	if (m == NULL)
		return need_theirs(s, t);
	if (is_of_house(s) && is_on(s, t))
		return OK;
	return need_carrying_out(s, m, "To carry out a measure, or to say who does, by when, and that it is done,");
}

err
need_taking(const struct scene *s, const struct task *t)
{
	return t->is.reviews || FIND(s->room, measures, t->is.measure) ? need_task_theirs(s, t) : OK;
}

err
need_handing_on(const struct scene *s, const struct task *t)
{
	return helps_with(s, t) ? need_task_theirs(s, t) : OK;
}

err
need_finishing(const struct scene *s, const struct task *t)
{
	return t->is.reviews == 0 && is_on(s, t) ? OK : need_task_theirs(s, t);
}

err
need_dropping(const struct scene *s, const struct task *t)
{
	const struct measure *m = FIND(s->room, measures, t->is.measure);
	const struct decision *d = m ? FIND(s->room, decisions, m->decision) : NULL;
	const struct answer *alone = d ? FIND(s->room, answers, d->alone_by) : NULL;

	if (t->is.undo && alone && alone->person == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You did it alone, and nobody ratified it: undo it; that it stays as it is, is for somebody else to say.");
	return need_task_theirs(s, t);
}

err
need_failing(const struct scene *s, const struct measure *m)
{
	i64 person = s->actor.person;

	if (is_of_house(s) && person == behind(s->charter, m->applied_by, m->applied_via))
		return OK;
	if (need_applying(s, m) == OK)
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "Saying that a measure failed takes its decision up again: that is for who carries it out or applied it, "
	    "decided it, or commands the room; say in the room what you saw.");
}

err
need_lifting(const struct scene *s, const struct measure *m)
{
	const struct option *o = FIND(s->room, options, m->is.option);
	const struct service *service;
	str what;

	if (m->applied && !is_shutdown(m) && !is_in_its_seats(s, m, FIND(s->room, decisions, m->decision)))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Lifting a measure that is in force is for the seat that carries it out, and for those that decided it: command alone does not undo what they decided.");
	if (m->applied == 0 || !is_shutdown(m))
		return need_measures_seat(s, m, "Lifting a measure");
	service = charter_service(s->charter, m->is.service);
	what = service ? arena_fmt(s->a, "To lift the shutdown of %.*s is to return it to service, and that", STR_ARG(service->title)) :
	    STR("To lift a shutdown is to return to service, and that");
	return need_say(s, &(struct step){ KIND_RETURN_TO_SERVICE, arena_cstr(s->a, what), o, m->applied_seq, m->is.service, severity_none });
}

/* ---- clocks ---- */

/* A deputy who was called for it, as its seat was away or silent. */
static bool
stands_in_for(const struct scene *s, const struct seat *owner, i64 clock)
{
	for (size_t i = 0; i < s->room->n_calls; i++) {
		const struct call *call = &s->room->calls[i];

		if (clock && call->is.clock == clock && call->is.person == s->actor.person && refs_have(owner->is.deputies, s->actor.person))
			return true;
	}
	return false;
}

static const str DETERMINATION = STR_INIT("determination");

/* Who answers for determinations, or NULL. */
static const struct seat *
determining_seat(const struct charter *charter)
{
	const struct rule *rule = charter_rule_for(charter, DETERMINATION);

	return rule ? charter_seat(charter, rule->is.accountable) : NULL;
}

bool
says_what_is_owed(const struct scene *s)
{
	const struct seat *determines = determining_seat(s->charter);

	return is_in_command(s) || (determines && sits_in(s, determines, DETERMINATION));
}

err
need_owing(const struct scene *s, const struct rec_clock_terms *t, i64 clock, const char *what)
{
	const struct seat *owner = charter_seat(s->charter, t->owner), *determines = determining_seat(s->charter);
	bool theirs = says_what_is_owed(s) || (owner && (sits_in(s, owner, DETERMINATION) || stands_in_for(s, owner, clock)));
	bool another = determines && determines->head.id != t->owner;
	err e = need_human(s);

	if (e || (theirs && is_of_house(s)))
		return e;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for %.*s, who owes it%s%.*s, and for whoever commands the room.", what,
	    STR_ARG(seat_title(s->charter, t->owner)), another ? ", for " : "", STR_ARG(another ? seat_title(s->charter, determines->head.id) : STR("")));
}

err
need_owed_once(const struct scene *s, const struct rec_clock_terms *t)
{
	for (size_t i = 0; i < s->room->n_clocks && !says_what_is_owed(s); i++) {
		const struct clock *had = &s->room->clocks[i];

		if (clock_is_owed(had) && had->state != CLOCK_PROPOSED && had->is.terms->owner != t->owner && str_eq(had->is.terms->label, t->label))
			return err_new(s->a, ERR_NOT_YOUR_CALL, "%.*s is owed by %.*s here (clock %lld): that another seat owes it, too, is for whoever "
			    "answers for determinations, or commands the room, to say.", STR_ARG(t->label),
			    STR_ARG(seat_title(s->charter, had->is.terms->owner)), (long long)had->head.id);
	}
	return OK;
}

/* To be let off what is owed is a determination, where the charter has a rule for those. */
static err
need_relief(const struct scene *s, const struct clock *c, const char *what)
{
	if (charter_rule_for(s->charter, DETERMINATION) == NULL)
		return OK;
	return need_say(s, &(struct step){ KIND_DETERMINATION, what, NULL, c->timed, 0, severity_none });
}

/* A moment that becomes known is told, one that was known is put right: only that lets anybody off. */
err
need_timing(const struct scene *s, const struct clock *c, str moment, i64 deadline, i64 *decision)
{
	bool later = deadline > c->deadline && clock_knows(c, moment);
	err e = need_owing(s, c->is.terms, c->head.id, "Saying since when a clock counts");

	*decision = later || c->state == CLOCK_LATE ? decided_since(s, &(struct step){ .kind = KIND_DETERMINATION, .since = c->timed }) : 0;
	return e == OK && later ? need_relief(s, c, "To let a deadline end later") : e;
}

/* What is only proposed, or does not run yet, is not owed. */
err
need_clock_lifting(const struct scene *s, const struct clock *c)
{
	const char *what = "Saying that a clock does not apply";
	err e = need_owing(s, c->is.terms, c->head.id, what);

	return e == OK && (c->state == CLOCK_RUNNING || c->state == CLOCK_LATE) ? need_relief(s, c, what) : e;
}
