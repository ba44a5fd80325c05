"""The one-to-one assignment of greatest total weight, by shortest augmenting paths (the Hungarian method)."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def best_assignment(weights: Mapping[Pair, float]) -> frozenset[Pair]:
    """The pairs (row, column) of greatest total weight with each row and column used at most once.

    ``weights`` holds the positive weights alone; the parts that share no row or column are solved
    one by one, so that a sparse problem costs next to nothing. Of equal assignments the one that an
    earlier row and column gives is taken, whatever the order of the mapping.
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
        chosen.extend(_solve(sorted(part_rows), sorted(part_columns), weights))
    return frozenset(chosen)


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
