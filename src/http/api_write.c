/* api_write -- commands, and acts drawn up for signing. */
#include "api.h"

#include "authority.h"
#include "base64.h"
#include "json.h"
#include "sha256.h"
#include "view.h"

/* ---- commands ---- */

struct commanding { struct command_order is; struct exchange *x; struct api *api; };

void
api_receipt(struct api *api, struct exchange *x, const struct order *o, err e)
{
	struct request *q = exchange_request(x);

	if (e) {
		reply_err(x, e);
		return;
	}
	reply_json(x, o->repeated ? 200 : 201, arena_fmt(&q->arena,
	    "{\"room\":%lld,\"seq\":%lld,\"count\":%lld,\"n\":%lld}", (long long)o->receipt.stream,
	    (long long)o->receipt.seq, (long long)o->receipt.count,
	    (long long)house_index(api->house, &q->arena, &o->receipt)));
}

static void
command_over(struct order *o, err e)
{
	struct commanding *mine = o->ctx;

	budget_note(mine->api->budget, &o->actor, e);
	api_receipt(mine->api, mine->x, o, e);
}

static err
read_if_match(struct request *q, i64 *out)
{
	str s = request_header(q, STR("if-match"));

	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = (str){ s.p + 1, s.n - 2 };
	*out = 0;
	return s.n == 0 || str_number(s, out) ? OK : err_new(&q->arena, ERR_MALFORMED, "If-Match: is the number in the entity's `touched`");
}

err
api_key(struct request *q, str command, str body, struct order *o)
{
	str key = request_header(q, STR("idempotency-key"));
	struct buf b;

	if (key.p == NULL)
		return OK;
	if (key.n < 1 || key.n > 64)
		return err_new(&q->arena, ERR_MALFORMED, "Idempotency-Key: is 1 to 64 characters");
	b = buf_new(&q->arena, body.n + 256);
	buf_put(&b, q->path);
	buf_byte(&b, '\n');
	buf_put(&b, command);
	buf_byte(&b, '\n');
	buf_put(&b, body);
	o->key = key;
	sha256(b.p, b.n, &o->body);
	return OK;
}

/* What is wrong with the form of a command is kept until it is known that its room may be known of (law 15). */
static err
read_command(struct request *q, struct command_order *c)
{
	str name = request_parameter(q, STR("command"));
	err e;

	if ((c->kind = command_kind(name)) == CMD_none)
		return err_new(&q->arena, ERR_NO_SUCH, "There is no command %.*s; see /api in docs/openapi.json.", STR_ARG(name));
	if ((e = api_stream(q, true, &c->order.stream)))
		return e;
	c->sure = str_eq(request_query(q, STR("sure")), STR("true"));
	if ((c->malformed = read_if_match(q, &c->if_match)) == OK && (c->malformed = api_key(q, name, q->body, &c->order)) == OK)
		c->malformed = api_body(q, command_table(c->kind), &c->fields);
	if (c->malformed == OK && c->kind == CMD_add_attachment)
		c->malformed = err_new(&q->arena, ERR_REFUSED, "A file is brought by sending it to /api/rooms/{room}/attachments.");
	return OK;
}

void
post_command(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	struct commanding *c = NEW(&q->arena, struct commanding, 1);
	err e;

	c->x = x;
	c->api = api;
	if ((e = read_command(q, &c->is))) {
		reply_err(x, e);
		return;
	}
	if (c->is.order.stream == STREAM_NEW && (e = budget_room(api->budget, &q->arena, &api_caller(q)->actor, &q->wait))) {
		reply_err(x, e);
		return;
	}
	c->is.order.actor = api_caller(q)->actor;
	c->is.order.decide = decide_command;
	c->is.order.reply = command_over;
	c->is.order.ctx = &c->is;
	house_order(api->house, &c->is.order);
}

/* ---- acts ---- */

struct drawing {
	struct arena *a;
	struct house *house;
	const struct room *room;
	const struct audience *audience;
	const struct caller *who;
	struct rec_body_act asked;
	struct refs sources;
	u8 note_salt[SALT], nonce[16];
};

static struct rec_leaf_place *
place_of(struct arena *a, const struct room *room)
{
	struct rec_leaf_place *p = NEW(a, struct rec_leaf_place, 1);

	*p = (struct rec_leaf_place){ room->places[room->n_places - 1].lh, room->seq };
	return p;
}

/* The passkey that will sign: the session's own, or the newest that counts; none in a demonstration. */
static const struct credential *
signing_key(const struct drawing *d)
{
	const struct charter *c = d->house->charter;
	const struct credential *key = charter_credential(c, d->who->actor.via);

	if (key && key->is.person == d->who->actor.person && key->state == CREDENTIAL_VOUCHED)
		return key;
	for (size_t i = c->n_credentials; i-- > 0;)
		if (c->credentials[i].is.person == d->who->actor.person && c->credentials[i].state == CREDENTIAL_VOUCHED)
			return &c->credentials[i];
	return NULL;
}

/* What whoever asks may not see is not there to be signed for. */
static bool
is_seen(const struct drawing *d, i64 id)
{
	return may_name(&(struct scene){ .a = d->a, .charter = d->house->charter, .room = d->room, .audience = d->audience, .actor = d->who->actor }, id);
}

static err
draw_answer(struct drawing *d, struct rec_act *act)
{
	const struct decision *decision = FIND(d->room, decisions, d->asked.object);
	const struct option *option = FIND(d->room, options, d->asked.option);
	bool heard = verb_hears(d->asked.verb);
	i64 who = heard ? d->asked.person : d->who->actor.person;
	const struct deputy *deputy;

	if (!is_seen(d, d->asked.object) || !is_seen(d, d->asked.option) || decision == NULL || option == NULL || option->is.decision != d->asked.object)
		return err_new(d->a, ERR_NO_SUCH, "There is no such decision or option in this room.");
	act->option = d->asked.option;
	act->rule = decision->is.rule;
	may_sit_by(d->house->charter, d->room, decision, d->asked.seat, who, &act->grounds);
	deputy = FIND(d->room, deputies, act->grounds);
	act->for_ = heard ? who : deputy ? deputy->is.principal : 0;
	act->subject = subject_hash(d->a, d->room, option, d->room->seq);
	d->sources = brief_sources(d->a, d->house->charter, d->room, decision);
	if (!brief_hash(d->a, d->room, d->sources, &act->brief))
		return err_new(d->a, ERR_INTERNAL, "The brief could not be drawn up.");
	return OK;
}

/* It binds to what the answer that was heard binds to. */
static err
draw_of_heard(struct drawing *d, struct rec_act *act)
{
	const struct answer *x = FIND(d->room, answers, d->asked.object);
	const struct decision *decision = x ? FIND(d->room, decisions, x->decision) : NULL;

	if (!is_seen(d, d->asked.object) || x == NULL || x->voice == voice_none)
		return err_new(d->a, ERR_NO_SUCH, "There is no such answer in this room.");
	act->option = x->option;
	act->rule = decision->is.rule;
	act->seat = x->seat;
	act->grounds = x->grounds;
	act->for_ = x->principal;
	act->subject = subject_hash(d->a, d->room, FIND(d->room, options, x->option), x->head.id);
	return OK;
}

static err
draw_thing(struct drawing *d, struct rec_act *act)
{
	bool elsewhere = verb_is_charters(d->asked.verb) && d->room != d->house->charter->room;

	if (elsewhere || !is_seen(d, d->asked.object) || !thing_hash(d->house->charter, d->room, d->asked.verb, d->asked.object, &act->subject))
		return err_new(d->a, ERR_NO_SUCH, "There is nothing %lld here to %.*s.",
		    (long long)d->asked.object, STR_ARG(d->asked.verb));
	return OK;
}

static str
draw_note(struct drawing *d)
{
	struct buf value = buf_new(d->a, d->asked.note.n + 16);

	if (d->asked.note.n == 0)
		return STR("");
	canon_put_string(&value, d->asked.note);
	return disclosure_digest(d->a, disclosure_make(d->a, d->note_salt, STR("note"), buf_str(&value)));
}

static err
draw(struct drawing *d, struct rec_act *act)
{
	const struct charter *c = d->house->charter;
	const struct credential *key = signing_key(d);
	struct rec_tree_place *tree = NEW(d->a, struct rec_tree_place, 1);
	i64 now = house_now(d->house);

	house_nonce(d->nonce);
	house_nonce(d->note_salt);
	*tree = (struct rec_tree_place){ tree_root(&d->house->tree), (i64)d->house->tree.size };
	*act = (struct rec_act){
		.type = STR("tocsin/act/1"), .log = d->house->origin, .rp = house_rp(d->house), .verb = d->asked.verb,
		.stream = stream_name(d->a, d->room->id), .object = d->asked.object, .seat = d->asked.seat,
		.live = !c->founded.demo && d->room->kind != ROOM_EXERCISE,
		.person = d->who->actor.person, .credential = key ? key->head.id : 0,
		.charter = place_of(d->a, c->room), .head = place_of(d->a, d->room), .tree = tree,
		.note = draw_note(d), .nonce = { (const char *)d->nonce, sizeof(d->nonce) },
		.issued = now, .expires = now + ACT_LASTS,
	};
	if (verb_is_of_heard(d->asked.verb))
		return draw_of_heard(d, act);
	return verb_is_of_thing(d->asked.verb) ? draw_thing(d, act) : draw_answer(d, act);
}

static void
reply_act(struct later *l, struct drawing *d, const struct rec_act *act)
{
	struct buf text = buf_new(d->a, 2 * KIB), b = buf_new(d->a, 4 * KIB);

	field_write(&text, record_act_table(), act);
	buf_put(&b, STR("{\"act\":"));
	canon_put_string(&b, buf_str(&text));
	if (d->asked.note.n) {
		buf_put(&b, STR(",\"note_salt\":"));
		canon_put_string(&b, b64u(d->a, d->note_salt, SALT));
	}
	buf_put(&b, STR(",\"sources\":["));
	for (size_t i = 0; i < d->sources.n; i++) {
		canon_put_next(&b);
		buf_int(&b, d->sources.v[i]);
	}
	buf_put(&b, STR("]}"));
	reply_json(l->x, 200, buf_str(&b));
}

static void
then_act(struct later *l)
{
	struct drawing d = { .a = &l->q->arena, .house = l->api->house, .who = api_caller(l->q) };
	struct rec_act act;
	struct audience audience;
	struct loaded *room;
	err e;

	if ((e = api_room_here(l, &room, &audience)) || (e = api_body(l->q, record_body_act_table(), &d.asked))) {
		reply_err(l->x, e);
		return;
	}
	d.room = room->room;
	d.audience = &audience;
	if ((e = draw(&d, &act)))
		reply_err(l->x, e);
	else
		reply_act(l, &d, &act);
}

/* Only when nothing is under way: an act cites the newest tree, and that must be durable. */
void
post_act(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_act);
}
