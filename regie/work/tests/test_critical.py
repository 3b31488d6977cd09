"""The critical path: what may slip, and what may not."""

from __future__ import annotations

from regie.work.critical import Piece, place
from regie.work.reading import timelines


def test_a_chain_without_gaps_is_critical_from_end_to_end():
    placed = place([Piece("write", 0, 2), Piece("check", 3, 3, ("write",)), Piece("send", 4, 4, ("check",))])
    assert {key: each.slack for key, each in placed.items()} == {"write": 0, "check": 0, "send": 0}
    assert all(each.is_critical for each in placed.values())


def test_what_runs_beside_a_longer_branch_has_the_difference_as_room():
    placed = place([Piece("write", 0, 9), Piece("draw", 0, 3), Piece("send", 10, 10, ("write", "draw"))])
    assert placed["draw"].slack == 6
    assert not placed["draw"].is_critical
    assert placed["write"].is_critical


def test_a_gap_before_the_next_piece_is_room_for_all_before_it():
    placed = place([Piece("a", 0, 1), Piece("b", 2, 3, ("a",)), Piece("c", 9, 9, ("b",))])
    assert [placed[key].slack for key in "abc"] == [5, 5, 0]


def test_an_overlap_is_said_and_leaves_less_than_no_room():
    placed = place([Piece("film", 0, 8), Piece("page", 6, 10, ("film",))])
    assert placed["page"].squeezed_by == ("film",)
    assert placed["film"].slack == -3
    assert placed["film"].is_critical


def test_what_stands_alone_is_never_critical():
    assert not place([Piece("a", 0, 5)])["a"].is_critical


def test_each_group_has_an_end_of_its_own():
    placed = place([Piece("a", 0, 1), Piece("b", 2, 2, ("a",)), Piece("far", 0, 90)])
    assert placed["a"].slack == 0


def test_a_ring_and_a_missing_piece_do_not_hang_it():
    placed = place([Piece("a", 0, 1, ("b",)), Piece("b", 2, 3, ("a", "gone"))])
    assert set(placed) == {"a", "b"}


def test_ten_thousand_pieces_in_a_row_are_placed():
    placed = place([Piece(n, n, n, (n - 1,) if n else ()) for n in range(10_000)])
    assert placed[0].slack == 0


def test_signs_of_near_days_stand_at_two_heights_and_one_at_the_edge_is_written_before_its_day():
    near, other, far = timelines._signs(
        [(400.0, "21 Nov, Brio: range measured"), (440.0, "2 Dec, Permit"), (1100.0, "13 Dec, Permit")]
    )
    assert near.y < other.y
    assert (far.y, far.is_before, near.is_before) == (near.y, True, False)
