"""The root of the errors that this program raises on purpose, besides those of a record."""


class CeasefireError(Exception):
    """Something was asked that cannot be done; the message says what and, where it can, what there is instead.

    `record.RecordError` stands beside it: the room `record` imports nothing of ours, so that it can be read and
    checked by itself.
    """


class CeasefireWarning(UserWarning):
    """Something that whoever asks must know and that stops nothing; the command line says it in plain words."""


class SetAsideWarning(CeasefireWarning):
    """Statements of the record cannot be read here, and what is answered is computed without them."""
