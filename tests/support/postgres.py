"""A private PostgreSQL server for tests and benchmarks: Unix socket only, gone when the process that asked for it is.

Nothing is left running or lying about, even where that process is killed: the server hangs on a pipe to it.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

USER = "papertiger"
"""Who the tests are in the server: its superuser. No password: the socket's folder keeps everybody else out."""
PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
"""Where distributions put servers; Debian keeps them out of PATH."""
LONGEST_SOCKET = 80
"""Bytes of a folder that leave room for the socket's name: the system allows 107 (104 on macOS) for both."""
START_SECONDS = 30.0
RECOVERY_SECONDS = 1_800.0
"""That a server may take whose data was left in the middle of writing."""

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
}
"""Server settings for tests: nothing has to survive a power cut."""

HONEST = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",
    "max_connections": "60",
}
"""Server settings for benchmarks: what is committed survives a power cut, and memory is that of a small server with an SSD."""

# Runs the server until standard input closes, which it does however the parent ends; then stops it and removes the folder. Where
# nothing has to be saved, the signal tells the server to drop everything.
KEEPER = """
folder=$1; signal=$2; shift 2
"$@" </dev/null >"$folder/log" 2>&1 &
server=$!
read -r _
kill -$signal $server 2>/dev/null
wait $server
rm -rf "$folder"
"""


class NoPostgresError(Exception):
    """There is no PostgreSQL to start here; the message says what is missing and how to get it."""


def programs() -> Path:
    """The folder with the newest PostgreSQL server's programs; raises NoPostgresError."""
    found = [Path(place) for place in (shutil.which("initdb"),) if place is not None]
    for place in PLACES:
        found += Path(place).glob("*/bin/initdb")
        found += Path(place).glob("bin/initdb")
    real = [one.resolve() for one in found if (one.resolve().parent / "postgres").is_file()]
    if not real:
        raise NoPostgresError("no PostgreSQL server is installed (Debian: apt install postgresql)")
    return max(real, key=_version).parent


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(path.parent.parent)))


def _servant() -> pwd.struct_passwd | None:
    """Whom the server runs as where we are root, which it refuses to be; None where we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgresError("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")


@dataclass(slots=True)
class Cluster:
    """A running server. Make databases with `database`; each is apart from all others."""

    folder: Path
    version: int
    """Major version."""
    _made: int = 0
    _templates: dict[str, str] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """What names `database` to `Ledger.open`, libpq and SQLAlchemy."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def run(self, statement: LiteralString) -> None:
        """Run one statement outside of a transaction, as the superuser."""
        import psycopg  # noqa: PLC0415 - absent where the tests skip

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def lasting(self, name: str) -> str:
        """The URL of the database `name`, made where there is none; for a server whose data is kept."""
        import psycopg  # noqa: PLC0415 - absent where the tests skip
        from psycopg import sql  # noqa: PLC0415 - as above

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
            if there is None:
                made = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
                connection.execute(made.format(sql.Identifier(name)))
        return self.url(name)

    @contextmanager
    def database(self, like: str = "", fill: Callable[[str], None] | None = None) -> Iterator[str]:
        """A fresh database, dropped at the end; yields its URL.

        Args:
            like: a name for what it starts with; empty: nothing at all.
            fill: writes that into the database of the URL it is given. It runs once for a name, and must leave no
                connection open; every later database of that name is a copy.
        """
        template = self._template(like, fill) if fill else "template0"
        name = self._name()
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _template(self, like: str, fill: Callable[[str], None]) -> str:
        if like not in self._templates:
            name = self._name()
            self.run(f"CREATE DATABASE {name} TEMPLATE template0")
            fill(self.url(name))
            self._templates[like] = name
        return self._templates[like]

    def _name(self) -> str:
        self._made += 1
        return f"db{self._made}"


@contextmanager
def cluster(settings: Mapping[str, str] = FAST, keep: Path | None = None) -> Iterator[Cluster]:
    """A server of its own, stopped at the end.

    Args:
        settings: of postgresql.conf.
        keep: folder for the data, made where there is none, which the next server there goes on with; None: all is removed.

    Raises:
        NoPostgresError: no server or no driver is installed, or no user may run one.
        RuntimeError: the server did not start; the message has the end of its log.
    """
    try:
        import psycopg  # noqa: F401, PLC0415 - absent where the tests skip
    except ImportError as error:
        raise NoPostgresError("psycopg is not installed (pip install 'papertiger[postgres]')") from error
    bin_folder = programs()
    servant = _servant()
    folder = _folder()
    try:
        if servant:
            os.chown(folder, servant.pw_uid, servant.pw_gid)
        data = (keep or folder) / "data"
        if (data / "PG_VERSION").exists():
            version = int((data / "PG_VERSION").read_text(encoding="ascii"))
        else:
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                if servant:
                    os.chown(keep, servant.pw_uid, servant.pw_gid)
            version = int(_initialise(bin_folder, data, servant))
        options = [f"-c{name}={value}" for name, value in settings.items()]
        server = [
            str(bin_folder / "postgres"),
            "-D",
            str(data),
            "-k",
            str(folder),
            "-clisten_addresses=",
            *options,
        ]
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", str(folder), "INT" if keep else "QUIT", *server],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C goes to the tests, which then stop it
            **_identity(servant),
        )
        try:
            made = Cluster(folder, version)
            _await(made, keeper, RECOVERY_SECONDS if keep else START_SECONDS)
            yield made
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            keeper.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """A new folder with a path short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if len(os.fsencode(folder)) <= LONGEST_SOCKET:
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))


def _identity(servant: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments that make a process run as `servant`."""
    if servant is None:
        return {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {
        "user": servant.pw_uid,
        "group": servant.pw_gid,
        "extra_groups": [],
        "env": environment | {"HOME": "/", "LC_ALL": "C"},
    }


def _initialise(bin_folder: Path, data: Path, servant: pwd.struct_passwd | None) -> str:
    """Make the data folder; the server's major version."""
    command = [
        str(bin_folder / "initdb"),
        "-D",
        str(data),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    # Servers sort and fold by a language, not by bytes: with ICU ours does too, so that what relies on bytes fails here.
    for locale in (
        ["--locale-provider=icu", "--icu-locale=uk", "--locale=C"],
        ["--locale=C.UTF-8"],
        ["--locale=C"],
    ):
        made = subprocess.run(
            [*command, *locale], capture_output=True, text=True, check=False, cwd="/", **_identity(servant)
        )
        if made.returncode == 0:
            return (data / "PG_VERSION").read_text(encoding="ascii")
    raise RuntimeError(f"initdb failed: {made.stderr.strip()}")


def _await(made: Cluster, keeper: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until the server answers."""
    import psycopg  # noqa: PLC0415 - as above

    until = time.monotonic() + seconds
    while True:
        try:
            made.run("SELECT 1")
        except psycopg.OperationalError as error:
            if keeper.poll() is None and time.monotonic() < until:
                time.sleep(0.02)
                continue
            log = made.folder / "log"
            said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"PostgreSQL did not start: {error}\n{said}") from error
        return
