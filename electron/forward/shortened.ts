import type { Fields, FieldValue } from './notice.ts';

/**
 * The fields with no text longer than `most`, in UTF-16 code units, and no list longer than that all together. What was shortened is
 * named with its full length, so that nobody takes a part for the whole: the whole is on record.
 */
export function shortened(fields: Fields, most: number): Fields {
  const cut: string[] = [];
  const kept: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    const short = shortenedValue(value, most);
    kept[name] = short;
    if (short !== value)
      cut.push(`${name}:${typeof value === 'object' ? value.length : String(value).length}`);
  }
  return cut.length === 0 ? fields : { ...kept, truncated: cut };
}

function shortenedValue(value: FieldValue, most: number): FieldValue {
  if (typeof value === 'string') return value.length > most ? cutAt(value, most) : value;
  if (typeof value !== 'object') return value;
  let room = most;
  const end = value.findIndex((one) => {
    room -= one.length;
    return room < 0;
  });
  return end === -1 ? value : value.slice(0, end);
}

/** Not between the halves of a surrogate pair. */
function cutAt(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
