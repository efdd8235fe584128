"""The Merkle tree of a ledger: appended to in order, kept in tiles of 256, able to prove what it holds.

RFC 9162 §2.1 (the tree of RFC 6962). Hashes are 32 raw bytes. A tile of level k holds 256 hashes, each the root of
256**k leaves; full tiles never change. `Edge` holds the unfinished tile of each level.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from ceasefire.record.errors import VerificationError

WIDTH = 256
EMPTY_ROOT = hashlib.sha256(b"").digest()

Tile = tuple[int, int, bytes]
Heap = tuple[bytes, ...]
"""A tile's hashes end to end, then the roots over each two of them, each four, ..., as far as they fill."""
Node = Callable[[int, int, int], bytes]
"""`node(level, start, height)`: the root over 2**height (at most 256) neighbours among the hashes of a level of tiles."""


def leaf_hash(data: bytes) -> bytes:
    """Return SHA-256(0x00 ‖ data) (RFC 9162 §2.1.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 ‖ left ‖ right) (RFC 9162 §2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of neighbouring subtrees."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


class Edge:
    """The right edge of a growing tree: all that is needed to append a leaf and to know the root."""

    __slots__ = ("levels", "size")

    def __init__(self, size: int = 0, levels: Iterable[Sequence[bytes]] = ()) -> None:
        self.size = size
        self.levels = [list(level) for level in levels]

    def append(self, leaf: bytes) -> list[Tile]:
        """Add one leaf hash; return the tiles (level, number, 8,192 bytes) that this completed."""
        self.size += 1
        done: list[Tile] = []
        level, value = 0, leaf
        while True:
            if level == len(self.levels):
                self.levels.append([])
            row = self.levels[level]
            row.append(value)
            if len(row) < WIDTH:
                return done
            value = perfect_root(row)
            done.append((level, (self.size >> (8 * (level + 1))) - 1, b"".join(row)))
            self.levels[level] = []
            level += 1

    def root(self) -> bytes:
        """Return the root of the tree at this size."""
        right: bytes | None = None
        for row in self.levels:
            for start, count in reversed(list(_powers(len(row)))):
                left = perfect_root(row[start : start + count])
                right = left if right is None else node_hash(left, right)
        return EMPTY_ROOT if right is None else right

    def pack(self) -> bytes:
        """Return the edge as bytes: unfinished tiles from level 0 up, hashes end to end; `size` says how many."""
        return b"".join(value for row in self.levels for value in row)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> Edge:
        """Return the edge that `pack` spelled; VerificationError if the length does not fit the size."""
        if size < 0:
            raise VerificationError(f"a tree of {size} entries")
        levels: list[list[bytes]] = []
        at, rest = 0, size
        while rest:
            count = rest % WIDTH
            levels.append([packed[at + 32 * i : at + 32 * i + 32] for i in range(count)])
            at, rest = at + 32 * count, rest // WIDTH
        if at != len(packed):
            raise VerificationError(f"the edge holds {len(packed)} bytes; size {size} needs {at}")
        return cls(size, levels)


def _powers(count: int) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of the perfect subtrees of `count` neighbours, largest first."""
    start = 0
    for bit in range(count.bit_length() - 1, -1, -1):
        if count >> bit & 1:
            yield start, 1 << bit
            start += 1 << bit


def heap(hashes: bytes) -> Heap:
    """Return what lies over the hashes of a tile, given end to end: the roots over each 1, 2, 4, ... neighbours."""
    rows = [hashes]
    while len(rows[-1]) >= 64:
        row = rows[-1]
        pairs = range(0, len(row) - 63, 64)
        rows.append(b"".join([hashlib.sha256(b"\x01" + row[at : at + 64]).digest() for at in pairs]))
    return tuple(rows)


def node_reader(heap_of: Callable[[int, int], Heap]) -> Node:
    """Return the look-up of nodes in tiles, given what gives the heap of tile `n` of a level."""

    def node(level: int, start: int, height: int) -> bytes:
        n, inside = divmod(start, WIDTH)
        at = 32 * (inside >> height)
        return heap_of(level, n)[height][at : at + 32]

    return node


def range_root(node: Node, low: int, high: int) -> bytes:
    """Return the hash of leaves low..high as the tree joins them."""
    count = high - low
    if count < 1:
        return EMPTY_ROOT
    full = count.bit_length() - 1
    level, height = divmod(full, 8)
    left = node(level, low >> (8 * level), height)
    rest = low + (1 << full)
    return left if rest == high else node_hash(left, range_root(node, rest, high))


def inclusion_path(node: Node, index: int, size: int) -> list[bytes]:
    """Return the sibling hashes that lead from leaf `index` to the root of `size` leaves (RFC 9162 §2.1.3.1)."""
    if not 0 <= index < size:
        raise VerificationError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + (1 << ((high - low - 1).bit_length() - 1))
        if index < middle:
            path.append(range_root(node, middle, high))
            high = middle
        else:
            path.append(range_root(node, low, middle))
            low = middle
    return path[::-1]


def consistency_path(node: Node, old: int, new: int) -> list[bytes]:
    """Return the hashes that show that the tree of `new` leaves begins with the tree of `old` (RFC 9162 §2.1.4.1)."""
    if not 0 < old <= new:
        raise VerificationError(f"no consistency proof from {old} to {new}")
    path: list[bytes] = []
    low, high, whole = 0, new, True
    while old - low != high - low:
        middle = low + (1 << ((high - low - 1).bit_length() - 1))
        if old <= middle:
            path.append(range_root(node, middle, high))
            high = middle
        else:
            path.append(range_root(node, low, middle))
            low, whole = middle, False
    if not whole:
        path.append(range_root(node, low, high))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Return if the path leads from the leaf to the root; else raise VerificationError (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        raise VerificationError(f"no leaf {index} in a tree of {size}")
    _check_widths([leaf, root, *path])
    value = leaf
    for left, sibling in _climb(index, size - 1, path, "the proof does not lead to the root"):
        value = node_hash(sibling, value) if left else node_hash(value, sibling)
    if value != root:
        raise VerificationError("the proof does not lead to the root")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Return if the newer tree extends the older; else raise VerificationError (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= new:
        raise VerificationError(f"no consistency from {old} to {new}")
    _check_widths([old_root, new_root, *path])
    if old == new:
        if path or old_root != new_root:
            raise VerificationError("two different trees of one size")
        return
    # An older tree of 2^k leaves stands whole in the newer one, so that its root is the first step (step 1 there).
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        raise VerificationError("the proof is too short")
    # Both climb from the root of the last full subtree of the older tree (steps 2 and 3).
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    older = newer = steps[0]
    for left, sibling in _climb(here, last, steps[1:], "the newer tree does not extend the older"):
        newer = node_hash(sibling, newer) if left else node_hash(newer, sibling)
        older = node_hash(sibling, older) if left else older
    if older != old_root or newer != new_root:
        raise VerificationError("the newer tree does not extend the older")


def _climb(here: int, last: int, path: Sequence[bytes], unfinished: str) -> Iterator[tuple[bool, bytes]]:
    """Yield each sibling on the way up from node `here` of 0..`last`, with True where it stands to the left.

    VerificationError for a path that is longer than the way, and, as `unfinished`, for one that is shorter.
    """
    for sibling in path:
        if last == 0:
            raise VerificationError("the proof is too long")
        left = bool(here & 1) or here == last
        yield left, sibling
        while left and not here & 1 and here:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    if last:
        raise VerificationError(unfinished)


def _check_widths(hashes: Iterable[bytes]) -> None:
    if any(len(value) != 32 for value in hashes):
        raise VerificationError("a hash is not 32 bytes")
