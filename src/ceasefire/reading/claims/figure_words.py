"""What can be counted, and the wordings in which counts go on from one another."""

from __future__ import annotations

import re

MEASURES = tuple(
    (measure, body)
    for measure, body in (
        (
            "ceasefire violations",
            r"(?:cease-?fire |truce )?violations?|breach(?:es)?(?: of the (?:ceasefire|truce))?"
            r"|cases of (?:firing|shelling)|facts of opening fire|violations of the (?:ceasefire|truce"
            r"|agreement)",
        ),
        ("explosions", r"(?:undetermined )?explosions?"),
        ("projectiles", r"projectiles?(?: in flight)?|muzzle flashes"),
        ("bursts", r"bursts|shots"),
        ("shells", r"(?:mortar |artillery |tank )?(?:shells|rounds|bombs|rockets|missiles|mortars|drones)"),
        ("airstrikes", r"air ?strikes|air raids|drone strikes|strikes|raids|sorties"),
        ("attacks", r"attacks|assaults|ambushes"),
        ("clashes", r"(?:armed )?clashes|armed confrontations|exchanges of fire|battles"),
        (
            "incidents",
            r"(?:security |violent |armed |protection |access |reported )?incidents|allegations|complaints"
            r"|reports of violations|cases|events",
        ),
        ("patrols", r"patrols"),
        ("visits", r"(?:monitoring |verification )?(?:visits|inspections)"),
        ("posts", r"(?:observation |monitoring )?posts|checkpoints"),
        ("monitors", r"(?:unarmed |military |international |ceasefire )?(?:monitors|observers)"),
        (
            "weapons",
            r"(?:heavy |individual |small |stored |collected )?weapons|tanks|howitzers|firearms|artillery pieces"
            r"|pieces of (?:heavy )?weaponry|heavy weapons",
        ),
        (
            "mines",
            r"(?:land|anti-tank |anti-personnel )?mines|items of unexploded ordnance|explosive (?:devices"
            r"|remnants|items)",
        ),
        ("trucks", r"(?:aid |relief )?trucks|lorries|truckloads|convoys"),
        ("aid", r"(?:metric )?ton(?:ne)?s"),
        (
            "houses",
            r"(?:houses|homes|buildings|schools|hospitals|health facilities|villages|settlements|localities"
            r"|families|households)",
        ),
        ("abductions", r"abductions|kidnappings"),
        ("prisoners", r"(?:\w+ )?(?:prisoners|detainees|hostages|captives|prisoners of war)"),
        ("arrests", r"arrests|arbitrary detentions"),
        (
            "displaced",
            r"(?:internally )?displaced (?:people|persons|families|households)|IDPs|displaced|refugees|returnees"
            r"|asylum seekers|evacuees",
        ),
        ("combatants", r"(?:ex-|former )?(?:combatants|fighters)(?: (?:registered|disarmed|demobili[sz]ed))?"),
        ("rounds", r"rounds"),
        ("in need", r"people (?:are |were )?in (?:acute |urgent |dire )?need|people in need"),
        ("bodies", r"bodies|remains"),
        ("settlements", r"settlements"),
        ("armed formations", r"armed formations|formations"),
    )
)
NOUN = re.compile(
    r"(?P<lead>(?: (?!and\b|or\b|in\b|of the\b|were\b|was\b|at\b|by\b|on\b|when\b|from\b|that\b|which\b|who\b"
    r"|with\b|to\b|for\b|if\b|as\b)[\w'/()-]+){0,4}?) (?P<m>"
    + "|".join(f"(?P<m{i}>{body})" for i, (_, body) in enumerate(MEASURES))
    + r")\b",
    re.I,
)
WITH_VERB = re.compile(
    r"\b(?:record|register|report|document|log|observ|verif|count|tall|receiv|saw|heard|monitor|note|list"
    r"|investigat|confirm|releas|freed|exchang|return|fled|flee|displac|arriv|deliver|entered|destroy|damag"
    r"|clear|collect|hand|withdr|conduct|carr|deploy|surrender|demobili|disarm|total|number|rose|fell|increase"
    r"|decrease|decline|down from|compared|includ|comprising|attribut|violat|took place|have been held|occurr"
    r"|evacuat|transfer|swap|repatriat|liv|shelter|host|need|suppl|joined|recover|repair|remain|stood"
    r"|there (?:were|have been)|launch|fired|committed|per cent|remov|dismantl|store)",
    re.I,
)
LABEL = re.compile(
    r"^(?P<label>[A-Za-z][\w '/()-]{3,60}?)(?: ?[:=|] ?| - | +)(?P<n>\d{1,3}(?:[, ]\d{3})+"
    r"|\d{1,7})(?: ?\((?P<extra>[^)]{1,60})\))?\.?;?$"
)
IN_LIST = re.compile(
    r"(?P<place>(?:[A-Z][\w'-]*(?:[ -][A-Z][\w'-]*){0,3}))(?:'s| province| region| governorate| district| state"
    r"| county| oblast)?,? ?(?:\((?P<n>\d{1,5})(?: \w+)?\)|[:-] ?(?P<n2>\d{1,5})(?=[,;.]|$| and))"
)
LABELLED = re.compile(r"(?<![\w])(?P<label>[a-z][a-z-]{3,20}(?: [a-z-]{2,15}){0,2}) \((?P<n>\d{1,5})\)")
PERIOD_FORMS = frozenset(
    (
        "window",
        "dmy-dmy",
        "mdy-mdy",
        "d-dmy",
        "md-dy",
        "my",
        "m",
        "y",
        "y-y",
        "my-my",
        "quarter",
        "first-months",
        "rel-m",
        "rel-unit",
        "rel-part",
        "weekday-range",
        "rel-year-part",
        "part",
        "part-y",
        "season",
        "dmy",
        "mdy",
        "iso",
        "weekday",
        "today",
        "later-day",
        "dotted",
    )
)
OF_THEM = re.compile(
    r" (?:of (?:them|these|those|which|the (?:violations|breaches|incidents|cases|complaints|attacks|events"
    r"|deaths|total))|(?:were |are |have been "
    r"|was )?(?:attributed|ascribed|blamed on|attributable)|without (?:a )?(?:clear|known)|(?:by|to"
    r"|for) the [A-Z\w])",
    re.I,
)
ALSO_THERE = re.compile(r" (?:abroad|elsewhere|inside the country|outside|in neighbouring|in other)\b", re.I)
TIMES = re.compile(r"\b(?:violated|breached|broken|broke)\b[^.;,]{0,50}$", re.I)
PEOPLE_AFTER = re.compile(
    r" (?:more |new |newly )?(?:people|persons|civilians|families|households|individuals)\b", re.I
)
