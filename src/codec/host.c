#include "host.h"

enum { NAME_MAX_BYTES = 253, LABEL_MAX_BYTES = 63, PORT_MAX = 65535, PORT_DIGITS = 5 };

static bool
is_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_label(str s)
{
	bool good = s.n >= 1 && s.n <= LABEL_MAX_BYTES && s.p[0] != '-' && s.p[s.n - 1] != '-';

	for (size_t i = 0; i < s.n && good; i++)
		good = (s.p[i] >= 'a' && s.p[i] <= 'z') || is_digit(s.p[i]) || s.p[i] == '-';
	return good;
}

static str
small(struct arena *a, str s)
{
	char *p = NEW(a, char, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + ('a' - 'A')) : s.p[i];
	return (str){ p, s.n };
}

err
host_name(struct arena *a, str text, str *out)
{
	str name = small(a, text), rest = name, label = { NULL, 0 };
	bool good = name.n >= 1 && name.n <= NAME_MAX_BYTES && name.p[name.n - 1] != '.';

	while (good && rest.n)
		good = is_label(label = str_cut(rest, '.', &rest));
	if (good && is_number(label))
		return err_new(a, ERR_MALFORMED, "%.*s is an address; passkeys need a name, such as crisis.example.net", STR_ARG(name));
	if (!good)
		return err_new(a, ERR_MALFORMED, "\"%.*s\" is no host name; crisis.example.net would be", STR_ARG(text));
	return *out = name, OK;
}

static bool
is_port(str s)
{
	int n = 0;

	if (!is_number(s) || s.n > PORT_DIGITS || s.p[0] == '0')
		return false;
	for (size_t i = 0; i < s.n; i++)
		n = n * 10 + (s.p[i] - '0');
	return n <= PORT_MAX;
}

err
host_origin(struct arena *a, str text, str *out)
{
	str port, name = str_cut(text, ':', &port);
	err e = host_name(a, name, &name);

	if (e || name.n == text.n)
		return e ? e : (*out = name, OK);
	if (!is_port(port))
		return err_new(a, ERR_MALFORMED, "\"%.*s\" is no port of a host; crisis.example.net:8443 would have one", STR_ARG(port));
	*out = arena_fmt(a, "%.*s:%.*s", STR_ARG(name), STR_ARG(port));
	return OK;
}
