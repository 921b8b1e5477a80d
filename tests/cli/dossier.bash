# dossier.bash - dossier folders made by hand, as hoso-import would make them.
# shellcheck shell=bash

# json_text TEXT: as a JSON string
json_text() {
	local t=${1//\\/\\\\}
	t=${t//\"/\\\"}
	printf '"%s"' "${t//$'\n'/\\n}"
}

# dossier DIR NAME...: a dossier with one recognised page a file; MARK adds
# members to dossier.json, e.g. MARK='"secrecy":"Mật",'
dossier() {
	local dir=$1 n=0 files='' page
	shift
	mkdir -p "$dir"/{masters,pages,text,alto}
	for name in "$@"; do
		n=$((n + 1)) page=$(printf %04d "$n")
		seq 1 $((n * 2000)) >"$dir/masters/$name"
		files+=${files:+,}'{"name":'$(json_text "$name")',"size":'$(stat -c %s "$dir/masters/$name")
		files+=',"sha256":"'$(sha256sum <"$dir/masters/$name" | cut -d' ' -f1)'","state":"ok","pages":1}'
		printf '{"format":1,"page":%d,"file":%s,"frame":1,"frames":1,"width":2480,"height":3508,"dpi":300,"state":"ok","recognition":{"key":"k","state":"done","words":3,"confidence":0.95}}\n' \
			"$n" "$(json_text "$name")" >"$dir/pages/$page.json"
		echo "Nghị quyết số $n" >"$dir/text/$page.txt"
		echo "<alto>$n</alto>" >"$dir/alto/$page.xml"
	done
	printf '{"format":1,"code":%s,%s"files":[%s]}\n' "$(json_text "${dir##*/}")" "${MARK:-}" \
		"$files" >"$dir/dossier.json"
	echo '{"time":"2026-01-01T00:00:00Z","program":"test","version":"1","event":"import","outcome":"done"}' \
		>"$dir/journal.jsonl"
}

# bundle ZIP: unpacks, runs the rest of the arguments in the base folder, packs
# again as any ZIP program would
rebundle() {
	local zip=$1 base
	shift
	rm -rf unpacked
	unzip -q "$zip" -d unpacked
	base=$(ls unpacked)
	(cd "unpacked/$base" && "$@")
	rm -f "$zip"
	(cd unpacked && zip -q -X -r -D "../$zip" "$base")
}

# reseal: in a bag's folder, makes manifests that fit what is there
reseal() {
	local path
	: >manifest-sha512.txt
	find data -type f | LC_ALL=C sort | while read -r path; do
		sha512sum "$path" >>manifest-sha512.txt
	done
	sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $(find data -type f -printf '%s\n' |
		awk '{ s += $1; n++ } END { print s "." n }')/" bag-info.txt
	sha512sum bag-info.txt bagit.txt manifest-sha512.txt >tagmanifest-sha512.txt
}

# lacks PATTERN [FILE]: grep finds nothing
lacks() {
	! grep "$@"
}
