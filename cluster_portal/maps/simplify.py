"""Fewer points for the same line: Visvalingam's algorithm."""

from heapq import heapify, heappop, heappush

Point = tuple[float, float]


def simplify(line: list[Point], smallest: float, keep: int = 2) -> list[Point]:
    """Return the line without the points that matter least, its ends untouched.

    A point matters by the area of the triangle it forms with its neighbours; points below `smallest` (square
    units) go, the least first, until `keep` points are left.
    """
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    weight = [0.0] * len(line)

    def weigh(i: int) -> float:
        (x1, y1), (x2, y2), (x3, y3) = line[before[i]], line[i], line[after[i]]
        return abs((x1 - x3) * (y2 - y1) - (x1 - x2) * (y3 - y1)) / 2

    for i in range(1, len(line) - 1):
        weight[i] = weigh(i)
    heap = [(weight[i], i) for i in range(1, len(line) - 1)]
    heapify(heap)
    gone: set[int] = set()
    while heap and len(line) - len(gone) > keep:
        found, i = heappop(heap)
        if found >= smallest:
            break
        if i in gone or found != weight[i]:
            continue
        gone.add(i)
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < len(line) - 1:
                # A neighbour never matters less than the point just removed, or gentle curves would unravel.
                weight[neighbour] = max(weigh(neighbour), found)
                heappush(heap, (weight[neighbour], neighbour))
    return [point for i, point in enumerate(line) if i not in gone]
