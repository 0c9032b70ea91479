"""First the server's own events-chaos: a writer in the process, which is killed between every two
steps. Then clients write while the server's consumers fail, its bus repeats and reorders, and it is killed
(SIGKILL) at random moments; then all dead letters are sent back by two commands at once. Nothing
that was acknowledged is lost, no effect is missing or applied twice. EVENTS, KILLS, SEED.
"""
import http.client
import os
import random
import subprocess
import threading
import time

import balance
import harness

EVENTS = int(os.environ.get("EVENTS", 10_000))
KILLS = int(os.environ.get("KILLS", 30))
SEED = int(os.environ.get("SEED", random.randrange(1 << 30)))
USERS = ["mina", "joon", "sora", "hana"]

print(f"seed {SEED}", flush=True)
choose = random.Random(SEED)
check = harness.Checks()
server = harness.Server(*USERS)
database = str(server.data / "dayline.db")


class Writer(threading.Thread):
    """Puts and deletes objects of one user until the server is gone or `quota` is used up."""

    def __init__(self, user, seed, quota, state):
        super().__init__()
        self.user, self.quota, self.state = user, quota, state
        self.choose = random.Random(seed)

    def run(self):
        path = f"/dav/calendars/{self.user}/calendar/"
        try:
            client = harness.Client(server, self.user)
            for _ in range(self.quota):
                names = self.state["names"]
                if names and self.choose.random() < 0.2:
                    name = names.pop()
                    status, _, _ = client.ask("DELETE", path + name)
                else:
                    self.state["next"] += 1
                    name = f"e{self.state['next']}.ics"
                    start = 1_800_000_000 + self.state["next"] * 3600
                    status, _, _ = client.ask(
                        "PUT", path + name, harness.event(name, start),
                        Content_Type="text/calendar")
                    names.append(name)
                if status not in (201, 204):
                    self.state["refused"].append((name, status))
                    return
                self.state["acknowledged"] += 1
        except (OSError, http.client.HTTPException):
            pass


storm = [harness.program(), "events-chaos", "--data", str(server.folder / "storm"), "--events",
         str(EVENTS), "--kills", str(KILLS), "--seed", str(SEED)]
check(subprocess.run(storm).returncode == 0, "events-chaos by its own count")
problems = balance.wrong(str(server.folder / "storm" / "dayline.db"), EVENTS)
check(not problems, "events-chaos by the count of others", problems)

states = {user: {"names": [], "next": 0, "acknowledged": 0, "refused": []} for user in USERS}
kills = 0


def acknowledged():
    return sum(state["acknowledged"] for state in states.values())


def chaos():
    server.options = [
        "--chaos", f"seed={choose.randrange(1 << 30)},failures=0.1,repeats=0.1,disorder=0.25,"
        "poison=97"]
    return server


while kills < KILLS or acknowledged() < EVENTS:
    chaos().start()
    left = max(0, EVENTS - acknowledged())
    quota = min(left, choose.randint(1, 2 * EVENTS // KILLS)) // len(USERS) + 1
    writers = [Writer(user, choose.random(), quota, states[user]) for user in USERS]
    for writer in writers:
        writer.start()
    if left > 0 and choose.random() < 0.5:
        for writer in writers:
            writer.join()
    time.sleep(choose.random() * 0.4)
    server.kill()
    kills += 1
    for writer in writers:
        writer.join()

refused = [entry for state in states.values() for entry in state["refused"]]
check(not refused, "every write was accepted", refused[:5])

chaos().start()
while balance.pending(database):
    time.sleep(0.05)
server.kill()
print(f"{kills + 1} kills, {acknowledged()} acknowledged, {balance.dead(database)} dead letters")

server.options = []
server.start()
time.sleep(0.1)
arguments = [harness.program(), "dlq", "retry", "--all", "--wait", "--data", str(server.data)]
runs = [subprocess.Popen(arguments) for _ in range(2)]
statuses = sorted(run.wait(120) for run in runs)
check(statuses in ([0, 0], [0, 1], [0, 75]), "two dlq retry at once", statuses)
while balance.pending(database):
    time.sleep(0.05)
left = server.command("dlq", "list", check=False)
check(left.returncode == 1 and not left.stdout, "no dead letter is left", left.stdout)
check(server.stop() == 0, "the server ends by itself")
problems = balance.wrong(database, acknowledged() + len(USERS))
check(not problems, "nothing lost, nothing twice, all processed", problems)
check.finish()
