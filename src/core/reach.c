/* reach -- until when a person is away, as they say or the officers decided; and where they can be reached, and what time it is there. */
#include "authority.h"

#include "address.h"
#include "view.h"

bool
is_absent(const struct charter *c, i64 person, i64 now)
{
	for (size_t i = 0; i < c->n_absences; i++)
		if (c->absences[i].is.person == person)
			return c->absences[i].is.until > now;
	return false;
}

/* ---- folds: a person's own stands once, as they said it last ---- */

#define SAID(c, list, kind, e, p) do { \
		size_t i = 0; \
		\
		while (i < (c)->n_##list && (c)->list[i].is.person != (p)->person) \
			i++; \
		if (i == (c)->n_##list) \
			(void)ADD(c, list); \
		(c)->list[i].is = *(p); \
		touch((c)->room, kind, &(c)->list[i].head, e); \
	} while (0)

void
fold_absence_set(struct charter *c, const struct entry *e, const struct ev_absence_set *p)
{
	SAID(c, absences, ENT_absence, e, p);
	count_consequence(c->room, p->decision);
}

void
fold_reach_set(struct charter *c, const struct entry *e, const struct ev_reach_set *p)
{
	SAID(c, reaches, ENT_reach, e, p);
}

/* ---- decides ---- */

static const i64 LONGEST = 90 * DAY, YEAR = 366 * DAY;

err
need_absence_terms(const struct scene *s, const struct rec_absence_terms *t)
{
	err e;

	if ((e = need_person(s, t->person)))            return e;
	if ((e = need_future(s, t->until, "until")))    return e;
	if (t->until - s->now > LONGEST)
		return err_new(s->a, ERR_REFUSED, "until: the officers say of somebody that they are away for ninety days at most.");
	return OK;
}

err
decide_set_absence(const struct scene *s, const struct cmd_set_absence *c, struct outcome *out)
{
	err e;

	if ((e = need_future(s, c->until, "until")))  return e;
	if (c->until - s->now > YEAR)
		return err_new(s->a, ERR_REFUSED, "until: one is away for a year at most. Whoever is away longer gives their seats to somebody else.");
	if (c->until == 0 && !is_absent(s->charter, s->actor.person, s->now))
		return err_new(s->a, ERR_CONFLICT, "You are not away.");
	emit(out, EV_absence_set)->as.absence_set = (struct ev_absence_set){ .person = s->actor.person, .until = c->until };
	return OK;
}

/* As in the list of the IANA, of which only the form is known here: Europe/Berlin, Etc/GMT+2, UTC. */
static bool
is_of_zone(char c, bool first)
{
	if (is_letter(c))
		return true;
	return !first && (is_digit(c) || c == '/' || c == '_' || c == '+' || c == '-');
}

static err
need_zone(const struct scene *s, str zone)
{
	for (size_t i = 0; i < zone.n; i++)
		if (!is_of_zone(zone.p[i], i == 0))
			return err_new(s->a, ERR_MALFORMED, "zone: is no time zone; one is named like Europe/Berlin");
	return OK;
}

/* A number; or one word, by which a gateway knows them that is no telephone. */
static err
need_phone(const struct scene *s, str phone)
{
	bool word = phone.n && field_name_wrong(phone) == NULL && !str_contains(phone, STR(" "));

	if (phone.n && !word && !is_telephone(phone))
		return err_new(s->a, ERR_MALFORMED, "phone: is no telephone number; one is +49 30 901820");
	return OK;
}

static err
need_mail(const struct scene *s, str mail)
{
	if (mail.n && !is_mail_address(mail))
		return err_new(s->a, ERR_MALFORMED, "mail: is no address; one is name@host.example, in ASCII");
	return OK;
}

err
decide_set_reach(const struct scene *s, const struct cmd_set_reach *c, struct outcome *out)
{
	err e;

	if ((e = need_phone(s, c->phone)))      return e;
	if ((e = need_mail(s, c->mail)))        return e;
	if ((e = need_zone(s, c->zone)))        return e;
	emit(out, EV_reach_set)->as.reach_set = (struct ev_reach_set){ s->actor.person, c->phone, c->mail, c->zone };
	return OK;
}

/* ---- views ---- */

const struct head *
see_absence(const struct seeing *v, i64 id, struct ent_absence *out)
{
	const struct absence *x = FIND(v->charter, absences, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_absence){ ID(x), .person = x->is.person, .until = x->is.until, .decision = x->is.decision };
	return &x->head;
}

const struct head *
see_reach(const struct seeing *v, i64 id, struct ent_reach *out)
{
	const struct reach *x = FIND(v->charter, reaches, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_reach){ ID(x), .person = x->is.person, .phone = x->is.phone, .mail = x->is.mail, .zone = x->is.zone };
	return &x->head;
}
