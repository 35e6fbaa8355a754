import { describe, expect, it } from 'vitest';
import { RememberedLogins } from '../../../electron/settings/remembered-logins.ts';
import { settingsFileSchema } from '../../../electron/settings/settings-file.ts';
import { SettingsStore } from '../../../electron/settings/settings-store.ts';
import type { LoginStrength } from '../../../electron/wire/connection/login-memory.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';

const alice = bareJidSchema.parse('alice@corp.test');
const bob = bareJidSchema.parse('bob@corp.test');
const weak: LoginStrength = { kind: 'scram', name: 'SCRAM-SHA-1', isBound: false };
const strong: LoginStrength = { kind: 'scram', name: 'SCRAM-SHA-512', isBound: true };

describe('remembered logins (T5)', () => {
  const disk = () => {
    let content: Readonly<Record<string, unknown>> = {};
    let writes = 0;
    return {
      read: () => content,
      write: (changed: Readonly<Record<string, unknown>>) => {
        content = structuredClone(changed);
        writes += 1;
      },
      setAside: () => undefined,
      writes: () => writes,
    };
  };
  const open = (
    on: ReturnType<typeof disk>,
    forgetBefore: string | null = null,
    at = '2026-05-01T00:00:00Z',
  ) =>
    new RememberedLogins({
      store: new SettingsStore(on),
      forgetBefore: () => forgetBefore,
      now: () => Date.parse(at),
    });

  it('outlive a start, one of a kind for each account', () => {
    const kept = disk();
    const first = open(kept);
    expect(first.strongest(alice)).toEqual([]);
    first.remember(alice, weak);
    first.remember(alice, strong);
    first.remember(alice, { kind: 'certificate' });
    const again = open(kept);
    expect(again.strongest(alice)).toEqual([strong, { kind: 'certificate' }]);
    expect(again.strongest(bob)).toEqual([]);
    expect(settingsFileSchema.safeParse(kept.read()).success).toBe(true);
  });

  it('are written when something changed only', () => {
    const kept = disk();
    const logins = open(kept);
    logins.remember(alice, strong);
    const before = kept.writes();
    logins.remember(alice, strong);
    expect(kept.writes()).toBe(before);
  });

  it('no longer count when IT says that the server was changed since, and what comes after does', () => {
    const kept = disk();
    open(kept).remember(alice, strong);
    expect(open(kept, '2026-04-30T23:59:59Z').strongest(alice)).toEqual([strong]);
    expect(open(kept, '2026-05-01T02:00:00+02:00').strongest(alice)).toEqual([strong]);
    const later = open(kept, '2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z');
    expect(later.strongest(alice)).toEqual([]);
    later.remember(alice, weak);
    expect(later.strongest(alice)).toEqual([weak]);
  });
});
