/**
 * The shelves of the bookshop and the words their titles are made of. `{Adjective}` and the like draw from `words`,
 * `{Place}` and `{Name}` from the invented names of names.ts; titles are made, not taken from real books.
 */
export interface Genre {
  readonly name: string;
  /** Share of the shop's titles. */
  readonly titles: number;
  /** Weight in the town's taste, by which reading clubs choose their shelves. */
  readonly taste: number;
  /** Share of the shelf's titles that belong to a series. */
  readonly inSeries: number;
  /** Demand per month, January first, as a factor. */
  readonly months: readonly number[];
  readonly patterns: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** Words separated by a comma. */
export const list = (words: string): readonly string[] => words.split(', ');

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
const CHRISTMAS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 2, 3];
const FEAST = [0.6, 0.6, 0.6, 0.8, 0.7, 0.6, 0.6, 0.6, 0.9, 1.5, 5, 16];
const SUMMER = [0.6, 0.7, 0.9, 1.4, 2.5, 4, 4.5, 2.5, 0.9, 0.6, 0.5, 0.6];
const SPRING = [0.6, 1.6, 4, 4.5, 3, 1.2, 0.7, 0.5, 0.6, 0.5, 0.3, 0.4];
const AUTUMN = [1, 1, 1, 1, 0.9, 0.8, 0.8, 1, 1.3, 2.6, 1.6, 1];
const BEACH = [1, 1.6, 1, 1, 1.1, 1.5, 1.8, 1.6, 1, 1, 1, 1];

export const genres: readonly Genre[] = [
  {
    name: 'Fantasy',
    titles: 14,
    taste: 13,
    inSeries: 0.85,
    months: EVEN,
    patterns: [
      'The {Thing} of {Place}',
      'The {Thing} and the {Thing2} of {Place}',
      'The {Adjective} {Thing} of {Place}',
      'A {Thing2} for {Name}',
    ],
    words: {
      Thing: list(
        'Lantern, Crown, Ferry, Oathkeeper, Loom, Gate, Tidewitch, Archive, Falconer, Antler, Bellfounder, Cartographer',
      ),
      Thing2: list('Ember, Frost, Salt, Briar, Rune, Hollow, Thorn, Starfall, Cinder, Mist'),
      Adjective: list('Sunken, Unsleeping, Ninth, Patient, Borrowed, Antlered, Moonless, Wandering'),
    },
  },
  {
    name: 'Crime',
    titles: 14,
    taste: 15,
    inSeries: 0.8,
    months: AUTUMN,
    patterns: [
      'The {Place} {Case}',
      '{Case} at {Place} {Spot}',
      'Inspector {Name} and the {Adjective} {Clue}',
      'The {Adjective} {Clue} of {Place}',
    ],
    words: {
      Case: list('Inheritance, Inquest, Alibi, Poisonings, Disappearance, Confession, Ledger, Witness'),
      Spot: list('Weir, Junction, Lock, Vicarage, Quay, Allotments, Pier, Signal Box'),
      Clue: list('Umbrella, Postcard, Metronome, Glove, Crossword, Kettle, Timetable, Teaspoon'),
      Adjective: list('Second, Left-Handed, Unposted, Missing, Borrowed, Spotless, Silent, Muddy'),
    },
  },
  {
    name: 'Romance',
    titles: 11,
    taste: 11,
    inSeries: 0.5,
    months: BEACH,
    patterns: [
      '{Time} in {Place}',
      'The {Trade} of {Place}',
      '{Name} Meets the {Trade}',
      'Dancing with the {Trade} of {Place}',
    ],
    words: {
      Time: list(
        'One Slow Summer, Seven Sundays, A Late Spring, The Last Ferry, Midnight, Second Breakfast, Rainy Season',
      ),
      Trade: list(
        'Piano Tuner, Beekeeper, Lighthouse Vet, Pastry Chef, Bookbinder, Florist, Boatbuilder, Clockmaker, Night Baker',
      ),
    },
  },
  {
    name: 'Science fiction',
    titles: 10,
    taste: 9,
    inSeries: 0.75,
    months: EVEN,
    patterns: [
      '{Thing} {Place}',
      'The {Place} {Thing}',
      'A {Adjective} {Thing} near {Place}',
      '{Number} {Things} from {Place}',
    ],
    words: {
      Thing: list('Protocol, Relay, Orbit, Signal, Colony, Drift, Parallax, Ansible, Horizon'),
      Things: list('Light-Minutes, Airlocks, Sunrises, Jumps, Years'),
      Adjective: list('Perihelion, Recursive, Forgotten, Subzero, Borrowed, Uncrewed, Tidally Locked'),
      Number: list('Nine, Forty, Three, A Thousand, Eleven'),
    },
  },
  {
    name: 'History',
    titles: 9,
    taste: 8,
    inSeries: 0.15,
    months: CHRISTMAS,
    patterns: [
      '{Goods}: How {Effect}',
      'The {Adjective} Century of {Goods}',
      'A Small History of {Goods} in {Place}',
      '{Goods} before the {Adjective} War',
    ],
    words: {
      Goods: list(
        'Salt Roads, Buttons, Paper, Canals, Herring, Indigo, Umbrellas, Maps, Glass, Bells, Tulips, Clocks, Wool, Ink, Bridges, Pepper Ships, Lighthouses, Printers',
      ),
      Effect: list(
        'a Trade Made a Nation, Cities Learned to Sleep, the Sea Was Measured, Winter Was Won, Everyone Got a Name',
      ),
      Adjective: list('Long, Quiet, Crooked, Golden, Stubborn, Wet'),
    },
  },
  {
    name: 'Cookery',
    titles: 9,
    taste: 6,
    inSeries: 0.1,
    months: FEAST,
    patterns: [
      'The {Adjective} {Food} Book',
      '{Food} and {Food2} for {Crowd}',
      '{Food} with {Food2} and {Food}',
      'A Year of {Food} in {Place}',
    ],
    words: {
      Food: list(
        'Dumplings, Soup, Flatbread, Lentils, Pickles, Pie, Noodles, Chestnuts, Pudding, Dough, Roasts, Broth',
      ),
      Food2: list('Butter, Smoke, Ginger, Lemons, Brine, Patience'),
      Adjective: list('Sunday, Unhurried, Little, One-Pot, Midwinter, Thrifty, Generous'),
      Crowd: list('a Crowd, One, Rainy Days, the Small Kitchen, Twelve Guests, the Reluctant Cook'),
    },
  },
  {
    name: 'Children’s',
    titles: 12,
    taste: 11,
    inSeries: 0.9,
    months: CHRISTMAS,
    patterns: [
      '{Name} the {Adjective} {Animal}',
      '{Name} and the {Adjective} {Animal}',
      'The {Animal} Who Lost a {Object}',
      'Where Is {Name}’s {Object}?',
    ],
    words: {
      Animal: list('Hedgehog, Otter, Dragonet, Badger, Snail, Goose, Walrus, Mole, Newt, Heron, Yak'),
      Adjective: list('Sleepy, Upside-Down, Polka-Dot, Very Loud, Invisible, Hiccuping, Brave'),
      Object: list('Mitten, Echo, Kite, Sneeze, Tuba, Shadow, Teapot'),
    },
  },
  {
    name: 'Travel',
    titles: 7,
    taste: 5,
    inSeries: 0.1,
    months: SUMMER,
    patterns: ['Slow Trains to {Place}', '{Number} Walks around {Place}', '{Way} to {Place}', '{Place} by {Vehicle}'],
    words: {
      Number: list('Thirty, Twelve, Forty-One, A Hundred, Nine'),
      Way: list('The Long Way, Barefoot, Against the Wind, Two Sandwiches, Downriver'),
      Vehicle: list('Bicycle, Canoe, Night Bus, Donkey, Ferry, Tram'),
    },
  },
  {
    name: 'Gardening',
    titles: 4,
    taste: 4,
    inSeries: 0.1,
    months: SPRING,
    patterns: [
      'The {Adjective} {Plot} of {Place}',
      '{Plant} All Year in {Place}',
      'Mostly {Plant}, by and for the {Adjective}',
      '{Plant} for the {Adjective} Gardener',
    ],
    words: {
      Plot: list('Allotment, Window Box, Orchard, Border, Compost Heap, Greenhouse'),
      Plant: list('Beans, Dahlias, Rhubarb, Moss, Marrows, Sweet Peas, Ferns, Quinces'),
      Adjective: list('Forgetful, Shady, Lazy, Hopeful, Stony, Balcony, Weekend'),
    },
  },
  {
    name: 'Poetry',
    titles: 5,
    taste: 4,
    inSeries: 0,
    months: EVEN,
    patterns: [
      '{Thing}, {Thing2}',
      'Ode to a {Adjective} {Object}',
      'What the {Object} Said to the {Thing}',
      '{Adjective} {Thing}',
    ],
    words: {
      Thing: list('Weather, Harbours, Small Hours, Snow, Commas, Sparrows, Low Water, Dust'),
      Thing2: list('Almost, Again, and Other Debts, Unfolded, in Translation, Mostly'),
      Adjective: list('Provisional, Unironed, Left-Over, Tender, Northern, Tardy'),
      Object: list('Radiator, Bicycle, Moth, Doorbell, Pear, Ladder, Kettle'),
    },
  },
  {
    name: 'Science',
    titles: 5,
    taste: 6,
    inSeries: 0.1,
    months: EVEN,
    patterns: [
      'Why {Thing} {Verb} and {Thing2} Do Not',
      'The Physics of {Thing} and {Thing2}',
      '{Thing}, {Thing2} and Other Suspects',
      'How {Thing} {Verb} in {Place}',
    ],
    words: {
      Thing: list(
        'Octopuses, Puddles, Lichens, Queues, Yawns, Tides, Knots, Soap Bubbles, Crickets, Hurricanes, Magnets',
      ),
      Thing2: list('Porridge, Socks, Doorbells, Corkscrews, Pigeons, Teacups, Shoelaces'),
      Verb: list('Dream, Count, Remember, Spin, Sing, Disagree, Travel'),
    },
  },
];

export interface Consumable {
  readonly title: string;
  readonly kinds: readonly string[];
  readonly months: readonly number[];
}

/** Paper goods: the only things bought again and again. `months` as above. */
export const consumables: readonly Consumable[] = [
  { title: 'Notebook', kinds: list('dotted, ruled, plain, squared, pocket, music paper'), months: EVEN },
  {
    title: 'Wall calendar',
    kinds: list('otters, lighthouses, night trains, mosses'),
    months: [5, 1, 0, 0, 0, 0, 0, 0, 1, 3, 8, 12],
  },
  {
    title: 'Diary',
    kinds: list('week to a page, day to a page, academic'),
    months: [6, 1, 0, 0, 0, 0, 1, 2, 2, 3, 6, 10],
  },
  { title: 'Pencils', kinds: list('soft, hard, coloured'), months: EVEN },
  { title: 'Bookmarks', kinds: list('ribbon, brass, pressed fern'), months: EVEN },
  { title: 'Reading-lamp bulbs', kinds: list('warm, daylight'), months: AUTUMN },
];

export const CONSUMABLE = 'Paper goods';
