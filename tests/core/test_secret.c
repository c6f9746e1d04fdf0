/* What looks like a secret, and what only nearly does (A4). */
#include "test.h"

#include "secret.h"

/* (Written in two pieces, so that nobody's own scanner takes this file for a leak.) */
static const struct { const char *text, *what; } caught[] = {
	{ "-----BEGIN " "RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA", "a private key" },
	{ "see:\n-----BEGIN " "OPENSSH PRIVATE KEY-----", "a private key" },
	{ "-----BEGIN " "PRIVATE KEY-----", "a private key" },
	{ "key AK" "IAIOSFODNN7EXAMPLE, region eu", "an AWS access key" },
	{ "AS" "IAIOSFODNN7EXAMPLE", "an AWS access key" },
	{ "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG" "/bPxRfiCYEXAMPLEKEY", "a password or key" },
	{ "AI" "zaSyA1234567890abcdefghijklmnopqrstuv", "a Google API key" },
	{ "AccountName=x;Account" "Key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==", "an Azure storage key" },
	{ "use abc8Q" "~defghijklmnopqrstuvwxyz0123456789A now", "an Azure client secret" },
	{ "gh" "p_16C7e42F292c6912E7710c838347Ae178B4a", "a GitHub token" },
	{ "github" "_pat_11ABCDEFG0123456789abcdef_xyz", "a GitHub token" },
	{ "xox" "b-123456789012-abcdefghij", "a Slack token" },
	{ "sk" "_live_4eC39HqLyjWDarjtT1zdp7dc", "a Stripe key" },
	{ "jwt ey" "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", "a signed token (JWT)" },
	{ "toc" "sin_k9sV2mQ1x0cYb7uEoPz3nRtGhJwLdFa8", "a token of Tocsin's own" },
	{ "password: hunter2x", "a password or key" },
	{ "Password is below\nPASSWORD=Tr0ub4dor", "a password or key" },
	{ "{\"password\": \"hunter2x\"}", "a password or key" },
	{ "Passwort: Sommer2026", "a password or key" },
	{ "DB_PASSWORD=s3cr3tpw", "a password or key" },
	{ "api key = 9f8e7d6c5b", "a password or key" },
	{ "the password is hunter2", "a password or key" },
	{ "The new password is now: Winter-2026", "a password or key" },
	{ "Das Passwort lautet Sommer2026", "a password or key" },
	{ "password for the admin of srv-1: hunter2", "a password or key" },
	{ "Passwort f\xc3\xbcr VPN ist Sommer2026!", "a password or key" },
	{ "api token for the scanner = 9f8e7d6c5b", "a password or key" },
	{ "pw: hunter2", "a password or key" },
	{ "mot de passe : Tr0ub4dor", "a password or key" },
	{ "le mot de passe pour le VPN est Ete2026!", "a password or key" },
	{ "Contrase\xc3\xb1" "a: hunter2x", "a password or key" },
	{ "curl -H 'Authorization: Bea" "rer abcdefghijklmnopqrstuvwxyz123456'", "a bearer token" },
	{ "Authorization: Bas" "ic YWRtaW46aHVudGVyMg==", "a name and password (Basic)" },
	{ "postgres://app:hunter2@db.example/prod", "a password in an address" },
	{ "card 4111 1111 1111 1111 exp 12/29", "a card number" },
	{ "5500-0000-0000-0004", "a card number" },
	{ "378282246310005", "a card number" },
	{ "to DE89 3704 0044 0532 0130 00 please", "an account number (IBAN)" },
	{ "GB82WEST12345698765432", "an account number (IBAN)" },
};

static const char *const passed[] = {
	"", "-", ":", "://", "password", "password:", "password: ",
	"The password was reset, tell everybody.",
	"The password is changed", "the password is the same everywhere", "the password for srv-1 was changed by IT at 10:30", "password is", "password is now",
	"the secret was out by 10:30", "Passwords of 1,204 people: all of them were read", "password for", "password of a b c d e f: hunter2",
	"password: changed", "Password: see the vault", "password: rotate-it-tonight", "password: <redacted>", "password: ********",
	"password: https://vault.example/item/12", "Passwords: all of them were read", "secret: known!",
	"-----BEGIN " "CERTIFICATE-----", "-----BEGIN " "PUBLIC KEY-----", "--- BEGIN PRIVATE",
	"AKIA is how they begin", "AK" "IAIOSFODNN7EXAMPL", "AK" "IAIOSFODNN7EXAMPLEX1", "xAK" "IAIOSFODNN7EXAMPLE",
	"gh" "p_short", "xoxb-", "sk_live_", "eyJhbGciOi.eyJx.y", "tocsin_room is a name", "tocsin_",
	"4111 1111 1111 1112", "1767268800000000", "41111111111111110", "+49 170 1234567890", "A4111111111111111B", "order 4111-1111",
	"Bearer of bad news", "authorization: bearer tokens are what they steal", "mot de passe : voir le coffre", "Authorization: Basic auth",
	"0000 0000 0000 0000", "9999999999999995",
	"DE88 3704 0044 0532 0130 00", "DE89", "DE89370400440532013", "ABCD 1234 5678 9012 3456",
	"http://host:8080/path@x", "see https://example.org/a?b=c", "scp://host", "mail me@example.org",
	"sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	"CVE-2023-34362 on MOVEit 2023.0.1 from 198.51.100.7:443",
};

TEST(what_looks_like_a_secret_is_named)
{
	for (size_t i = 0; i < countof(caught); i++) {
		const char *what = secret_in(str_c(caught[i].text));

		if (what == NULL || strcmp(what, caught[i].what) != 0)
			fail_msg("%s: %s", caught[i].text, what ? what : "nothing");
	}
}

TEST(what_only_nearly_looks_like_one_is_let_pass)
{
	for (size_t i = 0; i < countof(passed); i++)
		if (secret_in(str_c(passed[i])))
			fail_msg("%s: %s", passed[i], secret_in(str_c(passed[i])));
}

TEST(nothing_is_read_beyond_the_end)
{
	for (size_t i = 0; i < countof(caught); i++)
		for (size_t n = 0; n <= strlen(caught[i].text); n++) {
			char *exact = malloc(n + 1);            /* a page of its own, for a sanitizer */

			memcpy(exact, caught[i].text, n);
			secret_in((str){ exact, n });
			free(exact);
		}
}

TEST_MAIN()
