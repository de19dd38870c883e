-- note: the order of the verdicts on a target, the gravest first; what cannot be judged comes last
create macro mart.verdict_rank(code) as
coalesce(
    list_position(
        [
            'wrong_direction', 'below_and_worsening', 'off_track', 'slightly_off', 'below_but_improving',
            'held_but_slipping', 'on_track', 'held', 'achieved', 'too_few_points', 'too_few_cases'
        ],
        code
    ),
    99
)
