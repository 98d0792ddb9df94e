export interface Country {
  readonly weight: number;
  readonly locale: string;
  readonly timeZone: string;
  /** Begins phone numbers in a range that is possible but given to nobody, for synthetic people. */
  readonly phone: string;
  readonly towns: readonly [string, ...string[]];
  readonly firstNames: readonly [string, ...string[]];
  readonly lastNames: readonly [string, ...string[]];
}

/** Where the customers live and what they are called there. */
export const COUNTRIES: readonly [Country, ...Country[]] = [
  {
    weight: 38, locale: 'de-AT', timeZone: 'Europe/Vienna', phone: '+43600',
    towns: ['Vienna', 'Vienna', 'Graz', 'Linz', 'Salzburg', 'Innsbruck', 'Klagenfurt', 'Wels', 'Krems'],
    firstNames: ['Anna', 'Lukas', 'Katharina', 'Jakob', 'Theresa', 'Florian', 'Magdalena', 'Stefan', 'Johanna', 'Matthias', 'Sophie', 'Georg', 'Barbara', 'Michael', 'Veronika', 'Thomas'],
    lastNames: ['Gruber', 'Huber', 'Wagner', 'Pichler', 'Steiner', 'Moser', 'Mayer', 'Hofer', 'Leitner', 'Berger', 'Fuchs', 'Eder', 'Fischer', 'Reiter', 'Winkler', 'Brunner'],
  },
  {
    weight: 34, locale: 'de-DE', timeZone: 'Europe/Berlin', phone: '+49120',
    towns: ['Berlin', 'Munich', 'Hamburg', 'Leipzig', 'Cologne', 'Freiburg', 'Dresden', 'Regensburg', 'Passau'],
    firstNames: ['Julia', 'Max', 'Lena', 'Felix', 'Hannah', 'Jonas', 'Marie', 'Paul', 'Clara', 'Tim', 'Nele', 'Sebastian', 'Greta', 'Moritz', 'Ida', 'Henrik'],
    lastNames: ['Schneider', 'Becker', 'Hoffmann', 'Schulz', 'Koch', 'Richter', 'Klein', 'Wolf', 'Neumann', 'Schwarz', 'Zimmermann', 'Braun', 'Hartmann', 'Lange', 'Krause', 'Vogel'],
  },
  {
    weight: 12, locale: 'nl-NL', timeZone: 'Europe/Amsterdam', phone: '+3160',
    towns: ['Utrecht', 'Amsterdam', 'Groningen', 'Leiden', 'Haarlem', 'Nijmegen'],
    firstNames: ['Sanne', 'Daan', 'Lotte', 'Bram', 'Femke', 'Thijs', 'Anouk', 'Ruben', 'Marieke', 'Joost'],
    lastNames: ['Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'Bos', 'Vos', 'Peters', 'Hendriks', 'Dekker'],
  },
  {
    weight: 9, locale: 'it-IT', timeZone: 'Europe/Rome', phone: '+39300',
    towns: ['Bolzano', 'Trento', 'Verona', 'Udine', 'Milan', 'Trieste'],
    firstNames: ['Giulia', 'Marco', 'Chiara', 'Luca', 'Elena', 'Davide', 'Francesca', 'Matteo', 'Silvia', 'Andrea'],
    lastNames: ['Rossi', 'Ferrari', 'Esposito', 'Bianchi', 'Romano', 'Colombo', 'Ricci', 'Marino', 'Greco', 'Conti'],
  },
  {
    weight: 7, locale: 'en-IE', timeZone: 'Europe/Dublin', phone: '+35380',
    towns: ['Dublin', 'Cork', 'Galway', 'Limerick', 'Kilkenny'],
    firstNames: ['Aoife', 'Conor', 'Niamh', 'Sean', 'Ciara', 'Eoin', 'Orla', 'Declan', 'Maeve', 'Patrick'],
    lastNames: ['Murphy', 'Byrne', 'Walsh', 'Doyle', 'Nolan', 'Keane', 'Quinn', 'Hayes', 'Lynch', 'Daly'],
  },
];
