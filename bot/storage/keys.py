"""The keys: what is confidential is sealed with them, and found again by digests that nobody can make without them."""

import fcntl
import hmac
import os
import secrets
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import BaseModel, Field

from bot.storage.errors import KeysUnusable, NotOpened
from bot.storage.files import whole

_LENGTH = 32
_PUT_BACK = "put back the file that belongs to this database"
_OR_MAKE = f"{_PUT_BACK}, or make one for a new database: conduct keys new --out {{path}}"


class _File(BaseModel):
    """The key file.

    Attributes:
        encryption: Fernet keys, the newest first.
        digest: 32 random bytes as URL-safe base64. It never changes: digests made with another would find nothing.
    """

    encryption: list[str] = Field(repr=False)
    digest: str = Field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    encryption: tuple[str, ...] = field(repr=False)
    digest: bytes = field(repr=False)
    stamp: tuple[int, ...]


class Keyring:
    """The keys of one file. When the file changes, they are read anew, for another process may have added one."""

    def __init__(self, path: Path) -> None:
        """Read the keys.

        Raises:
            KeysUnusable: The file is missing, can be read by others, or holds no keys.
        """
        self._path = path
        self._keys = _read(path)
        self._openers = self._keys.encryption

    def __repr__(self) -> str:
        """Leave the keys out."""
        return f"Keyring({str(self._path)!r})"

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def newest(self) -> str:
        """Name of the newest key, which tells nothing of the key itself."""
        return _name(self._keys)

    def seal(self, content: bytes) -> bytes:
        """Return something so that nobody reads or changes it without the keys.

        What was sealed with a key that another process has dropped would be lost. So seal only within a transaction
        that writes: `rotation` waits for those before it goes on.

        Raises:
            KeysUnusable: The file has gone, or cannot be used any more: its keys must not be relied on.
        """
        self._take_up()
        return self._newest().encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            NotOpened: It was sealed with a key that is not here, or was tampered with.
            KeysUnusable: The file cannot be used any more.
        """
        try:
            return self._all().decrypt(sealed)
        except InvalidToken:
            self._read_anew()
        try:
            return self._all().decrypt(sealed)
        except InvalidToken:
            raise NotOpened(self._path, "something was sealed with a key that is not in it", _PUT_BACK) from None

    def renewed(self, sealed: bytes) -> bytes | None:
        """Return the same, sealed with the newest key, or None where it is already. Raises as `seal` and `open`."""
        self._take_up()
        try:
            self._newest().decrypt(sealed)
        except InvalidToken:
            return self._newest().encrypt(self.open(sealed))
        return None

    def digest(self, purpose: str, text: str) -> str:
        """Return a keyed digest, 64 hex digits; that of the same text for another purpose is another."""
        return hmac.digest(self.subkey(purpose), text.encode("utf-8", "surrogatepass"), "sha256").hex()

    def subkey(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose of its own, such as receipts; they stay the same as keys rotate."""
        return hmac.digest(self._keys.digest, f"subkey\0{purpose}".encode(), "sha256")

    def signing(self, purpose: str) -> tuple[bytes, ...]:
        """Return 32 bytes for a purpose of its own from each encryption key that the file has now, the newest first.

        Sign with the first, and take what any of them signed: once a key is dropped, what was signed with it is void.

        Raises:
            KeysUnusable: The file cannot be used any more.
        """
        self._take_up()
        said = f"signing\0{purpose}".encode()
        return tuple(hmac.digest(one.encode(), said, "sha256") for one in self._keys.encryption)

    def _newest(self) -> Fernet:
        return Fernet(self._keys.encryption[0])

    def _all(self) -> MultiFernet:
        return MultiFernet([Fernet(one) for one in self._openers])

    def _take_up(self) -> None:
        """Read the keys anew where the file has changed."""
        if _stamp(self._path) != self._keys.stamp:
            self._read_anew()

    def _read_anew(self) -> None:
        keys = _read(self._path)
        if keys.digest != self._keys.digest:
            raise KeysUnusable(self._path, "it holds another digest key than before", _PUT_BACK)
        # What was fetched before a key was dropped is opened after that: this process goes on knowing it.
        self._keys, self._openers = keys, tuple(dict.fromkeys(keys.encryption + self._openers))


def new_file(path: Path) -> None:
    """Make a key file. Keep a copy of it elsewhere: without it nothing can be read again.

    Raises:
        KeysUnusable: There is one already, or it cannot be written.
    """
    digest = urlsafe_b64encode(secrets.token_bytes(_LENGTH)).decode()
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with _told(path), _alone(path):
        _write(path, _File(encryption=[_new_key()], digest=digest), replacing=False)


def add_key(path: Path) -> None:
    """Put a new key first; from now on it is what everything is sealed with.

    Where several machines have a copy of the file, give all of them the new one before `rotation` begins.

    Raises:
        KeysUnusable: The file cannot be used or written.
    """
    with _told(path), _alone(path):
        keys = _read(path)
        _write(path, _file(keys, (_new_key(), *keys.encryption)), replacing=True)


def drop_old(path: Path, *, newest: str | None = None) -> None:
    """Leave only the newest key. Whatever is still sealed with another is lost, backups included.

    `rotation.finish` calls this once it has seen that nothing in the database is.

    Args:
        path: Of the file.
        newest: Name of the key that is to be left, where it must be a certain one.

    Raises:
        KeysUnusable: The file cannot be used or written, or another key has become the newest.
    """
    with _told(path), _alone(path):
        keys = _read(path)
        if newest not in (None, _name(keys)):
            raise KeysUnusable(path, "another key was added meanwhile", "rotate once more")
        _write(path, _file(keys, keys.encryption[:1]), replacing=True)


def _new_key() -> str:
    return Fernet.generate_key().decode()


def _name(keys: _Keys) -> str:
    return hmac.digest(keys.digest, f"name\0{keys.encryption[0]}".encode(), "sha256").hex()[:8]


def _file(keys: _Keys, encryption: tuple[str, ...]) -> _File:
    return _File(encryption=list(encryption), digest=urlsafe_b64encode(keys.digest).decode())


def _write(path: Path, content: _File, *, replacing: bool) -> None:
    with whole(path, replacing=replacing) as file:
        file.write(content.model_dump_json(indent=2).encode() + b"\n")


def _read(path: Path) -> _Keys:
    with _told(path), path.open("rb") as file:
        found = os.fstat(file.fileno())
        if stat.S_IMODE(found.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeysUnusable(path, "others may read it", f"run 'chmod 600 {path}'")
        content = file.read()
    try:
        keys = _File.model_validate_json(content)
        digest = urlsafe_b64decode(keys.digest)
        for one in keys.encryption:
            Fernet(one)
        if len(digest) != _LENGTH or not keys.encryption:
            raise ValueError
    except ValueError:  # its words quote the file
        raise KeysUnusable(path, "it holds no keys as they are written there", _PUT_BACK) from None
    return _Keys(encryption=tuple(keys.encryption), digest=digest, stamp=_stamp_of(found))


def _stamp(path: Path) -> tuple[int, ...]:
    with _told(path):
        return _stamp_of(path.stat())


def _stamp_of(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from changing the file at the same time: of two keys that are added at once, none is lost."""
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise KeysUnusable(path, "there is one already", "it is not overwritten; choose another name") from None
    except FileNotFoundError:
        raise KeysUnusable(path, "there is no such file", _OR_MAKE.format(path=path)) from None
    except OSError as error:
        raise KeysUnusable(path, error.strerror or type(error).__name__, "make it readable for this service") from None
