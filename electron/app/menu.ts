import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../../shared/ipc/events.ts';
import type { MainText } from '../text/en.ts';

type Command = EventPayload<'command'>['name'];

interface MenuParts {
  readonly text: MainText['menu'];
  readonly platform: NodeJS.Platform;
  readonly run: (command: Command) => void;
}

/**
 * The menu bar; on Linux and Windows hidden until Alt. It has no way to reload, to DevTools or to the web: what Electron's
 * own default menu offers is a second way out (CVE-2026-1046).
 */
export function menuTemplate({ text, platform, run }: MenuParts): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const command = (name: Command, label: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => run(name),
  });
  const settings = command('settings', text.settings, 'CmdOrCtrl+,');
  const quit: MenuItemConstructorOptions = { role: 'quit', label: text.quit, accelerator: 'CmdOrCtrl+Q' };
  const divider: MenuItemConstructorOptions = { type: 'separator' };
  return [
    isMac
      ? {
          role: 'appMenu',
          submenu: [settings, divider, { role: 'hide' }, { role: 'hideOthers' }, divider, quit],
        }
      : { label: text.file, submenu: [settings, divider, quit] },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        divider,
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        // Never what the clipboard claims about style: a pasted overlay is markup of somebody else's making.
        { role: 'pasteAndMatchStyle', label: text.paste, accelerator: 'CmdOrCtrl+V' },
        { role: 'selectAll', label: text.selectAll },
        divider,
        command('switcher', text.switcher, 'CmdOrCtrl+K'),
        command('search-here', text.searchHere, 'CmdOrCtrl+F'),
        command('search', text.search, 'CmdOrCtrl+Shift+F'),
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'resetZoom', label: text.actualSize },
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
        divider,
        { role: 'togglefullscreen', label: text.fullScreen },
      ],
    },
    {
      label: text.window,
      submenu: [
        { role: 'minimize', label: text.minimize },
        { role: 'close', label: text.close },
      ],
    },
    {
      label: text.help,
      role: 'help',
      submenu: [
        command('security', text.security, 'CmdOrCtrl+Shift+Y'),
        command('shortcuts', text.shortcuts, 'CmdOrCtrl+/'),
      ],
    },
  ];
}
