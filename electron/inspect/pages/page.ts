import type { Finding, InspectionContext, Inspector } from '../inspector.ts';
import { linkFindings } from '../link-findings.ts';
import { wholeText } from '../types/text-type.ts';

/** What a browser would do by itself with a page: HTML and SVG, and XML that is one of them in part. */
export const page: Inspector = {
  name: 'page',
  takes: ['html', 'svg', 'xml', 'hta'],
  inspect: (bytes, context) => {
    const text = wholeText(bytes);
    if (context.type === 'xml' && !/xml-stylesheet|w3\.org\/1999\/xhtml|w3\.org\/2000\/svg/i.test(text))
      return entities(text);
    const found = features.filter(([, pattern]) => pattern.test(text));
    return [...found.map(([feature]) => active(feature)), ...entities(text), ...links(text, context)];
  },
};

// Browsers read pages of any quality, so these are looser than any grammar: better to hold a page that only speaks of scripts.
const features: readonly (readonly [string, RegExp])[] = [
  ['script', /<(?:[\w-]+:)?script[\s/>]/i],
  ['handler', /[\s/"'](?:on[a-z]{3,24})\s*=\s*["'\w]/i],
  ['script-link', /(?:javascript|vbscript|livescript)\s*:/i],
  ['redirect', /<meta[^>]{0,400}http-equiv\s*=\s*["']?\s*refresh/i],
  ['frame', /<(?:[\w-]+:)?(?:iframe|frame|object|embed|applet|portal|foreignObject)[\s/>]/i],
  ['form', /<form[\s/>]/i],
  ['base', /<base[\s/>]/i],
  ['packed-file', /data:(?!image\/(?:png|jpe?g|gif|webp|x-icon)|font\/)[\w.+-]+\/[\w.+-]+[;,]/i],
  ['stylesheet', /<\?xml-stylesheet/i],
];

function active(feature: string): Finding {
  return { code: 'file.active-page', level: 'hold', where: '', params: { feature } };
}

/** Entities of its own: readers that expand them can be made to read files or to fill the memory (CVE-2003-1564, CVE-2013-0270). */
function entities(text: string): readonly Finding[] {
  return /<!ENTITY\s/i.test(text) ? [active('entity')] : [];
}

const mostLinks = 200;

function links(text: string, context: InspectionContext): readonly Finding[] {
  const targets = new Set<string>();
  for (const [, , target] of text.matchAll(
    /(?:href|src|action|formaction)\s*=\s*(["'])([^"'<>]{1,4000})\1/gi,
  )) {
    if (target !== undefined && /^\s*[a-z][a-z0-9+.-]*:(?!\s*image\/)|^\s*[/\\]{2}/i.test(target))
      targets.add(target.trim());
    if (targets.size >= mostLinks) break;
  }
  return [...targets]
    .filter((target) => !/^(?:data|cid|mailto|tel):/i.test(target))
    .flatMap((target) => linkFindings(target, '', context));
}
