"""What a file is, by its bytes and not by its name; whatever could act on its own is refused."""

import io
import re
import zipfile

from caveat.errors import BadEvidence

TYPES = ("pdf", "png", "jpeg", "webp", "txt", "csv", "eml", "docx", "xlsx", "odt")
"""What is taken in."""
_SAME = {"jpg": "jpeg", "text": "txt"}
_STARTS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
_ZIP = b"PK\x03\x04"
_INSIDE = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
_ODT = b"application/vnd.oasis.opendocument.text"
_MOST_PARTS = 5000
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\s*(?:<[!?a-z]|#!|\{\\rtf|@echo)", re.IGNORECASE)
_HEADER = re.compile(rb"[A-Za-z-]{2,60}: ?[^\r\n]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_NAME = 200


def name_of(name: str) -> str:
    """The name, to be shown and never used as a path. BadEvidence: a path, control characters, nothing, too long."""
    name = name.strip()
    bad = not name or len(name) > _LONGEST_NAME or name.startswith(".") or not name.isprintable()
    if bad or any(sign in name for sign in '/\\:"<>|?*'):
        said = "file.name: a plain file name such as report.pdf is expected, without folders and control characters"
        raise BadEvidence(said, code="bad-file-name")
    return name


def type_of(name: str, data: bytes) -> str:
    """One of TYPES. BadEvidence: none of them, or another than the name says."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = _SAME.get(ending, ending)
    found = _by_bytes(data, ending)
    if found is None:
        said = f"file: this is none of {', '.join(TYPES)}, by its first bytes"
        raise BadEvidence(said, code="file-type", status=415)
    if ending in TYPES and ending != found:
        said = f"file: its name says {ending}, but by its bytes it is {found}"
        raise BadEvidence(said, code="file-type", status=415)
    return found


def _by_bytes(data: bytes, ending: str) -> str | None:
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(_ZIP):
        return _document(data)
    return _text(data, ending)


def _document(data: bytes) -> str | None:
    """An office document without macros; only the list of its parts is read, and nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one.filename: one for one in archive.infolist()[:_MOST_PARTS]}
            kind = parts.get("mimetype")
            if kind is not None and kind.file_size == len(_ODT) and archive.read(kind) == _ODT:
                return None if any(name.startswith(("Basic/", "Scripts/")) for name in parts) else "odt"
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in parts or any(name.lower().endswith("vbaproject.bin") for name in parts):
        return None
    return next((kind for part, kind in _INSIDE if part in parts), None)


def _text(data: bytes, ending: str) -> str | None:
    """Text has no first bytes of its own: it holds no control characters and begins as no program or page does."""
    if data.startswith(_WIDE):
        try:
            data = data.decode("utf-16").encode("utf-8", "replace")
        except UnicodeDecodeError:
            return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    if _CONTROLS.search(data) or _MARKUP.match(data):
        return None
    if ending == "eml":
        return "eml" if _HEADER.match(data) else None
    return "csv" if ending == "csv" else "txt" if ending in ("txt", "") else None
