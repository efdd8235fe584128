"""The tree against the reference roots of Certificate Transparency and the definition in RFC 9162, spelled naively."""

import functools
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.record import kept_tiles, tree
from ceasefire.record.errors import VerificationError
from ceasefire.record.kept_tiles import KeptTiles

# The eight leaves and roots that the reference implementation of Certificate Transparency is tested with.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def sha(data):
    return hashlib.sha256(data).digest()


def naive(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\x01" + naive(leaves[:half]) + naive(leaves[half:]))


def leaves_of(count):
    return [sha(b"\x00" + str(i).encode()) for i in range(count)]


def grown(leaves):
    edge, tiles = tree.Edge(), {}
    for leaf in leaves:
        for level, n, hashes in edge.append(leaf):
            tiles[level, n] = hashes
    return edge, tiles


def reader(edge, tiles):
    def heap_of(level, n):
        packed = tiles.get((level, n)) or b"".join(edge.levels[level])
        assert packed
        return tree.heap(packed)

    return tree.node_reader(functools.cache(heap_of))


@pytest.mark.parametrize("size", range(1, 9))
def test_reference_roots(size):
    edge, _tiles = grown([tree.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]])
    assert edge.root().hex() == ROOTS[size - 1]


def test_the_empty_tree_is_the_hash_of_nothing():
    assert tree.Edge().root() == sha(b"")


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 511, 512, 513, 700, 4095, 65_535, 65_536, 65_537, 66_000])
def test_roots_across_tile_borders(size):
    leaves = leaves_of(size)
    edge, tiles = grown(leaves)
    assert edge.root() == naive(leaves)
    assert tree.Edge.unpack(size, edge.pack()).root() == edge.root()
    assert len(tiles) == size // 256 + size // 65_536
    assert all(len(hashes) == 8192 for hashes in tiles.values())


@pytest.mark.parametrize("size", [1, 2, 7, 256, 257, 700, 65_700])
def test_every_kind_of_inclusion_proof_verifies(size):
    leaves = leaves_of(size)
    edge, tiles = grown(leaves)
    read, root = reader(edge, tiles), naive(leaves)
    for index in {0, 1, 5, 255, 256, size // 2, size - 1} & set(range(size)):
        path = tree.inclusion_path(read, index, size)
        tree.check_inclusion(leaves[index], index, size, path, root)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_proofs_hold_and_their_mutants_do_not(data):
    new = data.draw(st.integers(1, 600))
    old = data.draw(st.integers(1, new))
    index = data.draw(st.integers(0, new - 1))
    leaves = leaves_of(new)
    read, root, old_root = reader(*grown(leaves)), naive(leaves), naive(leaves[:old])
    path = tree.inclusion_path(read, index, new)
    tree.check_inclusion(leaves[index], index, new, path, root)
    steps = tree.consistency_path(read, old, new)
    tree.check_consistency(old, new, old_root, root, steps)
    flip = data.draw(st.integers(0, 255))
    for wrong in mutants(path, flip):
        with pytest.raises(VerificationError):
            tree.check_inclusion(leaves[index], index, new, wrong, root)
    for wrong in mutants(steps, flip):
        with pytest.raises(VerificationError):
            tree.check_consistency(old, new, old_root, root, wrong)
    with pytest.raises(VerificationError):
        tree.check_inclusion(leaves[index], index, new, path, flipped(root, flip))
    with pytest.raises(VerificationError):
        tree.check_consistency(old, new, flipped(old_root, flip), root, steps)
    with pytest.raises(VerificationError):
        tree.check_inclusion(leaves[index], index + 1, new, path, root)


def flipped(value, bit):
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def mutants(path, bit):
    yield [*path, bytes(32)]
    if path:
        yield path[:-1]
        yield path[1:]
        yield [flipped(path[0], bit), *path[1:]]
        yield [*path[:-1], flipped(path[-1], bit)]
        yield [path[0][:31], *path[1:]]


def test_a_tree_of_one_size_has_one_root():
    with pytest.raises(VerificationError):
        tree.check_consistency(3, 3, bytes(32), bytes([1]) * 32, [])
    with pytest.raises(VerificationError):
        tree.check_consistency(0, 3, tree.EMPTY_ROOT, bytes(32), [])


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (0, b"x"), (256, bytes(31)), (-1, b""), (2, bytes(32))])
def test_an_edge_of_the_wrong_length_is_refused(size, packed):
    with pytest.raises(VerificationError):
        tree.Edge.unpack(size, packed)


def test_what_lies_over_a_tile_is_what_the_tree_joins():
    for count in (1, 2, 3, 255, 256):
        hashes = leaves_of(count)
        rows = tree.heap(b"".join(hashes))
        assert len(rows) == count.bit_length()
        for height, row in enumerate(rows):
            assert row == b"".join(
                naive(hashes[at : at + (1 << height)]) for at in range(0, count >> height << height, 1 << height)
            )


def test_a_kept_tile_is_used_only_for_the_same_hashes_and_few_are_kept(monkeypatch):
    kept, name = KeptTiles(), (1, 0, 0)
    first, other = b"".join(leaves_of(4)), b"".join(leaves_of(5))
    assert kept.heap(name, first) is kept.heap(name, bytes(bytearray(first))) == tree.heap(first)
    assert kept.heap(name, other) == tree.heap(other)
    monkeypatch.setattr(kept_tiles, "MOST", 2)
    for n in range(5):
        kept.heap((1, 0, n), first)
    assert len(kept._held) == 2
