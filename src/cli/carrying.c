#include "carrying.h"

#include "directory.h"

static bool
give(void *ctx, const struct parcel *p)
{
	struct carrying *c = ctx;

	return c->sender && send_give(c->sender, p);    /* none: it never came to serving */
}

static bool
has_gateway(const struct send_config *c, str name)
{
	for (size_t i = 0; i < c->n_gateways; i++)
		if (str_eq(c->gateways[i].name, name))
			return true;
	return false;
}

void
carrying_ready(struct carrying *c, const struct send_config *config)
{
	unsigned ways = 1u << BY_PUSH;

	if (config->mail.server.p)
		ways |= 1u << BY_MAIL;
	if (has_gateway(config, STR(GATEWAY_SMS)))
		ways |= 1u << BY_TEXT_MESSAGE;
	if (has_gateway(config, STR(GATEWAY_VOICE)))
		ways |= 1u << BY_PHONE;
	*c = (struct carrying){ .carrier = { ways, give, c }, .config = *config };
}

static err
push_key(struct arena *a, str dir, struct p256_key *key)
{
	str secret;
	err e = push_key_read(a, dir, &secret);

	if (e && e->kind == ERR_NO_SUCH) {
		*key = p256_generate();
		return push_key_write(a, dir, (str){ (const char *)key->secret, P256_SECRET });
	}
	if (e)
		return e;
	return p256_from_secret(secret, key) ? OK : err_new(a, ERR_DAMAGED, "%.*s/push-key is no key", STR_ARG(dir));
}

err
carrying_open(struct arena *a, struct carrying *c, struct house *h)
{
	err e = push_key(a, h->dir, &c->config.push_key);

	if (e)
		return e;
	c->config.log = h->origin;
	if (c->config.push_contact.p == NULL)
		c->config.push_contact = arena_fmt(a, "https://%.*s", STR_ARG(h->host));
	h->push_key = (str){ (const char *)c->config.push_key.point, P256_POINT };
	h->sender = c->sender = send_open(&c->config, h->base, outbox_done, h->outbox);
	if (c->config.mail.server.p == NULL && c->config.n_gateways == 0)
		notice(h->notices, NOTICE_push_alone, 0, STR(""));
	if (c->config.push_loopback_ca.p)
		notice(h->notices, NOTICE_push_to_itself, 0, c->config.push_loopback_ca);
	return OK;
}

void
carrying_close(struct carrying *c)
{
	if (c->sender)
		send_close(c->sender);
}
