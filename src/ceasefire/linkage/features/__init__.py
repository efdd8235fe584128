"""Features: reports turned once into arrays that can be compared.

`names` <- `strings` <- `prepare` <- `comparable`, `report_index`; `usable` <- `days_and_places`, `given`; `days_and_places`,
`event_families`, `sums_told` <- `prepare`.
"""
