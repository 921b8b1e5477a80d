#!/usr/bin/env bats
# What lies beside a bundle: its checksum, the signature and the time stamp of that.
# The certificates are made here, by openssl; so is the time-stamping authority.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	dossier A 1.tif 'trang 2.jpg'
}

# authority NAME: NAME.pem and NAME.key, which sign others
authority() {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" \
		-subj "/CN=$1" -days 36500 2>/dev/null
}

# certificate NAME CA OPENSSL-KEY EXTENSION...: NAME.pem and NAME.key
certificate() {
	local name=$1 ca=$2 kind=$3
	shift 3
	printf '%s\n' "$@" >"$name.ext"
	# shellcheck disable=SC2086
	openssl req -newkey $kind -nodes -keyout "$name.key" -out "$name.csr" -utf8 \
		-subj "/CN=$name" 2>/dev/null
	openssl x509 -req -in "$name.csr" -CA "$ca.pem" -CAkey "$ca.key" -CAcreateserial \
		-days 36500 -extfile "$name.ext" -out "$name.pem" 2>/dev/null
}

signer() {
	authority ca
	certificate 'Văn thư' ca rsa:2048 keyUsage=digitalSignature
	mv 'Văn thư.pem' cert.pem && mv 'Văn thư.key' cert.key
}

# answer QUESTION: an authority's answer on standard output
answer() {
	[ -e tsa.pem ] || certificate tsa ca rsa:2048 extendedKeyUsage=critical,timeStamping \
		keyUsage=digitalSignature
	echo 01 >serial
	cat >tsa.cnf <<-EOF
		[tsa]
		default_tsa = t
		[t]
		serial = ./serial
		signer_cert = ./tsa.pem
		signer_key = ./tsa.key
		certs = ./ca.pem
		signer_digest = sha256
		digests = sha256
		default_policy = 1.2.3.4.1
	EOF
	openssl ts -reply -config tsa.cnf -queryfile "$1" 2>/dev/null
}

@test "a bundle's checksum lies beside it, as sha512sum writes and reads it" {
	hoso-pack -q -o out A >made
	[ "$(ls -A out)" = $'A.zip\nA.zip.sha512' ]
	(cd out && sha512sum A.zip) | cmp out/A.zip.sha512
	(cd out && sha512sum -c --quiet A.zip.sha512)
	hoso-pack -q --json -o out A | grep -q "\"sha512\":\"$(cut -d' ' -f1 out/A.zip.sha512)\""
}

@test "a name with a backslash is escaped as sha512sum does" {
	dossier 'B\1' 1.tif
	sed -i 's|"code":"[^"]*"|"code":"B\\\\1"|' 'B\1/dossier.json'
	hoso-pack -q -o out 'B\1' >made || skip 'such a code cannot be packed'
	(cd out && sha512sum -c --quiet ./*.sha512)
	status 0 hoso-verify out/*.zip
}

@test "the checksum beside a bundle is compared" {
	hoso-pack -q -o out A >made
	status 0 hoso-verify out/A.zip
	cp out/A.zip.sha512 sum
	tr 0-9 1-90 <sum | sed 's/A.zip/&/' >out/A.zip.sha512
	status 1 hoso-verify out/A.zip
	grep -qxF "bad out/A.zip: its sha512 is not the one in 'A.zip.sha512'" <<<"$output"
	for bad in '' x "$(cut -d' ' -f1 sum)  B.zip" "$(cat sum sum)" "$(cut -c2- sum)"; do
		echo "$bad" >out/A.zip.sha512
		status 1 hoso-verify out/A.zip
		grep -qF "bad out/A.zip: 'A.zip.sha512': not one sha512" <<<"$output"
	done
	tr a-f A-F <sum | sed 's|  |  ./bundles/|; s/.ZIP/.zip/' >out/A.zip.sha512
	status 0 hoso-verify out/A.zip
	rm out/A.zip.sha512
	status 0 hoso-verify out/A.zip
}

@test "a changed dossier's bundle loses the seal of the older one; the same one keeps it" {
	signer
	hoso-pack -q --sign cert.pem --key cert.key -o out A >made
	answer out/A.zip.sha512.tsq >out/A.zip.sha512.tsr
	status 0 hoso-pack -o out A
	status 0 hoso-verify --ca ca.pem --json out/A.zip
	grep -q '"signature":"valid","signer":"CN=Văn thư","stamp":"20' <<<"$output"
	echo more >A/more
	status 0 hoso-pack -o out A
	says 'out/A.zip: it has changed: the time stamp of the older one was removed'
	[ "$(ls -A out)" = $'A.zip\nA.zip.sha512' ]
	status 0 hoso-verify out/A.zip
}

@test "--sign: openssl finds the signature good, and so does hoso-verify" {
	signer
	status 0 hoso-pack --sign cert.pem --key cert.key -o out A
	[ "$output" = out/A.zip ]
	openssl cms -verify -binary -inform DER -in out/A.zip.sha512.p7s -content out/A.zip.sha512 \
		-CAfile ca.pem -out /dev/null
	status 0 hoso-verify -v out/A.zip
	[ "$output" = 'ok out/A.zip' ]
	says 'out/A.zip: signed, not checked'
	status 0 hoso-verify -v --strict --ca ca.pem out/A.zip
	[ "$output" = 'ok out/A.zip' ]
	says 'out/A.zip: signed by CN=Văn thư'
}

@test "an RSA signature is the same each time, with and without a fixed time" {
	signer
	for one in 1700000000 ''; do
		for out in x y; do
			SOURCE_DATE_EPOCH=$one hoso-pack -q --sign cert.pem --key cert.key -o $out A >made
			sleep 1
		done
		diff -r x y
		openssl cms -verify -binary -inform DER -in x/A.zip.sha512.p7s \
			-content x/A.zip.sha512 -CAfile ca.pem -out /dev/null
		cp x/A.zip.sha512.p7s "signature$one"
	done
	openssl cms -cmsout -print -inform DER -in signature1700000000 | grep -q 'Nov 14 22:13:20 2023'
	openssl cms -cmsout -print -inform DER -in signature1700000000 | grep -q signingCertificate
	openssl cms -cmsout -print -inform DER -in signature | lacks signingTime
}

@test "an elliptic key signs, too" {
	authority ca
	certificate ec ca 'ec -pkeyopt ec_paramgen_curve:P-256' keyUsage=digitalSignature
	hoso-pack -q --sign ec.pem --key ec.key -o out A >made
	status 0 hoso-verify --ca ca.pem out/A.zip
	openssl cms -verify -binary -inform DER -in out/A.zip.sha512.p7s -content out/A.zip.sha512 \
		-CAfile ca.pem -out /dev/null
}

@test "the certificates behind the signer's go along" {
	authority ca
	certificate mid ca rsa:2048 basicConstraints=critical,CA:TRUE keyUsage=keyCertSign
	certificate leaf mid rsa:2048 keyUsage=digitalSignature
	cat leaf.pem mid.pem >chain.pem
	hoso-pack -q --sign chain.pem --key leaf.key -o out A >made
	status 0 hoso-verify --ca ca.pem out/A.zip
}

@test "no trust, no signature, another text, damage: each is a fault" {
	signer
	authority other
	hoso-pack -q -o out A >made
	status 1 hoso-verify --ca ca.pem out/A.zip
	grep -qxF "bad out/A.zip: not signed: there is no 'A.zip.sha512.p7s'" <<<"$output"
	hoso-pack -q --sign cert.pem --key cert.key -o out A >made
	status 1 hoso-verify --ca other.pem out/A.zip
	grep -q '^bad out/A.zip: signature: .*unable to get local issuer certificate' <<<"$output"
	cp -r out save
	size=$(stat -c %s out/A.zip.sha512.p7s)
	for at in 2 60 $((size / 2)) $((size - 5)); do
		cp save/A.zip.sha512.p7s out/
		old=$(od -An -tu1 -j $at -N 1 out/A.zip.sha512.p7s)
		# shellcheck disable=SC2059
		printf "\\$(printf %o $((old ^ 4)))" |
			dd of=out/A.zip.sha512.p7s bs=1 seek=$at conv=notrunc status=none
		status 1 hoso-verify --ca ca.pem out/A.zip
		grep -q '^bad out/A.zip: signature: ' <<<"$output"
	done
	dossier B 1.tif
	hoso-pack -q --sign cert.pem --key cert.key -o out B >made
	cp out/B.zip.sha512.p7s out/A.zip.sha512.p7s
	status 1 hoso-verify --ca ca.pem out/A.zip out/B.zip
	grep -q '^bad out/A.zip: signature: ' <<<"$output"
	grep -qx 'ok out/B.zip' <<<"$output"
	: >out/A.zip.sha512.p7s
	status 1 hoso-verify --ca ca.pem out/A.zip
	grep -qxF 'bad out/A.zip: signature: no CMS in DER' <<<"$output"
}

@test "a certificate that is for no signatures does not count" {
	authority ca
	certificate ssl ca rsa:2048 keyUsage=keyEncipherment
	hoso-pack -q --sign ssl.pem --key ssl.key -o out A >made
	status 1 hoso-verify --ca ca.pem out/A.zip
	grep -qF 'bad out/A.zip: signature: ' <<<"$output"
}

@test "a time stamp is kept and checked, by openssl as well" {
	signer
	hoso-pack -q --sign cert.pem --key cert.key -o out A >made
	openssl ts -query -in out/A.zip.sha512.tsq -text 2>/dev/null | grep -q 'Nonce: unspecified'
	answer out/A.zip.sha512.tsq >out/A.zip.sha512.tsr
	openssl ts -verify -data out/A.zip.sha512 -in out/A.zip.sha512.tsr -CAfile ca.pem 2>/dev/null
	openssl ts -verify -queryfile out/A.zip.sha512.tsq -in out/A.zip.sha512.tsr \
		-CAfile ca.pem 2>/dev/null
	status 0 hoso-verify -v out/A.zip
	says 'out/A.zip: time stamp: unchecked'
	status 0 hoso-verify -v --ca ca.pem out/A.zip
	[ "$output" = 'ok out/A.zip' ]
	says 'out/A.zip: time stamp: 20'
	dossier B 1.tif
	hoso-pack -q --sign cert.pem --key cert.key -o out B >made
	answer out/B.zip.sha512.tsq >out/A.zip.sha512.tsr
	status 1 hoso-verify --ca ca.pem out/A.zip
	grep -q '^bad out/A.zip: time stamp: message imprint mismatch' <<<"$output"
	echo junk >out/A.zip.sha512.tsr
	status 1 hoso-verify --ca ca.pem out/A.zip
	grep -qxF 'bad out/A.zip: time stamp: no RFC 3161 answer in DER' <<<"$output"
}

@test "a locked key takes its passphrase from a file, and nobody is asked" {
	signer
	openssl pkey -in cert.key -aes128 -passout pass:secret -out locked.key
	echo secret >pass
	echo wrong >wrong
	status 0 hoso-pack --sign cert.pem --key locked.key --passphrase pass -o out A
	HOSO_SIGN=cert.pem HOSO_KEY=locked.key HOSO_PASSPHRASE=pass status 0 hoso-pack -o by A
	diff -r out by
	status 2 timeout 20 hoso-pack --sign cert.pem --key locked.key -o out A </dev/null
	says "if it is locked, give its passphrase by --passphrase FILE"
	status 2 hoso-pack --sign cert.pem --key locked.key --passphrase wrong -o out A
	says "the key 'locked.key' does not open"
}

@test "a key and a certificate that do not fit, or are none, stop before any work" {
	signer
	authority other
	status 2 hoso-pack --sign cert.pem --key other.key -o out A
	says "the key 'other.key' is not that of the certificate 'cert.pem'"
	status 2 hoso-pack --sign cert.key --key cert.key -o out A
	says "'cert.key': no certificate in PEM"
	status 2 hoso-pack --sign cert.pem -o out A
	says 'a certificate, but no key'
	status 2 hoso-pack --key cert.key -o out A
	says 'a key, but no certificate'
	status 3 hoso-pack --sign nothing --key cert.key -o out A
	says "open 'nothing'"
	[ ! -e out ]
	hoso-pack -q --sign cert.pem --key cert.key -o out A >made
	echo x >empty.pem
	status 2 hoso-verify --ca empty.pem out/A.zip
	says "'empty.pem': no certificate in PEM in it"
}

@test "a signature by a digest that can be forged does not count" {
	signer
	hoso-pack -q -o out --sign cert.pem --key cert.key A >made
	for digest in md5 sha1; do
		openssl cms -sign -binary -md $digest -in out/A.zip.sha512 -outform DER \
			-signer cert.pem -inkey cert.key -out out/A.zip.sha512.p7s
		status 1 hoso-verify --ca ca.pem out/A.zip
		grep -qi "which can be forged" <<<"$output"
	done
}

@test "--ca that is not there, or holds no certificate, is told at once" {
	dossier Z 1.tif
	hoso-pack --viewer no -o z Z >/dev/null
	status 3 hoso-verify --ca none.pem z/Z.zip z/Z.zip
	[ "$(grep -c none.pem messages)" = 1 ]
	: >empty.pem
	status 2 hoso-verify --ca empty.pem z/Z.zip
	says "'empty.pem': no certificate in PEM in it"
	[ -z "$output" ]
}
