/*
 * contact -- whom to call outside: who may, what is agreed, when it was last tried; and the calls of a room (E3).
 *
 * A number is as good as the last time somebody answered there.  So a contact
 * that is entered anew counts as untried, whatever was changed in it.
 */
#include "authority.h"
#include "view.h"

const struct contact *
charter_contact(const struct charter *c, i64 id)
{
	const struct contact *x = FIND(c, contacts, id);

	return x && !x->removed ? x : NULL;
}

const struct contact *
charter_contact_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_contacts; i++)
		if (!c->contacts[i].removed && str_eq(c->contacts[i].is.label, label))
			return &c->contacts[i];
	return NULL;
}

/* The seat in which this person may call it, as holder or deputy; 0: in none. */
static i64
calls_in(const struct charter *c, const struct contact *contact, i64 person)
{
	for (size_t i = 0; i < contact->is.callers.n; i++) {
		const struct seat *seat = charter_seat(c, contact->is.callers.v[i]);

		if (in_line(seat, person))
			return seat->head.id;
	}
	return 0;
}

/* ---- folds ---- */

void
fold_contact_set(struct charter *c, const struct entry *e, const struct ev_contact_set *p)
{
	struct contact *x = FIND(c, contacts, p->terms->contact);
	struct head head = { 0 };

	if (x)
		head = x->head;
	else
		x = ADD(c, contacts);
	*x = (struct contact){ .head = head, .is = *p->terms, .title = p->title, .reach = p->reach, .agreed = p->agreed };
	touch(c->room, ENT_contact, &x->head, e);
	x->is.contact = x->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_contact_removed(struct charter *c, const struct entry *e, const struct ev_contact_removed *p)
{
	struct contact *x = FIND(c, contacts, p->contact);

	if (x) {                        /* else it is forged: it names a change of it */
		x->removed = true;
		touch(c->room, ENT_contact, &x->head, e);
	}
	count_consequence(c->room, p->decision);
}

void
fold_contact_tested(struct charter *c, const struct entry *e, const struct ev_contact_tested *p)
{
	struct contact *x = FIND(c, contacts, p->contact);

	if (x == NULL)                  /* forged: it names a change of it */
		return;
	x->tried = e->at;
	x->tried_by = e->by.person;
	x->result = p->result;
	if (p->result == CALL_REACHED)
		x->reached = e->at;
	touch(c->room, ENT_contact, &x->head, e);
}

/* The house's own business, whoever else is in the room. */
void
fold_contact_called(struct room *room, const struct entry *e, const struct ev_contact_called *p)
{
	struct contact_call *x = ADD(room, contact_calls);

	x->is = *p;
	x->head.tlp = TLP_AMBER_STRICT;
	x->person = e->by.person;
	x->at = e->at;
	touch(room, ENT_contact_call, &x->head, e);
}

/* ---- what its terms may be ---- */

err
need_contact_terms(const struct scene *s, const struct rec_contact_terms *t)
{
	const struct contact *same = charter_contact_named(s->charter, t->label);
	err e;

	if ((e = need_seats(s, t->callers)))
		return err_at(s->a, STR("callers"), e);
	if (t->contact && charter_contact(s->charter, t->contact) == NULL)
		return no_such(s, "contact", t->contact);
	if (same && same->head.id != t->contact)
		return err_new(s->a, ERR_CONFLICT, "There is a contact %.*s already.", STR_ARG(t->label));
	return OK;
}

/* ---- decides ---- */

/* For somebody from outside there is none. */
static err
need_contact(const struct scene *s, i64 id, const struct contact **out)
{
	*out = s->audience->outside ? NULL : charter_contact(s->charter, id);
	return *out ? OK : no_such(s, "contact", id);
}

static err
need_caller(const struct scene *s, const struct contact *contact, i64 *seat)
{
	struct buf who = buf_new(s->a, 128);

	if ((*seat = calls_in(s->charter, contact, s->actor.person)))
		return OK;
	if (contact->is.callers.n == 0)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The charter lets nobody call them; the charter officers can name who may.");
	for (size_t i = 0; i < contact->is.callers.n && who.n < LIMIT_SENTENCE / 2; i++)
		buf_fmt(&who, "%s%.*s", i ? ", " : "", STR_ARG(seat_title(s->charter, contact->is.callers.v[i])));
	return err_new(s->a, ERR_NOT_YOUR_CALL, "Only these call them, and who stands in for them: %.*s.", STR_ARG(buf_str(&who)));
}

err
decide_test_contact(const struct scene *s, const struct cmd_test_contact *c, struct outcome *out)
{
	const struct contact *contact;
	i64 seat;
	err e;

	if ((e = need_contact(s, c->contact, &contact)))
		return e;
	if (need_officer(s) && (e = need_caller(s, contact, &seat)))
		return e;
	emit(out, EV_contact_tested)->as.contact_tested = (struct ev_contact_tested){ c->contact, c->result, c->note };
	return OK;
}

err
decide_call_contact(const struct scene *s, const struct cmd_call_contact *c, struct outcome *out)
{
	const struct contact *contact;
	i64 seat;
	err e;

	if ((e = need_contact(s, c->contact, &contact)))        return e;
	if ((e = need_caller(s, contact, &seat)))               return e;
	if ((e = need_room_open(s)))                            return e;
	emit(out, EV_contact_called)->as.contact_called = (struct ev_contact_called){
		.contact = c->contact, .seat = seat, .spoke_with = c->spoke_with, .reference = c->reference, .said = c->said };
	return OK;
}

/* ---- views ---- */

const struct head *
see_contact(const struct seeing *v, i64 id, struct ent_contact *out)
{
	const struct contact *x = FIND(v->charter, contacts, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_contact){
		ID(x), .label = x->is.label, .title = x->title, .kind = x->is.kind, .callers = x->is.callers, .notice_hours = x->is.notice_hours,
		.reach = x->reach, .agreed = x->agreed, .tried = x->tried, .tried_by = x->tried_by, .result = x->result, .reached = x->reached,
		.removed = x->removed,
	};
	return &x->head;
}

const struct head *
see_contact_call(const struct seeing *v, i64 id, struct ent_contact_call *out)
{
	const struct contact_call *x = FIND(v->room, contact_calls, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_contact_call){ ID(x), .contact = x->is.contact, .seat = x->is.seat, .person = x->person, .at = x->at,
	    .spoke_with = x->is.spoke_with, .reference = x->is.reference, .said = x->is.said };
	return &x->head;
}
