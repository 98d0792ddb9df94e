import { company } from './company';

export const CATEGORIES = ['tea', 'coffee', 'kitchenware', 'books', 'sweets', 'spices', 'gifts', 'home'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly category: Category;
  /** In cents, so that baskets add up exactly. */
  readonly cents: number;
  /** Where the shop shows it. */
  readonly path: string;
  /** As touchpoints name it. */
  readonly described: { readonly productId: string; readonly name: string; readonly category: string; readonly price: number; readonly currency: string; readonly url: string };
}

/** What the company sells: name and price in euro, the best sellers of a category first. */
const SHELVES: Readonly<Record<Category, string>> = {
  tea: `Assam Breakfast 250 g 8.90, Darjeeling First Flush 100 g 14.50, Earl Grey Bergamot 200 g 9.20, Sencha Fukuyu 100 g 11.80, Rooibos Vanilla 200 g 7.40, Peppermint Leaves 80 g 4.90,
    Jasmine Pearls 50 g 13.90, Gyokuro Uji 50 g 24.00, Chai Kitchen Blend 250 g 8.60, Oolong Tie Guan Yin 100 g 16.40, White Peony 50 g 12.70, Lapsang Souchong 100 g 10.20, Alpine Herbs 60 g 5.80,
    Matcha Ceremonial 30 g 27.50, Winter Spice Tea 200 g 8.20`,
  coffee: `House Espresso 500 g 12.90, Colombia Huila 250 g 9.80, Ethiopia Yirgacheffe 250 g 11.20, Decaf Sugarcane 250 g 9.90, Viennese Roast 500 g 13.40, Brazil Cerrado 1 kg 21.50, Kenya AA 250 g 12.60,
    Filter Blend No. 4 500 g 12.20, Guatemala Antigua 250 g 10.90, Cold Brew Pack 6 pcs 9.40, Sumatra Mandheling 250 g 11.60, Espresso Forte 1 kg 22.90, Rwanda Honey 250 g 12.10, Chicory Coffee 200 g 4.60,
    Geisha Reserve 125 g 29.00`,
  kitchenware: `Glass Teapot 1.2 l 34.90, Enamel Kettle 2 l 49.00, Pour-over Dripper 18.50, Hand Grinder Steel 79.00, Tea Strainer Fine 7.90, French Press 0.8 l 29.90, Cast-iron Teapot 0.9 l 64.00,
    Espresso Cups Set of 4 26.00, Milk Jug 0.35 l 15.90, Gooseneck Kettle Electric 89.00, Tea Tin 250 g 6.50, Matcha Whisk 16.90, Kitchen Scale 0.1 g 32.00, Thermos Cup 0.4 l 27.90, Moka Pot 6 Cups 38.50`,
  books: `The Tea Road 22.00, Coffee, Slowly 18.90, One Hundred Cakes 29.90, The Fermented Kitchen 27.00, Brewing by Numbers 16.50, Bread of the Alps 34.00, A Year of Soups 24.90, Spice Routes 26.00,
    Letters from Uji 14.90, The Kitchen Garden 21.50, Cooking for Two 19.90, Vienna Coffee Houses 32.00, Tea for Children 12.90, Pickles and Preserves 18.50, The Small Bakery 28.00`,
  sweets: `Almond Nougat 120 g 5.40, Dark Chocolate 72 % 100 g 3.90, Butter Shortbread 200 g 4.80, Candied Ginger 150 g 5.20, Salted Caramels 160 g 6.90, Linzer Cookies 250 g 7.50, Marzipan Bar 100 g 4.20,
    Earl Grey Truffles 12 pcs 11.90, Orange Sticks 125 g 5.60, Hazelnut Spread 250 g 6.80, Honey from Lindens 500 g 9.90, Plum Butter 200 g 4.70, Gingerbread Hearts 300 g 6.40, Milk Chocolate Almond 100 g 3.90,
    Advent Chocolate Box 24.90`,
  spices: `Sea Salt Flakes 150 g 4.50, Tellicherry Pepper 80 g 6.20, Smoked Paprika 70 g 4.90, Vanilla Pods 3 pcs 11.50, Ceylon Cinnamon 60 g 5.70, Garam Masala 60 g 4.80, Saffron Threads 1 g 9.90,
    Cardamom Green 50 g 6.90, Herbes de Provence 40 g 4.10, Turmeric Ground 90 g 3.90, Star Anise 45 g 4.60, Mulled Wine Spice 100 g 5.50, Chili Flakes 50 g 3.80, Nutmeg Whole 40 g 4.40, Caraway Austrian 70 g 3.40`,
  gifts: `Tea Sampler 12 Sorts 24.50, Coffee Tasting Box 32.00, Gift Card 25 25.00, Afternoon Tea Hamper 59.00, Breakfast Hamper 48.00, Gift Card 50 50.00, Tea Advent Calendar 39.90, Engraved Tea Caddy 29.00,
    Little Thank-you Box 14.90, Barista Starter Set 119.00, Mulled Wine Set 27.50, Matcha Starter Set 54.00, Teapot for One 23.90, Spice Collection 8 Tins 36.00, Wooden Gift Box 12.00`,
  home: `Linen Tea Towel 12.90, Beeswax Candle 9.80, Wool Blanket Grey 89.00, Stoneware Mug 16.50, Oak Tray 34.00, Linen Napkins Set of 4 29.50, Cotton Apron 27.90, Herb Planter 21.00, Scented Candle Fig 19.90,
    Storage Jar 1 l 11.40, Serving Bowl 26.00, Coaster Set Cork 8.90, Bread Basket 18.50, Sheepskin Cushion 54.00, Wall Clock Birch 62.00`,
};

/** By category, in the order of {@link CATEGORIES}, fifteen each. */
export const SHELF: ReadonlyMap<Category, readonly Product[]> = new Map(CATEGORIES.map((category) => [category, shelfOf(category)]));

/** All of them. */
export const PRODUCTS: readonly Product[] = CATEGORIES.flatMap((category) => SHELF.get(category) ?? []);

const BY_NAME: ReadonlyMap<string, Product> = new Map(PRODUCTS.map((product) => [product.name, product]));

/** @throws RangeError for a product that the company has not: scripts name them by hand. */
export function productNamed(name: string): Product {
  const product = BY_NAME.get(name);
  if (!product) throw new RangeError(`no product is called ${name}`);
  return product;
}

/** `49.90` from 4990: the decimal number that is written with two places. */
export function euro(cents: number): number {
  return cents / 100;
}

function shelfOf(category: Category): Product[] {
  return [...SHELVES[category].matchAll(/(\S.*?) (\d+)\.(\d\d)(?:,\s+|$)/g)].map(([, name = '', whole, fraction], index) => {
    const productId = `${category}-${String(index + 1).padStart(2, '0')}`;
    const cents = Number(whole) * 100 + Number(fraction);
    const path = `/${category}/${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
    const described = Object.freeze({ productId, name, category, price: euro(cents), currency: company.currency, url: `${company.site}${path}` });
    return { productId, name, category, cents, path, described };
  });
}
