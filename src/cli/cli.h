/*
 * cli -- the verbs of the command line.
 *
 * A contract that scripts rely on: what was asked for goes to standard
 * output, what went wrong to standard error as a sentence; exit 0 is yes, 1 a
 * clean no, 2 wrong use or unreadable input.
 *
 * Ownership: `arena` lives as long as the process.
 */
#ifndef CLI_H
#define CLI_H

#include "base.h"
#include "bounds.h"

/* argv[0] is the verb; the rest are its arguments. */
struct cli { struct arena arena; int argc; char **argv; };

#define VERB(name, arguments, meaning) int verb_##name(struct cli *);
#include "verbs.def"

/* Print the sentence on standard error; the exit code that belongs to it (0 for OK). */
int cli_fail(err);
/* cli_fail() of a file that could not be read: the sentence begins with its place; 2. */
int cli_unreadable(err);
/* Print how the verb is called; 2. */
int cli_usage(const struct cli *);

/* A flag of a verb: --name VALUE, or --name alone. */
struct flag { const char *name; str *value; bool *given; };
/*
 * Read the flags (getopt_long) and leave exactly `n_words` further arguments
 * in `words`.  false: it was called otherwise.
 */
bool cli_flags(struct cli *, const struct flag *, size_t n, const char **words, size_t n_words);

/* A port, 0 (any) to 65535; refused: what is no such number. */
err cli_port(struct arena *, str, unsigned *out);

/* A record as a line of JSON on standard output. */
struct field_table;
void cli_print_record(struct arena *, const struct field_table *, const void *rec);

/* The whole of a file ("-" is standard input), at most `max` bytes. */
err cli_read(struct arena *, const char *path, size_t max, str *out);

#endif
