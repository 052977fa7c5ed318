"""Uploads: bytes in by a form, out by a token."""

import unittest

import requests

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_PNG = b"\x89PNG\r\n\x1a\n\0\0\r\n--\r\n\xff"


@integration
class Uploads(Asking):
    def send(self, kind="images", **more):
        return self.ask("POST", f"/uploads/account/{{account_id}}/{kind}", **more)

    def test_what_was_sent_comes_back_byte_for_byte(self):
        for kind, single in (("images", "image"), ("attachments", "attachment")):
            for content in (b"x", _PNG, b"\r\n", b"--\r\n" * 99, bytes(range(256)) * 999):
                with self.subTest(kind=kind, size=len(content)):
                    token = self.send(kind, files={"content": content}).json()[single]["jwt"]
                    answer = self.ask("GET", f"/uploads/{kind}/{token}")
                    self.assertEqual((answer.status_code, answer.content), (200, content))

    def test_an_image_has_a_link_that_anybody_may_follow(self):
        body = self.send(files={"content": ("logo.png", _PNG)}).json()
        image = body["image"]
        self.assertEqual(image["jwt"], image["public_id"])
        self.assertEqual(image["media_type"], "image/png")
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(body["link"], timeout=30)
        self.assertEqual((answer.status_code, answer.content), (200, _PNG))
        self.assertEqual(answer.headers["Content-Type"], "image/png")
        self.assertEqual(answer.headers["X-filename"], "logo.png")
        # Whatever calls itself an image, no browser runs it beside the consent page.
        self.assertEqual(answer.headers["Content-Security-Policy"], "sandbox")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")

    def test_an_attachment_has_none(self):
        self.assertEqual(
            list(self.send("attachments", files={"content": b"x"}).json()), ["attachment"]
        )

    def test_tokens_cannot_be_guessed_and_open_their_own_kind_only(self):
        first, second = (self.send(files={"content": b"x"}).json()["image"] for _ in range(2))
        self.assertNotEqual(first["jwt"], second["jwt"])
        self.assertGreater(len(first["jwt"]), 64)
        self.assertEqual(self.ask("GET", f"/uploads/attachments/{first['jwt']}").status_code, 404)

    def test_the_media_type_is_what_was_told_or_what_it_looks_like(self):
        for part, media_type in (
            (("a.bin", b"x", "application/pdf"), "application/pdf"),
            (("a.pdf", b"x"), "application/pdf"),
            (("a.jpg", b"x"), "image/jpeg"),
            (("a", _PNG), "image/png"),
            (("a", b"\xff\xd8\xff\xe0"), "image/jpeg"),
            (("a", b"%PDF-1.7"), "application/pdf"),
            (("a", b"x"), "application/octet-stream"),
        ):
            with self.subTest(part=part):
                image = self.send(files={"content": part}).json()["image"]
                self.assertEqual(image["media_type"], media_type)

    def test_odd_names_do_no_harm(self):
        for name in ('a"b.png', "b\u00fcro.png", "..", "a\tb", "x" * 300):
            with self.subTest(name=name):
                token = self.send(files={"content": (name, b"x")}).json()["image"]["jwt"]
                self.assertEqual(self.ask("GET", f"/uploads/images/{token}").content, b"x")

    def test_nothing_to_keep_is_refused(self):
        for more in (
            {},
            {"data": b"x"},
            {"files": {"other": b"x"}},
            {"files": {"content": b""}},
            {"data": b"x", "headers": {"Content-Type": "multipart/form-data"}},
            {"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
        ):
            with self.subTest(more=more):
                answer = self.send(**more)
                self.assertEqual(
                    (answer.status_code, answer.json()), (400, {"error": "Content required"})
                )

    def test_what_was_never_sent_is_not_found(self):
        answer = self.ask("GET", "/uploads/images/nothing")
        self.assertEqual((answer.status_code, answer.json()), (404, {"error": "File not found"}))
        self.assertEqual(self.ask("GET", "/service/uploads/images/nothing").status_code, 404)

    def test_other_methods_are_refused_in_this_familys_way(self):
        answer = self.ask("DELETE", "/uploads/images/nothing")
        self.assertEqual(
            (answer.status_code, answer.json()), (422, {"error": "Method not allowed"})
        )


if __name__ == "__main__":
    unittest.main()
