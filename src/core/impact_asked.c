/* impact_asked -- what is asked of impact, as it is written, and what each kind of measure does. */
#include "impact.h"

enum impact_hit
impact_of_measure(enum measure_kind kind)
{
	switch (kind) {
	case FULL_SHUTDOWN: case ISOLATION:     /* nobody reaches it, whatever it could still do */
		return HIT_STOPPED;
	case RATE_LIMIT: case DEGRADED_MODE: case FEATURE_RESTRICTION: case READ_ONLY_MODE: case PARTIAL_SHUTDOWN:
		return HIT_DEGRADED;
	case SEGMENTATION: case CREDENTIAL_REVOCATION: case SESSION_REVOCATION: case ALTERNATIVE_ROUTE: case COMPENSATING_CONTROL:
	case measure_kind_none:
		break;
	}
	return impact_hit_none;
}

static err
read_stop(struct arena *a, str one, struct impact_stop *out)
{
	str kind, id = str_cut(one, ':', &kind);

	*out = (struct impact_stop){ .kind = kind.p ? (enum measure_kind)word_find(&measure_kind_words, kind) : FULL_SHUTDOWN };
	if (id.n == 0)
		return err_new(a, ERR_MALFORMED, "services: name what would stop by the numbers of services, such as 12,15:degraded_mode.");
	if (!str_number(id, &out->service))
		return err_new(a, ERR_MALFORMED, "services: %.*s is no number of a service.", STR_ARG(one));
	if (out->kind == measure_kind_none)
		return err_new(a, ERR_MALFORMED, "services: %.*s is no kind of measure, such as full_shutdown.", STR_ARG(kind));
	return OK;
}

err
impact_read(struct arena *a, str asked, struct impact_asked *out)
{
	struct impact_stop *v = NEW(a, struct impact_stop, LIMIT_IMPACT_NAMED);
	err e;

	*out = (struct impact_asked){ .stops = v };
	do {
		str one = str_cut(asked, ',', &asked);

		if (out->n == LIMIT_IMPACT_NAMED)
			return err_new(a, ERR_TOO_LARGE, "services: name %d at most.", LIMIT_IMPACT_NAMED);
		if ((e = read_stop(a, one, &v[out->n++])))
			return e;
	} while (asked.p);
	return OK;
}
