-- title_th: เลขลำดับที่พิมพ์ขาดหรือซ้ำ
-- title_en: Gaps and repeats in the printed numbers
with stepped as (
    select j.*, lag(printed_no) over in_order as before
    from stage.project as j
    where printed_no is not null
    window in_order as (partition by plan_id order by seq_no)
)
-- A list may begin again at 1 in each dimension.
select 'notice' as severity, s.source_id, s.locator, plan.org_code, null as fiscal_year, s.project_id,
       s.printed_no::varchar as printed_value, (s.before + 1)::varchar as computed_value, 'open' as resolution,
       format('เลขที่พิมพ์ {} ต่อจาก {}: ควรเป็น {}', s.printed_no, s.before, s.before + 1) as message_th,
       format('The printed number {} follows {}; {} was expected.', s.printed_no, s.before, s.before + 1)
           as message_en
from stepped as s
join mart.plan as plan using (plan_id)
where s.before is not null and s.printed_no <> s.before + 1 and s.printed_no <> 1
