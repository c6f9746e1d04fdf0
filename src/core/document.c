/* document -- what is written together in a room, version by version; situation reports and when they are owed; the minutes of a committee. */
#include "authority.h"
#include "duty.h"
#include "view.h"

enum { RHYTHM_MAX = 10080 };    /* minutes; a severity may ask for less often, and is then reported weekly */
/* What a disclosure holds besides, and how much longer base64url is: a text must fit as it is written. */
enum { TEXT_WRITTEN_MAX = LIMIT_DISCLOSURE / 4 * 3 - 64 };

/* ---- folds ---- */

void
fold_document_opened(struct room *room, const struct entry *e, const struct ev_document_opened *p)
{
	struct document *d = ADD(room, documents);

	d->is = *p;
	d->head.channel = p->channel;
	d->head.tlp = p->tlp;
	d->person = e->by.person;
	touch(room, ENT_document, &d->head, e);
}

void
fold_document_written(struct room *room, const struct entry *e, const struct ev_document_written *p)
{
	struct document *d = FIND(room, documents, p->document);
	struct version *v = ADD(room, versions);

	v->is = *p;
	v->is.text = (str){ NULL, 0 };
	v->head.channel = d->head.channel;
	v->head.tlp = d->head.tlp;
	v->person = e->by.person;
	v->at = e->at;
	touch(room, ENT_version, &v->head, e);
	d->newest = e->seq;
	d->text = p->text;
	touch(room, ENT_document, &d->head, e);
}

/* The rhythm is the room's, so what is told to some alone does not move it. */
static void
owe_report(struct room *room, const struct entry *e, i64 next)
{
	room->next_report_at = next;
	room->report_late = false;
	touch(room, ENT_room, &room->head, e);
}

void
fold_report_issued(struct room *room, const struct entry *e, const struct ev_report_issued *p)
{
	const struct document *d = FIND(room, documents, p->document);
	struct report *r = ADD(room, reports);

	r->is = *p;
	r->head.channel = d->head.channel;
	r->head.tlp = d->head.tlp;
	r->person = e->by.person;
	r->at = e->at;
	touch(room, ENT_report, &r->head, e);
	if (d->is.kind == DOCUMENT_REPORT && told_to_all(&r->head))
		owe_report(room, e, p->next_report_at);
}

void
fold_report_acknowledged(struct room *room, const struct entry *e, const struct ev_report_acknowledged *p)
{
	struct report *r = FIND(room, reports, p->report);

	GROW(&room->arena, r->read_by, r->n_read_by, r->cap_read_by);
	r->read_by[r->n_read_by++] = e->by.person;
	touch(room, ENT_report, &r->head, e);
}

void
fold_report_rhythm_set(struct room *room, const struct entry *e, const struct ev_report_rhythm_set *p)
{
	room->report_minutes = p->minutes;
	room->rhythm_by_hand |= e->by.person != 0 || e->by.via != 0;
	owe_report(room, e, p->next_report_at);
}

void
fold_report_due(struct room *room, const struct entry *e, const struct ev_report_due *p)
{
	(void)p;
	room->report_late = true;
	touch(room, ENT_room, &room->head, e);
}

/* ---- guards ---- */

static err
need_document(const struct scene *s, i64 id, const struct document **out)
{
	*out = FIND(s->room, documents, id);
	return *out ? OK : no_such(s, "document", id);
}

/* Whoever wrote on an older version has not seen what came since: nothing is ever written over. */
static err
need_newest(const struct scene *s, const struct document *d, i64 base)
{
	if (base == d->newest)
		return OK;
	if (d->newest == 0)
		return no_such(s, "version", base);
	return err_new(s->a, ERR_STALE, "Version %lld of this document is newer than what you wrote on; merge yours with it.",
	    (long long)d->newest);
}

/* As the record writes it, a line end or a quotation mark is two bytes and a control character six. */
static err
need_writable(const struct scene *s, str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		n += c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r' ? 2 : c < ' ' ? 6 : 1;
	}
	if (n > TEXT_WRITTEN_MAX)
		return err_new(s->a, ERR_TOO_LARGE, "text: is longer than the record can hold in one entry; split the document.");
	return OK;
}

static err
need_version_of(const struct scene *s, const struct document *d, i64 version)
{
	const struct version *v = FIND(s->room, versions, version);

	if (v == NULL || v->is.document != d->head.id)
		return err_new(s->a, ERR_NO_SUCH, "Document %lld has no version %lld.", (long long)d->head.id, (long long)version);
	return OK;
}

/* A report, or minutes of who have met. */
static err
need_report(const struct scene *s, const struct document *d)
{
	const struct committee *of = FIND(s->room, committees, d->is.committee);

	if (d->is.kind == DOCUMENT_NOTE)
		return err_new(s->a, ERR_REFUSED, "This is a note; only a situation report and minutes are issued.");
	if (d->is.kind == DOCUMENT_MINUTES && (of == NULL || of->met == 0))
		return err_new(s->a, ERR_CONFLICT, "The committee has not met yet; say first that it has, and who was there.");
	return OK;
}

/* Minutes are of a committee, and nothing else is. */
static err
need_committee(const struct scene *s, enum document_kind kind, i64 committee)
{
	if (kind == DOCUMENT_MINUTES && committee == 0)
		return err_new(s->a, ERR_MALFORMED, "committee: say of which committee these are the minutes.");
	if (kind != DOCUMENT_MINUTES && committee)
		return err_new(s->a, ERR_MALFORMED, "committee: only minutes are of a committee.");
	return committee && FIND(s->room, committees, committee) == NULL ? no_such(s, "committee", committee) : OK;
}

/* Whoever keeps the record issues a report; the minutes, the committee itself, too; and while nobody commands, a report is whoever's work who would declare. */
static err
need_issuing(const struct scene *s, const struct document *d)
{
	const struct seat *owes = s->room->commander ? NULL : triage_seat(s->charter);
	i64 who = s->actor.person;

	if (d->is.kind == DOCUMENT_MINUTES)
		return keeps_record(s) || is_of_committee(s->room, d->is.committee, who) ? OK :
		    err_new(s->a, ERR_NOT_YOUR_CALL, "Issuing minutes is for whoever was called to the committee, for the scribe or who stands in for them, and for whoever commands the room.");
	return keeps_record(s) || (owes && may_be_on(s->charter, owes->head.id, who)) ? OK :
	    err_new(s->a, ERR_NOT_YOUR_CALL, "Issuing a report is for whoever commands the room, and for the scribe or who stands in for them%s.",
	    s->room->commander ? "" : "; while nobody commands, also for whoever would declare it");
}

static err
need_not_issued(const struct scene *s, i64 version)
{
	for (size_t i = 0; i < s->room->n_reports; i++)
		if (s->room->reports[i].is.version == version)
			return err_new(s->a, ERR_CONFLICT, "This version was issued already; write it anew before it is issued again.");
	return OK;
}

static bool
has_line(str text, str newline_and_beginning)
{
	return str_starts(text, str_from(newline_and_beginning, 1)) || str_contains(text, newline_and_beginning);
}

/* As the interface leaves both of what two people wrote in the same lines (web/src/merge.ts).  Of older versions the room has no words. */
static err
need_settled(const struct scene *s, const struct document *d, i64 version)
{
	if (version != d->newest || !has_line(d->text, STR("\n<<<<<<< ")) || !has_line(d->text, STR("\n>>>>>>> ")))
		return OK;
	return err_new(s->a, ERR_CONFLICT, "Two people's words for the same lines stand in it, between <<<<<<< and >>>>>>>: take out what is wrong, and save it first.");
}

static err
need_minute(const struct scene *s, i64 as_of)
{
	if (as_of < s->room->opened || as_of > s->now)
		return err_new(s->a, ERR_MALFORMED, "as_of: lies before the room began, or is still to come.");
	return OK;
}

static err
need_rhythm_of_room(const struct scene *s, const struct document *d, i64 next)
{
	err e;

	if (next && d->is.kind == DOCUMENT_MINUTES)
		return err_new(s->a, ERR_REFUSED, "next_report_at: minutes promise no next ones.");
	if (next && !told_to_all(&d->head))
		return err_new(s->a, ERR_REFUSED, "next_report_at: the rhythm is the whole room's; a report in a channel, or for the house alone, does not set it.");
	if (next > s->now + s->room->report_minutes * MINUTE && (e = need_in_charge(s, "Promising the next report later than the rhythm of the room")))
		return e;
	return need_future(s, next, "next_report_at");
}

/* ---- decides ---- */

err
decide_open_document(const struct scene *s, const struct cmd_open_document *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))            return e;
	if ((e = need_place(s, c->channel)))    return e;
	if ((e = need_label(s, c->tlp)))        return e;
	if ((e = need_committee(s, c->kind, c->committee)))     return e;
	emit(out, EV_document_opened)->as.document_opened = (struct ev_document_opened){
		.kind = c->kind, .channel = c->channel, .title = c->title, .tlp = c->tlp, .committee = c->committee };
	return OK;
}

err
decide_write_document(const struct scene *s, const struct cmd_write_document *c, struct outcome *out)
{
	const struct document *d;
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_document(s, c->document, &d)))    return e;
	if ((e = need_newest(s, d, c->base)))           return e;
	if ((e = need_writable(s, c->text)))            return e;
	emit(out, EV_document_written)->as.document_written =
	    (struct ev_document_written){ .document = c->document, .base = c->base, .text = c->text };
	return OK;
}

err
decide_issue_report(const struct scene *s, const struct cmd_issue_report *c, struct outcome *out)
{
	const struct document *d;
	i64 next = c->next_report_at;
	err e;

	if ((e = need_room_open(s)))                                    return e;
	if ((e = need_document(s, c->document, &d)))                    return e;
	if ((e = need_issuing(s, d)))                                   return e;
	if ((e = need_report(s, d)))                                    return e;
	if ((e = need_version_of(s, d, c->version)))                    return e;
	if ((e = need_not_issued(s, c->version)))                       return e;
	if ((e = need_settled(s, d, c->version)))                       return e;
	if ((e = need_minute(s, c->as_of)))                             return e;
	if ((e = need_rhythm_of_room(s, d, next)))                      return e;
	if (next == 0 && d->is.kind == DOCUMENT_REPORT && told_to_all(&d->head) && s->room->report_minutes)
		next = s->now + s->room->report_minutes * MINUTE;
	emit(out, EV_report_issued)->as.report_issued = (struct ev_report_issued){
		.document = c->document, .version = c->version, .as_of = c->as_of, .next_report_at = next };
	return OK;
}

err
decide_acknowledge_report(const struct scene *s, const struct cmd_acknowledge_report *c, struct outcome *out)
{
	const struct report *r = FIND(s->room, reports, c->report);

	if (r == NULL)
		return no_such(s, "report", c->report);
	for (size_t i = 0; i < r->n_read_by; i++)
		if (r->read_by[i] == s->actor.person)
			return err_new(s->a, ERR_CONFLICT, "You have acknowledged it already.");
	emit(out, EV_report_acknowledged)->as.report_acknowledged.report = c->report;
	return OK;
}

err
decide_set_report_rhythm(const struct scene *s, const struct cmd_set_report_rhythm *c, struct outcome *out)
{
	err e;

	if ((e = need_in_charge(s, "Saying how often is reported")))
		return e;
	if ((e = need_room_open(s)))
		return e;
	if (c->minutes == s->room->report_minutes)
		return err_new(s->a, ERR_CONFLICT, "That is the rhythm already.");
	emit(out, EV_report_rhythm_set)->as.report_rhythm_set = (struct ev_report_rhythm_set){
		.minutes = c->minutes, .next_report_at = c->minutes ? s->now + c->minutes * MINUTE : 0 };
	return OK;
}

/* ---- time ---- */

/* The severity's, unless a person set another. */
static void
keep_rhythm(const struct scene *s, struct outcome *out)
{
	const struct criterion *is = FIND(s->charter, criteria, s->room->criterion);
	i64 minutes = is ? is->is.report_every / 60 : 0;

	minutes = minutes > RHYTHM_MAX ? RHYTHM_MAX : minutes;
	if (s->room->phase == PHASE_CLOSED || s->room->rhythm_by_hand || minutes == s->room->report_minutes || out->n >= LIMIT_OUTCOME)
		return;
	emit(out, EV_report_rhythm_set)->as.report_rhythm_set = (struct ev_report_rhythm_set){
		.minutes = minutes, .next_report_at = minutes ? s->now + minutes * MINUTE : 0 };
}

/* A report that is owed is said to be late once; issuing one, or another rhythm, ends that. */
void
react_reports(const struct scene *s, struct outcome *out)
{
	const struct room *room = s->room;

	keep_rhythm(s, out);
	if (room->next_report_at && !room->report_late && room->phase != PHASE_CLOSED && s->now >= room->next_report_at &&
	    out->n < LIMIT_OUTCOME)
		emit(out, EV_report_due)->as.report_due.due = room->next_report_at;
}

/* ---- views ---- */

const struct head *
see_document(const struct seeing *v, i64 id, struct ent_document *out)
{
	const struct document *d = FIND(v->room, documents, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_document){ ID(d), .kind = d->is.kind, .channel = d->is.channel, .person = d->person,
	    .newest = d->newest, .title = d->is.title, .text = d->text, .tlp = d->is.tlp, .committee = d->is.committee };
	return &d->head;
}

const struct head *
see_version(const struct seeing *v, i64 id, struct ent_version *out)
{
	const struct version *w = FIND(v->room, versions, id);

	if (w == NULL)
		return NULL;
	*out = (struct ent_version){ ID(w), .document = w->is.document, .base = w->is.base, .person = w->person, .at = w->at };
	return &w->head;
}

const struct head *
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
