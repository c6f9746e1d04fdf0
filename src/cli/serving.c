#include "serving.h"

#include "carrying.h"
#include "interface.h"

#include <signal.h>

enum { METRICS_CONNECTIONS = 16 };

struct running {
	struct arena *a;
	const struct serving_config *config;
	struct event_base *base;
	struct house *house;
	struct api api;
	struct server *server, *metrics;
	struct carrying carrying;
};

static bool
is_local(str host)
{
	str port, name = str_cut(host, ':', &port);

	return str_eq(name, STR("localhost"));
}

/* ---- signals ---- */

static void
on_stop(evutil_socket_t fd, short what, void *ctx)
{
	struct running *r = ctx;

	(void)fd; (void)what;
	r->house->stopping = true;
	notice(r->config->notices, NOTICE_server_stopping, (i64)r->house->tree.size, STR(""));
	event_base_loopbreak(r->base);
}

/* The certificate was renewed. */
static void
on_hangup(evutil_socket_t fd, short what, void *ctx)
{
	struct running *r = ctx;
	struct arena scratch = *r->a;
	err e = r->server ? server_renew(&scratch, r->server) : OK;

	(void)fd; (void)what;
	if (e)
		notice(r->config->notices, NOTICE_certificate_refused, 0, e->why);
}

/* ---- listening ---- */

static err
open_public(struct running *r, struct server_config *config)
{
	const struct serving_config *c = r->config;

	*config = (struct server_config){ .base = r->base, .address = c->address, .port = c->port,
		.tls_cert = c->tls_cert, .tls_key = c->tls_key, .admit = api_admit, .app = &r->api, .notices = c->notices };
	if (is_local(r->house->host))
		config->loopback = true;
	else
		config->origin = arena_fmt(r->a, "https://%.*s", STR_ARG(r->house->host));
	config->routes = api_routes(&config->n_routes);
	config->assets = interface_assets(&config->n_assets);
	return server_open(r->a, config, &r->server);
}

static err
open_metrics(struct running *r, struct server_config *config)
{
	const struct serving_config *c = r->config;
	err e;

	if (c->metrics.p == NULL)
		return OK;
	*config = (struct server_config){ .base = r->base, .address = c->metrics, .port = c->metrics_port, .private = true,
		.admit = api_admit_operator, .app = &r->api, .notices = c->notices, .limits.connections = METRICS_CONNECTIONS };
	config->routes = api_routes(&config->n_routes);
	e = server_open(r->a, config, &r->metrics);
	return e ? err_at(r->a, STR("metrics"), e) : OK;
}

static void
say_open(struct running *r)
{
	const struct serving_config *c = r->config;

	r->api.server = r->server;
	r->api.origin = is_local(r->house->host) ?
	    arena_fmt(r->a, "%s://localhost:%u", c->tls_cert.n ? "https" : "http", server_port(r->server)) :
	    arena_fmt(r->a, "https://%.*s", STR_ARG(r->house->host));
	outbox_lead_to(r->house->outbox, r->api.origin);
	notice(c->notices, NOTICE_server_open, (i64)r->house->tree.size, r->api.origin);
	if (r->house->held)
		notice(c->notices, NOTICE_effects_held, 0, STR(""));
	c->ready(c->ctx, r->house, r->api.origin);
}

static err
start_carrying(struct running *r)
{
	return r->config->send ? carrying_open(r->a, &r->carrying, r->house) : OK;
}

static err
serve_house(struct running *r)
{
	struct server_config public, metrics;
	err e;

	r->api.house = r->house;
	r->api.budget = budget_open(r->house, r->config->most);
	r->api.demo = r->config->demo;
	hub_set_telling(r->house->hub, api_telling());
	if ((e = open_public(r, &public)) == OK && (e = open_metrics(r, &metrics)) == OK && (e = start_carrying(r)) == OK) {
		say_open(r);
		event_base_dispatch(r->base);
	}
	if (r->server)
		server_close(r->server);
	if (r->metrics)                 /* to the last it says that the other one is stopping */
		server_close(r->metrics);
	budget_close(r->api.budget);
	return e;
}

err
serving_run(struct arena *a, const struct serving_config *c)
{
	struct running r = { .a = a, .config = c, .base = event_base_new() };
	struct house_config config = { .base = r.base, .dir = c->dir, .clock = machine_clock(), .notices = c->notices };
	struct event *signals[3];
	err e;

	assert(r.base);
	signal(SIGPIPE, SIG_IGN);
	if (c->send) {
		carrying_ready(&r.carrying, c->send);
		config.carrier = &r.carrying.carrier;
	}
	if ((e = house_open(a, &config, &r.house)))
		return e;
	signals[0] = evsignal_new(r.base, SIGTERM, on_stop, &r);
	signals[1] = evsignal_new(r.base, SIGINT, on_stop, &r);
	signals[2] = evsignal_new(r.base, SIGHUP, on_hangup, &r);
	for (size_t i = 0; i < countof(signals); i++)
		event_add(signals[i], NULL);
	e = serve_house(&r);
	house_close(r.house);
	carrying_close(&r.carrying);
	for (size_t i = 0; i < countof(signals); i++)
		event_free(signals[i]);
	event_base_free(r.base);
	return e;
}
