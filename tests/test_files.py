"""Files on their way out and in, read back by somebody else's code."""

import copy
import email.policy
import io
import os
import pickle
import tempfile
import types
import unittest
from email import message_from_bytes
from pathlib import Path
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks import files
from refreshbooks.exceptions import BadParameter

PNG = b"\x89PNG\r\n\x1a\n...."


def parts_of(entity):
    """Returns the parts of a multipart as the standard library reads them."""
    header = f"MIME-Version: 1.0\r\nContent-Type: {entity.content_type}\r\n\r\n"
    message = message_from_bytes(header.encode("ascii") + entity, policy=email.policy.HTTP)
    return list(message.iter_parts())


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def written(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path


class AttachTest(Folder):
    def refusal(self, value):
        with self.assertRaises(BadParameter) as caught:
            files.attach(value)
        return str(caught.exception)

    def test_files_are_known_from_other_values(self):
        path = self.written("a.png", PNG)
        with path.open("rb") as stream, path.open(encoding="latin-1") as text:
            for value in (
                path,
                stream,
                text,
                io.BytesIO(),
                files.NamedBytes(b"", "a"),
                files.Answer(PNG),
            ):
                self.assertTrue(files.is_file(value), value)
        for value in (
            str(path),
            PNG,
            None,
            {},
            5,
            types.SimpleNamespace(read=1),
        ):
            self.assertFalse(files.is_file(value), value)

    def test_paths_open_files_and_named_bytes_are_read(self):
        path = self.written("a receipt.png", PNG)
        with path.open("rb") as stream:
            for value in (path, stream, files.NamedBytes(PNG, "a receipt.png")):
                self.assertEqual(
                    files.attach(value), files.Attachment(PNG, "a receipt.png", "image/png")
                )

    def test_an_open_file_is_read_from_where_it_stands(self):
        stream = io.BytesIO(b"skipped" + PNG)
        stream.seek(7)
        self.assertEqual(files.attach(stream).content, PNG)

    def test_a_spooled_and_a_temporary_file_are_files(self):
        for make in (tempfile.SpooledTemporaryFile, tempfile.NamedTemporaryFile):
            with make() as stream:
                stream.write(PNG)
                stream.seek(0)
                self.assertEqual(files.attach(stream).content, PNG)

    def test_whatever_reads_bytes_is_a_file(self):
        for content in (PNG, bytearray(PNG), memoryview(PNG)):
            attachment = files.attach(types.SimpleNamespace(read=lambda content=content: content))
            self.assertEqual(attachment, files.Attachment(PNG, "file.png", "image/png"))
            self.assertIs(type(attachment.content), bytes)

    def test_a_file_opened_as_text_is_refused(self):
        path = self.written("a.txt", b"abc")
        with path.open(encoding="ascii") as text:
            for value in (text, io.StringIO("abc"), types.SimpleNamespace(read=lambda: "abc")):
                self.assertIn("'rb'", self.refusal(value))

    def test_a_picture_opened_as_text_is_refused_for_that_reason(self):
        with self.written("a.png", PNG).open(encoding="utf-8") as text:
            self.assertIn("'rb'", self.refusal(text))

    def test_what_cannot_be_read_is_refused(self):
        closed = io.BytesIO(PNG)
        closed.close()
        with (self.folder / "w").open("wb") as write_only:
            for value in (self.folder / "missing.png", self.folder, closed, write_only):
                with self.subTest(value=value):
                    self.assertIn("cannot be read", self.refusal(value))

    def test_an_empty_file_or_one_read_to_its_end_is_refused(self):
        spent = io.BytesIO(PNG)
        spent.read()
        for value in (spent, self.written("a.png", b""), files.NamedBytes(b"", "a.png")):
            self.assertIn("empty", self.refusal(value))

    def test_the_first_bytes_tell_the_media_type_and_else_the_name(self):
        for content, name, media_type in (
            (PNG, "a.jpg", "image/png"),
            (b"\xff\xd8\xff\xe0", "a", "image/jpeg"),
            (b"GIF89a", "a.bin", "image/gif"),
            (b"%PDF-1.7", "", "application/pdf"),
            (b"...", "a.PNG", "image/png"),
            (b"...", "a.jpg", "image/jpeg"),
            (b"...", "a.jpeg", "image/jpeg"),
            (b"...", "a.b.gif", "image/gif"),
            (b"...", "a.pdf", "application/pdf"),
            (b"...", "png", "application/octet-stream"),
        ):
            with self.subTest(name=name):
                attachment = files.attach(files.NamedBytes(content, name))
                self.assertEqual(attachment.media_type, media_type)

    def test_a_name_loses_its_folders_and_what_a_header_stumbles_over(self):
        for name, filename in (
            ("/home/me/receipt.png", "receipt.png"),
            ("C:\\scans\\receipt.png", "receipt.png"),
            ('a"b\r\nX: y.png', "a_b__X_ y.png"),
            ("März.png", "M_rz.png"),
            ("a\\", "file.png"),
            ("..", "file.png"),
            ("", "file.png"),
            ("x" * 200 + ".png", "x" * 96 + ".png"),
        ):
            with self.subTest(name=name):
                self.assertEqual(files.attach(files.NamedBytes(PNG, name)).filename, filename)

    def test_a_file_that_came_as_an_answer_can_be_sent_on(self):
        known = files.attach(files.Answer(PNG))
        self.assertEqual(known, files.Attachment(PNG, "file.png", "image/png"))
        told = files.attach(files.Answer(b"II*", headers={"Content-Type": "image/TIFF; x=y"}))
        self.assertEqual(told.media_type, "image/tiff")
        self.assertEqual(files.attach(files.Answer(b"?")).media_type, "application/octet-stream")

    def test_a_stream_may_have_any_name_or_none(self):
        for name, filename in (
            ("/tmp/a.png", "a.png"),
            (b"/tmp/a.png", "a.png"),
            (Path("/tmp/a.png"), "a.png"),
            (7, "file.png"),
            (None, "file.png"),
        ):
            stream = io.BytesIO(PNG)
            stream.name = name
            self.assertEqual(files.attach(stream).filename, filename)

    def test_a_nameless_file_of_unknown_kind_is_just_a_file(self):
        attachment = files.attach(io.BytesIO(b"..."))
        self.assertEqual(attachment, files.Attachment(b"...", "file", "application/octet-stream"))


class MultipartTest(unittest.TestCase):
    def test_it_has_the_documented_form_byte_for_byte(self):
        receipt = files.Attachment(PNG, "receipt.png", "image/png")
        entity = files.multipart(b"<request/>", [("file1", receipt)])
        boundary = entity.content_type.split('"')[1].encode()
        self.assertEqual(entity.content_type, f'multipart/related; boundary="{boundary.decode()}"')
        self.assertEqual(
            entity,
            b"--" + boundary + b"\r\n"
            b"Content-Type: application/xml; charset=utf-8\r\n\r\n"
            b'<?xml version="1.0" encoding="utf-8"?>\n<request/>\r\n'
            b"--" + boundary + b"\r\n"
            b"Content-Type: image/png\r\n"
            b'Content-Disposition: attachment; filename="receipt.png"\r\n'
            b"Content-ID: <file1>\r\n\r\n" + PNG + b"\r\n"
            b"--" + boundary + b"--\r\n",
        )

    def test_the_boundary_fits_a_header_and_the_same_upload_has_the_same(self):
        one, again = (files.multipart(b"<a/>", []) for _ in range(2))
        self.assertEqual((one, one.content_type), (again, again.content_type))
        self.assertLessEqual(len(one.content_type.split('"')[1]), 70)
        other = files.multipart(b"<b/>", [])
        self.assertNotEqual(one.content_type, other.content_type)

    def test_a_file_that_holds_an_earlier_boundary_does_no_harm(self):
        first = files.multipart(b"<a/>", [("x", files.Attachment(PNG, "a", "image/png"))])
        within = files.Attachment(bytes(first), "a", "image/png")
        parts = parts_of(files.multipart(b"<a/>", [("x", within)]))
        self.assertEqual(parts[1].get_payload(decode=True), bytes(first))
        self.assertEqual(len(parts), 2)

    def test_it_is_bytes_and_survives_pickling(self):
        entity = files.multipart(b"<a/>", [])
        self.assertIsInstance(entity, bytes)
        for again in (pickle.loads(pickle.dumps(entity)), copy.deepcopy(entity)):
            self.assertIs(type(again), files.Multipart)
            self.assertEqual((again, again.content_type), (entity, entity.content_type))
        self.assertEqual(repr(entity), f"<Multipart {entity.content_type}, {len(entity)} bytes>")


@given(st.lists(st.tuples(st.binary(min_size=1), st.text(max_size=20)), max_size=3))
def test_files_read_back_are_the_files_that_were_sent(named):
    attachments = [
        (f"file{index}", files.attach(files.NamedBytes(content, name)))
        for index, (content, name) in enumerate(named)
    ]
    document, *rest = parts_of(files.multipart(b"<request/>", attachments))
    assert document.get_content_type() == "application/xml"
    assert document.get_payload(decode=True).endswith(b"\n<request/>")
    for part, (content_id, attachment) in zip(rest, attachments, strict=True):
        assert part["Content-ID"] == f"<{content_id}>"
        assert part.get_content_type() == attachment.media_type
        assert part.get_filename() == attachment.filename
        assert part.get_payload(decode=True) == attachment.content


class NamedBytesTest(unittest.TestCase):
    def test_it_is_bytes_with_a_name_and_survives_pickling(self):
        named = files.NamedBytes(PNG, "a.png")
        self.assertEqual(named, PNG)
        self.assertEqual(repr(named), "<NamedBytes a.png, 12 bytes>")
        again = pickle.loads(pickle.dumps(named))
        self.assertEqual((type(again), again, again.name), (files.NamedBytes, PNG, "a.png"))


class AnswerTest(Folder):
    def test_it_is_bytes_with_status_and_headers(self):
        answer = files.Answer(b"%PDF", 201, {"Content-Type": "application/pdf", "X-Y": "z"})
        self.assertEqual(answer, b"%PDF")
        self.assertEqual((answer.status, answer.headers["x-y"]), (201, "z"))
        self.assertEqual(repr(answer), "<Answer 201 application/pdf, 4 bytes>")

    def test_printed_it_shows_its_bytes(self):
        self.assertEqual(str(files.Answer(b"<response/>")), "b'<response/>'")

    def test_it_may_come_without_anything(self):
        answer = files.Answer()
        self.assertEqual((answer, answer.status, dict(answer.headers)), (b"", 200, {}))
        self.assertIsNone(answer.content_type)
        self.assertEqual(repr(answer), "<Answer 200 of no media type, 0 bytes>")

    def test_its_media_type_is_plain_and_in_lower_case(self):
        for header, media_type in (
            ("Image/PNG", "image/png"),
            (" text/xml ; charset=utf-8", "text/xml"),
            ("", None),
            ("; charset=utf-8", None),
        ):
            answer = files.Answer(b"", headers={"content-TYPE": header})
            self.assertEqual(answer.content_type, media_type)

    def test_it_survives_pickling_and_copying(self):
        answer = files.Answer(b"%PDF", 201, {"Content-Type": "application/pdf"})
        for again in (pickle.loads(pickle.dumps(answer)), copy.copy(answer), copy.deepcopy(answer)):
            self.assertIs(type(again), files.Answer)
            self.assertEqual((again, again.status), (answer, 201))
            self.assertEqual(again.headers["CONTENT-TYPE"], "application/pdf")

    def test_a_saved_answer_is_a_file_of_its_bytes(self):
        path = self.folder / "invoice.pdf"
        self.assertEqual(files.Answer(b"%PDF").save(path), path)
        self.assertEqual(path.read_bytes(), b"%PDF")
        self.assertEqual(files.Answer(b"new").save(str(path)), path)
        self.assertEqual(path.read_bytes(), b"new")
        self.assertEqual(os.listdir(self.folder), ["invoice.pdf"])

    def test_a_bare_name_is_saved_in_the_working_folder(self):
        before = Path.cwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.folder)
        files.Answer(b"%PDF").save("bare.pdf")
        self.assertEqual((self.folder / "bare.pdf").read_bytes(), b"%PDF")

    def test_a_save_that_fails_leaves_what_was_there_and_nothing_else(self):
        path = self.written("invoice.pdf", b"old")
        for broken in ("os.fsync", "os.replace"):
            with mock.patch(broken, side_effect=OSError("disk full")):
                with self.assertRaises(OSError) as caught:
                    files.Answer(b"new").save(path)
            self.assertIn("disk full", str(caught.exception))
            self.assertEqual(path.read_bytes(), b"old")
            self.assertEqual(os.listdir(self.folder), ["invoice.pdf"])

    def test_what_was_there_is_replaced_only_when_everything_has_reached_the_disk(self):
        path = self.written("invoice.pdf", b"old")
        seen = []

        def look(_):
            seen.extend(file.read_bytes() for file in self.folder.iterdir())

        with mock.patch("os.fsync", side_effect=look):
            files.Answer(b"new").save(path)
        self.assertEqual(sorted(seen), [b"new", b"old"])

    def test_a_replaced_file_keeps_its_permissions_and_a_new_one_has_the_usual(self):
        private = self.written("private.pdf", b"old")
        private.chmod(0o600)
        usual = self.written("usual.pdf", b"")
        for name in ("private.pdf", "new.pdf"):
            files.Answer(b"new").save(self.folder / name)
        self.assertEqual(private.stat().st_mode & 0o777, 0o600)
        self.assertEqual((self.folder / "new.pdf").stat().st_mode, usual.stat().st_mode)

    def test_a_link_goes_on_pointing_to_its_file(self):
        target = self.written("target.pdf", b"old")
        link = self.folder / "link.pdf"
        link.symlink_to(target)
        files.Answer(b"new").save(link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_bytes(), b"new")

    def test_a_pipe_is_written_to_and_stays_a_pipe(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        files.Answer(b"new").save(pipe)
        self.assertEqual(os.read(reader, 10), b"new")
        self.assertTrue(pipe.is_fifo())

    def test_a_folder_is_refused(self):
        with self.assertRaises(IsADirectoryError):
            files.Answer(b"new").save(self.folder)

    def test_a_missing_folder_is_not_made(self):
        with self.assertRaises(FileNotFoundError):
            files.Answer(b"new").save(self.folder / "missing" / "a.pdf")


class AnswerFileTest(unittest.TestCase):
    def answer(self, content, media_type):
        return files.Answer(content, headers={"Content-Type": media_type} if media_type else {})

    def test_a_file_is_told_by_its_first_bytes(self):
        for content in (b"%PDF-1.4", PNG, b"GIF87a", b"\xff\xd8\xff\xe0"):
            self.assertTrue(files.is_answer_file(content))
            for media_type in (None, "text/html", "application/xml", "application/pdf"):
                self.assertTrue(files.is_answer_file(self.answer(content, media_type)))

    def test_other_bytes_are_a_file_where_the_media_type_says_so(self):
        for media_type in ("image/tiff", "application/octet-stream", "application/pdf"):
            self.assertTrue(files.is_answer_file(self.answer(b"II*\x00", media_type)))

    def test_what_is_for_reading_is_no_file(self):
        for media_type in (
            None,
            "application/xml",
            "text/xml",
            "text/html",
            "text/plain",
            "application/xhtml+xml",
            "application/json",
            "application/x-www-form-urlencoded",
        ):
            self.assertFalse(files.is_answer_file(self.answer(b"anything", media_type)))
        self.assertFalse(files.is_answer_file(b"anything"))

    def test_a_document_is_no_file_whatever_its_media_type(self):
        for content in (b"<response/>", b"\n <html>", b""):
            self.assertFalse(files.is_answer_file(self.answer(content, "application/pdf")))

    def test_text_of_a_transport_of_ones_own_is_no_file(self):
        self.assertFalse(files.is_answer_file("%PDF-1.4"))

    def test_an_answer_stays_itself_and_plain_bytes_become_one(self):
        answer = self.answer(b"%PDF", "application/x-pdf")
        self.assertIs(files.as_answer(answer), answer)
        self.assertEqual(files.as_answer(b"%PDF").content_type, "application/pdf")
        self.assertEqual(files.as_answer(b"%PDF"), b"%PDF")
        self.assertIsNone(files.as_answer(b"other").content_type)
