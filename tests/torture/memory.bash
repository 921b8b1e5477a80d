# A page that takes more memory than a worker may have costs itself, and no other.
case_memory() {
	fresh root
	mkdir root/inbox/huge
	convert -size 15000x15000 xc:white -colorspace gray -density 300 -depth 8 root/inbox/huge/1.png
	sha256sum root/inbox/huge/1.png | cut -c 1-64 >>came
	printf '[ocr]\nmemory = 320\n' >>root/hoso.conf
	run root
	[ $? = 1 ] || complain "status $?: $(head -n 2 messages)"
	nothing_lost root
	[ -e root/quarantine/huge/WHY.txt ] || complain 'it is not in quarantine'
	[ "$(find root/bundles -name '*.zip' | wc -l)" = 3 ] || complain 'it cost others'
	rm -rf root/quarantine/huge
	sed -i '$d' came
	whole root 'without it'
	echo 'memory: 1 time'
}
