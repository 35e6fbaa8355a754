import { expect, test } from 'vitest';
import { commandSwitches, commandWords } from '../../../electron/app/command-words.ts';
import { refusedSwitch } from '../../../electron/app/refuse-debugging.ts';

test('a command is what begins with one of its rooms', () => {
  expect(commandWords(['gatehouse', 'inspect', 'files', 'a'], true)).toEqual(['inspect', 'files', 'a']);
  expect(commandWords(['electron', '.', 'policy', 'show'], false)).toEqual(['policy', 'show']);
  expect(commandWords(['gatehouse'], true)).toBeNull();
  expect(commandWords(['gatehouse', 'xmpp:bea@corp.test'], true)).toBeNull();
  expect(commandWords(['gatehouse', '--lang=de', 'inspect'], true)).toBeNull();
});

test('the switches of a command are taken, and those of debuggers no more than without one', () => {
  const refused = (...words: readonly string[]) =>
    refusedSwitch(['gatehouse', 'inspect', 'files', 'a', ...words], 'linux', commandSwitches);
  expect(refused('--json', '--policy', '/p.json', '--recursive')).toBeNull();
  expect(refused('--json', '--remote-debugging-port=0')).toBe('--remote-debugging-port');
  expect(refused('--inspect')).toBe('--inspect');
  expect(refusedSwitch(['gatehouse', '--json'], 'linux')).toBe('--json');
});
