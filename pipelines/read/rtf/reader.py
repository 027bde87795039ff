"""RTF → Document, after the Rich Text Format Specification 1.9.1 (Microsoft, 2008).

Belongs here: what is read of a file and in which order. Does not belong here: control words (interpreter), characters
of bytes (code_pages), which groups hold text (destinations), paragraphs and tables (story, compose).

The main text comes first, then notes, then what is printed on every page (FURNITURE). The numbers of lists are those
that the writer has put beside its definitions (``\\listtext``). Marks of notes are generated: counted through the
whole document and written ¹²³, never as digits that a figure before them could take in. Remarks at the
margin (批注) are no text of the report; those with digits are told.
"""

from __future__ import annotations

from pipelines.model.document import BlockKind, Document, Loss, LossKind
from pipelines.read.draft import Draft
from pipelines.read.result import Reason, Unreadable
from pipelines.read.rtf.compose import Composer
from pipelines.read.rtf.interpreter import Interpreter
from pipelines.read.source import Source


def read(source: Source) -> Document:
    """Read an RTF file. Raises Unreadable: corrupt, bomb, no text."""
    interpreter = Interpreter(source.data)
    interpreter.run()
    draft = Draft()
    composer = Composer(draft)
    composer.write(interpreter.main.finish())
    for note in interpreter.notes:
        composer.write(note.finish())
    composer.write_furniture([story.finish() for story in interpreter.furniture])
    for place in interpreter.losses:
        draft.lose(Loss(LossKind.PART_NOT_READ, None, place))
    document = draft.document(source)
    if all(block.kind is BlockKind.FURNITURE for block in document.blocks):
        raise Unreadable(Reason.NO_TEXT)
    return document
