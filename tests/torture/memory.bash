# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# A page that takes more memory than a worker may have costs itself, and no other.
case_memory() {
	local status=0
	fresh root
	mkdir root/inbox/huge
	# 12,000 by 12,000 grey pixels, all white: 140 kB in the file
	python3 - root/inbox/huge/1.png <<-'P'
		import struct, sys, zlib
		def chunk(kind, data):
		    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
		side = 12000
		with open(sys.argv[1], "wb") as out:
		    out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
		              + chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1))
		              + chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * side) * side)) + chunk(b"IEND", b""))
	P
	sha256sum root/inbox/huge/1.png | cut -c 1-64 >>came
	printf '[ocr]\nmemory = 256\n' >>root/hoso.conf
	run root || status=$?
	[ "$status" = 1 ] || complain "status $status: $(head -n 2 messages)"
	nothing_lost root
	[ -e root/quarantine/huge/WHY.txt ] || complain 'it is not in quarantine'
	[ "$(find root/bundles -name '*.zip' | wc -l)" = 3 ] || complain 'it cost others'
	rm -rf root/quarantine/huge
	sed -i '$d' came
	whole root 'without it'
	echo 'memory: 1 time'
}
