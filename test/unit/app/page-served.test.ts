import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { PageServed } from '../../../electron/app/page-served.ts';

const page = [
  '<script type="module" crossorigin src="./assets/index-Cbfv5ktA.js"></script>',
  '<link rel="modulepreload" crossorigin href="./assets/icon-button-5U7y_4PC.js">',
  '<link rel="stylesheet" crossorigin href="./assets/style-BoEylhdU.css">',
].join('\n');

function watched(text: string) {
  const served = new PageServed(text);
  const told = vi.fn();
  void served.all.then(told);
  return { served, told };
}

it('is served with the last of the files that the page begins with, in whatever order they are asked for', async () => {
  const { served, told } = watched(page);
  for (const file of ['index.html', 'assets/style-BoEylhdU.css', 'assets/index-Cbfv5ktA.js']) {
    served.asked(file);
    served.asked(file);
  }
  await nextTurn();
  expect(told).not.toHaveBeenCalled();
  served.asked('assets/icon-button-5U7y_4PC.js');
  await nextTurn();
  expect(told).toHaveBeenCalledOnce();
});

it('lets the last file go out before anybody begins with what takes long', async () => {
  const { served, told } = watched('<script src="./assets/page.js"></script>');
  served.asked('assets/page.js');
  await Promise.resolve();
  expect(told).not.toHaveBeenCalled();
  await nextTurn();
  expect(told).toHaveBeenCalledOnce();
});

it('waits for no file that only comes later', async () => {
  const { served, told } = watched(page);
  served.asked('assets/conversation-page-DdSJlMcB.js');
  await nextTurn();
  expect(told).not.toHaveBeenCalled();
});
