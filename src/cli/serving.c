#include "serving.h"

#include "interface.h"

#include <event2/thread.h>
#include <signal.h>

static void
on_signal(evutil_socket_t fd, short what, void *base)
{
	(void)fd; (void)what;
	event_base_loopbreak(base);
}

static bool
is_local(str host)
{
	str port, name = str_cut(host, ':', &port);

	return str_eq(name, STR("localhost"));
}

static err
serve_house(struct arena *a, const struct serving_config *c, struct event_base *base, struct house *house)
{
	struct api *api = NEW(a, struct api, 1);
	struct server_config config = { .base = base, .address = c->address, .port = c->port,
		.tls_cert = c->tls_cert, .tls_key = c->tls_key, .admit = api_admit, .app = api };
	struct server *server;
	err e;

	*api = (struct api){ .house = house, .budget = budget_open(house, c->commands_a_minute) };
	memcpy(api->doors, c->doors, sizeof(api->doors));
	if (is_local(house->host))
		config.loopback = true;
	else
		config.origin = arena_fmt(a, "https://%.*s", STR_ARG(house->host));
	config.routes = api_routes(&config.n_routes);
	config.assets = interface_assets(&config.n_assets);
	hub_set_telling(house->hub, api_telling());
	if ((e = server_open(a, &config, &server))) {
		budget_close(api->budget);
		return e;
	}
	api->origin = config.origin.n ? config.origin :
	    arena_fmt(a, "%s://localhost:%u", c->tls_cert.n ? "https" : "http", server_port(server));
	c->ready(c->ctx, house, api->origin);
	event_base_dispatch(base);
	server_close(server);
	budget_close(api->budget);
	return OK;
}

err
serving_run(struct arena *a, const struct serving_config *c)
{
	struct house_config config = { .dir = c->dir, .clock = machine_clock() };
	struct event *term, *interrupt;
	struct house *house;
	err e;

	signal(SIGPIPE, SIG_IGN);
	config.base = event_base_new();
	assert(config.base);
	if ((e = house_open(a, &config, &house)))
		return e;
	term = evsignal_new(config.base, SIGTERM, on_signal, config.base);
	interrupt = evsignal_new(config.base, SIGINT, on_signal, config.base);
	evsignal_add(term, NULL);
	evsignal_add(interrupt, NULL);
	e = serve_house(a, c, config.base, house);
	house_close(house);
	event_free(term);
	event_free(interrupt);
	event_base_free(config.base);
	return e;
}
