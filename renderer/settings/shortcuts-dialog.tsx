import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import { Dialog } from '../parts/dialog.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { commandKeyName, isMac } from '../parts/platform.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import styles from './shortcuts-dialog.module.css';

const css = classNames(styles);

interface Group {
  readonly title: string;
  readonly lines: readonly { readonly name: string; readonly keys: readonly string[] }[];
}

export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { text } = useText();
  return (
    <Dialog title={text.shortcuts.title} onClose={onClose}>
      {groups(text.shortcuts).map(({ title, lines }) => (
        <section key={title} className={css('group')}>
          <h3>{title}</h3>
          <dl className={css('list')}>
            {lines.map(({ name, keys }) => (
              <div key={name} className={css('row')}>
                <dt>{name}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function groups(words: Catalogue['shortcuts']): readonly Group[] {
  const { keys } = words;
  const command = commandKeyName(keys);
  const alt = isMac ? keys.option : keys.alt;
  return [
    {
      title: words.general,
      lines: [
        { name: words.switcher, keys: [command, 'K'] },
        { name: words.searchHere, keys: [command, 'F'] },
        { name: words.searchEverywhere, keys: [command, keys.shift, 'F'] },
        { name: words.previousConversation, keys: [alt, '↑'] },
        { name: words.nextConversation, keys: [alt, '↓'] },
        { name: words.columns, keys: ['F6'] },
        { name: words.settings, keys: [command, ','] },
        { name: words.security, keys: [command, keys.shift, 'Y'] },
        { name: words.close, keys: [keys.escape] },
        { name: words.all, keys: ['?'] },
      ],
    },
    {
      title: words.inMessages,
      lines: [
        { name: words.moveInMessages, keys: ['↑', '↓'] },
        { name: words.report, keys: [command, keys.shift, 'R'] },
        { name: words.falseAlarm, keys: [command, keys.shift, 'E'] },
        { name: words.messageMenu, keys: [keys.shift, 'F10'] },
      ],
    },
    {
      title: words.writing,
      lines: [
        { name: words.send, keys: [keys.enter] },
        { name: words.attach, keys: [command, 'U'] },
        { name: words.newLine, keys: [keys.shift, keys.enter] },
      ],
    },
  ];
}
