#include "ways.h"

/* Its status is all that is asked of it: the first byte of a body ends the transfer. */
static size_t
take_nothing(char *bytes, size_t size, size_t n, void *ctx)
{
	(void)bytes; (void)size; (void)n; (void)ctx;
	return 0;
}

void
http_ready(struct shipment *s)
{
	curl_easy_setopt(s->curl, CURLOPT_WRITEFUNCTION, take_nothing);
	curl_easy_setopt(s->curl, CURLOPT_USERAGENT, "Tocsin/" TOCSIN_VERSION);
	s->list = curl_slist_append(s->list, "Expect:");
}

long
http_status(const struct shipment *s)
{
	long status = 0;

	curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &status);
	return status >= 200 ? status : 0;
}

static enum send_result
result_of(long status)
{
	if (status < 300)
		return SEND_ACCEPTED;
	return status >= 500 || status == 408 || status == 425 || status == 429 ? SEND_FAILED : SEND_REFUSED;
}

struct ending
http_judge(struct shipment *s, CURLcode code, const char *who)
{
	long status = http_status(s);

	if (status == 0)
		return (struct ending){ SEND_FAILED, arena_fmt(&s->a, "the %s gave no answer: %s", who, curl_easy_strerror(code)) };
	return (struct ending){ result_of(status), arena_fmt(&s->a, "the %s answered %ld", who, status) };
}
