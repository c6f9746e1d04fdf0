/*
 * voice -- an answer that somebody gave by voice, and somebody else heard (B6).
 *
 * Whoever cannot sign now is read the words that an answer binds to, and four
 * digits that follow from them, which they read back; whoever heard it signs
 * that.  It counts at once, and whoever was heard confirms it with their own
 * passkey, or says that it was not them.
 *
 * What a liar can do by it is bounded: no two answers of an outcome rest on
 * one person's signature, so that whoever hears an answer gives none, and
 * hears no other, to the same option.
 */
#include "owe.h"
#include "view.h"

/* ---- what a rule lets be heard ---- */

i64
voice_within(const struct charter *c, const struct decision *d)
{
	struct binding rules = rules_binding(c, d);
	i64 least = rules.n && !kind_is(d->is.kind, BY_KEYS) ? rules.v[0]->by_voice : 0;

	for (size_t i = 1; i < rules.n; i++)            /* nor longer than any other rule does that holds */
		if (rules.v[i]->by_voice < least)
			least = rules.v[i]->by_voice;
	return least;
}

str
voice_code(struct arena *a, struct hash subject)
{
	u32 n = (u32)subject.b[0] << 24 | (u32)subject.b[1] << 16 | (u32)subject.b[2] << 8 | subject.b[3];

	return arena_fmt(a, "%04u", n % 10000);
}

enum answer_kind
voice_says(const struct decision *d, i64 seat, str verb)
{
	if (str_eq(verb, STR("hear_objection")))
		return ANSWER_OBJECT;
	return d->needs.accountable == seat ? ANSWER_DECIDE : ANSWER_CONCUR;
}

i64
signer_of(const struct answer *a)
{
	return a->voice == VOICE_HEARD || a->voice == VOICE_OVERDUE ? a->heard_by : a->person;
}

bool
is_unconfirmed(const struct answer *a)
{
	return (a->voice == VOICE_HEARD || a->voice == VOICE_OVERDUE) && !a->void_ && !a->discredited;
}

bool
has_heard(const struct room *room, const struct decision *d, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].option == d->option && is_unconfirmed(&room->answers[i]) && room->answers[i].heard_by == person)
			return true;
	return false;
}

/* Who may have to answer in it, or has, is no witness of what others answer. */
static bool
is_approver(const struct charter *c, const struct room *room, const struct decision *d, i64 person)
{
	i64 grounds;

	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].decision == d->head.id && room->answers[i].person == person && !room->answers[i].void_ &&
		    !room->answers[i].discredited)
			return true;
	for (size_t i = 0; i < c->n_seats; i++)
		if (seat_asked(d, c->seats[i].head.id) && may_sit_by(c, room, d, c->seats[i].head.id, person, &grounds))
			return true;
	return false;
}

static bool
has_disowned(const struct room *room, const struct decision *d, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].decision == d->head.id && room->answers[i].person == person && room->answers[i].voice == VOICE_DISOWNED)
			return true;
	return false;
}

static err
no(struct arena *a, const char *sentence)
{
	return err_new(a, ERR_NOT_YOUR_CALL, "%s", sentence);
}

/* Whose answer it is: somebody who is asked, and can confirm it. */
static err
need_may_be_heard(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 person)
{
	struct audience audience;

	if (d->needs.requester_excluded && is_requester(c, d, person))
		return no(a, "They asked for this decision; the rule leaves the answer to others.");
	if (!person_vouched(c, person))
		return no(a, "They have no passkey that counts, and could never confirm it.");
	if (!audience_of(a, c, room, person, &audience) || !audience.whole)
		return no(a, "They are not in this room and could not confirm it; let them in first.");
	if (has_disowned(room, d, person))
		return no(a, "They said that an answer heard here was not theirs; from then on they answer themselves.");
	return OK;
}

err
need_may_hear(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, const struct rec_act *act)
{
	err e;

	if (voice_within(c, d) == 0)
		return no(a, "The rule takes no answer by voice; whoever is asked signs with their passkey.");
	if (!seat_asked(d, act->seat))
		return err_new(a, ERR_NOT_YOUR_CALL, "The rule does not ask the seat %.*s.", STR_ARG(seat_title(c, act->seat)));
	if (voice_says(d, act->seat, act->verb) == ANSWER_CONCUR && (e = need_turn(a, c, room, d, act->seat)))
		return e;
	if (charter_person(c, act->person) && charter_person(c, act->person)->is.outside)
		return no(a, "Somebody of the organisation hears it, and not a guest.");
	if (is_requester(c, d, act->person))
		return no(a, "You asked for this decision; somebody else hears the answers to it.");
	if (is_approver(c, room, d, act->person))
		return no(a, "You may answer here yourself, or have; somebody who does not hears the others.");
	if (has_heard(room, d, act->person))
		return no(a, "You heard an answer here already; somebody else hears the next, so that no two rest on one signature.");
	return need_may_be_heard(a, c, room, d, act->for_);
}

/* ---- folds ---- */

void
fold_answer_heard(struct room *room, const struct entry *e, const struct ev_answer_heard *p)
{
	const struct deputy *called;
	struct rec_act is = { 0 };
	struct answer *a;

	if (!keep_act(room, p->act, &is) || FIND(room, options, is.option) == NULL)
		return;
	called = FIND(room, deputies, is.grounds);
	a = add_answer(room, e, p->says, is.option);
	a->person = is.for_;
	a->principal = called ? called->is.principal : 0;
	a->grounds = is.grounds;
	a->credential = is.credential;
	a->is_signed = p->signature.p != NULL;
	a->text = p->note;
	a->sources = p->sources;
	a->voice = VOICE_HEARD;
	a->heard_by = is.person;
	a->confirm_by = p->confirm_by;
	a->code = p->code;
}

/* An answer that was heard has come to something else; NULL for one that could not be read. */
static struct answer *
settle(struct room *room, const struct entry *e, i64 answer, enum voice voice)
{
	struct answer *a = FIND(room, answers, answer);

	if (a == NULL)
		return NULL;
	a->voice = voice;
	touch(room, ENT_answer, &a->head, e);
	touch(room, ENT_decision, &((struct decision *)FIND(room, decisions, a->decision))->head, e);
	end_calls(room, a->decision, e);
	return a;
}

void
fold_heard_confirmed(struct room *room, const struct entry *e, const struct ev_heard_confirmed *p)
{
	struct rec_act is = { 0 };
	struct answer *a = keep_act(room, p->act, &is) ? settle(room, e, p->answer, VOICE_CONFIRMED) : NULL;

	if (a == NULL)
		return;
	a->settled = e->at;
	a->credential = is.credential;          /* from here on it is their own signature that counts */
	a->is_signed = p->signature.p != NULL;
}

/* Before the outcome it is struck; what rests on it already goes on until people decide otherwise. */
void
fold_heard_disowned(struct room *room, const struct entry *e, const struct ev_heard_disowned *p)
{
	struct rec_act is = { 0 };
	struct answer *a = keep_act(room, p->act, &is) ? settle(room, e, p->answer, VOICE_DISOWNED) : NULL;

	if (a == NULL)
		return;
	a->settled = e->at;
	a->void_ |= ((const struct decision *)FIND(room, decisions, a->decision))->state == DECISION_OPEN;
}

void
fold_confirmation_reminded(struct room *room, const struct entry *e, const struct ev_confirmation_reminded *p)
{
	struct answer *a = FIND(room, answers, p->answer);

	if (a == NULL)
		return;
	a->reminded = true;
	touch(room, ENT_answer, &a->head, e);
}

void
fold_confirmation_overdue(struct room *room, const struct entry *e, const struct ev_confirmation_overdue *p)
{
	settle(room, e, p->answer, VOICE_OVERDUE);
}

/* ---- decides ---- */

static err
need_code(const struct scene *s, str code, struct hash subject)
{
	if (str_eq(code, voice_code(s->a, subject)))
		return OK;
	return no(s->a, "code: these are not the digits of what is put up now; read it to them again, and let them read the code back.");
}

static err
hear(const struct scene *s, const struct act_given *g, str code, struct outcome *out)
{
	const struct decision *d;
	struct rec_act act;
	err e;

	if ((e = need_stands(s, g, &act)))                              return e;
	if ((e = need_decision_open(s, act.object, &d)))                return e;
	if ((e = need_unanswered(s, act.option, act.for_)))             return e;
	if ((e = need_code(s, code, act.subject)))                      return e;
	if ((e = need_signed(s, g, &act)))                              return e;

	emit_act(out, EV_answer_heard, g, &act)->as.answer_heard = (struct ev_answer_heard){
		.act = g->act, .client_data = g->client_data, .auth_data = g->auth_data, .signature = g->signature, .sources = g->sources,
		.says = voice_says(d, act.seat, g->verb), .code = code, .confirm_by = s->now + voice_within(s->charter, d) * SECOND, .note = g->note,
	};
	return OK;
}

err
decide_hear_answer(const struct scene *s, const struct cmd_hear_answer *c, struct outcome *out)
{
	const struct act_given g = ANSWER_GIVEN(c, "hear_answer");

	return hear(s, &g, c->code, out);
}

err
decide_hear_objection(const struct scene *s, const struct cmd_hear_objection *c, struct outcome *out)
{
	const struct act_given g = ANSWER_GIVEN(c, "hear_objection");

	return hear(s, &g, c->code, out);
}

err
need_unconfirmed(struct arena *a, const struct room *room, i64 answer)
{
	const struct answer *x = FIND(room, answers, answer);

	if (x && is_unconfirmed(x))
		return OK;
	return err_new(a, ERR_CONFLICT, x && x->voice == VOICE_CONFIRMED ? "It is confirmed already." :
	    x && x->voice == VOICE_DISOWNED ? "It was disowned already." : "It no longer counts; there is nothing to confirm.");
}

err
decide_confirm_heard(const struct scene *s, const struct cmd_confirm_heard *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "confirm_heard", NO_WORDS, NO_WORDS);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))                             return e;
	if ((e = need_unconfirmed(s->a, s->room, act.object)))          return e;
	if ((e = need_signed(s, &g, &act)))                             return e;
	emit_act(out, EV_heard_confirmed, &g, &act)->as.heard_confirmed =
	    (struct ev_heard_confirmed){ act.object, g.act, g.client_data, g.auth_data, g.signature };
	return OK;
}

err
decide_disown_heard(const struct scene *s, const struct cmd_disown_heard *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "disown_heard", c->note, c->note_salt);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))                             return e;
	if ((e = need_unconfirmed(s->a, s->room, act.object)))          return e;
	if ((e = need_signed(s, &g, &act)))                             return e;
	emit_act(out, EV_heard_disowned, &g, &act)->as.heard_disowned =
	    (struct ev_heard_disowned){ act.object, g.act, g.client_data, g.auth_data, g.signature, g.note };
	return OK;
}

/* ---- until it is confirmed ---- */

/* Something rests on it, or may. */
static bool
is_owed(const struct room *room, const struct answer *a)
{
	const struct decision *d = FIND(room, decisions, a->decision);

	return is_unconfirmed(a) && (d->state == DECISION_OPEN || d->state == DECISION_TAKEN);
}

/* What was decided rests on it, and perhaps should not; on an objection nothing rests. */
static bool
is_doubtful(const struct room *room, const struct answer *a)
{
	const struct decision *d = FIND(room, decisions, a->decision);

	return (a->voice == VOICE_OVERDUE || a->voice == VOICE_DISOWNED) && !a->void_ && !a->discredited && d->state == DECISION_TAKEN &&
	    a->kind != ANSWER_OBJECT;
}

bool
call_by_voice_is_over(const struct room *room, const struct ev_call_owed *call)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->decision != call->decision || a->seat != call->seat)
			continue;
		if (call->reason == CALL_CONFIRM ? a->person == call->person && is_owed(room, a) : is_doubtful(room, a))
			return false;
	}
	return true;
}

i64
call_confirm_by(const struct room *room, const struct ev_call_owed *call)
{
	i64 by = 0;

	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->decision == call->decision && a->seat == call->seat && a->person == call->person && is_unconfirmed(a))
			by = a->confirm_by;
	}
	return by;
}

/* When half of the time is over. */
static i64
reminds_at(const struct answer *a)
{
	return a->at + (a->confirm_by - a->at) / 2;
}

i64
voice_due(const struct room *room, const struct answer *a)
{
	if (a->voice != VOICE_HEARD || !is_owed(room, a))
		return 0;
	return a->reminded ? a->confirm_by : reminds_at(a);
}

static void
react_heard(const struct scene *s, struct outcome *out, const struct answer *a)
{
	i64 when = voice_due(s->room, a);

	if (when && s->now >= a->confirm_by)
		emit(out, EV_confirmation_overdue)->as.confirmation_overdue.answer = a->head.id;
	else if (when && s->now >= when)
		emit(out, EV_confirmation_reminded)->as.confirmation_reminded.answer = a->head.id;
	if (is_owed(s->room, a))
		owe_call(s, out, (struct ev_call_owed){ a->person, a->seat, a->decision, CALL_CONFIRM, 0, 0, 0 });
}

/* It does not undo itself: whoever answers for the decision, and the officers, are told, and decide. */
static void
react_doubt(const struct scene *s, struct outcome *out, const struct answer *a)
{
	const struct decision *d = FIND(s->room, decisions, a->decision);

	owe_holders(s, out, d, a->seat, d->needs.accountable, CALL_DOUBT);
	owe_holders(s, out, d, a->seat, s->charter->officers, CALL_DOUBT);
}

void
react_voice(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_answers && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct answer *a = &s->room->answers[i];

		if (a->voice == voice_none)
			continue;
		react_heard(s, out, a);
		if (is_doubtful(s->room, a))
			react_doubt(s, out, a);
	}
}
