import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { bob, incoming, key, newArchive, newestPage, temporaryFile } from './fixture.ts';

const child = fileURLToPath(new URL('storing-child.ts', import.meta.url));

/** Starts another process that stores in the file; `reported` tells the count of each message that it reports as stored. */
function startStoring(file: string) {
  const storing = spawn(process.execPath, [child, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void storing.kill('SIGKILL'));
  storing.stdin.end(key);
  return { storing, reported: createInterface(storing.stdout) };
}

test('what was reported as stored is there after the process was killed', async () => {
  const file = temporaryFile();
  const { storing, reported } = startStoring(file);
  let last = -1;
  for await (const line of reported) {
    last = Number(line);
    if (last === 200) storing.kill('SIGKILL');
  }
  const archive = newArchive();
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
  const page = await archive.page(newestPage(bob, 1000));
  // The one in hand when the process died may be there or not; each before it must be.
  const counts = page.messages.map(({ at }) => at);
  expect(counts.slice(0, last + 1)).toEqual(Array.from({ length: last + 1 }, (_, count) => count));
  expect(counts.length - (last + 1)).toBeLessThanOrEqual(1);
  const conversation = await archive.conversation(bob);
  expect(conversation).toMatchObject({ unread: counts.length, last: { at: counts.at(-1) } });
  expect(await archive.search(`message ${last}`, null, 1)).toHaveLength(1);
});

test('a second process is refused and does not touch the file', async () => {
  const file = temporaryFile();
  const { storing, reported } = startStoring(file);
  await once(reported, 'line');
  const archive = newArchive();
  await expect(archive.open(file, key)).rejects.toMatchObject({ code: 'busy' });
  await expect(archive.store([incoming(1)])).rejects.toMatchObject({ code: 'not-open' });
  storing.kill('SIGKILL');
  await once(storing, 'exit');
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
});
