"""Plans of one year: a numbered list with dimension, budget and a tick for each quarter."""

from etl.extract.document import Context, Document, Extraction
from etl.extract.one_year.year_plan import find_plans
from etl.extract.one_year.year_projects import add_projects
from etl.extract.one_year.year_totals import numbered, plan_totals


def read_year_lists(document: Document, context: Context) -> Extraction:
    """The plans, projects, years and control totals of every one-year plan list in a document.

    Where a report lists the same projects again, its readings settle or doubt those of the plan list.
    """
    extraction = Extraction()
    for plan in find_plans(document, context):
        if plan.has_plan_list:
            totals = plan_totals(plan, context)
            add_projects(plan, totals, document, context, extraction)
            for row in numbered(plan, totals):
                extraction.add("control_total", row)
    return extraction
