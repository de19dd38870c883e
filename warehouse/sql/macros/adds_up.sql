-- note: whether figures of several organisations may be added: not shares, scores, levels, rates and means
create macro mart.adds_up(result, unit) as
not regexp_matches(concat_ws(' ', result, unit), 'ร้อยละ|เปอร์เซ็นต์|%|คะแนน|ระดับ|อัตรา|เฉลี่ย|สัดส่วน')
