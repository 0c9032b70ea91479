"""An HTTP/1.1 proxy before one server, that loses, breaks, delays and changes what passes.

    proxy = Proxy(server_port).start()
    proxy.faults.append(Fault("drop response", method="PUT", times=2))
    … a client asks proxy.origin …
    proxy.stop()
"""
import http.client
import pathlib
import re
import socket
import socketserver
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Server"))
import harness  # noqa: E402

HOP_BY_HOP = ("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade")
KINDS = ("drop request", "drop response", "unavailable", "error after", "truncate", "slow",
         "weak etag", "no etag")


class Fault:
    """What goes wrong with requests of a method whose path fits, `times` times; None for ever.

    drop request    the server never sees it
    drop response   it is carried out, and nobody learns of it
    unavailable     503 with Retry-After: 1, not carried out
    error after     500, although it was carried out
    truncate        half of the answer
    slow            the answer in small pieces, over a second
    weak etag       all etags become weak
    no etag         no etag in headers
    """

    def __init__(self, kind, method=".*", path=".*", times=1, after=0):
        assert kind in KINDS, kind
        self.kind = kind
        self.method = re.compile(method)
        self.path = re.compile(path)
        self.times = times
        self.after = after

    def hits(self, method, path):
        if not self.method.fullmatch(method) or not self.path.search(path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0


class Proxy:
    """Listens on a port of its own. `round_trip` are seconds that every request takes longer, and
    every connection to be made."""

    def __init__(self, port, round_trip=0.0):
        self.target = port
        self.round_trip = round_trip
        self.faults = []
        self.hits = 0
        self.requests = []
        self.lock = threading.Lock()
        self.server = None
        self.connections = set()

    @property
    def port(self):
        return self.server.server_address[1]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                Connection(proxy, self.request).serve()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                pass  # A client or server that went away is what this is for.

        self.server = Server(("127.0.0.1", harness.free_port()), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.cut()

    def cut(self):
        """Breaks all connections there are."""
        with self.lock:
            connections, self.connections = self.connections, set()
        for connection in connections:
            close(connection)

    def fault(self, method, path):
        with self.lock:
            found = next((each for each in self.faults if each.hits(method, path)), None)
            self.hits += found is not None
        return found.kind if found else None

    def note(self, method, path, status):
        with self.lock:
            self.requests.append((method, path, status))


def close(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()


class Connection:
    """One connection of a client, and the one to the server that belongs to it."""

    def __init__(self, proxy, client):
        self.proxy = proxy
        self.client = client
        self.input = client.makefile("rb")
        self.upstream = http.client.HTTPConnection("127.0.0.1", proxy.target, timeout=120)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def serve(self):
        with self.proxy.lock:
            self.proxy.connections.add(self.client)
        try:
            time.sleep(self.proxy.round_trip)
            while self.exchange():
                pass
        except (OSError, http.client.HTTPException, ValueError):
            pass
        finally:
            with self.proxy.lock:
                self.proxy.connections.discard(self.client)
            self.upstream.close()
            close(self.client)

    def exchange(self):
        """One request and its answer; false when the connection is over."""
        line = self.input.readline().decode("latin-1").split()
        if len(line) != 3:
            return False
        method, path, _ = line
        headers = self.read_headers()
        names = {name.lower(): value for name, value in headers}
        if "100-continue" in names.get("expect", "").lower():
            self.client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if "websocket" in names.get("upgrade", "").lower():
            self.proxy.note(method, path, 101)
            return self.tunnel(method, path, headers)
        body = self.read_body(names)
        time.sleep(self.proxy.round_trip)
        fault = self.proxy.fault(method, path)
        if fault == "drop request":
            self.proxy.note(method, path, None)
            return False
        if fault == "unavailable":
            self.proxy.note(method, path, 503)
            self.send(503, "Service Unavailable", [("Retry-After", "1")], b"")
            return True
        if fault == "weak etag":  # What is inside has to be read.
            headers = [each for each in headers if each[0].lower() != "accept-encoding"]
        status, reason, fields, answer = self.forward(method, path, headers, body)
        self.proxy.note(method, path, status)
        return self.answer(fault, method, status, reason, fields, answer)

    def read_headers(self):
        headers = []
        while True:
            line = self.input.readline().decode("latin-1").rstrip("\r\n")
            if not line:
                return headers
            name, value = line.split(":", 1)
            headers.append((name, value.strip()))

    def read_body(self, names):
        if "chunked" not in names.get("transfer-encoding", "").lower():
            return self.input.read(int(names.get("content-length", 0)))
        body = b""
        while True:
            length = int(self.input.readline().split(b";")[0], 16)
            body += self.input.read(length)
            self.input.readline()
            if length == 0:
                return body

    def forward(self, method, path, headers, body):
        """Every request may be the one at which the server closes an idle connection."""
        for attempt in (1, 2):
            try:
                self.upstream.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for name, value in headers:
                    if name.lower() not in HOP_BY_HOP + ("expect", "content-length"):
                        self.upstream.putheader(name, value)
                if body or method in ("PUT", "POST"):
                    self.upstream.putheader("Content-Length", str(len(body)))
                self.upstream.endheaders(body)
                answer = self.upstream.getresponse()
                return answer.status, answer.reason, answer.getheaders(), answer.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.upstream.close()
                if attempt == 2:
                    raise

    def answer(self, fault, method, status, reason, fields, body):
        if fault == "drop response":
            return False
        if fault == "error after":
            status, reason, fields, body = 500, "Internal Server Error", [], b""
        fields = [(name, value) for name, value in fields
                  if name.lower() not in HOP_BY_HOP + ("content-length",)]
        if fault == "no etag":
            fields = [each for each in fields if each[0].lower() != "etag"]
        if fault == "weak etag":
            fields = [(name, weak(value) if name.lower() == "etag" else value)
                      for name, value in fields]
            body = re.sub(rb'(getetag[^<>]*>)\s*(?=&quot;|")', rb"\1W/", body)
        if fault == "truncate":
            self.send(status, reason, fields, body[:len(body) // 2], max(len(body), 1))
            return False
        if fault == "slow":
            self.send(status, reason, fields, b"", len(body))
            step = max(1, len(body) // 20)
            for start in range(0, len(body), step):
                time.sleep(0.05)
                self.client.sendall(body[start:start + step])
            return True
        self.send(status, reason, fields, body if method != "HEAD" else b"")
        return True

    def send(self, status, reason, fields, body, length=None):
        lines = [f"HTTP/1.1 {status} {reason}"] + [f"{name}: {value}" for name, value in fields]
        if status not in (204, 304):
            lines.append(f"Content-Length: {len(body) if length is None else length}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.client.sendall(head.encode("latin-1") + body)

    def tunnel(self, method, path, headers):
        """A WebSocket: whatever comes goes through."""
        server = socket.create_connection(("127.0.0.1", self.proxy.target))
        lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in headers]
        server.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

        def pump():
            try:
                while piece := server.recv(65536):
                    time.sleep(self.proxy.round_trip / 2)
                    self.client.sendall(piece)
            except OSError:
                pass
            close(self.client)

        threading.Thread(target=pump, daemon=True).start()
        while piece := self.input.read1(65536):
            server.sendall(piece)
        close(server)
        return False


def weak(etag):
    return etag if etag.startswith("W/") else "W/" + etag
