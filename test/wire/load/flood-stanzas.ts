import { escapeXml } from '../../server/xml.ts';

export type Sender = 'stranger' | 'colleague';

export interface FloodStanza {
  readonly by: Sender;
  readonly xml: string;
}

/**
 * The one at that place of an endless flood at `to`. Of a hundred, 74 are from a domain of strangers and 26 from a colleague; 35 are
 * messages with a text.
 */
export function floodStanza(count: number, to: string, domain: string): FloodStanza {
  const kind = count % 100;
  const someone = `${word(count)}${count % 200}@${domain}/x`;
  const toThem = { from: someone, to };
  if (kind < 25) return { by: 'stranger', xml: chat(toThem, text(count), `s${count}`) };
  if (kind < 35) return { by: 'colleague', xml: chat({ to }, text(count), `c${count}`) };
  if (kind < 50) return { by: 'stranger', xml: presence({ ...toThem, type: '' }, count) };
  if (kind < 58) return { by: 'colleague', xml: presence({ from: '', to: '', type: '' }, count) };
  if (kind < 66) return { by: 'stranger', xml: chatState(toThem, count) };
  if (kind < 74) return { by: 'colleague', xml: chatState({ to }, count) };
  if (kind < 90) return { by: 'stranger', xml: request(count, kind, { domain, to }) };
  return {
    by: 'stranger',
    xml: kind % 2 === 0 ? direct(toThem, count) : mediated(domain, to, someone, count),
  };
}

/** All but one in a thousand stanzas are taken back at once: a server that keeps hundreds of them open becomes slow itself. */
function request(
  count: number,
  kind: number,
  { domain, to }: Readonly<Record<'domain' | 'to', string>>,
): string {
  const isTakenBack = kind % 2 === 1 && count % 1000 !== 75;
  const from = `asks${isTakenBack ? count - 1 : count}@${domain}`;
  return presence({ from, to, type: isTakenBack ? 'unsubscribe' : 'subscribe' }, count);
}

export function chat(ends: Ends, body: string, id: string): string {
  return `<message ${attributes({ ...ends, type: 'chat', id })}><body>${escapeXml(body)}</body></message>`;
}

type Ends = Readonly<Record<string, string>>;

function text(count: number): string {
  const link = count % 5 === 0 ? ` see https://${word(count)}.example/order?id=${count}` : '';
  return `Number ${count} is about the ${word(count)} of the delivery, please answer until noon.${link}`;
}

function presence(ends: Ends, count: number): string {
  const show = count % 2 === 0 ? 'away' : 'dnd';
  return `<presence ${attributes(ends)}><show>${show}</show><status>${word(count)} ${count}</status></presence>`;
}

function chatState(ends: Ends, count: number): string {
  const state = count % 2 === 0 ? 'composing' : 'paused';
  return `<message ${attributes({ ...ends, type: 'chat' })}><${state} xmlns='http://jabber.org/protocol/chatstates'/></message>`;
}

/** XEP-0249. */
function direct(ends: Ends, count: number): string {
  const room = attributes({ jid: `room${count}@rooms.test`, reason: text(count) });
  return `<message ${attributes(ends)}><x xmlns='jabber:x:conference' ${room}/></message>`;
}

/** XEP-0045 section 7.8.2. */
function mediated(domain: string, to: string, from: string, count: number): string {
  const invitation = `<invite ${attributes({ from })}><reason>${escapeXml(text(count))}</reason></invite>`;
  const room = attributes({ from: `room${count}@${domain}`, to });
  return `<message ${room}><x xmlns='http://jabber.org/protocol/muc#user'>${invitation}</x></message>`;
}

function attributes(all: Ends): string {
  return Object.entries(all)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}='${escapeXml(value)}'`)
    .join(' ');
}

function word(count: number): string {
  return words[count % words.length] ?? '';
}

const words = ['colour', 'size', 'price', 'date', 'place', 'weight', 'owner', 'order', 'invoice'];
