/** The company whose customers live here. */
export const company = {
  name: 'Leaf & Ladle',
  site: 'https://leaf-and-ladle.example.org',
  currency: 'EUR',
  socialAccount: '@leafandladle',
  clubName: 'leaf-club',
} as const;

export const AGENTS = ['mira', 'jonas', 'ines', 'pavel', 'lotte'] as const;
export const SALES = ['helene', 'marco'] as const;
export const CARRIERS = ['Danube Parcel', 'Alpenpost', 'BlueVan'] as const;
export const STORES = ['Vienna Josefstadt', 'Graz Lendplatz'] as const;

/** The systems that send touchpoints. */
export const SYSTEMS = {
  site: { system: 'web-site' },
  shop: { system: 'web-shop' },
  mail: { system: 'mail-service' },
  messages: { system: 'message-gateway' },
  chat: { system: 'chat' },
  calls: { system: 'contact-centre' },
  desk: { system: 'service-desk' },
  billing: { system: 'billing' },
  warehouse: { system: 'warehouse' },
  till: { system: 'till' },
  listening: { system: 'social-listening' },
  surveys: { system: 'survey-tool' },
  crm: { system: 'crm' },
  club: { system: 'loyalty' },
  consent: { system: 'consent-register' },
  controlling: { system: 'controlling' },
} as const;
