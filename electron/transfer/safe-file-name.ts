import { endingOf } from '../inspect/types/endings.ts';
import { isHarmlessEnding, isRunningEnding } from '../inspect/types/expected-types.ts';

/**
 * A name that its sender chose, as a file here may have it on every system (T24, T27): no path, nothing that is not seen, nothing that a
 * system reads in its own way, and at its end the ending that counts.
 */
export function safeFileName(written: string): string {
  const base = written.replace(/^.*[/\\]/su, '');
  const visible = base.replace(notSeen, '').replace(/\s+/gu, ' ').replace(notInNames, '_');
  // Windows drops dots and spaces at the end: what stands before them would be the ending then.
  const bare = visible.replace(/[\s.]+$/u, '').replace(/^[\s.]+/u, '');
  const name = shortened(withoutFalseEnding(bare));
  if (name === '') return 'file';
  return device.test(name) ? `_${name}` : name;
}

const notSeen = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u2800\ufff9-\uffff]/gu;
const notInNames = /[<>:"|?*]/gu;
// Names of devices on Windows, whatever stands behind a dot (learn.microsoft.com, Naming Files, Paths, and Namespaces).
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\s*\.|\s*$)/iu;

/** "invoice.pdf.exe" shows as "invoice.pdf" where the system hides the last ending; "invoice_pdf.exe" shows as neither. */
function withoutFalseEnding(name: string): string {
  const real = endingOf(name);
  const stem = name.slice(0, name.length - real.length - 1);
  if (!isRunningEnding(real) || !isHarmlessEnding(endingOf(stem))) return name;
  return `${stem.replaceAll('.', '_')}.${real}`;
}

/** What file systems take: 255 bytes, with room for what this program puts behind a name while it writes. */
const mostBytes = 200;

/** Its ending stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const ending = endingOf(name);
  const tail = ending === '' || Buffer.byteLength(ending) > 40 ? '' : `.${ending}`;
  let stem = name.slice(0, name.length - tail.length);
  while (Buffer.byteLength(stem) + Buffer.byteLength(tail) > mostBytes) {
    stem = stem.slice(0, -1).replace(/[\ud800-\udbff]$/u, '');
  }
  return `${stem.replace(/[\s.]+$/u, '')}${tail}`;
}
