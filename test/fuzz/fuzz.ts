import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWire } from '../../electron/wire/client.ts';
import type { Element } from '../../electron/wire/connection/element.ts';
import { limitsOf, streamCeiling } from '../../electron/wire/connection/stream-limits.ts';
import { StreamParser } from '../../electron/wire/connection/stream-parser.ts';
import type { Wire } from '../../electron/wire/wire.ts';
import { openBorder, strictRules } from '../server/server-rules.ts';
import { FakeConnection, full, refusal } from '../unit/wire/fake-connection.ts';
import { account, FakeClock } from '../unit/wire/protocol-context.ts';
import { FuzzFinding } from './fuzz-finding.ts';
import { liveHeap } from './live-heap.ts';
import { mutate, randomFrom } from './mutate.ts';

export interface FuzzResult {
  readonly inputs: number;
  /** Stanzas that came through the parser whole and reached the protocols. */
  readonly stanzas: number;
  /** Streams that the parser ended. */
  readonly faults: number;
  /** Of the processor's time, whatever else the machine does. */
  readonly slowestMs: number;
  /** Live heap after, less live heap before, in bytes. */
  readonly heapGrowth: number;
}

const folder = path.join(import.meta.dirname, 'streams');
const mostMs = 100;
const inputsPerWire = 500;

/**
 * Feeds streams that a real server sent, broken at random, to the parser, in one piece and in many, and what comes out to all protocols.
 * Rejects with FuzzFinding when something throws, takes over 100 ms, or depends on where the bytes are cut.
 */
export async function fuzz({
  inputs,
  seed,
  onProgress = () => undefined,
}: {
  readonly inputs: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}): Promise<FuzzResult> {
  const whole = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  const streams = [...whole, ...whole.flatMap(windowsOf)];
  const random = randomFrom(seed);
  const heapBefore = liveHeap();
  let [stanzas, faults, slowestMs] = [0, 0, 0];
  let house = new FuzzedHouse(random);
  for (let index = 0; index < inputs; index += 1) {
    const bytes = mutate(streams, random);
    const finding = (what: string) =>
      new FuzzFinding(
        `${what}, input ${index} of seed ${seed}: ${JSON.stringify(bytes.toString('latin1')).slice(0, 4000)}`,
      );
    try {
      const before = process.cpuUsage();
      const { said, elements } = parse([bytes]);
      const cut = parse(inPieces(bytes, random)).said;
      if (!isSame(said, cut)) throw new Error('the result depends on where the bytes are cut');
      house.deliver(elements);
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1000;
      slowestMs = Math.max(slowestMs, took);
      stanzas += elements.length;
      faults += said.some((line) => line.startsWith('fault')) ? 1 : 0;
      house.check();
    } catch (error) {
      throw finding(error instanceof Error ? `${error.message} ${error.stack}` : String(error));
    }
    if (slowestMs > mostMs) throw finding(`took ${slowestMs} ms`);
    if (index % inputsPerWire === inputsPerWire - 1) {
      await settled();
      house.check();
      house = new FuzzedHouse(random);
      onProgress(index + 1);
    }
  }
  return { inputs, stanzas, faults, slowestMs, heapGrowth: liveHeap() - heapBefore };
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

  constructor(random: () => number) {
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

function parse(pieces: readonly Uint8Array[]): { readonly said: string[]; readonly elements: Element[] } {
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

function inPieces(bytes: Buffer, random: () => number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + Math.floor(random() * random() * 600);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
