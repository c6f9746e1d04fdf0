/* known -- what is asserted and asked in a room. */
#include "authority.h"
#include "view.h"

/* Where among the current facts the one of that name stands, or will. */
static size_t
place_of(const struct room *room, str name)
{
	size_t i = 0;

	while (i < room->n_current && !str_eq(room->facts[room->current[i]].is.name, name))
		i++;
	return i;
}

const struct fact *
fact_now(const struct room *room, str name)
{
	size_t i = place_of(room, name);

	return i < room->n_current ? &room->facts[room->current[i]] : NULL;
}

/* ---- folds ---- */

void
fold_fact_asserted(struct room *room, const struct entry *e, const struct ev_fact_asserted *p)
{
	struct information_request *asked = FIND(room, requests, p->request);
	size_t i = place_of(room, p->name);
	struct fact *f;

	if (i < room->n_current) {
		f = &room->facts[room->current[i]];
		f->current = false;
		touch(room, ENT_fact, &f->head, e);
	} else
		ADD(room, current);
	room->current[i] = room->n_facts;
	touch_answers_on(room, p->name, e);
	f = ADD(room, facts);
	f->is = *p;
	f->person = e->by.person;
	f->via = e->by.via;
	f->at = e->at;
	f->current = true;
	touch(room, ENT_fact, &f->head, e);
	if (asked) {
		asked->answer = e->seq;
		touch(room, ENT_request, &asked->head, e);
		needs_met(room, p->request, e);
	}
}

void
fold_information_requested(struct room *room, const struct entry *e, const struct ev_information_requested *p)
{
	struct information_request *r = ADD(room, requests);

	r->is = *p;
	r->person = e->by.person;
	touch(room, ENT_request, &r->head, e);
}

/* ---- decides ---- */

err
decide_assert_fact(const struct scene *s, const struct cmd_assert_fact *c, struct outcome *out)
{
	const struct fact *before = FIND(s->room, facts, c->replaces);
	const struct information_request *asked = FIND(s->room, requests, c->request);
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_assertable(s, c->name)))          return e;
	if (c->replaces && before == NULL)
		return no_such(s, "fact", c->replaces);
	if (before && !str_eq(before->is.name, c->name))
		return err_new(s->a, ERR_CONFLICT, "Fact %lld is about %.*s, not %.*s.",
		    (long long)c->replaces, STR_ARG(before->is.name), STR_ARG(c->name));
	if (before && !before->current)
		return err_new(s->a, ERR_CONFLICT, "Fact %lld was corrected already; look at the newest.", (long long)c->replaces);
	if (c->request && asked == NULL)
		return no_such(s, "request", c->request);
	if (asked && asked->answer)
		return err_new(s->a, ERR_CONFLICT, "Request %lld is answered already.", (long long)c->request);
	if (asked && !str_eq(asked->is.name, c->name))
		return err_new(s->a, ERR_CONFLICT, "Request %lld asks about %.*s, not %.*s.",
		    (long long)c->request, STR_ARG(asked->is.name), STR_ARG(c->name));
	if ((e = need_quotable(s, c->from)))
		return e;
	if (c->value.p == NULL && c->confidence != RULED_OUT)
		return err_new(s->a, ERR_MALFORMED, "value: is missing; only what is ruled out has none");

	emit(out, EV_fact_asserted)->as.fact_asserted = (struct ev_fact_asserted){
		.name = c->name, .value = c->value, .confidence = c->confidence,
		.replaces = c->replaces, .request = c->request, .note = c->note, .from = c->from,
	};
	return OK;
}

err
decide_request_information(const struct scene *s, const struct cmd_request_information *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_assertable(s, c->name)))          return e;
	if ((e = need_seat_or_none(s, c->owner)))       return e;
	if ((e = need_future(s, c->due, "due")))        return e;
	emit(out, EV_information_requested)->as.information_requested = (struct ev_information_requested){
		.name = c->name, .owner = c->owner, .due = c->due, .question = c->question,
	};
	return OK;
}

/* ---- views ---- */

const struct head *
see_fact(const struct seeing *v, i64 id, struct ent_fact *out)
{
	const struct fact *f = FIND(v->room, facts, id);

	if (f == NULL)
		return NULL;
	*out = (struct ent_fact){ ID(f), .name = f->is.name, .value = f->is.value, .confidence = f->is.confidence,
	    .person = f->person, .at = f->at, .current = f->current, .note = f->is.note, .from = f->is.from };
	return &f->head;
}

const struct head *
see_request(const struct seeing *v, i64 id, struct ent_request *out)
{
	const struct information_request *r = FIND(v->room, requests, id);

	if (r == NULL)
		return NULL;
	*out = (struct ent_request){ ID(r), .name = r->is.name, .owner = r->is.owner, .due = r->is.due,
	    .answer = r->answer, .person = r->person, .question = r->is.question };
	return &r->head;
}
