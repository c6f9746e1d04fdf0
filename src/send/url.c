#include "url.h"

str
url_part(struct arena *a, CURLU *url, CURLUPart which)
{
	char *text = NULL;
	str s = { NULL, 0 };

	if (curl_url_get(url, which, &text, 0) == CURLUE_OK)
		s = arena_str(a, str_c(text));
	curl_free(text);
	return s;
}

bool
url_visible(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] <= ' ' || (u8)s.p[i] > '~')
			return false;
	return s.n > 0;
}

bool
url_is_here(str host)
{
	return str_eq(host, STR("localhost")) || str_eq(host, STR("[::1]")) || str_eq(host, STR("127.0.0.1"));
}
