-- note: the other projects that carry out the standard measure of one project, and those of its own organisation
-- note: with its title in other plans
create macro mart.same_measure(project) as table
with one as (
    from ready.project where project_id = project
)
select p.project_no, p.project_id, p.org_code, p.reported_fiscal_year, p.last_fiscal_year,
       p.org_code = one.org_code as is_own
from ready.project as p
join one on one.catalogue_no = p.catalogue_no
where p.project_no <> one.project_no
union all
-- Apart from those, so that the titles of the organisation alone are read.
select p.project_no, p.project_id, p.org_code, p.reported_fiscal_year, p.last_fiscal_year, true
from ready.project as p
join one on one.org_code = p.org_code and one.title_words = p.title_words
where p.project_no <> one.project_no and (p.catalogue_no = one.catalogue_no) is not true
