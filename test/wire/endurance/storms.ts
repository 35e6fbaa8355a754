import type { Cut } from '../../server/cuttable-link.ts';
import type { TlsProgress } from '../../server/tls-progress.ts';
import type { Chance } from './chance.ts';

/** A cut of the open session, and of the attempts that follow it. */
export interface Storm {
  /** Which client's link; `server`: the server is killed when the first one's is cut. */
  readonly hits: 'first' | 'second' | 'server';
  readonly cut: Cut;
  readonly attempts: readonly AttemptCut[];
}

interface AttemptCut {
  readonly phase: 'tcp' | 'tls' | 'sasl' | 'resumption';
  readonly direction: Cut['direction'];
  /** Where in the phase, from 0 to 1. */
  readonly place: number;
  readonly manner: Cut['manner'];
}

/** About as much as a client says or hears in one burst. */
const burst = 12_000;
const mostAttempts = 4;

/** So many cuts, in groups; every phase of a login has its turn before one comes again. */
export function planStorms(cuts: number, chance: Chance): Storm[] {
  const storms: Storm[] = [];
  const serverKills = Math.max(1, Math.round(cuts / 40));
  let phases: AttemptCut['phase'][] = [];
  for (let left = cuts; left > 0; ) {
    const attempts: AttemptCut[] = [];
    const isKill = storms.length % Math.ceil(cuts / 2 / serverKills) === 2;
    while (!isKill && attempts.length < Math.min(mostAttempts, left - 1) && chance.next() < 0.6) {
      if (phases.length === 0) phases = ['tcp', 'tls', 'sasl', 'resumption'];
      const [phase = 'tcp'] = phases.splice(chance.between(0, phases.length - 1), 1);
      attempts.push({ phase, ...direction(chance), place: chance.next(), manner: manner(chance) });
    }
    const cut = { ...direction(chance), bytes: chance.between(0, burst), manner: manner(chance) };
    storms.push({ hits: isKill ? 'server' : chance.oneOf(['first', 'second']), cut, attempts });
    left -= 1 + attempts.length;
  }
  return storms;
}

/** The place of such a cut in bytes, for a login that takes as many as the one seen. */
export function cutOfAttempt({ phase, direction, place, manner }: AttemptCut, login: TlsProgress): Cut {
  if (phase === 'tcp') return { direction, bytes: 0, manner };
  const [begin, end] = login.rangeOf(phase, direction);
  return { direction, bytes: begin + Math.floor(place * (end - begin)), manner };
}

function direction(chance: Chance): Pick<Cut, 'direction'> {
  return { direction: chance.oneOf(['up', 'down']) };
}

function manner(chance: Chance): Cut['manner'] {
  return chance.next() < 0.2 ? 'silence' : 'reset';
}
