"""The power goes, or the disk refuses, at a write point: what was acknowledged is there, and nothing is there in part."""

from unittest.mock import patch

import pytest

from tests.soak import rounds

pytest.importorskip("apsw", reason="the disk that forgets needs APSW (pip install apsw)")
pytest.importorskip("fcntl", reason="the disk that forgets is a POSIX one")

from bench.record import power, small

from ceasefire.record import database


@pytest.fixture
def disk(tmp_path):
    root = tmp_path / "disk"
    root.mkdir()
    with small.quick():
        yield root


def lost(states, place):
    """What does not hold, by part and words, over all states a loss of power left."""
    found = [(part, point, power.held(files, told, place)) for part, point, files, told in states]
    assert found
    return [one for one in found if one[2]]


@pytest.mark.longer
def test_nothing_acknowledged_is_lost_when_the_power_goes(disk, tmp_path):
    states = list(power.losses(disk, 1, rounds(1, 8), stands=True, every=rounds(53, 1)))
    assert lost(states, tmp_path / "after") == []


@pytest.mark.soak
def test_nothing_is_lost_when_the_power_goes_again_while_a_write_is_taken_back(disk, tmp_path):
    states = list(power.losses(disk, 2, 1, stands=True))
    assert lost(power.losses_again(states[::10], disk, 2), tmp_path / "after") == []


@pytest.mark.soak
def test_a_new_folder_is_on_the_disk_with_what_it_holds(disk, tmp_path):
    assert lost(power.losses(disk, 3, 2, stands=False), tmp_path / "after") == []


@pytest.mark.parametrize("how", ["not done", "done all the same", "for good"])
@pytest.mark.longer
def test_a_disk_that_refuses_once_loses_nothing(disk, tmp_path, how):
    found = list(power.refusals(disk, tmp_path / "after", how, every=rounds(173, 1)))
    assert len(found) >= rounds(1, 300)
    assert [one for one in found if one[2]] == []


@pytest.mark.soak
def test_a_copy_is_whole_or_not_there(disk, tmp_path):
    small.make(tmp_path / "source")
    found = list(power.losses_of_copy(tmp_path / "source", disk, 1, 3))
    assert len(found) > 100
    assert [one for one in found if one[2]] == []


def weaker(db):
    """As `_prepare_writing`, but the journal's going is not synced: a commit can come undone."""
    db.execute("PRAGMA journal_mode=DELETE")
    db.execute("PRAGMA synchronous=FULL")


def test_a_weaker_promise_to_the_disk_would_be_seen(disk, tmp_path):
    with patch.object(database, "_prepare_writing", weaker):
        states = list(power.losses(disk, 1, 1, stands=True, every=7))
    words = (power.held(files, told, tmp_path / "after") for part, _, files, told in states if part == "filing")
    assert any("acknowledged" in found for found in words)
