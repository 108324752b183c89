"""A database server for the tests: Debian's own, in a folder of its own, on a socket only, gone with the run.

Each worker of a parallel run is a process with a server of its own, so none meets another's databases. Nothing in it
has to outlive a power cut, so it never waits for the disk.
"""

import getpass
import glob
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from models.store.folder import Folder

# Where a new store is to be kept: turns a folder into it.
Keeping = Callable[[Path], Path | Folder]

_BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres")) or [shutil.which("postgres") or ""]
_SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "autovacuum=off",
             "shared_buffers=64MB", "max_connections=60", "wal_level=minimal", "max_wal_senders=0", "log_min_messages=fatal")
_ACCOUNTS = ("postgres", "nobody")
_PATIENCE = 60.0
_PREFIX, _DAY = "zx-postgres-", 86400

MISSING = "" if _BINARIES[-1] else "PostgreSQL is not installed: apt-get install postgresql"


class Server:
    """A running server; `fresh` makes an empty database and gives its address."""

    def __init__(self, folder: Path, account: str) -> None:
        self.folder, self.account = folder, account
        self._numbers = count(1)
        self._pattern = ""
        self._process: subprocess.Popen[bytes] | None = None

    def fresh(self, options: str = "TEMPLATE template0 ENCODING 'UTF8' STRATEGY file_copy") -> str:
        """The address of a database that nobody has used."""
        name = f"test{next(self._numbers)}"
        self.do(self.address("postgres"), f"CREATE DATABASE {name} {options}")
        return self.address(name)

    def copy(self, lay: Callable[[str], None]) -> str:
        """The address of a copy of the database that `lay` has filled, once for all."""
        if not self._pattern:
            self._pattern = self.fresh()
            lay(self._pattern)
        return self.fresh(f"TEMPLATE {self._named(self._pattern)} STRATEGY file_copy")

    @staticmethod
    def _named(address: str) -> str:
        return address.partition("@/")[2].partition("?")[0]

    def drop(self, address: str) -> None:
        """Forget a database, whoever is still connected."""
        self.do(self.address("postgres"), f"DROP DATABASE {self._named(address)} WITH (FORCE)")

    def address(self, database: str, user: str = "") -> str:
        """As a clerk would write it after --data."""
        return f"postgresql://{user or self.account}@/{database}?host={quote(str(self.folder), safe='')}"

    def do(self, address: str, sql: str) -> list[tuple[object, ...]]:
        """Carry out SQL as the administrator, past the program."""
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        command = ["postgres", "-D", str(self.folder / "data"), "-k", str(self.folder), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(_run_as(self.account, command, mortal=True), stdout=log, stderr=log)
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.address("postgres")).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once, as when somebody trips over its cable."""
        if self._process is not None and self._process.poll() is None:
            data = str(self.folder / "data")
            subprocess.run(_run_as(self.account, ["pg_ctl", "-D", data, "stop", "-m", "immediate"]), check=True,
                           stdout=subprocess.DEVNULL)
            self._process.wait()


def _run_as(account: str, command: list[str], *, mortal: bool = False) -> list[str]:
    """PostgreSQL refuses to run as root. A mortal one dies with the test run, however that ends."""
    program, *words = command
    full = [str(Path(_BINARIES[-1]).parent / program), *words]
    import pwd  # here, for Windows has none

    who = pwd.getpwnam(account)
    become = [f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"] if os.geteuid() == 0 else []
    die = ["--pdeathsig", "QUIT"] if mortal else []
    return ["setpriv", *become, *die, *full] if become or die else full


def _account() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    import pwd

    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in _ACCOUNTS if name in known)


@contextmanager
def running() -> Iterator[Server]:
    """A server in a folder of its own; its path is short, for a socket's must be."""
    account = _account()
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if time.time() - left.stat().st_mtime > _DAY:  # of a run that was killed; its server died with it
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    if os.geteuid() == 0:
        shutil.chown(folder, account)
    server = Server(folder, account)
    try:
        subprocess.run(_run_as(account, ["initdb", "-D", str(folder / "data"), "--no-sync", "--auth=trust", "--locale=C.UTF-8",
                                         "--encoding=UTF8", "-U", account]), check=True, stdout=subprocess.DEVNULL)
        (folder / "data" / "pg_hba.conf").write_text("local all locked scram-sha-256\nlocal all all trust\n")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
