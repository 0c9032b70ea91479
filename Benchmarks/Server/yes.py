"""Says yes to every password, in the protocol of saslauthd: a benchmark is no test of accounts."""
import os
import socket
import sys
import threading

path = sys.argv[1]
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
os.chmod(path, 0o777)
listener.listen(64)


def answer(peer):
    with peer:
        peer.recv(4096)
        peer.sendall(b"\0\2OK")


while True:
    threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()
