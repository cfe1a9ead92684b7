"""The ground: guideline texts, contacts, references, vocabulary and questions, parsed and validated.

`knowledge.library.load` reads a folder of such data; everything else here serves it. Imports nothing above.
"""
