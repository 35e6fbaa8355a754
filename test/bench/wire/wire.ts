import { endure } from '../../wire/endurance/endure.ts';
import { flood } from '../../wire/load/flood.ts';
import type { Bench } from '../frame/bench.ts';
import { median, rounded } from '../frame/statistics.ts';
import { catchUps } from './catch-up.ts';
import { logins } from './login.ts';

const written = { messages: 1000, cuts: 40, seed: 4 };
const floodStanzas = 50_000;
const missed = 10_000;

/** What the wire keeps while links break, and what floods, catch-up and login cost beside what they cost at least. */
export const wire: Bench = async (progress) => {
  progress(`writing ${written.messages} messages over ${written.cuts} cuts, seed ${written.seed}`);
  const { lost, duplicated, disordered } = await endure(written);
  progress(`flooding with ${floodStanzas} stanzas`);
  const { seconds, before, after } = await flood(floodStanzas);
  progress(`catching up with ${missed} messages`);
  const catchUp = await catchUps(missed, progress);
  progress('signing in');
  const login = await logins();
  const floodP99Ms = rounded(after.delayP99Ms, 1);
  const floodMemoryRatio = rounded(after.rss / before.rss, 2);
  const catchUpMs = { ours: median(catchUp.ours), bare: median(catchUp.bare) };
  const loginMs = { ours: median(login.ours), slixmpp: median(login.slixmpp) };
  const catchupRatio = rounded(catchUpMs.ours / catchUpMs.bare, 2);
  const loginRatio = rounded(loginMs.ours / loginMs.slixmpp, 2);
  const announced = Object.keys(after.announcedBy).length - 1;
  return {
    rows: [
      { measured: `lost of ${written.messages}, ${written.cuts} cuts`, value: lost },
      { measured: 'duplicated', value: duplicated },
      { measured: 'out of order', value: disordered },
      { measured: 'flood, stanzas a second', value: Math.round(floodStanzas / seconds) },
      { measured: 'flood, event-loop delay p99, ms', value: floodP99Ms },
      { measured: 'flood, event-loop delay at most, ms', value: rounded(after.delayMaxMs, 1) },
      { measured: 'flood, heap MB before', value: Math.round(before.heapUsed / 1e6) },
      { measured: 'flood, heap MB afterwards', value: Math.round(after.heapUsed / 1e6) },
      { measured: 'flood, resident MB before', value: Math.round(before.rss / 1e6) },
      { measured: 'flood, resident MB afterwards', value: Math.round(after.rss / 1e6) },
      { measured: 'flood, strangers announced', value: announced },
      { measured: `catch-up of ${missed} until shown, ms`, value: Math.round(catchUpMs.ours) },
      { measured: 'the same bytes, bare TLS and parser, ms', value: Math.round(catchUpMs.bare) },
      { measured: 'login, ms', value: Math.round(loginMs.ours) },
      { measured: 'login of slixmpp, ms', value: Math.round(loginMs.slixmpp) },
    ],
    figures: {
      lost,
      duplicated,
      floodP99Ms,
      catchupRatio,
      loginRatio,
      floodP99Goal: 50,
      catchupRatioGoal: 3,
      floodMemoryRatio,
      floodMemoryRatioGoal: 1.2,
      strangersAnnounced: announced,
    },
  };
};
