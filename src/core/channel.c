/* channel -- where people talk and keep things in a room: who opens one, who is let into it and who takes somebody out. */
#include "channel.h"
#include "view.h"

/* ---- folds ---- */

static void
channel_add(struct room *room, struct channel *c, i64 person, const struct entry *e)
{
	if (refs_have(let_into(c), person))
		return;
	access_changed(room, person, e);
	GROW(&room->arena, c->members, c->n_members, c->cap_members);
	c->members[c->n_members++] = person;
}

bool
channel_drop(struct channel *c, i64 person)
{
	size_t n = 0, before = c->n_members;

	for (size_t i = 0; i < before; i++)
		if (c->members[i] != person)
			c->members[n++] = c->members[i];
	c->n_members = n;
	return n < before;
}

void
fold_channel_opened(struct room *room, const struct entry *e, const struct ev_channel_opened *p)
{
	struct channel *c = ADD(room, channels);

	c->is = *p;
	c->opener = e->by.person;
	c->head.channel = e->seq;
	channel_add(room, c, e->by.person, e);
	for (size_t i = 0; i < p->members.n; i++)
		channel_add(room, c, p->members.v[i], e);
	touch(room, ENT_channel, &c->head, e);
}

void
fold_channel_joined(struct room *room, const struct entry *e, const struct ev_channel_joined *p)
{
	struct channel *c = FIND(room, channels, p->channel);

	channel_add(room, c, p->person, e);
	touch(room, ENT_channel, &c->head, e);
}

void
fold_channel_left(struct room *room, const struct entry *e, const struct ev_channel_left *p)
{
	struct channel *c = FIND(room, channels, p->channel);

	channel_drop(c, p->person);
	access_changed(room, p->person, e);
	touch(room, ENT_channel, &c->head, e);
}

void
fold_channel_marked(struct room *room, const struct entry *e, const struct ev_channel_marked *p)
{
	struct channel *c = FIND(room, channels, p->channel);

	c->is.kind = CHANNEL_PRIVILEGED;
	touch(room, ENT_channel, &c->head, e);
}

/* ---- decides ---- */

static err
need_member(const struct scene *s, i64 person)
{
	if (!room_has_member(s->room, person))
		return err_new(s->a, ERR_NO_SUCH, "%.*s is not in this room; let them in first.", STR_ARG(person_told(s, person)));
	return OK;
}

static err
need_changeable(const struct scene *s, i64 channel, const struct channel **out)
{
	if ((*out = FIND(s->room, channels, channel)) == NULL)
		return no_such(s, "channel", channel);
	if ((*out)->is.kind == CHANNEL_DIRECT)
		return err_new(s->a, ERR_REFUSED, "A direct channel is between two people for good; open a restricted one for more.");
	return OK;
}

/* Who hears what counsel is told, counsel says; anybody may leave. */
static err
need_privilege(const struct scene *s, const struct channel *channel, i64 person)
{
	if (channel->is.kind != CHANNEL_PRIVILEGED || person == s->actor.person || counsel_held_by(s->charter, s->actor.person))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "Who is in a privileged channel is for counsel: for who holds a seat that the charter calls so.");
}

err
join_channels(const struct scene *s, const struct cmd_add_member *c, struct outcome *out)
{
	const struct channel *channel;
	err e;

	if ((e = need_each_once(s, c->channels, "Channel")))
		return e;
	for (size_t i = 0; i < c->channels.n; i++) {
		if ((e = need_changeable(s, c->channels.v[i], &channel)) || (e = need_privilege(s, channel, c->person)))
			return e;
		if (!refs_have(let_into(channel), c->person))
			emit(out, EV_channel_joined)->as.channel_joined = (struct ev_channel_joined){ c->channels.v[i], c->person };
	}
	return OK;
}

static err
need_label_free(const struct scene *s, str label)
{
	for (size_t i = 0; i < s->room->n_channels; i++)
		if (s->room->channels[i].is.kind == CHANNEL_OPEN && str_eq(s->room->channels[i].is.label, label))
			return err_new(s->a, ERR_CONFLICT, "label: there is a channel of that name already.");
	return OK;
}

/* Two people have one direct channel, whoever opens it. */
static err
need_pair(const struct scene *s, const struct cmd_open_channel *c)
{
	if (c->members.n != 1 || c->members.v[0] == s->actor.person)
		return err_new(s->a, ERR_MALFORMED, "members: a direct channel is with one other person");
	for (size_t i = 0; i < s->room->n_channels; i++) {
		const struct channel *had = &s->room->channels[i];

		if (had->is.kind == CHANNEL_DIRECT && refs_have(let_into(had), s->actor.person) && refs_have(let_into(had), c->members.v[0]))
			return err_new(s->a, ERR_CONFLICT, "You have a direct channel with them: channel %lld.", (long long)had->head.id);
	}
	return OK;
}

static err
need_counsel(const struct scene *s)
{
	if (!counsel_held_by(s->charter, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "A channel is made privileged by counsel: by who holds a seat that the charter calls so.");
	return OK;
}

err
decide_open_channel(const struct scene *s, const struct cmd_open_channel *c, struct outcome *out)
{
	err e;

	if (s->audience->outside && c->kind != CHANNEL_DIRECT && c->kind != CHANNEL_PRIVILEGED)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "People of the organisation open channels; you may write to one of them directly.");
	if (c->kind == CHANNEL_PRIVILEGED && (e = need_counsel(s)))
		return e;
	if ((e = need_room_open(s)))            return e;
	if ((e = need_label_free(s, c->label))) return e;
	for (size_t i = 0; i < c->members.n; i++)
		if ((e = need_member(s, c->members.v[i])))
			return e;
	if (c->kind == CHANNEL_DIRECT && (e = need_pair(s, c)))
		return e;
	emit(out, EV_channel_opened)->as.channel_opened = (struct ev_channel_opened){
		.label = c->label, .kind = c->kind, .members = c->members, .title = c->title };
	return OK;
}

err
decide_let_into_channel(const struct scene *s, const struct cmd_let_into_channel *c, struct outcome *out)
{
	const struct channel *channel;
	err e;

	if ((e = need_changeable(s, c->channel, &channel)))     return e;
	if ((e = need_privilege(s, channel, c->person)))        return e;
	if ((e = need_room_open(s)))                            return e;
	if ((e = need_member(s, c->person)))                    return e;
	if (refs_have(let_into(channel), c->person))
		return err_new(s->a, ERR_CONFLICT, "They are in the channel already.");
	emit(out, EV_channel_joined)->as.channel_joined = (struct ev_channel_joined){ c->channel, c->person };
	return OK;
}

/*
 * Anybody may leave.  Others are taken out of a privileged channel by counsel of the house, who alone lets them in again; of
 * any other by whoever opened it or is in charge.  Whoever could let others in again is taken out by nobody: counsel there,
 * elsewhere who is in charge.
 */
static err
need_may_take_out(const struct scene *s, const struct channel *channel, i64 person)
{
	bool privileged = channel->is.kind == CHANNEL_PRIVILEGED;
	i64 charge = in_charge(s->room);

	if (person == s->actor.person)
		return OK;
	if (s->audience->outside || !s->audience->whole)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You may leave; who else is in a channel is for people of the organisation who see the whole room.");
	if (privileged && counsel_held_by(s->charter, person))
		return err_new(s->a, ERR_REFUSED, "Counsel leaves a privileged channel only by themselves.");
	if (privileged)
		return need_privilege(s, channel, person);
	if (person == charge)
		return err_new(s->a, ERR_REFUSED, "They are in charge of the room, and leave a channel only by themselves.");
	if (s->actor.person != charge && s->actor.person != channel->opener)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You may leave; taking others out is for whoever opened the channel, and for whoever commands the room%s.",
		    s->room->commander ? "" : ", or opened it while nobody does");
	return OK;
}

err
decide_take_out_of_channel(const struct scene *s, const struct cmd_take_out_of_channel *c, struct outcome *out)
{
	const struct channel *channel;
	err e;

	if ((e = need_changeable(s, c->channel, &channel)))     return e;
	if ((e = need_may_take_out(s, channel, c->person)))     return e;
	if (!refs_have(let_into(channel), c->person))
		return no_such(s, "member of the channel", c->person);
	if (channel->n_members == 1)
		return err_new(s->a, ERR_REFUSED, "The last one in a channel cannot leave; what is in it would be lost to everybody.");
	emit(out, EV_channel_left)->as.channel_left = (struct ev_channel_left){ c->channel, c->person };
	return OK;
}

err
decide_mark_channel(const struct scene *s, const struct cmd_mark_channel *c, struct outcome *out)
{
	const struct channel *channel;
	err e;

	if ((e = need_counsel(s)))                              return e;
	if ((e = need_room_open(s)))                            return e;
	if ((e = need_changeable(s, c->channel, &channel)))     return e;
	if (channel->is.kind != CHANNEL_RESTRICTED)
		return err_new(s->a, ERR_CONFLICT, "The channel is %s; a restricted one can be marked privileged.",
		    word_text(&channel_kind_words, (int)channel->is.kind));
	emit(out, EV_channel_marked)->as.channel_marked.channel = c->channel;
	return OK;
}

/* ---- views ---- */

const struct head *
see_channel(const struct seeing *v, i64 id, struct ent_channel *out)
{
	const struct channel *c = FIND(v->room, channels, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_channel){ ID(c), .label = c->is.label, .kind = c->is.kind, .title = c->is.title,
	    .members = { c->members, c->n_members } };
	return &c->head;
}
