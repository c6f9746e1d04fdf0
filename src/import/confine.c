#include "confine.h"

#include "confined.h"

#include <errno.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The kernel's landlock_ruleset_attr as of its sixth version; Debian's headers
 * end at the second.  An older kernel takes it as long as what it does not
 * know is zero.
 */
struct ruleset { u64 files, net, scoped; };

/* Everything that the running kernel can fence in, and no exception to it. */
static struct ruleset
ruleset(long version)
{
	u64 files = (1u << 13) - 1;                     /* execute … make_sym */

	if (version >= 2) files |= 1u << 13;            /* refer */
	if (version >= 3) files |= 1u << 14;            /* truncate */
	if (version >= 5) files |= 1u << 15;            /* ioctl on devices */
	return (struct ruleset){
		.files  = files,
		.net    = version >= 4 ? 3 : 0,         /* bind and connect by TCP */
		.scoped = version >= 6 ? 3 : 0,         /* abstract sockets, signals */
	};
}

static void
landlock(void)
{
	enum { ASK_VERSION = 1 };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
	struct ruleset rules = ruleset(version);
	long fd;

	if (version < 1)
		return;
	if ((fd = syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0)) < 0)
		return;
	syscall(SYS_landlock_restrict_self, fd, 0);
	close((int)fd);
}

/* What may always be called; where one argument decides, only with (arg & mask) == value. */
static const struct call { enum confine from; int number; unsigned arg; u64 mask, value; } calls[] = {
	{ CONFINE_JOB,   SCMP_SYS(read),            0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(write),           0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(exit),            0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(exit_group),      0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(brk),             0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(mmap),            2, PROT_EXEC, 0 },
	{ CONFINE_JOB,   SCMP_SYS(mprotect),        2, PROT_EXEC, 0 },
	{ CONFINE_JOB,   SCMP_SYS(mremap),          0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(munmap),          0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(madvise),         0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(futex),           0, 0, 0 },  /* malloc's lock */
	{ CONFINE_JOB,   SCMP_SYS(getrandom),       0, 0, 0 },  /* malloc's, too */
	{ CONFINE_JOB,   SCMP_SYS(clock_gettime),   0, 0, 0 },
	{ CONFINE_JOB,   SCMP_SYS(rt_sigprocmask),  0, 0, 0 },  /* abort()'s: a failed assert */
	{ CONFINE_JOB,   SCMP_SYS(getpid),          0, 0, 0 },  /* is to be told from */
	{ CONFINE_JOB,   SCMP_SYS(gettid),          0, 0, 0 },  /* a forbidden call */
	{ CONFINE_JOB,   SCMP_SYS(sigaltstack),     0, 0, 0 },  /* a sanitizer asks, before the end */
	{ CONFINE_FILES, SCMP_SYS(writev),          0, 0, 0 },
	{ CONFINE_FILES, SCMP_SYS(pread64),         0, 0, 0 },
	{ CONFINE_FILES, SCMP_SYS(lseek),           0, 0, 0 },
	{ CONFINE_FILES, SCMP_SYS(fstat),           0, 0, 0 },
	{ CONFINE_FILES, SCMP_SYS(close),           0, 0, 0 },
	{ CONFINE_FILES, SCMP_SYS(ioctl),           1, ~(u64)0, TCGETS },       /* stdio: is it a terminal? */
	{ CONFINE_FILES, SCMP_SYS(newfstatat),      3, 0x1000, 0x1000 },        /* AT_EMPTY_PATH: fstat by its new name */
};

static int
allow(scmp_filter_ctx filter, const struct call *c)
{
	if (c->mask == 0)
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 0);
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 1,
	    SCMP_CMP(c->arg, SCMP_CMP_MASKED_EQ, c->mask, c->value));
}

static int
filter_calls(enum confine how)
{
	/* abort() is a signal to oneself */
	const struct call itself = { CONFINE_JOB, SCMP_SYS(tgkill), 0, ~(u64)0, (u64)getpid() };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int bad = filter ? 0 : -ENOMEM;

	for (size_t i = 0; i < countof(calls) && !bad; i++)
		if (calls[i].from <= how)
			bad = allow(filter, &calls[i]);
	if (!bad)
		bad = allow(filter, &itself);
	if (!bad)
		bad = seccomp_load(filter);
	seccomp_release(filter);
	return bad;
}

err
confine(struct arena *a, enum confine how)
{
	int bad;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return err_new(a, ERR_INTERNAL, "this process cannot be confined: %s.", strerror(errno));
	landlock();
	if ((bad = filter_calls(how)))
		return err_new(a, ERR_INTERNAL, "system calls cannot be filtered: %s.", strerror(-bad));
	return OK;
}

err
confine_self(struct arena *a)
{
	return confine(a, CONFINE_FILES);
}
