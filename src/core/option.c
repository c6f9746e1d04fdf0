/* option -- what may be decided: its words, its estimates, and the one that is put up. */
#include "authority.h"

#include "view.h"

/* ---- folds ---- */

void
fold_option_proposed(struct room *room, const struct entry *e, const struct ev_option_proposed *p)
{
	struct option *o = ADD(room, options);

	o->is = *p;
	o->person = e->by.person;
	o->via = e->by.via;
	o->title = p->title;
	touch(room, ENT_option, &o->head, e);
}

void
fold_option_amended(struct room *room, const struct entry *e, const struct ev_option_amended *p)
{
	struct option *o = FIND(room, options, p->option);

	o->title = p->title;
	touch(room, ENT_option, &o->head, e);
}

/* NULL: nobody said anything of that figure. */
static struct rec_estimate *
estimate_of(const struct option *o, str figure)
{
	for (size_t i = 0; i < o->n_estimates; i++)
		if (str_eq(o->estimates[i].figure, figure))
			return &o->estimates[i];
	return NULL;
}

static struct rec_estimate *
new_estimate(struct room *room, struct option *o)
{
	GROW(&room->arena, o->estimates, o->n_estimates, o->cap_estimates);
	return &o->estimates[o->n_estimates++];
}

/* What an entry says of some figures, in the place of what was said of them before. */
static void
take_over(struct ev_option_estimated *stands, const struct ev_option_estimated *said)
{
	for (size_t i = 0; i < said->figures.n; i++) {
		const struct field *f = field_find(event_table(EV_option_estimated), said->figures.v[i]);

		if (f)
			field_copy(f, stands, said);
	}
}

void
fold_option_estimated(struct room *room, const struct entry *e, const struct ev_option_estimated *p)
{
	struct option *o = FIND(room, options, p->option);
	const struct option *from = FIND(room, options, p->from);

	take_over(&o->estimate, p);
	for (size_t i = 0; i < p->figures.n; i++) {
		const struct rec_estimate *whose = from ? estimate_of(from, p->figures.v[i]) : NULL;
		struct rec_estimate *is = estimate_of(o, p->figures.v[i]);

		if (is == NULL)
			is = new_estimate(room, o);
		*is = (struct rec_estimate){ p->figures.v[i], e->seq, whose ? whose->person : e->by.person, whose ? whose->at : e->at };
	}
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].decision == o->is.decision)
			touch_aside(room, ENT_answer, &room->answers[i].head, e);
	touch(room, ENT_option, &o->head, e);
}

void
fold_option_put_up(struct room *room, const struct entry *e, const struct ev_option_put_up *p)
{
	struct decision *d = FIND(room, decisions, p->decision);
	bool asked_anew = e->by.person == 0 && e->by.via == 0;
	enum put_off by = put_off_by(room, d, FIND(room, options, p->option), asked_anew);

	d->changed = asked_anew && (d->changed || by == OFF_CHANGED);
	d->put_off[by] += d->put_up != 0;
	d->option = p->option;
	d->put_up = e->seq;
	if (!asked_anew) {              /* else the server did, as things have changed; it stays theirs */
		d->put_up_by = e->by.person;
		d->put_up_via = e->by.via;
		d->n_changers = 0;      /* as it stands they ask for it themselves */
	}
	d->needs = *p;
	d->deadline = p->deadline;
	d->asked = e->at;
	d->reminded = 0;
	end_calls(room, p->decision, e);
	touch(room, ENT_decision, &d->head, e);
}

/* ---- whose it is ---- */

err
need_answers_for(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 person)
{
	i64 grounds;

	if (person && (person == d->put_up_by || person == room->commander || may_sit_by(c, room, d, d->needs.accountable, person, &grounds)))
		return OK;
	return err_new(a, ERR_NOT_YOUR_CALL, "What is put up is changed and a condition adopted or refused by whoever put it up, the %.*s, "
	    "or whoever commands the room.", STR_ARG(seat_title(c, d->needs.accountable)));
}

/* As long as it is not put up, others may add to an option, and leave what it says to these. */
static err
need_authors(struct arena *a, const struct charter *c, const struct room *room, const struct option *o, i64 person)
{
	if (person && person == behind(c, o->person, o->via))
		return OK;
	return need_concerned(a, c, room, FIND(room, decisions, o->is.decision), person, "Calling somebody else's option another name");
}

err
need_asks_anew(struct arena *a, const struct charter *c, const struct room *room, const struct option *o, enum event_kind kind, i64 person)
{
	const struct decision *d = FIND(room, decisions, o->is.decision);
	bool puts_up = kind == EV_option_put_up;
	const struct option *up = FIND(room, options, d->option);
	bool asks = up && (up == o || up->then == o->head.id || puts_up);

	if (asks)
		return need_answers_for(a, c, room, d, person);
	if (puts_up)
		return need_concerned(a, c, room, d, person, "Saying what is put up first");
	return kind == EV_option_amended ? need_authors(a, c, room, o, person) : OK;
}

err
need_no_persons_figure(struct arena *a, const struct option *o, struct labels figures)
{
	for (size_t i = 0; i < figures.n; i++) {
		const struct rec_estimate *is = estimate_of(o, figures.v[i]);

		if (is && is->person)
			return err_new(a, ERR_NOT_YOUR_CALL, "%.*s: a person said this of the option, and a program says nothing else; write it to them.",
			    STR_ARG(figures.v[i]));
	}
	return OK;
}

/* ---- decides ---- */

/* A decision to declare is for one severity. */
static err
need_severity_said(const struct scene *s, const struct decision *d, const struct cmd_propose_option *c)
{
	bool declares = str_eq(d->is.kind, str_c(word_text(&standard_kind_words, KIND_DECLARE))) && !c->nothing;

	if (declares && c->severity == 0)
		return err_new(s->a, ERR_MALFORMED, "severity: say which, for that is what is decided");
	if (!declares && c->severity)
		return err_new(s->a, ERR_MALFORMED, "severity: is for an option of a decision to declare that does something");
	return OK;
}

/* Is a service shut down by a measure that is in force? */
static bool
any_is_shut(const struct room *room)
{
	for (size_t i = 0; i < room->n_measures; i++) {
		const struct measure *m = &room->measures[i];

		if (is_shutdown(m) && measure_in_force(m) && m->is.service)
			return true;
	}
	return false;
}

/* A return to service says of what: one decision lifts no more than it names. */
static err
need_returns(const struct scene *s, const struct decision *d, const struct cmd_propose_option *c)
{
	bool asks = str_eq(d->is.kind, str_c(word_text(&standard_kind_words, KIND_RETURN_TO_SERVICE)));
	err e;

	if (c->returns.n && (!asks || c->nothing))
		return err_new(s->a, ERR_MALFORMED, "returns: services go live again by an option of a return_to_service that does something.");
	if ((e = need_each_once(s, c->returns, "Service")))
		return e;
	for (size_t i = 0; i < c->returns.n; i++)
		if (charter_service(s->charter, c->returns.v[i]) == NULL)
			return no_such(s, "service", c->returns.v[i]);
	if (asks && !c->nothing && c->returns.n == 0 && any_is_shut(s->room))
		return err_new(s->a, ERR_MALFORMED, "returns: say which of the services that are shut down go live again.");
	return OK;
}

err
decide_propose_option(const struct scene *s, const struct cmd_propose_option *c, struct outcome *out)
{
	const struct decision *d;
	err e;

	if ((e = need_decision_open(s, c->decision, &d)))       return e;
	if ((e = need_severity_said(s, d, c)))                  return e;
	if ((e = need_returns(s, d, c)))                        return e;
	emit(out, EV_option_proposed)->as.option_proposed =
	    (struct ev_option_proposed){ .decision = c->decision, .nothing = c->nothing, .severity = c->severity, .title = c->title, .returns = c->returns };
	inherit_plan(s, out, c->decision, s->room->seq + 1);
	return OK;
}

err
decide_amend_option(const struct scene *s, const struct cmd_amend_option *c, struct outcome *out)
{
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))  return e;
	emit(out, EV_option_amended)->as.option_amended = (struct ev_option_amended){ c->option, c->title };
	return OK;
}

/* A figure is what an estimate says beside which option it is of. */
static bool
is_figure(const struct field *f)
{
	return f && f->type != FIELD_REF && f->type != FIELD_LABELS;
}

/* The names of the figures that it states, and of those that are unsaid. */
static struct labels
figures_of(struct arena *a, const struct ev_option_estimated *said, struct labels unsaid)
{
	const struct field_table *t = event_table(EV_option_estimated);
	str *v = NEW(a, str, t->count + unsaid.n);
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		if (is_figure(&t->fields[i]) && !field_absent(&t->fields[i], said))
			v[n++] = field_name(&t->fields[i]);
	for (size_t i = 0; i < unsaid.n; i++)
		v[n++] = unsaid.v[i];
	return (struct labels){ v, n };
}

struct ev_option_estimated
estimate_over(struct arena *a, const struct option *from, i64 to)
{
	struct ev_option_estimated is = from->estimate;

	is.option = to;
	is.from = from->head.id;
	is.figures = figures_of(a, &is, (struct labels){ NULL, 0 });
	return is;
}

/* Something is said, and nothing both said and unsaid. */
static err
need_figures(const struct scene *s, const struct ev_option_estimated *said, struct labels unsaid)
{
	if (said->figures.n == 0)
		return err_new(s->a, ERR_MALFORMED, "Say at least one figure, or which one is not established after all.");
	for (size_t i = 0; i < unsaid.n; i++) {
		const struct field *f = field_find(event_table(EV_option_estimated), unsaid.v[i]);

		if (!is_figure(f))
			return err_new(s->a, ERR_MALFORMED, "unsaid: %.*s is no figure of an option", STR_ARG(unsaid.v[i]));
		if (!field_absent(f, said))
			return err_new(s->a, ERR_MALFORMED, "unsaid: %.*s is said beside it", STR_ARG(unsaid.v[i]));
		for (size_t k = 0; k < i; k++)
			if (str_eq(unsaid.v[k], unsaid.v[i]))
				return err_new(s->a, ERR_MALFORMED, "unsaid: %.*s stands there twice", STR_ARG(unsaid.v[i]));
	}
	return OK;
}

/* With what stands of the cost already. */
static err
need_cost_then(const struct scene *s, const struct option *o, const struct ev_option_estimated *said)
{
	struct ev_option_estimated then = o->estimate;

	take_over(&then, said);
	return need_cost(s, then.cost_low, then.cost_likely, then.cost_high);
}

static struct ev_option_estimated
estimate_said(struct arena *a, const struct cmd_estimate_option *c)
{
	struct ev_option_estimated said = {
		.option = c->option,
		.cost_low = c->cost_low, .cost_likely = c->cost_likely, .cost_high = c->cost_high,
		.takes_effect = c->takes_effect, .undo = c->undo, .risk = c->risk,
		.evidence_destroyed = c->evidence_destroyed, .adversary_notices = c->adversary_notices,
		.stops = c->stops, .customers = c->customers,
		.safety = c->safety, .people = c->people, .law = c->law, .trust = c->trust,
		.customer_harm = c->customer_harm, .competition = c->competition,
	};

	said.figures = figures_of(a, &said, c->unsaid);
	return said;
}

err
decide_estimate_option(const struct scene *s, const struct cmd_estimate_option *c, struct outcome *out)
{
	struct ev_option_estimated said = estimate_said(s->a, c);
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))           return e;
	if (s->actor.strength == SESSION_TOKEN && (e = need_no_persons_figure(s->a, o, said.figures)))
		return e;
	if ((e = need_figures(s, &said, c->unsaid)))            return e;
	if ((e = need_cost_then(s, o, &said)))                  return e;
	emit(out, EV_option_estimated)->as.option_estimated = said;
	return OK;
}

/* An option to change the charter, or to erase, must say what, or it changes nothing. */
static err
need_content(const struct scene *s, const struct decision *d, const struct option *o)
{
	if (o->is.nothing || !kind_is(d->is.kind, OF_CHARTER))
		return OK;
	for (size_t i = 0; i < s->room->n_changes; i++)
		if (s->room->changes[i].is.option == o->head.id)
			return OK;
	for (size_t i = 0; i < s->room->n_words; i++)
		if (s->room->words[i].is.option == o->head.id)
			return OK;
	return err_new(s->a, ERR_REFUSED, "This option changes nothing yet; say what it changes, or mark it as doing nothing.");
}

err
decide_put_up_option(const struct scene *s, const struct cmd_put_up_option *c, struct outcome *out)
{
	const struct option *o;
	const struct decision *d;
	struct ev_option_put_up as;
	bool other_then;
	err e;

	if ((e = need_option_open(s, c->option, &o)))           return e;
	d = FIND(s->room, decisions, o->is.decision);
	if ((e = put_up_as(s, d, o, &as)))                      return e;
	if ((e = need_content(s, d, o)))                        return e;
	if ((e = need_changes_stand(s, c->option)))             return e;
	if ((e = need_interim(s, o, c->then_option, c->then_at)))   return e;
	other_then = o->then != c->then_option || o->then_at != c->then_at;
	if (d->option == c->option && !other_then)
		return err_new(s->a, ERR_CONFLICT, "This option is put up already.");

	if (other_then)
		emit(out, EV_interim_set)->as.interim_set = (struct ev_interim_set){ c->option, c->then_option, c->then_at };
	emit(out, EV_option_put_up)->as.option_put_up = as;
	return OK;
}

/* ---- views ---- */

/* As many as the field holds. */
static struct refs
conditions_of(struct arena *a, const struct option *o)
{
	size_t n = o->n_conditions < 256 ? o->n_conditions : 256;
	i64 *all = NEW(a, i64, n);

	for (size_t i = 0; i < n; i++)
		all[i] = o->conditions[i].condition;
	return (struct refs){ all, n };
}

const struct head *
see_option(const struct seeing *v, i64 id, struct ent_option *out)
{
	const struct option *o = FIND(v->room, options, id);
	const struct ev_option_estimated *e = o ? &o->estimate : NULL;

	if (o == NULL)
		return NULL;
	*out = (struct ent_option){
		ID(o), .decision = o->is.decision, .nothing = o->is.nothing, .severity = o->is.severity, .title = o->title, .returns = o->is.returns,
		.cost_low = e->cost_low, .cost_likely = e->cost_likely, .cost_high = e->cost_high,
		.takes_effect = e->takes_effect, .undo = e->undo, .risk = e->risk,
		.evidence_destroyed = e->evidence_destroyed, .adversary_notices = e->adversary_notices,
		.estimates = o->estimates, .n_estimates = o->n_estimates, .stops = e->stops,
		.customers = e->customers, .safety = e->safety, .people = e->people, .law = e->law, .trust = e->trust,
		.customer_harm = e->customer_harm, .competition = e->competition,
		.subject = subject_of(v->a, v->room, o, v->room->seq), .tripwire = o->tripwire.text,
		.then = o->then, .then_at = o->then_at, .review_at = o->review_at, .plan = o->plan, .departs = o->departs,
		.conditions = conditions_of(v->a, o),
	};
	return &o->head;
}
