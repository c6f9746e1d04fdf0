/*
 * token -- a program that may act for you.
 *
 * A token cannot issue tokens, and a passkey lives in a browser.  So the
 * secret is made up here and never leaves; its hash goes into a link, which
 * the owner opens, signed in, and confirms there:
 *
 *   SERVER/token#hash=H&scope=read|write&days=N&purpose=TEXT
 *
 * A token is known by its secret, so this waits until the server knows it.
 */
#include "client.h"

#include "base64.h"
#include "random.h"
#include "sha256.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SECRET_BYTES = 32, WAIT_SECONDS = 900, LOOK_SECONDS = 1 };

struct asked { str days, scope, purpose; };

static err
need_terms(struct arena *a, struct asked *asked)
{
	char *end;
	long days = strtol(asked->days.p, &end, 10);

	if (*end || days < 1 || days > 90)
		return err_new(a, ERR_MALFORMED, "--days: from 1 to 90");
	asked->days = arena_fmt(a, "%ld", days);
	if (!str_eq(asked->scope, STR("read")) && !str_eq(asked->scope, STR("write")))
		return err_new(a, ERR_MALFORMED, "--scope: read or write");
	if (asked->purpose.n < 1 || asked->purpose.n > 200)
		return err_new(a, ERR_MALFORMED, "--purpose: what it is for, in 1 to 200 bytes");
	return OK;
}

static str
link_for(struct arena *a, const struct client *c, const struct asked *asked, str secret)
{
	char *purpose = curl_easy_escape(NULL, asked->purpose.p, (int)asked->purpose.n);
	struct hash hash;
	str link;

	assert(purpose);
	sha256(secret.p, secret.n, &hash);
	link = arena_fmt(a, "%.*s/token#hash=%.*s&scope=%.*s&days=%.*s&purpose=%s", STR_ARG(c->server), STR_ARG(b64u_hash(a, hash)),
	    STR_ARG(asked->scope), STR_ARG(asked->days), purpose);
	curl_free(purpose);
	return link;
}

/* Whether it lives; a server that cannot be reached may be back. */
static err
wait_until_it_lives(struct arena *a, const struct client *c)
{
	for (int waited = 0; waited < WAIT_SECONDS; waited += LOOK_SECONDS) {
		struct arena scratch = *a;
		str me;

		if (client_get(&scratch, c, STR("/api/me"), &me) == OK && str_eq(client_member(&scratch, me, "signed_in"), STR("true")))
			return OK;
		sleep(LOOK_SECONDS);
	}
	return err_new(a, ERR_REFUSED, "nobody confirmed the token within %d minutes; it does not live", WAIT_SECONDS / 60);
}

static int
token_new(struct arena *a, struct client *c, struct asked *asked)
{
	u8 bytes[SECRET_BYTES];
	str secret;
	err e;

	if ((e = need_terms(a, asked)) || (e = client_open(a, c, false)))
		return cli_fail(e);
	random_bytes(bytes, sizeof(bytes));
	secret = b64u(a, bytes, sizeof(bytes));
	c->token = arena_fmt(a, "tocsin_%.*s", STR_ARG(secret));
	fprintf(stderr, "Open this where you are signed in with your passkey, and confirm:\n\n  %.*s\n\n",
	    STR_ARG(link_for(a, c, asked, secret)));
	if ((e = wait_until_it_lives(a, c)))
		return cli_fail(e);
	printf(c->json ? "{\"token\":\"%.*s\"}\n" : "%.*s\n", STR_ARG(c->token));
	return 0;
}

static int
token_revoke(struct arena *a, struct client *c, const char *id)
{
	char *end;
	long long token = strtoll(id, &end, 10);
	str receipt;
	err e;

	if (*end || token < 1)
		return cli_fail(err_new(a, ERR_MALFORMED, "a token is revoked by its number; `tocsin room show charter` lists them"));
	if ((e = client_open(a, c, true)) ||
	    (e = client_command(a, c, STR("charter"), STR("revoke_token"), arena_fmt(a, "{\"token\":%lld}", token), &receipt)))
		return cli_fail(e);
	if (c->json)
		printf("%.*s\n", STR_ARG(receipt));
	return 0;
}

int
verb_token(struct cli *c)
{
	struct cli rest = { c->arena, c->argc - 1, c->argv + 1 };
	struct client client = { .json = false };
	struct asked asked = { STR("90"), { NULL, 0 }, { NULL, 0 } };
	const struct flag flags[] = { CLIENT_FLAGS(&client), { "days", &asked.days, NULL }, { "scope", &asked.scope, NULL },
		{ "purpose", &asked.purpose, NULL } };
	bool making = rest.argc > 0 && strcmp(rest.argv[0], "new") == 0;
	const char *id = NULL;

	if (rest.argc < 1 || (!making && strcmp(rest.argv[0], "revoke") != 0) ||
	    !cli_flags(&rest, flags, countof(flags), &id, making ? 0 : 1))
		return cli_usage(c);
	return making ? token_new(&rest.arena, &client, &asked) : token_revoke(&rest.arena, &client, id);
}
