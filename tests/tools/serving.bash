# serving.bash -- for the scripts that need a server: sourced, not run.
#
# Gives $dir (a temporary directory, gone at the end), found, start and stop
# for a real server on a free loopback port, and how results are told.
tocsin=${TOCSIN:-build/tocsin} passkey=${PASSKEY:-build/tests/tools/passkey} n=0 server_pid=
make -s "$passkey" || exit 2
dir=$(mktemp -d) || exit 2
trap 'stop; rm -rf "$dir"' EXIT

result() {      # NAME GOT WANT
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"
	else echo "not ok $n - $1"; printf '# got  %s\n# want %s\n' "$2" "$3"; fi
}

# matches NAME GOT PATTERN: a bash pattern.
matches() {
	n=$((n + 1))
	# shellcheck disable=SC2053
	if [[ "$2" == $3 ]]; then echo "ok $n - $1"
	else echo "not ok $n - $1"; printf '# got  %s\n# want %s\n' "$2" "$3"; fi
}

# found DATA ARGUMENT...: found a record, its first officer Ada; the link's secret is in $secret.
found() {
	local data=$1; shift
	"$tocsin" init --host localhost --organisation "Acme" --first-officer "Ada" "$@" "$data" > "$dir/sheet" || return
	secret=$(sed -n 's/.*enrol#//p' "$dir/sheet")
}

# start DATA: serve it; its address is in $server.
start() {
	: > "$dir/served"
	"$tocsin" serve --port "${2:-0}" "$1" > "$dir/served" 2> "$dir/served.err" &
	server_pid=$!
	for _ in {1..200}; do
		server=$(sed -n 's/^Tocsin is open at \([^ ]*\) .*/\1/p' "$dir/served")
		[ -n "$server" ] && return 0
		kill -0 "$server_pid" 2> /dev/null || break
		sleep 0.05
	done
	echo "# the server did not start: $(cat "$dir/served.err")"
	return 1
}

stop() {
	[ -n "$server_pid" ] && kill "$server_pid" 2> /dev/null && wait "$server_pid"
	server_pid=
}

# command COOKIE ROOM COMMAND BODY: its receipt.
command_as() { "$passkey" post "$server" "$1" "/api/rooms/$2/commands/$3" "$4"; }

# token_as KEYFILE COOKIE BODY: the receipt of a token that is issued and confirmed.
token_as() {
	local receipt
	receipt=$(command_as "$2" charter issue_token "$3") || return
	"$passkey" act "$server" "$1" "$2" charter confirm_token "$(jq .seq <<< "$receipt")" > /dev/null && echo "$receipt"
}
