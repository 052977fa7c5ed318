"""All witnesses, one after the other."""

from witnesses import official_node, official_python

__all__: list[str] = []

official_python.main()
official_node.main()
