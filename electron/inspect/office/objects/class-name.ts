import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';

/** Programmatic names of classes, as RTF and the XML of Office 2003 have them. In RTF nobody writes equations any more but attackers. */
export function inspectNamedClass(name: string, place: Place): Finding[] {
  const lower = name.toLowerCase();
  if (lower.startsWith('equation.')) return [place.found('document.equation', 'hold', { class: name })];
  if (lower.startsWith('shockwaveflash')) return [place.found('document.flash', 'hold', { class: name })];
  if (/^(?:shell\.explorer|htmlfile|scriptlet|scriptletfile|internetexplorer)/.test(lower))
    return [place.found('document.embedded-browser', 'hold', { class: name })];
  if (/^(?:mscomctllib|comctllib|mscomctl|forms|otkloadr|wrassembly|control)/.test(lower))
    return [place.found('document.activex', lower.startsWith('forms') ? 'notice' : 'hold', { class: name })];
  return [];
}
