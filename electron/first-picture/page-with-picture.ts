import type { FirstPicture, NamedMoment } from '../../shared/ipc/first-picture.ts';
import type { Settings } from '../../shared/model/settings.ts';

const day = 86_400_000;
/** As renderer/index.html is built. */
const begin = '<html lang="en">';
const script = '<script type="module"';
const emptyRoot = '<div id="root"></div>';

/**
 * The page with a picture where its script will draw. Nobody can do anything with it until then: it is inert. The script comes when it
 * comes, so that the picture does not wait for it.
 * @throws Error when the page is not built as expected
 */
export function pageWithPicture(
  page: string,
  { language, parts, moments }: FirstPicture,
  { now, theme }: { readonly now: number; readonly theme: Settings['theme'] },
): string {
  const markup = parts.map((part, index) => part + nameOf(moments[index], now)).join('');
  const themed = theme === 'system' ? '' : ` data-theme="${theme}"`;
  return [
    [begin, `<html lang="${language}"${themed}>`],
    [script, `${script} async`],
    [emptyRoot, `<div id="root" inert aria-busy="true">${markup}</div>`],
  ].reduce(replaced, page);
}

function replaced(page: string, [from = '', to = '']: readonly string[]): string {
  const [before, after, ...more] = page.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the page has not one ${from}`);
  return before + to + after;
}

/** As TimeFormat.short says it (renderer/text/time-format.ts). After the last part there is no moment. */
function nameOf(moment: NamedMoment | undefined, now: number): string {
  if (moment === undefined) return '';
  const { at, today, thisWeek, before } = moment;
  if (new Date(at).toDateString() === new Date(now).toDateString()) return escaped(today);
  return escaped(at < now && (now - at) / day < 6 ? thisWeek : before);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
