import { element } from '../above/element.ts';
import { revealedText } from '../text/reveal.ts';
import type { Sentence } from '../text/sentence.ts';

/** A sentence of the catalogue; what comes from outside keeps its direction to itself and shows its hidden characters. */
export function sentence(parts: Sentence): Node[] {
  return parts.map((part) => {
    if (typeof part === 'string') return document.createTextNode(part);
    if ('strong' in part)
      return element('strong', {}, element('bdi', {}, revealedText(part.strong, 'exact')));
    return element('code', { dir: 'ltr' }, element('bdi', {}, revealedText(part.code, 'exact')));
  });
}
