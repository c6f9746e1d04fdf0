/*
 * exim -- a real mail server on this machine: Debian's exim4, as nobody in
 * particular, with its own configuration in a folder of its own.
 *
 * It takes mail for private.example alone, after STARTTLS from user "tocsin",
 * password "a secret"; but for "unknown", and for "later" not yet.  Without a
 * certificate it asks for neither.
 *
 * Ownership: exim_open() is answered by exim_close().
 */
#ifndef EXIM_H
#define EXIM_H

#include "self_signed.h"
#include "test.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct exim { pid_t pid; unsigned port; str dir, ca; uid_t uid; gid_t gid; };

static const char exim_conf[] =
	"spool_directory = XDIR/spool\nlog_file_path = XDIR/%slog\npid_file_path = XDIR/pid\nexim_path = XDIR/exim\n"
	"exim_user = XUID\nexim_group = XGID\nnever_users =\ndeliver_drop_privilege\nkeep_environment =\n"
	"primary_hostname = mail.example.net\nlocal_interfaces = 127.0.0.1\ndaemon_smtp_ports = XPORT\nqueue_only = false\n"
	"smtp_enforce_sync\nacl_smtp_rcpt = rcpt\ndomainlist ours = private.example\nacl_smtp_data = whole\n"
	"tls_advertise_hosts = XTLS\ntls_certificate = XDIR/cert.pem\ntls_privatekey = XDIR/key.pem\nauth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}\n"
	"begin acl\nrcpt:\n  deny condition = XMUST\n       !authenticated = *\n       message = authenticate first\n  deny !domains = +ours\n       message = relay not permitted\n"
	"  deny local_parts = unknown\n       message = no such user here\n  defer local_parts = later\n  accept\n"
	"whole:\n  deny condition = ${if match{$h_subject:}{SPAM}}\n       message = this is spam\n  accept\n"
	"begin routers\nall:\n  driver = accept\n  transport = folder\n"
	"begin transports\nfolder:\n  driver = appendfile\n  directory = XDIR/mail\n  maildir_format\n  user = XUID\n  group = XGID\n"
	"begin authenticators\nplain:\n  driver = plaintext\n  public_name = PLAIN\n  server_prompts = :\n  server_set_id = $auth2\n"
	"  server_condition = ${if and{{eq{$auth2}{tocsin}}{eq{$auth3}{a secret}}}}\n";

static inline void
exim_write(const struct exim *x, const char *name, str bytes)
{
	str path = arena_fmt(T, "%.*s/%s", STR_ARG(x->dir), name);
	int fd = open(path.p, O_WRONLY | O_CREAT | O_TRUNC, 0700);

	CHECK(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n && fchown(fd, x->uid, x->gid) == 0 && close(fd) == 0);
}

static inline unsigned
exim_free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(bind(fd, (struct sockaddr *)&at, n) == 0 && getsockname(fd, (struct sockaddr *)&at, &n) == 0);
	close(fd);
	return ntohs(at.sin_port);
}

static inline bool
exim_answers(const struct exim *x)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)x->port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool yes = connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0;

	close(fd);
	return yes;
}

static inline void
exim_run(const struct exim *x)
{
	str exim = arena_fmt(T, "%.*s/exim", STR_ARG(x->dir)), conf = arena_fmt(T, "%.*s/conf", STR_ARG(x->dir)), log = arena_fmt(T, "%.*s/stderr", STR_ARG(x->dir));
	int fd = open(log.p, O_WRONLY | O_CREAT, 0600);

	setpgid(0, 0);                  /* with those it makes for each connection and letter */
	dup2(fd, STDERR_FILENO);
	if (getuid() == 0 && (setgroups(0, NULL) || setgid(x->gid) || setuid(x->uid)))
		_exit(9);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execl(exim.p, "exim", "-C", conf.p, "-bdf", (char *)NULL);
	_exit(9);
}

static inline struct exim
exim_open(bool certified)
{
	struct exim x = { .uid = getuid() ? getuid() : 65534, .gid = getgid() ? getgid() : 65534, .port = exim_free_port() };
	struct self_signed cert;
	char *dir = (char *)(uintptr_t)arena_fmt(T, "%s/exim-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp").p;

	if (access("/usr/sbin/exim4", X_OK) != 0) {
		print_message("# exim4-daemon-light is not installed: skipped\n");
		skip();
	}
	CHECK(mkdtemp(dir) && chown(dir, x.uid, x.gid) == 0);
	x.dir = str_c(dir);
	CHECK_OK(self_signed(T, STR("localhost"), &cert));
	exim_write(&x, "exim", read_whole("/usr/sbin/exim4"));
	exim_write(&x, "cert.pem", cert.certificate);
	exim_write(&x, "key.pem", cert.key);
	exim_write(&x, "conf", arena_fmt(T, "XDIR = %s\nXUID = %u\nXGID = %u\nXPORT = %u\nXTLS = %s\nXMUST = %s\n%s", dir, (unsigned)x.uid,
	    (unsigned)x.gid, x.port, certified ? "*" : "", certified ? "true" : "false", exim_conf));
	x.ca = arena_fmt(T, "%s/cert.pem", dir);
	if ((x.pid = fork()) == 0)
		exim_run(&x);
	for (int i = 0; i < 500 && !exim_answers(&x); i++)
		usleep(10000);
	CHECK(exim_answers(&x));
	return x;
}

/* The letter that has come, waiting for it; or absent after five seconds. */
static __attribute__((unused)) str
exim_letter(const struct exim *x, int nth)
{
	str folder = arena_fmt(T, "%.*s/mail/new", STR_ARG(x->dir));

	for (int i = 0; i < 500; i++, usleep(10000)) {
		DIR *d = opendir(folder.p);
		struct dirent *f;
		str path = { NULL, 0 };
		int n = 0;

		while (d && (f = readdir(d)))
			if (f->d_name[0] != '.' && n++ < nth)
				path = arena_fmt(T, "%s/%s", folder.p, f->d_name);
		if (d)
			closedir(d);
		if (n >= nth)
			return read_whole(path.p);
	}
	return (str){ NULL, 0 };
}

static __attribute__((unused)) void
exim_close(const struct exim *x)
{
	kill(-x->pid, SIGKILL);
	waitpid(x->pid, NULL, 0);
	CHECK(system(arena_fmt(T, "rm -rf '%.*s'", STR_ARG(x->dir)).p) == 0);
}

#endif
