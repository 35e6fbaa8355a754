import { OneEdit } from '../characters/one-edit.ts';
import { skeleton } from '../characters/skeleton.ts';
import type { Imitation } from './imitated-domain.ts';
import { type Registered, registered } from './known-domains.ts';

/** Sites whose names deceivers borrow most: where people log in, pay, receive parcels, talk and play. */
export const wellKnownDomains: readonly string[] = (
  'microsoft.com microsoftonline.com office.com office365.com outlook.com live.com hotmail.com sharepoint.com onedrive.com skype.com xbox.com ' +
  'google.com googleapis.com googlevideo.com gstatic.com gmail.com youtube.com apple.com icloud.com amazon.com amazonaws.com ebay.com aliexpress.com alibaba.com walmart.com rakuten.co.jp ' +
  'facebook.com instagram.com whatsapp.com messenger.com telegram.org twitter.com linkedin.com tiktok.com snapchat.com pinterest.com reddit.com ' +
  'discord.com discordapp.com discord.gg twitch.tv spotify.com netflix.com disneyplus.com hulu.com primevideo.com ' +
  'steamcommunity.com steampowered.com roblox.com epicgames.com riotgames.com playstation.com nintendo.com minecraft.net blizzard.com faceit.com ' +
  'paypal.com stripe.com klarna.com wise.com revolut.com westernunion.com moneygram.com mastercard.com visa.com americanexpress.com cash.app venmo.com ' +
  'coinbase.com binance.com kraken.com metamask.io trustwallet.com ledger.com trezor.io blockchain.com exodus.com phantom.app opensea.io uniswap.org ' +
  'pancakeswap.finance gemini.com crypto.com okx.com kucoin.com bybit.com bitfinex.com bitstamp.net robinhood.com etoro.com walletconnect.com ' +
  'dhl.com dhl.de fedex.com ups.com usps.com royalmail.com dpd.com evri.com laposte.fr colissimo.fr chronopost.fr poste.it correos.es correios.com.br postnl.nl ' +
  'bpost.be canadapost.ca auspost.com.au swisspost.ch post.ch ' +
  'chase.com wellsfargo.com bankofamerica.com citibank.com citi.com capitalone.com usbank.com navyfederal.org truist.com hsbc.com barclays.co.uk ' +
  'lloydsbank.com natwest.com santander.com halifax.co.uk bbva.com caixabank.es bankinter.com bnpparibas.fr societegenerale.fr credit-agricole.fr ' +
  'labanquepostale.fr boursorama.com ing.com rabobank.nl abnamro.nl deutsche-bank.de commerzbank.de sparkasse.de volksbank.de postbank.de dkb.de ' +
  'n26.com comdirect.de consorsbank.de targobank.de intesasanpaolo.com unicredit.it bancomps.it finecobank.com nexi.it itau.com.br bradesco.com.br nubank.com.br ' +
  'scotiabank.com desjardins.com interac.ca cibc.com tangerine.ca commbank.com.au westpac.com.au anz.com.au raiffeisen.ch postfinance.ch ubs.com ' +
  'docusign.com dropbox.com adobe.com wetransfer.com zoom.us webex.com slack.com github.com gitlab.com atlassian.com okta.com salesforce.com ' +
  'godaddy.com cloudflare.com wordpress.com shopify.com mailchimp.com intuit.com quickbooks.com hubspot.com notion.so canva.com openai.com chatgpt.com ' +
  'teamviewer.com anydesk.com lastpass.com 1password.com bitwarden.com norton.com mcafee.com kaspersky.com ' +
  'att.com verizon.com t-mobile.com xfinity.com comcast.net telekom.de vodafone.com orange.fr swisscom.ch bluewin.ch yahoo.com aol.com gmx.net gmx.de ' +
  'web.de mail.ru yandex.ru vk.com proton.me qq.com 163.com wikipedia.org samsung.com huawei.com ' +
  'booking.com airbnb.com uber.com irs.gov ameli.fr impots.gouv.fr elster.de leboncoin.fr allegro.pl olx.pl marktplaats.nl kleinanzeigen.de zalando.de ' +
  'ikea.com costco.com bestbuy.com'
).split(' ');

/** Labels that are also everyday words, names or parts of honest ones ("visa-service", "sparkasse-bremen"): only their own domain counts. */
const everyday = new Set(
  'anz bluewin booking cash costco crypto dkb evri exodus gemini gmail halifax hubspot ing kraken live messenger minecraft nexi notion office orange outlook phantom poste post postbank raiffeisen robinhood slack sparkasse stripe swisspost tangerine target telekom uber ups usps visa vodafone volksbank web wise zoom'.split(
    ' ',
  ),
);

/** Words that deceivers put beside a name. */
const lures = new Set(
  (
    'login logon signin signup sign verify verification verified secure security account accounts update confirm support wallet bank banking pay payment ' +
    'payments billing invoice unlock recover recovery restore suspended suspension alert alerts customer helpdesk auth sso webmail gift gifts nitro bonus ' +
    'claim airdrop reward rewards promo trade tournament vote validate validation password tracking track delivery parcel refund limited ' +
    'anmelden anmeldung konto sicherheit kunde kunden paket zustellung compte connexion espace cliente acceso seguridad verifica accesso conta aggiornamento'
  ).split(' '),
);

/** Endings that cost next to nothing and that well-known sites do not move to. */
const cheapEndings = new Set(
  'top xyz icu cc click shop online site live info vip club cfd sbs rest buzz monster quest cyou fun pw tk ml ga cf gq work link lol bond'.split(
    ' ',
  ),
);

const writtenByAnybody =
  /^(?:sites|docs|drive|forms|script|storage)\.google|\.sharepoint\.com$|^(?:cdn|media)\.discord|(?:^|\.)(?:wordpress|github|gitlab|shopify|weebly|notion)\.(?:com|so)$/;

const shortestForLook = 5;
const shortestForMistakes = 6;

/** Sites that everybody knows, prepared for comparing once. */
export class WellKnown {
  readonly #genuine: ReadonlySet<string>;
  readonly #byLook: ReadonlyMap<string, string>;
  readonly #byLabel: ReadonlyMap<string, string>;
  readonly #near: OneEdit<string>;
  readonly #isCompany: (host: string) => boolean;

  constructor(more: readonly string[], isCompany: (host: string) => boolean) {
    this.#isCompany = isCompany;
    const domains = [...more, ...wellKnownDomains];
    const labelled = domains
      .map((domain) => ({ domain, label: registered(domain).label }))
      .filter(({ domain, label }) => more.includes(domain) || !everyday.has(label));
    this.#genuine = new Set(domains);
    this.#byLook = new Map(domains.toReversed().map((domain) => [skeleton(domain), domain]));
    this.#byLabel = new Map(
      labelled
        .toReversed()
        .filter(({ label }) => label.length >= shortestForLook)
        .map(({ domain, label }) => [skeleton(label), domain]),
    );
    this.#near = new OneEdit(
      labelled
        .filter(({ label }) => label.length >= shortestForMistakes)
        .map(({ domain, label }) => [skeleton(label), domain]),
    );
  }

  /** A host of one of these sites, but not where they show what anybody writes. */
  isGenuine(host: string): boolean {
    return this.#genuine.has(registered(host).domain) && !writtenByAnybody.test(host);
  }

  /** The site that this host passes itself off as; null for the genuine ones and for all others. */
  imitated(unicodeHost: string): Imitation | null {
    const { domain, label, suffix } = registered(unicodeHost);
    if (this.#genuine.has(domain)) return null;
    const look = skeleton(label);
    const same = this.#byLook.get(skeleton(domain));
    if (same !== undefined) {
      const isPlain = label.length < shortestForLook && label === registered(same).label;
      return isPlain ? null : { kind: 'same-look', imitates: same, character: '', script: '' };
    }
    const other = this.#byLabel.get(look);
    // "paypal.de" is as often the owner's as not; "paypa1.de" and "paypal.top" are not.
    const near = other === undefined ? this.#near.find(look) : null;
    const isBorrowed = other !== undefined && (label !== registered(other).label || cheapEndings.has(suffix));
    const imitates = isBorrowed ? other : near;
    return imitates === null ? null : { kind: 'close', imitates, character: '', script: '' };
  }

  /**
   * The name that a host of somebody else carries: a whole domain before its own or in the path of a page to sign in, or a name with
   * what deceivers put beside it.
   */
  carried(unicodeHost: string, url: URL): string | null {
    const parts = registered(unicodeHost);
    if (this.#genuine.has(parts.domain)) return null;
    return this.#beforeOwn(parts) ?? this.#besideLure(parts) ?? this.#inPath(url);
  }

  /** "paypal.com.evil.example", "paypal.com-login.example". */
  #beforeOwn({ label, subdomains }: Registered): string | null {
    const labels = [...subdomains, label].slice(-6);
    for (const [at, name] of labels.entries()) {
      const next = labels[at + 1];
      if (next === undefined) break;
      const domain = `${name}.${next.split('-')[0]}`;
      if (this.#genuine.has(domain)) return domain;
    }
    return null;
  }

  #besideLure({ label, subdomains }: Registered): string | null {
    for (const text of [label, ...subdomains.slice(-3)]) {
      const words = text.split(/[-_]/).map((word) => skeleton(word.replace(/\d+$/, '')));
      const found = words.map((word) => this.#byLabel.get(word)).find((domain) => domain !== undefined);
      if (found !== undefined && text.split(/[-_]/).some((word) => lures.has(word))) return found;
      const glued = this.#glued(text);
      if (glued !== null) return glued;
    }
    return null;
  }

  /** "paypallogin", "secure-paypal" without its hyphen. */
  #glued(text: string): string | null {
    const whole = text.replace(/[-_\d]/g, '').slice(0, 40);
    for (let at = 3; at <= whole.length - 3; at += 1) {
      const [head, tail] = [whole.slice(0, at), whole.slice(at)];
      const known = lures.has(tail) ? this.#byLabel.get(skeleton(head)) : undefined;
      const other = lures.has(head) ? this.#byLabel.get(skeleton(tail)) : undefined;
      const found = known ?? other;
      if (found !== undefined) return found;
    }
    return null;
  }

  /** "evil.example/paypal.com/login". */
  #inPath(url: URL): string | null {
    const segments = url.pathname.toLowerCase().split('/', 8);
    const at = segments.findIndex((segment) => this.#genuine.has(segment) || this.#isCompany(segment));
    const rest = segments
      .slice(at + 1)
      .join('-')
      .split(/[^a-z]+/);
    return at !== -1 && rest.some((word) => lures.has(word)) ? (segments[at] ?? null) : null;
  }
}
