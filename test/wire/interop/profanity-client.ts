import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ForeignClient, type ForeignLogin, WatchedProgram } from './foreign-client.ts';

const inPty = path.join(import.meta.dirname, 'in-pty.py');
const commands = ['/receipts send on', '/receipts request on', '/correction on', '/carbons on'];

/** profanity on a terminal of its own: typed to, and seen by what it draws. */
export class ProfanityClient implements ForeignClient {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-profanity-'));
  readonly #program: WatchedProgram;

  static async logIn(login: ForeignLogin): Promise<ProfanityClient> {
    const client = new ProfanityClient(login);
    await client.#program.until((output) => withoutEscapes(output).includes('logged in successfully'));
    for (const command of commands) client.#type(command);
    return client;
  }

  private constructor(login: ForeignLogin) {
    this.#setUp(login);
    this.#program = new WatchedProgram(['/usr/bin/python3', inPty, 'profanity', '-a', 'account'], {
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      HOME: this.#folder,
      XDG_CONFIG_HOME: path.join(this.#folder, 'config'),
      XDG_DATA_HOME: path.join(this.#folder, 'data'),
    });
  }

  say(to: string, body: string): void {
    this.#type(`/msg ${to} ${body}`);
  }

  correct(_to: string, body: string): void {
    this.#type(`/correct ${body}`);
  }

  async shows(body: string): Promise<void> {
    await this.#program.until((output) => withoutEscapes(output).includes(body));
  }

  /** What has not been received it draws in a colour, and anew in the terminal's own when it has. */
  async showsReceipt(body: string): Promise<void> {
    await this.#program.until((output) => output.includes(`me: ${ownColour}${body}`));
  }

  async logOut(): Promise<void> {
    await this.#program.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #type(line: string): void {
    this.#program.tell(`${line}\r`);
  }

  #setUp({ jid, password, host, port, caFile }: ForeignLogin): void {
    const file = (...names: string[]) => path.join(this.#folder, ...names);
    for (const folder of [file('config', 'profanity'), file('data', 'profanity'), file('ca')])
      mkdirSync(folder, { recursive: true });
    // It takes a folder of authorities, found by the hashes of their names.
    copyFileSync(caFile, file('ca', 'ca.pem'));
    execFileSync('openssl', ['rehash', file('ca')]);
    writeFileSync(file('config', 'profanity', 'profrc'), `[connection]\ntls.certpath=${file('ca')}\n`);
    const account = { enabled: true, jid, password, server: host, port, 'tls.policy': 'force' };
    const lines = Object.entries(account).map(([name, value]) => `${name}=${value}`);
    writeFileSync(file('data', 'profanity', 'accounts'), `[account]\n${lines.join('\n')}\n`, { mode: 0o600 });
  }
}

const esc = '\u001b';
const ownColour = `${esc}[39m${esc}(B${esc}[m`;

/** What a terminal would show of it, roughly: without colours and places. */
function withoutEscapes(output: string): string {
  return output
    .split(esc)
    .map((part, index) => (index === 0 ? part : part.replace(/^(?:\[[0-9;?]*[A-Za-z]|\([A-Z])/, '')))
    .join('');
}
