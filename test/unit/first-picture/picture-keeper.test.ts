import { describe, expect, it } from 'vitest';
import type { KeptPicture } from '../../../electron/first-picture/kept-picture.ts';
import { largestPicture } from '../../../electron/first-picture/picture-file.ts';
import { PictureKeeper } from '../../../electron/first-picture/picture-keeper.ts';
import { unseal } from '../../../electron/first-picture/seal.ts';
import type { PolicyLook } from '../../../electron/policy/policy-in-force.ts';
import type { FirstSight } from '../../../shared/ipc/first-picture.ts';
import { person } from '../renderer/fixture/people.ts';
import { sceneOf } from '../renderer/fixture/scenes.ts';
import { anna, bea, binding, conversation, key, noon, pictureOf, sight } from './sights.ts';

const policy: PolicyLook = { lookedAt: ['/policy.json'], stamps: 's', staleAt: null };

/** A keeper whose file, clock and surroundings are the test's. */
function keeper({ found = null as KeptPicture | null } = {}) {
  const now: { sight: FirstSight | null; policy: PolicyLook | null; width: number } = {
    sight: sight(),
    policy,
    width: 10,
  };
  const timers = new Set<() => void>();
  const failures: unknown[] = [];
  let inFile: Buffer | null = found === null ? null : Buffer.from('as found');
  let drawn = 0;
  let beforeDrawn = (): void => undefined;
  let isFull = false;
  const made = new PictureKeeper({
    file: {
      write: (bytes) => {
        if (isFull) throw new Error('the disk is full');
        inFile = bytes;
      },
      remove: () => {
        inFile = null;
      },
    },
    found,
    see: async () => now.sight,
    draw: async ({ conversations }) => {
      drawn++;
      beforeDrawn();
      return pictureOf(`${conversations[0]?.last?.preview}${'.'.repeat(now.width)}`);
    },
    bindingOf: (account) => ({ ...binding, account }),
    policy: async () => now.policy,
    after: (_milliseconds, run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    now: () => noon,
    onFailure: (error) => failures.push(error),
  });
  made.archiveOpened(anna, key);
  return {
    made,
    now,
    failures,
    get drawn() {
      return drawn;
    },
    isThere: () => inFile !== null,
    fillDisk: () => {
      isFull = true;
    },
    whileDrawing: (act: () => void) => {
      beforeDrawn = act;
    },
    /** What the file shows; null when there is none, or none that opens. */
    shown: (): KeptPicture | null => {
      const text = inFile === null ? null : unseal(inFile, key, binding);
      return text === null ? null : JSON.parse(text);
    },
    /** Nothing changes for a while. */
    rest: async () => {
      const due = [...timers];
      timers.clear();
      for (const run of due) run();
      await turn();
    },
  };
}

/** What was begun has ended by then: nothing here waits for anything but a turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One that has kept a picture of what `sight` says. */
async function kept() {
  const given = keeper();
  await given.made.begin();
  await given.rest();
  expect(given.shown()?.picture.parts[0]).toContain('The auditors come on Thursday.');
  return given;
}

describe('the kept picture', () => {
  it('is drawn when nothing has changed for a while, and sealed', async () => {
    const given = keeper();
    await given.made.begin();
    expect(given.isThere()).toBe(false);
    await given.rest();
    expect(given.shown()).toMatchObject({ drawnAt: noon, policy });
  });

  it('is not drawn anew when what was told changes nothing that it shows', async () => {
    const given = await kept();
    given.made.told('people.changed', {
      changed: [person(bea, { name: 'Bea Lindqvist', availability: 'busy', statusText: 'In a call' })],
      removed: [],
    });
    given.made.told('typing.changed', { peer: bea, isComposing: true });
    expect(given.isThere()).toBe(true);
    await given.rest();
    expect(given.drawn).toBe(1);
  });

  it('is drawn anew when what is stored is another thing', async () => {
    const given = await kept();
    given.now.sight = sight('The auditors come on Friday.');
    given.made.told('conversations.changed', { changed: [conversation('Somebody else')], removed: [] });
    await given.rest();
    expect(given.shown()?.picture.parts[0]).toContain('Friday');
  });
});

describe('is removed at once, before anything else is drawn,', () => {
  const here = sight();
  it.each([
    ['a message is withdrawn', 'conversations.changed', { changed: [conversation('', {})], removed: [] }],
    ['a conversation is forgotten', 'conversations.changed', { changed: [], removed: [bea] }],
    [
      'somebody is blocked',
      'people.changed',
      { changed: [{ ...here.people[1], isBlocked: true }], removed: [] },
    ],
    [
      'somebody turns out to imitate',
      'people.changed',
      { changed: [{ ...here.people[1], place: 'unknown' }], removed: [] },
    ],
    ['somebody is known no longer', 'people.changed', { changed: [], removed: [bea] }],
    ['the account is closed', 'session.changed', { ...here.session, isOpen: false }],
    [
      'another language is chosen',
      'settings.changed',
      { ...sceneOf(new URLSearchParams()).settings, language: 'de' },
    ],
  ] as const)('when %s', async (_what, name, payload) => {
    const given = await kept();
    given.made.told(name, payload as never);
    expect(given.isThere()).toBe(false);
  });

  it('when another policy is in force', async () => {
    const given = await kept();
    given.made.policyChanged();
    expect(given.isThere()).toBe(false);
    await given.rest();
    expect(given.isThere()).toBe(true);
  });

  it('and is not drawn while the policy that is there is not in force', async () => {
    const given = await kept();
    given.now.policy = null;
    given.made.policyChanged();
    await given.rest();
    expect(given.isThere()).toBe(false);
  });
});

describe('there is none', () => {
  it('after a sign-out, whatever is told then', async () => {
    const given = await kept();
    given.now.sight = null;
    given.made.told('session.changed', { ...sight().session, isOpen: false });
    await given.rest();
    await given.made.close();
    expect(given.isThere()).toBe(false);
  });

  it('of an account whose key nobody keeps', async () => {
    const given = await kept();
    given.made.archiveOpened(anna, null);
    given.made.policyChanged();
    await given.rest();
    expect(given.isThere()).toBe(false);
  });

  it('under the key of another account', async () => {
    const given = await kept();
    given.made.archiveOpened(bea, key);
    given.made.policyChanged();
    await given.rest();
    expect(given.isThere()).toBe(false);
  });

  it('when names would make it too large', async () => {
    const given = await kept();
    given.now.width = largestPicture;
    given.made.policyChanged();
    await given.rest();
    expect([given.isThere(), given.failures]).toEqual([false, []]);
  });

  it('of what was there before something else was told while it was drawn', async () => {
    const given = await kept();
    given.whileDrawing(() => given.made.told('conversations.changed', { changed: [], removed: [bea] }));
    given.made.policyChanged();
    await given.rest();
    expect(given.isThere()).toBe(false);
  });

  it('when it cannot be written, which is said', async () => {
    const given = await kept();
    given.fillDisk();
    given.made.policyChanged();
    await given.rest();
    expect(given.isThere()).toBe(false);
    expect(given.failures).toHaveLength(1);
  });
});

describe('a picture that was found at the start', () => {
  it('stays when it shows what is stored', async () => {
    const before = (await kept()).shown();
    const given = keeper({ found: before });
    await given.made.begin();
    await given.rest();
    expect([given.isThere(), given.drawn]).toEqual([true, 0]);
  });

  it('stays when the end comes before anybody could look at it', async () => {
    const before = (await kept()).shown();
    const given = keeper({ found: before });
    given.now.sight = null;
    given.made.told('session.changed', sight().session);
    await given.made.close();
    expect([given.isThere(), given.drawn]).toEqual([true, 0]);
  });

  it('goes when something else is stored by now, or was told meanwhile', async () => {
    const before = (await kept()).shown();
    const changed = keeper({ found: before });
    changed.now.sight = sight('Another');
    await changed.made.begin();
    expect(changed.isThere()).toBe(false);
    const told = keeper({ found: before });
    const begun = told.made.begin();
    // It looks by now at what is stored, and has not seen it yet.
    await Promise.resolve();
    told.made.told('conversations.changed', { changed: [], removed: [bea] });
    await begun;
    expect(told.isThere()).toBe(false);
  });
});

describe('at the end', () => {
  it('what was not drawn yet is drawn, and that the account is closed then removes nothing', async () => {
    const given = await kept();
    given.now.sight = sight('Until tomorrow.');
    given.made.told('conversations.changed', { changed: [conversation('Until tomorrow.')], removed: [] });
    await given.made.close();
    given.made.told('session.changed', { ...sight().session, isOpen: false });
    expect(given.shown()?.picture.parts[0]).toContain('Until tomorrow.');
  });
});
