"""What may be sent again."""

from refreshbooks.retry import is_read


def test_a_read_is_known_by_its_last_name():
    for read in ("invoice.list", "staff.current", "invoice.get", "report.getProfitDetails"):
        assert is_read(read)
    for write in ("invoice.create", "callback.verify", "list.create", "getter.send"):
        assert not is_read(write)
