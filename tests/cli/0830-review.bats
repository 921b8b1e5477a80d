#!/usr/bin/env bats
# hoso-review: fields in doubt, and what people say of them.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	dossier A 1.tif 2.tif 3.tif 4.tif 5.tif 6.tif
	cat >A/documents.json <<-'X'
		{"format":1,"key":"k","cover":{"pages":[1,1],
		"title":{"value":"Hồ sơ","confidence":0.5,"page":1,"state":"review","source":"ocr"}},
		"documents":[{"pages":[2,3],
		"type":{"value":"Nghị quyết","confidence":0.99,"page":2,"state":"accepted","source":"ocr"},
		"number":{"value":"12","confidence":0.31,"page":2,"box":[1,2,3,4],"state":"review","source":"ocr"},
		"symbol":{"value":"NQ/HU","confidence":0.95,"page":2,"state":"accepted","source":"ocr"},
		"date":{"value":"1987-05-01","confidence":0.62,"page":1,"state":"review","source":"contents"},
		"subject":{"value":"Về \"họp\"\tvà\nkhác\\","confidence":0.9,"page":2,"state":"accepted","source":"ocr"},
		"future":7},
		{"pages":[4,5],
		"subject":{"value":"\"A\" và B","confidence":0.2,"state":"review","source":"ocr"}}]}
	X
}

# table ROW...: t.tsv; the cells of a row are dossier document field value new
table() {
	printf 'dossier\tdocument\tfield\tvalue\tnew\n' >t.tsv
	printf '%b\n' "$@" >>t.tsv
}

# field DOCUMENT NAME: what documents.json has of it, in short
field() {
	jq -c --argjson at "$1" --arg f "$2" \
		'.documents[] | select(.pages[0] == $at)[$f] | [.value, .confidence, .state, .source]' \
		A/documents.json
}

# journalled N: the last N lines of the journal, without what all have
journalled() {
	tail -n "$1" A/journal.jsonl | jq -r '[.program, .event, .object, .detail] | join(" ")'
}

@test "fields in doubt, the least certain first, across dossiers" {
	cp -r A B
	sed -i 's/0\.31/0.1/' B/documents.json
	status 0 hoso-review A B
	[ "$(wc -l <<<"$output")" = 8 ]
	head -n 1 <<<"$output" | grep -qx '   1  B, page 2: number 12 (0.10, ocr)  Nghị quyết, NQ/HU, 1987-05-01, Về "họp".*'
	sed -n 2,3p <<<"$output" | grep -q 'B, page 4: subject'
	grep -q '^   [0-9]  A, page 1: title Hồ sơ (0.50, ocr)$' <<<"$output"
	grep -q '^   [0-9]  A, page 1: date 1987-05-01 (0.62, contents)  Nghị quyết, 12-NQ/HU, Về' <<<"$output"
	[ "$(printf 'A\nB\n' | hoso-review)" = "$output" ]
}

@test "--tsv: one row of names, one a field, in columns that stay whole" {
	status 0 hoso-review --tsv A
	[ "$(head -n 1 <<<"$output")" = $'dossier\tdocument\tpage\tfield\tvalue\tconfidence\tstate\tsource\tnew\tcontext' ]
	[ "$(wc -l <<<"$output")" = 5 ]
	sed -n 2p <<<"$output" | grep -qF $'A\t4\t4\tsubject\t"""A"" và B"\t0.20\treview\tocr\t\t'
	sed -n 3p <<<"$output" | grep -qF $'A\t2\t2\tnumber\t12\t0.31\treview\tocr\t\tNghị quyết, NQ/HU, 1987-05-01, Về "họp"\\tvà\\nkhác\\\\'
	sed -n 4p <<<"$output" | grep -qF $'A\tcover\t1\ttitle\tHồ sơ\t0.50\treview\tocr\t\t'
}

@test "--tsv -a: every field of every document, also empty ones, and its pages" {
	status 0 hoso-review -a --tsv A
	[ "$(wc -l <<<"$output")" = $((1 + 5 + 2 * 15)) ]
	grep -qxF $'A\t4\t4\tpages\t4-5\t\t\t\t\t"""A"" và B"' <<<"$output"
	grep -qxF $'A\t4\t4\tsigner\t\t\t\t\t\t"""A"" và B"' <<<"$output"
	[ "$(awk -F'\t' '$2 == 2 { print $4 }' <<<"$output" | head -n 3 | paste -sd' ')" = 'pages type number' ]
}

@test "--json: one object a field" {
	status 0 hoso-review --json A
	[ "$(jq -r .field <<<"$output" | paste -sd' ')" = 'subject number title date' ]
	jq -se '.[1] == {format:1,dossier:"A",document:2,page:2,field:"number",value:"12",
		confidence:0.31,state:"review",source:"ocr",context:.[1].context}' <<<"$output"
}

@test "nothing in doubt is nothing to print; nothing described is an error" {
	sed -i 's/"review"/"accepted"/' A/documents.json
	status 0 hoso-review A
	[ -z "$output" ]
	rm A/documents.json
	status 1 hoso-review A
	says 'A: nothing to review: run hoso-describe first'
}

@test "--enter: values become a person's and are journalled; the rest stays as it was" {
	table 'A\t2\tnumber\t12\t13' 'A\t2\tdate\t1987-05-01\t=' 'A\t4\tsubject\t\t' \
		'A\t4\tsigner\t\tNguyễn  Văn A' 'A\t2\tsubject\tx\t ' 'A\tcover\ttitle\tHồ sơ\tHồ sơ họp'
	status 0 hoso-review --enter t.tsv
	[ "$output" = A ]
	[ "$(field 2 number)" = '["13",1,"accepted","person"]' ]
	[ "$(field 2 date)" = '["1987-05-01",1,"accepted","person"]' ]
	[ "$(field 4 signer)" = '["Nguyễn Văn A",1,"accepted","person"]' ]
	[ "$(field 4 subject)" = '["\"A\" và B",0.2,"review","ocr"]' ]
	[ "$(jq -c '.documents[0] | [.number.box, .future, .pages_by]' A/documents.json)" = '[[1,2,3,4],7,null]' ]
	[ "$(jq -r .cover.title.value A/documents.json)" = 'Hồ sơ họp' ]
	[ "$(journalled 4)" = "$(cat <<-'X'
		hoso-review review document 2 number 12 -> 13
		hoso-review review document 2 date 1987-05-01 -> 1987-05-01
		hoso-review review document 4 signer - -> Nguyễn Văn A
		hoso-review review cover title Hồ sơ -> Hồ sơ họp
	X
	)" ]
	hoso-review A | lacks number
}

@test "--enter again: not a byte changes, nothing is journalled" {
	table 'A\t2\tnumber\t12\t13' 'A\t2\tpages\t2-3\t2-3'
	hoso-review -q --enter t.tsv
	cp -r A before
	status 0 hoso-review --enter t.tsv
	[ "$output" = A ]
	diff -r before A
}

@test "a person's - is an empty value, which is none for every reader" {
	table 'A\t2\tdate\t1987-05-01\t-' 'A\t4\tnumber\t\t-'
	status 0 hoso-review --enter t.tsv
	[ "$(field 2 date)" = '["",1,"accepted","person"]' ]
	[ "$(field 4 number)" = '["",1,"accepted","person"]' ]
	[ "$(journalled 1)" = 'hoso-review review document 4 number - -> -' ]
	hoso-show A | grep -qx '    2-3  Nghị quyết  12-NQ/HU?  Về "họp".*'
	hoso-index -q -d x.db A >/dev/null
	[ "$(hoso-search -d x.db 'type:NQ quyết' | cut -f 4 | sort -u)" = - ]
}

@test "a bad row is refused with its line and the reason; the others go on" {
	table 'A\t2\tnumber\t12\t13' 'A\t2\tdate\t1987-05-01\t1/5/1987' 'A\t2\tcolour\t\tred' \
		'A\t3\tnumber\t\t1' 'A\t4\tnumber\t\t1-NQ' 'A\t2\tdate\t1987-05-01\t1987-02-30' \
		'B\t2\tnumber\t\t1' 'A\t4\tdate\t\t=' '\t4\tdate\t\t1987' 'A\t4\tdate\t\t1988-02'
	status 1 hoso-review --enter t.tsv
	[ "$output" = A ]
	says "t.tsv:3: '1/5/1987' is no date"
	says "t.tsv:4: there is no field 'colour'"
	says "t.tsv:5: no document begins on page '3'"
	says "t.tsv:6: '1-NQ' is no number"
	says "t.tsv:7: '1987-02-30' is no date"
	says "t.tsv:8: 'B': open the dossier: No such file or directory"
	says 't.tsv:9: there is no value to accept'
	says "t.tsv:10: the dossier '' is none of those named"
	[ "$(wc -l <messages)" = 8 ]
	[ "$(field 2 number)" = '["13",1,"accepted","person"]' ]
	[ "$(field 4 date)" = '["1988-02",1,"accepted","person"]' ]
	[ "$(field 2 date)" = '["1987-05-01",0.62,"review","contents"]' ]
}

@test "--enter --json: an object a dossier, and nothing where all was refused" {
	table 'A\t2\tnumber\t12\t13' 'A\t2\tcolour\t\tred'
	status 1 hoso-review --enter t.tsv --json
	[ "$output" = '{"format":1,"dossier":"A","entered":1,"refused":1}' ]
	table 'A\t2\tcolour\t\tred'
	status 1 hoso-review --enter t.tsv
	[ -z "$output" ]
}

@test "what a spreadsheet makes of a table is accepted" {
	printf '\xef\xbb\xbfnew\textra\tfield\t"document"\tdossier\r\n13\tx\t"number"\t2\tA\r\n"Về ""họp""\r\nvà khác"\t\tsubject\t4\tA/\r\n\r\n' >t.tsv
	status 0 hoso-review --enter t.tsv
	[ "$(field 2 number)" = '["13",1,"accepted","person"]' ]
	[ "$(field 4 subject)" = '["Về \"họp\" và khác",1,"accepted","person"]' ]
	printf 'dossier;document;field;value;new\nA;2;date;01/05/1987;=\n' | iconv -t UTF-16 >t.tsv
	status 0 hoso-review --enter - <t.tsv
	[ "$(field 2 date)" = '["1987-05-01",1,"accepted","person"]' ]
}

@test "what --tsv prints is what --enter reads" {
	hoso-review -a --tsv A | awk -F'\t' -v OFS='\t' 'NR > 1 && $5 != "" { $9 = "=" } { print }' >t.tsv
	status 0 hoso-review --enter t.tsv
	[ -z "$(hoso-review A)" ]
	jq -e '[.documents[] | .pages_by] == ["person", "person"]' A/documents.json
	[ "$(field 2 subject)" = '["Về \"họp\" và khác\\",1,"accepted","person"]' ]
	[ "$(field 4 subject)" = '["\"A\" và B",1,"accepted","person"]' ]
}

@test "a value that is another by now is not accepted unseen" {
	table 'A\t2\tnumber\t15\t=' 'A\t2\tsymbol\tQĐ/HU\tTB/HU'
	status 1 hoso-review --enter t.tsv
	says "t.tsv:2: its value is another by now: '12'"
	says "t.tsv:3: its value is another by now: 'NQ/HU'"
	[ "$(field 2 number)" = '["12",0.31,"review","ocr"]' ]
}

@test "pages: a range changes, ranges make room for each other, overlaps are refused" {
	table 'A\t4\tpages\t4-5\t3–6' 'A\t2\tpages\t2-3\t2' 'A\t2\tnumber\t12\t14'
	status 0 hoso-review --enter t.tsv
	jq -ce '[.documents[] | [.pages, .pages_by]] == [[[2,2],"person"],[[3,6],"person"]]' A/documents.json
	[ "$(field 2 number)" = '["14",1,"accepted","person"]' ]
	[ "$(journalled 1)" = 'hoso-review review document 2 number 12 -> 14' ]
	grep -q '"object":"document 4 pages","outcome":"done","detail":"4-5 -> 3-6"' A/journal.jsonl
	table 'A\t2\tpages\t2-2\t2-3' 'A\t3\tpages\t3-6\t3-7' 'A\t3\tpages\t4-6\t5-6'
	status 1 hoso-review --enter t.tsv
	says 't.tsv:2: pages 2-3 overlap the document on page 3'
	says 't.tsv:3: the dossier has no page 7'
	says 't.tsv:4: its pages are others by now: 3-6'
}

@test "operands say which dossiers a table may change, wherever they are now" {
	mkdir -p here there
	mv A here/
	cp -r here/A there/B
	table 'old/A\t2\tnumber\t12\t13' 'B\t2\tnumber\t12\t14'
	status 1 hoso-review --enter t.tsv here/A/
	[ "$output" = here/A/ ]
	says "t.tsv:3: the dossier 'B' is none of those named"
	[ "$(jq -r '.documents[0].number.value' here/A/documents.json)" = 13 ]
	[ "$(jq -r '.documents[0].number.value' there/B/documents.json)" = 12 ]
}

@test "what is no such table is refused whole" {
	printf 'A\t2\tnumber\t13\n' >t.tsv
	status 1 hoso-review --enter t.tsv
	says "'t.tsv': its first row does not name a column 'dossier'"
	printf 'dossier\tdocument\tfield\tnew\nA\t2\tnumber\t1\xff\n' >t.tsv
	status 1 hoso-review --enter t.tsv
	says "'t.tsv': it is neither UTF-8 nor UTF-16"
	status 3 hoso-review --enter none.tsv
	says "'none.tsv': open: No such file or directory"
	: >t.tsv
	status 1 hoso-review --enter t.tsv
}

@test "a dossier that is being written is busy" {
	table 'A\t2\tnumber\t12\t13'
	exec 9<A
	flock 9
	status 75 hoso-review --enter t.tsv
	says "t.tsv:2: 'A': another program is writing there"
	status 75 hoso-review --approve 12 A
}

# typed ANSWER...: hoso-review A on a terminal, what it showed in the file shown
typed() {
	printf '%s\n' "$@" | script -qec 'hoso-review A' /dev/null >shown
}

@test "on a terminal: an answer a field, each written at once" {
	typed '?' '' '13' s '-'
	grep -q '^1/4  A, page 4' shown
	grep -q 'number: .*12.* (0.31, ocr)' shown
	[ "$(grep -c 'the value is right' shown)" = 2 ]
	[ "$(field 4 subject)" = '["\"A\" và B",1,"accepted","person"]' ]
	[ "$(field 2 number)" = '["13",1,"accepted","person"]' ]
	[ "$(jq -r .cover.title.state A/documents.json)" = review ]
	[ "$(field 2 date)" = '["",1,"accepted","person"]' ]
	[ "$(journalled 3 | head -n 1)" = 'hoso-review review document 4 subject "A" và B -> "A" và B' ]
}

@test "on a terminal: q stops, what is wrong is asked again" {
	typed s l2 14 q
	grep -q "'l2' is no number" shown
	[ "$(field 2 number)" = '["14",1,"accepted","person"]' ]
	[ "$(field 2 date)" = '["1987-05-01",0.62,"review","contents"]' ]
}

@test "no dialog where a list is asked for" {
	script -qec 'hoso-review --tsv A' /dev/null <<<13 >shown
	script -qec 'hoso-review A | cat' /dev/null <<<13 >shown
	script -qec 'hoso-review -a A' /dev/null <<<13 >shown
	[ "$(field 2 number)" = '["12",0.31,"review","ocr"]' ]
	[ "$(field 4 subject)" = '["\"A\" và B",0.2,"review","ocr"]' ]
}

@test "--approve: recorded, journalled, and --revoke takes it back" {
	status 0 hoso-review --approve ' 12-QĐ/HU ' A
	[ "$output" = A ]
	[ "$(jq -r .approval A/dossier.json)" = '12-QĐ/HU' ]
	[ "$(journalled 1)" = 'hoso-review approve  - -> 12-QĐ/HU' ]
	cp -r A before
	status 0 hoso-review --approve '12-QĐ/HU' A
	diff -r before A
	status 0 hoso-review --revoke A
	[ "$(jq -r .approval A/dossier.json)" = null ]
	[ "$(journalled 1)" = 'hoso-review revoke  12-QĐ/HU -> -' ]
}

@test "wrong usage is status 2" {
	status 2 script -qec hoso-review /dev/null </dev/null
	status 2 hoso-review --approve '' A
	says 'an approval has a reference'
	status 1 hoso-review --approve ' ' A
	status 2 hoso-review --approve 12 --revoke A
	says 'exclude each other'
	status 2 hoso-review --tsv --json A
}

@test "one dossier that cannot be read spoils only itself" {
	mkdir empty
	status 1 hoso-review empty A
	says 'empty: not a dossier'
	grep -q 'number' <<<"$output"
}
