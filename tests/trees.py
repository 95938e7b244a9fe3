"""Random query trees for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

from search.query.nodes import And, Literal, Node, Not, Or, Run

_RUNS = st.text("中国巴基斯坦命运共同体的，。2018a", min_size=1, max_size=6)
_LITERALS = st.text("中国巴基斯坦命运共同体的，。2018a -|()OR“”", min_size=1, max_size=8).filter(str.strip)


def trees(
    runs: st.SearchStrategy[str] = _RUNS, literals: st.SearchStrategy[str] = _LITERALS
) -> st.SearchStrategy[Node]:
    """Trees of runs and literals, as the parser makes them: lists have two children at least."""
    leaves: st.SearchStrategy[Node] = st.builds(Run, runs) | st.builds(Literal, literals)

    def nested(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        lists = st.lists(children, min_size=2, max_size=3).map(tuple)
        return st.builds(Not, children) | st.builds(And, lists) | st.builds(Or, lists)

    return st.recursive(leaves, nested, max_leaves=6)
