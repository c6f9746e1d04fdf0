#include "config.h"

#include "address.h"
#include "directory.h"
#include "url.h"

#include <unistd.h>

enum { LOGIN_BYTES = 4 * KIB };

static err
at(struct arena *a, const struct setting *s, err e)
{
	return e ? err_at(a, s->place, e) : OK;
}

/* ---- mail ---- */

static err
need_together(struct arena *a, const struct config *c)
{
	const struct setting *lonely = c->mail_login.value.p ? &c->mail_login : c->mail_ca.value.p ? &c->mail_ca : &c->mail_from;

	if (c->mail_server.value.p && c->mail_from.value.p == NULL)
		return at(a, &c->mail_server, err_new(a, ERR_MALFORMED, "mail comes from somewhere; mail-from is missing"));
	if (c->mail_server.value.p == NULL && lonely->value.p)
		return at(a, lonely, err_new(a, ERR_MALFORMED, "mail is handed in somewhere; mail-server is missing"));
	return OK;
}

/* Whatever is wrong with a file, it is the configuration that names it. */
static err
read_secret(struct arena *a, const struct setting *s, size_t max, str *out)
{
	err e = secret_read(a, arena_cstr(a, s->value), max, out);

	return e ? at(a, s, err_new(a, ERR_MALFORMED, "%.*s", STR_ARG(e->why))) : OK;
}

static err
take_login(struct arena *a, const struct setting *s, struct mail_config *out)
{
	str text;
	err e;

	if ((e = read_secret(a, s, LOGIN_BYTES, &text)))
		return e;
	e = mail_read_login(a, text, out);
	return e ? at(a, s, err_at(a, s->value, e)) : OK;
}

static err
need_file(struct arena *a, const struct setting *s)
{
	if (access(arena_cstr(a, s->value), R_OK) != 0)
		return at(a, s, err_new(a, ERR_MALFORMED, "%.*s cannot be read", STR_ARG(s->value)));
	return OK;
}

static err
take_mail(struct arena *a, const struct config *c, struct mail_config *out)
{
	err e;

	if ((e = need_together(a, c)) || c->mail_server.value.p == NULL)
		return e;
	if (!is_mail_address(c->mail_from.value))
		return at(a, &c->mail_from, err_new(a, ERR_MALFORMED, "is an address such as tocsin@crisis.example.net, in ASCII"));
	out->from = c->mail_from.value;
	if ((e = at(a, &c->mail_server, mail_read_server(a, c->mail_server.value, out))))       return e;
	if (c->mail_login.value.p && (e = take_login(a, &c->mail_login, out)))                  return e;
	if (c->mail_ca.value.p && (e = need_file(a, &c->mail_ca)))                              return e;
	out->ca = c->mail_ca.value;
	return OK;
}

/* ---- gateways ---- */

static err
take_gateway(struct arena *a, const char *name, const struct setting *s, struct gateway *out)
{
	str text;
	err e;

	if ((e = read_secret(a, s, LIMIT_GATEWAY, &text)))
		return e;
	e = gateway_read(a, str_c(name), text, out);
	return e ? err_new(a, e->kind, "%.*s:%.*s", STR_ARG(s->value), STR_ARG(e->why)) : OK;
}

static err
take_gateways(struct arena *a, const struct config *c, struct send_config *out)
{
	const struct { const char *name; const struct setting *setting; } all[] = { { "sms", &c->sms }, { "voice", &c->voice } };
	struct gateway *gateways = NEW(a, struct gateway, countof(all));
	err e;

	out->gateways = gateways;
	for (size_t i = 0; i < countof(all); i++) {
		if (all[i].setting->value.p == NULL)
			continue;
		if ((e = take_gateway(a, all[i].name, all[i].setting, &gateways[out->n_gateways])))
			return e;
		out->n_gateways++;
	}
	return OK;
}

/* ---- push ---- */

/* It stands in a JSON string and in a header. */
static bool
is_contact(str s)
{
	if (!url_visible(s) || memchr(s.p, '"', s.n) || memchr(s.p, '\\', s.n))
		return false;
	return (str_starts(s, STR("https://")) && s.n > 8) || (str_starts(s, STR("mailto:")) && is_mail_address(str_from(s, 7)));
}

static err
take_push(struct arena *a, const struct config *c, struct send_config *out)
{
	const struct setting *contact = &c->push_contact, *ca = &c->push_loopback_ca;

	if (contact->value.p && !is_contact(contact->value))
		return at(a, contact, err_new(a, ERR_MALFORMED, "is mailto:ADDRESS or https://HOST"));
	out->push_contact = contact->value;
	out->push_loopback_ca = ca->value;
	return ca->value.p ? need_file(a, ca) : OK;
}

err
config_send(struct arena *a, const struct config *c, struct send_config *out)
{
	err e;

	*out = (struct send_config){ 0 };
	if ((e = take_mail(a, c, &out->mail)))  return e;
	if ((e = take_gateways(a, c, out)))     return e;
	return take_push(a, c, out);
}
