/* lint_contact -- whom to call outside: who is not there, whom nobody may call, whose number nobody has tried. */
#include "lint_parts.h"

static const i64 TRIED_LASTS = 180 * DAY;               /* people move on, and so do numbers */

static bool
has_kind(const struct lint *l, enum contact_kind kind)
{
	for (size_t i = 0; i < l->c->n_contacts; i++)
		if (!l->c->contacts[i].removed && l->c->contacts[i].is.kind == kind)
			return true;
	return false;
}

/* A seat of counsel that somebody holds is whom to call about the law. */
static bool
has_counsel(const struct lint *l)
{
	for (size_t i = 0; i < l->c->n_seats; i++)
		if (l->c->seats[i].is.counsel && l->c->seats[i].is.holders.n)
			return true;
	return has_kind(l, CONTACT_COUNSEL);
}

/* Those without whom a serious matter goes wrong, in one finding. */
static void
lint_missing(struct lint *l)
{
	struct listed who = { .a = l->a };

	if (!has_kind(l, CONTACT_INSURER))
		listed_add(&who, STR("no insurer"));
	if (!has_counsel(l))
		listed_add(&who, STR("no counsel"));
	if (!has_kind(l, CONTACT_AUTHORITY))
		listed_add(&who, STR("no authority"));
	if (who.n)
		lint_find(l, LINT_contacts_missing, (str){ NULL, 0 }, arena_fmt(l->a, "There is %.*s among the contacts: whom to call, by what "
		    "number and within what hours is looked up tonight, if it can be.", STR_ARG(listed_text(&who))))->weight *= (i64)who.n;
}

static bool
somebody_may_call(const struct lint *l, const struct contact *x)
{
	for (size_t i = 0; i < x->is.callers.n; i++) {
		const struct seat *seat = charter_seat(l->c, x->is.callers.v[i]);

		if (seat && seat->is.holders.n + seat->is.deputies.n)
			return true;
	}
	return false;
}

static void
lint_contact(struct lint *l, const struct contact *x)
{
	if (!somebody_may_call(l, x) && x->is.notice_hours)
		lint_find(l, LINT_notice_unowned, x->is.label, arena_fmt(l->a, "It must be told within %lld hours, and nobody may call it: no seat is named, or "
		    "nobody is in those that are. So nobody owns that clock.", (long long)x->is.notice_hours));
	else if (!somebody_may_call(l, x))
		lint_find(l, LINT_contact_no_caller, x->is.label, STR("Nobody may call it: no seat is named, or nobody is in those that are."));
	if (x->reach == NULL || x->reach->number.n + x->reach->mail.n == 0)
		lint_find(l, LINT_contact_no_number, x->is.label, STR("Nobody knows by what number or mail it is reached."));
	else if (x->tried && x->result != CALL_REACHED)
		lint_find(l, LINT_contact_silent, x->is.label, STR("When it was last tried, nobody there was reached."));
}

/* Those whose number nobody has tried, or not for half a year, in one finding. */
static void
lint_untested(struct lint *l)
{
	struct listed who = { .a = l->a };

	for (size_t i = 0; i < l->c->n_contacts; i++) {
		const struct contact *x = &l->c->contacts[i];

		if (x->removed)
			continue;
		if (x->tried == 0 || (x->result == CALL_REACHED && x->reached < l->now - TRIED_LASTS))
			listed_add(&who, x->title.n ? arena_fmt(l->a, "“%.*s”", STR_ARG(x->title)) : x->is.label);
	}
	if (who.n)
		lint_find(l, LINT_contact_untested, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: nobody has tried the number in half a year, or since "
		    "it was entered; whether anybody answers there is found out tonight.", STR_ARG(listed_text(&who))))->weight *= (i64)who.n;
}

void
lint_contacts(struct lint *l)
{
	lint_missing(l);
	for (size_t i = 0; i < l->c->n_contacts; i++)
		if (!l->c->contacts[i].removed)
			lint_contact(l, &l->c->contacts[i]);
	if (l->now)
		lint_untested(l);
}
