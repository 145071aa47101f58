"""A throw-away PostgreSQL with PostGIS on loopback; it ends with the tests, whatever ends them."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ACCOUNT = "postgres"  # the server refuses to run as root
TEMPLATE = "daoan_template"
START_SECONDS = 60
STOP_SECONDS = 30
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # nothing here outlives the tests
    "synchronous_commit": "on",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}


class NoPostgisError(Exception):
    """PostgreSQL with PostGIS is not installed, or cannot be run here."""


@dataclass
class PostgisServer:
    """A running server; every database made from it is empty and has PostGIS."""

    port: int
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    def url(self, name):
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self.port}/{name}"

    def new_database(self, name=None, *, template=TEMPLATE):
        """Make a database, empty but for PostGIS or like another one, and return its URL."""
        name = name or f"store_{next(self._numbers)}"
        self.run("postgres", f'CREATE DATABASE "{name}" TEMPLATE {template}')
        return self.url(name)

    def drop_database(self, url):
        self.run("postgres", f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def run(self, database, *statements):
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@contextmanager
def running_postgis():
    """Start a server in a temporary folder; stop it and remove the folder afterwards."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="daoan-postgis-"))
    try:
        _give_to_account(folder)
        data = folder / "data"
        made = subprocess.run(
            [
                *_as_account(),
                programs / "initdb",
                *("-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"),
                "--no-sync",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
        if made.returncode:
            raise NoPostgisError(f"initdb failed: {made.stderr}")
        with _running(programs, folder, data) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs, folder, data):
    port = _free_port()
    settings = {**OPTIONS, "port": str(port), "unix_socket_directories": str(folder)}
    arguments = [one for name, value in settings.items() for one in ("-c", f"{name}={value}")]
    process = subprocess.Popen(
        # the kernel stops the server when the tests die, even by `kill -9`
        [*_as_account("--pdeathsig", "INT"), programs / "postgres", "-D", data, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    try:
        server = PostgisServer(port)
        _wait(server, process)
        server.run("postgres", f"CREATE DATABASE {TEMPLATE}")
        try:
            server.run(TEMPLATE, "CREATE EXTENSION postgis")
        except psycopg.Error as error:
            raise NoPostgisError(str(error)) from error
        yield server
    finally:
        process.send_signal(subprocess.signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).parent
    raise NoPostgisError("PostgreSQL is not installed")


def _give_to_account(folder):
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)


def _as_account(*more):
    """The command that runs another one as an ordinary user, and binds it to our life."""
    if os.geteuid() != 0:
        return ["setpriv", *more, "--"] if more else []
    account = pwd.getpwnam(ACCOUNT)
    who = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["setpriv", *who, *more, "--"]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server, process):
    last = None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoPostgisError(f"postgres ended: {process.stderr.read().decode()}")
        try:
            return server.run("postgres", "SELECT 1")
        except psycopg.OperationalError as error:
            last = error
            time.sleep(0.1)
    raise NoPostgisError(f"postgres does not answer: {last}")
