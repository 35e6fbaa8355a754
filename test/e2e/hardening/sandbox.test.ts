import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';

/** SECCOMP_MODE_FILTER, proc(5). */
const FILTERED = '2';
/** Put together, because the switch stands nowhere in this repository. */
const SANDBOX_OFF = `no-${'sandbox'}`;

let gatehouse: LaunchedGatehouse;
beforeAll(async () => {
  gatehouse = await launchGatehouse({ policy: {} });
});
afterAll(() => gatehouse.stop());

test('no process was told to do without the sandbox', async () => {
  const processes = gatehouse.processes();
  expect(processes.length).toBeGreaterThan(3);
  expect(processes.filter(({ argv }) => argv.some((word) => word.includes(SANDBOX_OFF)))).toEqual([]);
  const isOff = await gatehouse.app.evaluate(({ app }, name) => app.commandLine.hasSwitch(name), SANDBOX_OFF);
  expect(isOff).toBe(false);
});

test('the renderer runs behind a seccomp filter and can gain no privileges', () => {
  const renderers = gatehouse.processes().filter(({ argv }) => argv.join(' ').includes('--type=renderer'));
  expect(renderers.length).toBeGreaterThan(0);
  for (const { status } of renderers) {
    expect(status['Seccomp']).toBe(FILTERED);
    expect(status['NoNewPrivs']).toBe('1');
  }
});

test('no process runs as root', () => {
  const effective = gatehouse.processes().map(({ status }) => status['Uid']?.split('\t')[1]);
  expect(effective).not.toContain('0');
});

test('nothing outlives it', async () => {
  const short = await launchGatehouse({ policy: {}, keychain: 'none' });
  expect(short.processes().length).toBeGreaterThan(3);
  await short.stop();
  expect(short.processes()).toEqual([]);
});
