import type { FileOutcome, PolicyOffer, PolicySource } from './policy-source.ts';

/** The machine's policy where there is one, good or not; the signed bundle only where there is none. */
export class LayeredPolicySource implements PolicySource {
  readonly file: string;
  readonly #machine: PolicySource;
  readonly #bundle: PolicySource;

  constructor(machine: PolicySource, bundle: PolicySource) {
    this.file = machine.file;
    this.#machine = machine;
    this.#bundle = bundle;
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const machine = await this.#machine.offer(mostBytes);
    if (machine.outcome !== 'absent') return machine;
    const bundle = await this.#bundle.offer(mostBytes);
    return { ...bundle, lookedAt: [...machine.lookedAt, ...bundle.lookedAt] };
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return this.#machine.read(file, mostBytes);
  }
}
