#include "view.h"

#include "authority.h"

#define ID(x) .id = (x)->head.id, .touched = (x)->head.touched

/* ---- the charter ---- */

static const struct head *
see_person(const struct seeing *v, i64 id, struct ent_person *out)
{
	const struct person *p = charter_person(v->charter, id);

	if (p == NULL)
		return NULL;
	*out = (struct ent_person){
		ID(p), .name = p->is.name, .organisation = p->is.organisation, .ejected = p->ejected,
		.officer = seat_held_by(v->charter, v->charter->officers, id),
		.enrolled = person_vouched(v->charter, id), .outside = p->is.outside,
	};
	return &p->head;
}

static const struct head *
see_seat(const struct seeing *v, i64 id, struct ent_seat *out)
{
	const struct seat *s = charter_seat(v->charter, id);

	if (s == NULL)
		return NULL;
	*out = (struct ent_seat){ ID(s), .label = s->is.label, .title = s->title,
	    .holders = s->is.holders, .deputies = s->is.deputies, .counsel = s->is.counsel };
	return &s->head;
}

static const struct head *
see_rule(const struct seeing *v, i64 id, struct ent_rule *out)
{
	const struct rule *r = FIND(v->charter, rules, id);

	if (r == NULL || charter_rule_for(v->charter, r->is.kind) != r)
		return NULL;
	*out = (struct ent_rule){
		ID(r), .kind = r->is.kind, .accountable = r->is.accountable,
		.concur = r->is.concur, .n_concur = r->is.n_concur, .within = r->is.within,
		.requester_excluded = r->is.requester_excluded, .objection_blocks = r->is.objection_blocks,
	};
	return &r->head;
}

static const struct head *
see_service(const struct seeing *v, i64 id, struct ent_service *out)
{
	const struct service *s = charter_service(v->charter, id);

	if (s == NULL)
		return NULL;
	*out = (struct ent_service){
		ID(s), .label = s->is.label, .title = s->title, .criticality = s->is.criticality,
		.owner = s->is.owner, .needs = s->is.needs,
		.tolerance = s->is.tolerance, .rto = s->is.rto, .rpo = s->is.rpo,
		.cost_low = s->is.cost_low, .cost_likely = s->is.cost_likely, .cost_high = s->is.cost_high,
		.cost_later = s->is.cost_later, .n_cost_later = s->is.n_cost_later,
		.cost_said_by = s->is.cost_said_by, .cost_said_on = s->is.cost_said_on, .words = s->words,
	};
	return &s->head;
}

static const struct head *
see_calendar(const struct seeing *v, i64 id, struct ent_calendar *out)
{
	const struct calendar *c = charter_calendar(v->charter, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_calendar){
		ID(c), .label = c->is.label, .title = c->title, .utc_offset = c->is.utc_offset,
		.working = c->is.working, .n_working = c->is.n_working,
		.holidays = c->is.holidays, .n_holidays = c->is.n_holidays,
	};
	return &c->head;
}

static const struct head *
see_criterion(const struct seeing *v, i64 id, struct ent_criterion *out)
{
	const struct criterion *c = FIND(v->charter, criteria, id);

	if (c == NULL || charter_criterion_for(v->charter, c->is.severity) != c)
		return NULL;
	*out = (struct ent_criterion){ ID(c), .severity = c->is.severity, .calls = c->is.calls, .criteria = c->criteria,
	    .committee_within = c->is.committee_within, .report_every = c->is.report_every };
	return &c->head;
}

/* (Its six words are the server's to add: they take the word list.) */
static const struct head *
see_credential(const struct seeing *v, i64 id, struct ent_credential *out)
{
	const struct credential *c = charter_credential(v->charter, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_credential){ ID(c), .person = c->is.person, .state = c->state, .at = c->at };
	if (c->state == CREDENTIAL_PENDING)
		out->more = vouchers_missing(v->charter, c, 0);
	return &c->head;
}

static const struct head *
see_token(const struct seeing *v, i64 id, struct ent_token *out)
{
	const struct token *t = FIND(v->charter, tokens, id);

	if (t == NULL)
		return NULL;
	*out = (struct ent_token){ ID(t), .owner = t->is.owner, .scope = t->is.scope, .expires = t->is.expires,
	    .confirmed = t->confirmed, .revoked = t->revoked, .purpose = t->is.purpose };
	return &t->head;
}

/* ---- a room ---- */

static const struct head *
see_room(const struct seeing *v, i64 id, struct ent_room *out)
{
	const struct room *r = v->room;
	const struct objective *first = room_objective(r);

	(void)id;
	*out = (struct ent_room){
		.id = r->id, .touched = r->head.touched, .codename = r->codename, .kind = r->kind,
		.severity = r->severity, .phase = r->phase, .title = r->title, .hit = r->hit, .since = r->since,
		.objective = first ? first->is.text : (str){ NULL, 0 }, .look_again = r->look_again,
		.watched_because = r->look_again ? r->watched_because : (str){ NULL, 0 }, .key = r->places[0].lh,
		.commander = r->commander, .opened = r->opened, .dismissed = r->dismissed,
		.report_minutes = r->report_minutes, .next_report_at = r->next_report_at, .report_late = r->report_late,
		.tlp = room_tlp(r), .restricted = r->restricted, .whole = true,
	};
	if (v->audience && !v->audience->whole)         /* what stands on a page, and no more */
		*out = (struct ent_room){ .id = r->id, .touched = r->line, .codename = r->codename,
		    .kind = r->kind, .severity = r->severity, .phase = r->phase, .opened = r->opened, .tlp = room_tlp(r) };
	return &r->head;
}

static const struct head *
see_member(const struct seeing *v, i64 id, struct ent_member *out)
{
	const struct member *m = NULL;

	for (size_t i = 0; i < v->room->n_members; i++)
		if (v->room->members[i].head.id == id)
			m = &v->room->members[i];
	if (m == NULL)
		return NULL;
	*out = (struct ent_member){ ID(m), .person = m->person, .channels_only = m->channels_only, .gone = m->gone, .until = m->until };
	return &m->head;
}

static const struct head *
see_channel(const struct seeing *v, i64 id, struct ent_channel *out)
{
	const struct channel *c = FIND(v->room, channels, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_channel){ ID(c), .label = c->is.label, .kind = c->is.kind, .title = c->is.title,
	    .members = { c->members, c->n_members } };
	return &c->head;
}

static const struct head *
see_objective(const struct seeing *v, i64 id, struct ent_objective *out)
{
	const struct objective *o = FIND(v->room, objectives, id);

	if (o == NULL)
		return NULL;
	*out = (struct ent_objective){ ID(o), .number = o->number, .state = o->state, .person = o->person,
	    .at = o->at, .ended = o->ended, .text = o->is.text, .why = o->why };
	return &o->head;
}

static const struct head *
see_bridge(const struct seeing *v, i64 id, struct ent_bridge *out)
{
	const struct bridge *b = FIND(v->room, bridges, id);

	if (b == NULL)
		return NULL;
	*out = (struct ent_bridge){ ID(b), .which = b->is.which, .kind = b->is.kind, .number = b->is.number, .pin = b->is.pin,
	    .link = b->is.link, .why = b->is.why, .in_use = v->room->bridge_in_use == b->is.which, .person = b->person, .at = b->at };
	return &b->head;
}

static const struct head *
see_bridge_line(const struct seeing *v, i64 id, struct ent_bridge_line *out)
{
	const struct bridge_line *l = FIND(v->room, bridge_lines, id);

	if (l == NULL)
		return NULL;
	*out = (struct ent_bridge_line){ ID(l), .person = l->person, .said_by = l->is.said_by, .speaker = l->is.speaker,
	    .at = l->at, .text = l->is.text };
	return &l->head;
}

static const struct head *
see_link(const struct seeing *v, i64 id, struct ent_link *out)
{
	const struct link *l = FIND(v->room, links, id);

	if (l == NULL)
		return NULL;
	*out = (struct ent_link){ ID(l), .kind = l->is.kind, .room = l->is.room, .undone = l->undone };
	return &l->head;
}

static const struct head *
see_affected(const struct seeing *v, i64 id, struct ent_affected *out)
{
	const struct affected *x = FIND(v->room, affected, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_affected){
		ID(x), .kind = x->is.kind, .state = x->is.state, .owner = x->is.owner, .how_many = x->is.how_many,
		.countries = x->is.countries, .person = x->person, .at = x->at, .name = x->is.name,
		.identifier = x->is.identifier, .whose = x->is.whose, .why = x->why,
	};
	return &x->head;
}

static const struct head *
see_occurrence(const struct seeing *v, i64 id, struct ent_occurrence *out)
{
	const struct occurrence *o = FIND(v->room, occurrences, id);

	if (o == NULL)
		return NULL;
	*out = (struct ent_occurrence){
		ID(o), .happened_from = o->is.happened_from, .happened_to = o->is.happened_to, .confidence = o->is.confidence,
		.person = o->person, .at = o->at, .current = o->current, .text = o->is.text, .source = o->is.source,
	};
	return &o->head;
}

static const struct head *
see_fact(const struct seeing *v, i64 id, struct ent_fact *out)
{
	const struct fact *f = FIND(v->room, facts, id);

	if (f == NULL)
		return NULL;
	*out = (struct ent_fact){ ID(f), .name = f->is.name, .value = f->is.value, .confidence = f->is.confidence,
	    .person = f->person, .at = f->at, .current = f->current, .note = f->is.note, .from = f->is.from };
	return &f->head;
}

static const struct head *
see_request(const struct seeing *v, i64 id, struct ent_request *out)
{
	const struct information_request *r = FIND(v->room, requests, id);

	if (r == NULL)
		return NULL;
	*out = (struct ent_request){ ID(r), .name = r->is.name, .owner = r->is.owner, .due = r->is.due,
	    .answer = r->answer, .person = r->person, .question = r->is.question };
	return &r->head;
}

static const struct head *
see_message(const struct seeing *v, i64 id, struct ent_message *out)
{
	const struct message *m = FIND(v->room, messages, id);

	if (m == NULL)
		return NULL;
	*out = (struct ent_message){ ID(m), .channel = m->is.channel, .person = m->person, .at = m->at, .text = m->is.text,
	    .reply = m->is.reply, .people = m->is.people, .seats = m->is.seats, .answered = { m->answered, m->n_answered },
	    .pinned = m->pinned, .retracted = m->retracted };
	return &m->head;
}

static const struct head *
see_document(const struct seeing *v, i64 id, struct ent_document *out)
{
	const struct document *d = FIND(v->room, documents, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_document){ ID(d), .kind = d->is.kind, .channel = d->is.channel, .person = d->person,
	    .newest = d->newest, .title = d->is.title, .text = d->text };
	return &d->head;
}

static const struct head *
see_version(const struct seeing *v, i64 id, struct ent_version *out)
{
	const struct version *w = FIND(v->room, versions, id);

	if (w == NULL)
		return NULL;
	*out = (struct ent_version){ ID(w), .document = w->is.document, .base = w->is.base, .person = w->person, .at = w->at };
	return &w->head;
}

static const struct head *
see_report(const struct seeing *v, i64 id, struct ent_report *out)
{
	const struct report *r = FIND(v->room, reports, id);

	if (r == NULL)
		return NULL;
	*out = (struct ent_report){ ID(r), .document = r->is.document, .version = r->is.version, .person = r->person,
	    .at = r->at, .as_of = r->is.as_of, .next_report_at = r->is.next_report_at,
	    .acknowledged = { r->read_by, r->n_read_by } };
	return &r->head;
}

static const struct head *
see_attachment(const struct seeing *v, i64 id, struct ent_attachment *out)
{
	const struct attachment *x = FIND(v->room, attachments, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_attachment){ ID(x), .channel = x->is.channel, .person = x->person, .at = x->at,
	    .collected_at = x->is.collected_at, .suspicious = x->is.suspicious, .file = x->is.file,
	    .collected_by = x->is.collected_by, .source = x->is.source, .how = x->is.how };
	return &x->head;
}

static const struct head *
see_custody(const struct seeing *v, i64 id, struct ent_custody *out)
{
	const struct custody *c = FIND(v->room, custodies, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_custody){ ID(c), .attachment = c->is.attachment, .by = c->by, .at = c->at,
	    .person = c->is.person, .to = c->is.to, .why = c->is.why };
	return &c->head;
}

static const struct head *
see_task(const struct seeing *v, i64 id, struct ent_task *out)
{
	const struct task *t = FIND(v->room, tasks, id);

	if (t == NULL)
		return NULL;
	*out = (struct ent_task){
		ID(t), .state = t->state, .owner = t->owner, .person = t->n_people ? t->people[0] : 0,
		.measure = t->is.measure, .due = t->due, .title = t->is.title, .result = t->result,
		.people = { t->people, t->n_people }, .priority = t->priority, .needs = t->needs,
		.blocked = t->blocked_since, .blocked_person = t->blocked.person, .blocked_seat = t->blocked.seat,
		.blocked_outside = t->blocked.outside, .blocked_why = t->blocked.why, .spent = t->spent,
		.overdue = t->overdue, .escalated = t->escalated, .despite = t->despite, .note = t->note, .from = t->is.from,
	};
	return &t->head;
}

static const struct head *
see_task_item(const struct seeing *v, i64 id, struct ent_task_item *out)
{
	const struct task_item *i = FIND(v->room, task_items, id);

	if (i == NULL)
		return NULL;
	*out = (struct ent_task_item){ ID(i), .task = i->is.task, .ticked = i->ticked, .person = i->person,
	    .at = i->at, .text = i->is.text };
	return &i->head;
}

static const struct head *
see_clock(const struct seeing *v, i64 id, struct ent_clock *out)
{
	const struct clock *c = FIND(v->room, clocks, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_clock){
		ID(c), .label = c->is.terms->label, .state = c->state, .owner = c->is.terms->owner,
		.limits = c->is.terms->limits, .n_limits = c->is.terms->n_limits,
		.moments = c->moments, .n_moments = c->n_moments, .deadline = c->deadline,
		.met_at = c->met_at, .late = c->late, .title = c->is.title, .how = c->how, .why = c->why,
	};
	return &c->head;
}

/* ---- decisions ---- */

static str
seat_list(const struct seeing *v, struct refs seats)
{
	str all = STR("");

	for (size_t i = 0; i < seats.n; i++)
		all = arena_fmt(v->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "",
		    STR_ARG(seat_title(v->charter, seats.v[i])));
	return all;
}

/* Why it is not decided yet, and what happens next, in one sentence. */
static str
standing_sentence(const struct seeing *v, const struct decision *d, const struct standing *s)
{
	if (d->state != DECISION_OPEN)
		return STR("");
	if (!s->put_up)
		return STR("No option is put up yet; without one it ends undecided at its deadline.");
	if (s->blocked)
		return STR("An objection stands that blocks it; amend the option or put up another one.");
	return arena_fmt(v->a, "Waiting for %.*s; without them it ends undecided at its deadline.",
	    STR_ARG(seat_list(v, s->missing)));
}

static const struct head *
see_decision(const struct seeing *v, i64 id, struct ent_decision *out)
{
	const struct decision *d = FIND(v->room, decisions, id);
	struct standing standing;

	if (d == NULL)
		return NULL;
	standing_of(v->a, v->charter, v->room, d, &standing);
	*out = (struct ent_decision){
		ID(d), .kind = d->is.kind, .state = d->state, .rule = d->is.rule, .person = d->person,
		.opened = d->opened, .deadline = d->is.deadline, .option = d->option, .outcome = d->outcome,
		.accountable = d->needs.accountable, .concur = d->needs.concur, .n_concur = d->needs.n_concur,
		.requester_excluded = d->needs.requester_excluded,
		.missing = d->state == DECISION_OPEN ? standing.missing : (struct refs){ NULL, 0 },
		.question = d->is.question, .standing = standing_sentence(v, d, &standing), .from = d->is.from,
	};
	return &d->head;
}

/* Everything an approval of this option binds to, the decision and itself first. */
static struct refs
whole_subject(const struct seeing *v, const struct option *o)
{
	i64 *all = NEW(v->a, i64, o->n_subject + 2);

	all[0] = o->is.decision;
	all[1] = o->head.id;
	if (o->n_subject)
		memcpy(all + 2, o->subject, o->n_subject * sizeof(*all));
	return (struct refs){ all, o->n_subject + 2 };
}

static const struct head *
see_option(const struct seeing *v, i64 id, struct ent_option *out)
{
	const struct option *o = FIND(v->room, options, id);
	const struct ev_option_estimated *e = o ? &o->estimate : NULL;

	if (o == NULL)
		return NULL;
	*out = (struct ent_option){
		ID(o), .decision = o->is.decision, .nothing = o->is.nothing, .title = o->title,
		.cost_low = e->cost_low, .cost_likely = e->cost_likely, .cost_high = e->cost_high,
		.takes_effect = e->takes_effect, .undo = e->undo, .risk = e->risk,
		.evidence_destroyed = e->evidence_destroyed, .adversary_notices = e->adversary_notices,
		.estimated = o->estimated != 0, .estimated_by = o->estimated_by, .estimated_at = o->estimated_at, .stops = e->stops, .customers = e->customers,
		.subject = whole_subject(v, o),
	};
	return &o->head;
}

static const struct head *
see_measure(const struct seeing *v, i64 id, struct ent_measure *out)
{
	const struct measure *m = FIND(v->room, measures, id);

	if (m == NULL)
		return NULL;
	*out = (struct ent_measure){ ID(m), .option = m->is.option, .kind = m->is.kind, .state = m->state,
	    .service = m->is.service, .owner = m->is.owner, .lasts = m->is.lasts, .expires = m->expires,
	    .applied_by = m->applied_by, .checked_by = m->checked_by, .text = m->is.text };
	return &m->head;
}

static const struct head *
see_change(const struct seeing *v, i64 id, struct ent_change *out)
{
	const struct change *c = FIND(v->room, changes, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_change){ ID(c), .option = c->is.option, .seat = c->is.seat, .rule = c->is.rule,
	    .service = c->is.service, .calendar = c->is.calendar, .criterion = c->is.criterion, .settled = c->is.settled,
	    .title = c->is.title, .words = c->is.words, .criteria = c->is.criteria };
	return &c->head;
}

static const struct head *
see_position(const struct seeing *v, i64 id, struct ent_position *out)
{
	const struct position *p = FIND(v->room, positions, id);

	if (p == NULL)
		return NULL;
	*out = (struct ent_position){ ID(p), .decision = p->is.decision, .seat = p->is.seat,
	    .person = p->person, .text = p->is.text };
	return &p->head;
}

static const struct head *
see_interest(const struct seeing *v, i64 id, struct ent_interest *out)
{
	const struct interest *i = FIND(v->room, interests, id);

	if (i == NULL)
		return NULL;
	*out = (struct ent_interest){ ID(i), .position = i->is.position, .text = i->is.text };
	return &i->head;
}

static const struct head *
see_sharing(const struct seeing *v, i64 id, struct ent_sharing *out)
{
	const struct sharing *x = FIND(v->room, sharings, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_sharing){ ID(x), .interest = x->is.interest, .seat = x->is.seat, .person = x->person };
	return &x->head;
}

static const struct head *
see_bearing(const struct seeing *v, i64 id, struct ent_bearing *out)
{
	const struct bearing *x = FIND(v->room, bearings, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_bearing){ ID(x), .interest = x->is.interest, .option = x->is.option, .bearing = x->is.bearing,
	    .person = x->person };
	return &x->head;
}

static const struct head *
see_answer(const struct seeing *v, i64 id, struct ent_answer *out)
{
	const struct answer *x = FIND(v->room, answers, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_answer){
		ID(x), .decision = x->decision, .option = x->option, .kind = x->kind, .person = x->person,
		.seat = x->seat, .principal = x->principal, .at = x->at, .is_signed = x->is_signed,
		.void_ = x->void_, .text = x->text,
	};
	return &x->head;
}

static const struct head *
see_deputy(const struct seeing *v, i64 id, struct ent_deputy *out)
{
	const struct deputy *d = FIND(v->room, deputies, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_deputy){ ID(d), .decision = d->is.decision, .seat = d->is.seat,
	    .person = d->is.person, .principal = d->is.principal, .why = d->is.why };
	return &d->head;
}

/* ---- the door ---- */

/* Of the charter, those from outside see who is who; of a room, everybody in it sees its line in lists. */
static bool
may_see(const struct seeing *v, enum entity_kind kind, const struct head *head)
{
	if (v->audience == NULL || kind == ENT_room)
		return true;
	if (v->room == v->charter->room)
		return !v->audience->outside || kind == ENT_person || kind == ENT_seat;
	return audience_sees(v->audience, v->room, head);
}

bool
view_entity(const struct seeing *v, enum entity_kind kind, i64 id, struct seen *out)
{
	const struct head *head = NULL;

	out->kind = kind;
	switch (kind) {
#include "rows_none.h"
#define ENTITY(name, doc) case ENT_##name: head = see_##name(v, id, &out->is.name); break;
#include "entities.def"
	case ENT_none:
	case ENTITY_KINDS:
		break;
	}
	out->head = head;
	return head && may_see(v, kind, head);
}

/* The seq by which an entity says that it was last changed: its second member, always. */
static i64
touched_of(const struct seen *s)
{
	const struct field *f = field_find(entity_table(s->kind), STR("touched"));

	return *(const i64 *)(const void *)((const char *)&s->is + f->offset);
}

/* The first touch with seq > after. */
static size_t
first_after(const struct room *room, i64 after)
{
	size_t lo = 0, hi = room->n_touches;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (room->touches[mid].seq > after)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static bool
shows_change(const struct seeing *v, const struct touch *t)
{
	struct arena scratch = *v->a;
	struct seeing within = { &scratch, v->charter, v->room, v->audience };
	struct seen seen;

	return t->kind == ENT_room ? v->audience->whole : view_entity(&within, t->kind, t->id, &seen);
}

bool
view_shows(const struct seeing *v, i64 seq)
{
	const struct room *room = v->room;
	const struct audience *a = v->audience;
	bool charter = room == v->charter->room, shown;

	if (a == NULL || (charter && !a->outside) || (!charter && audience_sees_all(a, room)))
		return true;
	shown = a->whole && !charter;           /* what changed nothing stands in the room as a whole */
	for (size_t i = first_after(room, seq - 1); i < room->n_touches && room->touches[i].seq == seq; i++) {
		if (room->touches[i].aside)
			continue;
		if (!shows_change(v, &room->touches[i]))
			return false;
		shown = true;
	}
	return shown;
}

void
view_since(const struct seeing *v, i64 after, view_visit *visit, void *ctx)
{
	const struct room *room = v->room;

	for (size_t i = first_after(room, after); i < room->n_touches; i++) {
		const struct touch *t = &room->touches[i];
		struct arena scratch = *v->a;
		struct seeing within = { &scratch, v->charter, room, v->audience };
		struct seen seen;

		if (view_entity(&within, t->kind, t->id, &seen) && touched_of(&seen) == t->seq)
			visit(ctx, &seen);
	}
}
