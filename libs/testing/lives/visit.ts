import { SECOND, type Moment } from '#kernel';
import type { Identity, TouchpointContext } from '#touchpoints';
import { addLine, totalOf, type Line } from './basket';
import type { Way } from './campaigns';
import { company, SYSTEMS } from './company';
import type { Circumstances, Life } from './life';
import type { Device } from './person';
import { CATEGORIES, euro, type Category, type Product } from './products';

/** A visit to the site as its visitor makes it, page by page. Each call states what it says and takes the time that it takes; `at` is how late it has become. */
export class Visit {
  readonly basket: Line[] = [];
  readonly circumstances: Circumstances;
  private readonly cartId: string;

  constructor(private readonly life: Life, public at: Moment, readonly device: Device, way: Way = {}, landing = '/') {
    const parcel = life.serial();
    const sessionId = life.name('s', parcel);
    this.cartId = `cart-${sessionId}`;
    const { locale, timeZone } = life.person.country;
    const context: TouchpointContext = way.campaign === undefined ? { sessionId, locale, timeZone } : { sessionId, campaign: way.campaign, locale, timeZone };
    this.circumstances = { source: SYSTEMS.site, context, device, parcel };
    const url = `${company.site}${landing}`;
    life.state(at, 'web.visit-started', this.identities, { url, ...(way.referrer === undefined ? {} : { referrer: way.referrer }), device: device.name }, this.circumstances);
    if (way.costCents !== undefined) {
      const campaignId = way.campaign?.name;
      life.state(at, 'cost.incurred', this.identities, { total: euro(way.costCents), currency: company.currency, kind: 'acquisition', channel: way.campaign?.medium ?? 'search', ...(campaignId === undefined ? {} : { campaignId }) },
        { source: SYSTEMS.controlling });
    }
    this.at += 300 + Math.floor(life.random.unit() * 900);
    this.page(landing, pageTypeOf(landing));
  }

  /** As the site knows the visitor on this device at this moment. */
  get identities(): readonly Identity[] {
    return this.life.isSignedIn(this.device) ? [this.life.userId, this.device.identity] : [this.device.identity];
  }

  page(path: string, pageType: string, category?: Category): this {
    this.life.state(this.at, 'web.page-viewed', this.identities, { url: `${company.site}${path}`, pageType, ...(category === undefined ? {} : { category }) }, this.circumstances);
    return this.passes(8, 70);
  }

  category(category: Category): this {
    return this.page(`/${category}`, 'category', category);
  }

  search(query: string, results: number): this {
    this.life.state(this.at, 'web.searched', this.identities, { query, results }, this.circumstances);
    return this.passes(6, 40);
  }

  view(product: Product): this {
    this.life.state(this.at, 'web.product-viewed', this.identities, product.described, this.circumstances);
    return this.passes(10, 120);
  }

  wish(product: Product): this {
    this.life.state(this.at, 'commerce.wishlist-added', this.identities, { ...product.described, wishlistId: `w-${this.life.userId.value}` }, this.circumstances);
    return this.passes(3, 20);
  }

  add(product: Product, quantity = 1): this {
    addLine(this.basket, product, quantity);
    this.life.state(this.at, 'commerce.product-added', this.identities, { ...product.described, cartId: this.cartId, quantity }, this.circumstances);
    return this.passes(5, 45);
  }

  remove(product: Product): this {
    const index = this.basket.findIndex((line) => line.product === product);
    const [line] = index < 0 ? [] : this.basket.splice(index, 1);
    if (line) this.life.state(this.at, 'commerce.product-removed', this.identities, { ...product.described, cartId: this.cartId, quantity: line.quantity }, this.circumstances);
    return this.passes(4, 30);
  }

  configure(product: Product, options: Readonly<Record<string, unknown>>): this {
    const { productId, price, currency } = product.described;
    this.life.state(this.at, 'commerce.product-configured', this.identities, { productId, configurationId: this.life.name('conf-'), options, price, currency }, this.circumstances);
    return this.passes(30, 200);
  }

  help(articleId: string, topic: string): this {
    this.life.state(this.at, 'web.help-viewed', this.identities, { articleId, topic, url: `${company.site}/help/${articleId}` }, this.circumstances);
    return this.passes(15, 90);
  }

  error(code: string, message: string, path: string): this {
    this.life.state(this.at, 'web.error-shown', this.identities, { code, message, url: `${company.site}${path}` }, this.circumstances);
    return this.passes(4, 30);
  }

  /** Opens an account: account, address and device are seen together. */
  signUp(): this {
    const { life } = this;
    const { userId, email } = life;
    const { firstName, lastName, town } = life.person;
    life.state(this.at, 'web.form-submitted', [userId, email, this.device.identity], { formId: 'sign-up', url: `${company.site}/account/new`, fields: { firstName, lastName } }, this.circumstances);
    life.state(this.at + 2 * SECOND, 'profile.trait-observed', [userId, email], { traits: { firstName, lastName, city: town, locale: life.person.country.locale } }, { source: SYSTEMS.crm });
    life.registered = true;
    life.signIn(this.device);
    return this.passes(5, 20);
  }

  /** Signs in on this device: from here on, it is known whose it is. */
  signIn(): this {
    if (!this.life.registered || this.life.isSignedIn(this.device)) return this;
    this.life.signIn(this.device);
    return this.page('/account', 'account');
  }

  startCheckout(): this {
    this.life.state(this.at, 'commerce.checkout-started', this.identities, { cartId: this.cartId, total: euro(totalOf(this.basket)), currency: company.currency }, this.circumstances);
    return this.passes(20, 150);
  }

  /** Lets time pass, some seconds within the bounds. */
  passes(least: number, most: number): this {
    const share = this.life.random.unit();
    this.at += Math.floor((least + (most - least) * share * share) * SECOND);
    return this;
  }
}

function pageTypeOf(path: string): string {
  const [, room = '', product] = path.split('/');
  if (room === '') return 'home';
  if (room === 'account') return 'account';
  if (!CATEGORIES.some((category) => category === room)) return 'information';
  return product === undefined ? 'category' : 'product';
}
