"""Projects, their tasks and people, and the hours worked on them."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, refused


class WorkTest(AccountTest):
    def task(self, name: str = "Digging") -> int:
        return int(self.c.task.create(task={"name": name}).task_id)

    def staff(self, **values: object) -> int:
        return int(self.c.staff.create(staff={"email": "kim@example.com", **values}).staff_id)

    def project(self, **values: object) -> int:
        given = {"name": "Garden", "bill_method": "task-rate", **values}
        return int(self.c.project.create(project=given).project_id)

    def get(self, project_id: int):
        return self.c.project.get(project_id=project_id).project

    def log(self, **values: object) -> int:
        given = {"project_id": 1, "task_id": 1, **values}
        return int(self.c.time_entry.create(time_entry=given).time_entry_id)


@integration
class ProjectTest(WorkTest):
    def test_a_rate_is_demanded_where_it_bills(self):
        for method in ("project-rate", "flat-rate"):
            given = {"name": "Garden", "bill_method": method}
            refused(40040, "'rate'", self.c.project.create, project=given)
            self.project(bill_method=method, rate=45)
        for method in ("task-rate", "staff-rate"):
            self.project(bill_method=method)
        refused(
            40060, "'bill_method'", self.c.project.create, project={"name": "A", "bill_method": "x"}
        )

    def test_a_rate_that_bills_is_not_taken_away(self):
        change = {"project_id": self.project(bill_method="flat-rate", rate=45), "rate": ""}
        refused(40040, "'rate'", self.c.project.update, project=change)

    def test_tasks_may_have_a_rate_of_their_own_and_an_update_replaces_them(self):
        digging, raking = self.task(), self.task("Raking")
        project_id = self.project(tasks=[{"task_id": digging}, {"task_id": raking, "rate": 25}])
        tasks = self.get(project_id).tasks.task
        assert not hasattr(tasks[0], "rate")
        assert (tasks[1].task_id, tasks[1].rate) == (raking, 25)
        change = {"project_id": project_id, "tasks": [{"task_id": raking}]}
        self.c.project.update(project=change)
        assert [int(task.task_id) for task in self.get(project_id).tasks.task] == [raking]

    def test_staff_stand_in_both_shapes(self):
        kim = self.staff()
        project_id = self.project(staff=[{"staff": {"staff_id": 1}}, {"staff": {"staff_id": kim}}])
        staff = self.get(project_id).staff
        assert [int(member.staff_id) for member in staff.staff] == [1, kim]
        assert [int(number) for number in staff.staff_id] == [1, kim]
        assert {number.get("deprecated") for number in staff.staff_id} == {"true"}

    def test_staff_without_a_number_are_nobody(self):
        nobody = [{"staff": ""}, {"staff": {"staff_id": ""}}, {"staff": {"staff_id": 0}}]
        project_id = self.project(staff=[*nobody, {"staff": {"staff_id": 1}}])
        assert [int(member.staff_id) for member in self.get(project_id).staff.staff] == [1]

    def test_whoever_makes_a_project_is_on_it_and_whoever_names_it(self):
        project_id = self.project()
        kim = self.staff(projects=[{"project_id": project_id}])
        assert [int(member.staff_id) for member in self.get(project_id).staff.staff] == [1, kim]

    def test_the_hours_spent_show_in_get_alone(self):
        project_id = self.project(tasks=[{"task_id": self.task()}], hour_budget=10)
        assert str(self.get(project_id).budget.hours) == "00.00"
        self.log(hours="3.25")
        self.log(hours=4)
        assert str(self.get(project_id).budget.hours) == "07.25"
        assert not hasattr(self.c.project.list().projects.project, "budget")

    def test_a_list_is_by_name_and_finds_projects_of_a_task(self):
        self.task()
        other = self.task("Raking")
        self.project(name="Yard", tasks=[{"task_id": other}])
        self.project(name="Attic", tasks=[{"task_id": 1}, {"task_id": other}])
        projects = self.c.project.list().projects
        assert [str(project.name) for project in projects.project] == ["Attic", "Yard"]
        found = self.c.project.list(task_id=1).projects.project
        assert [str(project.name) for project in found] == ["Attic"]
        assert self.c.project.list(task_id="").projects.get("total") == "2"

    def test_all_projects_count_as_active(self):
        self.project()
        totals = [
            self.c.project.list(folder=folder).projects.get("total")
            for folder in ("active", "archived", "deleted")
        ]
        assert totals == ["1", "0", "0"]

    def test_a_task_list_can_be_a_projects(self):
        digging, raking = self.task(), self.task("Raking")
        project_id = self.project(tasks=[{"task_id": raking}])
        tasks = self.c.task.list(project_id=project_id).tasks
        assert [int(task.task_id) for task in tasks.task] == [raking]
        assert self.c.task.list(project_id="").tasks.get("total") == "2"
        assert digging != raking
        refused(50010, "Project not found.", self.c.task.list, project_id=99)


@integration
class TimeEntryTest(WorkTest):
    def setUp(self) -> None:
        super().setUp()
        self.project(tasks=[{"task_id": self.task()}])

    def entry(self, time_entry_id: int):
        return self.c.time_entry.get(time_entry_id=time_entry_id).time_entry

    def test_defaults_are_no_hours_of_ones_own_today(self):
        entry = self.entry(self.log())
        assert (entry.hours, entry.staff_id, entry.date) == (0, 1, "2026-05-04")
        assert entry.billed == 0

    def test_hours_are_kept_to_hundredths(self):
        for sent, kept in [("4.5", "4.5"), ("2.00", "2"), ("1.005", "1.01"), ("0.3333", "0.33")]:
            assert str(self.entry(self.log(hours=sent)).hours) == kept

    def test_only_who_is_on_the_project_works_on_it(self):
        kim = self.staff()
        given = {"project_id": 1, "task_id": 1, "staff_id": kim}
        refused(40060, "'staff_id'", self.c.time_entry.create, time_entry=given)
        self.c.staff.update(staff={"staff_id": kim, "projects": [{"project_id": 1}]})
        assert self.entry(self.log(staff_id=kim)).staff_id == kim

    def test_billed_is_not_ours_to_say(self):
        assert self.entry(self.log(billed=1)).billed == 0

    def test_a_list_is_by_date(self):
        for day in ("2026-05-03", "2026-05-01", "2026-05-02"):
            self.log(date=day)
        entries = self.c.time_entry.list(date_from="2026-05-02").time_entries
        assert [str(entry.date) for entry in entries.time_entry] == ["2026-05-02", "2026-05-03"]

    def test_a_deleted_entry_may_be_named_as_in_the_first_years(self):
        self.c.time_entry.delete(time_entry=self.log())
        assert self.c.time_entry.list().time_entries.get("total") == "0"
        text = "'time_entry' not found. Time entry not found."
        refused(50010, text, self.c.time_entry.delete, time_entry=99)
        refused(40040, "'time_entry_id'", self.c.time_entry.delete)
        refused(40040, "'time_entry_id'", self.c.time_entry.delete, time_entry_id="")

    def test_a_deleted_entry_is_gone(self):
        time_entry_id = self.log()
        self.c.time_entry.delete(time_entry_id=time_entry_id)
        refused(
            50010,
            "'time_entry_id' not found.",
            self.c.time_entry.get,
            time_entry_id=time_entry_id,
        )
