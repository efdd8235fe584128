from tests.small_record import record, reports

__all__ = ["record", "reports"]
