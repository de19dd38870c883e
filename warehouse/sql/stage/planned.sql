-- grain: one project with what its plan says of it
-- before: status_report
-- until: finding
-- note: project_no numbers the projects of an organisation in the order of its lists. Joins on it cost far less than
-- note: those on the words of ids, and it stays within the organisation, whose rows an import makes anew
select p.org_code::bigint * 1000000
           + row_number() over (partition by p.org_code order by j.plan_id, j.seq_no, j.project_id) as project_no,
       p.plan_id, j.project_id, j.seq_no, p.org_code, j.dimension_no, j.mission_no, m.catalogue_no, m.match_score,
       j.kind, j.title_th, j.responsible_unit, p.framework_code, p.is_draft, p.kind as plan_kind
from stage.project as j
join stage.plan as p using (plan_id)
left join stage.catalogue_match as m using (project_id)
