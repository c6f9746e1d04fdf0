/*
 * passkey -- a person with a passkey, for tests in shell: enrols, signs in, signs acts.
 *
 *   passkey enrol   SERVER KEYFILE SECRET      the secret of an invitation's link; makes the key
 *   passkey sign-in SERVER KEYFILE
 *   passkey act     SERVER KEYFILE COOKIE ROOM VERB OBJECT [OPTION SEAT]   of the charter's, those without words
 *   passkey get     SERVER COOKIE PATH
 *   passkey post    SERVER COOKIE PATH BODY    both with a session, from our own page
 *
 * Prints the session's cookie (enrol: or, of a key that waits to be vouched
 * for, {credential,vouched,words}), or what the server answered.  Exit 1 and
 * the problem on standard error when it says no.
 */
#include "authenticator.h"
#include "canon.h"
#include "json.h"

#include <curl/curl.h>
#include <openssl/pem.h>

static str server;

/* ---- asking the server ---- */

struct answer { struct buf body; str cookie; };

static size_t
take_body(char *p, size_t size, size_t n, void *ctx)
{
	buf_put(ctx, (str){ p, size * n });
	return size * n;
}

static size_t
take_header(char *p, size_t size, size_t n, void *ctx)
{
	str line = { p, size * n }, rest;

	if (line.n > 12 && strncasecmp(line.p, "set-cookie: ", 12) == 0)
		*(str *)ctx = arena_str(T, str_cut(str_from(line, 12), ';', &rest));
	return size * n;
}

/* GET, or POST if there is a body; ends the program when the server says no. */
static struct answer
ask(str cookie, const char *path, const char *body)
{
	CURL *c = curl_easy_init();
	struct curl_slist *headers = curl_slist_append(NULL, arena_fmt(T, "Origin: %.*s", STR_ARG(server)).p);
	struct answer a = { buf_new(T, KIB), { NULL, 0 } };
	CURLcode code;
	long status = 0;

	headers = curl_slist_append(headers, "Content-Type: application/json");
	curl_easy_setopt(c, CURLOPT_URL, arena_fmt(T, "%.*s%s", STR_ARG(server), path).p);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &a.body);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, &a.cookie);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
	if (cookie.n)
		curl_easy_setopt(c, CURLOPT_COOKIE, arena_cstr(T, cookie));
	if (body)
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
	if ((code = curl_easy_perform(c)) != CURLE_OK) {
		fprintf(stderr, "passkey: %s\n", curl_easy_strerror(code));
		exit(2);
	}
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
	if (status >= 400) {
		fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&a.body)));
		exit(1);
	}
	return a;
}

/* A member of an object, as canonical bytes; a text without its quotes and escapes. */
static str
member(str json, const char *name)
{
	str canonical, key, found = STR("");
	struct canon c;

	if (json_canonical(T, json, LIMIT_DEPTH, &canonical))
		return found;
	c = canon_open(T, canonical);
	canon_object(&c);
	while (canon_key(&c, &key))
		if (!str_eq(key, str_c(name)))
			canon_skip(&c);
		else if (canon_peek(&c) == CANON_STRING)
			found = canon_string(&c);
		else
			found = canon_raw(&c);
	return found;
}

static str
quoted(str text)
{
	struct buf b = buf_new(T, text.n + 2);

	canon_put_string(&b, text);
	return buf_str(&b);
}

static str
bytes(str raw)
{
	return b64u(T, raw.p, raw.n);
}

/* ---- the key ---- */

static struct authenticator
passkey_of(EVP_PKEY *key)
{
	str cose = cose_of(COSE_ES256, key);

	return (struct authenticator){ COSE_ES256, key, sha256_of(cose), STR("a test's passkey"), cose };
}

static struct authenticator
passkey_make(const char *path)
{
	FILE *f = fopen(path, "w");
	EVP_PKEY *key = new_key(COSE_ES256, 0);

	assert(f && PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL) == 1);
	fclose(f);
	return passkey_of(key);
}

static struct authenticator
passkey_read(const char *path)
{
	FILE *f = fopen(path, "r");
	EVP_PKEY *key = f ? PEM_read_PrivateKey(f, NULL, NULL, NULL) : NULL;

	if (key == NULL) {
		fprintf(stderr, "passkey: %s holds no key\n", path);
		exit(2);
	}
	fclose(f);
	return passkey_of(key);
}

/* "client_data":…,"auth_data":…,"signature":…  The passkey signs SHA-256 of what it is asked to. */
static str
assertion(const struct authenticator *key, str rp, str request)
{
	str client = client_data("get", sha256_of(request), arena_cstr(T, server));
	str auth = auth_data(arena_cstr(T, rp), 0x05, 0, (str){ NULL, 0 });
	str signature = bytes(authenticator_sign(key, auth, client));   /* once: no two are alike */

	return arena_fmt(T, "\"client_data\":\"%.*s\",\"auth_data\":\"%.*s\",\"signature\":\"%.*s\"", STR_ARG(bytes(client)),
	    STR_ARG(bytes(auth)), STR_ARG(signature));
}

/* ---- what it is called for ---- */

static void
say(str text)
{
	printf("%.*s\n", STR_ARG(text));
}

static void
enrol(const char *path, str secret)
{
	struct authenticator key = passkey_make(path);
	struct answer a = ask(STR(""), "/api/enrol/start", arena_fmt(T, "{\"secret\":%.*s}", STR_ARG(quoted(secret))).p);
	str start = buf_str(&a.body), request = member(start, "request");
	str client = client_data("create", sha256_of(request), arena_cstr(T, server));
	str data = auth_data(arena_cstr(T, member(start, "rp")), 0x45, 0, attested(&key));

	a = ask(STR(""), "/api/enrol/finish", arena_fmt(T,
	    "{\"secret\":%.*s,\"request\":%.*s,\"client_data\":\"%.*s\",\"attestation\":\"%.*s\"}", STR_ARG(quoted(secret)),
	    STR_ARG(quoted(request)), STR_ARG(bytes(client)), STR_ARG(bytes(attestation_object("none", STR("\xa0"), data)))).p);
	say(a.cookie.n ? a.cookie : buf_str(&a.body));
}

static void
sign_in(const char *path)
{
	struct authenticator key = passkey_read(path);
	struct answer a = ask(STR(""), "/api/sign-in/start", "{}");
	str start = buf_str(&a.body), request = member(start, "request"), answer = assertion(&key, member(start, "rp"), request);

	a = ask(STR(""), "/api/sign-in/finish", arena_fmt(T, "{\"request\":%.*s,\"credential\":\"%.*s\",%.*s}",
	    STR_ARG(quoted(request)), STR_ARG(bytes(key.id)), STR_ARG(answer)).p);
	say(a.cookie);
}

/* Draw an act up, sign it, and give it as a command; without an option it has no sources. */
static void
act(char **argv, const char *option, const char *seat)
{
	struct authenticator key = passkey_read(argv[3]);
	const char *room = argv[5], *verb = argv[6];
	struct buf asked = buf_new(T, 256);
	struct answer a;
	str drawn, text, answer, sources;

	buf_fmt(&asked, "{\"verb\":\"%s\",\"object\":%s", verb, argv[7]);
	if (option)
		buf_fmt(&asked, ",\"option\":%s,\"seat\":%s", option, seat);
	buf_put(&asked, STR("}\0"));
	a = ask(str_c(argv[4]), arena_fmt(T, "/api/rooms/%s/acts", room).p, asked.p);
	drawn = buf_str(&a.body);
	text = member(drawn, "act");
	answer = assertion(&key, member(text, "rp"), text);
	sources = option == NULL ? STR("") : arena_fmt(T, ",\"sources\":%.*s", STR_ARG(member(drawn, "sources")));
	a = ask(str_c(argv[4]), arena_fmt(T, "/api/rooms/%s/commands/%s", room, verb).p, arena_fmt(T, "{\"act\":%.*s,%.*s%.*s}",
	    STR_ARG(text), STR_ARG(answer), STR_ARG(sources)).p);
	say(buf_str(&a.body));
}

int
main(int argc, char **argv)
{
	str what = str_c(argc > 2 ? argv[1] : "");
	struct answer a;

	test_setup_(NULL);
	server = str_c(argc > 2 ? argv[2] : "");
	if (str_eq(what, STR("enrol")) && argc == 5) {
		enrol(argv[3], str_c(argv[4]));
	} else if (str_eq(what, STR("sign-in")) && argc == 4) {
		sign_in(argv[3]);
	} else if (str_eq(what, STR("act")) && (argc == 8 || argc == 10)) {
		act(argv, argc == 10 ? argv[8] : NULL, argv[argc - 1]);
	} else if ((str_eq(what, STR("get")) && argc == 5) || (str_eq(what, STR("post")) && argc == 6)) {
		a = ask(str_c(argv[3]), argv[4], argc == 6 ? argv[5] : NULL);
		say(buf_str(&a.body));
	} else {
		fprintf(stderr, "passkey: see the top of tests/tools/passkey.c\n");
		return 2;
	}
	test_teardown_(NULL);
	return 0;
}
