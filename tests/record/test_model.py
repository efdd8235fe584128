"""Random lives of a record against a plain model of it: offices, lists of words, and checkpoints somebody kept."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ceasefire.record import Draft, Store, backup
from ceasefire.record.errors import AlreadyThereError, DraftRefusedError

OFFICES = st.sampled_from(["alpha", "beta", "gamma"])
WORDS = st.lists(st.integers(0, 40), max_size=12)


class Life(RuleBasedStateMachine):
    """Whatever happens, each ledger is the list of distinct things filed, in order, and every kept checkpoint holds."""

    def __init__(self):
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.model = {}
        self.kept = []
        self.copies = 0
        self.acknowledged = {}

    @initialize()
    def make(self):
        self.store = Store.create(self.base / "r", name="life")

    @rule(office=OFFICES)
    def enrol(self, office):
        if office in self.model:
            with pytest.raises(AlreadyThereError):
                self.store.enrol(office, "party")
        else:
            self.store.enrol(office, "party")
            self.model[office] = []

    @precondition(lambda self: self.model)
    @rule(data=st.data(), words=WORDS)
    def file(self, data, words):
        office = data.draw(st.sampled_from(sorted(self.model)))
        receipts = self.store.file(office, [Draft("note", {"word": word}) for word in words])
        ledger = self.model[office]
        for word, receipt in zip(words, receipts, strict=True):
            assert receipt.already == (word in ledger)
            if word not in ledger:
                ledger.append(word)
            assert receipt.seq == ledger.index(word) + 1
            assert self.acknowledged.setdefault((office, word), receipt.id) == receipt.id

    @precondition(lambda self: self.model)
    @rule(data=st.data(), words=WORDS)
    def file_with_a_mistake(self, data, words):
        office = data.draw(st.sampled_from(sorted(self.model)))
        with pytest.raises(DraftRefusedError):
            self.store.file(office, [*(Draft("note", {"word": word}) for word in words), Draft("note", {"word": 0.5})])

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def keep_a_checkpoint(self, data):
        self.kept.append(self.store.checkpoint(data.draw(st.sampled_from(sorted(self.model)))))

    @rule()
    def reopen(self):
        self.store.close()
        self.store = Store.open(self.store.path)

    @rule()
    def move_into_a_copy(self):
        self.copies += 1
        copy = backup(self.store.path, self.base / f"copy{self.copies}", keys=bool(self.model))
        self.store.close()
        self.store = Store.open(copy)

    @invariant()
    def ledgers_are_as_filed(self):
        if not hasattr(self, "store"):
            return
        for office, words in self.model.items():
            found = [entry.statement.body["word"] for entry in self.store.entries(office, kinds=["note"])]
            assert found == words
        assert [(o.name, o.size) for o in self.store.offices()] == [
            (n, len(w) + 1) for n, w in sorted(self.model.items())
        ]

    @rule()
    def verify(self):
        report = self.store.verify(checkpoint=self.kept)
        assert report.problems == ()
        assert report.statements == sum(len(words) + 1 for words in self.model.values())

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
        shutil.rmtree(self.base)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_the_first_names_of_the_errors_still_work():
    from ceasefire.record import errors

    assert (errors.NotFound, errors.Ambiguous) == (errors.NotFoundError, errors.AmbiguousIdError)
    assert (errors.DraftRefused, errors.AlreadyThere) == (errors.DraftRefusedError, errors.AlreadyThereError)
    assert (errors.KeyProblem, errors.Locked) == (errors.KeyUnusableError, errors.LockedError)
    assert (errors.RecordFull, errors.ReadOnly) == (errors.RecordFullError, errors.ReadOnlyError)
    assert errors.Damaged is errors.DamagedError
