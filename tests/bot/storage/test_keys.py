"""The keys: a file of their own, which other processes change."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.storage import keys
from bot.storage.errors import KeysUnusable, NotOpened
from bot.storage.keys import Keyring

SECRET = b"who said what"


def encryption_keys(path: Path) -> list[str]:
    """Return the encryption keys of a file, the newest first."""
    found: list[str] = json.loads(path.read_text())["encryption"]
    return found


def test_what_is_sealed_is_opened_with_the_keys_alone(keyring: Keyring, tmp_path: Path) -> None:
    """Another file's keys do not open it, and say only which file."""
    sealed = keyring.seal(SECRET)
    assert keyring.open(sealed) == SECRET
    assert SECRET not in sealed
    keys.new_file(tmp_path / "other.json")
    with pytest.raises(NotOpened, match=r"other\.json: something was sealed with a key that is not in it; put back"):
        Keyring(tmp_path / "other.json").open(sealed)


def test_what_was_tampered_with_is_not_opened(keyring: Keyring) -> None:
    """A single byte is enough."""
    sealed = bytearray(keyring.seal(SECRET))
    sealed[40] ^= 1
    with pytest.raises(NotOpened):
        keyring.open(bytes(sealed))


def test_a_file_is_new_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    """Its folder is made; nothing else is left there."""
    path = tmp_path / "new" / "keys.json"
    keys.new_file(path)
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(KeysUnusable, match=r"keys\.json: there is one already; it is not overwritten"):
        keys.new_file(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["keys.json"]


def test_a_new_key_comes_first_and_is_taken_up_at_once(keyring: Keyring, key_file: Path) -> None:
    """Another process adds it; what was sealed before stays readable."""
    before, [old] = keyring.seal(SECRET), encryption_keys(key_file)
    keys.add_key(key_file)
    new, *rest = encryption_keys(key_file)
    assert rest == [old]
    assert Fernet(new).decrypt(keyring.seal(SECRET)) == SECRET
    assert keyring.open(before) == SECRET
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_what_another_process_sealed_with_a_new_key_is_opened(keyring: Keyring, key_file: Path) -> None:
    """The file is read again once a key is unknown."""
    keys.add_key(key_file)
    assert keyring.open(Keyring(key_file).seal(SECRET)) == SECRET


def test_dropping_leaves_the_newest(keyring: Keyring, key_file: Path) -> None:
    """Who opens the file after that cannot open what was sealed before; who had it open still can."""
    sealed = keyring.seal(SECRET)
    keys.add_key(key_file)
    newest = encryption_keys(key_file)[0]
    keys.drop_old(key_file)
    assert encryption_keys(key_file) == [newest]
    assert Keyring(key_file).open(keyring.seal(SECRET)) == SECRET
    assert keyring.open(sealed) == SECRET
    with pytest.raises(NotOpened):
        Keyring(key_file).open(sealed)


def test_a_key_that_was_added_meanwhile_is_not_dropped(keyring: Keyring, key_file: Path) -> None:
    """Nor the one before it."""
    newest = keyring.newest
    keys.add_key(key_file)
    with pytest.raises(KeysUnusable, match="another key was added meanwhile; rotate once more"):
        keys.drop_old(key_file, newest=newest)
    assert len(encryption_keys(key_file)) == 2


def test_of_keys_that_are_added_at_once_none_is_lost(key_file: Path) -> None:
    """Whatever was sealed with one of them stays readable."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keys.add_key, [key_file] * 16))
    assert len(set(encryption_keys(key_file))) == 17


def test_renewing_changes_the_key_and_nothing_else(keyring: Keyring, key_file: Path) -> None:
    """What the newest key sealed already is left."""
    sealed = keyring.seal(SECRET)
    assert keyring.renewed(sealed) is None
    keys.add_key(key_file)
    renewed = keyring.renewed(sealed)
    assert renewed is not None
    assert Fernet(encryption_keys(key_file)[0]).decrypt(renewed) == SECRET


def test_digests_are_of_their_keys_and_purpose(keyring: Keyring, key_file: Path, tmp_path: Path) -> None:
    """They stay the same when encryption keys rotate, and nobody makes them with other keys."""
    digest = keyring.digest("receipt", "7QK4")
    keys.add_key(key_file)
    keys.drop_old(key_file)
    keys.new_file(tmp_path / "other.json")
    assert len(bytes.fromhex(digest)) == 32
    assert Keyring(key_file).digest("receipt", "7QK4") == digest
    assert (
        len({digest, keyring.digest("number", "7QK4"), Keyring(tmp_path / "other.json").digest("receipt", "7QK4")}) == 3
    )


def test_a_subkey_is_of_its_purpose(keyring: Keyring, key_file: Path) -> None:
    """For signing links and cookies: 32 bytes, the same in every process."""
    assert keyring.subkey("links") == Keyring(key_file).subkey("links") != keyring.subkey("cookies")
    assert len(keyring.subkey("links")) == 32


def test_what_signs_goes_with_the_encryption_keys(keyring: Keyring, key_file: Path) -> None:
    """The newest signs; what is dropped from the file is taken no more, also by whoever knew it before."""
    [first] = keyring.signing("links")
    assert len(first) == 32
    assert first not in (keyring.subkey("links"), *keyring.signing("cookies"))
    keys.add_key(key_file)
    newest, also = keyring.signing("links")
    assert also == first
    keys.drop_old(key_file)
    assert keyring.signing("links") == Keyring(key_file).signing("links") == (newest,)
    key_file.unlink()
    with pytest.raises(KeysUnusable, match="there is no such file"):
        keyring.signing("links")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_refused(key_file: Path, mode: int) -> None:
    """With the command that mends it."""
    key_file.chmod(mode)
    with pytest.raises(KeysUnusable, match=r"others may read it; run 'chmod 600 .*keys\.json'"):
        Keyring(key_file)


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", '{"encryption": [], "digest": "DIGEST"}', '{"encryption": ["short"], "digest": "DIGEST"}',
        '{"encryption": ["KEY"], "digest": "dG9vIHNob3J0"}', '{"encryption": ["KEY"]}',
        '{"encryption": ["KEÿ"], "digest": "é"}',
    ],
)  # fmt: skip
def test_a_file_without_good_keys_is_refused_unquoted(key_file: Path, content: str) -> None:
    """The message names the file and nothing of what is in it, nor does what caused it."""
    good = json.loads(key_file.read_text())
    key_file.write_text(content.replace("KEY", good["encryption"][0]).replace("DIGEST", good["digest"]))
    with pytest.raises(KeysUnusable, match=r"keys\.json: it holds no keys .*; put back the file") as refused:
        Keyring(key_file)
    assert refused.value.__cause__ is None
    assert good["encryption"][0] not in str(refused.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(KeysUnusable, match="there is no such file; put back the file that belongs to this database"):
        Keyring(tmp_path / "keys.json")
    with pytest.raises(KeysUnusable, match="no such file"):
        keys.add_key(tmp_path / "keys.json")


def test_nothing_is_sealed_with_keys_that_are_nowhere_but_in_memory(keyring: Keyring, key_file: Path) -> None:
    """It could not be opened after a restart."""
    key_file.unlink()
    with pytest.raises(KeysUnusable, match="no such file"):
        keyring.seal(SECRET)


def test_a_file_of_another_database_is_not_taken_up(keyring: Keyring, key_file: Path) -> None:
    """Its digests would find nothing of what was kept."""
    key_file.unlink()
    keys.new_file(key_file)
    with pytest.raises(KeysUnusable, match="another digest key than before; put back"):
        keyring.seal(SECRET)


def test_no_representation_shows_a_key(keyring: Keyring, key_file: Path) -> None:
    """It may reach a log."""
    shown = f"{keyring!r} {keyring} {keyring.newest}"
    content = json.loads(key_file.read_text())
    assert str(key_file) in shown
    assert not any(key in shown for key in [*content["encryption"], content["digest"]])


def test_a_link_to_the_file_stays_a_link(key_file: Path, tmp_path: Path) -> None:
    """What it points to is replaced."""
    link = tmp_path / "link.json"
    link.symlink_to(key_file)
    keys.add_key(link)
    assert link.is_symlink()
    assert len(encryption_keys(key_file)) == 2
