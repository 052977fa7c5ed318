"""Projects, services with their rates, tasks, retainers and the rates of the team."""

import unittest

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_PROJECTS = "/projects/business/{business_id}"
_COMMENTS = "/comments/business/{business_id}"


class _Business(Asking):
    def project(self, **fields):
        return self.ask("POST", f"{_PROJECTS}/project", json={"project": fields}).json()["project"]

    def service(self, **fields):
        answer = self.ask("POST", f"{_COMMENTS}/service", json={"service": fields})
        return answer.json()["service"]

    def services(self):
        return self.ask("GET", f"{_COMMENTS}/services").json()["services"]


@integration
class Projects(_Business):
    def test_a_title_is_all_that_one_needs(self):
        project = self.project(title="Pond")
        self.assertEqual((project["id"], project["title"]), (1, "Pond"))
        self.assertEqual((project["active"], project["complete"]), (True, False))
        self.assertEqual(project["created_at"], "2026-05-01T16:00:00")
        self.assertEqual(project["services"], [])

    def test_prices_have_two_digits(self):
        project = self.project(title="Pond", fixed_price="600", rate=12.5)
        self.assertEqual((project["fixed_price"], project["rate"]), ("600.00", "12.50"))
        self.assertEqual(project["project_type"], "fixed_price")

    def test_a_single_one_shows_its_group_and_a_list_its_number(self):
        made = self.project(title="Pond")
        (row,) = self.ask("GET", f"{_PROJECTS}/projects").json()["projects"]
        got = self.ask("GET", f"{_PROJECTS}/project/1").json()["project"]
        self.assertEqual(made["group"], got["group"])
        self.assertEqual(row["group_id"], got["group"]["id"])
        self.assertNotIn("group", row)
        self.assertNotIn("group_id", got)
        (member,) = got["group"]["members"]
        self.assertEqual((member["role"], member["active"]), ("owner", True))

    def test_a_list_may_leave_out_groups(self):
        self.project(title="Pond")
        (row,) = self.ask("GET", f"{_PROJECTS}/projects?skip_group=true").json()["projects"]
        self.assertNotIn("group_id", row)

    def test_abilities_stand_beside_the_one_that_was_asked_for(self):
        self.project(title="Pond")
        for path in (f"{_PROJECTS}/project/1", f"{_PROJECTS}/projects/1"):
            with self.subTest(path=path):
                body = self.ask("GET", path).json()
                self.assertEqual(set(body), {"project", "abilities"})
                self.assertIn({"name": "can_edit", "value": True}, body["abilities"])
        abilities = self.ask("GET", f"{_PROJECTS}/abilities").json()["abilities"]
        self.assertEqual(abilities, body["abilities"])

    def test_too_long_a_title_is_refused(self):
        answer = self.ask("POST", f"{_PROJECTS}/project", json={"project": {"title": "x" * 256}})
        self.assertEqual((answer.status_code, answer.json()["errno"]), (422, 2001))
        self.assertIn("title", answer.json()["error"])
        self.assertEqual(len(self.project(title="x" * 255)["title"]), 255)

    def test_a_deleted_one_is_gone_for_good(self):
        self.project(title="Pond")
        answer = self.ask("DELETE", f"{_PROJECTS}/project/1")
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        for method in ("GET", "DELETE"):
            self.assertEqual(self.ask(method, f"{_PROJECTS}/project/1").status_code, 404)

    def test_its_services_are_shown_as_they_are_now(self):
        first, second = self.service(name="Digging"), self.service(name="Mowing")
        project = self.project(title="Pond", services=[{"id": first["id"]}, {"id": 99}])
        self.assertEqual([one["name"] for one in project["services"]], ["Digging"])
        sent = {"project": {"services": [{"id": second["id"]}]}}
        project = self.ask("PUT", f"{_PROJECTS}/project/1", json=sent).json()["project"]
        self.assertEqual([one["name"] for one in project["services"]], ["Mowing"])

    def test_logged_time_is_told_where_it_is_asked_for(self):
        self.project(title="Pond")
        for seconds in (60, 120):
            entry = {"is_logged": True, "duration": seconds, "project_id": 1}
            entry["started_at"] = "2026-05-01T10:00:00Z"
            path = "/timetracking/business/{business_id}/time_entries"
            self.ask("POST", path, json={"time_entry": entry})
        for query, seconds in (("", None), ("?include_logged_duration=true", 180)):
            with self.subTest(query=query):
                project = self.ask("GET", f"{_PROJECTS}/project/1{query}").json()["project"]
                self.assertEqual(project["logged_duration"], seconds)
                (row,) = self.ask("GET", f"{_PROJECTS}/projects{query}").json()["projects"]
                self.assertEqual(row["logged_duration"], seconds)

    def test_a_state_is_a_field_like_others(self):
        self.project(title="Pond")
        sent = {"project": {"complete": True, "title": "Lake"}}
        project = self.ask("PUT", f"{_PROJECTS}/project/1", json=sent).json()["project"]
        self.assertEqual((project["complete"], project["title"]), (True, "Lake"))


@integration
class ServicesAndTasks(_Business):
    # The documentation says that making one makes the other; that both have the
    # same number is inferred.

    def test_a_service_makes_a_task(self):
        service = self.service(name="Digging")
        task = self.ask.result("GET", f"projects/tasks/{service['id']}")["task"]
        self.assertEqual((task["name"], task["tname"]), ("Digging", "Digging"))

    def test_a_task_makes_a_service(self):
        task = self.made("projects/tasks", "task", name="Mowing", billable=False)
        service = self.ask("GET", f"{_COMMENTS}/service/{task['id']}").json()["service"]
        self.assertEqual((service["name"], service["billable"]), ("Mowing", False))
        self.assertEqual(service["business_id"], self.ask.account.business_id)

    def test_they_share_their_numbers(self):
        numbers = [
            self.service(name="a")["id"],
            self.made("projects/tasks", "task", name="b")["id"],
            self.service(name="c")["id"],
        ]
        self.assertEqual(numbers, [1, 2, 3])

    def test_what_changes_on_one_side_changes_on_the_other(self):
        self.service(name="Digging")
        self.ask.result("PUT", "projects/tasks/1", json={"task": {"name": "Mowing"}})
        self.assertEqual(self.services()[0]["name"], "Mowing")
        sent = {"service": {"billable": False}}
        self.ask("PUT", f"{_COMMENTS}/service/1", json=sent)
        self.assertIs(self.ask.result("GET", "projects/tasks/1")["task"]["billable"], False)

    def test_what_is_deleted_on_one_side_is_on_the_other(self):
        self.service(name="Digging")
        self.service(name="Mowing")
        self.assertEqual(self.ask("DELETE", f"{_COMMENTS}/service/1").status_code, 204)
        self.assertEqual(self.ask.result("GET", "projects/tasks/1")["task"]["vis_state"], 1)
        self.ask.result("PUT", "projects/tasks/2", json={"task": {"vis_state": 1}})
        self.assertEqual(self.services(), [])

    def test_a_task_says_its_name_and_description_twice(self):
        task = self.made("projects/tasks", "task", tname="Old", name="New", tdesc="Long")
        self.assertEqual((task["name"], task["tname"]), ("New", "New"))
        self.assertEqual((task["description"], task["tdesc"]), ("Long", "Long"))

    def test_tasks_are_found_by_their_projects(self):
        self.service(name="Digging")
        self.service(name="Mowing")
        self.project(title="Pond", services=[{"id": 2}])
        rows = self.ask.result("GET", "projects/tasks?search[projectids][]=1")["tasks"]
        self.assertEqual([row["name"] for row in rows], ["Mowing"])

    def test_the_number_of_the_task_comes_where_it_is_asked_for(self):
        self.service(name="Digging")
        service = self.ask("GET", f"{_COMMENTS}/service/1?include_task_id=true").json()["service"]
        self.assertEqual(service["task_id"], 1)
        self.assertNotIn("task_id", self.services()[0])


@integration
class Rates(_Business):
    def test_a_rate_is_made_once_and_changed_from_then_on(self):
        self.service(name="Digging")
        path = f"{_COMMENTS}/service/1/rate"
        self.assertEqual(self.ask("GET", path).status_code, 404)
        self.assertEqual(
            self.ask("PUT", path, json={"service_rate": {"rate": "1"}}).status_code, 404
        )
        made = self.ask("POST", path, json={"service_rate": {"rate": "10.0"}}).json()
        business = self.ask.account.business_id
        self.assertEqual(
            made,
            {"service_rate": {"business_id": business, "service_id": 1, "rate": "10.00"}},
        )
        again = self.ask("POST", path, json={"service_rate": {"rate": "11"}})
        self.assertEqual(again.status_code, 409)
        changed = self.ask("PUT", path, json={"service_rate": {"rate": 12.5}}).json()
        self.assertEqual(changed["service_rate"]["rate"], "12.50")
        self.assertEqual(self.ask("GET", path).json(), changed)
        listed = self.ask("GET", f"{_COMMENTS}/service_rates").json()
        self.assertEqual(listed, {"service_rates": [changed["service_rate"]]})

    def test_a_rate_needs_a_service_and_a_number(self):
        path = f"{_COMMENTS}/service/1/rate"
        sent = {"service_rate": {"rate": "10"}}
        self.assertEqual(self.ask("POST", path, json=sent).status_code, 404)
        self.service(name="Digging")
        for rate in (None, "ten"):
            answer = self.ask("POST", path, json={"service_rate": {"rate": rate}})
            self.assertEqual((answer.status_code, list(answer.json()["error"])), (422, ["rate"]))

    def test_the_owner_has_a_rate_as_well(self):
        me = self.ask.me
        path = f"{_COMMENTS}/team_member_rate/{me}"
        sent = {"team_member_rate": {"rate": "50"}}
        changed = self.ask("PUT", path, json=sent).json()["team_member_rate"]
        self.assertEqual((changed["identity_id"], changed["rate"]), (me, "50.00"))
        listed = self.ask("GET", f"{_COMMENTS}/team_member_rates").json()
        self.assertEqual(listed["team_member_rates"], [changed])
        strange = self.ask("PUT", f"{_COMMENTS}/team_member_rate/5", json=sent)
        self.assertEqual(strange.status_code, 404)
        answer = self.ask("PUT", path, json={"team_member_rate": {}})
        self.assertEqual(answer.status_code, 422)


@integration
class Retainers(_Business):
    def test_one_is_ended_and_begun_again_by_a_field(self):
        sent = {"client_user_id": 7, "start_date": "2026-05-01", "fee": "600"}
        made = self.ask("POST", f"{_COMMENTS}/retainers", json={"retainer": sent}).json()
        self.assertEqual(made["retainer"]["fee"], "600.00")
        for active in (False, True):
            sent = {"retainer": {"active": active}}
            answer = self.ask("PUT", f"{_COMMENTS}/retainer/1", json=sent).json()
            self.assertIs(answer["retainer"]["active"], active)
        self.assertEqual(self.ask("DELETE", f"{_COMMENTS}/retainer/1").status_code, 405)
        listed = self.ask("GET", f"{_COMMENTS}/retainers").json()
        self.assertEqual(list(listed), ["retainers"])


if __name__ == "__main__":
    unittest.main()
