import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A client that others wrote, logged in and seen by what it shows. */
export interface ForeignClient {
  say(to: string, body: string): void;
  /** Corrects what was said last (XEP-0308). */
  correct(to: string, body: string): void;
  /** Resolves when it shows the message, whoever wrote it on whichever device. */
  shows(body: string): Promise<void>;
  /** Resolves when it shows that what it said has been received. */
  showsReceipt(body: string): Promise<void>;
  logOut(): Promise<void>;
}

export interface ForeignLogin {
  readonly jid: string;
  readonly password: string;
  readonly host: string;
  /** Of STARTTLS. */
  readonly port: number;
  readonly caFile: string;
}

/** Longer than anything here takes on a busy machine. */
const patience = 60_000;

/** A program that is told what to do on its standard input and watched on its output. */
export class WatchedProgram {
  #output = '';
  #errors = '';
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #waiting = new Set<() => void>();

  /** It ends with us: the kernel kills it when this process ends, however that happens. */
  constructor(command: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#child = spawn('setpriv', ['--pdeathsig=TERM', ...command], {
      stdio: 'pipe',
      env: { ...process.env, ...environment },
    });
    this.#closed = once(this.#child, 'close').then(() => this.#wake());
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#wake();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
  }

  tell(line: string): void {
    this.#child.stdin?.write(line);
  }

  /** Resolves as soon as its output so far matches. */
  async until(matches: (output: string) => boolean): Promise<void> {
    const end = Date.now() + patience;
    const timer = setTimeout(() => this.#wake(), patience);
    while (!matches(this.#output)) {
      if (Date.now() >= end || this.#child.exitCode !== null) {
        throw new Error(`in vain; last:\n${this.#output.slice(-2000)}\n${this.#errors.slice(-1000)}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    clearTimeout(timer);
  }

  /** Closes its input, which is how it is asked to leave. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.#closed;
    clearTimeout(timer);
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
