"""Features: reports turned once into arrays that can be compared.

`names` <- `strings` <- `prepare` <- `comparable`, `report_index`; `days_and_places` <- `prepare`.
"""
