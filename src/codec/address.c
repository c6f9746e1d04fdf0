#include "address.h"

enum { ADDRESS_MAX = 254, LOCAL_MAX = 64 };     /* RFC 5321 §4.5.3.1 */

/* Words of these characters with single dots between them. */
static bool
is_dotted(str s, const char *also, size_t n_also)
{
	bool dot = true;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' ? dot : !is_alnum(s.p[i]) && memchr(also, s.p[i], n_also) == NULL)
			return false;
		dot = s.p[i] == '.';
	}
	return !dot;
}

bool
is_mail_address(str s)
{
	str host, local = str_cut(s, '@', &host);

	return s.n <= ADDRESS_MAX && local.n <= LOCAL_MAX && is_dotted(local, "!#$%&'*+-/=?^_`{|}~", 19) && is_dotted(host, "-", 1);
}

bool
is_telephone(str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_digit(s.p[i]))
			digits++;
		else if (memchr(i ? " -/()." : "+(", s.p[i], i ? 6 : 2) == NULL)
			return false;
	}
	return digits > 0;
}
