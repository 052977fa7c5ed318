"""Receipts: the picture of a bill, one for each expense."""

from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import open_to

__all__ = ["RESOURCE"]

_EXPENSE_ID = Field("expense_id", "id", required=True)
_RECEIPT = Field(
    "receipt",
    "object",
    required=True,
    fields=(
        _EXPENSE_ID,
        Field("image", "binary", required=True, note="cid: and the Content-ID of the file's part."),
    ),
)
_UPLOAD = "Goes out as multipart/related: the request, then the file."

RESOURCE = Resource(
    name="receipt",
    record="receipt",
    key="expense_id",
    methods=open_to(
        "as for the expense",
        Method("receipt.create", (_RECEIPT,), note=_UPLOAD),
        Method("receipt.update", (_RECEIPT,), note=_UPLOAD),
        Method(
            "receipt.get",
            (_EXPENSE_ID,),
            binary=True,
            note="The very bytes and media type; refusals come as XML.",
        ),
        Method("receipt.delete", (_EXPENSE_ID,)),
    ),
)
