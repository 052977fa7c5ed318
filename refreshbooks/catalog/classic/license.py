"""Licenses: who may use an add-on of the old store. None of it is documented."""

from dataclasses import replace

from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, lists

__all__ = ["RESOURCE"]

_LICENSE = (
    Field("addon_id", "id", required=True),
    Field("staff_id", "id"),
    Field("trial"),
    Field("status", only="answered"),
    Field("remaining_trial_days", "int", only="answered"),
)

_METHODS = (
    creates("license", _LICENSE),
    # Nothing shows that its answer carries page, per_page, pages, total.
    replace(
        lists("license", _LICENSE, Field("staff_id", "id"), order="license_id descending"),
        paged=False,
    ),
    deletes("license", note="For good."),
)

RESOURCE = Resource(
    name="license",
    record="license",
    plural="licenses",
    key="license_id",
    methods=tuple(replace(method, documented=False) for method in _METHODS),
)
