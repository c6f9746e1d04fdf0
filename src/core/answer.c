/* answer -- what people say to an option put up, and when it stops counting. */
#include "authority.h"
#include "duty.h"

#include "view.h"

/* ---- folds ---- */

struct answer *
add_answer(struct room *room, const struct entry *e, enum answer_kind kind, i64 option)
{
	struct option *o = FIND(room, options, option);
	struct answer *a = ADD(room, answers);

	a->kind = kind;
	a->option = option;
	a->decision = o->is.decision;
	a->person = e->by.person;
	a->seat = e->by.seat;
	a->principal = e->by.principal;
	a->at = e->at;
	touch(room, ENT_answer, &a->head, e);
	touch(room, ENT_decision, &((struct decision *)FIND(room, decisions, a->decision))->head, e);
	return a;
}

/* The answer; NULL if its act cannot be read. */
static struct answer *
fold_act(struct room *room, const struct entry *e, enum answer_kind kind, str act, str signature, str note)
{
	struct rec_act is = { 0 };
	struct answer *a;

	if (!keep_act(room, act, &is) || FIND(room, options, is.option) == NULL)
		return NULL;
	a = add_answer(room, e, kind, is.option);
	a->grounds = is.grounds;
	a->credential = is.credential;
	a->is_signed = signature.p != NULL;
	a->text = note;
	if (is.grounds == 0)
		shows_up(room, e, is.seat);
	return a;
}

static void
cite(struct answer *a, struct refs sources)
{
	if (a)
		a->sources = sources;
}

void
fold_decided(struct room *room, const struct entry *e, const struct ev_decided *p)
{
	cite(fold_act(room, e, ANSWER_DECIDE, p->act, p->signature, p->note), p->sources);
}

void
fold_concurred(struct room *room, const struct entry *e, const struct ev_concurred *p)
{
	cite(fold_act(room, e, ANSWER_CONCUR, p->act, p->signature, p->note), p->sources);
}

void
fold_objected(struct room *room, const struct entry *e, const struct ev_objected *p)
{
	cite(fold_act(room, e, ANSWER_OBJECT, p->act, p->signature, p->note), p->sources);
}

void
fold_recused(struct room *room, const struct entry *e, const struct ev_recused *p)
{
	cite(fold_act(room, e, ANSWER_RECUSE, p->act, p->signature, p->note), p->sources);
}

void
fold_glass_broken(struct room *room, const struct entry *e, const struct ev_glass_broken *p)
{
	cite(fold_act(room, e, ANSWER_BREAK_GLASS, p->act, p->signature, p->note), p->sources);
}

void
fold_answer_voided(struct room *room, const struct entry *e, const struct ev_answer_voided *p)
{
	struct answer *a = FIND(room, answers, p->answer);
	struct decision *d = a ? FIND(room, decisions, a->decision) : NULL;

	if (d == NULL)
		return;
	a->void_ = true;
	a->voided_by = p->cause;
	touch(room, ENT_answer, &a->head, e);
	touch(room, ENT_decision, &d->head, e);
	if (a->voice || a->kind == ANSWER_OBJECT)       /* there is nothing to confirm any more, or to talk about */
		end_calls(room, a->decision, e);
}

void
fold_answer_withdrawn(struct room *room, const struct entry *e, const struct ev_answer_withdrawn *p)
{
	struct answer *a = FIND(room, answers, p->answer);

	if (a == NULL)
		return;
	a->void_ = true;
	touch(room, ENT_answer, &a->head, e);
	touch(room, ENT_decision, &((struct decision *)FIND(room, decisions, a->decision))->head, e);
}

void
touch_answers_on(struct room *room, str fact, const struct entry *e)
{
	for (size_t i = 0; i < room->n_answers; i++)
		for (size_t k = 0; k < room->answers[i].sources.n && !room->answers[i].void_; k++) {
			const struct fact *was = FIND(room, facts, room->answers[i].sources.v[k]);

			if (was && str_eq(was->is.name, fact))
				touch_aside(room, ENT_answer, &room->answers[i].head, e);
		}
}

bool
has_spoken(const struct room *room, const struct decision *d, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == d->option && a->person == person && !a->void_ && !a->discredited &&
		    (a->kind == ANSWER_DECIDE || a->kind == ANSWER_CONCUR || a->kind == ANSWER_OBJECT))
			return true;
	}
	return false;
}

/* ---- decides ---- */

/* The entries of signed answers have the same fields. */
#define ANSWERED(g) { (g).act, (g).client_data, (g).auth_data, (g).signature, (g).sources, (g).note }

err
need_unanswered(const struct scene *s, i64 option, i64 person)
{
	const struct answer *a = NULL;

	for (size_t i = 0; i < s->room->n_answers && a == NULL; i++) {
		const struct answer *x = &s->room->answers[i];

		if (x->option == option && x->person == person && !x->void_ && !is_unsigned(x) && x->kind != ANSWER_RECUSE)
			a = x;          /* (what one gives up in one seat is no answer in another of theirs; in that one it holds for good: check_bound()) */
	}
	if (a && person != s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "They have answered already, in the seat %.*s; one person counts once.",
		    STR_ARG(seat_title(s->charter, a->seat)));
	if (a && is_unconfirmed(a))
		return err_new(s->a, ERR_CONFLICT, "Your answer was heard by voice, in the seat %.*s; confirm it, or say that it was not you.",
		    STR_ARG(seat_title(s->charter, a->seat)));
	return a ? err_new(s->a, ERR_CONFLICT, "You have answered already, in the seat %.*s; one person counts once.",
	    STR_ARG(seat_title(s->charter, a->seat))) : OK;
}

/* Whoever says what somebody else answered is no second one who agrees. */
static err
need_not_heard(const struct scene *s, const struct decision *d, i64 person)
{
	if (has_heard(s->room, d, person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You heard somebody's answer here; until they confirm it you do not answer yourself.");
	return OK;
}

static err
need_not_requester(const struct scene *s, const struct decision *d)
{
	if (d->needs.requester_excluded && is_requester(s->charter, d, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You asked for this decision; the rule leaves the answer to others.");
	return OK;
}

static bool
seat_is_asked(const struct decision *d, i64 seat, str verb)
{
	bool concurs = false;

	for (size_t i = 0; i < d->needs.n_concur; i++)          /* (Who decides, answers so under every rule.) */
		concurs |= refs_have(d->needs.concur[i].seats, seat) && !(d->needs.concur[i].rule && d->needs.accountable == seat);
	if (str_eq(verb, STR("decide")))
		return d->needs.accountable == seat;
	return concurs || (d->needs.accountable == seat && !str_eq(verb, STR("concur")));
}

/* The rule asks it, or lets it act alone. */
static bool
may_answer(const struct scene *s, const struct decision *d, i64 seat, str verb)
{
	if (str_eq(verb, STR("break_glass")))
		return standing_authority(s, d, seat, true) != NULL;
	return seat_is_asked(d, seat, verb) || (str_eq(verb, STR("decide")) && standing_authority(s, d, seat, false));
}

/* Whether an outcome may rest on it. */
static bool
seals(str verb)
{
	return str_eq(verb, STR("decide")) || str_eq(verb, STR("concur")) || str_eq(verb, STR("break_glass"));
}

static err
need_answer(const struct scene *s, const struct act_given *g, struct rec_act *act)
{
	const struct decision *d;
	err e;

	if ((e = need_stands(s, g, act)))                               return e;
	if ((e = need_decision_open(s, act->object, &d)))               return e;
	if ((e = need_unanswered(s, act->option, act->person)))         return e;
	if (seals(g->verb) && (e = need_not_heard(s, d, act->person)))            return e;
	if (!may_answer(s, d, act->seat, g->verb))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The rule does not ask the seat %.*s to %.*s.",
		    STR_ARG(seat_title(s->charter, act->seat)), STR_ARG(g->verb));
	if (!str_eq(g->verb, STR("recuse")) && (e = need_not_requester(s, d)))
		return e;
	if (str_eq(g->verb, STR("concur")) && (e = need_turn(s->a, s->charter, s->room, d, act->seat)))
		return e;
	if (seals(g->verb) && (e = need_changes_stand(s, act->option))) return e;
	return need_signed(s, g, act);
}

err
decide_decide(const struct scene *s, const struct cmd_decide *c, struct outcome *out)
{
	struct act_given g = ANSWER_GIVEN(c, "decide");
	struct rec_act act;
	err e;

	if ((e = need_answer(s, &g, &act)))  return e;
	emit_act(out, EV_decided, &g, &act)->as.decided = (struct ev_decided)ANSWERED(g);
	return OK;
}

err
decide_concur(const struct scene *s, const struct cmd_concur *c, struct outcome *out)
{
	struct act_given g = ANSWER_GIVEN(c, "concur");
	struct rec_act act;
	err e;

	if ((e = need_answer(s, &g, &act)))  return e;
	emit_act(out, EV_concurred, &g, &act)->as.concurred = (struct ev_concurred)ANSWERED(g);
	return OK;
}

err
decide_break_glass(const struct scene *s, const struct cmd_break_glass *c, struct outcome *out)
{
	struct act_given g = ANSWER_GIVEN(c, "break_glass");
	struct rec_act act;
	err e;

	if ((e = need_answer(s, &g, &act)))  return e;
	emit_act(out, EV_glass_broken, &g, &act)->as.glass_broken = (struct ev_glass_broken)ANSWERED(g);
	return OK;
}

err
decide_object(const struct scene *s, const struct cmd_object *c, struct outcome *out)
{
	struct act_given g = ANSWER_GIVEN(c, "object");
	struct rec_act act;
	err e;

	if ((e = need_answer(s, &g, &act)))  return e;
	emit_act(out, EV_objected, &g, &act)->as.objected = (struct ev_objected)ANSWERED(g);
	return OK;
}

err
decide_recuse(const struct scene *s, const struct cmd_recuse *c, struct outcome *out)
{
	struct act_given g = ANSWER_GIVEN(c, "recuse");
	struct rec_act act;
	err e;

	if ((e = need_answer(s, &g, &act)))  return e;
	emit_act(out, EV_recused, &g, &act)->as.recused = (struct ev_recused)ANSWERED(g);
	return OK;
}

err
need_withdrawable(struct arena *a, const struct room *room, const struct answer *x, i64 person)
{
	const struct decision *d = FIND(room, decisions, x->decision);

	if (x->person != person)
		return err_new(a, ERR_NOT_YOUR_CALL, "It is somebody else's answer.");
	if (d->state != DECISION_OPEN)
		return err_new(a, ERR_CONFLICT, "Decision %lld is %s; open another in its place.", (long long)d->head.id,
		    word_text(&decision_state_words, (int)d->state));
	if (d->alone_by == x->head.id)
		return err_new(a, ERR_CONFLICT, "You acted alone by it, and it is being carried out; let it lapse, or lift what was done.");
	if (x->void_)
		return err_new(a, ERR_CONFLICT, "It counts no more as it is.");
	if (is_unconfirmed(x))
		return err_new(a, ERR_CONFLICT, "It was heard by voice; say that it was not you, or confirm it first.");
	if (x->kind != ANSWER_DECIDE && x->kind != ANSWER_CONCUR && x->kind != ANSWER_OBJECT)
		return err_new(a, ERR_CONFLICT, "Only deciding, concurring and objecting are taken back.");
	return OK;
}

err
decide_withdraw_answer(const struct scene *s, const struct cmd_withdraw_answer *c, struct outcome *out)
{
	const struct answer *x = FIND(s->room, answers, c->answer);
	err e;

	if (x == NULL)
		return no_such(s, "answer", c->answer);
	if ((e = need_withdrawable(s->a, s->room, x, s->actor.person)))
		return e;
	emit(out, EV_answer_withdrawn)->as.answer_withdrawn.answer = c->answer;
	return OK;
}

/* ---- reactions ---- */

/* As it stood before that entry; NULL: nobody had said. */
static const struct fact *
fact_before(const struct room *room, str name, i64 entry)
{
	for (size_t i = room->n_facts; i-- > 0;)
		if (room->facts[i].head.id < entry && str_eq(room->facts[i].is.name, name))
			return &room->facts[i];
	return NULL;
}

/* What a guest says is shown beside an answer; it voids none, until somebody of the house says so too: else a guest could stall it for ever. */
static bool
may_void(const struct charter *c, const struct fact *f)
{
	const struct person *who = charter_person(c, f->person);

	return who == NULL || !who->is.outside;
}

const struct fact *
fact_that_voids(const struct charter *c, const struct room *room, const struct decision *d, const struct answer *a)
{
	for (size_t i = 0; i < d->needs.voids_on.n && d->alone == 0 && a->option == d->option; i++) {
		const struct fact *now = fact_now(room, d->needs.voids_on.v[i]);
		const struct fact *was = now && now->head.id > a->head.id ? fact_before(room, now->is.name, a->head.id) : now;

		if (now != was && may_void(c, now) && (was == NULL || was->is.confidence != now->is.confidence || !str_eq(was->is.value, now->is.value)))
			return now;
	}
	return NULL;
}

/* An answer binds to what will be done, and to the facts that the rule names; if that changed it is void and asked anew (B6). */
void
react_answers(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_answers && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct answer *a = &s->room->answers[i];
		const struct option *o = FIND(s->room, options, a->option);
		const struct decision *d = FIND(s->room, decisions, a->decision);
		const struct fact *other;

		if (a->void_ || d->state != DECISION_OPEN || is_unsigned(a))
			continue;
		if (subject_newest(s->room, o) > a->head.id)
			emit(out, EV_answer_voided)->as.answer_voided =
			    (struct ev_answer_voided){ a->head.id, subject_newest(s->room, o) };
		else if ((other = fact_that_voids(s->charter, s->room, d, a)))
			emit(out, EV_answer_voided)->as.answer_voided = (struct ev_answer_voided){ a->head.id, other->head.id };
	}
}

/* ---- views ---- */

enum { SINCE_MAX = 256 };               /* as entities.def has it: as many as a brief draws upon, so that none hides another */

/* Of the facts that the brief drew upon, those that are others now: as they are now; or the one that voided it. */
static struct refs
facts_changed(const struct seeing *v, const struct answer *x)
{
	i64 *changed = NEW(v->a, i64, SINCE_MAX);
	struct refs all = { changed, 0 };

	if (FIND(v->room, facts, x->voided_by))
		changed[all.n++] = x->voided_by;
	for (size_t i = 0; i < x->sources.n && !x->void_ && all.n < SINCE_MAX; i++) {
		const struct fact *was = FIND(v->room, facts, x->sources.v[i]);
		const struct fact *now = was && !was->current ? fact_now(v->room, was->is.name) : NULL;

		if (now && !refs_have(all, now->head.id))
			changed[all.n++] = now->head.id;
	}
	return all;
}

/* What is said now of the options that were compared, and was not in that brief. */
static struct refs
estimates_since(const struct seeing *v, const struct answer *x)
{
	i64 *said = NEW(v->a, i64, SINCE_MAX);
	struct refs all = { said, 0 };

	for (size_t i = 0; i < v->room->n_options && x->sources.n && !x->void_; i++) {
		const struct option *o = &v->room->options[i];

		for (size_t k = 0; o->is.decision == x->decision && k < o->n_estimates && all.n < SINCE_MAX; k++) {
			i64 entry = o->estimates[k].entry;

			if (entry > x->sources.v[0] && !refs_have(x->sources, entry) && !refs_have(all, entry))
				said[all.n++] = entry;
		}
	}
	return all;
}

const struct head *
see_answer(const struct seeing *v, i64 id, struct ent_answer *out)
{
	const struct answer *x = FIND(v->room, answers, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_answer){
		ID(x), .decision = x->decision, .option = x->option, .kind = x->kind, .person = x->person,
		.seat = x->seat, .principal = x->principal, .at = x->at, .by = x->by, .is_signed = x->is_signed,
		.void_ = x->void_, .text = x->text, .changed = facts_changed(v, x), .estimates = estimates_since(v, x), .heard_by = x->heard_by, .voice = x->voice, .confirm_by = x->confirm_by,
		.settled = x->settled, .code = x->code, .over = x->over != 0, .replaced = x->replaced, .request = x->request,
	};
	return &x->head;
}
