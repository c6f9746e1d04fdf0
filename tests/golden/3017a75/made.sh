#!/usr/bin/env bash
# How record.tar.xz was made, once, by the program as it was at commit 3017a75; it is never made anew.
# From a checkout of that commit, after `make all build/tests/tools/passkey`:  bash made.sh OUT
# Three people of library/charters/small.yaml, a reported suspicion, a matter with two decisions taken and one
# put up, a measure in force, tasks, a clock, a file, talk; and said.json, what that program then answered.
out=$(realpath -m "$1")
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
mkdir -p "$out/record" && rmdir "$out/record" || exit 2
give() { command_as "${!1}" "$2" "$3" "$4"; }                   # WHO ROOM COMMAND BODY
made() { give "$@" | jq .seq; }
answer() { "$passkey" act "$server" "$dir/$1" "${!1}" "${@:2}" > /dev/null; }
view() { "$passkey" get "$server" "$ines" "$1"; }
of() { view "/api/rooms/charter" | jq ".entities[] | select(.entity == \"$1\" and (.name // .title // .label) == \"$2\") | .id"; }
in_seconds() { echo "$(($(date +%s) + $1))000000"; }

# enrol WHO PERSON: by a link, and Ines vouches for the key.
enrol() {
	local secret=$1-$1-$1 hash key
	hash=$(printf %s "$secret" | openssl dgst -sha256 -binary | basenc --base64url | tr -d =)
	give ines charter invite_again "{\"person\":$2,\"secret\":\"$hash\"}" > /dev/null
	key=$("$passkey" enrol "$server" "$dir/$1" "$secret" | jq .credential)
	answer ines charter vouch "$key"
	printf -v "$1" %s "$("$passkey" sign-in "$server" "$dir/$1")"
}

"$tocsin" init --host localhost --charter library/charters/small.yaml "$out/record" > "$dir/sheet" || exit 2
secret=$(sed -n 's/.*enrol#//p' "$dir/sheet")
start "$out/record" 18443 || exit 2
ines=$("$passkey" enrol "$server" "$dir/ines" "$secret")
enrol marek "$(of person 'Marek Dvorak')"
it_lead=$(of seat 'IT lead') owner=$(of seat Owner) counsel=$(of seat 'Counsel and data protection')
orders=$(of service 'Web shop and orders')

suspicion=$(give ines new report_suspicion '{"what":"A parcel label that nobody printed"}' | jq .room)
room=$(give marek new declare_room '{"kind":"incident","severity":"SEV2","codename":"heron","title":"Invoices that nobody sent"}' | jq .room)
give ines "$room" post_message '{"text":"The printer wrote **all night**."}' > /dev/null
give marek "$room" assert_fact '{"name":"orders.down","value":true,"confidence":"confirmed","note":"The shop shows an error."}' > /dev/null
give marek "$room" set_objective '{"text":"The shop takes orders again"}' > /dev/null
give ines "$room" list_affected '{"things":[{"kind":"asset","name":"till-2","state":"suspected"}]}' > /dev/null
give marek "$room" record_occurrence "{\"text\":\"Somebody signed in from elsewhere\",\"happened_from\":$(in_seconds -7200),\"confidence\":\"probable\"}" > /dev/null

done=$(made marek "$room" open_task "{\"title\":\"Pull the network cable of till 2\",\"owner\":$it_lead,\"priority\":\"urgent\"}")
give marek "$room" take_tasks "{\"tasks\":[$done]}" > /dev/null
give marek "$room" finish_task "{\"task\":$done,\"result\":\"pulled, and labelled\"}" > /dev/null
give marek "$room" open_task "{\"title\":\"Image the disk of till 2\",\"owner\":$it_lead,\"due\":$(in_seconds 172800),\"needs\":[$done]}" > /dev/null
give marek "$room" start_clock "{\"title\":\"Tell the data protection authority\",\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],
	\"terms\":{\"label\":\"gdpr_33\",\"owner\":$counsel,\"limits\":[{\"from\":\"aware\",\"unit\":\"hours\",\"amount\":72}]}}" > /dev/null

# One answers, and it is taken: its measure is put in force.
contain=$(made marek "$room" open_decision '{"kind":"contain","question":"Cut till 2 off?"}')
cut=$(made marek "$room" propose_option "{\"decision\":$contain,\"title\":\"Cut it off\"}")
measure=$(made marek "$room" propose_measure "{\"option\":$cut,\"kind\":\"isolation\",\"owner\":$it_lead,\"lasts\":604800,\"text\":\"Till 2 stays off the network\"}")
give marek "$room" put_up_option "{\"option\":$cut}" > /dev/null
answer marek "$room" decide "$contain" "$cut" "$it_lead"
give marek "$room" apply_measure "{\"measure\":$measure}" > /dev/null

# Two answer, and it is taken.
stop_orders=$(made marek "$room" open_decision '{"kind":"partial_shutdown","question":"Stop taking orders until tomorrow?"}')
stop_them=$(made marek "$room" propose_option "{\"decision\":$stop_orders,\"title\":\"Stop the web shop\"}")
give marek "$room" propose_measure "{\"option\":$stop_them,\"kind\":\"partial_shutdown\",\"service\":$orders,\"owner\":$it_lead,\"lasts\":604800,\"text\":\"A page says when\"}" > /dev/null
give marek "$room" put_up_option "{\"option\":$stop_them}" > /dev/null
answer ines "$room" concur "$stop_orders" "$stop_them" "$owner"
answer marek "$room" decide "$stop_orders" "$stop_them" "$it_lead"

# Put up, and answered by nobody yet.
hire=$(made ines "$room" open_decision '{"kind":"engage_outside","question":"Call Kestrel IT tonight?"}')
call=$(made ines "$room" propose_option "{\"decision\":$hire,\"title\":\"Call them\"}")
give ines "$room" put_up_option "{\"option\":$call}" > /dev/null

curl -fsS -b "$ines" -H "Origin: $server" --data-binary 'what the printer printed' "$server/api/rooms/$room/attachments?name=label.txt" > /dev/null

# What it says of all that, an entity a line.
date +%s > "$out/at"
for what in charter "$suspicion" "$room"; do view "/api/rooms/$what" | jq -cS --arg of "$what" '.entities[] + {of: $of}'; done > "$dir/said"
view /api/rooms | jq -cS '.rooms[] + {of: "rooms"}' >> "$dir/said"
stop
cp "$dir/said" "$out/said.json"
cp "$dir/ines" "$dir/marek" "$out"
"$tocsin" verify "$out/record"
tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner -cJf "$out/record.tar.xz" --exclude=record.db-shm at ines marek record
