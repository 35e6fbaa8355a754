// XEP-0363 HTTP File Upload, version 1.2.0
// https://xmpp.org/extensions/xep-0363.html
// Security: addresses are https, and of headers the three that may be named go through, without a character that could begin another (T27).
import { type BareJid, domainOf, isDomainBelow, parseBareJid } from '../../shared/model/jid.ts';
import type { Crossing } from './connection/border.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import type { Disco, DiscoInfo } from './disco.ts';
import { ns } from './namespaces.ts';
import { wireResultOf } from './wire-results.ts';

export interface UploadService {
  /** The account's server itself, or a domain below it. */
  readonly address: BareJid;
  /** Bytes; null: it does not say. */
  readonly maxSize: number | null;
}

export interface UploadSlot {
  /** Both https, without a user name; whose hosts they are is not judged here. */
  readonly putUrl: string;
  readonly getUrl: string;
  /** For the upload, by their usual names. */
  readonly headers: Readonly<Partial<Record<SlotHeader, string>>>;
}
export type SlotHeader = 'Authorization' | 'Cookie' | 'Expires';

export interface SlotRequest {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

export type SlotResult =
  | { readonly ok: true; readonly slot: UploadSlot }
  | { readonly ok: false; readonly code: 'offline' | 'not-supported' | 'refused' | 'too-large' };

export interface UploadSlots {
  /** Asked once in a session; null when there is none, or no connection. */
  service(): Promise<UploadService | null>;
  request(file: SlotRequest): Promise<SlotResult>;
}

const longestUrl = 4096;
const longestHeader = 8192;
const mostServices = 20;

export function createUploadSlots({ account, connection, violate }: WireContext, disco: Disco): UploadSlots {
  let found: Promise<UploadService | null> | null = null;
  connection.on('online', ({ resumed }) => {
    if (!resumed) found = null;
  });

  async function find(): Promise<UploadService | null> {
    const server = parseBareJid(domainOf(account));
    if (server === null) return null;
    const own = await serviceAt(server);
    if (own !== null) return own;
    const items = (await disco.items(server)).filter((item) => isDomainBelow(item, server));
    const services = await Promise.all([...new Set(items)].slice(0, mostServices).map(serviceAt));
    return services.find((service) => service !== null) ?? null;
  }

  async function serviceAt(address: BareJid): Promise<UploadService | null> {
    const info = await disco.ask(address);
    if (info === null || !info.features.includes(ns.httpUpload)) return null;
    return { address, maxSize: maxSizeIn(info) };
  }

  async function service(): Promise<UploadService | null> {
    const asked = found ?? find();
    found = asked;
    const answer = await asked;
    // One that did not answer may do so the next time.
    if (answer === null && found === asked) found = null;
    return answer;
  }

  return {
    service,
    request: async ({ name, size, mediaType }) => {
      const asked = await service();
      if (asked === null) {
        return { ok: false, code: connection.state.kind === 'online' ? 'not-supported' : 'offline' };
      }
      if (asked.maxSize !== null && size > asked.maxSize) return { ok: false, code: 'too-large' };
      const request = xml('request', {
        xmlns: ns.httpUpload,
        filename: name,
        size,
        'content-type': mediaType,
      });
      const result = await connection.request(xml('iq', { type: 'get' }, request), { to: asked.address });
      if (result.ok) {
        const slot = slotIn(result.value);
        if (slot !== null) return { ok: true, slot };
        violate('upload.unsafe-slot', asked.address, withoutSecrets(result.value));
        return { ok: false, code: 'refused' };
      }
      if (result.code === 'error' && result.error?.getChild('file-too-large', ns.httpUpload) !== undefined) {
        return { ok: false, code: 'too-large' };
      }
      const refusal = wireResultOf(result);
      return refusal.ok ? { ok: false, code: 'refused' } : refusal;
    },
  };
}

/** What has to pass between us and a service for an upload: two questions of ours, and answers. */
export function isOfUpload({ direction, kind, isCopy, stanza }: Crossing): boolean {
  if (kind !== 'iq' || isCopy) return false;
  const { type } = stanza.attrs;
  if (direction === 'in') return type === 'result' || type === 'error';
  const [question, ...others] = stanza.getChildElements();
  if (type !== 'get' || question === undefined || others.length > 0) return false;
  return question.is('query', ns.discoInfo) || question.is('request', ns.httpUpload);
}

/** Null when anything in it is not as it has to be: it is not repaired. */
export function slotIn(answer: Element): UploadSlot | null {
  const slot = answer.getChild('slot', ns.httpUpload);
  const put = slot?.getChild('put', ns.httpUpload);
  const putUrl = httpsUrl(put?.attrs['url']);
  const getUrl = httpsUrl(slot?.getChild('get', ns.httpUpload)?.attrs['url']);
  if (put === undefined || putUrl === null || getUrl === null) return null;
  const headers: Partial<Record<SlotHeader, string>> = {};
  for (const header of put.getChildren('header', ns.httpUpload)) {
    const name = slotHeaders.find(
      (known) => known.toLowerCase() === header.attrs['name']?.trim().toLowerCase(),
    );
    // Section 4: others are ignored.
    if (name === undefined) continue;
    const value = header.getText();
    if (name in headers || value.length > longestHeader || !headerValue.test(value)) return null;
    headers[name] = value;
  }
  return { putUrl, getUrl, headers };
}

const slotHeaders = ['Authorization', 'Cookie', 'Expires'] as const;

/** RFC 9110 section 5.5, without what is obsolete or folded. */
const headerValue = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;

function httpsUrl(text: string | undefined): string | null {
  if (text === undefined || text.length > longestUrl || !/^https:\/\/[^\s\\\p{C}]+$/iu.test(text))
    return null;
  if (!URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return username === '' && password === '' ? href : null;
}

function maxSizeIn({ forms }: DiscoInfo): number | null {
  const form = forms.find(({ type }) => type === ns.httpUpload);
  const value = form?.fields.find(({ name }) => name === 'max-file-size')?.values[0] ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** Headers are credentials, and what broke a rule goes on record. */
function withoutSecrets(answer: Element): Element {
  const slot = answer.getChild('slot', ns.httpUpload);
  const urls = ['put', 'get'].map((name) =>
    xml(name, { url: slot?.getChild(name, ns.httpUpload)?.attrs['url'] }),
  );
  return xml('slot', ns.httpUpload, ...urls);
}
