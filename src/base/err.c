#include "base.h"

static const struct { const char *name, *doc; int http, exit; } kinds[] = {
#define ERR(sym, http, exit, doc) { #sym, doc, http, exit },
#include "errors.def"
};

const char *
err_name(enum err_kind kind)
{
	return kinds[kind].name;
}

const char *
err_doc(enum err_kind kind)
{
	return kinds[kind].doc;
}

int
err_http_status(enum err_kind kind)
{
	return kinds[kind].http;
}

int
err_exit_code(err e)
{
	return e ? kinds[e->kind].exit : 0;
}
