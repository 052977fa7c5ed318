"""Files go up as a form of one part, and come down as a response that can be saved."""

import io
import os
import pickle
import stat
import tempfile
import unittest
from pathlib import Path

import requests

from refreshbooks.exceptions import BadParameter, NoResponse
from refreshbooks.files import Answer, NamedBytes
from refreshbooks.rest import Client
from refreshbooks.rest.downloads import Download
from refreshbooks.rest.errors import BadAnswer, NotFound
from refreshbooks.rest.uploads import form
from tests.marks import integration
from tests.rest.recording import answer, client_of
from tests.servers import Reply, serving

PICTURE = b"GIF89a" + bytes(range(256))

UPLOADED = (
    b'{"image": {"filename": "upload-7", "jwt": "j.w.t", "media_type": "image/gif"},'
    b' "link": "https://example.com/j.w.t"}'
)


class FormTest(unittest.TestCase):
    def parts(self, made):
        boundary = made.content_type.partition("boundary=")[2].encode()
        start, part, end = made.body.split(b"--" + boundary)
        self.assertEqual((start, end), (b"", b"--\r\n"))
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        return head.decode(), content.removesuffix(b"\r\n")

    def test_a_file_is_one_part_without_a_type(self):
        head, content = self.parts(form(io.BytesIO(PICTURE)))
        self.assertEqual(head, 'Content-Disposition: form-data; name="content"; filename="content"')
        self.assertEqual(content, PICTURE)

    def test_an_open_file_bears_its_name_and_is_read_from_where_it_stands(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "logo.gif")
            path.write_bytes(PICTURE)
            with path.open("rb") as stream:
                stream.seek(6)
                head, content = self.parts(form(stream))
                self.assertIn('filename="logo.gif"', head)
                self.assertEqual(content, PICTURE[6:])
                self.assertFalse(stream.closed)
            for given in (path, str(path)):
                head, content = self.parts(form(file_path=given))
                self.assertEqual((content, 'filename="logo.gif"' in head), (PICTURE, True))

    def test_bytes_may_bear_a_name(self):
        for given, name in ((PICTURE, "content"), (NamedBytes(PICTURE, "a/logo.gif"), "logo.gif")):
            self.assertIn(f'filename="{name}"', self.parts(form(given))[0])

    def test_a_stream_goes_before_a_path(self):
        _, content = self.parts(form(b"stream", file_path="/nowhere/at/all"))
        self.assertEqual(content, b"stream")

    def test_a_name_cannot_break_out_of_its_header(self):
        stream = io.BytesIO(PICTURE)
        stream.name = 'a"b\r\nX: y.gif'
        head, content = self.parts(form(stream))
        self.assertEqual((head.count("\r\n"), content), (0, PICTURE))
        stream = io.BytesIO(PICTURE)
        stream.name = 3
        self.assertIn('filename="content"', self.parts(form(stream))[0])

    def test_one_file_always_gives_the_same_bytes(self):
        self.assertEqual(form(PICTURE), form(PICTURE))
        self.assertNotEqual(form(PICTURE), form(b"other"))
        self.assertEqual(repr(form(b"abc")), "<Form of 149 bytes>")

    def test_what_is_no_file_is_refused(self):
        closed = io.BytesIO(b"x")
        closed.close()
        cases = [
            ((None, None), "give the file"),
            ((io.BytesIO(b""), None), "empty, or was read to its end"),
            ((io.StringIO("x"), None), "opened as text"),
            (("logo.gif", None), "a path goes by file_path="),
            ((closed, None), "cannot be read"),
            ((None, "/nowhere/at/all.gif"), "cannot be read"),
            ((None, "no name has this\0"), "cannot be read"),
        ]
        client, sent = client_of()
        for given, told in cases:
            with self.subTest(told=told), self.assertRaisesRegex(BadParameter, told):
                client.images.upload("k7x", *given)
        self.assertEqual(sent.requests, [])


class UploadTest(unittest.TestCase):
    def test_what_names_the_file_comes_back_with_its_link(self):
        client, sent = client_of(answer(UPLOADED))
        image = client.images.upload("k7x", file_stream=io.BytesIO(PICTURE))
        self.assertEqual((image.jwt, image.link), ("j.w.t", "https://example.com/j.w.t"))
        self.assertRegex(
            sent.last.headers["Content-Type"], r"\Amultipart/form-data; boundary=[0-9a-f]{32}\Z"
        )

    def test_an_answer_without_the_file_is_none(self):
        for body in (b'{"attachment": {}}', b'{"image": null}', b'{"image": []}'):
            client, _ = client_of(answer(body))
            with self.assertRaises(BadAnswer):
                client.images.upload("k7x", PICTURE)

    def test_an_attachment_has_no_link(self):
        client, _ = client_of(answer(b'{"attachment": {"jwt": "j.w.t"}}'))
        self.assertEqual(client.attachments.upload("k7x", PICTURE).data, {"jwt": "j.w.t"})


class DownloadTest(unittest.TestCase):
    def test_what_comes_is_a_response_of_requests(self):
        came = answer(PICTURE, Content_Type="image/gif", X_filename="C:\\pictures\\logo.gif")
        client, _ = client_of(came)
        picture = client.images.get("j.w.t")
        self.assertIsInstance(picture, requests.Response)
        self.assertEqual((picture.status_code, picture.content), (200, PICTURE))
        self.assertEqual(picture.headers["content-type"], "image/gif")
        self.assertEqual(b"".join(picture.iter_content(7)), PICTURE)
        self.assertEqual((picture.filename, picture.ok), ("logo.gif", True))
        self.assertIsNone(Download.of(Answer(b"x")).filename)
        text = Download.of(
            Answer("\u00e9".encode(), headers={"Content-Type": "text/x; charset=utf-8"})
        )
        self.assertEqual(text.text, "\u00e9")

    def test_a_refusal_is_raised(self):
        client, _ = client_of(answer(b'{"error": "File not found"}', status=404))
        with self.assertRaises(NotFound) as caught:
            client.images.get("j.w.t")
        self.assertEqual(str(caught.exception), "File not found")
        self.assertEqual(caught.exception.raw_response, '{"error": "File not found"}')

    def test_a_response_that_names_no_request_is_a_download_too(self):
        # As those do that somebody's own session makes up.
        came = requests.Response()
        came._content = PICTURE
        self.assertEqual(Download.of(came).content, PICTURE)

    def test_saving_replaces_a_file_and_keeps_its_permissions(self):
        picture = Download.of(Answer(PICTURE))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "logo.gif")
            self.assertEqual(picture.save(path), path)
            path.chmod(0o640)
            picture.save(str(path))
            self.assertEqual(path.read_bytes(), PICTURE)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
            self.assertEqual(os.listdir(folder), ["logo.gif"])


@integration
class StreamingTest(unittest.TestCase):
    def client(self, server):
        client = Client("some_app", access_token="some-access-token-of-mine", retries=0)
        client.base_url = server.url
        self.addCleanup(client.close)
        return client

    def test_a_large_file_is_saved_as_it_comes(self):
        content = PICTURE * 2000
        with serving(Reply(content, headers={"X-filename": "logo.gif"})) as server:
            client = self.client(server)
            picture = client.attachments.get("j.w.t", stream=True)
            self.assertFalse(picture._content_consumed)
            with tempfile.TemporaryDirectory() as folder:
                self.assertEqual(picture.save(Path(folder, "x")).read_bytes(), content)
            self.assertEqual(client.attachments.get("j.w.t").content, content)
            self.assertEqual({request.connection for request in server.requests}, {0})

    def test_a_pdf_comes_as_it_is_asked_for_too(self):
        with serving(Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})) as server:
            pdf = self.client(server).invoice_pdf.get("k7x", invoice_id=9, stream=True)
            self.assertFalse(pdf._content_consumed)
            self.assertEqual(pdf.content, b"%PDF-1.7")
            self.assertEqual(server.requests[0].headers["Accept"], "application/pdf")

    def test_no_token_is_pickled_with_a_file_that_was_read_as_it_came(self):
        with serving(Reply(PICTURE)) as server:
            picture = self.client(server).images.get("j.w.t", stream=True)
            self.assertEqual(picture.content, PICTURE)
            self.assertNotIn(b"some-access-token-of-mine", pickle.dumps(picture))
            self.assertEqual(pickle.loads(pickle.dumps(picture)).content, PICTURE)
            sent = server.requests[0].headers["Authorization"]
            self.assertEqual(sent, "Bearer some-access-token-of-mine")

    def test_what_breaks_off_leaves_the_old_file(self):
        broken = Reply(PICTURE, headers={"Content-Length": "9999"}, hang_up=True)
        with serving(broken) as server, tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "logo.gif")
            path.write_bytes(b"old")
            picture = self.client(server).images.get("j.w.t", stream=True)
            with self.assertRaises(NoResponse) as caught:
                picture.save(path)
            self.assertIsInstance(caught.exception, requests.exceptions.RequestException)
            self.assertEqual((path.read_bytes(), os.listdir(folder)), (b"old", ["logo.gif"]))

    def test_a_refusal_of_a_stream_is_raised_at_once(self):
        refused = Reply(b'{"error": "File not found"}', status=404)
        with serving(refused) as server, self.assertRaises(NotFound):
            self.client(server).images.get("j.w.t", stream=True)
