"""Images and attachments: bytes that come as a form, and are given back by a token.

The token that an upload answers is what invoices and expenses refer to.
"""

import mimetypes
import secrets
import uuid

from refreshbooks.sandbox.rest import fields
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.parts import Part, parts_of
from refreshbooks.sandbox.rest.refusals import Problem, Refusal
from refreshbooks.sandbox.store import StoredFile

__all__ = ["PUBLIC", "UPLOADS", "given_back"]

# Where anybody may see an image who knows its token.
PUBLIC = "/service/uploads/images/"
_ANY = "application/octet-stream"
# A page or a drawing that was uploaded runs nothing where the consent page stands.
_HARMLESS = (("Content-Security-Policy", "sandbox"), ("X-Content-Type-Options", "nosniff"))
# How files begin, for those whose name tells nothing.
_MARKS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
}


def _upload(call: Call) -> Answer:
    part = _content(call)
    number = call.book.next_id(call.kind)
    media_type = _media_type(part)
    token = secrets.token_urlsafe(96)
    record = {
        "serial": number,
        "filename": f"upload-{number}",
        "public_id": token,
        "jwt": token,
        "media_type": media_type,
        "uuid": str(uuid.uuid4()),
        "named": part.filename,
    }
    call.book.put(call.kind, number, record)
    call.book.put_file(call.kind, number, StoredFile(part.content, media_type))
    # The link of an image stands beside it; attachments have none.
    link = {"link": f"{call.site}{PUBLIC}{token}"} if call.kind == "images" else {}
    return Answer({call.resource.single: fields.shown(call, record), **link})


def _content(call: Call) -> Part:
    parts = parts_of(call.content_type, call.content)
    content = next((part for part in parts if part.name == "content"), None)
    if content is None or not content.content:
        raise Refusal(400, Problem(400, "required", message="Content required"))
    return content


def _media_type(part: Part) -> str:
    by_mark = next((kind for mark, kind in _MARKS.items() if part.content.startswith(mark)), None)
    told = part.media_type if part.media_type != _ANY else ""
    return told or mimetypes.guess_type(part.filename)[0] or by_mark or _ANY


def _get(call: Call) -> Answer:
    return given_back(call, call.ids["jwt"])


def given_back(call: Call, token: str) -> Answer:
    """Answers the bytes that were uploaded under a token.

    Raises:
        Refusal: If there is no such file.
    """
    try:
        record = call.find(call.kind, token)
    except Refusal as error:
        raise Refusal(404, Problem(404, "not_found", message="File not found")) from error
    stored = call.book.get_file(call.kind, record["serial"])
    assert stored is not None
    name = "".join(letter for letter in record["named"] if letter.isprintable()) or "content"
    headers = (("X-filename", name.encode("ascii", "replace").decode()), *_HARMLESS)
    return Answer(content=stored.content, media_type=stored.media_type, headers=headers)


UPLOADS = Behaviour(verbs={"upload": _upload, "get": _get}, hidden=("link",))
