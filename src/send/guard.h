/*
 * guard -- where a message may go that a stranger asked for.
 *
 * A browser says where it listens, and whoever holds a browser may say
 * anything: a name that leads to this machine, to the router, to a cloud's
 * metadata, now or only at the second asking.  So the address's form is
 * judged before anything is looked up, and the address that is really to be
 * connected to at the moment it is, by whichever name it came.  There is no
 * time between the check and the use.
 *
 * What whoever runs the server has configured is no stranger's word, and is
 * not looked at here.
 *
 * Ownership: a guard judged good is ended by guard_end(); its text lives in the arena.
 */
#ifndef GUARD_H
#define GUARD_H

#include "base.h"

#include <curl/curl.h>
#include <sys/socket.h>

enum { ENDPOINT_MAX = 2048 };

struct guard {
	CURLU *url;                     /* what was judged, and what is used: nothing reads the address in a second way */
	str origin;                     /* "https://host", and ":port" if that is not 443 */
	bool local;                     /* this machine and nothing else, for tests */
	bool stopped;                   /* it led to where nothing may go */
};

/*
 * Judge a subscription's endpoint as far as its form tells: https, port 443,
 * a host that is a name of the open Internet (none that ends in .localhost,
 * .local or .internal), no user, no password.  With `loopback`, for tests alone, any port of localhost too.
 */
err  guard_judge(struct arena *, str endpoint, bool loopback, struct guard *out);
void guard_end(struct guard *);

/* Make a transfer go there and nowhere else: alone, and by a socket to an address that passes.  The guard
 * outlives the transfer. */
void guard_transfer(CURL *, struct guard *);
/* For every transfer, the operator's too: no redirect, no proxy, and no connection that another made or will
 * find, or a push would go where only a gateway may. */
void guard_alone(CURL *);

/*
 * Is it an address of the open Internet?  Not: loopback, private, shared
 * (RFC 6598), link-local, unique local, site-local, multicast, broadcast,
 * documentation, benchmarking, reserved, unspecified; nor any of IPv6 that
 * has an IPv4 address within (mapped, compatible, NAT64, 6to4, Teredo, ISATAP).
 */
bool guard_public(const struct sockaddr *);
bool guard_loopback(const struct sockaddr *);
/* Asked by the transfer for every socket: CURLOPT_OPENSOCKETFUNCTION. */
curl_socket_t guard_open(void *guard, curlsocktype, struct curl_sockaddr *);

#endif
