#!/usr/bin/python3
"""replay.py LOG BEFORE ROOT SEED OUT - what a power cut leaves of a run.
LOG: the folder of files that strace -ff -ttt -y -xx wrote of a run at the absolute path
ROOT; BEFORE: what ROOT was like when it began. OUT becomes what a disk may hold after a
cut at a moment that SEED draws, as POSIX has it, and no file system is worse:
  - what a file holds is sure up to its last fsync; of later writes a prefix is there, the
    last of them torn;
  - a name in a folder (made, linked, renamed, removed) is sure up to the folder's last
    fsync; of later changes a prefix is there. A rename is done in both folders or in none.
Prints the moment: its number, and how many there are."""
import glob
import os
import random
import re
import sys

log, before, root, seed, out = sys.argv[1:6]
draw = random.Random(int(seed))
root = root.rstrip("/")


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


# ---- the run itself: every file and folder has a number; what was done to which
kinds, data, entries, mtimes = {}, {}, {}, {}
operations = []  # (kind, numbers of what it is sure with, arguments, time)
numbers = {}     # of what was there before, by device and inode: links are one file


def new(kind):
    number = len(kinds)
    kinds[number] = kind
    data[number], entries[number] = bytearray(), {}
    return number


def load(path):
    info = os.lstat(path)
    key = (info.st_dev, info.st_ino)
    if key in numbers:
        return numbers[key]
    number = numbers[key] = new("d" if os.path.isdir(path) else "f")
    mtimes[number] = info.st_mtime
    if kinds[number] == "d":
        for name in os.listdir(path):
            entries[number][name.encode()] = load(os.path.join(path, name))
    else:
        with open(path, "rb") as file:
            data[number] = bytearray(file.read())
    return number


top = load(before)
first = {"data": {n: bytes(d) for n, d in data.items()},
         "entries": {n: dict(e) for n, e in entries.items()}, "mtimes": dict(mtimes)}


def parts(path):
    """The names below the root, or None for what is elsewhere."""
    path = os.path.normpath(path)
    if path == root.encode():
        return []
    if not path.startswith(root.encode() + b"/"):
        return None
    return path[len(root) + 1:].split(b"/")


def find(path):
    names = parts(path)
    if names is None:
        return None
    at = top
    for name in names:
        at = entries[at].get(name)
        if at is None:
            return None
    return at


def above(path):
    path = os.path.normpath(path)
    return find(os.path.dirname(path)), os.path.basename(path)


def note(kind, sure_with, *arguments):
    operations.append((kind, sure_with, arguments, now))
    apply(entries, data, kind, arguments)


def apply(entries, data, kind, arguments):
    if kind == "name":
        folder, name, number = arguments
        entries[folder][name] = number
    elif kind == "remove":
        folder, name = arguments
        entries[folder].pop(name, None)
    elif kind == "rename":
        source, old, target, name, number = arguments
        if entries[source].get(old) == number:
            del entries[source][old]
        entries[target][name] = number
    elif kind == "write":
        number, at, what = arguments
        if len(data[number]) < at:
            data[number].extend(bytes(at - len(data[number])))
        data[number][at:at + len(what)] = what
    elif kind == "cut":
        number, size = arguments
        del data[number][size:]
        data[number].extend(bytes(size - len(data[number])))


calls = []
for file in glob.glob(log + "/*"):
    process = file.rsplit(".", 1)[-1]
    with open(file, errors="replace") as lines:
        for line in lines:
            match = re.match(r"([0-9.]+) (\w+)\((.*)\) += (\d+)(<(?:\\x..)*>)?(\(deleted\))?$", line.rstrip())
            if match:
                calls.append((float(match[1]), process) + match.groups()[1:])
calls.sort(key=lambda call: call[0])

place = {}  # of the next byte, by process and descriptor
FD = r"(?:AT_FDCWD|\d+)<((?:\\x..)*)>(?:\(deleted\))?"
NAME = r"\"((?:\\x..)*)\""


def path_of(folder, name):
    return os.path.join(plain(folder), plain(name))


for now, process, call, text, result, opened, deleted in calls:
    if call == "openat" and ("O_CREAT" in text or "O_WRONLY" in text or "O_RDWR" in text) and "O_TMPFILE" not in text:
        match = re.match(FD + ", " + NAME + ", (.*)", text)
        path = path_of(match[1], match[2])
        folder, name = above(path)
        if folder is None:
            continue
        number = find(path)
        if number is None:
            number = new("f")
            note("name", [folder], folder, name, number)
        elif "O_TRUNC" in match[3]:
            note("cut", [number], number, 0)
        place[process, result] = -1 if "O_APPEND" in match[3] else 0
    elif call in ("write", "pwrite64"):
        match = re.match(r"(\d+)<((?:\\x..)*)>(\(deleted\))?, " + NAME + r"(?:, (\d+))(?:, (\d+))?", text)
        number = None if not match or match[3] else find(plain(match[2]))
        if number is None or kinds[number] != "f":
            continue
        what = plain(match[4])[:int(result)]
        if call == "pwrite64":
            at = int(match[6])
        else:
            at = place.get((process, match[1]), -1)
            if at < 0:
                at = len(data[number])
            else:
                place[process, match[1]] = at + len(what)
        note("write", [number], number, at, what)
    elif call == "lseek":
        descriptor = text.split("<")[0]
        if place.get((process, descriptor), -1) >= 0:
            place[process, descriptor] = int(result)
    elif call == "ftruncate":
        match = re.match(FD + r", (\d+)", text)
        number = match and find(plain(match[1]))
        if number is not None and "deleted" not in text:
            note("cut", [number], number, int(match[2]))
    elif call in ("renameat", "renameat2", "linkat"):
        match = re.match(FD + ", " + NAME + ", " + FD + ", " + NAME, text)
        old, path = path_of(match[1], match[2]), path_of(match[3], match[4])
        number, (source, was), (folder, name) = find(old), above(old), above(path)
        if number is None or folder is None:
            continue
        if call == "linkat":
            note("name", [folder], folder, name, number)
        else:
            note("rename", [source, folder], source, was, folder, name, number)
    elif call in ("unlinkat", "unlink", "rmdir", "mkdirat", "mkdir"):
        match = re.match(("(?:" + FD + ", )?" if "at" in call else "()") + NAME, text)
        path = path_of(match[1] or "", match[2])
        folder, name = above(path)
        if folder is None:
            continue
        if call.startswith("mkdir"):
            number = new("d")
            note("name", [folder], folder, name, number)
        else:
            note("remove", [folder], folder, name)
    elif call in ("fsync", "fdatasync"):
        number = find(plain(re.match(FD, text)[1]))
        if number is not None and "deleted" not in text:
            operations.append(("sync", [number], (), now))

# ---- the cut
moment = draw.randrange(len(operations) + 1)
sure = {}
for index, (kind, which, _, _) in enumerate(operations[:moment]):
    if kind == "sync":
        sure[which[0]] = index
# So far it got by itself; -1: no further than what is sure.
reached = {number: draw.choice([sure.get(number, -1), moment, draw.randint(sure.get(number, -1), moment)])
           for number in kinds}
data = {n: bytearray(first["data"].get(n, b"")) for n in kinds}
entries = {n: dict(first["entries"].get(n, {})) for n in kinds}
mtimes = dict(first["mtimes"])
torn = set()
for index, (kind, which, arguments, when) in enumerate(operations[:moment]):
    if kind == "sync" or any(number in torn for number in which):
        continue
    if index > max(reached[number] for number in which):
        if kind == "write" and draw.random() < 0.5:
            number, at, what = arguments
            apply(entries, data, kind, (number, at, what[:draw.randint(0, len(what))]))
            torn.add(number)
        elif kind == "write":
            torn.add(which[0])
        continue
    apply(entries, data, kind, arguments)
    if kind in ("write", "cut"):
        mtimes[which[0]] = when

made = {}


def store(number, path):
    if kinds[number] == "d":
        os.mkdir(path)
        for name, below in entries[number].items():
            store(below, os.path.join(path, os.fsdecode(name)))
        return
    if number in made:
        os.link(made[number], path)
        return
    with open(path, "wb") as file:
        file.write(data[number])
    made[number] = path
    when = mtimes.get(number)
    if when is not None:
        os.utime(path, (when, when))


store(top, out)
print(moment, "of", len(operations))
