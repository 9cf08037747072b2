"""The directory of partners: what readers filter by, how many each value has, order, map."""
