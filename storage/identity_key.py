"""The key that seals identities, and its file; neither is ever part of a store or a backup.

A key file is text, one key on each line, the current one first; older keys only open what was
sealed with them before:

    daoan-identity-key 1 0E8t...=

Sealing is AES-256-GCM with a new nonce each time. The crash and the number of the party are sealed
in, so that an identity cannot be moved to another party, and the text is padded, so that its length
tells little.
"""

import base64
import binascii
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.identity import Identity
from storage.store import StoreError

MARK = "daoan-identity-key 1"
KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
PADDED_TO = 256
OWNER_ONLY = 0o600


class IdentityKeyError(StoreError):
    """There is no usable key, or it is not the one that an identity was sealed with."""


@dataclass(frozen=True, slots=True)
class IdentityKey:
    """One secret key; `key_id` names it and tells nothing of it."""

    key_id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of a key file."""

    current: IdentityKey  # seals
    older: tuple[IdentityKey, ...] = ()  # open what was sealed before

    def named(self, key_id: str) -> IdentityKey | None:
        """Return the key of that name, None when the ring has it not."""
        return next((one for one in (self.current, *self.older) if one.key_id == key_id), None)


def read_key_file(file: Path) -> KeyRing:
    """Return the keys of a file.

    Raises
    ------
    IdentityKeyError
        The file is not there, cannot be read, or is no key file.
    """
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise IdentityKeyError("The key file {file} cannot be read.", file=file) from error
    keys = [_key(line, file) for line in lines if line.strip()]
    if not keys:
        raise IdentityKeyError("{file} is not a key file of this program.", file=file)
    return KeyRing(keys[0], tuple(keys[1:]))


def make_key_file(file: Path) -> KeyRing:
    """Write a new key to a new file that only its owner may read.

    Raises
    ------
    IdentityKeyError
        The file is there already (a key is never overwritten), or cannot be written.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise IdentityKeyError(
            "{file} exists already: a key is never overwritten.", file=file
        ) from (error)
    except OSError as error:
        raise IdentityKeyError(
            "{file} cannot be written: {reason}.", file=file, reason=error.strerror
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(_new_line())
        opened.flush()
        os.fsync(opened.fileno())
    return read_key_file(file)


def add_key(file: Path) -> KeyRing:
    """Put a new key before those of a file, which stay to open what they sealed.

    Raises
    ------
    IdentityKeyError
        The file cannot be read or written, or is no key file.
    """
    read_key_file(file)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(_new_line() + file.read_text(encoding="ascii"))
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise IdentityKeyError(
            "{file} cannot be written: {reason}.", file=file, reason=error.strerror
        ) from error
    return read_key_file(file)


def seal(identity: Identity, key: IdentityKey, crash_id: str, party_no: int) -> bytes:
    """Return an identity sealed for one party of one crash."""
    plain = json.dumps(asdict(identity), ensure_ascii=False).encode()
    plain += b" " * (-len(plain) % PADDED_TO)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key.secret).encrypt(nonce, plain, _place(crash_id, party_no))
    return FORMAT + nonce + sealed


def unseal(sealed: bytes, key: IdentityKey, crash_id: str, party_no: int) -> Identity:
    """Return the identity that was sealed.

    Raises
    ------
    IdentityKeyError
        The key is not the one it was sealed with, or the bytes are not what was saved.
    """
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        if sealed[:1] != FORMAT:
            raise InvalidTag
        plain = AESGCM(key.secret).decrypt(nonce, body, _place(crash_id, party_no))
    except (InvalidTag, ValueError) as error:
        raise IdentityKeyError(
            "The identity of party {party_no} of crash {crash_id} was changed after it was sealed,"
            " and cannot be opened.",
            party_no=party_no,
            crash_id=crash_id,
        ) from error
    return Identity(**json.loads(plain))


def _place(crash_id: str, party_no: int) -> bytes:
    return json.dumps([crash_id, party_no]).encode()


def _new_line() -> str:
    secret = AESGCM.generate_key(bit_length=8 * KEY_BYTES)
    return f"{MARK} {base64.b64encode(secret).decode()}\n"


def _key(line: str, file: Path) -> IdentityKey:
    try:
        secret = base64.b64decode(line.removeprefix(MARK).strip(), validate=True)
    except binascii.Error:
        secret = b""
    if not line.startswith(MARK) or len(secret) != KEY_BYTES:
        raise IdentityKeyError("{file} is not a key file of this program.", file=file)
    return IdentityKey(sha256(b"daoan identity key" + secret).hexdigest()[:16], secret)
