# ruff: noqa: E501 - the phrasings are kept on one line each
"""A fourth set of wordings, written when the reader was done and read once ("last"); nothing was mended for its sake."""

from __future__ import annotations

from bulletins_made import Day, Side, ar_breach, en_s, listed, named, ru_s, worded


def en_commission(day: Day) -> str:
    def put(side: Side, part: str, verb: str) -> str:
        if not side.total:
            return f"No violations have been reported by the {part} part of the Commission"
        tail = (
            f" in the province of {named(side.parts, 'en')[0][0]}"
            if len(side.parts) == 1
            else (
                f" in the provinces of {listed(named(side.parts, 'en'), '{place} – {n}', ' and ')}"
                if side.parts
                else ""
            )
        )
        return f"The {part} part of the Commission on truce violations {verb} {side.total} {en_s(side.total)} of firing{tail}"

    return f"During the last 24 hours the ceasefire has been observed. {put(day.sides['Russia'], 'Russian', 'has registered')}. {put(day.sides['Turkey'], 'Turkish', 'has registered')}."


def en_day(day: Day) -> str:
    def put(side: Side) -> str:
        if not side.total:
            return "did not report any breaches"
        tail = f" ({listed(named(side.parts, 'en'), '{n} – {place}', ', ')})" if side.parts else ""
        return f"reported a total of {side.total} {en_s(side.total, 'breach', 'breaches')}{tail}"

    return f"The Russian side {put(day.sides['Russia'])}, whereas the Turkish side {put(day.sides['Turkey'])}."


def ru_commission(day: Day) -> str:
    def put(side: Side, part: str) -> str:
        if not side.total:
            return f"{part} частью представительства нарушений не зафиксировано"
        where = (
            f" в провинции {named(side.parts, 'ru')[0][0]}"
            if len(side.parts) == 1
            else (f" в провинциях {listed(named(side.parts, 'ru'), '{place} ({n})', ' и ')}" if side.parts else "")
        )
        return f"{part} частью представительства комиссии по вопросам нарушений зафиксировано {side.total} {ru_s(side.total)} открытия огня{where}"

    return f"За прошедшие сутки {put(day.sides['Russia'], 'российской')}. {put(day.sides['Turkey'], 'Турецкой')}."


def ru_number_words(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} наблюдателями не зафиксировано нарушений"
        parts = [(p, worded(n, "ru")) for p, n in named(side.parts, "ru-in")]
        tail = f": в {listed(parts, '{place} – {n}', ', в ', sep=', в ')}" if parts else ""  # type: ignore[arg-type]
        return f"{who} наблюдателями отмечено {worded(side.total, 'ru')} {ru_s(side.total, 'эпизод', 'эпизода', 'эпизодов')}{tail}"

    return f"{put(day.sides['Russia'], 'Российскими')}; {put(day.sides['Turkey'], 'турецкими')}."


def ar_commission(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"لم يسجل الجانب {who} في اللجنة المشتركة أي خروقات"
        tail = (
            f" في محافظة {named(side.parts, 'ar')[0][0]}"
            if len(side.parts) == 1
            else (f" في محافظات {listed(named(side.parts, 'ar'), '{place} {n}', ' و', sep=' و')}" if side.parts else "")
        )
        return f"سجل الجانب {who} في اللجنة المشتركة {ar_breach(side.total)}{tail}"

    return f"{put(day.sides['Russia'], 'الروسي')}. {put(day.sides['Turkey'], 'التركي')}."


def ar_split(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"أما القسم {who} فلم يرصد أي خرق"
        tail = f"، بواقع {listed(named(side.parts, 'ar'), '{n} في {place}', ' و', sep='، ')}" if side.parts else ""
        return f"رصد القسم {who} {ar_breach(side.total)}{tail}"

    return f"{put(day.sides['Turkey'], 'التركي')}. {put(day.sides['Russia'], 'الروسي')}."


def tr_declared(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} tarafı, ihlal kaydedilmediğini bildirdi"
        tail = f": {listed(named(side.parts, 'tr'), '{place} ({n})', ', ')}" if side.parts else ""
        return f"{who} tarafı, {side.total} ihlal kaydedildiğini bildirdi{tail}"

    return f"{put(day.sides['Russia'], 'Rus')}. {put(day.sides['Turkey'], 'Türk')}."


def tr_regions(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} heyeti ise hiçbir ihlal belirlemedi"
        tail = f"; bunlardan {listed(named(side.parts, 'tr-in'), '{place} {n}', ', ')}" if side.parts else ""
        return f"{who} heyeti {worded(side.total, 'tr')} ihlal belirledi{tail}"

    return f"{put(day.sides['Turkey'], 'Türk')}. {put(day.sides['Russia'], 'Rus')}."


LAST = {
    "en": (en_commission, en_day),
    "ru": (ru_commission, ru_number_words),
    "ar": (ar_commission, ar_split),
    "tr": (tr_declared, tr_regions),
}
