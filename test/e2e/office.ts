import { inject } from 'vitest';
import { Peer } from '../server/peer.ts';
import { type Cast, departments, newCast } from '../server/people/cast.ts';
import { companyPolicy } from '../server/people/company-policy.ts';
import { type Prosody, type ProsodyOptions, startProsody } from '../server/prosody.ts';
import { Scene } from '../stage/scene.ts';
import { Teardown } from '../stage/teardown.ts';

/** A server whose people say nothing by themselves, and a place for Gatehouse: whatever happens, the test did it. */
export interface Office {
  readonly server: Prosody;
  readonly cast: Cast;
  readonly policy: object;
  readonly scene: Scene;
  login(member: 'anna' | 'bea' | 'jonas'): Promise<Peer>;
  close(): Promise<void>;
}

export async function openOffice(
  options: Pick<ProsodyOptions, 'tls' | 'starttls' | 'uploads'> = {},
  policyFor: (server: Prosody) => object = companyPolicy,
): Promise<Office> {
  const teardown = new Teardown();
  const cast = newCast();
  const { anna, bea, jonas } = cast;
  const server = await startProsody({ ...options, hosts: ['corp.test'], groups: departments(cast) });
  teardown.add(() => server.stop());
  for (const { jid, password } of [anna, bea, jonas]) server.addAccount(jid, password);
  const scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  return {
    server,
    cast,
    policy: policyFor(server),
    scene,
    login: (member) => Peer.login(server, cast[member]),
    close: () => teardown.run(),
  };
}
