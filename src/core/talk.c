/* talk -- what is said in a room: messages, whom they mention, what they answer and what is made of them. */
#include "view.h"


/* ---- folds ---- */

/* Whom it mentions, and in which seat: that is the charter's to say, so whoever answered is kept. */
static void
answer(struct room *room, const struct entry *e, i64 message)
{
	struct message *m = FIND(room, messages, message);

	if (m == NULL || e->by.person == 0 || m->is.people.n + m->is.seats.n == 0)
		return;
	if (refs_have((struct refs){ m->answered, m->n_answered }, e->by.person))
		return;
	GROW(&room->arena, m->answered, m->n_answered, m->cap_answered);
	m->answered[m->n_answered++] = e->by.person;
	touch(room, ENT_message, &m->head, e);
}

void
fold_message_posted(struct room *room, const struct entry *e, const struct ev_message_posted *p)
{
	struct message *m = ADD(room, messages);

	m->is = *p;
	m->head.channel = p->channel;
	m->head.tlp = p->tlp;
	m->person = e->by.person;
	m->via = e->by.via;
	m->at = e->at;
	touch(room, ENT_message, &m->head, e);
	answer(room, e, p->reply);
}

void
fold_mention_acknowledged(struct room *room, const struct entry *e, const struct ev_mention_acknowledged *p)
{
	answer(room, e, p->message);
}

void
fold_message_retracted(struct room *room, const struct entry *e, const struct ev_message_retracted *p)
{
	struct message *m = FIND(room, messages, p->message);

	m->retracted = true;
	touch(room, ENT_message, &m->head, e);
}

void
fold_message_pinned(struct room *room, const struct entry *e, const struct ev_message_pinned *p)
{
	struct message *m = FIND(room, messages, p->message);

	m->pinned = true;
	touch(room, ENT_message, &m->head, e);
}

/* ---- guards ---- */

static err
need_said(const struct scene *s, i64 message, const struct message **out)
{
	if ((*out = FIND(s->room, messages, message)) == NULL)
		return no_such(s, "message", message);
	if ((*out)->retracted)
		return err_new(s->a, ERR_CONFLICT, "Message %lld was taken back.", (long long)message);
	return OK;
}

static err
need_reply_in_place(const struct scene *s, const struct cmd_post_message *c)
{
	const struct message *m;
	err e;

	if (c->reply == 0)
		return OK;
	if ((e = need_said(s, c->reply, &m)))
		return e;
	if (m->head.channel != c->channel)
		return err_new(s->a, ERR_REFUSED, "reply: an answer stands in the channel of what it answers.");
	return OK;
}

/* No wider than what it answers, and what it carries: else it would tell of them. */
static enum tlp
label_of(const struct scene *s, const struct cmd_post_message *c)
{
	const struct message *to = FIND(s->room, messages, c->reply);
	enum tlp label = to && to->head.tlp > c->tlp ? to->head.tlp : c->tlp;

	for (size_t i = 0; i < c->attachments.n; i++) {
		const struct attachment *x = FIND(s->room, attachments, c->attachments.v[i]);

		label = x->head.tlp > label ? x->head.tlp : label;
	}
	return label;
}

/* Who sees it there, as far as whoever asks may know. */
static bool
would_see(const struct scene *s, i64 person, const struct head *head)
{
	const struct channel *c = FIND(s->room, channels, head->channel);
	const struct person *p = charter_person(s->charter, person);
	struct audience theirs;

	if (!s->audience->whole)
		return c && refs_have((struct refs){ c->members, c->n_members }, person) && !(p && p->is.outside && head->tlp >= TLP_AMBER_STRICT);
	return audience_of(s->a, s->charter, s->room, person, &theirs) && audience_sees(&theirs, s->room, head);
}

static err
need_mentionable(const struct scene *s, const struct cmd_post_message *c, const struct head *head)
{
	err e = OK;

	for (size_t i = 0; i < c->people.n; i++)
		if (!would_see(s, c->people.v[i], head))
			return err_new(s->a, ERR_REFUSED, "%.*s does not see what is said here; let them in first, or leave them out.",
			    STR_ARG(person_told(s, c->people.v[i])));
	for (size_t i = 0; e == OK && i < c->seats.n; i++)
		e = need_seat(s, c->seats.v[i]);
	return e;
}

static err
need_something_said(const struct scene *s, const struct cmd_post_message *c)
{
	if (c->text.n == 0 && c->attachments.n == 0)
		return err_new(s->a, ERR_MALFORMED, "text: say something, or name files that you brought.");
	return OK;
}

/* What is seen in one channel is not carried into another. */
static err
need_attachable(const struct scene *s, const struct cmd_post_message *c)
{
	err e = need_each_once(s, c->attachments, "File");

	for (size_t i = 0; e == OK && i < c->attachments.n; i++) {
		const struct attachment *x = FIND(s->room, attachments, c->attachments.v[i]);

		if (x == NULL)
			return no_such(s, "attachment", c->attachments.v[i]);
		if (x->head.channel != c->channel)
			e = err_new(s->a, ERR_REFUSED, "attachments: file %lld was not brought to this channel; bring it here.", (long long)x->head.id);
		else if (x->is.file == NULL)
			e = err_new(s->a, ERR_CONFLICT, "attachments: file %lld was erased.", (long long)x->head.id);
	}
	return e;
}

static bool
is_mentioned(const struct scene *s, const struct message *m)
{
	bool is = refs_have(m->is.people, s->actor.person);

	for (size_t i = 0; !is && i < m->is.seats.n; i++)
		is = seat_held_by(s->charter, m->is.seats.v[i], s->actor.person);
	return is;
}

/* What was said to some is not quoted to all by itself (A7). */
err
need_quotable(const struct scene *s, i64 message)
{
	const struct channel *c;
	const struct message *m;
	err e;

	if (message == 0)
		return OK;
	if ((e = need_said(s, message, &m)))
		return e;
	c = FIND(s->room, channels, m->head.channel);
	if (c && c->is.kind != CHANNEL_OPEN)
		return err_new(s->a, ERR_REFUSED, "from: this was said in a %s channel, and is not put before the whole room. "
		    "Write anew what the room may know.", word_text(&channel_kind_words, (int)c->is.kind));
	if (m->head.tlp)
		return err_new(s->a, ERR_REFUSED, "from: this is labelled TLP:%s of its own, and is not put before the whole room. "
		    "Write anew what the room may know.", word_text(&tlp_words, (int)m->head.tlp));
	return OK;
}

/* ---- decides ---- */

err
decide_post_message(const struct scene *s, const struct cmd_post_message *c, struct outcome *out)
{
	struct head head = { .channel = c->channel };
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_place(s, c->channel)))            return e;
	if ((e = need_label(s, c->tlp)))                return e;
	if ((e = need_something_said(s, c)))            return e;
	if ((e = need_attachable(s, c)))                return e;
	if ((e = need_reply_in_place(s, c)))            return e;
	head.tlp = label_of(s, c);
	if ((e = need_mentionable(s, c, &head)))        return e;
	emit(out, EV_message_posted)->as.message_posted = (struct ev_message_posted){
		.channel = c->channel, .text = c->text, .reply = c->reply, .people = c->people, .seats = c->seats,
		.attachments = c->attachments, .tlp = head.tlp,
	};
	return OK;
}

err
decide_retract_message(const struct scene *s, const struct cmd_retract_message *c, struct outcome *out)
{
	const struct message *m;
	err e;

	if ((e = need_said(s, c->message, &m)))  return e;
	if (m->person ? m->person != out->by.person : m->via != out->by.via)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Only whoever said it takes it back.");
	emit(out, EV_message_retracted)->as.message_retracted.message = c->message;
	return OK;
}

err
decide_pin_message(const struct scene *s, const struct cmd_pin_message *c, struct outcome *out)
{
	const struct message *m;
	err e;

	if ((e = need_room_open(s)))             return e;
	if ((e = need_said(s, c->message, &m)))  return e;
	if (m->pinned)
		return err_new(s->a, ERR_CONFLICT, "It is pinned already.");
	emit(out, EV_message_pinned)->as.message_pinned.message = c->message;
	return OK;
}

err
decide_acknowledge_mention(const struct scene *s, const struct cmd_acknowledge_mention *c, struct outcome *out)
{
	const struct message *m;
	err e;

	if ((e = need_said(s, c->message, &m)))  return e;
	if (!is_mentioned(s, m))
		return err_new(s->a, ERR_REFUSED, "You are not mentioned there.");
	if (refs_have((struct refs){ m->answered, m->n_answered }, s->actor.person))
		return err_new(s->a, ERR_CONFLICT, "You have answered, or said so, already.");
	emit(out, EV_mention_acknowledged)->as.mention_acknowledged.message = c->message;
	return OK;
}

/* ---- views ---- */

const struct head *
see_message(const struct seeing *v, i64 id, struct ent_message *out)
{
	const struct message *m = FIND(v->room, messages, id);

	if (m == NULL)
		return NULL;
	*out = (struct ent_message){ ID(m), .channel = m->is.channel, .person = m->person, .at = m->at, .text = m->is.text,
	    .reply = m->is.reply, .people = m->is.people, .seats = m->is.seats, .answered = { m->answered, m->n_answered },
	    .attachments = m->is.attachments, .pinned = m->pinned, .retracted = m->retracted, .tlp = m->is.tlp };
	return &m->head;
}
