import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/app/menu.ts';
import { de } from '../../../electron/text/de.ts';
import { en } from '../../../electron/text/en.ts';

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  const commands: string[] = [];
  const items = flat(menuTemplate({ text: de.menu, platform, run: (name) => commands.push(name) }));

  it('offers no way to DevTools, to loading anew, or to the web (CVE-2026-1046)', () => {
    const roles = items.map(({ role }) => role?.toLowerCase());
    expect(roles.filter((role) => role && /devtools|reload|speech|services|about/.test(role))).toEqual([]);
  });

  it('runs every command the page knows', () => {
    for (const item of items) (item.click as (() => void) | undefined)?.();
    expect(new Set(commands)).toEqual(
      new Set(['switcher', 'search', 'search-here', 'security', 'settings', 'shortcuts']),
    );
  });

  it('gives no accelerator twice', () => {
    const accelerators = items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });
});

it('says nothing in English where German was chosen', () => {
  const same = Object.entries(de.menu).filter(
    ([key, label]) => en.menu[key as keyof typeof en.menu] === label,
  );
  expect(same).toEqual([]);
});
