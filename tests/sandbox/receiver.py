"""A program on this machine that FreshBooks posts to."""

import http.server
import queue
import threading
from dataclasses import dataclass
from urllib.parse import parse_qsl

__all__ = ["Post", "Receiver"]


@dataclass
class Post:
    """One thing that came."""

    path: str
    headers: dict
    body: str

    @property
    def form(self):
        return dict(parse_qsl(self.body, strict_parsing=True))


class Receiver:
    """Keeps what comes, and answers what ``answers`` says, 200 at the end.

    An answer is a status; None hangs until the receiver is closed.
    """

    def __init__(self, *answers):
        self.answers = list(answers)
        self.posts = queue.Queue()
        self._closing = threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.posts.put(Post(self.path, headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else 200
                if answer is None:
                    receiver._closing.wait(10)
                elif isinstance(answer, bytes):
                    self.wfile.write(answer)
                else:
                    self.send_response(answer)
                    self.end_headers()

            def log_message(self, *_):
                """Stays silent."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def next(self):
        """Returns what came next, and waits for it."""
        return self.posts.get(timeout=5)

    @property
    def has_more(self):
        return not self.posts.empty()

    def close(self):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
