"""A package as readers that are not ours see it, as JSON: by its directory, by going from member to member, and as XML.

Arguments: "read" FILE, or "write" FILE, which packs the members of its standard input (name and text) as a stream:
checksums and sizes stand behind the data, and with "long" as a third argument the fields are 64 bits wide.
"""

import io
import json
import struct
import sys
import zipfile
import zlib
from xml.etree import ElementTree


class Pipe(io.RawIOBase):
    def __init__(self):
        self.written = b""

    def writable(self):
        return True

    def write(self, piece):
        self.written += bytes(piece)
        return len(piece)


def read(path):
    archive = zipfile.ZipFile(path)
    broken = archive.testzip()
    if broken is not None:
        raise ValueError(broken)
    parts = {}
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith((".xml", ".rels", ".psmdcp")):
            ElementTree.fromstring(content)
        parts[name] = content.decode("latin1")
    return {"parts": parts, "inTurn": in_turn(open(path, "rb").read())}


def in_turn(raw):
    """Names by the local headers alone, as readers of streams go; nothing may lie between two members."""
    names, at = [], 0
    while raw[at : at + 4] == b"PK\x03\x04":
        _, flags, method, _, _, _, packed, _, name_size, extra_size = struct.unpack("<HHHHHIIIHH", raw[at + 4 : at + 30])
        data = at + 30 + name_size + extra_size
        names.append(raw[at + 30 : at + 30 + name_size].decode())
        wide = raw[data - extra_size : data - extra_size + 2] == b"\x01\x00"
        if wide and packed != 0xFFFFFFFF and not flags & 8:
            raise ValueError("a field of long sizes for sizes that are not")
        if wide and packed == 0xFFFFFFFF:
            packed = struct.unpack("<Q", raw[data - extra_size + 12 : data - extra_size + 20])[0]
        if flags & 8:
            if method != 8:
                raise ValueError("a stored member of unknown size")
            inflating = zlib.decompressobj(-15)
            inflating.decompress(raw[data:])
            end = len(raw) - len(inflating.unused_data)
            at = end + (24 if wide else 16)
        else:
            at = data + packed
    if raw[at : at + 4] not in (b"PK\x01\x02", b"PK\x06\x06"):
        raise ValueError(f"something lies between members at {at}")
    return names


def write(path, is_long):
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in json.load(sys.stdin).items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=is_long) as member:
                member.write(text.encode())
    open(path, "wb").write(pipe.written)
    return None


if sys.argv[1] == "read":
    print(json.dumps(read(sys.argv[2])))
else:
    print(json.dumps(write(sys.argv[2], len(sys.argv) > 3)))
