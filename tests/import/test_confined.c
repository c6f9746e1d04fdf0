#include "test.h"

#include "confined.h"
#include "services_csv.h"
#include "yaml_doc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- jobs, most of them evil; what they return says that nothing stopped them */

static err
job_echo(struct arena *a, str in, str *out)
{
	(void)a;
	*out = in;
	return OK;
}

static err
job_refuse(struct arena *a, str in, str *out)
{
	(void)in, (void)out;
	return err_new(a, ERR_CONFLICT, "line 3: \x1b[31mno");
}

/* Name, what it tries. */
#define EVILS(EVIL)                                                              \
	EVIL(open_a_file,       open("/etc/passwd", O_RDONLY | O_CLOEXEC))       \
	EVIL(make_a_file,       creat("/tmp/tocsin-escaped", 0600))              \
	EVIL(remove_a_file,     unlink("/tmp/tocsin-none"))                      \
	EVIL(open_a_socket,     socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))  \
	EVIL(fork,              fork())                                          \
	EVIL(execute,           execl("/bin/true", "true", (char *)NULL))        \
	EVIL(signal_its_parent, kill(getppid(), 0))                              \
	EVIL(map_code,          mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)

#define EVIL(name, deed)                                                         \
	static err job_##name(struct arena *a, str in, str *out)                 \
	{                                                                        \
		int got = (deed);                                                \
		(void)in;                                                        \
		*out = arena_fmt(a, "got %d", got);                              \
		return OK;                                                       \
	}
EVILS(EVIL)
#undef EVIL

static err
job_spin(struct arena *a, str in, str *out)
{
	volatile bool on = true;

	(void)a, (void)in, (void)out;
	while (on)
		;
	return OK;
}

/* How many MiB can be had? */
static err
job_swell(struct arena *a, str in, str *out)
{
	int n = 0;
	char *p;

	(void)in;
	while ((p = mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) != MAP_FAILED) {
		p[0] = 1;
		n++;
	}
	*out = arena_fmt(a, "%d", n);
	return OK;
}

static err
job_flood(struct arena *a, str in, str *out)
{
	(void)in;
	*out = (str){ NEW(a, char, CONFINED_BYTES + 1), CONFINED_BYTES + 1 };
	return OK;
}

static err
job_abort(struct arena *a, str in, str *out)
{
	(void)a, (void)out;
	assert(in.n == 12345);
	return OK;
}

static err
job_crash(struct arena *a, str in, str *out)
{
	(void)a, (void)in, (void)out;
	raise(SIGSEGV);
	return OK;
}

/* Waits for nobody. */
static err
job_wait(struct arena *a, str in, str *out)
{
	int word = 0;

	(void)a, (void)in, (void)out;
	syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
	return OK;
}

/* Descriptors and variables that a parent could have left behind, counted before main(). */
static int descriptors, variables;

static err
job_look(struct arena *a, str in, str *out)
{
	(void)in;
	*out = arena_fmt(a, "%d %d", descriptors, variables);
	return OK;
}

static const struct confined_job jobs[] = {
#define EVIL(name, deed) { #name, job_##name },
	EVILS(EVIL)
#undef EVIL
	{ "echo", job_echo }, { "refuse", job_refuse }, { "spin", job_spin }, { "swell", job_swell },
	{ "flood", job_flood }, { "abort", job_abort }, { "crash", job_crash }, { "look", job_look }, { "wait", job_wait },
#define JOB(name, function, meaning) { #name, function },
#include "jobs.def"
};

/* A child is this very program, and must not become the tests again. */
__attribute__((constructor)) static void
be_the_child(int argc, char **argv)
{
	if (argc != 3 || strcmp(argv[1], "confined") != 0)
		return;
	for (int fd = 3; fd < 256; fd++)
		descriptors += fcntl(fd, F_GETFD) != -1;
	while (environ[variables])
		variables++;
	signal(SIGSEGV, SIG_DFL);       /* a sanitizer would look into it, with forbidden calls */
	confined_child(jobs, countof(jobs), argv[2]);
}

static err
run(const char *job, str in)
{
	str out = STR("");
	err e = confined_run(T, job, in, &out);

	if (e == OK)
		print_error("%s gave \"%.*s\"\n", job, (int)(out.n < 60 ? out.n : 60), out.p);
	return e;
}

static str
bytes_of(size_t n)
{
	char *p = NEW(T, char, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 7 + i / 251);
	return (str){ p, n };
}

TEST(bytes_go_in_and_bytes_come_out)
{
	str out;

	CHECK_OK(confined_run(T, "echo", STR("a\0b"), &out));
	CHECK_STR(out, STR("a\0b"));
	CHECK_OK(confined_run(T, "echo", STR(""), &out));
	CHECK_STR(out, STR(""));
}

TEST(much_goes_through_without_a_standstill)
{
	str in = bytes_of(CONFINED_BYTES), out;

	CHECK_OK(confined_run(T, "echo", in, &out));
	CHECK_STR(out, in);
}

TEST(a_refusal_keeps_its_kind_and_its_words_but_not_its_controls)
{
	err e = run("refuse", STR("x"));

	CHECK_ERR(e, CONFLICT, "line 3: ?[31mno");
	CHECK(e->why.n == strlen("line 3: ?[31mno"));
}

TEST(what_a_job_may_not_do_kills_it)
{
#define EVIL(name, deed) \
	CHECK_ERR(run(#name, STR("")), INTERNAL, #name " tried what a confined job may not do, and was stopped.");
	EVILS(EVIL)
#undef EVIL
	CHECK(access("/tmp/tocsin-escaped", F_OK) != 0);
}

TEST(a_crash_is_told)
{
	CHECK_ERR(run("crash", STR("")), INTERNAL, "crash crashed (signal 11).");
	CHECK_ERR(run("abort", STR("")), INTERNAL, "abort crashed (signal 6).");
}

TEST(a_job_that_is_not_there_is_told)
{
	CHECK_ERR(run("nothing", STR("")), INTERNAL, "there is no such job.");
}

TEST(the_processor_is_not_a_jobs_for_ever)
{
	CHECK_ERR(run("spin", STR("")), TOO_LARGE, "and was stopped.");        /* on a busy machine ten seconds pass before five are had */
}

TEST(time_is_not_a_jobs_for_ever)
{
	CHECK_ERR(run("wait", STR("")), TOO_LARGE, "wait took longer than 10 seconds and was stopped.");
}

TEST(memory_ends)
{
	str out, rest;
	int mib = 0;

	CHECK_OK(confined_run(T, "swell", STR(""), &out));
	for (rest = out; rest.n; rest = str_from(rest, 1))
		mib = mib * 10 + (rest.p[0] - '0');
	CHECK(mib >= 32 && mib <= (int)(CONFINED_MEMORY / MIB));
}

TEST(too_many_bytes_are_told_whichever_way_they_go)
{
	CHECK_ERR(run("flood", STR("")), TOO_LARGE, "flood put out more than 16777216 bytes and was stopped.");
	CHECK_ERR(run("echo", bytes_of(CONFINED_BYTES + 1)), TOO_LARGE, "there are more than 16777216 bytes.");
	CHECK_ERR(run("echo", bytes_of(2 * CONFINED_BYTES)), TOO_LARGE, "there are more than 16777216 bytes.");
}

TEST(nothing_of_the_parents_is_there)
{
	int fd = open("/dev/null", O_RDONLY);   /* without O_CLOEXEC */
	str out;

	CHECK(fd > 2 && setenv("TOCSIN_SECRET", "x", 1) == 0);
	CHECK_OK(confined_run(T, "look", STR(""), &out));
	CHECK_STR(out, STR("0 1"));        /* no descriptor; of the environment, the mark of a child */
	close(fd);
}

/* As an event loop would: the child waits for input that never ends. */
TEST(a_child_that_is_late_is_stopped_and_leaves_no_zombie)
{
	struct confined c;
	str out;

	CHECK_OK(confined_start(T, "echo", &c));
	CHECK_ERR(confined_end(T, &c, STR(""), true, &out), TOO_LARGE, "echo took longer than 10 seconds and was stopped.");
	CHECK(kill(c.pid, 0) != 0 && errno == ESRCH);
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

TEST(a_child_can_be_given_up_at_any_time)
{
	struct confined c;
	str out;

	CHECK_OK(confined_start(T, "echo", &c));
	CHECK_ERR(confined_end(T, &c, STR(""), false, &out), INTERNAL, "echo crashed (signal 9).");
}

TEST(yaml_is_read_by_the_child_as_by_ourselves)
{
	str text = STR("b: [1, two]\na: {c: 9.8}\n");
	struct yaml_doc ours, childs;

	CHECK_OK(yaml_load(T, STR("f.yaml"), text, &ours));
	CHECK_OK(yaml_load_confined(T, STR("f.yaml"), text, &childs));
	CHECK_STR(childs.json, ours.json);
	CHECK_STR(childs.places, ours.places);
	CHECK_ERR(yaml_load_confined(T, STR("f.yaml"), STR("a: 1\na: 2\n"), &childs), MALFORMED,
	    "f.yaml:2:1: the key \"a\" stands here a second time.");
	CHECK_ERR(yaml_load_confined(T, STR("f.yaml"), STR(""), &childs), MALFORMED, "f.yaml:1:1: the file is empty");
}

/* --- confine_self() */

/* What becomes of a process that confines itself and then does this. */
static int
after_confining(void (*deed)(FILE *f))
{
	FILE *f = fopen("/proc/self/exe", "rb");
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
		if (confine_self(T))
			_exit(9);
		deed(f);
		_exit(0);
	}
	fclose(f);
	waitpid(pid, &status, 0);
	return status;
}

static void
read_and_say(FILE *f)
{
	char magic[5] = { 0 };
	struct arena more = arena_open(MIB);

	if (fseek(f, 1, SEEK_SET) || fread(magic, 1, 3, f) != 3 || strcmp(magic, "ELF") != 0)
		_exit(1);
	if (pread(fileno(f), magic, 1, 0) != 1)
		_exit(2);
	if (printf("# still here%s\n", NEW(&more, char, 1)) < 0 || fflush(stdout))
		_exit(3);
	fclose(f);
}

static void open_another(FILE *f) { (void)f; (void)!open("/etc/passwd", O_RDONLY); }
static void reach_out(FILE *f)    { (void)f; (void)!socket(AF_INET, SOCK_STREAM, 0); }
static void start_one(FILE *f)    { (void)f; (void)!fork(); }

TEST(a_verb_that_has_confined_itself_reads_on_and_does_nothing_else)
{
	int s = after_confining(read_and_say);

	CHECK(WIFEXITED(s) && WEXITSTATUS(s) == 0);
	s = after_confining(open_another);
	CHECK(WIFSIGNALED(s) && WTERMSIG(s) == SIGSYS);
	s = after_confining(reach_out);
	CHECK(WIFSIGNALED(s) && WTERMSIG(s) == SIGSYS);
	s = after_confining(start_one);
	CHECK(WIFSIGNALED(s) && WTERMSIG(s) == SIGSYS);
}

TEST_MAIN()
