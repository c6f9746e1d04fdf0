#include "store.h"

static const str SQLITE = STR_INIT("sqlite:"), MEMORY = STR_INIT("memory:");

err
store_open(struct arena *a, str where, struct store **out)
{
	if (str_eq(where, MEMORY))
		return memory_open(a, out);
	if (str_starts(where, SQLITE))
		return sqlite_open(a, str_from(where, SQLITE.n), out);
	return err_new(a, ERR_MALFORMED, "\"%.*s\" names no store; it is \"sqlite:DIR\" or \"memory:\"", STR_ARG(where));
}

err
store_open_reader(struct arena *a, str where, struct store **out)
{
	if (str_starts(where, SQLITE))
		return sqlite_open_reader(a, str_from(where, SQLITE.n), out);
	return err_new(a, ERR_MALFORMED, "\"%.*s\" cannot be read by another; \"sqlite:DIR\" can", STR_ARG(where));
}
