"""Names of people, firms, places and things that nobody has to mind seeing.

All of them are made up, and every address ends in example.com.
"""

__all__ = [
    "CATEGORIES",
    "FIRMS",
    "FIRST_NAMES",
    "ITEMS",
    "LAST_NAMES",
    "NOTES",
    "PLACES",
    "SITES",
    "STREETS",
    "TASKS",
    "TAXES",
    "TERMS",
    "VENDORS",
    "WORK",
]

FIRST_NAMES = (
    *("Ada", "Bruno", "Clara", "Dario", "Edda", "Femi", "Greta", "Hana", "Ivo", "Jonas"),
    *("Kira", "Lorenz", "Mira", "Nadia", "Olaf", "Petra", "Quinn", "Rosa", "Sami", "Tilda"),
    *("Uma", "Viktor", "Wanda", "Xenia", "Yara", "Zeno", "Amélie", "Björn", "Chloé", "Zoë"),
)
LAST_NAMES = (
    *("Alder", "Birchall", "Clover", "Dale", "Elmsworth", "Fernley", "Grove", "Heath"),
    *("Ivers", "Juniper", "Kestrel", "Larkin", "Meadows", "Nettle", "Oakes", "Plum"),
    *("Quill", "Rowan", "Sorrel", "Thistle", "Underhill", "Vale", "Willows", "Yarrow"),
    *("Müller-Linde", "O'Bracken", "d'Aubépine"),
)
FIRMS = (
    *("Bakery", "Books & Maps", "Bicycle Works", "Clinic", "Hotel", "Kindergarten"),
    *("Library", "Observatory", "Pottery", "Print Shop", "Tea House", "Veterinary Practice"),
)
SITES = ("Maple Lane", "Harbour View", "Old Mill", "North Gate", "Lakeside", "Hilltop", "Riverbend")
STREETS = ("Orchard Lane", "Foxglove Road", "Mill Street", "Station Avenue", "Pond Close")

# For each currency: towns with state, code and country, and the language spoken there.
PLACES = {
    "USD": (
        ("Applewick", "Vermont", "05999", "United States", "en"),
        ("Cedar Hollow", "Oregon", "97999", "United States", "en"),
        ("Bluestone", "Ohio", "43999", "United States", "en"),
    ),
    "CAD": (
        ("Moosewood", "Ontario", "K0K 9Z9", "Canada", "en"),
        ("Lac-aux-Hérons", "Quebec", "G0G 9Z9", "Canada", "fr"),
    ),
    "EUR": (
        ("Lindenbrück", "Hesse", "35999", "Germany", "de"),
        ("Saint-Aubin-les-Prés", "Brittany", "35998", "France", "fr"),
        ("Ballyfern", "Clare", "V99 X999", "Ireland", "en"),
    ),
}

# Name, percentage, whether it is taken on the other one too, and where.
TAXES = (
    ("Sales Tax", "6.25", "0", "USD"),
    ("GST", "5", "0", "CAD"),
    ("QST", "9.975", "1", "CAD"),
    ("VAT", "19", "0", "EUR"),
)
ITEMS = (
    ("Spade", "Ash handle", "34.5", "40"),
    ("Garden hose", "25 metres", "29.95", "25"),
    ("Topsoil", "By the bag", "6.4", "900"),
    ("Apple tree", "Two years old", "48", "60"),
    ("Rose bush", "Climbing", "22.75", "85"),
    ("Lawn seed", "By the kilogram", "11.2", "300"),
    ("Paving stone", "Granite, cut", "4.85", "2400"),
    ("Bench", "Oak", "319", "6"),
    ("Bird bath", "Cast stone", "89.9", "4"),
    ("Travel", "Flat", "45", ""),
    ("Compost", "By the cubic metre", "38.25", "70"),
    ("Old price list", "No longer printed", "0", ""),
)
TASKS = (
    ("Mowing", "Lawns and meadows", "32", "1"),
    ("Digging", "Beds, ponds, trenches", "41.5", "1"),
    ("Planting", "Trees and shrubs", "38", "1"),
    ("Pruning", "Hedges and fruit trees", "44", "1"),
    ("Design", "Plans on paper", "85", "1"),
    ("Paving", "Paths and terraces", "52.25", "1"),
    ("Meeting", "With the client", "60", "1"),
    ("Tidying up", "Our own yard", "", "0"),
)
CATEGORIES = (
    ("Vehicles", ("Fuel", "Repairs", "Parking")),
    ("Materials", ("Plants", "Stone", "Tools")),
    ("Office", ("Postage", "Telephone", "Software")),
    ("Travel abroad", ()),
)
WORK = ("Rose garden", "Courtyard", "Roof terrace", "Orchard", "Car park", "Pond", "Front lawn")
VENDORS = ("Greenhouse Supply", "Stone & Sons", "Corner Fuel", "Paper Wagon", "Tool Barn")
NOTES = ("Thank you for your trust.", "Please quote the number.", "The gate code is as agreed.")
TERMS = ("Payable within 30 days.", "Payable on receipt.", "Half in advance.")
