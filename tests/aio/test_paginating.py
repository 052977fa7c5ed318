"""aio.paginate: the rows of a list, awaited; what it promises is what api.paginate promises."""

import asyncio
import gc
import unittest
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import aio, api
from refreshbooks.exceptions import BadParameter, BadResponse, PagingWarning
from refreshbooks.sandbox import Sandbox
from tests.aio.running import Awaiting, leaving_nothing
from tests.marks import integration
from tests.paging.accounts import Account, document, numbers


class Slow:
    """An account whose answers take some turns of the loop.

    Attributes:
        under_way: How many calls are.
        most: How many were at once.
        broken_off: How many were cancelled.
    """

    def __init__(self, count, turns=2):
        self.account = Account(count)
        self.turns = turns
        self.under_way = self.most = self.broken_off = 0

    async def list(self, **filters):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            for _ in range(self.turns):
                await asyncio.sleep(0)
            return self.account.list(**filters)
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        finally:
            self.under_way -= 1


async def read(rows):
    return numbers([row async for row in rows])


class ReadingTest(unittest.TestCase):
    @settings(deadline=None, max_examples=60)
    @given(st.integers(0, 40), st.integers(1, 12), st.integers(0, 9), st.integers(0, 3))
    def test_every_row_comes_once_and_in_order(self, total, per_page, prefetch, turns):
        slow = Slow(total, turns)

        async def main():
            rows = aio.paginate(slow.list, per_page=per_page, prefetch=prefetch)
            assert await read(rows) == slow.account.listed()
            assert (rows.total, rows.doubts) == (total, [])

        asyncio.run(main())
        assert slow.most <= max(1, prefetch)
        assert len(slow.account.asked) == max(1, -(-total // per_page))

    @settings(deadline=None, max_examples=60)
    @given(st.integers(1, 30), st.integers(1, 7), st.lists(st.sampled_from("cd-")))
    def test_a_list_that_changes_is_read_and_doubted_as_by_the_other_driver(
        self, total, per_page, changes
    ):
        def changing():
            steps = iter(changes)
            account = Account(total)

            def change():
                step = next(steps, "-")
                if step == "c":
                    account.create()
                elif step == "d":
                    account.delete(len(account.ids) // 2)

            account.before = change
            return account

        async def awaited():
            account = changing()

            async def chain(**arguments):
                return account.list(**arguments)

            rows = aio.paginate(chain, per_page=per_page, prefetch=1)
            return await read(rows), rows.doubts, rows.total

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PagingWarning)
            rows = api.paginate(changing().list, per_page=per_page, prefetch=1)
            assert asyncio.run(awaited()) == (numbers(rows), rows.doubts, rows.total)

    def test_nothing_is_called_before_the_first_row_is_asked_for(self):
        async def main():
            slow = Slow(3)
            rows = aio.paginate(slow.list)
            await asyncio.sleep(0)
            assert (slow.account.asked, rows.total) == ([], None)
            await anext(rows)
            assert slow.account.asked == [(1, 100)]

        leaving_nothing(main)

    def test_without_prefetch_a_page_is_called_for_when_its_first_row_is_needed(self):
        async def main(prefetch):
            slow = Slow(5)
            rows = aio.paginate(slow.list, per_page=2, prefetch=prefetch)
            for called in (1, 1, 2, 2, 3):
                await anext(rows)
                await asyncio.sleep(0)
                assert (len(slow.account.asked), slow.under_way) == (called, 0)

        for prefetch in (0, 1):
            leaving_nothing(lambda prefetch=prefetch: main(prefetch))

    def test_pages_tell_where_they_stand(self):
        async def main():
            rows = aio.paginate(Slow(5).list, per_page=2)
            first = await anext(rows)
            pages = [page async for page in rows.pages()]
            assert numbers([first]) == [5]
            assert [numbers(page) for page in pages] == [[4], [3, 2], [1]]
            assert [(page.page, page.pages, page.total) for page in pages] == [
                (1, 3, 5),
                (2, 3, 5),
                (3, 3, 5),
            ]
            assert [page async for page in rows.pages()] == []
            assert repr(rows) == "<AwaitedRows of list: 5 read, 5 in all>"

        leaving_nothing(main)

    def test_an_empty_list_is_one_empty_page(self):
        async def main():
            pages = [page async for page in aio.paginate(Slow(0).list).pages()]
            assert [len(page) for page in pages] == [0]

        leaving_nothing(main)

    def test_a_page_with_nothing_new_is_no_page(self):
        async def main():
            async def chain(page, per_page):
                rows = ["<invoice_id>1</invoice_id>"] if page == 1 else []
                return document(rows, f'page="{page}" per_page="1" pages="2" total="1"')

            rows = aio.paginate(chain, per_page=1)
            assert [numbers(page) async for page in rows.pages()] == [[1]]

        leaving_nothing(main)

    def test_a_token_goes_on_where_another_reading_stopped(self):
        async def main():
            slow = Slow(25)
            async with aio.paginate(slow.list, per_page=4) as rows:
                begun = numbers([await anext(rows) for _ in range(10)])
                token = rows.token
            # The same token is good for either driver.
            rest = await read(aio.paginate(slow.list, per_page=4, resume=token))
            assert begun + rest == slow.account.listed()
            assert numbers(api.paginate(slow.account.list, per_page=4, resume=token)) == rest

        leaving_nothing(main)

    def test_doubts_are_warned_of_where_the_loop_stands(self):
        async def main():
            async def chain(page, per_page):
                rows = [f"<invoice_id>{number}</invoice_id>" for number in (3, 2, 1)]
                sizes = f'per_page="{per_page}" pages="1" total="5"'
                return document(rows, f'page="{page}" {sizes}')

            rows = aio.paginate(chain)
            return await read(rows), rows.doubts

        with self.assertWarns(PagingWarning) as caught:
            got, doubts = asyncio.run(main())
        assert (got, len(doubts)) == ([3, 2, 1], 1)
        assert caught.filename == __file__

    def test_what_is_no_list_is_refused_at_once(self):
        c = aio.Client(dict, dict, dict)
        for chain in (c.invoice.get, c.invoice, "invoice.list"):
            with self.assertRaises(BadParameter):
                aio.paginate(chain)
        with self.assertRaisesRegex(BadParameter, "page"):
            aio.paginate(c.invoice.list, page=2)

    def test_the_other_driver_refuses_what_is_to_be_awaited(self):
        account = Slow(3)
        with self.assertRaisesRegex(BadParameter, r"list is to be awaited: read it by aio\.pag"):
            next(api.paginate(account.list))
        assert account.account.asked == []

    def test_a_chain_of_the_other_client_is_refused_at_once(self):
        with self.assertRaisesRegex(BadParameter, r"api\.paginate"):
            aio.paginate(api.client.Client(dict, dict, dict).invoice.list)


class EndingTest(unittest.TestCase):
    def test_an_error_comes_after_the_rows_before_it_and_again_each_time(self):
        async def main():
            slow = Slow(9)

            async def chain(page, per_page):
                if page == 2:
                    await asyncio.sleep(0)
                    raise BadResponse("no page")
                return await slow.list(page=page, per_page=per_page)

            rows = aio.paginate(chain, per_page=3, prefetch=4)
            got = [await anext(rows) for _ in range(3)]
            for _ in range(2):
                with self.assertRaisesRegex(BadResponse, "no page"):
                    await anext(rows)
            assert numbers(got) == [9, 8, 7]
            assert slow.under_way == 0

        leaving_nothing(main)

    def test_closing_cancels_what_is_under_way(self):
        async def main():
            slow = Slow(90, turns=3)
            async with aio.paginate(slow.list, per_page=3, prefetch=8) as rows:
                await anext(rows)
                await asyncio.sleep(0)
                assert slow.under_way == 8
            assert (slow.under_way, slow.broken_off) == (0, 8)
            assert [row async for row in rows] == []
            await rows.aclose()

        leaving_nothing(main)

    def test_a_loop_that_is_left_cancels_what_is_under_way(self):
        async def main():
            slow = Slow(90, turns=3)
            async for _ in aio.paginate(slow.list, per_page=3, prefetch=8):
                break
            gc.collect()
            for _ in range(3):
                await asyncio.sleep(0)
            assert slow.under_way == 0
            assert len(slow.account.asked) == 1

        leaving_nothing(main)

    def test_an_error_that_nobody_waits_for_is_not_complained_of(self):
        async def main():
            slow = Slow(90)

            async def chain(page, per_page):
                if page > 1:
                    raise BadResponse("no page")
                return await slow.list(page=page, per_page=per_page)

            rows = aio.paginate(chain, per_page=3, prefetch=8)
            await anext(rows)
            await asyncio.sleep(0)
            await asyncio.sleep(0)

        leaving_nothing(main)

    def test_one_that_outlives_its_loop_is_forgotten_quietly(self):
        async def main():
            rows = aio.paginate(Slow(90, turns=3).list, per_page=3, prefetch=8)
            await anext(rows)
            kept.append(rows)

        kept = []
        asyncio.run(main())
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            kept.clear()
            gc.collect()

    def test_one_whose_loop_was_shut_in_the_middle_is_forgotten_as_well(self):
        async def main():
            rows = aio.paginate(Slow(90, turns=3).list, per_page=3, prefetch=8)
            await anext(rows)
            return rows

        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda loop, context: said.append(context["message"]))
        said = []
        rows = loop.run_until_complete(main())
        loop.close()
        with warnings.catch_warnings(record=True) as caught:
            del rows
            gc.collect()
        assert set(said) == {"Task was destroyed but it is pending!"}
        assert caught == []

    def test_after_a_cancelled_wait_it_goes_on_with_the_row_that_was_due(self):
        async def main(turns):
            slow = Slow(40, turns=4)
            rows = aio.paginate(slow.list, per_page=3, prefetch=5)
            got = []

            async def reading():
                async for row in rows:
                    got.append(row)

            task = asyncio.ensure_future(reading())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            assert slow.under_way == 0
            await reading()
            assert numbers(got) == slow.account.listed()

        async def at_every_moment():
            for turns in range(1, 25):
                with self.subTest(turns=turns):
                    await main(turns)

        leaving_nothing(at_every_moment)


@integration
class ServiceTest(Awaiting):
    def test_a_list_of_the_service_is_read_with_its_filters(self):
        async def main():
            with Sandbox() as sandbox:
                async with aio.TokenClient(sandbox.classic_url, sandbox.token) as c:
                    people = [
                        {"first_name": f"A{number}", "email": f"a{number}@example.com"}
                        for number in range(25)
                    ]
                    await asyncio.gather(*(c.client.create(client=one) for one in people))
                    every = aio.paginate(c.client.list, per_page=4, prefetch=6)
                    names = {str(row.first_name) async for row in every}
                    some = aio.paginate(c.client.list, email="a7@example.com")
                    found = [str(row.first_name) async for row in some]
            assert names == {one["first_name"] for one in people}
            assert found == ["A7"]

        leaving_nothing(main)

    def test_a_reading_that_is_cancelled_closes_its_connections(self):
        async def main():
            with Sandbox() as sandbox:
                sandbox.faults.add("delay", method="client.list", seconds=5)
                async with aio.TokenClient(sandbox.classic_url, sandbox.token) as c:
                    with self.assertRaises(asyncio.TimeoutError):
                        await asyncio.wait_for(read(aio.paginate(c.client.list)), 0.1)
                    sandbox.faults.clear()
                    assert await read(aio.paginate(c.client.list)) == []

        leaving_nothing(main)


class SharedTest(unittest.TestCase):
    def test_tasks_that_share_a_reading_get_each_row_once(self):
        account = Account(200)

        async def listed(**asked):
            await asyncio.sleep(0)
            return account.list(**asked)

        async def part(rows):
            return [int(row.invoice_id) async for row in rows]

        async def parts(prefetch):
            rows = aio.paginate(listed, per_page=3, prefetch=prefetch)
            return await asyncio.gather(*(part(rows) for _ in range(8)))

        for prefetch in (0, 4):
            got = [number for each in asyncio.run(parts(prefetch)) for number in each]
            self.assertEqual(sorted(got), sorted(account.listed()))
