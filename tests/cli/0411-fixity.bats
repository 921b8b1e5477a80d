#!/usr/bin/env bats
# hoso-verify --record and --oldest: when each bundle was checked, in a chain of lines;
# and that no single bit of a bundle can change unseen.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	dossier A 1.tif
	dossier B 1.tif
	dossier C 1.tif
	hoso-pack -q -o out A B C >made
}

# lines: bundle and outcome of each line of the log
lines() {
	jq -r '.bundle + " " + .outcome' out/fixity.jsonl | paste -sd,
}

@test "--record adds a line a bundle, each with the sha256 of the line before" {
	status 0 hoso-verify --record out/A.zip out/B.zip
	[ "$output" = $'ok out/A.zip\nok out/B.zip' ]
	[ "$(lines)" = 'A.zip ok,B.zip ok' ]
	[ "$(jq -r .time out/fixity.jsonl | uniq)" = 2023-11-14T22:13:20Z ]
	[ "$(head -1 out/fixity.jsonl | jq -r .sha512)" = "$(sha512sum <out/A.zip | cut -d' ' -f1)" ]
	[ "$(sed -n 2p out/fixity.jsonl | jq -r .previous)" = "$(head -1 out/fixity.jsonl | sha256sum | cut -d' ' -f1)" ]
	[ "$(cat out/fixity.head)" = "2 $(tail -1 out/fixity.jsonl | sha256sum | cut -d' ' -f1)" ]
	status 0 hoso-verify --record out/A.zip
	[ "$(lines)" = 'A.zip ok,B.zip ok,A.zip ok' ]
	[ "$(cd out && echo fixity*)" = 'fixity.head fixity.jsonl' ]
}

@test "what is bad, and what could not be read, is recorded with the reason" {
	truncate -s -1 out/A.zip
	head -c 300 out/B.zip >out/D.zip
	status 1 hoso-verify --record out/A.zip out/B.zip
	[ "$(lines)" = 'A.zip bad,B.zip ok' ]
	head -1 out/fixity.jsonl | jq -r .reason | grep -qF 'zip: its end record does not end it'
	status 1 hoso-verify --record nothing
	[ ! -e fixity.jsonl ]
}

@test "folders are checked, but not recorded" {
	status 0 hoso-verify --record A
	[ ! -e fixity.jsonl ]
}

@test "--oldest: the never checked first, then the longest unchecked" {
	SOURCE_DATE_EPOCH=2000 hoso-verify -q --record out/A.zip
	SOURCE_DATE_EPOCH=1000 hoso-verify -q --record out/C.zip
	status 0 hoso-verify --oldest 2 out
	[ "$output" = $'ok out/B.zip\nok out/C.zip' ]
	SOURCE_DATE_EPOCH=1800000000 status 0 hoso-verify --oldest 1 out
	[ "$output" = 'ok out/A.zip' ]
	SOURCE_DATE_EPOCH=1900000000 status 0 hoso-verify --oldest 100 out
	[ "$output" = $'ok out/B.zip\nok out/C.zip\nok out/A.zip' ]
	[ "$(wc -l <out/fixity.jsonl)" = 8 ]
}

@test "--budget stops before another is begun" {
	mkdir -p b/data
	truncate -s 3G b/data/zeros
	zip -q -1 out/0.zip b/data/zeros && rm b/data/zeros
	for i in 1 2 3 4 5 6 7 8 9; do ln out/0.zip "out/0$i.zip"; done
	status 1 timeout 100 hoso-verify -v --oldest 99 --budget 1 out
	[ "$(wc -l <out/fixity.jsonl)" -lt 10 ]
	says 'were left for want of time'
	status 2 hoso-verify --budget 1 out/A.zip
}

@test "a bundle that is gone is told" {
	hoso-verify -q --oldest 9 out
	rm out/B.zip
	status 0 hoso-verify --oldest 9 out
	says 'out: B.zip: no longer there, though fixity.jsonl knows it'
}

@test "another bundle in the place of a recorded one is told, unless it was packed anew" {
	hoso-verify -q --oldest 9 out
	echo more >>A/text/0001.txt
	hoso-pack -q -o out A >made
	status 0 hoso-verify --record out/A.zip
	says 'its sha512 is not the one that was recorded, last on 2023-11-14T22:13:20Z'
	cp out/B.zip out/A.zip
	rm out/A.zip.sha512
	status 1 hoso-verify --record out/A.zip
	grep -qF 'bad out/A.zip: its sha512 is not the one that was recorded' <<<"$output"
}

@test "a changed, removed, moved line is told, and nothing is added" {
	hoso-verify -q --oldest 9 out
	cp out/fixity.jsonl log
	for change in 's/"A.zip"/"X.zip"/' 1d 2d 3d '1{h;d};2{G}' '3s/ok/no/'; do
		sed "$change" log >out/fixity.jsonl
		cp out/fixity.jsonl changed
		status 1 hoso-verify --record out/A.zip
		says "out/A.zip: 'fixity.jsonl': "
		cmp changed out/fixity.jsonl
	done
	cp log out/fixity.jsonl
	status 0 hoso-verify --record out/A.zip
}

@test "a line that a killed program left unfinished is told and cut off" {
	hoso-verify -q --oldest 9 out
	cp out/fixity.jsonl log
	printf '{"format":1,"time' >>out/fixity.jsonl
	status 0 hoso-verify --record out/A.zip
	says 'out: fixity.jsonl: 17 bytes of a last line that was not whole were cut off'
	head -3 out/fixity.jsonl | cmp log -
	[ "$(wc -l <out/fixity.jsonl)" = 4 ]
}

@test "who records where another does is told to try again" {
	hoso-verify -q --record out/A.zip
	exec 9<>out/fixity.jsonl
	flock 9
	status 75 hoso-verify --record out/B.zip
	status 75 hoso-verify --oldest 1 out
	status 0 hoso-verify out/B.zip
	exec 9>&-
	[ "$(wc -l <out/fixity.jsonl)" = 1 ]
}

@test "hoso-pack and hoso-verify --record may work in one folder" {
	exec 9<out
	flock 9
	status 0 hoso-verify --record out/A.zip
	exec 9>&-
}

@test "killed at any moment, the log can be read and goes on" {
	for n in 1 2 3 4 5 6 7 8; do
		hoso-verify -q --oldest 3 out &
		sleep 0.0$((n * 2))
		kill -9 $! 2>/dev/null || true
		wait $! || true
	done
	status 0 hoso-verify --oldest 3 out
	jq -e .outcome out/fixity.jsonl >answers
}

@test "single-bit flips anywhere in a bundle are found, with its checksum beside it or without" {
	status 0 "$TOP/scripts/flip-loop" -n 60 -s 7 out/A.zip
	[[ $output == '60 of 60 single-bit flips found, '* ]]
	status 0 "$TOP/scripts/flip-loop" -a -n 60 -s 8 out/A.zip
}

@test "bits that no reader needs are found in a bundle alone: versions, times, attributes" {
	rm out/*.sha512
	python3 - out/A.zip <<-'EOF'
		import struct, subprocess, sys
		good = open(sys.argv[1], "rb").read()
		at = struct.unpack("<I", good[-6:-2])[0]
		places = [at + i for i in (4, 5, 6, 8, 12, 13, 14, 15, 34, 36, 38, 41)]
		places += [i for i in (4, 6, 10, 11, 12, 13)]
		for place in places:
		    for bit in range(8):
		        bad = bytearray(good)
		        bad[place] ^= 1 << bit
		        open("x.zip", "wb").write(bad)
		        if subprocess.run(["hoso-verify", "-q", "x.zip"], stdout=subprocess.DEVNULL).returncode != 1:
		            sys.exit(f"byte {place} bit {bit}")
	EOF
}

@test "a name that is not UTF-8 is known again" {
	mv out/B.zip $'out/b\xff.zip' && mv out/B.zip.sha512 $'out/b\xff.zip.sha512'
	sed -i 's/B.zip/b\xff.zip/' $'out/b\xff.zip.sha512'
	status 0 hoso-verify --oldest 9 out
	status 0 hoso-verify --oldest 1 out
	[ "$output" = 'ok out/A.zip' ]
	[ "$(jq -r .bundle out/fixity.jsonl | sort | uniq -c | awk '{ print $1, $2 }' | paste -sd,)" = '2 A.zip,1 C.zip,1 b%FF.zip' ]
	[[ $messages != *'no longer there'* ]]
}

@test "--oldest 0 is wrong usage" {
	mkdir -p b
	status 2 hoso-verify --oldest 0 b
	says '--oldest 0 would check nothing'
}
