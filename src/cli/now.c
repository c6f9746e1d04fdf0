/*
 * now -- begin tonight: five questions, and from an empty machine to people in a room.
 *
 * Founds a record with the smallest charter that holds, provisional and in
 * force, and a room in it; prints the sealing sheet and for each person a link
 * with its QR code; serves.
 */
#include "cli.h"
#include "found.h"
#include "qr.h"
#include "serving.h"
#include "send_config.h"
#include "tonight.h"

#include "canon.h"
#include "directory.h"
#include "field.h"
#include "host.h"
#include "random.h"
#include "self_signed.h"
#include "server.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 1024, PORT_OF_HTTPS = 443, USUAL_PORT = 8443 };

struct tonight {
	struct arena *a;
	struct founding_config founding;
	struct founded founded;
	struct serving_config serving;
	str host;                               /* --host; absent: this machine alone */
	str organisation;
	struct roles roles;
	struct founding_room room;
	str fingerprint;                        /* of the certificate made for tonight; absent: it has another, or none */
	bool told;                              /* the links were printed; nothing else has them */
};

/* ---- five questions ---- */

/* The option that answers it beforehand, and how long an answer may be in bytes. */
struct question { const char *option, *asks; size_t max; str *answer, usual; };

/* A name, as the record will take it. */
static err
need_name(struct arena *a, str s, size_t max)
{
	if (!utf8_valid(s) || field_name_wrong(s))
		return err_new(a, ERR_MALFORMED, "that is no text of one line in UTF-8, seen as it is");
	return s.n <= max ? OK : err_new(a, ERR_TOO_LARGE, "that is longer than %zu bytes", max);
}

/* One line, absent at the end; what is longer than any answer is read to its end and refused by its length. */
static str
read_answer(struct arena *a)
{
	char line[LINE];
	struct buf b = buf_new(a, LINE);

	while (fgets(line, sizeof(line), stdin)) {
		if (b.n < LINE)
			buf_put(&b, str_c(line));
		if (strchr(line, '\n'))
			break;
	}
	return b.n ? str_trimmed(buf_str(&b)) : (str){ NULL, 0 };
}

/* Asked again on a terminal until it will do; an empty line is what is usual. */
static err
ask(struct arena *a, const struct question *q)
{
	bool person_there = isatty(STDIN_FILENO);
	err e;

	if (q->answer->p)
		return err_at(a, str_c(q->option), need_name(a, *q->answer, q->max));
	for (;;) {
		fprintf(stderr, "%s [%.*s] ", q->asks, STR_ARG(terminal_text(a, q->usual.n ? q->usual : STR("nobody"))));
		*q->answer = read_answer(a);
		if (q->answer->p == NULL)
			return err_new(a, ERR_MALFORMED, "nobody answered; each question has an option too, see `tocsin now --help`");
		e = need_name(a, *q->answer, q->max);
		if (e == OK || !person_there)
			break;
		fprintf(stderr, "tocsin: %.*s\n", STR_ARG(e->why));
	}
	if (!person_there)
		fputc('\n', stderr);
	if (q->answer->n == 0)
		*q->answer = q->usual;
	return e;
}

/* Whoever sits at the machine, as far as it knows their name. */
static str
own_name(void)
{
	const struct passwd *me = getpwuid(getuid());
	str rest, name = me ? str_cut(str_c(me->pw_gecos), ',', &rest) : (str){ NULL, 0 };

	return name.n ? name : me && *me->pw_name ? str_c(me->pw_name) : STR("Incident commander");
}

/* Whoever was named before is that person, however they are written here: nobody is to agree with themselves from two links. */
static err
ask_person(struct tonight *t, struct question q)
{
	struct roles *r = &t->roles;
	str *const all[] = { &r->commander, &r->decider, &r->deputy, &r->speaker };
	size_t before = 0;
	err e;

	q.max = 120;
	if ((e = ask(t->a, &q)))
		return e;
	while (all[before] != q.answer && !same_name(*all[before], *q.answer))
		before++;
	if (!str_eq(*all[before], *q.answer))
		fprintf(stderr, "%.*s: taken for %.*s\n", STR_ARG(terminal_text(t->a, *q.answer)), STR_ARG(terminal_text(t->a, *all[before])));
	*q.answer = *all[before];
	return OK;
}

static err
ask_all(struct tonight *t)
{
	struct roles *r = &t->roles;
	str me = arena_str(t->a, own_name());
	err e;

	if ((e = ask(t->a, &(struct question){ "--organisation", "1/5 Which organisation is this?", 200, &t->organisation, STR("Our organisation") })))         return e;
	if ((e = ask_person(t, (struct question){ "--commander", "2/5 Who commands the incident?", 0, &r->commander, me })))                        return e;
	if ((e = ask_person(t, (struct question){ "--shutdown", "3/5 Who may decide to shut a service down?", 0, &r->decider, r->commander })))     return e;
	if ((e = ask_person(t, (struct question){ "--if-silent", "4/5 And who, if they do not answer?", 0, &r->deputy,
	    str_eq(r->decider, r->commander) ? STR("") : r->commander })))                                                                    return e;
	return ask_person(t, (struct question){ "--speaker", "5/5 Who speaks, to customers and the press?", 0, &r->speaker, r->decider });
}

/* ---- founding ---- */

/* A word that tells nothing. */
static str
codename(void)
{
	static const char *const words[] = {
		"alder", "anvil", "aspen", "basalt", "beacon", "birch", "cedar", "cobalt", "copper", "coral", "cypress", "delta",
		"ember", "falcon", "fjord", "garnet", "granite", "harbour", "hazel", "heron", "indigo", "jasper", "juniper", "kestrel",
		"lantern", "larch", "linden", "magnet", "maple", "marble", "meadow", "nickel", "onyx", "opal", "osprey", "otter",
		"pebble", "pewter", "plover", "quartz", "raven", "rowan", "saffron", "sparrow", "spruce", "topaz", "walnut", "willow",
	};
	u8 at;

	do
		random_bytes(&at, 1);
	while (at >= 256 / countof(words) * countof(words));
	return str_c(words[at % countof(words)]);
}

/* Passkeys are bound to the name, and to its port if that is not the usual one. */
static err
name_the_host(struct tonight *t)
{
	const struct serving_config *s = &t->serving;
	err e;

	if (t->host.p == NULL && s->tls_cert.p)
		return err_new(t->a, ERR_MALFORMED, "--tls-cert: goes with --host, the name that the certificate is for");
	if ((s->tls_cert.p == NULL) != (s->tls_key.p == NULL))
		return err_new(t->a, ERR_MALFORMED, "--tls-cert and --tls-key go together");
	if (t->host.p && (e = err_at(t->a, STR("--host"), host_name(t->a, t->host, &t->host))))
		return e;
	if (t->host.p && s->port == 0)
		return err_new(t->a, ERR_MALFORMED, "--port: 0 is for this machine alone; passkeys are bound to the port");
	if (s->tls_cert.p && (e = server_certificate(t->a, s->tls_cert, s->tls_key)))
		return e;
	t->founding.host = t->host.p == NULL ? STR("localhost") :
	    s->port == PORT_OF_HTTPS ? t->host : arena_fmt(t->a, "%.*s:%u", STR_ARG(t->host), s->port);
	return OK;
}

static err
found_tonight(struct tonight *t)
{
	struct charter_file file;
	struct tonight_tasks tasks;
	err e;

	if ((e = tonight_charter(t->a, t->organisation, &t->roles, &file)))
		return e;
	tasks = tonight_tasks(t->a, &file);
	t->room = (struct founding_room){ codename(), STR("What is happening tonight"), tasks.v, tasks.n };
	t->founding.organisation = t->organisation;
	t->founding.charter = &file.is;
	t->founding.room = &t->room;
	return found_record(t->a, &t->founding, &t->founded);
}

/* ---- its certificate and its options, for tonight and for every later start ---- */

static err
make_certificate(struct tonight *t, const struct self_signed *made)
{
	str dir = t->founding.dir;
	err e;

	if ((e = key_write(t->a, dir, STR("tls.crt"), made->certificate)) || (e = key_write(t->a, dir, STR("tls.key"), made->key)))
		return e;
	t->serving.tls_cert = arena_fmt(t->a, "%.*s/keys/tls.crt", STR_ARG(dir));
	t->serving.tls_key = arena_fmt(t->a, "%.*s/keys/tls.key", STR_ARG(dir));
	t->fingerprint = made->fingerprint;
	return OK;
}

/* As seen from the file. */
static str
absolute(struct arena *a, str path)
{
	char *real = realpath(path.p, NULL);
	str out = real ? arena_str(a, str_c(real)) : path;

	free(real);
	return out;
}

static str
options(const struct tonight *t)
{
	const struct serving_config *s = &t->serving;
	struct buf b = buf_new(t->a, 512);

	buf_fmt(&b, "# Written by `tocsin now`; `tocsin serve` reads it.\naddress = %.*s\n", STR_ARG(s->address));
	if (s->port)
		buf_fmt(&b, "port = %u\n", s->port);
	if (t->fingerprint.p)
		buf_put(&b, STR("tls-cert = keys/tls.crt\ntls-key = keys/tls.key\n"));
	else if (s->tls_cert.p)
		buf_fmt(&b, "tls-cert = %.*s\ntls-key = %.*s\n", STR_ARG(absolute(t->a, s->tls_cert)), STR_ARG(absolute(t->a, s->tls_key)));
	return buf_str(&b);
}

static err
write_options(const struct tonight *t)
{
	const char *path = arena_fmt(t->a, "%.*s/tocsin.conf", STR_ARG(t->founding.dir)).p;
	str text = options(t);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n;

	if (fd >= 0)
		close(fd);
	return written ? OK : err_new(t->a, ERR_STORE, "%s cannot be written", path);
}

/* ---- where it may be ---- */

static bool
is_there(struct arena *a, str dir, const char *name)
{
	return access(arena_fmt(a, "%.*s%s", STR_ARG(dir), name).p, F_OK) == 0;
}

/* Beside this one, where nothing is. */
static str
another_place(struct arena *a, str dir)
{
	int i = 2;

	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir.n--;
	while (is_there(a, dir, arena_fmt(a, "-%d", i).p))
		i++;
	return arena_fmt(a, "%.*s-%d", STR_ARG(dir), i);
}

/* ---- what is printed ---- */

static void
print_link(const struct tonight *t, str name, str secret, str origin, const char *why)
{
	str link = arena_fmt(t->a, "%.*s/enrol#%.*s", STR_ARG(origin), STR_ARG(secret));

	printf("\n%.*s%s\n\n  %.*s\n\n%.*s", STR_ARG(terminal_text(t->a, name)), why, STR_ARG(link),
	    STR_ARG(qr_text(t->a, link, isatty(STDOUT_FILENO))));
	if (t->fingerprint.p)
		printf("SHA-256 of the certificate:\n  %.*s\n", STR_ARG(t->fingerprint));
}

static void
print_reach(const struct tonight *t)
{
	const struct serving_config *s = &t->serving;
	str port = s->port && s->port != USUAL_PORT ? arena_fmt(t->a, " --port %u", s->port) : STR("");

	if (t->host.p == NULL)
		printf("This machine only: nobody else can open these links. If others are to come, stop this with Ctrl-C and begin anew,\n"
		    "with a name that their devices find; this record cannot take one any more:\n\n  tocsin now --host NAME%.*s --dir %.*s\n",
		    STR_ARG(port), STR_ARG(another_place(t->a, t->founding.dir)));
	if (t->fingerprint.p)
		printf("The certificate vouches for itself, so every browser warns, and browsers make no passkey behind that warning. On each device\n"
		    "install %.*s/keys/tls.crt as trusted, after comparing its SHA-256 with the one above; it is good for this name alone.\n"
		    "Or get a real certificate, which takes ten minutes: docs/operators-guide.md.\n", STR_ARG(t->founding.dir));
}

static void
print_all(struct tonight *t, str origin, const char *is_open)
{
	const struct founded *is = &t->founded;

	t->told = true;
	printf("%.*s\nThe room %.*s is %s %.*s. Each link is for one person, once, within 24 hours.\n", STR_ARG(sealing_sheet(t->a, is)),
	    STR_ARG(t->room.codename), is_open, STR_ARG(origin));
	print_link(t, t->roles.commander, is->secret, origin, ", who is to command. Open this one first: it is the charter officer's.");
	for (size_t i = 0; i < is->n_invited; i++)
		print_link(t, is->invited[i].name, is->invited[i].secret, origin,
		    ". Their passkey counts once its six words were read over the telephone and vouched for.");
	putchar('\n');
	print_reach(t);
	printf("\nThe charter is provisional: it is in force, and tomorrow's tasks are in the room. Stop with Ctrl-C; go on with `tocsin serve %.*s`.\n",
	    STR_ARG(t->founding.dir));
	fflush(stdout);
}

static void
say_ready(void *ctx, struct house *h, str origin)
{
	(void)h;
	print_all(ctx, origin, "open at");
}

/* ---- all of it ---- */

static str
directory_of_today(struct arena *a)
{
	time_t now = time(NULL);
	struct tm tm;
	char day[32];

	strftime(day, sizeof(day), "tocsin-now-%Y-%m-%d", localtime_r(&now, &tm));
	return arena_str(a, str_c(day));
}

/* Before anybody is asked anything. */
static err
need_new_place(struct tonight *t)
{
	str dir = t->founding.dir;
	const char *path = arena_cstr(t->a, dir);

	if (is_there(t->a, dir, "/instance"))
		return err_new(t->a, ERR_CONFLICT, "%s is a data directory already; `tocsin serve %s` goes on with it, and `tocsin now` with `--dir %.*s` begins anew",
		    path, path, STR_ARG(another_place(t->a, dir)));
	if (is_there(t->a, dir, "/tocsin.conf"))
		return err_new(t->a, ERR_CONFLICT, "%s/tocsin.conf is there already, and would be written; name another place with --dir", path);
	if (mkdir(path, 0700) == 0)
		rmdir(path);            /* made when all is answered; now it is known that it can be */
	else if (errno != EEXIST || access(path, W_OK | X_OK) != 0)
		return err_new(t->a, ERR_STORE, "%s cannot be made: %s", path, strerror(errno));
	return OK;
}

/* Whatever serving would stumble over, before anybody is asked anything, and before links are made that lead nowhere. */
static err
need_to_be_served(struct tonight *t)
{
	const struct serving_config *s = &t->serving;
	err e;

	if ((e = need_new_place(t)))                                    return e;
	if ((e = name_the_host(t)))                                     return e;
	return err_at(t->a, STR("--address, --port"), server_address(t->a, s->address, s->port));
}

static err
begin(struct tonight *t)
{
	struct self_signed made;
	bool self = t->host.p && t->serving.tls_cert.p == NULL;
	err e;

	if ((e = need_to_be_served(t)))                                 return e;
	if (t->host.p == NULL)
		fputs("This machine only: nobody else will be able to open the links. If others are to come, stop this now with Ctrl-C, and run the same\n"
		    "with --host NAME, a name that their devices find.\n\n", stderr);
	if (self && (e = self_signed(t->a, t->host, &made)))            return e;
	if ((e = ask_all(t)))                                           return e;
	if ((e = found_tonight(t)))                                     return e;
	if (self && (e = make_certificate(t, &made)))                   return e;
	if ((e = write_options(t)))                                     return e;
	e = serving_run(t->a, &t->serving);
	if (e && !t->told)
		print_all(t, arena_fmt(t->a, "%s://%.*s%s", t->host.p ? "https" : "http", STR_ARG(t->founding.host), t->host.p ? "" :
		    arena_fmt(t->a, ":%u", t->serving.port).p), "founded but NOT served; once `tocsin serve` runs it is at");
	return e;
}

/* Tonight nobody has a mail server at hand; browsers are reached without one. */
static const struct send_config push_alone;

int
verb_now(struct cli *c)
{
	struct tonight t = { .a = &c->arena, .founding = { .provisional = true, .invite = true, .clock = machine_clock() },
		.serving = { .ready = say_ready, .send = &push_alone, .ctx = &t } };
	str port = arena_fmt(t.a, "%d", USUAL_PORT);
	const struct flag flags[] = {
		{ "host", &t.host, NULL }, { "tls-cert", &t.serving.tls_cert, NULL }, { "tls-key", &t.serving.tls_key, NULL },
		{ "address", &t.serving.address, NULL }, { "port", &port, NULL }, { "dir", &t.founding.dir, NULL },
		{ "organisation", &t.organisation, NULL }, { "commander", &t.roles.commander, NULL }, { "shutdown", &t.roles.decider, NULL },
		{ "if-silent", &t.roles.deputy, NULL }, { "speaker", &t.roles.speaker, NULL },
	};
	err e;

	if (!cli_flags(c, flags, countof(flags), NULL, 0))
		return cli_usage(c);
	if ((e = cli_port(t.a, port, &t.serving.port)))
		return cli_fail(err_at(t.a, STR("--port"), e));
	if (str_eq(t.host, STR("localhost")) && t.serving.tls_cert.p == NULL)
		t.host = (str){ NULL, 0 };      /* no other machine finds this one by it, and browsers trust it without a certificate */
	if (t.serving.address.p == NULL)
		t.serving.address = t.host.p ? STR("::") : STR("127.0.0.1");
	if (t.founding.dir.p == NULL)
		t.founding.dir = directory_of_today(t.a);
	t.serving.dir = t.founding.dir;
	return cli_fail(begin(&t));
}
