/* attachment -- files that were brought into a room, and through whose hands they went. */
#include "view.h"

/* ---- folds ---- */

void
fold_attachment_added(struct room *room, const struct entry *e, const struct ev_attachment_added *p)
{
	struct attachment *x = ADD(room, attachments);

	x->is = *p;
	x->head.channel = p->channel;
	x->head.tlp = p->tlp;
	x->person = e->by.person;
	x->via = e->by.via;
	x->at = e->at;
	touch(room, ENT_attachment, &x->head, e);
}

void
fold_attachment_described(struct room *room, const struct entry *e, const struct ev_attachment_described *p)
{
	struct attachment *x = FIND(room, attachments, p->attachment);

	x->is.collected_at = p->collected_at ? p->collected_at : x->is.collected_at;
	x->is.collected_by = p->collected_by.n ? p->collected_by : x->is.collected_by;
	x->is.source = p->source.n ? p->source : x->is.source;
	x->is.how = p->how.n ? p->how : x->is.how;
	x->described_by = e->by.person;
	x->described_at = e->at;
	touch(room, ENT_attachment, &x->head, e);
}

void
fold_custody_transferred(struct room *room, const struct entry *e, const struct ev_custody_transferred *p)
{
	const struct attachment *x = FIND(room, attachments, p->attachment);
	struct custody *c = ADD(room, custodies);

	c->is = *p;
	c->head.channel = x->head.channel;
	c->head.tlp = x->head.tlp;
	c->by = e->by.person;
	c->at = e->at;
	touch(room, ENT_custody, &c->head, e);
}

/* ---- decides ---- */

static err
need_past(const struct scene *s, i64 when, const char *what)
{
	if (when > s->now)
		return err_new(s->a, ERR_MALFORMED, "%s: is still to come.", what);
	return OK;
}

/* It is shown, searched and given to whoever downloads it: as it is, and nowhere but where they put it. */
static err
need_file_name(const struct scene *s, const struct rec_file *file)
{
	const char *wrong = file ? field_name_wrong(file->name) : NULL;

	if (file && wrong == NULL && (str_contains(file->name, STR("/")) || str_contains(file->name, STR("\\"))))
		wrong = "names a folder; the name of the file alone is asked for";
	return wrong ? err_new(s->a, ERR_MALFORMED, "file.name: %s", wrong) : OK;
}

/* The bytes are durable beside the record already: the app saw to that (law 4). */
err
decide_add_attachment(const struct scene *s, const struct cmd_add_attachment *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                                    return e;
	if ((e = need_place(s, c->channel)))                            return e;
	if ((e = need_label(s, c->tlp)))                                return e;
	if ((e = need_past(s, c->collected_at, "collected_at")))        return e;
	if ((e = need_file_name(s, c->file)))                           return e;
	emit(out, EV_attachment_added)->as.attachment_added = (struct ev_attachment_added){
		.channel = c->channel, .blob = c->blob, .collected_at = c->collected_at, .suspicious = c->suspicious,
		.file = c->file, .collected_by = c->collected_by, .source = c->source, .how = c->how, .tlp = c->tlp };
	return OK;
}

/* Who has it now as far as the record knows; 0: somebody who is not known here. */
static i64
in_hands_of(const struct room *room, const struct attachment *x)
{
	for (size_t i = room->n_custodies; i-- > 0;)
		if (room->custodies[i].is.attachment == x->head.id)
			return room->custodies[i].is.person;
	return x->person;
}

/* Nobody says out of whose hands it went, or how it was collected, but who had it, brought it, or commands. */
static err
need_custody(const struct scene *s, const struct attachment *x, const char *what)
{
	i64 person = s->actor.person;

	if (person == in_hands_of(s->room, x) || person == behind(s->charter, x->person, x->via))
		return OK;
	return need_in_charge(s, what);
}

err
decide_describe_attachment(const struct scene *s, const struct cmd_describe_attachment *c, struct outcome *out)
{
	const struct attachment *x = FIND(s->room, attachments, c->attachment);
	err e;

	if (x == NULL)
		return no_such(s, "attachment", c->attachment);
	if ((e = need_custody(s, x, "To say how it was collected what somebody else has, or brought,")))
		return e;
	if (c->collected_by.n + c->source.n + c->how.n == 0 && c->collected_at == 0)
		return err_new(s->a, ERR_MALFORMED, "how: say who collected it, when, from what or how.");
	if ((e = need_past(s, c->collected_at, "collected_at")))
		return e;
	emit(out, EV_attachment_described)->as.attachment_described = (struct ev_attachment_described){
		.attachment = c->attachment, .collected_at = c->collected_at, .collected_by = c->collected_by, .source = c->source, .how = c->how };
	return OK;
}

err
decide_transfer_custody(const struct scene *s, const struct cmd_transfer_custody *c, struct outcome *out)
{
	const struct attachment *x = FIND(s->room, attachments, c->attachment);
	err e;

	if (x == NULL)
		return no_such(s, "attachment", c->attachment);
	if ((e = need_custody(s, x, "To hand on what somebody else has, or brought,")))
		return e;
	if ((c->person != 0) == (c->to.n != 0))
		return err_new(s->a, ERR_MALFORMED, "person: name either a person who is known here, or in `to` somebody who is not.");
	if (c->person && (e = need_person(s, c->person)))
		return e;
	emit(out, EV_custody_transferred)->as.custody_transferred =
	    (struct ev_custody_transferred){ c->attachment, c->person, c->to, c->why };
	return OK;
}

/* ---- views ---- */

const struct head *
see_attachment(const struct seeing *v, i64 id, struct ent_attachment *out)
{
	const struct attachment *x = FIND(v->room, attachments, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_attachment){ ID(x), .channel = x->is.channel, .person = x->person, .at = x->at,
	    .collected_at = x->is.collected_at, .suspicious = x->is.suspicious, .file = x->is.file,
	    .collected_by = x->is.collected_by, .source = x->is.source, .how = x->is.how, .tlp = x->is.tlp,
	    .described_by = x->described_by, .described_at = x->described_at };
	return &x->head;
}

const struct head *
see_custody(const struct seeing *v, i64 id, struct ent_custody *out)
{
	const struct custody *c = FIND(v->room, custodies, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_custody){ ID(c), .attachment = c->is.attachment, .by = c->by, .at = c->at,
	    .person = c->is.person, .to = c->is.to, .why = c->is.why };
	return &c->head;
}
