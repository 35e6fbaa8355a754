import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { ServerAddress } from '../../server/people/company-policy.ts';
import type { Answer, DeskFigures, Question } from './desk-protocol.ts';

/** A desk in a process of its own, which ends with ours. */
export class MeasuredDesk {
  readonly #child: ChildProcess;
  #last: Promise<unknown> = Promise.resolve();

  static async open(
    { host, directTlsPort, httpsPort, ca, caFile }: ServerAddress,
    account: { readonly jid: string; readonly password: string },
    policy: Readonly<Record<string, unknown>> = {},
  ): Promise<MeasuredDesk> {
    const desk = new MeasuredDesk();
    const server: ServerAddress = { host, directTlsPort, httpsPort, ca, caFile };
    const signedIn = await desk.#ask({ ask: 'sign-in', server, policy, ...account });
    if (JSON.stringify(signedIn) !== '{"ok":true}')
      throw new Error(`not let in: ${JSON.stringify(signedIn)}`);
    return desk;
  }

  private constructor() {
    const program = path.join(import.meta.dirname, 'desk-process.ts');
    this.#child = fork(program, [], { execArgv: ['--expose-gc'], serialization: 'advanced' });
  }

  /** Resolves when messages with all these texts were shown. */
  async see(bodies: readonly string[]): Promise<void> {
    await this.#ask({ ask: 'see', bodies });
  }

  async leave(): Promise<void> {
    await this.#ask({ ask: 'leave' });
  }

  /** Milliseconds from coming back until a message with this text was shown. */
  async catchUp(body: string): Promise<number> {
    return Number(await this.#ask({ ask: 'catch-up', body }));
  }

  async beginMeasuring(): Promise<void> {
    await this.#ask({ ask: 'begin' });
  }

  async figures(): Promise<DeskFigures> {
    return (await this.#ask({ ask: 'figures' })) as DeskFigures;
  }

  async close(): Promise<void> {
    if (this.#child.connected) await this.#ask({ ask: 'close' });
    this.#child.kill();
  }

  #ask(question: Question): Promise<unknown> {
    const answered = this.#last.then(() => this.#askNow(question));
    this.#last = answered.catch(() => undefined);
    return answered;
  }

  #askNow(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error('the desk has ended'));
      this.#child.once('exit', onExit);
      this.#child.once('message', (answer: Answer) => {
        this.#child.off('exit', onExit);
        if (answer.ok) resolve(answer.value);
        else reject(new Error(answer.error));
      });
      this.#child.send(question);
    });
  }
}
