/*
 * template -- texts prepared for an audience, and that whoever answers for statements to it approved them beforehand (F1).
 *
 * An approval is of one text: it names the entry that set it, and a template
 * that is set anew, whatever was changed in it, is unapproved.  It lets nobody
 * say anything: what is released is decided in its room, as the rule asks.
 */
#include "authority.h"

#include "language.h"
#include "view.h"

static const i64 LONGEST = 366 * DAY;                   /* what was right to say a year ago, nobody has read since */

bool
is_statement(str kind)
{
	return str_eq(kind, STR("statement")) || (str_eq(kind_at_large(kind), STR("statement")) && kind.n > sizeof("statement_to_") - 1);
}

const struct template *
charter_template(const struct charter *c, i64 id)
{
	const struct template *x = FIND(c, templates, id);

	return x && !x->removed ? x : NULL;
}

const struct template *
charter_template_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_templates; i++)
		if (!c->templates[i].removed && str_eq(c->templates[i].is.label, label))
			return &c->templates[i];
	return NULL;
}

bool
template_approved(const struct template *x, i64 now)
{
	return x->approved && x->text.n && now < x->until;
}

/* ---- folds ---- */

void
fold_template_proposed(struct room *room, const struct entry *e, const struct ev_template_proposed *p)
{
	struct change *x = ADD(room, changes);

	x->is = (struct ev_change_proposed){ .option = p->option, .title = p->title };
	x->template = p->terms;
	x->text = p->text;
	x->withheld = e->disclosed < e->veiled;
	touch(room, ENT_change, &x->head, e);
}

/* Whoever proposed what that decision says of it; 0: nobody, it was founded so. */
static i64
written_by(const struct charter *c, i64 decision, str label)
{
	const struct decision *d = FIND(c->room, decisions, decision);

	for (size_t i = 0; d && i < c->room->n_changes; i++) {
		const struct change *x = &c->room->changes[i];

		if (x->is.option == d->option && x->template && str_eq(x->template->label, label))
			return behind(c, x->head.by, x->head.via);
	}
	return 0;
}

void
fold_template_set(struct charter *c, const struct entry *e, const struct ev_template_set *p)
{
	struct template *x = FIND(c, templates, p->terms->template);
	struct head head = { 0 };

	if (x)
		head = x->head;
	else
		x = ADD(c, templates);
	*x = (struct template){ .head = head, .is = *p->terms, .title = p->title, .text = p->text, .version = e->seq,
		.writer = written_by(c, p->decision, p->terms->label) };
	touch(c->room, ENT_template, &x->head, e);
	x->is.template = x->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_template_removed(struct charter *c, const struct entry *e, const struct ev_template_removed *p)
{
	struct template *x = FIND(c, templates, p->template);

	if (x) {                        /* else it is forged: it names a change of it */
		x->removed = true;
		touch(c->room, ENT_template, &x->head, e);
	}
	count_consequence(c->room, p->decision);
}

void
fold_template_approved(struct charter *c, const struct entry *e, const struct ev_template_approved *p)
{
	struct template *x = FIND(c, templates, p->template);

	if (x == NULL || x->version != p->version)              /* forged: it names another text */
		return;
	x->approved = e->at;
	x->approved_by = e->by.person;
	x->until = p->until;
	touch(c->room, ENT_template, &x->head, e);
}

/* ---- what its terms may be ---- */

err
need_template_terms(const struct scene *s, const struct rec_template_terms *t)
{
	const struct template *same = charter_template_named(s->charter, t->label);

	if (!is_statement(t->audience))
		return err_new(s->a, ERR_MALFORMED, "audience: should be statement, or a kind such as statement_to_customers");
	if (!language_ok(t->language))
		return err_new(s->a, ERR_MALFORMED, "language: should be a language tag such as en or de-CH");
	if (t->template && charter_template(s->charter, t->template) == NULL)
		return no_such(s, "template", t->template);
	if (same && same->head.id != t->template)
		return err_new(s->a, ERR_CONFLICT, "There is a template %.*s already.", STR_ARG(t->label));
	return OK;
}

/* ---- decides ---- */

/* Whoever holds the seat that answers for statements to them, or stands in there; and where the rule keeps who asks from answering, not who wrote it. */
static err
need_answering(const struct scene *s, const struct template *x)
{
	const struct rule *rule = charter_rule_for(s->charter, x->is.audience);
	const struct seat *seat = rule ? charter_seat(s->charter, rule->is.accountable) : NULL;
	i64 person = s->actor.person;

	if (seat == NULL)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The charter has no rule for %.*s, so nobody answers for it.", STR_ARG(x->is.audience));
	if (!in_line(seat, person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Approving it is for the seat %.*s, which answers for %.*s, and who stands in for it.",
		    STR_ARG(seat_title(s->charter, seat->head.id)), STR_ARG(rule->is.kind));
	if (rule->is.requester_excluded && x->writer == person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You wrote it as it stands; the rule leaves the answer to others.");
	return OK;
}

err
need_template_until(const struct scene *s, i64 until)
{
	if (until - s->now > LONGEST)
		return err_new(s->a, ERR_REFUSED, "until: a template is approved for a year at most; then somebody reads it again.");
	return need_future(s, until, "until");
}

err
decide_approve_template(const struct scene *s, const struct cmd_approve_template *c, struct outcome *out)
{
	const struct template *x = charter_template(s->charter, c->template);
	err e;

	if (x == NULL)
		return no_such(s, "template", c->template);
	if ((e = need_answering(s, x)))         return e;
	if (c->version != x->version)
		return err_new(s->a, ERR_CONFLICT, "version: it was changed since you read it; read it again.");
	if (x->text.n == 0)
		return err_new(s->a, ERR_REFUSED, "Its text was erased; there is nothing to approve.");
	if ((e = need_template_until(s, c->until)))      return e;
	emit(out, EV_template_approved)->as.template_approved = (struct ev_template_approved){ c->template, c->version, c->until };
	return OK;
}

/* ---- views ---- */

const struct head *
see_template(const struct seeing *v, i64 id, struct ent_template *out)
{
	const struct template *x = FIND(v->charter, templates, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_template){
		ID(x), .label = x->is.label, .title = x->title, .audience = x->is.audience, .channel = x->is.channel, .language = x->is.language,
		.holding = x->is.holding, .text = x->text, .version = x->version, .written_by = x->writer,
		.approved_by = x->approved_by, .approved = x->approved, .until = x->until, .removed = x->removed,
	};
	return &x->head;
}
