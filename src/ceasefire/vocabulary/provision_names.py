"""How a provision is named wherever it stands outside its own file: instrument/provision."""

from collections.abc import Collection


def provision_name(instrument: str, provision: str) -> str:
    """Return the name of a provision of an instrument, as every table, page and command writes and takes it."""
    return f"{instrument}/{provision}"


def split_name(name: str, instruments: Collection[str] = ()) -> tuple[str, str]:
    """Return the instrument and the provision that a name means; no provision ("") where it names an instrument alone.

    An id may hold a slash itself: of some known `instruments` it is the longest that the name begins with. Where none fits,
    or none is given, the instrument ends at the first slash.
    """
    known = [one for one in instruments if name == one or name.startswith(f"{one}/")]
    if known:
        instrument = max(known, key=len)
        return instrument, name[len(instrument) + 1 :]
    instrument, _, provision = name.partition("/")
    return instrument, provision


def instrument_of(name: str, instruments: Collection[str] = ()) -> str:
    """Return the instrument of a provision by the provision's name, as `split_name` tells it."""
    return split_name(name, instruments)[0]


def asked_name(name: str, instruments: Collection[str] = ()) -> tuple[str | None, str]:
    """Return the instrument and the provision that a person asks for, as `dea-2` (then None) or `instrument/dea-2`."""
    return split_name(name, instruments) if "/" in name else (None, name)
