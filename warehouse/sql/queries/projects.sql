-- grain: one project of the fiscal year, with its status in the round on the day asked about
select p.project_id, p.org_code, o.short_name_th, o.province_th, p.fiscal_year, p.report_round, p.seq_no,
       p.dimension_no, p.mission_no, p.kind, p.title_th, p.status_code, p.budget_baht, p.disbursed_baht,
       p.planned_quarters, p.responsible_unit, p.catalogue_no, p.status_note, p.is_draft, p.plan_id, p.source_id,
       p.locator
from mart.project_on($fiscal_year::smallint, $report_round::smallint, $today::date) as p
join mart.scope($province_code::varchar, $type_code::varchar, $org_code::varchar) using (org_code)
join mart.organisation as o using (org_code)
where ($dimension_no::smallint is null or p.dimension_no = $dimension_no)
    and ($status_codes::varchar is null or list_contains(string_split($status_codes, ','), p.status_code))
    and case $budget_choice::varchar
            when 'yes' then coalesce(p.budget_baht > 0, false)
            when 'no' then not coalesce(p.budget_baht > 0, false)
            when 'little' then mart.little_disbursed(p.status_code, p.budget_baht, p.disbursed_baht)
            else true
        end
    and (
        $search::varchar is null
        -- Blanks and Thai digits make no difference to what is found.
        or contains(
            mart.searchable(concat_ws('|', p.title_th, p.responsible_unit, p.status_note, p.project_id)),
            mart.searchable($search)
        )
    )
order by o.short_name_th, p.org_code, p.plan_id, p.seq_no
