#!/usr/bin/python3
"""csip.py PACKAGE [REPRESENTATION ...] - the rules of E-ARK CSIP 2.2 that METS.xml of a
package, and of its representations, must keep; every file is told, and as METS says.
Prints what is wrong, by the rule's number."""
import hashlib
import os
import sys
import urllib.parse
import xml.etree.ElementTree as ET

M = '{http://www.loc.gov/METS/}'
X = '{http://www.w3.org/1999/xlink}'
C = '{https://DILCIS.eu/XML/METS/CSIPExtensionMETS}'
bad = 0


def want(ok, rule, what=''):
    global bad
    if not ok:
        print(rule, what)
        bad += 1


def check_file(base, ref, location, told):
    """ref has SIZE and the like, location the href."""
    want(location.get('LOCTYPE') == 'URL' and location.get(X + 'type') == 'simple', 'CSIP77')
    path = os.path.join(base, urllib.parse.unquote(location.get(X + 'href')))
    told.add(os.path.normpath(path))
    for key in ('MIMETYPE', 'SIZE', 'CREATED', 'CHECKSUM', 'CHECKSUMTYPE'):
        want(ref.get(key), 'CSIP68-72', path + ' ' + key)
    if not os.path.isfile(path):
        want(False, 'missing', path)
        return
    data = open(path, 'rb').read()
    want(str(len(data)) == ref.get('SIZE'), 'CSIP69', path)
    want(ref.get('CHECKSUMTYPE') == 'SHA-256' and
         hashlib.sha256(data).hexdigest() == ref.get('CHECKSUM'), 'CSIP71', path)


def check_header(root):
    want(root.get('OBJID'), 'CSIP1')
    want(root.get('TYPE'), 'CSIP2')
    want(root.get('PROFILE'), 'CSIP6')
    header = root.find(M + 'metsHdr')
    want(header.get('CREATEDATE'), 'CSIP7')
    want(header.get(C + 'OAISPACKAGETYPE') in ('SIP', 'AIP', 'DIP'), 'CSIP9')
    agents = [a for a in header.iter(M + 'agent')
              if (a.get('ROLE'), a.get('TYPE'), a.get('OTHERTYPE')) ==
              ('CREATOR', 'OTHER', 'SOFTWARE')]
    want(len(agents) == 1, 'CSIP10-13')
    note = agents[0].find(M + 'note')
    want(note is not None and note.get(C + 'NOTETYPE') == 'SOFTWARE VERSION', 'CSIP16')


def check_structure(root, groups):
    maps = [m for m in root.iter(M + 'structMap') if m.get('LABEL') == 'CSIP']
    want(len(maps) == 1 and maps[0].get('TYPE') == 'PHYSICAL' and maps[0].get('ID'), 'CSIP80-83')
    top = maps[0].findall(M + 'div')
    want(len(top) == 1 and top[0].get('ID'), 'CSIP84')
    divs = {d.get('LABEL'): d for d in top[0].findall(M + 'div')}
    want('Metadata' in divs, 'CSIP88')
    ids = {e.get('ID') for e in root.iter() if e.get('ID')}
    want(len(ids) == sum(1 for e in root.iter() if e.get('ID')), 'ID twice')
    for d in top[0].iter(M + 'div'):
        want(d.get('ID') and d.get('LABEL'), 'CSIP106')
        for name in ('DMDID', 'ADMID'):
            want(all(i in ids for i in d.get(name, '').split()), 'CSIP91', name)
    for p in top[0].iter(M + 'fptr'):
        want(p.get('FILEID') in ids, 'CSIP116')
    for use in groups:
        want(use in divs, 'CSIP93-101', use)
    return divs


def check_mets(base, told, package):
    root = ET.parse(os.path.join(base, 'METS.xml')).getroot()
    told.add(os.path.normpath(os.path.join(base, 'METS.xml')))
    check_header(root)
    for section in list(root.iter(M + 'dmdSec')) + [e for a in root.iter(M + 'amdSec') for e in a]:
        ref = section.find(M + 'mdRef')
        want(section.get('ID') and section.get('STATUS') == 'CURRENT', 'CSIP18-20')
        want(ref.get('MDTYPE'), 'CSIP25')
        check_file(base, ref, ref, told)
    groups = []
    for group in root.iter(M + 'fileGrp'):
        groups.append(group.get('USE'))
        want(group.get('ID') and len(group), 'CSIP65-66')
        for f in group.iter(M + 'file'):
            check_file(base, f, f.find(M + 'FLocat'), told)
    divs = check_structure(root, groups)
    if package:
        for use in package:
            want(use in groups, 'CSIP60,113,114', use)
        for label, d in divs.items():
            if label.startswith('Representations/'):
                p = d.find(M + 'mptr')
                want(p.get(X + 'title') and p.get(X + 'type') == 'simple', 'CSIP108-112')
                told.add(os.path.normpath(os.path.join(base, p.get(X + 'href'))))


def main():
    base, told = sys.argv[1], set()
    # Thông tư 05/2025 makes documentation/ optional.
    package = [u for u in ('Documentation', 'Schemas', 'Representations')
               if u != 'Documentation' or os.path.isdir(os.path.join(base, 'documentation'))]
    check_mets(base, told, package)
    for r in sorted(os.listdir(os.path.join(base, 'representations'))):
        check_mets(os.path.join(base, 'representations', r), told, None)
    for folder, _, names in os.walk(base):
        for name in names:
            path = os.path.normpath(os.path.join(folder, name))
            want(path in told, 'in no METS', path)
    sys.exit(bad > 0)


main()
