/*
 * judge -- what is asked of every request before its first body byte.
 *
 * In this order: is it sent to us, is the address one of ours, does the page
 * that sends it belong to us, may who asks ask it, is the body one that the
 * address takes.  A refusal costs nothing but the head that was read.
 */
#include "exchange.h"
#include "reply.h"

static err
need_our_host(struct exchange *x)
{
	struct request *r = &x->request;
	str host = request_header(r, STR("host"));

	for (size_t i = 0; i < x->server->n_ours; i++)
		if (str_alike(x->server->ours[i].host, host)) {
			r->origin = x->server->ours[i].origin;
			return OK;
		}
	if (host.p == NULL)
		return err_new(&r->arena, ERR_MALFORMED, "The request must say its Host.");
	return err_new(&r->arena, ERR_MALFORMED, "This server is not the Host asked for; it is %.*s.", STR_ARG(x->server->ours[0].host));
}

static err
need_route(struct exchange *x)
{
	const struct server_config *config = x->server->config;
	struct request *r = &x->request;
	methods allowed;
	str text;

	r->route = route_find(config->routes, config->n_routes, r, &allowed);
	if (r->route || r->method == OPTIONS)
		return OK;
	if (allowed == 0 && asset_find(config->assets, config->n_assets, r))
		return OK;
	if (allowed == 0)
		return err_new(&r->arena, ERR_NO_SUCH, "There is nothing at this address.");
	text = methods_text(&r->arena, allowed);
	reply_header(x, STR("Allow"), text);
	return err_new(&r->arena, ERR_WRONG_METHOD, "This address answers %.*s.", STR_ARG(text));
}

/* A browser adds its cookies to whatever page asks; so the page must be ours.  A token is added by nobody but its holder. */
static err
need_our_page(struct request *r)
{
	str origin = request_header(r, STR("origin"));
	bool token = str_starts(request_header(r, STR("authorization")), STR("Bearer ")) && !request_header(r, STR("cookie")).p;

	if (r->method == GET || r->method == HEAD || r->method == OPTIONS || str_eq(origin, r->origin))
		return OK;
	if (origin.p == NULL && token)
		return OK;
	return err_new(&r->arena, ERR_FORBIDDEN, "This may be sent only from a page of %.*s, or with a token and no cookie.", STR_ARG(r->origin));
}

static err
need_fitting_body(struct exchange *x)
{
	struct request *r = &x->request;
	enum takes takes = r->route ? r->route->takes : TAKES_NOTHING;
	size_t most = takes == TAKES_UPLOAD ? x->server->limits.max_upload : LIMIT_BODY;

	if (r->has_body && takes == TAKES_NOTHING)
		return err_new(&r->arena, ERR_MALFORMED, "This address takes no body.");
	if (r->length > (i64)most)
		return err_new(&r->arena, ERR_TOO_LARGE, "At most %zu bytes are taken here.", most);
	return OK;
}

err
judge_request(struct exchange *x)
{
	const struct server_config *config = x->server->config;
	struct request *r = &x->request;
	err e;

	if ((e = need_our_host(x)))                             return e;
	if ((e = need_route(x)))                                return e;
	if ((e = need_our_page(r)))                             return e;
	if (r->route && (e = config->admit(config->app, r)))    return e;
	return need_fitting_body(x);
}
