// XEP-0030 Service Discovery, version 2.5rc3
// https://xmpp.org/extensions/xep-0030.html
// Security: what we are and can do is told only to those who may see our presence (T31).
import { type BareJid, domainOf, parseBareJid } from '../../shared/model/jid.ts';
import type { Audience } from './audience.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { unavailable } from './iq-answers.ts';
import { ns } from './namespaces.ts';

/** How often our server is asked: what was asked on a stream that broke is answered on the next, and may come too late. */
const attempts = 3;

export interface DiscoInfo {
  readonly identities: readonly Identity[];
  readonly features: readonly string[];
  readonly forms: readonly Form[];
}

interface Identity {
  readonly category: string;
  readonly type: string;
  readonly lang: string;
  readonly name: string;
}

/** XEP-0128. `type` is the FORM_TYPE, which is not among the fields. */
interface Form {
  readonly type: string;
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export interface Disco {
  /** Asks what our server and our account on it offer. What does not answer offers nothing. */
  fetch(): Promise<void>;
  serverAnnounces(feature: string): boolean;
  accountAnnounces(feature: string): boolean;
  /** What an address says of itself; null when it does not answer. */
  ask(address: BareJid): Promise<DiscoInfo | null>;
  /** The addresses that belong to another, as that one says. */
  items(address: BareJid): Promise<readonly BareJid[]>;
}

export function createDisco(
  { account, connection }: WireContext,
  audience: Audience,
  ownCaps: Element,
  ownInfo: DiscoInfo,
): Disco {
  let server: ReadonlySet<string> = new Set();
  let ofAccount: ReadonlySet<string> = new Set();

  connection.answer('get', ns.discoInfo, 'query', (query, from) => {
    if (!audience(from)) return unavailable;
    const { node } = query.attrs;
    if (node !== undefined && node !== `${ownCaps.attrs['node']}#${ownCaps.attrs['ver']}`) {
      return { ok: false, type: 'cancel', condition: 'item-not-found' };
    }
    return { ok: true, payload: discoQuery(ownInfo, node) };
  });

  async function answerOf(address: BareJid, namespace: string, left = 1): Promise<Element | undefined> {
    const iq = xml('iq', { type: 'get' }, xml('query', namespace));
    const result = await connection.request(iq, { to: address });
    if (result.ok) return result.value.getChild('query', namespace);
    return result.code === 'timeout' && left > 1 ? answerOf(address, namespace, left - 1) : undefined;
  }

  async function ask(address: BareJid): Promise<DiscoInfo | null> {
    const query = await answerOf(address, ns.discoInfo);
    return query === undefined ? null : discoInfoIn(query);
  }

  async function featuresOf(address: BareJid): Promise<ReadonlySet<string>> {
    const query = await answerOf(address, ns.discoInfo, attempts);
    return new Set(query === undefined ? [] : discoInfoIn(query).features);
  }

  return {
    fetch: async () => {
      const domain = parseBareJid(domainOf(account));
      if (domain === null) return;
      [server, ofAccount] = await Promise.all([featuresOf(domain), featuresOf(account)]);
    },
    serverAnnounces: (feature) => server.has(feature),
    accountAnnounces: (feature) => ofAccount.has(feature),
    ask,
    items: async (address) => {
      const items = (await answerOf(address, ns.discoItems))?.getChildren('item', ns.discoItems) ?? [];
      return items
        .filter(({ attrs }) => attrs['node'] === undefined)
        .map(({ attrs }) => parseBareJid(attrs['jid'] ?? ''))
        .filter((jid) => jid !== null);
    },
  };
}

export function discoInfoIn(query: Element): DiscoInfo {
  return {
    identities: query.getChildren('identity', ns.discoInfo).map(({ attrs }) => ({
      category: attrs['category'] ?? '',
      type: attrs['type'] ?? '',
      lang: attrs['xml:lang'] ?? '',
      name: attrs['name'] ?? '',
    })),
    features: query.getChildren('feature', ns.discoInfo).map(({ attrs }) => attrs['var'] ?? ''),
    forms: query.getChildren('x', ns.dataForm).flatMap(formIn),
  };
}

/** A form without a hidden FORM_TYPE says nothing that could be relied on (XEP-0115 section 5.4). */
function formIn(form: Element): Form[] {
  const fields = form.getChildren('field', ns.dataForm).map((field) => ({
    name: field.attrs['var'] ?? '',
    isHidden: field.attrs['type'] === 'hidden',
    values: field.getChildren('value', ns.dataForm).map((value) => value.getText()),
  }));
  const type = fields.find(({ name, isHidden }) => name === 'FORM_TYPE' && isHidden)?.values[0];
  return type === undefined ? [] : [{ type, fields: fields.filter(({ name }) => name !== 'FORM_TYPE') }];
}

function discoQuery({ identities, features }: DiscoInfo, node: string | undefined): Element {
  return xml(
    'query',
    { xmlns: ns.discoInfo, node },
    ...identities.map(({ category, type, name }) => xml('identity', { category, type, name })),
    ...features.map((feature) => xml('feature', { var: feature })),
  );
}
