"""`conduct keys`, `conduct backup`, `conduct restore`."""

import shutil
import stat
from pathlib import Path

import pytest

from bot.storage import keys
from bot.storage.keys import Keyring
from tests.bot.cli.conftest import refusal
from tests.bot.cli.town_hall import TownHall


def test_new_keys_are_made_once(hall: TownHall, tmp_path: Path) -> None:
    """Where the settings say, or elsewhere; for their owner alone, and never over others."""
    path = hall.place.var / "keys.json"
    done = hall.run("keys", "new")
    assert done.out.startswith(f"New keys are in {path}. Keep a copy elsewhere")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert refusal(hall.run("keys", "new")).startswith(f"cannot use the keys in {path}: there is one already")
    assert path.read_bytes() == before
    assert hall.run("keys", "new", "--out", str(tmp_path / "other.json")).code == 0
    assert "cannot use the keys" in refusal(hall.run("keys", "new", "--out", str(tmp_path)))
    named = hall.run("keys", "new", CONDUCT_KEY_FILE=str(tmp_path / "named.json"))
    assert str(tmp_path / "named.json") in named.out


def test_everything_is_encrypted_with_a_new_key(hall: TownHall) -> None:
    """Each step is told; the old key is gone, and everything can still be read."""
    told, path = hall.file(), hall.place.var / "keys.json"
    before = path.read_text("utf-8")
    done = hall.run("keys", "rotate")
    assert (done.code, done.err) == (0, "")
    *steps, rest = done.out.splitlines()
    assert [line[:2] for line in steps] == ["1.", "2.", "3.", "4."]
    assert "Links that recipients were sent before open nothing any more" in steps[-1]
    assert rest.startswith("Not changed: the key of the history")
    assert "conduct audit verify" in rest
    assert "Encrypted anew: 3." in done.out
    after = path.read_text("utf-8")
    assert Keyring(path).newest not in before
    assert before.count("=") == after.count("=")
    assert hall.run("cases", "show", told["case"]).code == 0
    assert hall.run("audit", "verify").code == 0
    assert hall.run("case", told["receipt"]).code == 0


def test_an_interrupted_rotation_is_begun_again(hall: TownHall) -> None:
    """A key that was added before is gone after it too."""
    told, path = hall.file(), hall.place.var / "keys.json"
    keys.add_key(path)
    long = len(path.read_bytes())
    assert hall.run("keys", "rotate").code == 0
    assert len(path.read_bytes()) < long
    assert hall.run("case", told["receipt"]).code == 0


def test_what_cannot_be_opened_keeps_the_old_keys(hall: TownHall) -> None:
    """It says how much, and what to do; exit code 2."""
    import sqlite3

    hall.file()
    connection = sqlite3.connect(hall.place.var / "conduct.sqlite3")
    with connection:
        connection.execute("UPDATE history SET sealed = x'00' WHERE number = 1")
    connection.close()
    done = hall.run("keys", "rotate")
    assert done.code == 2
    assert "1 of what is kept cannot be opened with any key in" in done.err
    assert "3." not in done.out


def test_without_keys_nothing_is_rotated(hall: TownHall) -> None:
    """And none are made."""
    assert "there is no such file" in refusal(hall.run("keys", "rotate"))
    assert list(hall.place.var.iterdir()) == []


def test_a_backup_comes_back_into_an_empty_database_only(hall: TownHall, tmp_path: Path) -> None:
    """With the keys of its time, everything is as it was; it is for its owner alone."""
    told, file = hall.file(), tmp_path / "backup.jsonl"
    done = hall.run("backup", str(file))
    assert done.out.startswith(f"The backup is in {file}: cases: 1, entries of the history: 2, notices: 1, ratings: 0.")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "shouts" not in file.read_text("utf-8")
    assert "it is not empty" in refusal(hall.run("restore", str(file)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy2(hall.place.var / "keys.json", elsewhere / "keys.json")
    moved = {"CONDUCT_VAR": str(elsewhere)}
    back = hall.run("restore", str(file), **moved)
    assert back.out.startswith(f"Restored from {file}: cases: 1, entries")
    assert hall.run("audit", "verify", **moved).code == 0
    assert hall.parsed(hall.run("case", told["receipt"], "--json", **moved))["case"] == told["case"]


def test_a_backup_replaces_an_earlier_one(hall: TownHall, tmp_path: Path) -> None:
    """Once it is whole, as whoever takes one each night wants it."""
    hall.file()
    file = tmp_path / "backup.jsonl"
    assert hall.run("backup", str(file)).code == 0
    before = file.read_bytes()
    hall.file("He shouts at me too.")
    assert "cases: 2," in hall.run("backup", str(file)).out
    assert file.read_bytes() != before


@pytest.mark.parametrize(
    "name",
    ["keys.json", "conduct.sqlite3", "conduct.sqlite3-wal", "conduct.sqlite3-shm", "notes.json", "empty", "link", ""],
)
def test_a_backup_takes_the_place_of_nothing_else(hall: TownHall, name: str) -> None:
    """Neither of what the assistant needs, whether it is there now or not, nor of what is no backup."""
    hall.file()
    var = hall.place.var
    (var / "notes.json").write_text('{"format": 1}\n', "utf-8")
    (var / "empty").touch()
    (var / "link").symlink_to("keys.json")
    before = {one: one.read_bytes() for one in var.iterdir() if one.is_file()}
    line = refusal(hall.run("backup", str(var / name)))
    assert str(var / name) in line
    assert "name another" in line
    assert {one: one.read_bytes() for one in var.iterdir() if one.is_file()} == before


def test_a_key_file_elsewhere_is_no_place_for_a_backup(hall: TownHall, tmp_path: Path) -> None:
    """Not even before it is made."""
    hall.file()
    file = tmp_path / "own.json"
    line = refusal(hall.run("backup", str(file), CONDUCT_KEY_FILE=str(file)))
    assert line == f"{file}: the assistant needs this file; name another one"
    assert not file.exists()


@pytest.mark.parametrize("content", [None, b"", b"no backup\n", b'{"format": 1}\n{"sha256": "0"}\n'])
def test_what_is_no_backup_is_refused(hall: TownHall, tmp_path: Path, content: bytes | None) -> None:
    """The file is named."""
    file = tmp_path / "backup.jsonl"
    if content is not None:
        file.write_bytes(content)
    assert str(file) in refusal(hall.run("restore", str(file)))


def test_a_backup_that_cannot_be_written_is_named(hall: TownHall, tmp_path: Path) -> None:
    """And where there is nothing to back up, that is said."""
    assert refusal(hall.run("backup", str(tmp_path / "b"))) == "There is nothing here yet that could be backed up."
    hall.file()
    line = refusal(hall.run("backup", str(tmp_path / "missing" / "b")))
    assert line.startswith(f"cannot write {tmp_path / 'missing' / 'b'}: No such file")


def moved(hall: TownHall, tmp_path: Path) -> tuple[Path, Path, dict[str, str]]:
    """Return a backup, an empty place to restore it in, and the settings of that place."""
    hall.file()
    file, elsewhere = tmp_path / "backup.jsonl", tmp_path / "elsewhere"
    assert hall.run("backup", str(file)).code == 0
    elsewhere.mkdir()
    return file, elsewhere, {"CONDUCT_VAR": str(elsewhere)}


@pytest.mark.parametrize("keys_are", ["missing", "others"])
def test_a_backup_is_restored_with_the_keys_of_its_time(hall: TownHall, tmp_path: Path, keys_are: str) -> None:
    """Without them, or with others, nothing is; which file, and what to do, is one line."""
    file, elsewhere, there = moved(hall, tmp_path)
    path = elsewhere / "keys.json"
    if keys_are == "others":
        keys.new_file(path)
    line = refusal(hall.run("restore", str(file), **there))
    assert line.startswith(f"cannot use the keys in {path}: ")
    assert str(file) in line
    assert line.endswith("or restore with --without-keys and put it there after that")
    shutil.copy2(hall.place.var / "keys.json", path)
    assert hall.run("restore", str(file), **there).code == 0
    assert hall.run("audit", "verify", **there).code == 0


def test_keys_may_be_put_there_later(hall: TownHall, tmp_path: Path) -> None:
    """Where that is asked for; it says what to do then."""
    file, elsewhere, there = moved(hall, tmp_path)
    done = hall.run("restore", str(file), "--without-keys", **there)
    assert (done.code, done.err) == (0, "")
    assert f"put the key file of its time at {elsewhere / 'keys.json'}" in done.out
    shutil.copy2(hall.place.var / "keys.json", elsewhere / "keys.json")
    assert hall.run("audit", "verify", **there).code == 0


def test_keys_of_another_time_are_not_taken_for_a_change(hall: TownHall, tmp_path: Path) -> None:
    """A backup from before a rotation, beside the file from after it: `audit verify` names the file."""
    file, elsewhere, there = moved(hall, tmp_path)
    assert hall.run("keys", "rotate").code == 0
    shutil.copy2(hall.place.var / "keys.json", elsewhere / "keys.json")
    assert "was sealed with a key that is not in it" in refusal(hall.run("restore", str(file), **there))
    assert hall.run("restore", str(file), "--without-keys", **there).code == 0
    line = refusal(hall.run("audit", "verify", **there))
    assert line.startswith(f"cannot use the keys in {elsewhere / 'keys.json'}: everything that is kept was sealed with")
