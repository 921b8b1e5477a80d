#!/usr/bin/env bats
# hoso-describe: which papers are in a dossier, and what each is.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper
load describe

# The samples are read once: $READY/work.
setup_file() {
	local top
	top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	export READY=$BATS_FILE_TMPDIR
	PATH=${BUILD:-$top/build}/bin:$PATH
	cd "$READY" || return 0
	hoso-import -q -o work "$top"/samples/inbox/* | hoso-ocr -q | hoso-describe >described
}

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
}

# three DIR: a nghị quyết, a kế hoạch of two pages, a công văn
three() {
	papers "$1"
	whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' \
		'về đẩy mạnh chuyển đổi số;trong các cơ quan đảng' | page "$1" 1
	{
		head_of 05-KH/HU 'ngày 05 tháng 01 năm 2022' 'KẾ HOẠCH' 'kiểm tra, giám sát năm 2022'
		body
	} | page "$1" 2
	{
		echo '^ 2'
		body
		foot_of 'Tạ Văn Khuê'
	} | page "$1" 3
	{
		head_of 09-CV/HU 'ngày 06 tháng 02 năm 2022' | sed '$d'
		echo 'Khắc phục tồn tại sau kiểm tra |'
		echo 'an toàn thực phẩm quý I năm 2022 |'
		echo
		echo '^ Kính gửi: Các đảng ủy xã, thị trấn.'
		body
		foot_of
	} | page "$1" 4
}

# with_cover DIR: a cover before two papers
with_cover() {
	papers "$1"
	page "$1" 1 <<-TEXT
		^ HUYỆN ỦY HÒA LŨNG

		^ HỒ SƠ
		^ Nghị quyết của Huyện ủy năm 2021

		^ Từ ngày 18/10/2021 đến ngày 30/12/2021
		Gồm: 12 tờ
		Phông số: 12 | Thời hạn bảo quản: Vĩnh viễn
		Mục lục số: 01 |
	TEXT
	whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | page "$1" 2
	whole 13-NQ/HU 'ngày 05 tháng 11 năm 2021' 'NGHỊ QUYẾT' 'về nông thôn mới' | page "$1" 3
}

# with_contents DIR: a table of contents before four papers: the second has no number,
# the third another date, the fourth is not in it; the row of number 16 has no paper
with_contents() {
	papers "$1"
	listed '1|12-NQ/HU|18/10/2021|Nghị quyết về đẩy mạnh chuyển đổi số trong các cơ quan đảng|Huyện ủy|01|' \
		'2|13-NQ/HU|05/11/2021|Nghị quyết về xây dựng nông thôn mới|Huyện ủy|02|Khuyết số 14' \
		'3|15-NQ/HU|20/11/2021|Nghị quyết về phát triển du lịch|Huyện ủy|03|' \
		'4|16-NQ/HU|30/12/2021|Nghị quyết về công tác cán bộ nữ|Huyện ủy|04|' | page "$1" 1
	whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' \
		'về đẩy mạnh chuyển đổi số;trong các cơ quan đảng' | page "$1" 2
	whole -NQ/HU 'ngày 05 tháng 11 năm 2021' 'NGHỊ QUYẾT' 'về xây dựng nông thôn mới' | page "$1" 3
	whole 15-NQ/HU 'ngày 21 tháng 11 năm 2021' 'NGHỊ QUYẾT' 'về phát triển du lịch' | page "$1" 4
	whole 03-TB/HU 'ngày 21 tháng 12 năm 2021' 'THÔNG BÁO' 'kết luận về vệ sinh môi trường' | page "$1" 5
}

# enter DIR ROW: what a person says: document, field, value, new
enter() {
	printf 'dossier\tdocument\tfield\tvalue\tnew\n%s\t%b\n' "$1" "$2" | hoso-review -q --enter - >/dev/null
}

# ---- documents

@test 'papers are found, and the pages that each spans' {
	three A
	status 0 hoso-describe A
	[ "$output" = A ]
	[ "$(ranges A)" = '1-1 2-3 4-4' ]
	[ -z "$(findings A)" ]
}

@test 'the fields of a paper of the Party' {
	three A
	hoso-describe A
	[ "$(value A 1 type)" = 'Nghị quyết' ]
	[ "$(value A 1 number)" = 12 ]
	[ "$(value A 1 symbol)" = NQ/HU ]
	[ "$(value A 1 date)" = 2021-10-18 ]
	[ "$(value A 1 place)" = 'Hòa Lũng' ]
	[ "$(value A 1 parent)" = 'ĐẢNG BỘ TỈNH ĐÔNG LAM' ]
	[ "$(value A 1 issuer)" = 'HUYỆN ỦY HÒA LŨNG' ]
	[ "$(value A 1 subject)" = 'về đẩy mạnh chuyển đổi số trong các cơ quan đảng' ]
	[ "$(value A 1 authority)" = 'T/M BAN THƯỜNG VỤ' ]
	[ "$(value A 1 position)" = 'BÍ THƯ' ]
	[ "$(value A 1 signer)" = 'Lưu Khắc Thạc' ]
	[ "$(value A 1 recipients)" = $'Thường trực Tỉnh ủy\nCác chi, đảng bộ trực thuộc\nLưu Văn phòng Huyện ủy' ]
	[ "$(value A 1 secrecy)$(value A 1 urgency)" = '' ]
	[ "$(value A 2 number)" = 05 ]
	[ "$(value A 2 signer)" = 'Tạ Văn Khuê' ]
}

@test 'a công văn has no type on it, and its subject at the left' {
	three A
	hoso-describe A
	[ "$(value A 3 type)" = 'Công văn' ]
	[ "$(value A 3 number) $(value A 3 symbol)" = '09 CV/HU' ]
	[ "$(value A 3 subject)" = 'Khắc phục tồn tại sau kiểm tra an toàn thực phẩm quý I năm 2022' ]
}

@test 'the fields of a paper of the State' {
	papers A
	{
		cat <<-TEXT
			ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
			HUYỆN HÒA LŨNG | Độc lập - Tự do - Hạnh phúc
			 | --------------
			Số: 15/2021/QĐ-UBND | Hòa Lũng, ngày 05 tháng 3 năm 2021

			^ QUYẾT ĐỊNH
			^ Về việc thành lập đoàn kiểm tra

		TEXT
		body
		cat <<-TEXT

			Nơi nhận: | TM. ỦY BAN NHÂN DÂN
			- Như Điều 3; | KT. CHỦ TỊCH
			- Lưu: VT. | PHÓ CHỦ TỊCH

			 | Lê Văn Đỗ
		TEXT
	} | page A 1
	hoso-describe A
	[ "$(value A 1 type)" = 'Quyết định' ]
	[ "$(value A 1 number) $(value A 1 symbol)" = '15 2021/QĐ-UBND' ]
	[ "$(value A 1 date)" = 2021-03-05 ]
	[ "$(value A 1 issuer)" = 'ỦY BAN NHÂN DÂN HUYỆN HÒA LŨNG' ]
	[ "$(value A 1 subject)" = 'Về việc thành lập đoàn kiểm tra' ]
	[ "$(value A 1 authority)" = 'TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH' ]
	[ "$(value A 1 position)" = 'PHÓ CHỦ TỊCH' ]
	[ "$(value A 1 signer)" = 'Lê Văn Đỗ' ]
}

@test 'a value says where it stands, how sure it is, and where it is from' {
	three A
	hoso-describe A
	jq -e '.documents[0].date | .page == 1 and .confidence > 0.9 and .confidence <= 1
		and .state == "accepted" and .source == "ocr"' A/documents.json
	# its box holds the words from "ngày" to the year, and no others
	grep -A 10 'CONTENT="ngày"' A/alto/0001.xml | head -6 | grep -o 'HPOS="[0-9]*" VPOS="[0-9]*" WIDTH="[0-9]*"' |
		tr -dc '0-9 \n' | awk 'NR == 1 { x = $1; y = $2 } { end = $1 + $3 } END { print x, y, end - x }' >box
	[ "$(jq -r '.documents[0].date.box[:3] | join(" ")' A/documents.json)" = "$(cat box)" ]
	[ "$(jq .documents[1].signer.page A/documents.json)" = 3 ]
}

@test 'what was read in doubt is for a person to look at' {
	papers A
	whole '~12-NQ/HU' 'ngày ~18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | page A 1
	hoso-describe A
	[ "$(value A 1 number) $(state A 1 number)" = '12 review ocr' ]
	[ "$(value A 1 date) $(state A 1 date)" = '2021-10-18 review ocr' ]
	[ "$(state A 1 type)" = 'accepted ocr' ]
	hoso-review A | grep -q 'A, page 1: number 12'
}

@test 'a number that a pen wrote, and nobody could read, is no number' {
	papers A
	whole -NQ/HU 'ngày tháng 11 năm 2021' 'NGHỊ QUYẾT' 'về nông thôn mới' | page A 1
	whole '~Á5-NQ/HU' 'ngày 05 tháng 11 năm 2021' 'NGHỊ QUYẾT' 'về du lịch' | page A 2
	hoso-describe A
	[ -z "$(value A 1 number)" ]
	[ "$(value A 1 symbol)" = NQ/HU ]
	[ "$(value A 1 date) $(state A 1 date)" = '2021-11 review ocr' ]
	[ "$(state A 2 number)" != 'accepted ocr' ]
}

@test 'a phụ lục belongs to the paper before it' {
	three A
	{
		printf '^ PHỤ LỤC 1\n^ Danh mục các cuộc kiểm tra\n\n'
		body
	} | page A 5
	body | page A 6
	hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-6' ]
	[ "$(jq -c '.documents[2].attachments' A/documents.json)" = '[{"pages":[5,6],"title":"PHỤ LỤC 1"}]' ]
	[ "$(value A 3 signer)" = 'Lưu Khắc Thạc' ]
}

@test 'a file of several pages is a paper, even without a heading' {
	three A
	body | page A 5 more.tif 1 2
	body | page A 6 more.tif 2 2
	hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-4 5-6' ]
	[ "$(findings A)" = no-heading:5 ]
}

# found DIR N WORD ...: what hoso-scan saw of that page
found() {
	local record
	record=$1/pages/$(printf %04d "$2").json
	jq -c --arg words "${*:3}" '.findings = [$words | split(" ")[] | {what: ., by: "hoso-scan"}]' \
		"$record" >found.json
	mv found.json "$record"
}

@test 'behind a separator sheet a paper begins; the sheet is in none' {
	three A
	body | page A 5
	status 0 hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-5' ]
	found A 5 document-start # and so it is described again
	status 0 hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-4 5-5' ]
	[ "$(findings A)" = no-heading:5 ]
	[ "$(jq -c '[.documents[].pages_by]' A/documents.json)" = '[null,null,null,"sheet"]' ]
	body | page A 6
	page A 7 </dev/null
	body | page A 8
	found A 6 separator-sheet
	found A 7 document-start blank
	status 0 hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-4 5-5 8-8' ]
	[ "$(jq -c '[.documents[].pages_by]' A/documents.json)" = '[null,null,null,"sheet","sheet"]' ]
	[[ $(findings A) == *no-text:7* ]]
	cp A/documents.json before
	status 0 hoso-describe A
	cmp before A/documents.json
	hoso-describe --force A
	cmp before A/documents.json
}

@test 'findings that say nothing of sheets change no description' {
	three A
	hoso-describe A
	cp A/documents.json before
	found A 3 blank dpi-assumed
	status 0 hoso-describe --json A
	[ "$(jq .kept <<<"$output")" = true ]
	cmp before A/documents.json
}

@test 'a cover says what the dossier is; what a person wrote there stays' {
	with_cover A
	hoso-describe A
	[ "$(ranges A)" = '2-2 3-3' ]
	jq -c '.cover | [.pages[], (.title, .start_date, .end_date, .retention, .sheets).value]' A/documents.json >got
	[ "$(cat got)" = '[1,1,"Nghị quyết của Huyện ủy năm 2021","2021-10-18","2021-12-30","Vĩnh viễn","12"]' ]
	[ "$(jq -c '[.title, .start_date, .end_date, .retention]' A/dossier.json)" = \
		'["Nghị quyết của Huyện ủy năm 2021","2021-10-18","2021-12-30","Vĩnh viễn"]' ]
	jq -c '.title = "Của tôi"' A/dossier.json >new
	cp new A/dossier.json
	hoso-describe -f A
	[ "$(jq -r .title A/dossier.json)" = 'Của tôi' ]
}

@test 'the table of contents is read, and its rows are matched' {
	with_contents A
	hoso-describe A
	[ "$(jq -c '[.contents_pages, [.contents[].document], [.documents[].row]]' A/documents.json)" = \
		'[[1,1],[1,2,3,null],[1,2,3,null]]' ]
	[ "$(ranges A)" = '2-2 3-3 4-4 5-5' ]
	jq -c '.contents[1] | del(.box)' A/documents.json >got
	[ "$(cat got)" = '{"page":1,"ordinal":"2","symbol":"13-NQ/HU","date":"05/11/2021","subject":"Nghị quyết về xây dựng nông thôn mới","issuer":"Huyện ủy","sheet":"02","note":"Khuyết số 14","missing":[14],"document":2}' ]
}

@test 'a row supplies a number that the paper lacks, with the row as evidence' {
	with_contents A
	hoso-describe A
	[ "$(value A 2 number) $(state A 2 number)" = '13 accepted contents' ]
	[ "$(jq -c '.documents[1].number | [.page, .box]' A/documents.json)" = \
		"$(jq -c '.contents[1] | [.page, .box]' A/documents.json)" ]
	[ "$(state A 1 number)" = 'accepted ocr' ]
}

@test 'what contents and papers do not agree on is a finding, and for a person to look at' {
	with_contents A
	hoso-describe A
	[ "$(findings A)" = 'contents-no-document:1 contents-differs:4 not-in-contents:5' ]
	[ "$(value A 3 date) $(state A 3 date)" = '2021-11-21 review ocr' ]
	jq -r .documents[2].findings[0].detail A/documents.json | grep -qF 2021-11-20
	jq -r .findings[0].detail A/documents.json | grep -qF 16-NQ/HU
}

@test 'a stamp for secrecy counts, though it was taken for noise; then the index refuses' {
	papers A
	{
		echo '! TỐI MẬT'
		whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số'
	} | page A 1
	hoso-describe A
	[ "$(value A 1 secrecy)" = 'Tối mật' ]
	status 1 hoso-index -d x.db A
	says 'the document on page 1 is marked Tối mật'
}

@test 'an empty dossier, and pages without text, have no documents' {
	papers A
	status 0 hoso-describe A
	[ "$(jq -c .documents A/documents.json)" = '[]' ]
	page A 1 </dev/null
	status 0 hoso-describe A
	[ "$(findings A)" = no-text:1 ]
}

# ---- what is printed

@test '--lint: a line a finding, about the dossier or a document' {
	with_contents A
	three B
	status 1 hoso-describe --lint A B
	grep -v form <<<"$output" | grep -v -- -missing | diff - <(cat <<-X
		A	1	-	contents-no-document	-	1 row has no document here: 4 (16-NQ/HU, 30/12/2021)
		A	4	15-NQ/HU	contents-differs	-	date: the paper has '2021-11-21', the contents '2021-11-20'
		A	5	03-TB/HU	not-in-contents	-	no row of the table of contents is like it
	X
	)
	[ "$(grep -c '^B' <<<"$output")" = 3 ] # the rule under the title: the picture is white
}

@test '--lint judges the form of papers by the layout of their date; nothing of it is stored' {
	three A
	whole 3/TB-HU 'ngày 5 tháng 2 năm 2021' 'THÔNG BÁO' 'V/v họp giao ban' 'Tạ Văn Khuê' |
		sed 's|T/M|TM.|' | page A 5
	hoso-describe A
	[ "$(jq -c '[.documents[].rule]' A/documents.json)" = '["party-2018","party-2018","party-2018","party-2018"]' ]
	cp A/documents.json before
	status 1 hoso-describe --lint A
	[ "$(grep -P '^A\t5' <<<"$output" | cut -f1-4 | sort -u)" = "$(printf 'A\t5\t3/TB-HU\t%s\n' authority-form date-form number-form rule-missing vv-unwanted)" ]
	grep -F date-form <<<"$output" | cut -f5 | grep -qF '36-HD/VPTW'
	cmp A/documents.json before
	hoso-describe -f A
	[ -z "$(findings A)" ]
}

@test '--json: an object a dossier' {
	with_contents A
	status 0 hoso-describe --json A
	[ "$output" = '{"format":1,"dossier":"A","code":"A","pages":5,"unread":0,"documents":4,"review":1,"kept":false}' ]
	status 0 hoso-describe --json A
	[ "$output" = '{"format":1,"dossier":"A","code":"A","pages":5,"unread":0,"documents":4,"review":1,"kept":true}' ]
}

@test '--text: the fields of a page of text, from a file or standard input' {
	whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | sed 's/^\^ //; s/ *| */\t/' >p.txt
	status 0 hoso-describe --text p.txt
	[ "$(wc -l <<<"$output")" = 1 ]
	jq -ce '.format == 1 and .pages == [1,1] and .type.value == "Nghị quyết" and .number.value == "12"
		and .symbol.value == "NQ/HU" and .date.value == "2021-10-18" and .place.value == "Hòa Lũng"
		and .issuer.value == "HUYỆN ỦY HÒA LŨNG" and .subject.value == "về chuyển đổi số"
		and .signer.value == "Lưu Khắc Thạc" and (.number | has("page") or has("box") | not)' <<<"$output"
	[ "$(hoso-describe --text - <p.txt)" = "$output" ]
	[ "$(sed 's/$/\r/' p.txt | hoso-describe --text -)" = "$output" ]
	[ "$(uconv -x any-nfd <p.txt 2>/dev/null | hoso-describe --text -)" = "$output" ] || ! command -v uconv
	status 0 hoso-describe --text /dev/null
	[ "$output" = '{"format":1,"pages":[1,1]}' ]
	status 2 hoso-describe --text p.txt A
	status 3 hoso-describe --text missing
	says "'missing': open: No such file"
	printf 'a\377' >bad
	status 1 hoso-describe --text bad
	says "'bad': it is not UTF-8"
	printf 'a\0b' >bad
	status 1 hoso-describe --text bad
}

@test 'names come from standard input, too, also ended by NUL' {
	three A
	three B
	[ "$(printf 'A\nB\n' | hoso-describe)" = $'A\nB' ]
	[ "$(printf 'A\0B\0' | hoso-describe -0 | tr '\0' ' ')" = 'A B ' ]
}

# ---- what is broken

@test 'a page without text is named and fails the run; the others are described' {
	three A
	rm A/alto/0003.xml
	status 1 hoso-describe A
	[ "$output" = A ]
	says 'hoso-describe: A: page 3: it has no text yet: hoso-ocr reads it'
	[ "$(wc -l <messages)" = 1 ]
	[ "$(ranges A)" = '1-1 2-3 4-4' ]
	status 1 hoso-describe --json A
	[[ $output = *'"pages":4,"unread":1,"documents":3'* ]]
}

@test 'where the picture cannot be looked at again, what was read stays in doubt, and the run fails' {
	papers A
	whole '~12-NQ/HU' 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | page A 1
	rm A/masters/*
	status 1 hoso-describe A
	[ "$output" = A ]
	says 'A: page 1: a second look at it: '
	[ "$(value A 1 number) $(state A 1 number)" = '12 review ocr' ]
	status 1 hoso-describe A # not done yet
	echo 'no picture' >A/masters/0001.png
	status 1 hoso-describe A
	says 'A: page 1: a second look at it: '
}

@test 'broken ALTO spoils only its page' {
	three A
	cp A/alto/0003.xml good
	spoil() {
		sed "$1" good >A/alto/0003.xml
		cmp -s good A/alto/0003.xml && return 1
		status 1 hoso-describe A
		says 'A: page 3: '
		says "$2"
		[ "$(ranges A)" = '1-1 2-3 4-4' ]
	}
	spoil "\$d" 'broken at line'
	spoil "5,\$d" 'broken at line'
	spoil 's/WIDTH="2480"/WIDTH="300"/' 'HPOS is not a number of 0 to 300'
	spoil 's/WC="0.99"/WC="nan"/' 'WC is not a number'
	spoil 's/HPOS="[0-9]*"/HPOS="1e99"/' 'HPOS is not a number'
	spoil '1i <!DOCTYPE alto [<!ENTITY a "aaaa">]>' 'a document type'
	spoil 's/CONTENT="[^"]*"/CONTENT=""/' 'a word without text'
	echo >A/alto/0003.xml
	status 1 hoso-describe A
	head -c 3000 /dev/urandom >A/alto/0003.xml
	status 1 hoso-describe A
	cp good A/alto/0003.xml
	status 0 hoso-describe A
	[ "$(value A 2 signer)" = 'Tạ Văn Khuê' ]
}

@test 'what is no dossier spoils only itself' {
	three A
	mkdir empty
	three C
	echo '{' >C/documents.json
	status 1 hoso-describe missing empty C A
	says 'hoso-describe: missing: '
	says 'hoso-describe: empty: not a dossier'
	says "hoso-describe: C: 'documents.json'"
	[ "$output" = A ]
	[ "$(cat C/documents.json)" = '{' ]
	echo '{"format":2,"documents":[]}' >C/documents.json
	status 1 hoso-describe C
	says "'documents.json' has format 2, this program knows 1"
}

@test 'while another program writes there, it says try again' {
	three A
	flock A sleep 30 &
	sleep 0.2
	status 75 hoso-describe A
	says 'try again'
	kill %1
	[ ! -e A/documents.json ]
}

# ---- again

@test 'described again, nothing changes: not a byte, not a time, no line in the journal' {
	with_cover A
	with_contents B
	hoso-describe A B
	(find A B -printf '%p %T@ %s\n' | sort) >before
	status 0 hoso-describe A B
	[ "$output" = $'A\nB' ]
	(find A B -printf '%p %T@ %s\n' | sort) | diff before -
}

@test '-f describes again, into the same bytes' {
	with_contents A
	hoso-describe A
	bytes A >before
	[ "$(wc -l <A/journal.jsonl)" = 1 ]
	status 0 hoso-describe -f --json A
	[[ $output = *'"kept":false}' ]]
	bytes A | diff before -
	[ "$(tail -n 1 A/journal.jsonl | jq -r '[.program, .event, .outcome, .detail] | join(", ")')" = \
		'hoso-describe, description, done, 4 documents, 1 fields to review' ]
	[ "$(wc -l <A/journal.jsonl)" = 2 ]
}

@test 'a page that was read again, or is new, has the dossier described again' {
	three A
	hoso-describe A
	whole 13-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | page A 1
	hoso-describe A
	[ "$(value A 1 number)" = 13 ]
	whole 14-NQ/HU 'ngày 20 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về chuyển đổi số' | page A 5
	status 0 hoso-describe --json A
	[[ $output = *'"documents":4,'*'"kept":false}' ]]
}

@test 'killed at any moment, the next run ends with the same bytes' {
	with_contents A
	cp -r A whole
	hoso-describe whole
	for delay in .001 .002 .003 .004 .006 .008 .01 .015; do
		rm -f A/documents.json A/journal.jsonl
		timeout -s KILL "$delay" hoso-describe A >/dev/null 2>&1 || :
		[ ! -e A/documents.json ] || cmp A/documents.json whole/documents.json
		hoso-describe -q A
		diff <(bytes whole) <(bytes A)
	done
}

# ---- what persons say

@test 'what a person entered stays: run again, by force, and when the page changes' {
	three A
	hoso-describe A
	enter A '2\tnumber\t05\t06'
	enter A '2\tsigner\tTạ Văn Khuê\t-'
	enter A '4\turgency\t\tKhẩn'
	for change in '' -f page; do
		[ "$change" != page ] || body | page A 2
		# shellcheck disable=SC2086
		hoso-describe ${change#page} A
		[ "$(ranges A)" = '1-1 2-3 4-4' ]
		[ "$(value A 2 number) $(state A 2 number)" = '06 accepted person' ]
		[ "$(value A 2 signer) $(state A 2 signer)" = ' accepted person' ]
		[ "$(value A 3 urgency)" = Khẩn ]
	done
	[ "$(findings A)" = no-heading:2 ]
	[ "$(value A 1 number)" = 12 ]
}

@test 'a range that a person entered stays, whatever its pages look like' {
	with_cover A
	hoso-describe A
	enter A '2\tpages\t2-2\t1-2'
	hoso-describe -f A
	[ "$(ranges A)" = '1-2 3-3' ]
	[ "$(value A 1 number)" = 12 ]
	[ "$(jq .cover A/documents.json)" = null ]
	three B
	hoso-describe B
	enter B '1\tpages\t1-1\t1-2\nB\t2\tpages\t2-3\t3-3'
	hoso-describe -f B
	[ "$(ranges B)" = '1-2 3-3 4-4' ]
	[ "$(jq -c '[.documents[].pages_by]' B/documents.json)" = '["person","person",null]' ]
	[ "$(value B 1 number)" = 12 ]
	[ "$(value B 2 signer)" = 'Tạ Văn Khuê' ]
}

@test 'the table of contents does not widen a range that a person entered' {
	papers A
	listed '1|12-NQ/HU|18/10/2021|Nghị quyết về đẩy mạnh chuyển đổi số|Huyện ủy|01|' \
		'2|13-NQ/HU|05/11/2021|Nghị quyết về xây dựng nông thôn mới|Huyện ủy|03|' | page A 1
	whole 12-NQ/HU 'ngày 18 tháng 10 năm 2021' 'NGHỊ QUYẾT' 'về đẩy mạnh chuyển đổi số' | page A 2
	whole 7-TB/VPHU 'ngày 11 tháng 9 năm 2021' 'THÔNG BÁO' 'về phát triển du lịch' | page A 3
	hoso-describe A
	[ "$(ranges A) $(findings A)" = '2-3 contents-no-document:1 heading-inside:3' ]
	[ "$(jq -c '.documents[0].attachments' A/documents.json)" = '[{"pages":[3,3],"title":"Thông báo về phát triển du lịch"}]' ]
	enter A '2\tpages\t2-3\t2-2'
	hoso-describe -f A
	[ "$(ranges A)" = '2-2 3-3' ]
}

@test 'what a person said of the cover stays, even where it cannot be read any more' {
	with_cover A
	hoso-describe A
	enter A 'cover\ttitle\tNghị quyết của Huyện ủy năm 2021\tTập nghị quyết'
	hoso-describe -f A
	[ "$(jq -r '.cover | [.title.value, .sheets.value] | join(" ")' A/documents.json)" = 'Tập nghị quyết 12' ]
	echo '<alto>' >A/alto/0001.xml
	status 1 hoso-describe A
	[ "$(jq -c '.cover | [.pages, .title.value, .sheets]' A/documents.json)" = '[[1,1],"Tập nghị quyết",null]' ]
}

@test 'a paper that a person described is not forgotten when its pages are gone' {
	three A
	hoso-describe A
	enter A '4\tnumber\t09\t10'
	rm A/{pages,alto,text}/0004.*
	hoso-describe A
	[ "$(ranges A)" = '1-1 2-3 4-4' ]
	[ "$(findings A)" = pages-gone:4 ]
	[ "$(value A 3 number)" = 10 ]
}

@test 'members that this version does not know stay' {
	three A
	hoso-describe A
	jq '.future = {a: 1} | .documents[1].later = [2]' A/documents.json >new
	cp new A/documents.json
	hoso-describe -f A
	[ "$(jq -c '[.future, .documents[1].later]' A/documents.json)" = '[{"a":1},[2]]' ]
}

# ---- tables

@test "types and issuers' letters of one's own: a file with a row" {
	papers A
	whole 03-TĐ/BCĐHU 'ngày 18 tháng 10 năm 2021' 'THÔNG ĐIỆP' 'chúc mừng năm mới' | page A 1
	hoso-describe A
	[ -z "$(value A 1 type)" ]
	[ "$(value A 1 symbol)" = TĐ/BCĐHU ]
	mkdir -p .config/hoso/papers
	printf '# our own\nThông điệp\tTĐ\t-\t-\n' >.config/hoso/papers/types.tsv
	printf 'BCĐHU\tBan Chỉ đạo\tparty\n' >.config/hoso/papers/issuers.tsv
	status 0 hoso-describe --json A
	[[ $output = *'"kept":false}' ]]
	[ "$(value A 1 type) $(state A 1 type)" = 'Thông điệp accepted ocr' ]
	[ "$(value A 1 subject)" = 'chúc mừng năm mới' ]
	[[ $(hoso-describe --json A) = *'"kept":true}' ]]
	# a row of the same name stands instead of ours
	papers B
	{
		head_of 05-KH/HU 'ngày 05 tháng 01 năm 2022'
		body
	} | page B 1
	hoso-describe B
	[ "$(value B 1 type)" = 'Kế hoạch' ]
	printf 'Kế hoạch\tKHCT\t-\t-\n' >.config/hoso/papers/types.tsv
	hoso-describe B
	[ "$(value B 1 type)$(value B 1 symbol)" = KH/HU ]
}

@test 'a broken table is an error that names file and line, and nothing is done' {
	three A
	mkdir -p .config/hoso/papers
	table=.config/hoso/papers/types.tsv
	printf '# our own\n\nThông điệp\tTĐ\n' >$table
	status 2 hoso-describe A
	says "papers/types.tsv': line 3: it has 2 cells, not 4"
	printf 'a\tb\tc\td\te\n' >$table
	status 2 hoso-describe A
	says 'line 1: it has more than 4 cells'
	printf -- '-\tb\tc\td\n' >$table
	status 2 hoso-describe A
	says 'or no name'
	printf 'a\377\n' >$table
	status 2 hoso-describe --text /dev/null
	says "papers/types.tsv': it is not UTF-8"
	rm $table
	HOSO_DATADIR=$PWD/none status 2 hoso-describe A
	says "there is no 'types.tsv' in '$PWD/none/papers'"
	[ ! -e A/documents.json ]
}

# ---- the line

@test 'describe, then index: filters know the papers, hits show symbol and date' {
	three A
	with_contents B
	hoso-describe A B | hoso-index -d x.db >/dev/null
	found() {
		hoso-search -d x.db -n 0 -- "$@" | awk -F'\t' '{ print $1 ":" $2, $3, $4 }' | sort | paste -sd,
	}
	[ "$(found type:KH)" = 'A:2 05-KH/HU 2022-01-05' ]
	[ "$(found 'type:"công văn"')" = 'A:4 09-CV/HU 2022-02-06' ]
	[ "$(found symbol:13-NQ/HU)" = 'B:3 13-NQ/HU 2021-11-05' ]
	[ "$(found number:15)" = 'B:4 15-NQ/HU 2021-11-21' ]
	[ "$(found signer:khue)" = 'A:2 05-KH/HU 2022-01-05' ]
	[ "$(found 'issuer:"hoa lung" year:2022' | tr , '\n' | wc -l)" = 2 ]
	[ "$(found year:..2020)" = '' ]
	[ "$(found 'vướng mắc' type:KH)" = 'A:2 05-KH/HU 2022-01-05,A:3 05-KH/HU 2022-01-05' ]
	# a person's word reaches the index, too
	enter A '1\tnumber\t12\t99'
	hoso-index -q -d x.db A >/dev/null
	[ "$(found number:99)" = 'A:1 99-NQ/HU 2021-10-18' ]
}

# ---- the samples

# sample NAME: what documents.json has of the samples' papers, as samples/texts has it
said() {
	jq -r '.documents[] | [(.pages | map(tostring) | join("-")), .type.value, "\(.number.value)-\(.symbol.value)",
		.date.value, .parent.value, .issuer.value, .subject.value, .authority.value // "-",
		.position.value, .signer.value] | join("|")' "$READY/work/$1/documents.json"
}

# paper PAGES TYPE TEXT: the same, from the text that the sample was made from
paper() {
	awk -v pages="$1" -v type="$2" '
		{ gsub(/<[^>]*>/, "") }
		/^@/ { block = $1; n = 0; next }
		{ line[block, ++n] = $0; count[block] = n }
		END {
			split(substr(line["@left", 4], 5), number, " ")
			match(line["@right", 2], /ngày [0-9]+ tháng [0-9]+ năm [0-9]+/)
			split(substr(line["@right", 2], RSTART), d, " ")
			subject = line["@subject", 1]
			if (count["@subject"] > 1) subject = subject " " line["@subject", 2]
			if (!count["@subject"]) subject = line["@left", 5] " " line["@left", 6]
			first = line["@sign", 1]
			authority = first ~ /^T\// ? first : "-"
			position = first ~ /^T\// ? line["@sign", 2] : first
			printf "%s|%s|%s|%s-%02d-%02d|%s|%s|%s|%s|%s|%s\n", pages, type, number[2] == "" ? number[1] : number[2],
				d[6], d[4], d[2], line["@left", 1], line["@left", 2], subject, authority, position,
				line["@sign", count["@sign"]]
		}' "$SAMPLES/texts/$3.txt"
}

@test 'samples, scanned and read: the papers, their pages, and what each is' {
	[ "$(cat "$READY/described")" = "$(printf 'work/%s\n' HS-001 'HS-002 An toàn thực phẩm' HS-003)" ]
	diff <(said HS-001) <(paper 1-2 'Nghị quyết' nghi-quyet; paper 3-5 'Báo cáo' bao-cao)
	diff <(said 'HS-002 An toàn thực phẩm') <(paper 1-1 'Công văn' cong-van; paper 2-2 'Thông báo' thong-bao)
	diff <(said HS-003 | sed 1d) <(paper 2-3 'Kế hoạch' ke-hoach; paper 4-4 'Tờ trình' to-trinh)
	# the worn one
	diff <(said HS-003 | sed 1q | cut -d'|' -f1,2,5,6) <(paper 1-1 'Biên bản' bien-ban | cut -d'|' -f1,2,5,6)
}
