# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# The disk is full from the moment on when a stage begins: each program stands behind a
# script that fills it. On a tmpfs, where a file may have what is left to the last byte.
case_full() {
	local stage program times=0
	[ "$(id -u)" = 0 ] || { left_out 'a tmpfs is mounted by root'; return; }
	mkdir -p disk behind
	mount -t tmpfs -o size=600m tmpfs disk 2>/dev/null ||
		{ left_out 'a tmpfs cannot be mounted here'; return; }
	cp "$build/bin/hoso-run" behind/
	for program in import ocr check describe pdf pack verify index; do
		cat >"behind/hoso-$program" <<-S
			#!/bin/bash
			if [ "\$TORTURE_STAGE" = $program ] && [ ! -e "$place/disk/filler" ]; then
				dd if=/dev/zero of="$place/disk/filler" bs=64k 2>/dev/null
				truncate -s -\$TORTURE_REST "$place/disk/filler"
			fi
			exec -a hoso-$program "$build/bin/hoso-$program" "\$@"
		S
		chmod +x "behind/hoso-$program"
	done
	for stage in import ocr check describe pdf pack verify index; do
		for rest in 0 "$(below 20)K" "$(below 300)K"; do
			fresh disk/root
			TORTURE_STAGE=$stage TORTURE_REST=$rest \
				behind/hoso-run -q --settle 0 disk/root >out 2>messages
			case $? in
			0 | 1 | 3) ;; # what was left may have been enough
			*) complain "$stage, $rest left: status $?, $(head -n 2 messages)" ;;
			esac
			rm -f disk/filler
			nothing_lost disk/root
			whole disk/root "disk full at $stage, $rest left"
			times=$((times + 1))
		done
	done
	umount disk
	echo "full: $times times"
}
