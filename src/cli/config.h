/*
 * config -- the server's options, from the command line and from one file.
 *
 * The file has lines of `name = value`; a line that begins with # is a
 * comment.  The names are those of config.def and nothing else, each at most
 * once.  A flag wins over the file, the file over what is usual.
 *
 * Ownership: texts live in the arena given.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include "cli.h"
#include "serving.h"
#include "send_config.h"

/* A value and where it was said: "--port", or "tocsin.conf:3:8"; absent: nowhere. */
struct setting { str value, place; };
struct config {
#define OPTION(field, name, takes, standard, meaning) struct setting field;
#include "config.def"
};
enum {
#define OPTION(field, name, takes, standard, meaning) CONFIG_##field,
#include "config.def"
	CONFIG_OPTIONS
};

/* As in the help of `tocsin serve`. */
#define OPTION(field, name, takes, standard, meaning) "[--" name " " takes "] "
static const char serve_arguments[] = "[--config FILE] "
#include "config.def"
    "[--help] DIR";

/* One flag for each option; what is given is found in `given`. */
void config_flags(struct flag out[CONFIG_OPTIONS], str given[CONFIG_OPTIONS]);
void config_take(struct arena *, struct config *, const str given[CONFIG_OPTIONS]);
/* What the flags did not say, from a file.  Refused with file:line:column: what is no option, said twice, or says nothing. */
err config_read(struct arena *, const char *path, struct config *);
/* As the server takes it; refused, with its place, what is no such value. */
err config_serving(struct arena *, const struct config *, struct serving_config *);
/* What of it is about messages that leave the house; the files that it names are read. */
err config_send(struct arena *, const struct config *, struct send_config *);
void config_help(void);

#endif
