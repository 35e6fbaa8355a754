import path from 'node:path';
import { type ForeignClient, type ForeignLogin, WatchedProgram } from './foreign-client.ts';

const script = path.join(import.meta.dirname, 'slixmpp-client.py');

/** slixmpp, Debian's: only the system's Python has it. */
export class SlixmppClient implements ForeignClient {
  readonly #program = new WatchedProgram(['/usr/bin/python3', script]);

  static async logIn(login: ForeignLogin): Promise<SlixmppClient> {
    const client = new SlixmppClient();
    client.#program.tell(`${JSON.stringify(login)}\n`);
    await client.#tells({ event: 'ready' });
    return client;
  }

  say(to: string, body: string): void {
    this.#do({ do: 'say', to, body });
  }

  correct(to: string, body: string): void {
    this.#do({ do: 'correct', to, body });
  }

  async shows(body: string): Promise<void> {
    await this.#tells({ event: 'shows', body });
  }

  async showsReceipt(body: string): Promise<void> {
    const { id } = await this.#tells({ event: 'said', body });
    await this.#tells({ event: 'receipt', id });
  }

  /** Asks the server's archive for what was said with somebody, and resolves when that is part of it. */
  async findsArchived(other: string, body: string): Promise<void> {
    this.#do({ do: 'archive', to: other });
    await this.#tells({ event: 'archived', body });
  }

  async logOut(): Promise<void> {
    await this.#program.end();
  }

  #do(command: Readonly<Record<string, string>>): void {
    this.#program.tell(`${JSON.stringify(command)}\n`);
  }

  async #tells(facts: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    let found: Readonly<Record<string, unknown>> = {};
    await this.#program.until((output) => {
      const told = output.split('\n').slice(0, -1).map(parse);
      const match = told.find((each) => Object.entries(facts).every(([name, value]) => each[name] === value));
      found = match ?? found;
      return match !== undefined;
    });
    return found;
  }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line);
}
