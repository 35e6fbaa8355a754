import type { Budget } from '../budget.ts';
import { readXml } from '../office/ooxml/xml-elements.ts';

/** A run of letters may be cut into these anywhere, also in the middle of a number. */
const inline: ReadonlySet<string> = new Set(['t', 'r', 'a', 'span', 'instrtext', 'deltext', 'ruby-base']);
const blocks: ReadonlySet<string> = new Set([
  'p',
  'h',
  'si',
  'c',
  'tc',
  'row',
  'tr',
  'comment',
  'table-cell',
]);
const spaces: ReadonlySet<string> = new Set(['br', 'cr', 'tab', 's', 'line-break']);

/**
 * The words of one part of an Office document. Every element with words of its own is a line, but the pieces that Office cuts a line into
 * are put together again.
 */
export function officeText(xml: string, budget: Budget): string {
  const pieces: string[] = [];
  const hasWords: boolean[] = [];
  let isIndex = false;
  readXml(
    xml,
    {
      open: (name, attribute) => {
        hasWords.push(false);
        // A cell whose value is the number of a shared string (ECMA-376 part 1 section 18.18.11) says nothing by itself.
        if (name === 'c') isIndex = attribute('t') === 's';
        if (spaces.has(name)) pieces.push(' ');
      },
      text: (text) => {
        if (isIndex || text.trim() === '') {
          if (/^[ \t]+$/.test(text)) pieces.push(text);
          return;
        }
        pieces.push(text);
        hasWords[hasWords.length - 1] = true;
      },
      close: (name) => {
        const ends = hasWords.pop() === true && !inline.has(name);
        if (name === 'c') isIndex = false;
        if (ends || blocks.has(name)) pieces.push('\n');
      },
    },
    () => budget.checkTime(),
  );
  return pieces.join('').replaceAll(/\s*\n\s*/g, '\n');
}
