-- grain: one fiscal year of one project
select p.project_id, p.plan_id, p.org_code, o.full_name_th, p.fiscal_year, p.seq_no, p.dimension_no, p.mission_no,
       p.kind, p.title_th, p.responsible_unit, p.planned_quarters, p.budget_baht, p.is_draft, p.is_superseded_draft,
       p.catalogue_no, p.match_score, m.title_th as standard_title_th, plan.title_th as plan_title_th,
       d.title_th as dimension_th, d.title_en as dimension_en, n.title_th as mission_th, n.title_en as mission_en,
       p.source_id, p.locator, s.document, s.sha256, s.publisher, s.title_th as source_title_th, s.accessed
from mart.project_year as p
join mart.organisation as o using (org_code)
join mart.plan as plan on plan.plan_id = p.plan_id
join mart.source as s on s.source_id = p.source_id
left join mart.standard_measure as m on m.catalogue_no = p.catalogue_no
left join mart.dimension as d on d.framework_code = p.framework_code and d.dimension_no = p.dimension_no
left join mart.mission as n on n.framework_code = p.framework_code and n.mission_no = p.mission_no
where p.project_id = $project_id::varchar
order by p.fiscal_year
