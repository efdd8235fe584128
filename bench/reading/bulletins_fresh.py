# ruff: noqa: E501 - the phrasings are kept on one line each
"""A third set of wordings, written after the reader was done with the other two, and read once ("fresh").

The texts are longer and carry what bulletins carry besides: headings, dates, tonnes, people, other numbers.
"""

from __future__ import annotations

from bulletins_made import Day, Side, ar_breach, east, en_s, listed, named, ru_s, worded


def en_longer(day: Day) -> str:
    def put(side: Side, party: str) -> str:
        if not side.total:
            return f"The {party} representatives have not detected any breaches of the ceasefire over this period"
        tail = (
            f", namely in the provinces of {listed(named(side.parts, 'en'), '{place} ({n})', ', and ')}"
            if side.parts
            else ""
        )
        return f"The {party} representatives have detected {side.total} {en_s(side.total, 'breach', 'breaches')} of the ceasefire{tail}"

    return (
        "MOSCOW, 15 May 2017. The ministry published its bulletin No. 135 at 18:00. Over the past 24 hours the situation in the 4 zones was assessed as stable.\n"
        f"{put(day.sides['Russia'], 'Russian')}.\n{put(day.sides['Turkey'], 'Turkish')}.\nAircraft delivered 21 tonnes of food to 3,500 people."
    )


def en_news(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} reported no violations"
        parts = [(p, worded(n, "en")) for p, n in named(side.parts, "en")]
        tail = f" – {listed(parts, '{n} in {place}', ' and ')}" if parts else ""  # type: ignore[arg-type]
        return f"{who} reported {worded(side.total, 'en')} {en_s(side.total, 'violation', 'violations')}{tail}"

    return f"According to the daily bulletin, {put(b, 'the Turkish side')}. For its part, {put(a, 'the Russian side')}."


def en_where(day: Day) -> str:
    out = []
    for party, side in (("Russian", day.sides["Russia"]), ("Turkish", day.sides["Turkey"])):
        if not side.total:
            out.append(f"{party} group: without violations")
        elif side.parts:
            out.append(
                f"{party} group registered {side.total} {en_s(side.total)} of shelling ({listed(named(side.parts, 'en'), '{n} in {place}', ', ')})"
            )
        else:
            out.append(f"{party} group registered {side.total} {en_s(side.total)} of shelling")
    return "Ceasefire monitoring\n- " + "\n- ".join(out)


def ru_longer(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} стороной случаев нарушений не выявлено"
        tail = (
            f", в том числе в провинциях: {listed(named(side.parts, 'ru'), '{place} – {n}', ', ')}"
            if side.parts
            else ""
        )
        return f"{who} стороной выявлено {side.total} {ru_s(side.total)} нарушений{tail}"

    return (
        "15 мая 2017 г. (18.00)\nОбстановка в 4 зонах деэскалации оценивается как стабильная. Доставлено 12 тонн продуктов для 2 500 человек.\n"
        f"За прошедшие сутки {put(day.sides['Russia'], 'российской')}. {put(day.sides['Turkey'], 'Турецкой')}."
    )


def ru_reverse(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side) -> str:
        if not side.total:
            return "нарушений не зафиксировала"
        tail = f": {listed(named(side.parts, 'ru-in'), 'в {place} – {n}', ', ')}" if side.parts else ""
        return (
            f"зафиксировала {worded(side.total, 'ru')} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}{tail}"
        )

    return f"Турецкая сторона {put(b)}. Российская же сторона {put(a)}."


def ru_news(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"представители {who} не зафиксировали ни одного нарушения"
        tail = f" ({listed(named(side.parts, 'ru-in'), '{n} в {place}', ', ')})" if side.parts else ""
        return f"представители {who} зафиксировали {side.total} {ru_s(side.total, 'нарушение', 'нарушения', 'нарушений')}{tail}"

    return f"Как сообщили в центре, {put(a, 'России')}, {put(b, 'Турции')}."


def ar_longer(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"ولم يرصد ممثلو {who} أي خرق"
        tail = f" في كل من {listed(named(side.parts, 'ar'), '{place} ({n})', ' و', sep='، ')}" if side.parts else ""
        return f"ورصد ممثلو {who} {ar_breach(side.total)}{tail}"

    return (
        "15 أيار 2017. أعلن المركز أن الوضع في مناطق خفض التصعيد الأربع مستقر، وتم إيصال 12 طنا من المواد الغذائية إلى 2500 شخص.\n"
        f"{put(day.sides['Russia'], 'الجانب الروسي')}. {put(day.sides['Turkey'], 'الجانب التركي')}."
    )


def ar_news(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"لم يسجل {who} أي انتهاك"
        tail = f": {listed(named(side.parts, 'ar'), '{place} – {n}', '، ', sep='، ')}" if side.parts else ""
        return f"سجل {who} {ar_breach(side.total)} لنظام وقف الأعمال القتالية{tail}"

    return f"خلال 24 ساعة {put(a, 'الجانب الروسي')}. ومن جهته {put(b, 'الجانب التركي')}."


def ar_digits(day: Day) -> str:
    out = []
    for who, side in (("الروسية", day.sides["Russia"]), ("التركية", day.sides["Turkey"])):
        if not side.total:
            out.append(f"المجموعة {who} لم ترصد أي خروقات")
        else:
            parts = [(p, east(n)) for p, n in named(side.parts, "ar")]
            tail = f" ({listed(parts, '{place} {n}', ' و', sep='، ')})" if parts else ""  # type: ignore[arg-type]
            out.append(f"المجموعة {who} رصدت {ar_breach(side.total, east)}{tail}")
    return "\n".join(out)


def tr_longer(day: Day) -> str:
    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} temsilcileri ateşkes ihlali tespit etmedi"
        tail = f" ({listed(named(side.parts, 'tr'), '{place} – {n}', ', ')})" if side.parts else ""
        return f"{who} temsilcileri {side.total} ateşkes ihlali tespit etti{tail}"

    return (
        "15 Mayıs 2017. Merkez, 4 bölgede durumun istikrarlı olduğunu açıkladı. 2.500 kişiye 12 ton gıda ulaştırıldı.\n"
        f"Son 24 saatte {put(day.sides['Russia'], 'Rus')}. {put(day.sides['Turkey'], 'Türk')}."
    )


def tr_news(day: Day) -> str:
    a, b = day.sides["Russia"], day.sides["Turkey"]

    def put(side: Side, who: str) -> str:
        if not side.total:
            return f"{who} tarafı ihlal bildirmedi"
        tail = (
            f"{listed(named(side.parts, 'tr-in'), '{place} {n}', ', ')} olmak üzere "
            if len(side.parts) > 1
            else (f"{named(side.parts, 'tr-in')[0][0]} " if side.parts else "")
        )
        return f"{who} tarafı {tail}{side.total} ihlal bildirdi"

    return f"{put(b, 'Türk')}. Öte yandan {put(a, 'Rus')}."


def tr_words_list(day: Day) -> str:
    out = []
    for who, side in (("Rus", day.sides["Russia"]), ("Türk", day.sides["Turkey"])):
        if not side.total:
            out.append(f"{who} tarafının kaydettiği ihlal yok, ihlal kaydedilmedi")
        else:
            tail = f": {listed(named(side.parts, 'tr-in'), '{place} {n}', ' ve ')}" if side.parts else ""
            out.append(f"{who} tarafı toplam {worded(side.total, 'tr')} ihlal belirledi{tail}")
    return "\n".join(out)


FRESH = {
    "en": (en_longer, en_news, en_where),
    "ru": (ru_longer, ru_reverse, ru_news),
    "ar": (ar_longer, ar_news, ar_digits),
    "tr": (tr_longer, tr_news, tr_words_list),
}
