import { createSocket, type Socket } from 'node:dgram';

/** What a name server answers to a question for SRV; null: nothing. */
export type DnsAnswer = (name: string, question: DnsQuestion) => Buffer | null;

export interface DnsQuestion {
  /** The question as it came, which every answer repeats. */
  readonly bytes: Buffer;
  readonly id: number;
}

export interface ServiceRecord {
  readonly target: string;
  readonly port: number;
  readonly priority?: number;
  readonly weight?: number;
}

/** A name server on a free UDP port of 127.0.0.1 that says what it likes. */
export class HostileDns {
  /** Names that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #socket: Socket = createSocket('udp4');

  constructor(answer: DnsAnswer) {
    this.#socket.on('message', (message, { port, address }) => {
      const { name, end } = readName(message, headerLength);
      this.asked.push(name);
      const answered = answer(name, {
        id: message.readUInt16BE(0),
        bytes: message.subarray(headerLength, end + 4),
      });
      if (answered !== null) this.#socket.send(answered, port, address);
    });
  }

  /** As Resolver.setServers takes it. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#socket.bind(0, '127.0.0.1', resolve));
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(resolve));
  }
}

const headerLength = 12;
const flags = { answer: 0x8180, truncated: 0x8380, noSuchName: 0x8183, serverFailure: 0x8182 } as const;
const service = 33;
const alias = 5;

/** RFC 1035 section 4.1.1. */
function header(id: number, kind: keyof typeof flags, answers: number): Buffer {
  const bytes = Buffer.alloc(headerLength);
  for (const [index, value] of [id, flags[kind], 1, answers].entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

export function services(question: DnsQuestion, records: readonly ServiceRecord[]): Buffer {
  const answers = records.map(({ target, port, priority = 0, weight = 0 }) => {
    const fields = Buffer.alloc(6);
    for (const [index, value] of [priority, weight, port].entries()) fields.writeUInt16BE(value, index * 2);
    return resource(service, Buffer.concat([fields, nameBytes(target)]));
  });
  return Buffer.concat([header(question.id, 'answer', records.length), question.bytes, ...answers]);
}

export function empty(question: DnsQuestion, kind: keyof typeof flags): Buffer {
  return Buffer.concat([header(question.id, kind, 0), question.bytes]);
}

/** A name that is another name for itself. */
export function aliasOfItself(question: DnsQuestion): Buffer {
  return Buffer.concat([header(question.id, 'answer', 1), question.bytes, resource(alias, pointer)]);
}

/** A target that says: read on here (RFC 1035 section 4.1.4). */
export function targetInCircles(question: DnsQuestion): Buffer {
  const before = headerLength + question.bytes.length;
  const self = Buffer.from([0xc0, before + 12 + 6]);
  const record = resource(service, Buffer.concat([Buffer.from([0, 0, 0, 0, 20, 103]), self]));
  return Buffer.concat([header(question.id, 'answer', 1), question.bytes, record]);
}

/** The name that was asked for. */
const pointer = Buffer.from([0xc0, headerLength]);

function resource(type: number, content: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt16BE(content.length, 8);
  return Buffer.concat([pointer, fixed, content]);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
    Buffer.from([0]),
  ]);
}

function readName(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}
