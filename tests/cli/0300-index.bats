# hoso-index: what is in the index, and that it stays sound.
# shellcheck shell=bash disable=SC2154
load helper

# dossier PATH TEXT...: a dossier whose pages have these texts
dossier() {
	local path=$1 n=0 text
	shift
	rm -rf "$path"
	mkdir -p "$path/pages" "$path/text"
	jq -cn --arg code "${path##*/}" '{format:1,code:$code,files:[]}' >"$path/dossier.json"
	for text; do
		n=$((n + 1))
		page "$path" "$n" "$text"
	done
}

# page PATH NUMBER [TEXT]
page() {
	local name
	name=$(printf %04d "$2")
	printf '{"format":1,"page":%d,"file":"a.tif","frame":%d,"frames":2,"width":1,"height":1,"dpi":300,"state":"ok"}\n' \
		"$2" "$2" >"$1/pages/$name.json"
	[ $# -lt 3 ] || printf '%s' "$3" >"$1/text/$name.txt"
}

# lacks GREP-ARGUMENTS: no line is like that
lacks() {
	! grep "$@"
}

# found QUERY: the hits as dossier:page, in order of the names
found() {
	hoso-search -d x.db -n 0 "$@" | awk -F'\t' '{ print $1 ":" $2 }' | sort | paste -sd' '
}

@test "a dossier's pages are found, and its path is printed" {
	dossier work/A 'Nghị quyết của Huyện uỷ' 'Chỉ thị'
	status 0 hoso-index -d x.db work/A/
	[ "$output" = work/A/ ]
	[ "$(found 'huyện ủy')" = A:1 ]
}

@test "paths come from standard input, too, also ended by NUL" {
	dossier A một
	dossier $'B\nc' một
	printf 'A\0B\nc\0' >names
	status 0 hoso-index -0 -d x.db <names
	[ "$(found một | wc -w)" = 2 ]
}

@test "indexing again changes no byte" {
	dossier A một hai
	hoso-index -d x.db A
	cp x.db before
	status 0 hoso-index -d x.db A
	cmp x.db before
	[ ! -e x.db-wal ]
}

@test "changed pages are replaced, vanished ones go" {
	dossier A một hai ba
	hoso-index -d x.db A
	dossier A một bốn
	hoso-index -d x.db A
	[ -z "$(found hai)$(found ba)" ]
	[ "$(found bốn)" = A:2 ]
	status 0 hoso-index -d x.db --check
}

@test "pages without text wait, and -v says so" {
	dossier A một
	page A 2
	status 0 hoso-index -v -d x.db A
	says '1 pages have no text yet'
	page A 2 hai
	hoso-index -d x.db A
	[ "$(found hai)" = A:2 ]
}

@test "a dossier without any text is an error that says what to do" {
	dossier A
	dossier B một
	page A 1
	status 1 hoso-index -d x.db A B
	says 'hoso-index: A: nothing to index: run hoso-ocr first'
	[ "$output" = B ]
}

@test "what is no dossier spoils only itself" {
	dossier A một
	mkdir empty
	dossier C hai
	echo '{' >C/documents.json
	status 1 hoso-index -d x.db missing empty C A
	says 'hoso-index: missing:'
	says 'hoso-index: empty: not a dossier'
	says 'hoso-index: C:'
	[ "$output" = A ]
	[ -z "$(found hai)" ]
}

@test "--json tells how many pages there are and how many wait" {
	dossier A một hai
	page A 3
	status 0 hoso-index -d x.db --json A
	[ "$output" = '{"format":1,"dossier":"A","pages":2,"waiting":1}' ]
	status 0 hoso-index -d x.db --rebuild . --json
	[ "$output" = '{"format":1,"dossier":"./A","pages":2,"waiting":1}' ]
}

@test "a bundle is indexed like its dossier" {
	dossier A 'Nghị quyết' 'Chỉ thị'
	mkdir A/masters
	printf scan >A/masters/a.tif
	sum=$(sha256sum A/masters/a.tif | cut -d' ' -f1)
	printf '{"format":1,"code":"A","files":[{"name":"a.tif","size":4,"sha256":"%s","state":"ok","pages":2}]}\n' \
		"$sum" >A/dossier.json
	cat >A/documents.json <<-'DOCUMENTS'
		{"format":1,"documents":[{"pages":[1,2],"type":{"value":"Nghị quyết"}}]}
	DOCUMENTS
	hoso-pack -o out A
	hoso-index -d folder.db A
	status 0 hoso-index -d x.db out/A.zip
	[ "$output" = out/A.zip ]
	hoso-search -d folder.db type:NQ >want || :
	hoso-search -d folder.db 'chi thi type:"nghi quyet"' >>want
	hoso-search -d x.db type:NQ >got || :
	hoso-search -d x.db 'chi thi type:"nghi quyet"' >>got
	cmp want got
	# and the folder is what the index knows already
	cp x.db before
	hoso-index -d x.db A
	cmp x.db before
	head -c 2000 out/A.zip >torn.zip
	status 1 hoso-index -d x.db torn.zip
	says 'torn.zip'
}

@test "without an index's name nothing is done" {
	dossier A một
	status 2 hoso-index A
	says '-d DB'
	status 2 hoso-index -d x.db --check A
	status 2 hoso-index -d x.db --check --remove A
}

@test "dossiers are removed by code, by path and by bundle" {
	dossier w/A một
	dossier w/B một
	dossier w/C một
	dossier w/D một
	hoso-index -d x.db w/*
	status 0 hoso-index -d x.db --remove A w/B/ out/C.zip
	[ "$(found một)" = D:1 ]
	status 1 hoso-index -d x.db --remove A
	says 'no such dossier'
	status 0 hoso-index -d x.db --check
	[ "$output" = ok ]
}

@test "removing or checking makes no index" {
	status 3 hoso-index -d x.db --remove A
	status 3 hoso-index -d x.db --check
	[ ! -e x.db ]
}

@test "a file that is no index is refused and left alone" {
	dossier A một
	echo 'a letter to the committee' >letter
	cp letter before
	status 3 hoso-index -d letter A
	says 'no index'
	cmp letter before
	status 3 hoso-index -d . A
	status 3 hoso-index -d missing/x.db A
}

@test "an empty file becomes an index" {
	dossier A một
	: >x.db
	status 0 hoso-index -d x.db A
	[ "$(found một)" = A:1 ]
}

@test "any damaged page of the file is found by --check, and healed by --rebuild" {
	dossier w/A 'Nghị quyết của Huyện uỷ' "$(seq 1 3000)"
	dossier w/B 'về đất đai' "$(seq 3000 5000)"
	hoso-index -d x.db w/*
	cp x.db good
	for ((n = 1; n < $(stat -c %s good) / 8192; n++)); do
		cp good x.db
		dd if=/dev/urandom of=x.db bs=8192 seek="$n" count=1 conv=notrunc status=none
		status 1 hoso-index -d x.db --check
		says 'hoso-index --rebuild'
		got=0
		hoso-search -d x.db huyện 3000 >out 2>messages || got=$?
		[[ $got = [013] ]]
		lacks -iE 'sql|fts|malformed' messages
	done
	status 0 hoso-index -d x.db --rebuild w
	[ "$(found huyện)" = A:1 ]
	status 0 hoso-index -d x.db --check
}

@test "a single wrong letter in the index is found by --check" {
	dossier w/A 'khoáng zzyzx'
	hoso-index -d x.db w/A
	at=$(grep -abo zzyzx x.db | cut -d: -f1)
	printf zzyzy | dd of=x.db bs=1 seek="$at" conv=notrunc status=none
	status 1 hoso-index -d x.db --check
	says 'hoso-index --rebuild'
}

@test "an index that lost its end is damaged, not a crash" {
	dossier w/A "$(seq 1 3000)"
	hoso-index -d x.db w/A
	truncate -s 20000 x.db
	status 1 hoso-index -d x.db --check
	says '--rebuild'
	status 3 hoso-search -d x.db 1
	says '--rebuild'
}

@test "rebuilding gives the same answers as indexing one by one" {
	dossier w/A-2 'một hai' 'hai ba'
	dossier w/A-10 'một' 'ba bốn'
	mkdir w/other
	hoso-index -d x.db w/A-10 w/A-2
	hoso-search -d x.db -n 0 một >before
	hoso-search -d x.db -n 0 ba >>before
	status 0 hoso-index -d x.db --rebuild w
	[ "$output" = $'w/A-2\nw/A-10' ]
	hoso-search -d x.db -n 0 một >after
	hoso-search -d x.db -n 0 ba >>after
	cmp before after
	[ "$(ls)" = $'after\nbefore\nmessages\nw\nx.db' ]
}

@test "rebuilding in place of garbage keeps the garbage" {
	dossier w/A một
	echo garbage >x.db
	status 0 hoso-index -d x.db --rebuild w
	[ "$(found một)" = A:1 ]
	[ "$(cat x.db.old)" = garbage ]
}

@test "rebuilding from nothing leaves the index as it is" {
	dossier w/A một
	mkdir nothing
	hoso-index -d x.db w/A
	cp x.db before
	status 1 hoso-index -d x.db --rebuild nothing
	status 3 hoso-index -d x.db --rebuild missing
	cmp x.db before
	[ ! -e x.db-draft ]
}

@test "rebuilding names what could not be indexed" {
	dossier w/A một
	dossier w/B
	page w/B 1
	status 1 hoso-index -d x.db --rebuild w
	says 'w/B: nothing to index'
	[ "$(found một)" = A:1 ]
}

@test "while another one writes it waits, then says try again" {
	dossier A một
	dossier B một
	hoso-index -d x.db A
	flock x.db sleep 60 &
	sleep 0.2
	status 75 hoso-index -d x.db B
	says 'try again'
	[ "$(found một)" = A:1 ]
	kill %1
}

@test "an index is found by link, and stays where it is" {
	dossier w/A một
	mkdir real
	ln -s real/y.db x.db
	status 0 hoso-index -d real/y.db w/A
	status 0 hoso-index -d x.db --rebuild w
	[ -L x.db ]
	[ "$(found một)" = A:1 ]
}

@test "killed at any moment, a second run ends with the same answers" {
	for n in 1 2 3 4 5 6; do
		dossier "w/A$n" "đầu $(seq 1 2000)" "$(seq "$n" 7 3000)" 'cuối'
	done
	hoso-index -d whole.db w/* >/dev/null
	hoso-search -d whole.db -n 0 1500 >want
	hoso-index -d x.db w/A1 >/dev/null
	for delay in $(seq .002 .002 .04); do
		timeout -s KILL "$delay" hoso-index -d x.db w/* >/dev/null 2>&1 || :
		# A dossier is there with all its pages or with none.
		hoso-search -d x.db -n 0 đầu | cut -f1 | sort | uniq -c >pages
		hoso-search -d x.db -n 0 cuối | cut -f1 | sort | uniq -c | cmp - pages
	done
	status 0 hoso-index -d x.db --check
	hoso-index -d x.db w/* >/dev/null
	hoso-search -d x.db -n 0 1500 | cmp - want
}

@test "killed while making or rebuilding, no half index has the name" {
	for n in 1 2 3; do
		dossier "w/A$n" "$(seq 1 2000)" một
	done
	for delay in .001 .002 .003 .005 .008 .013 .02; do
		rm -f x.db*
		timeout -s KILL "$delay" hoso-index -d x.db w/* >/dev/null 2>&1 || :
		[ ! -e x.db ] || hoso-index -d x.db --check
		timeout -s KILL "$delay" hoso-index -d x.db --rebuild w >/dev/null 2>&1 || :
		[ ! -e x.db ] || hoso-index -d x.db --check
	done
	status 0 hoso-index -d x.db --rebuild w
	[ "$(found một)" = 'A1:2 A2:2 A3:2' ]
	[ ! -e x.db-draft ]
}

@test 'a bundle whose records have another format is refused' {
	load dossier
	command -v zip >/dev/null || skip 'needs zip'
	dossier D 1.tif
	hoso-pack --profile bag -q -o bundles D
	rebundle bundles/D.zip sed -i 's/"format":1/"format":2/' data/dossier.json
	status 1 hoso-index -d new.db bundles/D.zip
	says "'dossier.json' has format 2, this program knows 1"
	rebundle bundles/D.zip sed -i 's/"format":2/"format":1/' data/dossier.json
	status 0 hoso-index -d new.db bundles/D.zip
	hoso-pack --profile bag -q -o bundles D
	rebundle bundles/D.zip sh -c 'echo "{\"format\":2,\"documents\":[]}" >data/documents.json'
	status 1 hoso-index -d new.db bundles/D.zip
	says "'documents.json' has format 2, this program knows 1"
}
