import { describe, expect, it } from 'vitest';
import { initials } from '../../../../renderer/parts/initials.ts';

describe('the letters of an avatar', () => {
  it.each([
    ['Anna Keller', 'AK'],
    ['Anna Maria von Keller', 'AK'],
    ['Payroll', 'PA'],
    ['it-helpdesk@corp-support.test', 'IT'],
    ['  Zoë   Čapek ', 'ZČ'],
    ['e\u0301mile zola', 'E\u0301Z'],
    ['李小龍', '李小'],
    ['7 Eleven', '7E'],
    ['\u200B', '?'],
    ['👍', '?'],
    ['', '?'],
  ])('of "%s" are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
