import { describe, expect, it } from 'vitest';
import { mostTellingFirst } from '../../../../renderer/parts/most-telling.ts';
import type { Reason } from '../../../../shared/model/verdict.ts';

function reason(code: Reason['code'], level: Reason['level']): Reason {
  return { code, level, params: {} };
}

describe('the reason that is shown', () => {
  it('says what a link is up to before how that was noticed', () => {
    const reasons = [reason('link.mixed-scripts', 'block'), reason('link.imitates-domain', 'block')];
    expect(mostTellingFirst(reasons)[0]?.code).toBe('link.imitates-domain');
  });

  it('is never a milder one', () => {
    const reasons = [reason('link.imitates-domain', 'warn'), reason('link.too-long', 'block')];
    expect(mostTellingFirst(reasons)[0]?.code).toBe('link.too-long');
  });

  it('keeps the order of the gate where neither says more', () => {
    const reasons = [reason('link.too-long', 'block'), reason('link.unreadable', 'block')];
    expect(mostTellingFirst(reasons)).toEqual(reasons);
  });
});
