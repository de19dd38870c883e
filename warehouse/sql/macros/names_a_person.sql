-- note: whether a text has the name of a person: an honorific and what follows it, but for the offices that begin
-- note: with the same letters, such as นายก (mayor, president) and นายช่าง (technician)
create macro mart.names_a_person(text) as
regexp_matches(text, 'นาย|นาง|น\.\s?ส\.|ว่าที่|ร้อย(ตรี|โท|เอก)|\b(Mr|Mrs|Ms|Miss)\b') and regexp_matches(
    regexp_replace(
        text,
        'นาย(ก\s?(เทศ|เมือง|องค์|รัฐ|สภา|สมาคม|ท้องถิ่น|อบ|ฯ|[\s/,)]|$)|ช่าง|ทะเบียน|อำเภอ|แพทย์|สัตว|ตรวจ|ด่าน|หน้า|จ้าง|ทหาร|ทุน|ท้าย)|นางาน',
        ' ',
        'g'
    ),
    '(^|[^ก-๎])(นาย|นาง|นางสาว|น\.\s?ส\.|(ว่าที่\s?)?ร้อย(ตำรวจ)?(ตรี|โท|เอก))\s*[ก-๎]{2,}|\b(Mr|Mrs|Ms|Miss)\b\.?\s+[A-Z][a-z]+'
)
