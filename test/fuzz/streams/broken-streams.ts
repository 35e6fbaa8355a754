import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWire } from '../../../electron/wire/client.ts';
import type { Element } from '../../../electron/wire/connection/element.ts';
import { limitsOf, streamCeiling } from '../../../electron/wire/connection/stream-limits.ts';
import { StreamParser } from '../../../electron/wire/connection/stream-parser.ts';
import type { Wire } from '../../../electron/wire/wire.ts';
import { openBorder, strictRules } from '../../server/server-rules.ts';
import { FakeConnection, full, refusal } from '../../unit/wire/fake-connection.ts';
import { account, FakeClock } from '../../unit/wire/protocol-context.ts';
import type { FuzzKind } from '../fuzz.ts';
import { type Random, randomFrom } from '../random.ts';
import { mutateStream } from './mutate-stream.ts';

interface BrokenStream {
  readonly bytes: Buffer;
  /** The same once more, as it may come from the network. */
  readonly pieces: readonly Buffer[];
}

interface ReadStream {
  readonly whole: Reading;
  readonly cut: Reading;
}

const folder = import.meta.dirname;

/**
 * Streams that a real server sent, broken at random, for the parser, in one piece and in many, and what comes out for all protocols.
 * Nothing depends on where the bytes are cut. `stanzas` came through the parser whole; `faults` are streams that it ended.
 */
export function brokenStreams(): FuzzKind<BrokenStream, ReadStream, 'stanzas' | 'faults'> {
  const whole = readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(path.join(folder, name)));
  const streams = [...whole, ...whole.flatMap(windowsOf)];
  let house = new FuzzedHouse(randomFrom(0));
  return {
    begin: (random) => {
      house = new FuzzedHouse(random);
    },
    make: (random) => {
      const bytes = mutateStream(streams, random);
      return { bytes, pieces: inPieces(bytes, random) };
    },
    work: ({ bytes, pieces }) => {
      const reading = parse([bytes]);
      const cut = parse(pieces);
      house.deliver(reading.elements);
      return { whole: reading, cut };
    },
    check: ({ whole: { said, elements }, cut }) => {
      if (!isSame(said, cut.said)) throw new Error('the result depends on where the bytes are cut');
      house.check();
      return { stanzas: elements.length, faults: said.some((line) => line.startsWith('fault')) ? 1 : 0 };
    },
    end: () => house.check(),
    show: ({ bytes }) => JSON.stringify(bytes.toString('latin1')),
  };
}

/** Every few stanzas of a stream behind its header: most inputs, as most of a stream says nothing new. */
function windowsOf(stream: Buffer): Buffer[] {
  const header = stream.subarray(0, stream.indexOf('>', stream.indexOf('<stream:stream')) + 1);
  const stanzas = parse([stream]).elements.map((element) => Buffer.from(element.toString()));
  return stanzas.map((_, index) => Buffer.concat([header, ...stanzas.slice(index, index + 3)]));
}

/** The protocols of one wire, behind a connection whose server answers with whatever was last seen. */
class FuzzedHouse {
  readonly #connection = new FakeConnection(account);
  readonly #answers: Element[] = [];
  readonly #failures: string[] = [];
  readonly #wire: Wire;

  constructor(random: Random) {
    const wire = createWire(
      { account, password: 'secret', ...strictRules, version: '1', border: openBorder },
      { lastArchiveId: async () => (random() < 0.5 ? null : 'last') },
      { connect: () => this.#connection, clock: new FakeClock() },
    );
    this.#wire = wire;
    wire.on('violation', ({ rule, detail }) => {
      if (rule === 'wire.listener-failed') this.#failures.push(detail);
    });
    this.#connection.respond = () => {
      const value = this.#answers[Math.floor(random() * this.#answers.length)];
      return value === undefined || random() < 0.3 ? refusal('service-unavailable') : { ok: true, value };
    };
    this.#connection.emit('online', { resumed: false, jid: full(`${account}/desk`) });
  }

  deliver(elements: readonly Element[]): void {
    for (const element of elements) {
      if (element.name === 'iq' && this.#answers.length < 100) this.#answers.push(element);
      this.#connection.deliver(element);
    }
    this.#wire
      .requestSlot({ name: 'plan.pdf', size: 1022, mediaType: 'application/pdf' })
      .catch((error: unknown) => this.#failures.push(String(error)));
  }

  check(): void {
    const [failure] = this.#failures;
    if (failure !== undefined) throw new Error(`a protocol failed: ${failure}`);
  }
}

interface Reading {
  readonly said: readonly string[];
  readonly elements: readonly Element[];
}

function parse(pieces: readonly Uint8Array[]): Reading {
  const said: string[] = [];
  const elements: Element[] = [];
  const parser = new StreamParser({
    ceiling: () => streamCeiling,
    limits: (opening) => limitsOf(opening, account),
  });
  parser.on('start', () => said.push('start'));
  parser.on('element', (element) => {
    said.push(element.toString());
    elements.push(element);
  });
  parser.on('dropped', ({ rule, opening }) => said.push(`dropped ${rule} ${opening}`));
  parser.on('fault', () => said.push('fault'));
  parser.on('end', () => said.push('end'));
  for (const piece of pieces) parser.write(piece);
  return { said, elements };
}

/**
 * A fault may come before or behind what its piece of bytes held, and so may the end of a stream that goes on behind it. Before them
 * nothing depends on where the bytes are cut.
 */
function isSame(whole: readonly string[], cut: readonly string[]): boolean {
  const isOver = (said: readonly string[]) => said.at(-1) === 'fault' || said.at(-1) === 'end';
  if (!isOver(whole)) return whole.join('\n') === cut.join('\n');
  return isOver(cut) && whole.slice(0, -1).every((line, index) => line === cut[index]);
}

function inPieces(bytes: Buffer, random: Random): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + Math.floor(random() * random() * 600);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}
