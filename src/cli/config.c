#include "config.h"

#include <stdio.h>

enum { CONFIG_BYTES = 64 * KIB };

static const struct option_row { const char *name, *takes, *standard, *meaning; } rows[] = {
#define OPTION(field, name, takes, standard, meaning) { name, takes, standard, meaning },
#include "config.def"
};

/* The settings one after another, in the order of the rows. */
static struct setting *
setting_at(struct config *c, size_t i)
{
	struct setting *const all[] = {
#define OPTION(field, name, takes, standard, meaning) &c->field,
#include "config.def"
	};

	return all[i];
}

/* ---- the command line ---- */

void
config_flags(struct flag out[CONFIG_OPTIONS], str given[CONFIG_OPTIONS])
{
	for (size_t i = 0; i < CONFIG_OPTIONS; i++)
		out[i] = (struct flag){ rows[i].name, &given[i], NULL };
}

void
config_take(struct arena *a, struct config *c, const str given[CONFIG_OPTIONS])
{
	for (size_t i = 0; i < CONFIG_OPTIONS; i++)
		if (given[i].p)
			*setting_at(c, i) = (struct setting){ given[i], arena_fmt(a, "--%s", rows[i].name) };
}

void
config_help(void)
{
	printf("tocsin serve %s\n\n  --config FILE\n      The configuration file; without it DIR/tocsin.conf, if it is there.\n", serve_arguments);
	for (size_t i = 0; i < CONFIG_OPTIONS; i++)
		printf("  --%s %s\n      %s%s%s%s\n", rows[i].name, rows[i].takes, rows[i].meaning,
		    *rows[i].standard ? " Usually " : "", rows[i].standard, *rows[i].standard ? "." : "");
	puts("\nEach of them may stand in the file, as `name = value`; a flag wins.");
}

/* ---- the file ---- */

struct reading { struct arena *a; const char *path; unsigned line; struct config *config; bool said[CONFIG_OPTIONS]; };

static err
wrong(const struct reading *r, size_t column, const char *fmt, str what)
{
	return err_at(r->a, arena_fmt(r->a, "%s:%u:%zu", r->path, r->line, column + 1),
	    err_new(r->a, ERR_MALFORMED, fmt, STR_ARG(what)));
}

static str
all_names(struct arena *a)
{
	struct buf b = buf_new(a, 256);

	for (size_t i = 0; i < CONFIG_OPTIONS; i++)
		buf_fmt(&b, "%s%s", i ? ", " : "", rows[i].name);
	return buf_str(&b);
}

/* A file is named as seen from the folder of who names it. */
static str
from_folder(struct arena *a, const char *path, str file)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL || str_starts(file, STR("/")))
		return file;
	return arena_fmt(a, "%.*s/%.*s", (int)(slash - path), path, STR_ARG(file));
}

static err
take_line(struct reading *r, str line)
{
	str value, name = str_trimmed(str_cut(line, '=', &value));
	size_t i = 0, column = (size_t)(name.p - line.p);
	struct setting *setting;

	if (name.n == 0 && value.p == NULL)
		return OK;
	if (*name.p == '#')
		return OK;
	while (i < CONFIG_OPTIONS && !str_eq(name, str_c(rows[i].name)))
		i++;
	if (i == CONFIG_OPTIONS)
		return wrong(r, column, "this is no option; the options are %.*s", all_names(r->a));
	if (value.p == NULL)
		return wrong(r, column + name.n, "%.*s = and its value are asked for", name);
	if ((value = str_trimmed(value)).n == 0)
		return wrong(r, column + name.n, "%.*s has no value; leave the line out for what is usual", name);
	if (r->said[i])
		return wrong(r, column, "%.*s is said twice", name);
	r->said[i] = true;
	setting = setting_at(r->config, i);
	if (setting->value.p == NULL)
		*setting = (struct setting){ strcmp(rows[i].takes, "FILE") == 0 ? from_folder(r->a, r->path, value) : value,
			arena_fmt(r->a, "%s:%u:%zu", r->path, r->line, (size_t)(value.p - line.p) + 1) };
	return OK;
}

err
config_read(struct arena *a, const char *path, struct config *c)
{
	struct reading r = { .a = a, .path = path, .config = c };
	str text;
	err e = cli_read(a, path, CONFIG_BYTES, &text);

	while (e == OK && text.n) {
		str line = str_cut(text, '\n', &text);

		r.line++;
		e = take_line(&r, line);
	}
	return e;
}

/* ---- what the values mean ---- */

static str
value_of(const struct config *c, size_t i)
{
	str value = setting_at((struct config *)(uintptr_t)c, i)->value;

	return value.p ? value : str_c(*rows[i].standard ? rows[i].standard : NULL);
}
#define VALUE(c, field) value_of((c), CONFIG_##field)

static err
choose(struct arena *a, const struct config *c, size_t i, size_t *out)
{
	str choices = str_c(rows[i].takes), value = value_of(c, i);

	for (*out = 0; choices.n; ++*out)
		if (str_eq(str_cut(choices, '|', &choices), value))
			return OK;
	return err_new(a, ERR_MALFORMED, "is one of %s", rows[i].takes);
}

/* 127.0.0.1:9464, [::1]:9464 */
static err
split_metrics(struct arena *a, str value, struct serving_config *out)
{
	size_t colon = value.n;

	while (colon && value.p[colon - 1] != ':')
		colon--;
	if (colon < 2)
		return err_new(a, ERR_MALFORMED, "is an address and a port, such as 127.0.0.1:9464");
	out->metrics = (str){ value.p, colon - 1 };
	if (out->metrics.p[0] == '[' && out->metrics.p[out->metrics.n - 1] == ']')
		out->metrics = (str){ value.p + 1, colon - 3 };
	return cli_port(a, str_from(value, colon), &out->metrics_port);
}

static err
need_both(struct arena *a, const struct config *c)
{
	bool cert = c->tls_cert.value.p, key = c->tls_key.value.p;

	if (cert == key)
		return OK;
	return err_at(a, cert ? c->tls_cert.place : c->tls_key.place,
	    err_new(a, ERR_MALFORMED, "a certificate and its key go together; %s is missing", cert ? "tls-key" : "tls-cert"));
}

static err
at(struct arena *a, const struct setting *s, err e)
{
	return e ? err_at(a, s->place, e) : OK;
}

err
config_serving(struct arena *a, const struct config *c, struct serving_config *out)
{
	size_t format, level;
	err e;

	out->address = VALUE(c, address);
	out->tls_cert = VALUE(c, tls_cert);
	out->tls_key = VALUE(c, tls_key);
	if ((e = need_both(a, c)))                                                              return e;
	if ((e = at(a, &c->port, cli_port(a, VALUE(c, port), &out->port))))                     return e;
	if ((e = at(a, &c->log_format, choose(a, c, CONFIG_log_format, &format))))              return e;
	if ((e = at(a, &c->log_level, choose(a, c, CONFIG_log_level, &level))))                 return e;
	if (c->metrics.value.p && (e = at(a, &c->metrics, split_metrics(a, c->metrics.value, out)))) return e;
	out->notices = (struct notices){ .json = format == 1, .least = (enum notice_level)level + LEVEL_DEBUG };
	return OK;
}
