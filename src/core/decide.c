#include "authority.h"
#include "view.h"

#include "decimal.h"
#include "delegation.h"
#include "secret.h"
#include "share.h"
#include "task.h"

struct emitted *
emit(struct outcome *out, enum event_kind kind)
{
	struct emitted *e;

	assert(out->n < LIMIT_OUTCOME);
	e = &out->v[out->n++];
	memset(e, 0, sizeof(*e));
	e->kind = kind;
	e->by = out->by;
	return e;
}

/* ---- guards ---- */

err
no_such(const struct scene *s, const char *what, i64 id)
{
	return err_new(s->a, ERR_NO_SUCH, "There is no %s %lld here.", what, (long long)id);
}

err
need_room_open(const struct scene *s)
{
	if (s->room->phase == PHASE_CLOSED)
		return err_new(s->a, ERR_CONFLICT, "The room is closed; reopen it first.");
	return OK;
}

err
need_person(const struct scene *s, i64 person)
{
	const struct person *p = charter_person(s->charter, person);

	if (p == NULL)
		return no_such(s, "person", person);
	if (p->ejected)
		return err_new(s->a, ERR_CONFLICT, "%.*s was ejected.", STR_ARG(person_told(s, person)));
	return OK;
}

err
need_seat(const struct scene *s, i64 seat)
{
	return charter_seat(s->charter, seat) ? OK : no_such(s, "seat", seat);
}

err
need_seat_or_none(const struct scene *s, i64 seat)
{
	return seat ? need_seat(s, seat) : OK;
}

err
need_cost(const struct scene *s, struct money low, struct money likely, struct money high)
{
	const struct { const char *field; struct money is; } costs[] = {
		{ "cost_low", low }, { "cost_likely", likely }, { "cost_high", high },
	};
	struct decimal before = { 0 }, here;
	size_t last = countof(costs);           /* the one before that is there */
	err e;

	for (size_t i = 0; i < countof(costs); i++) {
		if (costs[i].is.amount.p == NULL)
			continue;
		if ((e = decimal_parse(s->a, costs[i].is.amount, &here)))
			return err_at(s->a, str_c(costs[i].field), e);
		if (here.millionths < 0)
			return err_new(s->a, ERR_MALFORMED, "%s: is below zero; what is saved is no cost.", costs[i].field);
		if (last < i && !str_eq(costs[last].is.currency, costs[i].is.currency))
			return err_new(s->a, ERR_MALFORMED, "%s: is in %.*s and %s in %.*s; costs of one thing are in one currency.",
			    costs[i].field, STR_ARG(costs[i].is.currency), costs[last].field, STR_ARG(costs[last].is.currency));
		if (last < i && decimal_cmp(here, before) < 0)
			return err_new(s->a, ERR_MALFORMED, "%s: is less than %s.", costs[i].field, costs[last].field);
		before = here;
		last = i;
	}
	return OK;
}

err
need_officer(const struct scene *s)
{
	if (!seat_held_by(s->charter, s->charter->officers, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "This is for charter officers.");
	return OK;
}

err
need_future(const struct scene *s, i64 when, const char *what)
{
	if (when && when <= s->now)
		return err_new(s->a, ERR_MALFORMED, "%s: lies in the past; a moment to come is asked for.", what);
	return OK;
}

err
need_decision_open(const struct scene *s, i64 decision, const struct decision **out)
{
	if ((*out = FIND(s->room, decisions, decision)) == NULL)
		return no_such(s, "decision", decision);
	if ((*out)->state != DECISION_OPEN)
		return err_new(s->a, ERR_CONFLICT, "Decision %lld is %s; it takes no more answers.",
		    (long long)decision, word_text(&decision_state_words, (int)(*out)->state));
	if (s->now > (*out)->deadline)
		return err_new(s->a, ERR_CONFLICT, "The deadline of decision %lld has passed; open it anew.", (long long)decision);
	return OK;
}

err
need_no_decision_open(const struct scene *s)
{
	for (size_t i = 0; i < s->room->n_decisions; i++)
		if (s->room->decisions[i].state == DECISION_OPEN)
			return err_new(s->a, ERR_CONFLICT, "Decision %lld is still open; decide it or let its deadline pass.",
			    (long long)s->room->decisions[i].head.id);
	return OK;
}

err
need_option_open(const struct scene *s, i64 option, const struct option **out)
{
	const struct decision *d;
	err e;

	if ((*out = FIND(s->room, options, option)) == NULL)
		return no_such(s, "option", option);
	if ((e = need_decision_open(s, (*out)->is.decision, &d)))
		return e;
	return need_not_acted_upon(s, d);
}

err
need_not_acted_upon(const struct scene *s, const struct decision *d)
{
	return d->alone ? err_new(s->a, ERR_CONFLICT, "Decision %lld was acted upon already, alone: answer it, or let it lapse and open another.",
	    (long long)d->head.id) : OK;
}

err
need_human(const struct scene *s)
{
	if (s->actor.strength == SESSION_TOKEN)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "A token acts as itself: it holds no seat and commands nobody.");
	return OK;
}

i64
in_charge(const struct room *room)
{
	const struct member *opener = room_member(room, room->opener);

	if (room->commander || opener == NULL || !opener->channels_only)
		return room->commander ? room->commander : room->opener;
	for (size_t i = 0; i < room->n_members; i++)
		if (!room->members[i].gone && !room->members[i].channels_only)
			return room->members[i].person;
	return 0;
}

/* Whoever commands the room; while nobody does, whoever opened it. */
err
need_in_charge(const struct scene *s, const char *what)
{
	if (s->actor.person == in_charge(s->room))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "%s is for whoever commands the room%s.", what,
	    s->room->commander ? "" : ", or opened it while nobody does");
}

/* Whoever was ejected, and a token that ended, is nobody from that entry on. */
static err
need_somebody(const struct scene *s)
{
	const struct person *p = charter_person(s->charter, s->actor.person);
	const struct token *t = FIND(s->charter, tokens, s->actor.via);

	if (p == NULL || p->ejected)
		return err_new(s->a, ERR_NOT_SIGNED_IN, "Sign in first.");
	if (s->actor.strength == SESSION_TOKEN &&
	    (t == NULL || t->is.owner != p->head.id || !t->confirmed || t->revoked || s->now >= t->is.expires))
		return err_new(s->a, ERR_NOT_SIGNED_IN, "This token does not count, or not any more.");
	return OK;
}

/* A room that you are not in is not there (law 15). */
static err
need_room(const struct scene *s, struct command_terms terms, struct audience *audience)
{
	const struct person *who = charter_person(s->charter, s->actor.person);

	if (s->room->seq == 0 && terms.stream == TO_NEW)
		*audience = (struct audience){ .whole = true, .outside = who && who->is.outside };
	else if (!audience_of(s->a, s->charter, s->room, s->actor.person, audience))
		return err_new(s->a, ERR_NO_SUCH, "There is no such room.");
	if (!audience->whole && terms.who != BY_GUEST)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not see the whole of this room; this is for who does.");
	if (audience->outside && terms.who == BY_HOUSE)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "This is for people of the organisation; you are here from another.");
	return OK;
}

/* The record of a room keeps everything, and shows it to everybody in it. */
static err
need_no_secret(const struct scene *s, enum command_kind kind, const union command_fields *c)
{
	const char *what = NULL;
	str where;

	if (!s->sure && s->room != s->charter->room)
		what = secret_of(s->a, command_table(kind), c, &where);
	if (what == NULL)
		return OK;
	return err_new(s->a, ERR_LOOKS_SECRET, "%.*s: this holds what looks like %s, and the record keeps everything. Take it out and "
	    "hand it over another way, or say that it is no secret.", STR_ARG(where), what);
}

/* What the command's row asks of whoever gives it. */
static err
need_terms(const struct scene *s, struct command_terms terms)
{
	const struct actor *who = &s->actor;

	if (who->strength == SESSION_TOKEN && !terms.or_token)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "This is for people: a token reports, drafts and proposes, and does nothing else.");
	if (who->strength == SESSION_TOKEN && !who->may_write)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "This token may only read.");
	if (who->strength == SESSION_WEAK && terms.session != NEEDS_WEAK)
		return err_new(s->a, ERR_SESSION_WEAK, "This takes a session opened with a passkey; yours was opened with a recovery code.");
	return terms.who == BY_OFFICER ? need_officer(s) : OK;
}

/* What the command's row asks of where it is given. */
static err
need_stream(const struct scene *s, enum command_stream stream)
{
	bool charter = s->room == s->charter->room;

	if (charter && (stream == TO_ROOM || stream == TO_NEW))
		return err_new(s->a, ERR_REFUSED, "This command is given in a room, not in the charter.");
	if (!charter && stream == TO_CHARTER)
		return err_new(s->a, ERR_REFUSED, "This command is given in the charter, not in a room.");
	if (stream == TO_NEW && s->room->seq > 0)
		return err_new(s->a, ERR_REFUSED, "This command begins a room; it is given to /api/rooms/new.");
	return OK;
}

/* An act is never too much of anybody; of all else one person, with their programs, writes so much in a room. */
static err
need_own_space(const struct scene *s, enum command_session session)
{
	bool talk = session == NEEDS_WEAK || s->actor.strength == SESSION_TOKEN;
	err e;

	if (session == NEEDS_ACT)
		return OK;
	if ((e = need_share(s, talk ? SHARE_entries : SHARE_steps, 0, 1)))
		return e;
	return talk ? need_share(s, SHARE_kilobytes, 0, 1) : OK;
}

/* Of its entries or of its bytes, so many hundredths. */
static bool
is_full(const struct room *room, size_t hundredths)
{
	return (size_t)room->seq >= LIMIT_ROOM_ENTRIES / 100 * hundredths || room->bytes >= LIMIT_ROOM_BYTES / 100 * hundredths;
}

/* Nobody fills it up: by who somebody is, and by what they wish, it is full sooner or later, so that it can always be decided in, cleaned and closed (law 12). */
err
need_space(const struct scene *s, struct command_terms terms)
{
	const struct person *who = charter_person(s->charter, s->actor.person);
	const char *here = s->room == s->charter->room ? "The charter" : "The room";
	const char *instead = s->room == s->charter->room ? "Ask a charter officer." : "Open another room.";
	bool seated = need_some_seat(s, "It") == OK, token = s->actor.strength == SESSION_TOKEN;

	if (is_full(s->room, LIMIT_FULL_TO_THE_BRIM))
		return err_new(s->a, ERR_TOO_LARGE, "%s is full to the brim. %s", here, instead);
	if (terms.session == NEEDS_ACT || (terms.kept && seated && !token))
		return need_own_space(s, terms.session);
	if (is_full(s->room, LIMIT_FULL))
		return err_new(s->a, ERR_TOO_LARGE, "%s is full; what space is left is kept for decisions and clocks. %s", here, instead);
	if (!seated && is_full(s->room, LIMIT_FULL_SEATLESS))
		return err_new(s->a, ERR_TOO_LARGE, "%s is three quarters full; what space is left is kept for whoever holds a seat. %s", here, instead);
	if (who && who->is.outside && is_full(s->room, LIMIT_FULL_GUESTS))
		return err_new(s->a, ERR_TOO_LARGE, "%s is half full; what space is left is kept for the organisation's own people.", here);
	return need_own_space(s, terms.session);
}

static err
decide_kind(const struct scene *s, enum command_kind kind, const union command_fields *c, struct outcome *out)
{
	switch (kind) {
#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc) case CMD_##name: return decide_##name(s, &c->name, out);
#include "commands.def"
	case CMD_none:
	case COMMAND_KINDS:
		break;
	}
	assert(false);
	return OK;
}

/* What the charter's officers are asked, they put themselves; and what others are asked already, nobody else asks them anew. */
static err
need_own_questions(const struct scene *s, const struct outcome *out)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < out->n; i++) {
		const struct option *o = FIND(s->room, options, event_option(out->v[i].kind, &out->v[i].as));

		if (s->room == s->charter->room && event_is_subject(out->v[i].kind))
			e = need_officer(s);
		if (e == OK && o)
			e = need_asks_anew(s->a, s->charter, s->room, o, out->v[i].kind, out->by.person);
	}
	return e;
}

err
need_giver(const struct scene *s, enum command_kind kind, const union command_fields *c, struct audience *audience)
{
	struct command_terms terms = command_terms(kind);
	struct scene seen = *s;
	err e;

	if ((e = need_somebody(s)))                     return e;
	if ((e = need_room(s, terms, audience)))        return e;
	if ((e = need_stream(s, terms.stream)))         return e;
	if ((e = need_terms(s, terms)))                 return e;
	seen.audience = audience;
	return need_in_sight(&seen, command_table(kind), c);
}

err
decide(const struct scene *s, enum command_kind kind, const union command_fields *c, struct outcome *out)
{
	const struct actor *who = &s->actor;
	struct audience audience;
	struct scene seen = *s;
	err e;

	out->n = 0;
	out->by = (struct by){ .person = who->strength == SESSION_TOKEN ? 0 : who->person, .via = who->via };
	if ((e = need_giver(s, kind, c, &audience)))    return e;
	seen.audience = &audience;
	if ((e = need_no_secret(&seen, kind, c)))       return e;
	if ((e = decide_kind(&seen, kind, c, out)) || (e = need_own_questions(s, out)) || (e = need_shares(&seen, out)) ||
	    (e = need_space(s, command_terms(kind))))
		out->n = 0;
	return e;
}

/* ---- reactions ---- */

i64
sooner(i64 a, i64 b)
{
	return a == 0 || (b && b < a) ? b : a;
}

i64
later_of(i64 a, i64 b)
{
	return a > b ? a : b;
}

bool
has_come(const struct scene *s, i64 at)
{
	return at && s->now >= at;
}

void
react(const struct scene *s, struct outcome *out)
{
	out->n = 0;
	out->by = (struct by){ 0 };
	react_voice(s, out);
	if (out->n)                     /* an answer may count no more: what follows is asked anew */
		return;
	react_answers(s, out);          /* void first, for what changed; then they are asked anew */
	react_decisions(s, out);
	if (out->n == 0)                /* nobody is called for what has just ended: who is, follows when that stands written */
		react_calls(s, out);
	react_committee(s, out);
	react_drill(s, out);
	react_guests(s, out);
	react_outcomes(s, out);
	react_interims(s, out);
	react_measures(s, out);
	react_tasks(s, out);
	react_clocks(s, out);
	react_reports(s, out);
	react_triage(s, out);
	react_command(s, out);
	react_duty(s, out);
	react_scope(s, out);
	if (out->n == 0)                /* who is called still, and so stays or comes in, is known when all that stands written */
		react_access(s, out);
	if (out->n == 0)
		react_doors(s, out);
	if (out->n == 0)
		react_readiness(s, out);
	if (out->n == 0)                /* else the room tells of its decisions anyway, and comes back here */
		react_authority(s, out);
	if (out->n == 0)                /* what leaves the house follows from what stands written */
		react_pages(s, out);
}

bool
react_left_off(const struct outcome *out)
{
	return out->n >= LIMIT_OUTCOME / 2;
}

static i64
decision_due(const struct scene *s, const struct decision *d)
{
	i64 at;

	next_of(s->a, s->charter, s->room, d, &at);
	return sooner(at, delegates_due(s, d));
}

i64
due(const struct scene *s)
{
	const struct room *room = s->room;
	const i64 at[] = { committee_due(s), triage_due(s), duty_due(s), pages_due(s), drill_due(room), guests_due(s), readiness_due(s) };
	i64 when = 0;

	for (size_t i = 0; i < countof(at); i++)
		when = sooner(when, at[i]);
	for (size_t i = 0; i < room->n_decisions; i++)
		when = sooner(when, room->decisions[i].state == DECISION_OPEN ? decision_due(s, &room->decisions[i]) :
		    interim_due(s, &room->decisions[i]));
	for (size_t i = 0; i < room->n_answers; i++)
		when = sooner(when, voice_due(room, &room->answers[i]));
	for (size_t i = 0; i < room->n_measures; i++)
		when = sooner(when, measure_due(s, &room->measures[i]));
	for (size_t i = 0; i < room->n_tasks; i++)
		when = sooner(when, task_due(room, &room->tasks[i]));
	for (size_t i = 0; i < room->n_clocks; i++)
		when = sooner(when, clock_due(s, &room->clocks[i]));
	if (!room->report_late && room->phase != PHASE_CLOSED)
		when = sooner(when, room->next_report_at);
	for (size_t i = 0; i < room->n_members; i++)
		if (!room->members[i].gone)
			when = sooner(when, member_until(s, &room->members[i]));
	return when;
}
