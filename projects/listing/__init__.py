"""The list of projects: what readers filter by, how many each value has, order, map."""
