"""Organisations in real places, for maps that look like those of a portal."""

from cluster_portal.maps import MapPoint

HOME = MapPoint("Pôle MecaTech", 50.467, 4.867, "/fr/partenaires/mecatech/", country="BE", home=True)
COORDINATOR = MapPoint("CIMES", 45.44, 4.39, "/fr/partenaires/cimes/", country="FR")

ORGANISATIONS = [
    HOME,
    COORDINATOR,
    MapPoint("Clust-ER MECH", 44.494, 11.343, "/fr/partenaires/clust-er-mech/", country="IT"),
    MapPoint("Metal Processing Cluster", 53.132, 23.169, "/fr/partenaires/metal/", country="PL"),
    MapPoint("Green Tech Latvia", 56.949, 24.105, "/fr/partenaires/green-tech-latvia/", country="LV"),
    MapPoint("POOL-NET", 39.748, -8.932, "/fr/partenaires/pool-net/", country="PT"),
    MapPoint("EMC2", 47.218, -1.554, "/fr/partenaires/emc2/", country="FR"),
    MapPoint("Pôle SCS", 43.616, 7.053, "/fr/partenaires/pole-scs/", country="FR"),
    MapPoint("Cluj IT Cluster", 46.771, 23.624, "/fr/partenaires/cluj-it/", country="RO"),
    MapPoint("MESAP", 45.070, 7.687, "/fr/partenaires/mesap/", country="IT"),
    MapPoint("G.A.C. Group", 48.835, 2.241, "/fr/partenaires/gac/", country="FR"),
    MapPoint("High Tech NL", 51.411, 5.458, "/fr/partenaires/high-tech-nl/", country="NL"),
]

QUEBEC = MapPoint("Québec", 46.81, -71.21, country="CA", tier="further")
