-- note: words as a search compares them: no case, no blank or character of no width, digits of one kind, and one
-- note: spelling of what Thai keyboards write in several ways: ำ as ํา, แ as เเ, a tone mark before its vowel
create macro mart.searchable(words) as
regexp_replace(
    regexp_replace(
        replace(
            replace(
                translate(
                    lower(words),
                    '๐๑๒๓๔๕๖๗๘๙' || ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(173)
                    || chr(8203) || chr(8204) || chr(8205) || chr(8288) || chr(65279),
                    '0123456789'
                ),
                'ำ', 'ํา'
            ),
            'เเ', 'แ'
        ),
        'ํ([่-๋])', '\1ํ', 'g'
    ),
    '([่-๋])([ัิ-ู])', '\2\1', 'g'
)
