"""Features: reports turned once into arrays that can be compared.

`names` <- `strings` <- `prepare` <- `comparable`, `report_index`; `usable` <- `days_and_places` <- `prepare`; `usable` <- `given`.
"""
