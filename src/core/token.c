/* token -- what a program acts with: asked for, confirmed by its owner, revoked. */
#include "authority.h"

#include "view.h"

i64
behind(const struct charter *c, i64 person, i64 via)
{
	const struct token *t = FIND(c, tokens, via);

	return t ? t->is.owner : person;
}

/* ---- folds ---- */

void
fold_token_issued(struct charter *c, const struct entry *e, const struct ev_token_issued *p)
{
	struct token *t = ADD(c, tokens);

	t->is = *p;
	touch(c->room, ENT_token, &t->head, e);
}

void
fold_token_confirmed(struct charter *c, const struct entry *e, const struct ev_token_confirmed *p)
{
	struct token *t = FIND(c, tokens, p->token);
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	t->confirmed = true;
	touch(c->room, ENT_token, &t->head, e);
}

void
fold_token_revoked(struct charter *c, const struct entry *e, const struct ev_token_revoked *p)
{
	struct token *t = FIND(c, tokens, p->token);

	t->revoked = true;
	touch(c->room, ENT_token, &t->head, e);
}

/* ---- decides ---- */

/* Whoever opens a token's link twice finds it where it waits. */
static err
need_fresh_secret(const struct scene *s, struct hash secret)
{
	for (size_t i = 0; i < s->charter->n_tokens; i++) {
		const struct token *t = &s->charter->tokens[i];

		if (hash_eq(t->is.secret, secret))
			return err_new(s->a, ERR_CONFLICT, t->is.owner == s->actor.person && !t->confirmed && !t->revoked ?
			    "You have asked for this token already; it waits for you to confirm it, under \"You\"." :
			    "This secret is another token's; make up a fresh one.");
	}
	return OK;
}

/* Revoked or over, it counts no more. */
static err
need_few_tokens(const struct scene *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->charter->n_tokens; i++) {
		const struct token *t = &s->charter->tokens[i];

		n += t->is.owner == s->actor.person && !t->revoked && s->now < t->is.expires;
	}
	if (n >= LIMIT_TOKENS)
		return err_new(s->a, ERR_CONFLICT, "You have %zu tokens already, and nobody has more at a time; revoke one that is not needed.", n);
	return OK;
}

err
decide_issue_token(const struct scene *s, const struct cmd_issue_token *c, struct outcome *out)
{
	err e;

	if ((e = need_fresh_secret(s, c->secret)))      return e;
	if ((e = need_few_tokens(s)))                   return e;
	emit(out, EV_token_issued)->as.token_issued = (struct ev_token_issued){
		.owner   = s->actor.person,
		.secret  = c->secret,
		.scope   = c->scope,
		.expires = s->now + c->days * DAY,
		.purpose = c->purpose,
	};
	return OK;
}

err
decide_confirm_token(const struct scene *s, const struct cmd_confirm_token *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "confirm_token", NO_WORDS, NO_WORDS);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_token_confirmed, &g, &act)->as.token_confirmed = (struct ev_token_confirmed){
	    act.object, g.act, g.client_data, g.auth_data, g.signature };
	return OK;
}

err
decide_revoke_token(const struct scene *s, const struct cmd_revoke_token *c, struct outcome *out)
{
	const struct token *t = FIND(s->charter, tokens, c->token);
	err e;

	if (t == NULL)
		return no_such(s, "token", c->token);
	if (s->actor.strength == SESSION_TOKEN && s->actor.via != c->token)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "A token ends itself, and no other.");
	if (t->is.owner != s->actor.person && (e = need_officer(s)))
		return e;
	if (t->revoked)
		return err_new(s->a, ERR_CONFLICT, "This token is revoked already.");
	emit(out, EV_token_revoked)->as.token_revoked.token = c->token;
	return OK;
}

/* ---- views ---- */

const struct head *
see_token(const struct seeing *v, i64 id, struct ent_token *out)
{
	const struct token *t = FIND(v->charter, tokens, id);

	if (t == NULL)
		return NULL;
	*out = (struct ent_token){ ID(t), .owner = t->is.owner, .scope = t->is.scope, .expires = t->is.expires,
	    .confirmed = t->confirmed, .revoked = t->revoked, .purpose = t->is.purpose };
	return &t->head;
}
