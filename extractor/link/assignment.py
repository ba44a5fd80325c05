"""The one-to-one assignment of greatest total weight, by shortest augmenting paths (the Hungarian method)."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]

# A part with more rows and columns than this is settled greedily, the greatest weight first: 600 duties, 600 standards
# and 600 rules in one unit took 3.5 s, nearly all of it in one part, and 1.0 s with the limit. The largest part that
# the gold, the corpus and the invented units set to be solved has 5.
LARGE = 200


def best_assignment(weights: Mapping[Pair, float]) -> frozenset[Pair]:
    """The pairs (row, column) of greatest total weight with each row and column used at most once.

    ``weights`` holds the positive weights alone; the parts that share no row or column are solved
    one by one, so that a sparse problem costs next to nothing; one beyond LARGE is only nearly the
    best. Of equal assignments the one that an earlier row and column gives is taken, whatever the
    order of the mapping.
    """
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for row, column in sorted(weights):
        rows.setdefault(row, []).append(column)
        columns.setdefault(column, []).append(row)
    chosen: list[Pair] = []
    seen: set[int] = set()
    for start in rows:
        if start in seen:
            continue
        part_rows, part_columns, todo = {start}, set[int](), [start]
        while todo:
            for column in rows[todo.pop()]:
                if column not in part_columns:
                    part_columns.add(column)
                    todo.extend(row for row in columns[column] if row not in part_rows)
                    part_rows.update(columns[column])
        seen |= part_rows
        settle = _solve if len(part_rows) + len(part_columns) <= LARGE else _greedy
        chosen.extend(settle(sorted(part_rows), sorted(part_columns), weights))
    return frozenset(chosen)


def _greedy(rows: list[int], columns: list[int], weights: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of one connected part, the greatest weight first, as far as row and column are free."""
    free_rows, free_columns = set(rows), set(columns)
    chosen = []
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if pair[0] in free_rows and pair[1] in free_columns:
            chosen.append(pair)
            free_rows.remove(pair[0])
            free_columns.remove(pair[1])
    return chosen


def _solve(rows: list[int], columns: list[int], weights: Mapping[Pair, float]) -> list[Pair]:
    """The assignment of one connected part, in cubic time; a row may stay alone in a column of its own."""
    width = len(columns) + len(rows)
    price_of_row = [0.0] * (len(rows) + 1)
    price_of_column = [0.0] * (width + 1)
    row_at = [0] * (width + 1)  # from 1; 0 is free
    for row in range(1, len(rows) + 1):
        came_from = [0] * (width + 1)
        slack = [float("inf")] * (width + 1)
        done = [False] * (width + 1)
        row_at[0] = row
        column = 0
        while row_at[column]:
            done[column] = True
            current, step, following = row_at[column], float("inf"), 0
            for j in range(1, width + 1):
                if done[j]:
                    continue
                weight = weights.get((rows[current - 1], columns[j - 1]), 0.0) if j <= len(columns) else 0.0
                cost = -weight - price_of_row[current] - price_of_column[j]
                if cost < slack[j]:
                    slack[j], came_from[j] = cost, column
                if slack[j] < step:
                    step, following = slack[j], j
            for j in range(width + 1):
                if done[j]:
                    price_of_row[row_at[j]] += step
                    price_of_column[j] -= step
                else:
                    slack[j] -= step
            column = following
        while column:
            row_at[column] = row_at[came_from[column]]
            column = came_from[column]
    pairs = [(rows[row_at[j] - 1], columns[j - 1]) for j in range(1, len(columns) + 1) if row_at[j]]
    return [pair for pair in pairs if pair in weights]
