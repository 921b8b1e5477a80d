#!/usr/bin/env bats
# hoso-pack --profile: the packages that an archive takes in.
# shellcheck disable=SC2154,SC2016 # sed and sh expand what stands between quotes

load helper
load dossier

SCHEMAS=corpus/schemas

# A dossier of two documents, each with a PDF; the second has a review and a secret name.
prepare() {
	dossier A 1.tif 'trang 2.jpg'
	sed -i 's/"code":"A",/"code":"A","title":"Hồ sơ \\"mẫu\\" <1> \& Co","fonds":"Huyện ủy Xuân Trường","retention":"Vĩnh viễn",/' A/dossier.json
	cat >A/documents.json <<-'END'
		{"format":1,"documents":[
		{"pages":[1,1],"type":{"value":"Nghị quyết","state":"accepted"},"number":{"value":"05","state":"accepted"},
		"symbol":{"value":"NQ/HU","state":"accepted"},"date":{"value":"2015-08-03","state":"accepted"},
		"issuer":{"value":"HUYỆN ỦY XUÂN TRƯỜNG","state":"accepted"},"subject":{"value":"về <công tác> & cán bộ","state":"accepted"},
		"signer":{"value":"Trần Văn A","state":"accepted"}},
		{"pages":[2,2],"type":{"value":"Kết luận","state":"accepted"},"date":{"value":"2016-12","state":"review"},
		"subject":{"value":"của Ban Thường vụ","state":"review"}}]}
	END
	mkdir A/pdf
	echo '%PDF-1.4 one' >A/pdf/A.001.pdf
	echo '%PDF-1.4 two' >A/pdf/A.002.pdf
	made 1,1 2,2
}

# made FIRST,LAST ...: pdf.json, as if hoso-pdf had made A.001.pdf … of these pages
made() {
	local pages n=0 files=
	for pages; do
		n=$((n + 1))
		files+="${files:+,}{\"file\":\"A.00$n.pdf\",\"document\":$n,\"pages\":[$pages],\"key\":\"x\",\"bytes\":13,\"source\":1,\"quality\":\"archive\",\"pdfa\":\"1b\"}"
	done
	echo "{\"format\":1,\"files\":[$files]}" >A/pdf.json
}

# package PROFILE [OPTION ...]: packs A, unpacks it; $P is the package's folder
package() {
	local profile=$1
	shift
	rm -rf bag && hoso-pack --profile "$profile" -o out "$@" A
	unzip -q out/A.zip -d bag
	P=$(echo bag/A/data/*/METS.xml)
	P=${P%/METS.xml}
}

# valid SCHEMA FILE ...
valid() {
	local schema=$1
	shift
	XML_CATALOG_FILES=$SHARED/$SCHEMAS/catalog.xml xmllint --nonet --noout --schema "$schema" "$@"
}

# value FIELD FILE: the text of the element
value() {
	xmllint --xpath "string(/*/$1)" "$2"
}

@test "csip is the default, and its METS, PREMIS, EAD keep the rules of CSIP" {
	package csip
	hoso-pack -o default A
	cmp out/A.zip default/A.zip
	[ "$P" = bag/A/data/A ]
	python3 "$BATS_TEST_DIRNAME/csip.py" "$P"
	(cd bag/A && sha512sum -c --quiet --strict manifest-sha512.txt tagmanifest-sha512.txt)
	status 0 hoso-verify out/A.zip
}

@test "csip: valid by the schemas of METS, PREMIS 3, EAD3" {
	needs_shared $SCHEMAS
	local s=$SHARED/$SCHEMAS m
	package csip
	for m in "$P"/METS.xml "$P"/representations/*/METS.xml; do
		valid "$s/eark-csip/schema/mets.xsd" "$m"
	done
	valid "$s/eark-corpus/premis-v3-0.xsd" "$P/metadata/preservation/premis.xml"
	valid "$s/loc/premis/premis.xsd" "$P/metadata/preservation/premis.xml"
	valid "$s/eark-corpus/ead3.xsd" "$P/metadata/descriptive/ead.xml"
	xmllint --noout "$P/metadata/descriptive/dc.xml"
}

@test "csip: every event of the journal and every program is in PREMIS, and broken lines too" {
	echo '{"time":"2026-02-01T00:00:00Z","program":"hoso-ocr","version":"0.9","event":"recognition","object":"1.tif","outcome":"failed","detail":"a <b>"}' >>A/journal.jsonl
	echo '{"time":"2026-03-01T00:00:00Z","progr' >>A/journal.jsonl
	package csip
	local premis="$P/metadata/preservation/premis.xml"
	count() { xmllint --xpath "count(//*[local-name()='$1'])" "$premis"; }
	[ "$(count event)" = 3 ]
	[ "$(count agent)" = 3 ] # test, hoso-ocr, and who found the broken line
	grep -q '<eventOutcome>failed</eventOutcome>' "$premis"
	grep -q '<eventDetail>1.tif: a &lt;b&gt;</eventDetail>' "$premis"
	grep -q '<eventType>unreadable</eventType>' "$premis"
	[ "$(xmllint --xpath "string(//*[local-name()='event'][2]//*[local-name()='linkingObjectIdentifierValue'])" "$premis")" = representations/master/data/1.tif ]
	# The package's time is the latest event's: no clock.
	grep -q 'CREATEDATE="2026-02-01T00:00:00Z"' "$P/METS.xml"
}

@test "csip: the dossier comes out of it again, file by file" {
	mkdir -p A/unknown/deep
	echo y >A/unknown/deep/METS.xml
	package csip
	mkdir -p again/masters again/pdf again/alto again/text again/pages
	cp "$P"/representations/master/data/* again/masters
	cp "$P"/representations/access/data/* again/pdf
	cp "$P"/representations/ocr/data/alto/* again/alto
	cp "$P"/representations/ocr/data/text/* again/text
	cp -r "$P"/metadata/other/. "$P"/documentation/dossier/. again
	diff -r A again
}

@test "csip: show, index and search read it as they read the dossier" {
	package csip
	hoso-show --json A | jq 'del(.path, .dossier, .kind)' >dossier.json
	hoso-show --json out/A.zip | jq 'del(.path, .dossier, .kind)' >bundle.json
	cmp dossier.json bundle.json
	[ "$(hoso-show --text out/A.zip 2)" = "$(hoso-show --text A 2)" ]
	hoso-index -d x.db out/A.zip
	status 0 hoso-search -d x.db 'nghị quyết'
	[ "$(wc -l <<<"$output")" = 2 ]
}

@test "csip: a changed, missing, doubled record of the dossier is named" {
	package csip
	cp out/A.zip B.zip
	rebundle B.zip sed -i s/9/8/ data/A/representations/master/data/1.tif
	status 1 hoso-verify B.zip
	grep -q "representations/master/data/1.tif': its sha512" <<<"$output"
	grep -q "'masters/1.tif': differs from what was imported" <<<"$output"
	lose() { rm data/A/metadata/other/pages/0002.json data/A/METS.xml && reseal; }
	cp out/A.zip B.zip
	rebundle B.zip lose
	status 1 hoso-verify B.zip
	grep -q "'masters/trang 2.jpg': 0 page records of 1" <<<"$output"
	grep -q "'METS.xml': missing, though a package of the profile 'csip' has it" <<<"$output"
	# What pretends to be a second master is none.
	lie() { mkdir -p data/A/documentation/dossier/masters && echo x >data/A/documentation/dossier/masters/9.tif && reseal; }
	cp out/A.zip B.zip
	rebundle B.zip lie
	status 1 hoso-verify B.zip
	[ "$output" = "bad B.zip: 'data/A/documentation/dossier/masters/9.tif': no METS tells it" ]
	[ "$(hoso-show --json B.zip | jq '.files | length')" = 2 ]
}

# meddled PATTERN FILE: in a copy, FILE of the package changed by sed, all checksums of
# the bag made anew; the verdict is in $output
meddled() {
	cp out/A.zip B.zip
	rebundle B.zip sh -c 'sed -i "$1" data/*/"$2"; . "$3/dossier.bash"; reseal' - "$1" "$2" "$BATS_TEST_DIRNAME"
	status 1 hoso-verify B.zip
}

@test "csip: what METS tells is held against the files, though the bag is sealed anew" {
	local rep=representations/master
	package csip
	meddled 's|data/1.tif|data/2.tif|' $rep/METS.xml
	grep -q "'data/A/$rep/METS.xml': tells 'data/2.tif', which is not there" <<<"$output"
	grep -q "'data/A/$rep/data/1.tif': no METS tells it" <<<"$output"
	grep -q "'data/A/$rep/METS.xml': [0-9]* bytes, not\|'data/A/$rep/METS.xml': its sha256 is not the one that METS says" <<<"$output"
	meddled '0,/CHECKSUM="./s//CHECKSUM="g/' METS.xml
	grep -q "'data/A/METS.xml': tells no SHA-256 of 'data/A/metadata/descriptive/dc.xml'" <<<"$output"
	meddled '0,/SIZE="/s//SIZE="1/' METS.xml
	grep -q "'data/A/metadata/descriptive/dc.xml': [0-9]* bytes, not 1[0-9]* as METS says" <<<"$output"
	meddled 's/Nghị/nghị/' representations/ocr/data/text/0001.txt
	[ "$output" = "bad B.zip: 'data/A/representations/ocr/data/text/0001.txt': its sha256 is not the one that METS says" ]
	meddled 's/mptr LOCTYPE="URL" xlink:type="simple" xlink:href="[^"]*"/mptr LOCTYPE="URL"/' METS.xml
	grep -q "'data/A/METS.xml': tells a file without its place" <<<"$output"
	meddled 's|href="metadata/descriptive|href="../A/metadata/descriptive|' METS.xml
	grep -q "tells '../A/metadata/descriptive/dc.xml', which is not there" <<<"$output"
}

@test "csip: METS that is no XML, a bomb, or none; a second package; a file that METS does not tell" {
	package csip
	meddled '$d' METS.xml
	grep -q "'data/A/METS.xml': not XML from line [0-9]* on" <<<"$output"
	meddled '1s|$|<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "\&a;\&a;\&a;\&a;\&a;\&a;">]>|' METS.xml
	grep -q "'data/A/METS.xml': a document type in it" <<<"$output"
	meddled '2,$d; 1s|$|<html/>|' METS.xml
	grep -q "'data/A/METS.xml': it is no METS" <<<"$output"
	add() { mkdir -p "$(dirname "data/$1")" && echo x >"data/$1" && reseal; }
	cp out/A.zip B.zip
	rebundle B.zip add A/representations/access/data/0.pdf
	status 1 hoso-verify B.zip
	[ "$output" = "bad B.zip: 'data/A/representations/access/data/0.pdf': no METS tells it" ]
	cp out/A.zip B.zip
	rebundle B.zip add B/METS.xml
	status 1 hoso-verify B.zip
	[ "$output" = "bad B.zip: 'data/B/METS.xml': beside the package 'data/A/'" ]
	cp out/A.zip B.zip
	rebundle B.zip add note.txt
	status 1 hoso-verify B.zip
	[ "$output" = "bad B.zip: 'data/note.txt': beside the package 'data/A/'" ]
	rm -rf bag && unzip -q B.zip -d bag
	status 1 hoso-verify bag/A
	[ "$output" = "bad bag/A: 'data/note.txt': beside the package 'data/A/'" ]
}

@test "what is no whole bundle is called what it is" {
	package csip
	cp out/A.zip B.zip
	rebundle B.zip rm data/A/metadata/other/dossier.json
	status 1 hoso-show B.zip
	says 'a bundle of the profile csip without its dossier.json'
	age-keygen -o key 2>/dev/null
	age -e -i key -o B.zip.age out/A.zip
	status 1 hoso-show B.zip.age
	says "encrypted: 'age -d -i IDENTITY' makes a ZIP archive of it"
	status 1 hoso-index -d x.db B.zip.age
	says "encrypted: 'age -d -i IDENTITY' makes a ZIP archive of it"
	cp out/A.zip B.zip
	rebundle B.zip sh -c 'rm -r data/*; echo x >data/x; sed -i "s/^Hoso-Profile: .*/Hoso-Profile: bag/" bag-info.txt; . "$1/dossier.bash"; reseal' - "$BATS_TEST_DIRNAME"
	status 1 hoso-verify B.zip
	grep -q "'data/dossier.json': missing, though a package of the profile 'bag' has it" <<<"$output"
}

@test "bundles into the dossier itself are refused" {
	status 75 hoso-pack -o A A # it holds the lock of its folder for bundles
	[ ! -e A/A.zip ]
	status 1 hoso-pack -o A/pdf/deep A
	says 'the folder for the bundles is in the dossier'
	[ -z "$(ls A/pdf/deep)" ]
	status 0 hoso-pack -o A-bundles A
}

@test "csip, encrypted: METS is looked into, too" {
	package csip
	meddled 's/Nghị/nghị/' representations/ocr/data/text/0001.txt
	age-keygen -o key 2>/dev/null
	age -e -i key -o B.zip.age B.zip
	status 1 hoso-verify --identity key B.zip.age
	[ "$output" = "bad B.zip.age: 'data/A/representations/ocr/data/text/0001.txt': its sha256 is not the one that METS says" ]
}

@test "tt05: what METS tells is held against the files" {
	local rep=representations/rep1
	package tt05-aip
	meddled 's/one/two/' $rep/data/A.001.pdf
	grep -q "/$rep/data/A.001.pdf': its sha256 is not the one that METS says" <<<"$output"
	meddled 's/01/02/' $rep/metadata/descriptive/EAD_doc_File0000002.xml
	[ "$(wc -l <<<"$output")" = 1 ]
	grep -q "EAD_doc_File0000002.xml': its sha256 is not the one that METS says" <<<"$output"
}

@test "every profile: the same bytes in any zone, locale, folder, at any time" {
	local p
	mkdir deep && cp -r A deep/A && touch -d 2001-01-01 deep/A/masters/* && chmod 444 deep/A/masters/*
	for p in csip bag tt05-aip tt05-sip hd40; do
		hoso-pack --profile $p -o one A
		(cd deep && umask 077 && TZ=Asia/Ho_Chi_Minh LC_ALL=vi_VN.UTF-8 SOURCE_DATE_EPOCH=1 \
			hoso-pack -j 7 --profile $p -o ../two A/)
		cmp one/A.zip two/A.zip
		status 0 hoso-verify one/A.zip
	done
}

@test "names with spaces, marks, percent survive in METS" {
	dossier B '50% <a>&b.tif' 'Nghị quyết "số" 1.jpg'
	hoso-pack -o out B
	unzip -q out/B.zip -d bag
	python3 "$BATS_TEST_DIRNAME/csip.py" bag/B/data/B
	grep -q 'data/50%25%20%3Ca%3E%26b.tif' bag/B/data/B/representations/master/METS.xml
	status 0 hoso-verify out/B.zip
}

@test "--without masters: a bundle for use, whole in all else" {
	package csip --without masters
	[ ! -e "$P/representations/master" ]
	grep -q 'OAISPACKAGETYPE="DIP"' "$P/METS.xml"
	grep -qx 'Hoso-Without: masters' bag/A/bag-info.txt
	python3 "$BATS_TEST_DIRNAME/csip.py" "$P"
	status 0 hoso-verify out/A.zip
	hoso-show out/A.zip >/dev/null
	hoso-pack --profile bag --without masters -o out A
	status 0 hoso-verify out/A.zip
	zipinfo -1 out/A.zip >names
	lacks masters names
	# Only who says so may lack them.
	rebundle out/A.zip sh -c 'sed -i /Hoso-Without/d bag-info.txt; sha512sum bag-info.txt bagit.txt manifest-sha512.txt >tagmanifest-sha512.txt'
	status 1 hoso-verify out/A.zip
	grep -q "'masters/1.tif': missing" <<<"$output"
	status 2 hoso-pack --without pages -o out A
	says "only 'masters' can stay away"
}

@test "tt05: 18 fields of the file, 21 of each document, and the tree of the circular" {
	local kind
	for kind in aip sip; do
		package tt05-$kind
		grep -q "OAISPACKAGETYPE=\"${kind^^}\"" "$P/METS.xml" "$P/representations/rep1/METS.xml"
	done
	[[ $P =~ /urn_uuid_[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$ ]]
	grep -q "OBJID=\"urn:uuid:${P##*urn_uuid_}\"" "$P/METS.xml"
	(cd "$P" && find . -type f | LC_ALL=C sort) >tree
	diff tree - <<-'END'
		./METS.xml
		./metadata/descriptive/EAD.xml
		./metadata/preservation/PREMIS.xml
		./representations/rep1/METS.xml
		./representations/rep1/data/A.001.pdf
		./representations/rep1/data/A.002.pdf
		./representations/rep1/metadata/descriptive/EAD_doc_File0000001.xml
		./representations/rep1/metadata/descriptive/EAD_doc_File0000002.xml
		./representations/rep1/metadata/preservation/PREMIS_rep1.xml
		./schemas/EAD.xsd
		./schemas/EAD_doc.xsd
	END
	local file=$P/metadata/descriptive/EAD.xml
	local one=$P/representations/rep1/metadata/descriptive/EAD_doc_File0000001.xml two=${P}/representations/rep1/metadata/descriptive/EAD_doc_File0000002.xml
	[ "$(xmllint --xpath 'count(/simpledc/*)' "$file")" = 18 ]
	[ "$(xmllint --xpath 'count(/simpledc/*)' "$one")" = 21 ]
	xmllint --noout --schema "$P/schemas/EAD.xsd" "$file"
	xmllint --noout --schema "$P/schemas/EAD_doc.xsd" "$one" "$two"
	[ "$(value fileCode "$file")|$(value title "$file")" = 'A|Hồ sơ "mẫu" <1> & Co' ]
	[ "$(value maintenance "$file")|$(value mode "$file")|$(value totalDoc "$file")|$(value startDate "$file")" = '01|02|2|03/08/2015' ]
	[ "$(value docCode "$one")|$(value typeName "$one")|$(value codeNumber "$one")|$(value codeNotation "$one")|$(value issuedDate "$one")" = 'A.0000001|01|05|NQ/HU|03/08/2015' ]
	[ "$(value typeName "$two")|$(value issuedDate "$two")" = '32|12/2016' ]
	value description "$two" | grep -q 'to be reviewed: date, subject'
	python3 "$BATS_TEST_DIRNAME/csip.py" "$P"
}

@test "tt05: valid by the schemas of METS and PREMIS; PREMIS and METS name files alike" {
	needs_shared $SCHEMAS
	local s=$SHARED/$SCHEMAS rep
	package tt05-aip
	rep=$P/representations/rep1
	valid "$s/eark-csip/schema/mets.xsd" "$P/METS.xml" "$rep/METS.xml"
	valid "$s/eark-corpus/premis-v3-0.xsd" "$P/metadata/preservation/PREMIS.xml" "$rep/metadata/preservation/PREMIS_rep1.xml"
	xmllint --xpath "//*[local-name()='file']/@ID" "$rep/METS.xml" | grep -o 'file-[0-9A-F-]*' | while read -r id; do
		grep -q "<objectIdentifierValue>$id<" "$rep/metadata/preservation/PREMIS_rep1.xml"
	done
}

@test "tt05: a user's table of codes goes before ours" {
	mkdir -p .config/hoso/package
	printf 'typeName\tKết luận\t77\nformat\t*\t02\n' >.config/hoso/package/tt05.tsv
	package tt05-aip
	local two=$P/representations/rep1/metadata/descriptive/EAD_doc_File0000002.xml
	[ "$(value typeName "$two")|$(value format "$two")|$(value mode "$two")" = '77|02|' ]
	printf 'typeName\tx\n' >.config/hoso/package/tt05.tsv
	status 1 hoso-pack --profile tt05-aip -o out A
	says "tt05.tsv': line 1"
}

@test "tt05: a text beyond its limit is cut, and said so" {
	sed -i "s/\"NQ\/HU\"/\"$(printf 'Đ%.0s' {1..40})\"/" A/documents.json
	package tt05-aip
	local one=$P/representations/rep1/metadata/descriptive/EAD_doc_File0000001.xml
	[ "$(value codeNotation "$one")" = "$(printf 'Đ%.0s' {1..30})" ]
	value description "$one" | grep -q 'cut: codeNotation'
	xmllint --noout --schema "$P/schemas/EAD_doc.xsd" "$one"
}

@test "hd40: PDF/A by code and a flat sheet whose columns a table names" {
	hoso-pack --profile hd40 -o out A
	unzip -q out/A.zip -d bag
	cd bag/A/data
	[ "$(ls)" = $'A.001.pdf\nA.002.pdf\nA.tsv\nA.xlsx' ]
	cmp A.001.pdf ../../../A/pdf/A.001.pdf
	[ "$(head -1 A.tsv)" = "$(grep -v '^#\|^heading\|^subheading' "$TOP/lib/data/report/hd40.tsv" | cut -f 2 | paste -s)" ]
	[ "$(wc -l <A.tsv)" = 3 ]
	sed -n 2p A.tsv | grep -q $'^A\tHồ sơ "mẫu" <1> & Co\t1\tNghị quyết\t05\tNQ/HU\t2015-08-03\t.*\tA.001.pdf\t'
	unzip -tq A.xlsx
	unzip -p A.xlsx xl/sharedStrings.xml | grep -q 'về &lt;công tác&gt; &amp; cán bộ'
	cd ../../..
	status 0 hoso-verify out/A.zip
	mkdir -p .config/hoso/report
	printf 'file\tTệp\t20\nsubject\tNội dung\t40\n' >.config/hoso/report/hd40.tsv
	hoso-pack --profile hd40 -o out A
	[ "$(unzip -p out/A.zip A/data/A.tsv | head -2)" = $'Tệp\tNội dung\nA.001.pdf\tvề <công tác> & cán bộ' ]
}

@test "tt05 and hd40: without PDF/A they are refused; show and index say what to take" {
	local p
	for p in tt05-aip hd40; do
		rm -rf out
		hoso-pack --profile $p -o out A
		status 1 hoso-show out/A.zip
		says 'the dossier is not in it as a whole'
		status 1 hoso-index -d x.db out/A.zip
		says 'the dossier is not in it as a whole'
		rebundle out/A.zip sh -c 'find data -name "*.pdf" -delete; . '"$BATS_TEST_DIRNAME"'/dossier.bash; reseal'
		status 1 hoso-verify out/A.zip
		grep -q "missing, though a package of the profile '$p' has it" <<<"$output"
	done
	made 1,2 2,2
	status 1 hoso-pack --profile hd40 -o none A
	says "'pdf/A.001.pdf' is not of the pages that its document has now: run hoso-pdf first"
	made 1,1 2,2
	echo hello >>A/pdf/A.002.pdf
	status 1 hoso-pack --profile tt05-aip -o none A
	says "'pdf/A.002.pdf' is not of the pages"
	rm A/pdf/A.002.pdf
	for p in tt05-sip hd40; do
		status 1 hoso-pack --profile $p -o none A
		says 'document 2 of 2 has no PDF/A in it: run hoso-pdf first'
		[ -z "$(ls -A none)" ]
	done
}

@test "tt05 and hd40: a page in no document refuses the dossier, but for cover, contents, blank" {
	local p
	dossier A 1.tif 'trang 2.jpg' 3.tif 4.tif 5.tif 6.tif
	for p in tt05-aip tt05-sip hd40; do
		status 1 hoso-pack --profile $p -o none A
		says 'in no document, and neither cover, contents nor blank: pages 3-6; hoso-review'
	done
	[ -z "$(ls -A none)" ]
	sed -i 's/"documents":/"cover":{"pages":[3,3]},"contents_pages":[6,6],"documents":/' A/documents.json
	status 1 hoso-pack --profile hd40 -o none A
	says 'blank: pages 4-5;'
	sed -i 's/"state":"ok"/&,"findings":[{"what":"blank"}]/' A/pages/0004.json
	status 1 hoso-pack --profile hd40 -o none A
	says 'blank: pages 5;'
	sed -i 's/"state":"ok"/&,"findings":[{"what":"blank"}]/' A/pages/0005.json
	for p in tt05-aip tt05-sip hd40; do
		status 0 hoso-pack --profile $p -o out A
		says 'A: 4 pages are in no document, and not in this package: cover, contents or blank'
	done
	status 0 hoso-pack -o out A
	[ ! -s messages ]
}

@test "a dossier without documents is one document of all its pages" {
	rm -r A/documents.json A/pdf/A.002.pdf
	made 1,2
	package tt05-aip
	local one=$P/representations/rep1/metadata/descriptive/EAD_doc_File0000001.xml
	[ "$(value numberOfPage "$one")|$(value docCode "$one")" = '2|A.0000001' ]
	hoso-pack --profile hd40 -o out A
	[ "$(unzip -p out/A.zip A/data/A.tsv | wc -l)" = 2 ]
	package csip
	python3 "$BATS_TEST_DIRNAME/csip.py" "$P"
}

@test "secrets are refused in every profile" {
	local p
	sed -i 's/"code":"A",/"code":"A","secrecy":"Tuyệt mật","approval":"1",/' A/dossier.json
	for p in csip bag tt05-aip tt05-sip hd40; do
		status 1 hoso-pack --profile $p --secret allow -o out A
		says 'not digitised'
	done
	[ -z "$(ls -A out)" ]
}
