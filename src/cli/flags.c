#include "cli.h"

#include <getopt.h>

enum { FLAGS_MAX = 24 };

bool
cli_flags(struct cli *c, const struct flag *flags, size_t n, const char **words, size_t n_words)
{
	struct option options[FLAGS_MAX + 1] = { { NULL, 0, NULL, 0 } };
	int which;

	assert(n <= FLAGS_MAX);
	for (size_t i = 0; i < n; i++)
		options[i] = (struct option){ flags[i].name, flags[i].value ? required_argument : no_argument, NULL, (int)i + 1 };
	while ((which = getopt_long(c->argc, c->argv, "", options, NULL)) != -1) {
		if (which < 1 || (size_t)which > n)
			return false;
		if (flags[which - 1].value)
			*flags[which - 1].value = str_c(optarg);
		else
			*flags[which - 1].given = true;
	}
	if ((size_t)(c->argc - optind) != n_words)
		return false;
	for (size_t i = 0; i < n_words; i++)
		words[i] = c->argv[optind + (int)i];
	return true;
}

err
cli_port(struct arena *a, str s, unsigned *out)
{
	i64 port;

	if (s.n > 5 || !str_number(s, &port) || port > 65535)
		return err_new(a, ERR_MALFORMED, "a port is a number from 0 (any that is free) to 65535");
	*out = (unsigned)port;
	return OK;
}
