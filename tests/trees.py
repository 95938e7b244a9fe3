"""Random query trees for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

from search.query.nodes import And, Exclude, Literal, Near, Node, Not, Or, Run, Wildcard

_RUNS = st.text("中国巴基斯坦命运共同体的，。2018a", min_size=1, max_size=6)
_LITERALS = st.text('中国巴基斯坦命运共同体的，。2018a -|()OR“”*\\"', min_size=1, max_size=8).filter(str.strip)


def trees(
    runs: st.SearchStrategy[str] = _RUNS, literals: st.SearchStrategy[str] = _LITERALS
) -> st.SearchStrategy[Node]:
    """Trees of every node, as the parser makes them: lists have two children at least, only places have neighbors."""
    leaves = (
        st.builds(Run, runs)
        | st.builds(Literal, literals)
        | st.builds(Wildcard, st.lists(literals, min_size=2, max_size=3).map(tuple))
    )

    def placed(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        longer = st.lists(leaves, min_size=1, max_size=2).map(tuple)
        near = st.builds(Near, children, children, st.integers(0, 12))
        return near | st.builds(Exclude, children, longer) | st.builds(Or, _lists(children))

    def nested(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return st.builds(Not, children) | st.builds(And, _lists(children)) | st.builds(Or, _lists(children))

    places: st.SearchStrategy[Node] = st.recursive(leaves, placed, max_leaves=4)
    return st.recursive(places, nested, max_leaves=6)


def _lists(children: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(children, min_size=2, max_size=3).map(tuple)
