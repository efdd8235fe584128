"""How a provision is named wherever it stands outside its own file: instrument/provision."""


def provision_name(instrument: str, provision: str) -> str:
    """Return the name of a provision of an instrument, as every table, page and command writes and takes it."""
    return f"{instrument}/{provision}"


def split_name(name: str) -> tuple[str, str]:
    """Return the instrument and the provision that a name means; no provision ("") where it names an instrument alone."""
    instrument, _, provision = name.partition("/")
    return instrument, provision


def instrument_of(name: str) -> str:
    """Return the instrument of a provision by the provision's name."""
    return split_name(name)[0]


def asked_name(name: str) -> tuple[str | None, str]:
    """Return the instrument and the provision that a person asks for, as `dea-2` (then None) or `instrument/dea-2`."""
    return split_name(name) if "/" in name else (None, name)
