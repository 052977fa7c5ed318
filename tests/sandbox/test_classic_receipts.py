"""Receipts: files that come along with a request, in all the ways programs write them."""

from tests.marks import integration
from tests.sandbox.calling import ClassicTest
from tests.sandbox.speaking import request

PNG = b"\x89PNG\r\n\x1a\n--B\x00not a boundary\r\n--Bnor this\r\n\r\n" + bytes(range(256))
DOCUMENT = request(
    "receipt.create", "<receipt><expense_id>1</expense_id><image>cid:X</image></receipt>"
)
PLAIN = 'multipart/related; boundary="B"'


def multipart(  # noqa: PLR0913
    *,
    document=DOCUMENT,
    content=PNG,
    preamble=b"",
    file_headers=b"Content-Type: image/png\r\nContent-ID: <X>",
    document_headers=b"Content-Type: application/xml; charset=utf-8",
    end=b"\r\n--B--\r\n",
):
    return b"".join(
        [
            preamble,
            b"--B\r\n",
            document_headers,
            b"\r\n\r\n",
            document,
            b"\r\n--B\r\n",
            file_headers,
            b"\r\n\r\n",
            content,
            end,
        ]
    )


@integration
class ReceiptTest(ClassicTest):
    def setUp(self):
        super().setUp()
        self.make("category.create", "<category><name>Tools</name></category>")
        self.make(
            "expense.create",
            "<expense><staff_id>1</staff_id><category_id>1</category_id>"
            "<amount>12.50</amount></expense>",
        )

    def upload(self, body=None, content_type=PLAIN):
        return self.speaker.post(body or multipart(), Content_Type=content_type)

    def get(self):
        return self.speaker.call("receipt.get", "<expense_id>1</expense_id>")

    def has_receipt(self):
        expense = self.speaker.call("expense.get", "<expense_id>1</expense_id>")
        return expense.text("expense/has_receipt")

    def test_the_very_bytes_come_back_with_their_media_type(self):
        answer = self.upload()
        assert answer.is_ok
        assert len(answer.root) == 0
        kept = self.get()
        assert (kept.status, kept.body) == (200, PNG)
        assert kept.headers["content-type"] == "image/png"

    def test_every_way_of_writing_it_is_taken(self):
        bare = b"Content-ID: X\r\nContent-Type: image/png"
        for body, content_type in [
            (multipart(), "multipart/related; boundary=B"),
            (multipart(), "Multipart/Related; type=application/xml; Boundary=B; start=x"),
            (multipart(preamble=b"multipart posting\r\n"), PLAIN),
            (multipart(preamble=b"\r\n"), PLAIN),
            (multipart(end=b"\r\n--B"), PLAIN),
            (multipart(end=b"\r\n--B\r\n"), PLAIN),
            (multipart(end=b"\r\n--B--"), PLAIN),
            (multipart(end=b"\r\n--B--\r\nepilogue"), PLAIN),
            (multipart(file_headers=bare), PLAIN),
            (multipart(file_headers=bare.upper().replace(b"IMAGE/PNG", b"image/PNG")), PLAIN),
            (multipart(file_headers=b"content-id:<X>\r\ncontent-type:image/png; name=a"), PLAIN),
            (multipart(document_headers=b"Content-ID: <start>"), PLAIN),
            (
                multipart(
                    file_headers=b"Content-Disposition: attachment; filename=a.png\r\n" + bare
                ),
                PLAIN,
            ),
        ]:
            with self.subTest(body=body[:60], content_type=content_type):
                self.setUp()
                assert self.upload(body, content_type).is_ok
                assert self.get().body == PNG

    def test_lines_may_end_without_a_carriage_return(self):
        text = b"GIF89a plain"
        headers = b"Content-Type: image/gif\r\nContent-ID: <X>"
        body = multipart(content=text, file_headers=headers).replace(b"\r\n", b"\n")
        assert self.upload(body).is_ok
        assert self.get().body == text

    def test_pictures_and_pdf_are_taken_and_nothing_else(self):
        for kind in ["image/png", "image/jpg", "image/jpeg", "image/gif", "application/pdf"]:
            self.setUp()
            headers = f"Content-Type: {kind}\r\nContent-ID: <X>".encode()
            assert self.upload(multipart(file_headers=headers)).is_ok
            assert self.get().headers["content-type"] == kind
        for kind in ["text/html", "application/zip", "image/svg+xml"]:
            self.setUp()
            headers = f"Content-Type: {kind}\r\nContent-ID: <X>".encode()
            assert self.upload(multipart(file_headers=headers)).failure[0] == "40060"
            assert self.get().failure[0] == "50010"

    def test_an_expense_says_whether_it_has_one(self):
        assert self.has_receipt() == "0"
        self.upload()
        assert self.has_receipt() == "1"
        self.speaker.call("receipt.delete", "<expense_id>1</expense_id>")
        assert self.has_receipt() == "0"

    def test_an_expense_has_one_receipt_and_update_replaces_it(self):
        update = DOCUMENT.replace(b"create", b"update")
        assert self.upload(multipart(document=update)).failure == (
            "50010",
            "'expense_id' not found. Receipt not found.",
        )
        self.upload()
        assert self.upload().failure[0] == "50020"
        assert self.upload(multipart(document=update, content=b"%PDF-1.4")).is_ok
        assert self.get().body == b"%PDF-1.4"

    def test_a_deleted_receipt_is_gone(self):
        self.upload()
        assert self.speaker.call("receipt.delete", "<expense_id>1</expense_id>").is_ok
        for method in ["receipt.get", "receipt.delete"]:
            answer = self.speaker.call(method, "<expense_id>1</expense_id>")
            assert answer.headers["content-type"].startswith("application/xml")
            assert answer.failure == ("50010", "'expense_id' not found. Receipt not found.")

    def test_a_receipt_needs_its_expense_and_its_file(self):
        nobody = DOCUMENT.replace(b">1<", b">7<")
        assert self.upload(multipart(document=nobody)).failure == (
            "50010",
            "'expense_id' not found. Expense not found.",
        )
        for image in [b"cid:Y", b"X", b"http://x.example.com/a.png", b"cid:"]:
            document = DOCUMENT.replace(b"cid:X", image)
            code, error = self.upload(multipart(document=document)).failure
            assert code == "40060"
            assert error.startswith("Invalid value for field 'image'.")
        assert self.speaker.post(DOCUMENT).failure[0] == "40060"
        missing = DOCUMENT.replace(b"<image>cid:X</image>", b"")
        assert self.upload(multipart(document=missing)).failure[0] == "40040"

    def test_a_file_that_no_element_for_files_names_is_refused(self):
        self.speaker.make("client.create", "<client><email>ann@example.com</email></client>")
        notes = "<client><client_id>1</client_id><notes>cid:X</notes></client>"
        for document in [
            request("client.update", notes),
            request("client.list"),
            request("receipt.get", "<expense_id>1</expense_id>"),
        ]:
            assert self.upload(multipart(document=document)).failure == (
                "40060",
                "The file 'X' belongs nowhere: no element that takes files names it.",
            )
        client = self.speaker.call("client.get", "<client_id>1</client_id>")
        assert client.text("client/notes") == ""

    def test_a_second_file_that_nothing_names_is_refused(self):
        further = b"\r\n--B\r\nContent-Type: image/png\r\nContent-ID: <Y>\r\n\r\nx\r\n--B--"
        assert self.upload(multipart(end=further)).failure[0] == "40060"
        assert self.get().failure[0] == "50010"

    def test_parts_without_a_file_are_a_request_like_any_other(self):
        document = request("client.list")
        body = b"--B\r\nContent-Type: application/xml\r\n\r\n" + document + b"\r\n--B--"
        assert self.upload(body).is_ok

    def test_a_body_that_is_not_as_it_says_is_refused(self):
        for body, content_type in [
            (multipart(), "multipart/related"),
            (multipart(), "multipart/related; boundary=C"),
            (b"", PLAIN),
            (b"--B--", PLAIN),
            (b"--B\r\nno empty line", PLAIN),
            (multipart(document=b"<request"), PLAIN),
        ]:
            answer = self.speaker.post(body, Content_Type=content_type)
            assert answer.failure[0] == "40010"

    def test_a_large_file_passes_whole(self):
        content = bytes(range(256)) * 20_000
        assert self.upload(multipart(content=content)).is_ok
        assert self.get().body == content
