"""The search: encoder, dense and lexical retrieval, ranking, answerability. Imports `knowledge` only.

`index.build` makes the index file and every learned part in it; `index.search` answers queries from it.
"""
